"""The tab of the budget ledger: spending lines, and below another sheet revenue by code."""

from collections.abc import Collection, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from budgetdesk.book.change import Change
from budgetdesk.desktop.cells.keyboard import key_action, keys_to_read
from budgetdesk.desktop.editor.marks import Mark
from budgetdesk.desktop.jobs import Jobs
from budgetdesk.desktop.ledger.guide import LedgerGuide, guide_of
from budgetdesk.desktop.ledger.kinds import REVENUE, SPENDING
from budgetdesk.desktop.ledger.model import CellKey, LinesModel
from budgetdesk.desktop.ledger.pane import LinesPane
from budgetdesk.desktop.ledger.table import LinesTable
from budgetdesk.desktop.ledger.unlisted import unlisted_sentence
from budgetdesk.desktop.page import TabPage
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.still import StillTabBar

_BALANCE = ("ledger_line", "revenue_line", "unit", "department")  # tables that it sums


class LedgerPanel(TabPage):
    """The budget ledger of one book."""

    guide_changed = Signal()  # `guide` says something else
    title = "预算明细"
    tab_key = "ledger"
    manual_page = "ledger"

    def __init__(
        self, session: Session, parent: QWidget | None = None, jobs: Jobs | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.setObjectName("ledger")
        self._session = session
        self.spending = LinesPane(session, SPENDING, self, jobs)
        self._revenue: LinesPane | None = None
        self._revenue_marks: Mapping[CellKey, Mark] = {}
        self.sheets = StillTabBar(self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._take(self.spending)
        self.sheets.currentChanged.connect(self._show_sheet)
        session.changed.connect(self._on_change)
        self.setFocusProxy(self.spending)

    @property
    def revenue(self) -> LinesPane:
        """The grid of revenue by code, made when it is first wanted."""
        if self._revenue is None:
            self._revenue = LinesPane(self._session, REVENUE, self, self._jobs)
            self._revenue.set_marks(self._revenue_marks)
            self._take(self._revenue)
            self._tell_unlisted()
        return self._revenue

    @property
    def front(self) -> LinesPane:
        """The grid that is shown."""
        return self._revenue if self._revenue and self.sheets.currentIndex() else self.spending

    @property
    def table(self) -> LinesTable:
        """The table that is shown."""
        return self.front.table

    @property
    def ledger(self) -> LinesModel:
        """The lines of the table that is shown."""
        return self.front.ledger

    def commit(self) -> bool:
        """Write the open cell; False when its text is refused."""
        return self.front.commit()

    def menu(self) -> list[QAction | None]:
        """The commands for a menu, None where a line parts them."""
        return [*self.front.menu(), None, *self.actions()]

    def close_down(self) -> None:
        """Hear no more of the book."""
        self._session.changed.disconnect(self._on_change)
        for pane in self._panes():
            pane.close_down()

    def show_spending(self) -> None:
        """Bring the spending lines to the front."""
        self.sheets.setCurrentIndex(0)

    def show_revenue(self) -> None:
        """Bring revenue by code to the front."""
        self.sheets.setCurrentIndex(1)

    def show_only(self, ids: Iterable[int], title: str) -> None:
        """Show only these spending lines, for example those behind a figure."""
        self.show_spending()
        if self.front is self.spending:
            self.spending.show_only(ids, title)

    def show_units(self, unit_ids: Collection[int], name: str) -> None:
        """Show only the spending lines of some units; all where they have none yet."""
        lines = self.spending.ledger.arrangement.lines.values()
        ids = [line.id for line in lines if line.unit.id in unit_ids]
        if ids:
            self.show_only(ids, name)
            return
        self.show_spending()
        self.spending.show_all()
        self.message.emit(f"「{name}」还没有预算明细，可以在最后一行录入。")

    def show_only_revenue(self, ids: Iterable[int], title: str) -> None:
        """Show only these revenue lines."""
        self.show_revenue()
        if self.front is self._revenue:
            self.revenue.show_only(ids, title)

    def name_codes(self) -> None:
        """Ask for the names of codes that no catalogue has, where the lines are that use them."""
        if self.spending.is_all_named and not self.revenue.is_all_named:
            self.show_revenue()
        else:
            self.show_spending()
        self.front.name_codes()

    def go_to_line(self, line_id: int, column: str | None = None) -> bool:
        """Put the cursor on a spending line, whatever the filter; False when it is gone."""
        self.show_spending()
        return self.front is self.spending and self.spending.go_to_line(line_id, column)

    def go_to_revenue(self, line_id: int, column: str | None = None) -> bool:
        """Put the cursor on a revenue line, whatever the filter; False when it is gone."""
        self.show_revenue()
        return self.front is self._revenue and self.revenue.go_to_line(line_id, column)

    def set_marks(
        self, marks: Mapping[CellKey, Mark], revenue: Mapping[CellKey, Mark] | None = None
    ) -> None:
        """Mark cells with what a check has found, by line and column: of spending, of revenue."""
        self._revenue_marks = revenue or {}
        self.spending.set_marks(marks)
        if self._revenue is not None:
            self._revenue.set_marks(self._revenue_marks)

    def guide(self) -> LedgerGuide | None:
        """What helps with the cell the cursor is in."""
        pane = self.front
        return guide_of(pane.kind, pane.ledger, pane.table.cursor_.line, pane.table.currentIndex())

    # Inside

    def _panes(self) -> list[LinesPane]:
        return [self.spending] if self._revenue is None else [self.spending, self._revenue]

    def _show_sheet(self, number: int) -> None:
        wanted = self.revenue if number else self.spending
        if wanted is self._stack.currentWidget():
            return
        if not self._stack.currentWidget().commit():  # type: ignore[attr-defined]  # a LinesPane
            with QSignalBlocker(self.sheets):
                self.sheets.setCurrentIndex(1 - number)
            return
        self._stack.setCurrentWidget(wanted)
        wanted.foot.insertWidget(0, self.sheets)
        self.sheets.show()  # another parent had hidden it
        self.setFocusProxy(wanted)
        wanted.setFocus()
        self.guide_changed.emit()

    def _on_change(self, change: Change) -> None:
        if change.touches(*_BALANCE):
            self._tell_unlisted()

    def _tell_unlisted(self) -> None:
        if self._revenue is not None:
            sentence, is_open = unlisted_sentence(self._session.book)
            self._revenue.remark.setText(sentence)
            self._revenue.remark.setObjectName("field-name" if is_open else "faint")
            self._revenue.remark.style().polish(self._revenue.remark)
            self._revenue.remark_row.setVisible(True)

    def _take(self, pane: LinesPane) -> None:
        self._stack.addWidget(pane)
        pane.message.connect(self.message)
        pane.moved.connect(self.guide_changed)

    def _lay_out(self) -> None:
        self.sheets.setObjectName("sheets")
        self.sheets.setShape(QTabBar.Shape.RoundedSouth)
        self.sheets.setExpanding(False)
        self.sheets.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheets.setAccessibleName("支出明细和收入科目")
        for name, keys in (("支出明细", "Alt+PgUp"), ("收入科目", "Alt+PgDown")):
            number = self.sheets.addTab(name)
            self.sheets.setTabToolTip(number, f"{name}（{keys_to_read(keys)}）")
            turn = partial(self.sheets.setCurrentIndex, number)
            self.addAction(key_action(self, name, keys, turn))
        self.spending.foot.insertWidget(0, self.sheets)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
