"""Boxes and tabs that the wheel passes by: it scrolls the page below and changes nothing.

Qt has them change under the wheel, also where the pointer only comes along on its way down the
page. The program's own are made of these; a test looks for others.
"""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QTabBar, QTabWidget, QWidget


class StillBox(QComboBox):
    """A list to choose from."""

    def setAccessibleName(self, name: str) -> None:
        """Call it so: on Linux Qt tells a box's choice for its name, and the name nowhere."""
        super().setAccessibleName(name)
        self.setAccessibleDescription(name)
        self._name_line(name)

    def setEditable(self, editable: bool) -> None:  # noqa: FBT001 - as Qt has it
        """Whether something else may be typed; the line for it is called as the box is."""
        super().setEditable(editable)
        self._name_line(self.accessibleName())

    def _name_line(self, name: str) -> None:
        if (line := self.lineEdit()) is not None:
            line.setAccessibleName(name)

    def showPopup(self) -> None:
        """The list is as high as its rows are drawn, also the first time."""
        self.view().setAccessibleName(self.accessibleName())
        self.view().ensurePolished()
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what lies below."""
        event.ignore()


class StillTabBar(QTabBar):
    """The heads of pages."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what lies below."""
        event.ignore()


class StillTabs(QTabWidget):
    """Pages with their heads."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabBar(StillTabBar(self))
