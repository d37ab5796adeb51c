"""Where the work is: the lines chosen in the tree, what is above them, and the form in front."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from budgetdesk.book import read
from budgetdesk.book.errors import BookError
from budgetdesk.book.step import Step
from budgetdesk.desktop import ask
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.desktop.tree.view import OutlineView
from budgetdesk.desktop.window.tabs.form_tabs import FormTabs
from budgetdesk.domain.records import Department, Unit


class TreePlace:
    """What a command of the tree is about."""

    def __init__(
        self, session: Session, view: OutlineView, tabs: FormTabs, parent: QWidget
    ) -> None:
        self.session = session
        self.view = view
        self.tabs = tabs
        self.parent = parent

    def current(self, level: Level) -> Node | None:
        """The node of that level at or above the tree's cursor, or above the form in front."""
        node = self.view.current() or self._in_front()
        while node is not None and node.level > level:
            node = node.parent
        return node if node is not None and node.level is level else None

    def projects(self) -> list[Node]:
        """The projects chosen in the tree; the current one where none is."""
        chosen = [node for node in self.view.lines() if node.level is Level.PROJECT]
        node = self.current(Level.PROJECT)
        return chosen or ([] if node is None else [node])

    def project_ids(self) -> list[int]:
        """The projects chosen together in the tree, else the one in front, else the current one."""
        chosen = [node.id for node in self.view.lines() if node.level is Level.PROJECT]
        if len(chosen) > 1:
            return chosen
        project = self.project()
        return [] if project is None else [project]

    def project(self) -> int | None:
        """The project in front, else the current one."""
        front, node = self.project_in_front(), self.current(Level.PROJECT)
        return front if front is not None or node is None else node.id

    def project_in_front(self) -> int | None:
        """The project whose form is in front; None for anything else."""
        return self.tabs.project_in_front()

    def unit(self) -> Unit | None:
        """The current unit, else the first one."""
        node, department = self.current(Level.UNIT), self.current(Level.DEPARTMENT)
        units = read.units(self.session.book, department.id if department else None)
        wanted = [unit for unit in units if node is None or unit.id == node.id]
        return wanted[0] if wanted else None

    def department(self) -> Department | None:
        """The current department, else the first one."""
        node = self.current(Level.DEPARTMENT)
        departments = read.departments(self.session.book)
        wanted = [one for one in departments if node is None or one.id == node.id]
        return wanted[0] if wanted else None

    def do(self, name: str, deed: Callable[[Step], int | None]) -> int | None:
        """Do something as one step, after what is being typed is written; tell a refusal."""
        if not self.session.commit_editors():
            return None
        try:
            with self.session.book.step(name) as step:
                return deed(step)
        except BookError as error:
            ask.tell(self.parent, ask.Telling(f"{name}没有完成", str(error)))
            return None

    def _in_front(self) -> Node | None:
        front = self.project_in_front()
        return None if front is None else self.view.outline.find(Level.PROJECT, front)
