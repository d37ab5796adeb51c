"""What lies beside the titles on the tabs: the cross on each, and the list of all of them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QTabWidget, QToolButton, QWidget

from budgetdesk.desktop.icons import icon
from budgetdesk.desktop.lettered import unlettered
from budgetdesk.desktop.menu import Menu
from budgetdesk.desktop.theme import theme


class Closer(QToolButton):
    """The cross on a tab."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setObjectName("closer")
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolTip("关闭（Ctrl+W）")
        self.setAccessibleName("关闭标签")
        theme().changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        self.setIcon(icon("x"))


class TabList(QToolButton):
    """Lists all tabs by their whole titles, those too that are out of sight."""

    def __init__(self, tabs: QTabWidget) -> None:
        super().__init__(tabs)
        self._tabs = tabs
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolTip("全部标签（Ctrl+Shift+A）")
        self.setAccessibleName("全部标签")
        self.clicked.connect(self.open_list)
        theme().changed.connect(self._tint)
        self._tint()

    def open_list(self) -> None:
        """Show the list below the button."""
        menu = self.list()
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        for action in menu.actions():
            if action.isChecked():
                menu.setActiveAction(action)

    def list(self) -> QMenu:
        """A line for each tab, the one in front ticked."""
        menu = Menu.passing(self)
        for place in range(self._tabs.count()):
            title = self._tabs.tabToolTip(place).partition("\n\n")[0].replace("\n", "　")
            action = menu.addAction(unlettered(title))
            action.setCheckable(True)
            action.setChecked(place == self._tabs.currentIndex())
            action.triggered.connect(lambda _=False, it=place: self._tabs.setCurrentIndex(it))
        return menu

    def _tint(self) -> None:
        self.setIcon(icon("chevron-down"))
