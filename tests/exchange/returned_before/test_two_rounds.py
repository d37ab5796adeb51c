"""Two rounds of a bureau: what recurs is told before sending, what was mended is not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk.suggestions.index import forget, index_file
from tests.checks.conftest import SETS, published_book
from tests.exchange.returned_before.two_rounds import SecondRound, two_rounds

_BAR = 0.8
_BY_NAMES = pytest.mark.parametrize("by_names", [False, True], ids=["book", "folder"])


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> Iterator[None]:
    forget(index_file())
    yield
    forget(index_file())


def _rounds(
    shared: Path, folder: Path, name: str, seed: int, count: int, *, by_names: bool
) -> SecondRound:
    folder.mkdir(exist_ok=True)
    with published_book(shared / "samples" / name, folder / "本年.budget") as last:
        return two_rounds(last, folder / "下年.budget", seed, count, by_names=by_names)


def test_what_recurs_is_told_and_what_was_mended_is_not(shared: Path, tmp_path: Path) -> None:
    found = _rounds(shared, tmp_path, "yonghe-2024", 20_261_129, 60, by_names=False)
    assert len(found.recurring) >= 20
    assert len(found.mended) >= 10
    assert found.share >= _BAR
    assert not found.mended & found.told


@pytest.mark.proof
@_BY_NAMES
@pytest.mark.parametrize("seed", range(10))
def test_of_every_office(shared: Path, tmp_path: Path, seed: int, by_names: bool) -> None:
    """Two hundred remarks to each of five offices."""
    rounds = [_rounds(shared, tmp_path / name, name, seed, 200, by_names=by_names) for name in SETS]
    recurring = sum(len(it.recurring) for it in rounds)
    assert recurring > 250
    assert sum(len(it.recurring & it.told) for it in rounds) / recurring >= _BAR
    assert not any(it.mended & it.told for it in rounds)
