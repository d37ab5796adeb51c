"""A newer form set is offered quietly; its changes are looked at, taken over, and undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.dialogs.set_changes import SetChangesDialog
from budgetdesk.desktop.window.desk import Desk
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.records import RecordKind
from budgetdesk.forms.loader import load_form_set
from tests.desktop.conftest import Answers, MakeWindow
from tests.dictionary.own_set import DICTIONARY, SET
from tests.exchange.set_versions.home import FIRST, book_with, put_set, second, user_home
from tests.exchange.set_versions.test_changes import put
from tests.exchange.set_versions.test_offering import NEWER


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    with user_home(tmp_path / "home") as folder:
        put_set(folder, FIRST)
        yield folder


@pytest.fixture
def made(home: Path, tmp_path: Path) -> Path:
    book_with(tmp_path / "本年.budget", "道路", "桥梁").close()
    return tmp_path / "本年.budget"


def shown(make_window: MakeWindow, path: Path) -> MainWindow:
    window = make_window()
    assert window.books.open(path)
    window._check_file()  # which the window does by itself, a little later
    return window


def desk_of(window: MainWindow) -> Desk:
    assert window.books.desk is not None
    return window.books.desk


def titles(window: MainWindow) -> list[str]:
    """The labels of the form in front."""
    editor = desk_of(window).tabs.current_form()
    assert editor is not None
    return [cell.text for cell in editor.state.sheet.cells if cell.field is None]


def test_nothing_is_offered_without_a_newer_one(make_window: MakeWindow, made: Path) -> None:
    assert not desk_of(shown(make_window, made)).offer.isVisible()


def test_it_is_offered_taken_over_and_undone(
    qtbot: QtBot, make_window: MakeWindow, home: Path, made: Path, answers: Answers
) -> None:
    put_set(home, NEWER)
    window = shown(make_window, made)
    desk_of(window).tabs.open_form(RecordKind.PROJECT, 1)
    assert "巩固脱贫成果说明" in titles(window)
    bar = desk_of(window).offer
    assert bar.text.text().startswith("套表有新版本：第 2 版（2026-02-06）")
    seen: list[tuple[str, str]] = []

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, SetChangesDialog)
        seen.extend((it.what, it.held) for it in dialog.table.model_of_lines.lines)
        return True

    answers.dialogs = [look]
    bar.look.click()
    assert ("去掉栏目", "2 个填有内容：道路、桥梁") in seen
    qtbot.waitUntil(lambda: desk_of(window).notice.isVisible())
    assert not desk_of(window).offer.isVisible()
    assert "备注" in titles(window)
    assert "巩固脱贫成果说明" not in titles(window)
    desk_of(window).notice.button.click()
    qtbot.waitUntil(lambda: "巩固脱贫成果说明" in titles(window))
    window.commands["redo"].trigger()
    qtbot.waitUntil(lambda: "备注" in titles(window))


def test_it_can_be_left(make_window: MakeWindow, home: Path, made: Path, answers: Answers) -> None:
    put_set(home, NEWER)
    window = shown(make_window, made)
    answers.dialogs = [lambda _: False]
    desk_of(window).offer.look.click()
    assert desk_of(window).offer.isVisible()
    desk_of(window).offer.later.click()
    assert not desk_of(window).offer.isVisible()
    assert window.session is not None
    assert window.session.form_set.version.number == 1


def test_what_cannot_be_taken_over_is_told(
    make_window: MakeWindow, home: Path, made: Path, answers: Answers
) -> None:
    put_set(home, second(dictionary=put(DICTIONARY, ('"percent"', '"count"')), rules=""))
    window = shown(make_window, made)
    answers.dialogs = [lambda _: True]
    desk_of(window).offer.look.click()
    assert [told.title for told in answers.told] == ["没有换用"]


def test_a_newer_one_in_the_book_can_be_put_here(
    make_window: MakeWindow, home: Path, tmp_path: Path
) -> None:
    put_set(home, NEWER)
    book_with(tmp_path / "新.budget").close()
    put_set(home, FIRST)
    window = shown(make_window, tmp_path / "新.budget")
    bar = desk_of(window).offer
    assert "比本机的新" in bar.text.text()
    bar.look.click()
    assert load_form_set(SET).version.number == 2
    assert not bar.isVisible()
