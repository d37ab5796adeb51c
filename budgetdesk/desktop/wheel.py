"""The wheel scrolls the page and changes nothing: not a list, a tab, a number or a date.

Qt has all of these change under the wheel, also where the pointer only passes by on its way down
the page. The rule stands in the style, which meets every widget once: also those of Qt's own
dialogs, and those that nobody has written yet.
"""

from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QProxyStyle,
    QScrollBar,
    QTabBar,
    QWidget,
)

_CHANGE = (QComboBox, QAbstractSpinBox, QTabBar, QAbstractSlider)


def changes_by_wheel(widget: QWidget) -> bool:
    """Whether Qt has the wheel change what a widget says; a scroll bar only scrolls."""
    return isinstance(widget, _CHANGE) and not isinstance(widget, QScrollBar)


class StillStyle(QProxyStyle):
    """Fusion, with every widget out of the wheel's reach that it would change."""

    def __init__(self, application: QApplication) -> None:
        super().__init__("Fusion")
        self.setParent(application)  # or Python lets go of it, and with it of what it does
        self._stillness = _Stillness(application)

    def polish(self, widget: Any) -> Any:  # a palette and the application come here too
        """Meet a widget, for the first time or under another style sheet."""
        if isinstance(widget, QWidget) and changes_by_wheel(widget):
            widget.installEventFilter(self._stillness)
        return super().polish(widget)


class _Stillness(QObject):
    """Passes the wheel on to what the widget stands on."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Wheel:
            return False
        event.ignore()
        return True
