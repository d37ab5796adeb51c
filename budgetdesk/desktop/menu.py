"""Menus that have the keys for themselves while they are open."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QMenu, QMenuBar


class Menu(QMenu):
    """A menu; keys that it does not know do nothing.

    Qt counts an open menu among the children of what it hangs on, and a menu of the bar has the
    actions of tree and form: Del would delete or clear what lies behind it.
    """

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
