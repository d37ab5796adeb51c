"""Keys that come in while 新建账套 is loading are typed into it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from budgetdesk.desktop.dialogs.new_book import NewBookDialog
from budgetdesk.forms import loader
from tests.desktop.conftest import Answers, MakeWindow

Type = QEvent.Type
NONE = Qt.KeyboardModifier.NoModifier


def test_the_dialog_gets_them_and_the_window_behind_none(
    make_window: MakeWindow, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window()
    behind: list[str] = []
    focused = window.focusWidget() or window
    load = loader.load_form_set

    def typed_meanwhile(name: str) -> object:
        for letter, kind in (("7", Type.KeyPress), ("7", Type.KeyRelease)):
            event = QKeyEvent(kind, Qt.Key.Key_7, NONE, letter)
            QCoreApplication.postEvent(focused, event)
        return load(name)

    class Watching(QLineEdit):
        def keyPressEvent(self, event: QKeyEvent) -> None:
            behind.append(event.text())

    watching = Watching(window)
    watching.show()
    watching.setFocus()
    focused = watching
    monkeypatch.setattr(loader, "load_form_set", typed_meanwhile)
    seen: list[str] = []

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, NewBookDialog)
        dialog.open()
        QApplication.processEvents()
        field = dialog.focusWidget()
        seen.append(field.text() if isinstance(field, QLineEdit) else "")
        dialog.close()
        return False

    answers.dialogs = [look]
    window.commands["new_book"].trigger()
    assert seen
    assert "7" in seen[0]
    assert behind == []
    assert not list(Path.home().glob("*.budget"))
