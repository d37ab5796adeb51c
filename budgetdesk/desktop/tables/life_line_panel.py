"""The tab of a project's life line, on paper; it follows the project and every step."""

from PySide6.QtWidgets import QWidget

from budgetdesk.book.change import Change
from budgetdesk.book.errors import RowMissing
from budgetdesk.book.stages import projects_touched
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.tables.following import FollowingPage
from budgetdesk.desktop.tables.table_view import BLANK, TableView
from budgetdesk.forms.sheet import Sheet
from budgetdesk.tables.life_line_sheet import life_line_sheet

_NOTHING = "在项目树中选中一个项目，它从目标到自评的全过程在这里显示。"


class LifeLinePanel(FollowingPage):
    """One project from its target to what was reached, read-only."""

    tab_key = "life_line"
    manual_page = "tables"
    title = "全过程"
    made_of = ("department", "unit")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, _NOTHING, parent)
        self.project_id = 0
        self._sheet: Sheet | None = None
        self.view = TableView(BLANK, self, opens=lambda _: False)
        self.view.setAccessibleName("绩效全过程")
        self._put_below(QWidget(self))

    @property
    def name(self) -> str:
        """What the page is called."""
        return self.title if self._sheet is None else self._sheet.name

    def show_project(self, project_id: int) -> None:
        """Show the life line of a project."""
        self.project_id = project_id
        self._stale = True
        self.refresh()

    def _compute(self) -> None:
        try:
            self._sheet = life_line_sheet(self._session.book, self.project_id)
        except RowMissing:  # deleted meanwhile
            self._sheet = None

    def _forget(self) -> None:
        self._sheet = None

    def _list_choices(self) -> None:
        """There is nothing to choose from."""

    def _show(self) -> None:
        self._show_sheet_or_not(shown=self._sheet is not None)
        if self._sheet is not None:
            self.view.show_sheet(self._sheet)

    def _on_change(self, change: Change) -> None:
        super()._on_change(change)
        if self.project_id in projects_touched(self._session.book, change):
            self._stale = True
            if self.isVisible():
                self._soon.start()
