"""The overview of the lines chosen in the tree, in a tab of its own."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from budgetdesk.desktop.session import Session
from budgetdesk.desktop.tree.outline import projects_at, scope_of
from budgetdesk.desktop.tree.view import OutlineView
from budgetdesk.desktop.window.tabs.form_tabs import FormTabs

if TYPE_CHECKING:
    from budgetdesk.desktop.overview.panel import OverviewPanel
    from budgetdesk.desktop.tables.life_line_panel import LifeLinePanel


class Overviews(QObject):
    """Shows the projects at and below a department or unit when the tree's cursor comes there."""

    batch_wanted = Signal(str, object)  # what to do with projects, and their ids
    submission_wanted = Signal(object)  # the ids of projects whose units are to send

    def __init__(
        self, session: Session, view: OutlineView, tabs: FormTabs, stage: Callable[[], str]
    ) -> None:
        """`stage` gives the record kind that the tree shows."""
        super().__init__(view)
        self._session, self._view, self._tabs, self._stage = session, view, tabs, stage
        view.office_chosen.connect(self.open)

    def open(self) -> "OverviewPanel":
        """Show the projects at and below the tree's lines, the focus left where it is.

        All of the book's where no line is chosen.
        """
        from budgetdesk.desktop.overview.panel import OverviewPanel

        known = self._tabs.page_of(OverviewPanel)
        panel = known or self._panel()
        root = self._view.outline
        keys = [(node.level, node.id) for node in self._view.lines()]
        panel.show_scope(lambda: scope_of(root.root, keys))
        if known is None:  # shown first when it has something to show
            self._tabs.add_page(panel, panel.title)
        self._tabs.tabs.setCurrentWidget(panel)
        return panel

    def open_life_line(self) -> "LifeLinePanel | None":
        """Show the life line of the project in front, else of the tree's; None without one."""
        from budgetdesk.desktop.tables.life_line_panel import LifeLinePanel

        shown = self.project()
        if shown is None:
            return None
        panel = self._tabs.show_page(LifeLinePanel, lambda: LifeLinePanel(self._session))
        panel.show_project(shown)
        return panel

    def project(self) -> int | None:
        """The project in front, else the first at or below the tree's lines."""
        front = self._tabs.project_in_front()
        return front or next(iter(projects_at(self._view.lines())), None)

    def _panel(self) -> "OverviewPanel":
        from budgetdesk.desktop.overview.panel import OverviewPanel

        panel = OverviewPanel(self._session, self._stage)
        panel.project_wanted.connect(lambda one: self._tabs.open_project(one).setFocus())
        panel.batch_wanted.connect(self.batch_wanted)
        return panel
