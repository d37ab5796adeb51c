"""A letter with Alt means one thing, in each menu and in each dialog."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QMenu, QWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.window.commands import COMMANDS, MENUS, TREE_MENUS
from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.children import children_of
from tests.desktop.window.steps import desk_of, go_to_unit, open_form, projects

_ASKING = (
    *("new_book", "new_department", "new_unit", "move_to_unit", "copy_to_unit", "export"),
    *("codes", "check_settings", "restore", "about", "properties"),
)


def twice(texts: list[str]) -> list[str]:
    """The letters that stand behind more than one & of a menu or dialog."""
    found = Counter(
        letter.upper() for text in texts for letter in re.findall(r"(?<!&)&([^&\s])", text)
    )
    return [letter for letter, count in found.items() if count > 1]


def shown(actions: list[QAction]) -> list[str]:
    return [action.text() for action in actions if action.isVisible()]


def test_in_the_menu_bar_and_every_menu_of_it(window: MainWindow) -> None:
    open_form(window, projects(window)[0])
    bar = window.menuBar()
    assert not twice(shown(bar.actions()))
    for menu in children_of(window, QMenu):
        menu.aboutToShow.emit()
        assert not twice(shown(menu.actions())), menu.title()


def test_every_command_of_a_menu_has_a_letter_unless_it_has_a_key() -> None:
    named = {name for _, names in MENUS for name in names}
    for command in COMMANDS:
        if command.name in named:
            assert "(&" in command.text or command.keys, command.name


def test_a_command_that_names_what_it_would_do_keeps_its_letter(window: MainWindow) -> None:
    assert window.session is not None
    with window.session.book.step("剪切 A&B") as step:
        step.update("project", 1, {"name": "x"})
    window.session.undo()
    desk_of(window).open_ledger()
    for command in COMMANDS:
        letters = re.findall(r"\(&.\)", command.text)
        assert letters == re.findall(r"\(&.\)", window.commands[command.name].text())
    assert window.commands["redo"].text() == "重做 剪切 A&&B(&R)"


@pytest.mark.parametrize("level", sorted(TREE_MENUS))
def test_in_the_menus_of_the_tree(window: MainWindow, level: str) -> None:
    texts = {command.name: command.text for command in COMMANDS}
    assert not twice([texts[name] for name in TREE_MENUS[level] if name in texts])


def test_in_the_menus_of_pages(window: MainWindow) -> None:
    desk = desk_of(window)
    openings: list[Callable[[], QWidget]] = [
        lambda: open_form(window, projects(window)[0]),
        desk.open_ledger,
        desk.open_tables,
        desk.open_disclosure,
    ]
    for page in openings:
        page()
        assert not twice([it.text() for it in desk.tabs.menu() if it is not None])
    desk.tabs.tab_list.list()


@pytest.mark.parametrize("name", _ASKING)
def test_in_every_dialog_of_a_command(
    window: MainWindow, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    met: list[QDialog] = []

    def run(dialog: QDialog) -> bool:
        dialog.show()
        QApplication.processEvents()
        met.append(dialog)
        words = [it.text() for it in children_of(dialog, QAbstractButton) if it.isVisible()]
        words += [it.text() for it in children_of(dialog, QLabel) if it.buddy() is not None]
        assert not twice(words), words
        dialog.reject()
        return False

    monkeypatch.setattr(ask, "run", run)
    monkeypatch.setattr(ask, "tell", lambda *_: "")
    monkeypatch.setattr(ask, "ask_one", lambda *_: None)
    if name == "properties":
        go_to_unit(window, 1)
    else:
        open_form(window, projects(window)[0])
    assert window.session is not None
    window.session.edited = True
    window.session.keep_copy()
    window.commands[name].trigger()
    assert met, name
