"""A home that can't be written, and books where nobody may go, keep nobody from the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from budgetdesk.desktop.app import is_shown_elsewhere
from budgetdesk.desktop.settings import LAST_BOOK, Settings
from budgetdesk.desktop.window.dropping import dropped
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.past_forms import PastForms
from budgetdesk.desktop.window.sample_book import open_sample
from tests.desktop.conftest import Answers, MakeWindow

TOO_LONG = Path(f"/{'a' * 300}.budget")


def test_a_last_book_that_cannot_be_reached_does_not_keep_the_program_from_starting(
    tmp_path: Path, make_window: MakeWindow
) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.put(LAST_BOOK, str(TOO_LONG))
    assert not is_shown_elsewhere(None, settings)
    window = make_window()
    window.books.reopen()
    assert window.books.session is None


def test_what_is_dropped_from_where_nobody_may_go_is_told() -> None:
    assert "找不到" in dropped([QUrl.fromLocalFile(str(TOO_LONG))]).refusal


def test_past_forms_are_read_where_they_cannot_be_kept(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    broken: list[object] = []
    window.jobs.broke.disconnect()
    window.jobs.broke.connect(lambda _job, error: broken.append(error))
    past = window.findChild(PastForms)
    assert past is not None
    past.read()
    assert broken == []
    assert window.books.session is not None
    assert window.books.session.asking is not None


def test_a_sample_that_cannot_be_made_is_refused(
    make_window: MakeWindow, tmp_path: Path, answers: Answers
) -> None:
    window = make_window()
    (tmp_path / "file").touch()
    window.books.settings.path = tmp_path / "file" / "settings.json"
    open_sample(window.books)
    assert [it.sentence for it in answers.told] == ["准备示例没有完成。"]
