"""Packages of units whose book has another version of the set are told by the versions."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk.exchange.sealed.deciding import undecided
from budgetdesk.exchange.sealed.receipt import Receipt, ReceiptOutcome, ReceivedChange
from budgetdesk.exchange.sealed.receiving import receive_files
from budgetdesk.exchange.sealed.submitting import submit, units_wanted
from budgetdesk.exchange.set_versions.received import version_of
from tests.dictionary.own_set import PROJECT_FORM, SET
from tests.exchange.set_versions.home import FIRST, book_with, put_set, second, user_home
from tests.exchange.set_versions.test_changes import put
from tests.exchange.set_versions.test_offering import NEWER


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    with user_home(tmp_path / "home") as folder:
        yield folder


LAID_OUT = second(project=put(PROJECT_FORM, ("columns = [60, 60,", "columns = [70, 50,")))
MANY = {"first": FIRST, "newer": NEWER, "laid out": LAID_OUT}


def taken(home: Path, folder: Path, sender: str, receiver: str) -> Receipt:
    """What a bureau with one version makes of a package of a unit with another."""
    put_set(home, MANY[sender])
    with book_with(folder / "单位.budget") as unit:
        _, [done] = submit(unit, folder / "上报", units_wanted(unit, ()))
    put_set(home, MANY[receiver])
    with book_with(folder / "财政.budget") as bureau:
        [receipt] = receive_files(bureau, done.paths[:1], undecided)
    return receipt


def test_an_older_one_is_refused_with_versions_and_fields(home: Path, tmp_path: Path) -> None:
    told = taken(home, tmp_path, "first", "newer")
    assert told.found == (ReceivedChange.WRONG_SET,)
    assert told.sentence.endswith(
        "按第 1 版（2026-01-05）填报，本账套用的是第 2 版（2026-02-06），"
        "所用套表的栏目与本账套的不同（文件多「巩固脱贫成果说明」「实施步骤/所需资金」；文件少「备注」），"
        "请对方换用第 2 版（2026-02-06）后重新上报。"
    )


def test_a_newer_one_asks_the_book_to_take_it_over_first(home: Path, tmp_path: Path) -> None:
    told = taken(home, tmp_path, "newer", "first")
    assert told.found == (ReceivedChange.WRONG_SET,)
    assert "请先让本账套换用第 2 版（2026-02-06），再收这个文件。" in told.sentence


def test_one_of_the_same_fields_is_taken_and_told(home: Path, tmp_path: Path) -> None:
    told = taken(home, tmp_path, "first", "laid out")
    assert told.outcome is ReceiptOutcome.TAKEN
    [warning] = told.warnings
    assert warning == (
        "按第 1 版（2026-01-05）填报，本账套用的是第 2 版（2026-02-06）；"
        "栏目相同，表样或审核可能不同。"
    )


@pytest.mark.parametrize(
    "text", ["[version", "", "version = 5", "[version]\nnumber = 0", '[version]\nnumber = "x"']
)
def test_a_version_that_can_t_be_read_is_none(text: str) -> None:
    assert version_of({SET: {"set.toml": text}}, SET).number == 0
