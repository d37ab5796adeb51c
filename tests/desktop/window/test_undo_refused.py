"""Where 撤销 or 重做 is refused, each way to it tells why, and the book stays open."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from budgetdesk.book.book import Book
from budgetdesk.book.errors import BookError
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.undo_menu import fill_steps
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import desk_of, open_form, projects, trigger

Way = Callable[[MainWindow], None]


def _by_key(key: Qt.Key) -> Way:
    def press(window: MainWindow) -> None:
        editor = open_form(window, projects(window)[0])
        QTest.keyClick(editor.text, key, Qt.KeyboardModifier.ControlModifier)

    return press


def _by_list(*, undo: bool) -> Way:
    def choose(window: MainWindow) -> None:
        assert window.session is not None
        menu = QMenu(window)
        fill_steps(menu, window.session, undo=undo)
        menu.actions()[0].trigger()

    return choose


def _by_notice(window: MainWindow) -> None:
    assert window.session is not None
    notice = desk_of(window).notice
    notice.offer_undo("已做。", window.session.undo)
    notice.button.click()


WAYS: dict[str, tuple[Way, str]] = {
    "the menu's 撤销": (lambda window: trigger(window, "undo"), "撤销"),
    "the menu's 重做": (lambda window: trigger(window, "redo"), "重做"),
    "Ctrl+Z in a form": (_by_key(Qt.Key.Key_Z), "撤销"),
    "Ctrl+Y in a form": (_by_key(Qt.Key.Key_Y), "重做"),
    "the list of steps": (_by_list(undo=True), "撤销"),
    "the list of steps undone": (_by_list(undo=False), "重做"),
    "the notice": (_by_notice, "撤销"),
}


@pytest.mark.parametrize("way", WAYS)
def test_it_is_told_and_the_book_stays_open(
    window: MainWindow, answers: Answers, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    session = window.session
    assert session is not None
    for name in ("甲", "乙"):
        with session.book.step("改名") as step:
            step.update("project", 1, {"name": name})
    session.undo()

    def refuse(*_: object) -> None:
        raise BookError("磁盘已满。")

    for name in ("undo", "undo_to", "redo"):
        monkeypatch.setattr(Book, name, refuse)
    go, word = WAYS[way]
    go(window)
    assert [(it.sentence, it.advice) for it in answers.told] == [
        (f"{word}没有完成。", "磁盘已满。")
    ]
    assert window.session is session
