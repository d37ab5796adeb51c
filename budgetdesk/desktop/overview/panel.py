"""The tab of the overview: projects below lines of the tree, sorted, filtered, grouped."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from budgetdesk.book.change import Change
from budgetdesk.book.stages import projects_touched
from budgetdesk.book.standing_rows import StandingRow, standing_rows
from budgetdesk.desktop.charts import BarPart, ChartBar, ChartStrip, progress_bar
from budgetdesk.desktop.listing.model import ListModel
from budgetdesk.desktop.listing.view import ListTable
from budgetdesk.desktop.menu import Menu
from budgetdesk.desktop.page import TabPage
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.still import StillBox
from budgetdesk.domain.form_marks import Tally
from budgetdesk.domain.money import wan_text
from budgetdesk.forms.listing import (
    LineGroup,
    LineHeading,
    ListedColumn,
    added,
    group_sums,
    headed,
)
from budgetdesk.tables.overview import (
    OverviewChoice,
    OverviewGrouping,
    OverviewLine,
    OverviewOrder,
    columns_of,
    paid_by,
    payer_word,
    progress_of,
)

Scope = Callable[[], tuple[str, tuple[int, ...]]]
"""What is shown: its name, and the projects' ids in the tree's order, as they are now."""
_SHAPE = ("department", "unit", "setting")
_LINES_BEFORE_CHARTS = 6
_BATCH = (
    ("new_of_stage", "新建本阶段的表…"),
    ("preview", "预览所选"),
    ("print", "打印所选…"),
    ("export", "导出所选…"),
    ("submit", "上报所在单位…"),
)


class OverviewPanel(TabPage):
    """The projects of a department or unit; Enter or a double click opens a project's form."""

    tab_key = "overview"
    manual_page = "tables"
    title = "总览"
    project_wanted = Signal(int)
    batch_wanted = Signal(str, object)  # which command, and the ids of the chosen projects

    def __init__(self, session: Session, stage: Callable[[], str]) -> None:
        """`stage` gives the record kind whose progress is drawn."""
        super().__init__()
        self.setObjectName("tables")
        self._session, self._stage = session, stage
        self._scope: Scope = lambda: ("", ())
        self._lines: dict[int, OverviewLine] = {}
        self._tallies: Mapping[int, Tally] | None = None
        self._folded: set[str] = set()
        self._stale = True
        self._touched: set[int] = set()
        self.order = OverviewOrder()
        self.scope_name = ""
        self.filter = QLineEdit(self)
        self.grouping = StillBox(self)
        self.charts = ChartStrip(self)
        self.table: ListTable | None = None
        self.batch = {name: QPushButton(text, self) for name, text in _BATCH}
        self._actions = [self._action(name, text) for name, text in _BATCH]
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._lay_out()
        session.changed.connect(self._on_change)

    # What the desk calls

    def show_scope(self, scope: Scope) -> None:
        """Show the projects of another department or unit."""
        self._scope = scope
        self._folded = set()
        self._stale = True
        self.refresh()

    def show_tallies(self, tallies: Mapping[int, Tally]) -> None:
        """Show what 审核 found in all forms of each project."""
        if tallies == self._tallies:
            return
        self._tallies = tallies
        self._lines = {it: self._told(line.row) for it, line in self._lines.items()}
        self._arrange()

    def choice(self) -> OverviewChoice:
        """What is printed and exported of it."""
        order = replace(self.order, title=f"{self.scope_name}项目总览")
        tallies = tuple(line.tally for line in self._lines.values())
        return OverviewChoice(tuple(self._lines), order, tallies)

    def chosen(self) -> tuple[int, ...]:
        """The chosen projects; with a heading all of its group."""
        if self.table is None:
            return ()
        found: list[int] = []
        for line in self.table.selected_lines():
            found += self._below(line) if isinstance(line, LineHeading) else [line.key]
        return tuple(dict.fromkeys(found))

    def refresh(self) -> None:
        """Read anew what has changed."""
        self._soon.stop()
        title, ids = self._scope()
        self.scope_name = title
        if self._stale or set(ids) != set(self._lines):
            rows = standing_rows(self._session.book, ids)
        elif self._touched:
            rows = standing_rows(self._session.book, self._touched & set(ids))
        else:
            return
        known = {} if self._stale else self._lines
        known = known | {row.id: self._told(row) for row in rows}
        self._stale, self._touched = False, set()
        if [*known] != [*ids]:  # as they mostly are when all were read
            known = {it: known[it] for it in ids if it in known}
        self._lines = known
        self._arrange()

    def menu(self) -> list[QAction | None]:
        """The commands for the menu 编辑."""
        return [*self._actions]

    def close_down(self) -> None:
        """Hear no more of the book."""
        self._session.changed.disconnect(self._on_change)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed meanwhile."""
        super().showEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the charts go before lines do."""
        super().resizeEvent(event)
        left = self.height() - self._tools.sizeHint().height() - self.charts.sizeHint().height()
        self.charts.fit(roomy=left >= _LINES_BEFORE_CHARTS * self.fontMetrics().height() * 2)

    # Inside

    def _told(self, row: StandingRow) -> OverviewLine:
        found = None if self._tallies is None else self._tallies.get(row.id, Tally())
        return OverviewLine(row, found)

    def _below(self, heading: LineHeading) -> list[int]:
        groups = self._groups(self._columns())
        return [it.key for group in groups if heading.key in ("", group.key) for it in group.lines]

    def _groups(
        self, columns: Sequence[ListedColumn[OverviewLine]]
    ) -> list[LineGroup[OverviewLine]]:
        order = self.order.arrangement(columns, self._session.book.dictionary)
        return order.groups(list(self._lines.values()), columns)

    def _columns(self) -> tuple[ListedColumn[OverviewLine], ...]:
        lines = list(self._lines.values())
        return columns_of(self._session.book.dictionary, lines, self.order.grouping)

    def _arrange(self) -> None:
        columns = self._columns()
        groups = self._groups(columns)
        table = self._table_for(columns)
        lines = [line for group in groups for line in group.lines]
        sums = group_sums(groups, columns)
        whole = LineHeading("", "合计", len(lines), sums=added(sums))
        table.show_lines([whole, *headed(groups, self._folded, sums)])
        table.make_room(whole)
        self._draw(lines)
        self._offer()

    def _table_for(self, columns: Sequence[ListedColumn[OverviewLine]]) -> ListTable:
        """The table; made anew where money of another payer has come or gone."""
        titles = [column.title for column in columns]
        old = self.table
        if old is not None and [it.title for it in old.model_of_lines.columns] == titles:
            return old
        table = ListTable(ListModel(columns), parent=self, stretches=0)
        table.model_of_lines.setParent(table)
        table.setAccessibleName("项目总览")
        table.horizontalHeader().setSectionsClickable(True)
        table.horizontalHeader().sectionClicked.connect(self._sort)
        table.opened.connect(lambda line: self.project_wanted.emit(line.key))
        table.doubleClicked.connect(lambda index: table.act(table.model_of_lines.line(index)))
        table.fold_wanted.connect(self._fold)
        table.selection_moved.connect(self._offer)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._open_menu)
        focused = old is not None and old.hasFocus()
        if old is not None:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._layout.addWidget(table, 1)
        self.table = table
        self.setFocusProxy(table)
        if focused:
            table.setFocus()
        return table

    def _draw(self, lines: Sequence[OverviewLine]) -> None:
        dictionary = self._session.book.dictionary
        parts = [
            BarPart(payer_word(dictionary, payer), amount, f"{wan_text(amount)} 万元")
            for payer, amount in paid_by(lines).items()
        ]
        stage = dictionary.kinds[self._stage()]
        progress = progress_bar(stage.stage, progress_of(lines, stage.kind))
        self.charts.show_bars([ChartBar("资金来源", parts), progress])

    def _sort(self, place: int) -> None:
        """By a column up, then down, then as in the tree again."""
        if self.table is None:
            return
        title, order = self.table.model_of_lines.columns[place].title, self.order
        if order.sorted_by != title:
            self.order = replace(order, sorted_by=title, descending=False)
        elif not order.descending:
            self.order = replace(order, descending=True)
        else:
            self.order = replace(order, sorted_by="", descending=False)
        header = self.table.horizontalHeader()
        down = (
            Qt.SortOrder.DescendingOrder if self.order.descending else Qt.SortOrder.AscendingOrder
        )
        header.setSortIndicatorShown(bool(self.order.sorted_by))
        header.setSortIndicator(place, down)
        self._arrange()

    def _fold(self, key: str, folded: bool) -> None:  # noqa: FBT001 - of a signal
        if key:
            (self._folded.add if folded else self._folded.discard)(key)
            self._arrange()

    def _narrow(self, text: str) -> None:
        self.order = replace(self.order, text=text)
        self._arrange()

    def _group(self) -> None:
        self.order = replace(self.order, grouping=OverviewGrouping(self.grouping.currentText()))
        self._folded = set()
        self._arrange()

    def _offer(self) -> None:
        """What can be done with those that are chosen."""
        chosen = bool(self.chosen())
        for button in self.batch.values():
            button.setEnabled(chosen)
        for action in self._actions:
            action.setEnabled(chosen)

    def _open_menu(self, place: QPoint) -> None:
        if self.table is None:
            return
        menu = Menu.passing(self)
        menu.addActions(self._actions)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _action(self, name: str, text: str) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(lambda _=False: self.batch_wanted.emit(name, self.chosen()))
        self.batch[name].clicked.connect(action.trigger)
        return action

    def _on_change(self, change: Change) -> None:
        shape = change.touches(*_SHAPE, "ledger_line")
        touched = projects_touched(self._session.book, change)
        self._stale = self._stale or shape
        self._touched |= touched
        if (shape or touched) and self.isVisible():
            self._soon.start()

    def _lay_out(self) -> None:
        self.filter.setPlaceholderText("筛选本表")
        self.filter.setClearButtonEnabled(True)
        self.filter.setAccessibleName("筛选本表")
        self.filter.textChanged.connect(self._narrow)
        self.grouping.setAccessibleName("分组")
        self.grouping.addItems([grouping.value for grouping in OverviewGrouping])
        self.grouping.currentIndexChanged.connect(self._group)
        self._tools = row = QWidget(self)
        row.setObjectName("tool-row")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        across = QHBoxLayout(row)
        across.setContentsMargins(10, 5, 10, 5)
        across.addWidget(self.filter, 1)
        across.addWidget(self.grouping)
        for button in self.batch.values():
            across.addWidget(button)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(row)
        self._layout.addWidget(self.charts)
