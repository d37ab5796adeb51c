"""Above the tables: whose they are, which one is shown, and all of them on paper."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QToolButton, QWidget

from budgetdesk.desktop.boxes import fill_box
from budgetdesk.desktop.icons import icon
from budgetdesk.desktop.preview.tool_row import ToolRow, hidden, short
from budgetdesk.desktop.still import StillBox
from budgetdesk.desktop.theme import theme

_HINT = "由预算明细汇总，双击数字看明细"
_LEAST = 8  # characters of a chosen name that are always seen


class TablesRow(ToolRow):
    """The choice of department and table."""

    step_wanted = Signal(int)  # 1 the next table, -1 the previous one
    paper_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.department = _box("部门", self)
        self.table = _box("报表", self)
        self.table.setMaxVisibleItems(20)
        self.previous = self._tool("上一张表（Alt+PgUp）", lambda: self.step_wanted.emit(-1))
        self.next = self._tool("下一张表（Alt+PgDn）", lambda: self.step_wanted.emit(1))
        self.hint = QLabel(_HINT, self)
        self.hint.setObjectName("faint")
        self.paper = QPushButton("预览全部报表", self)
        self.paper.clicked.connect(self.paper_wanted)
        for part in (self.department, self.previous, self.table, self.next):
            self.row.addWidget(part)
        self.row.addStretch(1)
        self.row.addWidget(self.hint)
        self.row.addWidget(self.paper)
        self.fold_by((hidden(self.hint), short(self.paper, "预览"), hidden(self.paper)))
        theme().changed.connect(self._tint)
        self._tint()

    def list_tables(
        self, departments: Sequence[tuple[str, int]], tables: Sequence[tuple[str, str]]
    ) -> None:
        """Fill both lists with names and ids, keeping what is chosen."""
        fill_box(self.department, departments)
        self.department.setVisible(len(departments) > 1)
        fill_box(self.table, tables)
        tools: tuple[QWidget, ...] = (self.table, self.hint, self.paper)
        for tool in tools:
            tool.setEnabled(bool(tables))

    def show_place(self, number: int, count: int) -> None:
        """Offer the steps that there are from table `number` of `count`."""
        self.previous.setEnabled(number > 0)
        self.next.setEnabled(0 <= number < count - 1)

    def _tool(self, tip: str, deed: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition("（")[0])
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: deed())
        return button

    def _tint(self) -> None:
        self.previous.setIcon(icon("chevron-left"))
        self.next.setIcon(icon("chevron-right"))


def _box(name: str, parent: QWidget) -> QComboBox:
    box = StillBox(parent)
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setMinimumContentsLength(_LEAST)
    return box
