"""The office's past forms: kept behind the open book, forgotten on a click."""

from pathlib import Path

import openpyxl
import pytest

from budgetdesk.book.book import Book
from budgetdesk.desktop import ask
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.past_forms import PastForms, _read
from budgetdesk.domain.progress import Cancelled
from budgetdesk.suggestions.index import index_file, remembered
from tests.desktop.window.steps import desk_of, trigger


def past_of(window: MainWindow) -> PastForms:
    found = window.books.findChild(PastForms)
    assert isinstance(found, PastForms)
    return found


def test_an_open_book_s_forms_are_kept_and_asked(window: MainWindow) -> None:
    assert window.session is not None
    past_of(window).read()
    window.jobs.stop_all()
    assert window.session.asking is not None
    assert len(remembered(index_file())) > 50
    assert remembered(index_file(), apart=window.session.book.path) == ()


def test_they_are_forgotten_and_no_longer_kept_when_that_is_switched_off(
    window: MainWindow,
) -> None:
    past_of(window).read()
    window.jobs.stop_all()
    assert window.commands["past_forms"].isChecked()
    trigger(window, "past_forms")
    assert not index_file().exists()
    past_of(window).read()
    window.jobs.stop_all()
    assert not index_file().exists()
    trigger(window, "past_forms")
    window.jobs.stop_all()
    assert len(remembered(index_file())) > 50


def test_without_a_book_there_is_nothing_to_read(window: MainWindow) -> None:
    window.books.close()
    past_of(window).read()
    assert window.jobs.running == ()


def test_a_library_is_taken_in_and_told(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "指标库.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["二级指标", "指标名称"])
    book.active.append(["成本指标", "人均补助标准"])
    book.save(path)
    monkeypatch.setattr(ask, "ask_one", lambda *_: path)
    trigger(window, "library")
    window.jobs.stop_all()
    assert desk_of(window).notice.text.text().startswith("已收入指标 1 条")
    assert "指标库" in {form.library for form in remembered(index_file())}


def test_a_book_that_is_closed_meanwhile_keeps_nothing_of_it(sample_book: Path) -> None:
    def stop(done: int, total: int) -> None:
        assert total > 50
        if done == 3:
            raise Cancelled

    with Book.open(sample_book, read_only=True) as book, pytest.raises(Cancelled):
        _read(book, sample_book, stop, keep=True)
    assert remembered(index_file()) == ()
