"""Menus that have the keys for themselves while they are open."""

from typing import Self

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget


class Menu(QMenu):
    """A menu; keys that it does not know do nothing.

    Qt counts an open menu among the children of what it hangs on, and a menu of the bar has the
    actions of tree and form: Del would delete or clear what lies behind it.
    """

    @classmethod
    def passing(cls, parent: QWidget) -> Self:
        """One that is opened at a place, and gone when it closes."""
        menu = cls(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def event(self, event: QEvent) -> bool:
        """Keys come here and not to the actions that have them."""
        return _kept(event) or super().event(event)


class MenuBar(QMenuBar):
    """The bar of the window, which has the keyboard after Alt."""

    def event(self, event: QEvent) -> bool:
        """Keys come here and not to the actions that have them."""
        return _kept(event) or super().event(event)


def _kept(event: QEvent) -> bool:
    if event.type() is not QEvent.Type.ShortcutOverride:
        return False
    event.accept()
    return True
