"""Menus that have the keys for themselves while they are open."""

from collections.abc import Iterable
from typing import Self

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

_FRAME = 10  # above and below the rows, as the style sheet has it


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

    def __init__(self, *args: QWidget | str | None) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.aboutToShow.connect(self.fit)

    def event(self, event: QEvent) -> bool:
        """Keys come here and not to the actions that have them."""
        return _kept(event) or super().event(event)

    def clear(self) -> None:
        """Take all lines away; PySide6 would take those that lead to other menus for deleted."""
        for action in self.actions():
            if action.menu() is not None:
                self.removeAction(action)
        super().clear()

    def fit(self) -> None:
        """Lay the rows closer where the menu would be higher than the screen.

        Qt has it go on in a second column, over what lies beside it. Whoever fills a menu that is
        about to be shown calls this when that is done.
        """
        self._lay(dense=False)
        shown = [it for it in self.actions() if it.isVisible()]
        height = sum(self.actionGeometry(it).height() for it in shown) + _FRAME
        self._lay(dense=height > self.screen().availableSize().height())

    def _lay(self, *, dense: bool) -> None:
        if bool(self.property("dense")) == dense:
            return
        self.setProperty("dense", dense)
        self.style().unpolish(self)
        self.style().polish(self)
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))  # measures anew


class MenuBar(QMenuBar):
    """The bar of the window, which has the keyboard after Alt."""

    def event(self, event: QEvent) -> bool:
        """Keys come here and not to the actions that have them, but Alt, which takes it away."""
        is_alt = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt
        return (not is_alt and _kept(event)) or super().event(event)


def gathered(title: str, actions: Iterable[QAction | None], parent: QWidget) -> QAction:
    """One line of a menu that leads to several commands, None where a line parts them."""
    menu = Menu(title, parent)
    for action in actions:
        if action is None:
            menu.addSeparator()
        else:
            menu.addAction(action)
    return menu.menuAction()


def _kept(event: QEvent) -> bool:
    if event.type() is not QEvent.Type.ShortcutOverride:
        return False
    event.accept()
    return True
