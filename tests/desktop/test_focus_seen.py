"""Whatever takes keys shows that it has the focus, and icons keep their colours in chosen rows."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListView,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from budgetdesk.checks.finding import Severity
from budgetdesk.desktop.findings.delegate import severity_colour, severity_icon
from budgetdesk.desktop.palette import Palette, contrast

_SEEN = 3.0  # of what shows the focus, to what stood there before (WCAG 2.1, 1.4.11)
_MANY = 20  # pixels: a line, not a caret


def called(name: str, make: Callable[[], QWidget]) -> Callable[[], QWidget]:
    def made() -> QWidget:
        widget = make()
        widget.setObjectName(name)
        return widget

    return made


_FIELDS: dict[str, Callable[[], QWidget]] = {
    "line": QLineEdit,
    "lines": QPlainTextEdit,
    "box": QComboBox,
    "tick": lambda: QCheckBox("甲"),
    "choice": lambda: QRadioButton("甲"),
    "list": QListView,
    "button": lambda: QPushButton("甲"),
    **{name: called(name, lambda: QPushButton("甲")) for name in ("primary", "link", "flat")},
    "tool button": QToolButton,
    **{name: called(name, QToolButton) for name in ("face", "tool")},
    "填报说明": called("instruction", lambda: QTextEdit("甲")),
    "修改记录": called("history", QListWidget),
}


def changed(before: QImage, after: QImage) -> int:
    """How many pixels became others that are told apart from what stood there."""
    return sum(
        contrast(before.pixelColor(x, y), after.pixelColor(x, y)) >= _SEEN
        for y in range(before.height())
        for x in range(before.width())
    )


@pytest.mark.parametrize("name", _FIELDS)
def test_the_focus_is_seen(qtbot: QtBot, palette: Palette, name: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(120, 120)
    field, other = _FIELDS[name](), QPushButton("乙")
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    layout.addWidget(other)
    window.show()
    window.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    place = field.geometry()
    before = window.grab(place).toImage()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert changed(before, window.grab(place).toImage()) >= _MANY


@pytest.mark.parametrize("severity", Severity)
def test_a_mark_keeps_its_colour_in_a_chosen_row(
    qtbot: QtBot, palette: Palette, severity: Severity
) -> None:
    view, model = QListView(), QStandardItemModel()
    qtbot.addWidget(view)
    model.appendRow(QStandardItem(severity_icon(severity, 1.0), "甲"))
    view.setModel(model)
    view.show()
    view.setCurrentIndex(model.index(0, 0))
    row = view.grab().toImage()
    shown = {row.pixelColor(x, y).name() for x in range(60) for y in range(40)}
    assert severity_colour(severity).name() in shown
