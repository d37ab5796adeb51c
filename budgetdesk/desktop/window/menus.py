"""The menu bar, the tool bar and the tree's menu, all made from the commands."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMainWindow, QMenu, QToolButton

from budgetdesk.desktop.cells.keyboard import keys_to_read
from budgetdesk.desktop.lettered import unlettered
from budgetdesk.desktop.menu import Menu, MenuBar
from budgetdesk.desktop.window.books import Books
from budgetdesk.desktop.window.commands import (
    COMMANDS,
    FORM,
    MENUS,
    RECENT,
    TREE_MENUS,
    Actions,
)
from budgetdesk.desktop.window.tool_bar import ToolBar

if TYPE_CHECKING:
    from budgetdesk.desktop.session import Session

_TEXTS = {command.name: command.text for command in COMMANDS}


class Menus(QObject):
    """The window's menus and its tool bar."""

    def __init__(self, window: QMainWindow, books: Books, commands: Actions) -> None:
        super().__init__(window)
        self._window, self._books = window, books
        self._commands = commands
        bar = MenuBar(window)
        window.setMenuBar(bar)
        for title, names in MENUS:
            menu = Menu(title, bar)
            bar.addMenu(menu)
            menu.aboutToShow.connect(lambda names=names: commands.dress(names))
            if FORM in names:
                menu.aboutToShow.connect(lambda menu=menu, names=names: self._fill(menu, names))
            self._fill(menu, names)
        self.tools = self._make_tools()

    def name_steps(self, session: "Session | None") -> None:
        """撤销 and 重做 say what they would take back or do again."""
        book = session.book if session is not None else None
        writable = self._commands["undo"].isEnabled()
        for name, step in (
            ("undo", book.undo_name if book else None),
            ("redo", book.redo_name if book else None),
        ):
            action = self._commands[name]
            word, _, letter = _TEXTS[name].partition("(")
            told = f" {unlettered(step)}" if step else ""
            action.setText(f"{word}{told}({letter}")  # Alt and the letter go on to work
            action.setEnabled(writable and step is not None)
            keys = keys_to_read(action.shortcut().toString())
            action.setToolTip(f"{word}：{step}（{keys}）" if step else f"{word}（{keys}）")

    def open_tree_menu(self, place: QPoint) -> None:
        """Show what can be done with the line of the tree at a place in its viewport."""
        desk = self._books.desk
        if desk is None:
            return
        index = desk.view.indexAt(place)
        node = desk.model.node(index) if index.isValid() else None
        if node is not None and not desk.view.selectionModel().isSelected(index):
            desk.view.setCurrentIndex(index)
        names = TREE_MENUS[node.level.name.lower() if node is not None else "nothing"]
        menu = Menu.passing(self._window)
        self._commands.dress(names)
        self._commands.fill(menu, names)
        menu.popup(desk.view.viewport().mapToGlobal(place))

    def _fill(self, menu: Menu, names: tuple[str, ...]) -> None:
        menu.clear()
        for name in names:
            if name == RECENT:
                recent = Menu("最近使用(&R)", menu)
                menu.addMenu(recent)
                recent.aboutToShow.connect(lambda menu=recent: self._fill_recent(menu))
            elif name == FORM:
                self._add_form_commands(menu)
            else:
                self._commands.fill(menu, (name,))
        menu.fit()

    def _add_form_commands(self, menu: QMenu) -> None:
        desk = self._books.desk
        for action in desk.tabs.menu() if desk is not None else ():
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)

    def _fill_recent(self, menu: QMenu) -> None:
        from budgetdesk.desktop.window.recent_books import recent_books

        menu.clear()
        for book in recent_books(self._books.settings):
            action = menu.addAction(unlettered(f"{book.title}　{book.path.name}"))
            action.setEnabled(book.used is not None)
            action.triggered.connect(lambda _=False, path=book.path: self._books.open(path))
        if menu.isEmpty():
            menu.addAction("还没有用过的账套").setEnabled(False)

    def _make_tools(self) -> ToolBar:
        bar = ToolBar(self._commands, self._window)
        for name in ("undo", "redo"):
            self._add_steps(bar.button(name), name)
        self._window.addToolBar(bar)
        return bar

    def _add_steps(self, button: QToolButton, name: str) -> None:
        # Icon only: the action's text names the step, and the bar would jump about with it.
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        menu = Menu(button)
        menu.aboutToShow.connect(lambda: self._fill_steps(menu, name))
        button.setMenu(menu)

    def _fill_steps(self, menu: QMenu, name: str) -> None:
        from budgetdesk.desktop.window.undo_menu import fill_steps

        if self._books.session is not None:
            fill_steps(menu, self._books.session, undo=name == "undo")
