"""The tree's cursor and the form in front are one: each follows the other."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from budgetdesk.book.errors import RowMissing
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.desktop.tree.view import OutlineView
from budgetdesk.desktop.window.tabs.form_tabs import FormTabs

Open = Callable[[Node, bool], None]  # a node, and whether its tab is to stay


class Together(QObject):
    """Keeps tree and forms at one project.

    A project that the cursor comes to is opened in passing; a form that comes to the front, or
    that the focus goes into, has the cursor. Where the filter hides it, the cursor is on none: no
    command then means another project than the one that is seen.
    """

    def __init__(self, view: OutlineView, tabs: FormTabs, open_node: Open, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._tabs = tabs
        self._open_node = open_node
        self._opening = False
        view.chosen.connect(lambda node: self._open(node, stay=False))
        view.opened_to_stay.connect(self._go_into)
        view.left.connect(self._leave_tree)
        view.filtered.connect(self.catch_up)
        tabs.current_changed.connect(self.follow)
        tabs.emptied.connect(view.setFocus)
        tabs.entered.connect(self.follow)

    def follow(self) -> None:
        """Put the tree's cursor on the project in front, unless it is there or below it."""
        project = self.in_front()
        if project is None or self._opening:
            return
        node = self._view.current()
        within = node.parent if node is not None and node.level is Level.INDICATOR else node
        if within is not None and (within.level, within.id) == (Level.PROJECT, project):
            return
        chosen = self._chosen_with_others(project)
        if chosen is not None:
            self._view.lead(chosen)
        elif not self._view.make_current(Level.PROJECT, project):
            self._view.make_none_current()

    def catch_up(self) -> None:
        """After a change or a filter: what the cursor has come to by itself is not what is seen."""
        node = self._view.current()
        if node is None or node.level >= Level.PROJECT:
            self.follow()

    def in_front(self) -> int | None:
        """The project whose form is in front; None for anything else."""
        return self._tabs.project_in_front()

    def _chosen_with_others(self, project: int) -> Node | None:
        """The line that is, or is above, a project, where it is chosen together with others."""
        nodes = self._view.lines()
        above = (node for node in nodes if any(it.id == project for it in node.projects()))
        return next(above, None) if len(nodes) > 1 else None

    def _open(self, node: Node, *, stay: bool) -> None:
        """Open what the tree chose; tabs that come to the front on the way are not followed."""
        self._opening = True
        try:
            self._open_node(node, stay)
        except RowMissing:
            return  # deleted a moment ago; the tree hears of it next
        finally:
            self._opening = False
        self.follow()

    def _go_into(self, node: Node) -> None:
        self._open(node, stay=True)
        self._focus_front()

    def _leave_tree(self) -> None:
        node = self._view.current()
        if node is not None and node.level >= Level.PROJECT:
            self._open(node, stay=False)
        self._focus_front()

    def _focus_front(self) -> None:
        page: QWidget | None = self._tabs.tabs.currentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._tabs.advice.take_focus()
