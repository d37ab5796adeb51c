"""Whose name stands on what goes out: one that somebody typed, never a login's."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from budgetdesk.book.book import Book
from budgetdesk.book.person import likely_person, person_of
from budgetdesk.book.read import units
from budgetdesk.checks.explanations import explain, key_of, read_explanations
from budgetdesk.exchange.checking import check_book
from budgetdesk.exchange.sealed.submitting import submit
from tests.exchange.sealed.conftest import Offices, edit, run

_LOGIN = "login9"


@pytest.fixture(autouse=True)
def _logged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budgetdesk.book.process.getpass.getuser", lambda: _LOGIN)


def _explain_all(path: Path) -> None:
    with Book.open(path) as book:
        found = check_book(book).findings
        with book.step("说明") as step:
            for finding in found:
                explain(step, key_of(finding.code, finding.place), "情况属实")


def _sent(offices: Offices, *signed: str) -> tuple[str, str]:
    """The visible texts of a package, and all that its file holds."""
    _, out, err = run("submit", offices.second, "--to", offices.folder / "出", *signed)
    assert out, err
    [package] = [Path(line) for line in out.splitlines() if line.endswith(".xlsx")]
    cells = [c.value for sheet in load_workbook(package) for row in sheet.iter_rows() for c in row]
    with zipfile.ZipFile(package) as parts:
        inside = "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    return "\n".join(str(it) for it in cells if it), inside


def test_what_goes_upward_bears_the_name_that_was_given_and_keeps_it(offices: Offices) -> None:
    _explain_all(offices.second)
    shown, inside = _sent(offices, "--by", "王会计")
    assert "上报人\n王会计" in shown
    assert "情况属实（王会计 " in shown
    assert _LOGIN not in inside
    assert "上报人\n王会计" in _sent(offices)[0]


def test_nobodys_name_is_no_login_s(offices: Offices) -> None:
    _explain_all(offices.second)
    shown, inside = _sent(offices)
    assert "上报人" not in shown
    assert "情况属实（20" in shown
    assert _LOGIN not in inside


def test_the_name_is_proposed_from_the_forms_until_one_is_given(offices: Offices) -> None:
    edit(offices.second, "宣传", "handler", "李经办")
    with Book.open(offices.second) as book:
        assert (person_of(book), likely_person(book)) == ("", "李经办")
    _explain_all(offices.second)
    _sent(offices, "--by", "王会计")
    with Book.open(offices.second) as book:
        assert likely_person(book) == "王会计"
        assert {it.who for it in read_explanations(book).values()} == {"王会计"}


def _submit(path: Path, folder: Path, person: str) -> None:
    with Book.open(path) as book:
        submit(book, folder, units(book), person=person)


@pytest.mark.parametrize("person", ["王会计", ""])
@pytest.mark.parametrize("before", [[], ["王会计"], ["李出纳"]])
def test_sending_is_one_deed_that_is_passed_over_by_undo(
    offices: Offices, before: list[str], person: str
) -> None:
    for one in before:
        _submit(offices.second, offices.folder / "早", one)
    edit(offices.second, "宣传", "overview", "改过")
    _explain_all(offices.second)
    with Book.open(offices.second) as book:
        steps = book.undo_steps(3)
    _submit(offices.second, offices.folder / "出", person)
    with Book.open(offices.second) as book:
        assert book.undo_steps(3) == steps
        undone = book.undo()
        assert undone is not None
        assert (undone.name, person_of(book)) == ("说明", person)
        assert {it.who for it in read_explanations(book).values()} <= set(before)


def test_what_is_explained_again_after_it_was_sent_is_signed_too(offices: Offices) -> None:
    _explain_all(offices.second)
    _submit(offices.second, offices.folder / "出", "王会计")
    with Book.open(offices.second) as book:
        book.undo()
        book.redo()
    _submit(offices.second, offices.folder / "又", "王会计")
    with Book.open(offices.second) as book:
        assert {it.who for it in read_explanations(book).values()} == {"王会计"}
