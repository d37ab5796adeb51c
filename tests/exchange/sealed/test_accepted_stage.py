"""What was accepted stays as it is, also where it comes with the forms of a later stage."""

import shutil
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import add_record, records
from budgetdesk.book.edit import add_project, delete_project
from budgetdesk.book.ledger import add_ledger_line
from budgetdesk.book.read import ledger, projects, units
from budgetdesk.domain.records import LedgerLine, Nature, Origin, Source
from tests.exchange.register.test_register import register
from tests.exchange.sealed.conftest import Offices, edit, project_of, received, state, submitted


def _monitored(path: Path) -> None:
    with Book.open(path) as book, book.step("监控") as step:
        add_record(step, "monitoring", projects(book)[0].id)


def _more_money(path: Path) -> None:
    face = (Nature.BASIC, Source.GENERAL, Origin.CURRENT)
    with Book.open(path) as book, book.step("加") as step:
        line = LedgerLine(units(book)[0], "2100408", *face, 9_999_00, None, "30101", "50501")
        add_ledger_line(step, line)


def _reworded(path: Path) -> None:
    edit(path, "村医", "plan", "验收以后改的")


def _another(path: Path) -> None:
    with Book.open(path) as book, book.step("加项目") as step:
        add_project(step, project_of(units(book)[0], "另加的"))


def _one_less(path: Path) -> None:
    with Book.open(path) as book, book.step("删项目") as step:
        delete_project(step, next(it.id for it in projects(book) if it.name == "防疫"))


def _target(path: Path) -> object:
    """What the first stage says: the forms without what stands below them, and the lines."""
    told = state(path)["甲医院"]
    own = [{**it, "monitoring": None} for it in told["projects"]["projects"]]
    return own, told.get("ledger")


@pytest.fixture
def accepted(offices: Offices) -> Offices:
    """The bureau accepted the first stage of the unit."""
    received(offices.bureau, offices.package)
    register(offices.bureau, "--accept", "甲医院")
    return offices


def test_forms_of_a_later_stage_come_where_the_first_is_as_accepted(accepted: Offices) -> None:
    _monitored(accepted.first)
    code, [told] = received(accepted.bureau, submitted(accepted.first, accepted.folder / "出"))
    assert (code, told["outcome"], told["warnings"]) == (0, "taken", [])
    assert state(accepted.bureau) == state(accepted.first)


@pytest.mark.parametrize("change", [_more_money, _reworded, _another, _one_less])
def test_what_would_change_of_it_is_told_and_never_taken(accepted: Offices, change: object) -> None:
    assert callable(change)
    _monitored(accepted.first)
    change(accepted.first)
    late = submitted(accepted.first, accepted.folder / "出")
    bureau, before = accepted.bureau, state(accepted.bureau)
    for options in ((), ("--dry-run",)):
        code, [told] = received(bureau, late, *options)
        assert (code, told["outcome"], bool(told["conflicts"])) == (1, "waits", True)
        assert "目标已验收" in told["warnings"][0]
    code, [told] = received(bureau, late, "--conflicts", "take")
    assert (code, told["found"]) == (2, ["locked"])
    assert all(it in told["sentence"] for it in (late.name, "解锁"))
    assert state(bureau) == before
    kept = Path(shutil.copyfile(bureau, accepted.folder / "保留.budget"))
    assert received(kept, late, "--conflicts", "keep")[0] == 0
    assert _target(kept) == _target(bureau)
    with Book.open(kept, read_only=True) as book:
        assert len(records(book, "monitoring")) == 1
        assert not ledger(book)
    register(bureau, "--unlock", "甲医院", "--note", "单位更正")
    assert received(bureau, late)[0] == 0
    assert _target(bureau) == _target(accepted.first)
