"""A key stands in a menu as it stands on the keyboard."""

from budgetdesk.desktop.cells.keyboard import keys_to_read
from tests.desktop.editor.form_desk import Desk


def test_keys_of_the_forms_menu_are_written_as_on_the_keyboard(desk: Desk) -> None:
    desk.go(desk.indicator(0))
    shown = dict(
        action.text().partition("\t")[::2]
        for action in desk.form.commands.menu()
        if action is not None
    )
    assert shown["上移"] == "Alt+↑"
    assert shown["下移"] == "Alt+↓"
    assert shown["插入指标"] == "Ctrl+Enter"
    assert shown["复制"] == "", "Qt writes it itself"


def test_words_of_qt_that_no_keyboard_has() -> None:
    assert keys_to_read("Alt+PgDown") == "Alt+PgDn"
    assert keys_to_read("Ctrl+S") == "Ctrl+S"
