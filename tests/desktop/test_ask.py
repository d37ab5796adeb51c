"""Boxes: Enter and Esc choose what does no harm."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.ask import Telling, tell


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
@pytest.mark.parametrize("details", ["", "追踪"])
@pytest.mark.parametrize("buttons", [("放弃", "留下修改"), ("知道了",)])
def test_the_harmless_button_is_chosen(
    qtbot: QtBot, key: Qt.Key, details: str, buttons: tuple[str, ...]
) -> None:
    defaults: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        defaults.append(box.defaultButton().text())
        QTest.keyClick(box.focusWidget(), key)
        box.done(0)  # where the key only unfolded the details, the box would wait for ever

    QTimer.singleShot(50, press)
    assert tell(None, Telling("标题", "一句话。", details=details), buttons) == buttons[-1]
    assert defaults == [buttons[-1]]
