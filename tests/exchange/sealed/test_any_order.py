"""Two units, three versions each from one computer or two, in any order: what was agreed on stands.

What both computers changed to different texts is asked about, and nothing else is; nothing that
one of them sent is lost.
"""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.exchange.sealed.conftest import Offices, edit, received, state, submitted

FIELDS = ("plan", "overview", "necessity")
Texts = dict[str, str]


class Sending(NamedTuple):
    """One version: from which computer, and what was typed before."""

    computer: int
    typed: Mapping[str, str]


_SENDING = st.builds(
    Sending,
    st.integers(0, 1),
    st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(("一", "二")), max_size=2),
)
_TWO = st.tuples(_SENDING, _SENDING)


class Sent(NamedTuple):
    """A unit's packages, and by field the texts that its computers sent last."""

    project: str
    packages: tuple[Path, ...]
    last: Mapping[str, frozenset[str]]


def _sent(offices: Offices, book: Path, project: str, more: tuple[Sending, ...]) -> Sent:
    """The first version is common to both computers."""
    before = {field: f"{project}{field}" for field in FIELDS}
    for field, text in before.items():
        edit(book, project, field, text)
    packages = [submitted(book, offices.folder / "出")]
    books = (book, offices.copy(book, f"{project} 另一台"))
    now: list[Texts] = [dict(before), dict(before)]
    for computer, typed in more:
        for field, text in typed.items():
            edit(books[computer], project, field, text)
        now[computer] |= typed
        packages.append(submitted(books[computer], offices.folder / "出"))
    last = {
        field: frozenset({texts[field] for texts in now} - {before[field]})
        or frozenset({before[field]})
        for field in FIELDS
    }
    return Sent(project, tuple(packages), last)


def _taken(bureau: Path, packages: list[Path]) -> list[Path]:
    """Receive until nothing more is taken; what still waits."""
    waiting, before = packages, -1
    while len(waiting) != before:
        before = len(waiting)
        told = [received(bureau, package)[1][0] for package in waiting]
        assert {it["outcome"] for it in told} <= {"taken", "nothing", "waits"}
        waiting = [it for it, one in zip(waiting, told, strict=True) if one["outcome"] == "waits"]
    return waiting


def _texts(bureau: Path, project: str) -> Texts:
    held = [it for unit in state(bureau).values() for it in unit["projects"]["projects"]]
    [one] = [it for it in held if it["name"] == project]
    return {field: one[field] for field in FIELDS}


def _any_order(offices: Offices, data: st.DataObject) -> None:
    sent = [
        _sent(offices, offices.first, "村医", data.draw(_TWO)),
        _sent(offices, offices.second, "宣传", data.draw(_TWO)),
    ]
    packages = data.draw(st.permutations([it for one in sent for it in one.packages]))
    waiting = _taken(offices.bureau, packages)
    for one in sent:
        asked = any(len(texts) > 1 for texts in one.last.values())
        assert asked == any(package in waiting for package in one.packages)
        if not asked:
            _require_last(offices.bureau, one)
    for package in waiting:
        received(offices.bureau, package, "--conflicts", "take")
    assert _taken(offices.bureau, [*packages]) == []
    for one in sent:
        _require_last(offices.bureau, one)


def _require_last(bureau: Path, sent: Sent) -> None:
    held = _texts(bureau, sent.project)
    assert [held[field] in texts for field, texts in sent.last.items()] == [True] * len(FIELDS)


# An example takes seconds: a smaller one would be looked for without end.
_CALM = settings(
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@settings(_CALM, max_examples=1)
@given(st.data())
def test_any_order_of_arrival_ends_alike(made: Path, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        _any_order(Offices.of(Path(folder), made), data)


@pytest.mark.proof
@settings(_CALM, max_examples=60)
@given(st.data())
def test_any_order_of_arrival_ends_alike_many_times(made: Path, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        _any_order(Offices.of(Path(folder), made), data)
