"""比较: what two states of units say otherwise, the largest amounts first."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget

from budgetdesk.desktop.dialogs.frame import Dialog, open_wide
from budgetdesk.desktop.listing.model import ListModel
from budgetdesk.desktop.listing.view import ListTable
from budgetdesk.exchange.comparison.changes import SidesCompared
from budgetdesk.exchange.comparison.telling import (
    DIFFERENCES,
    DifferenceLine,
    difference_rows,
    summed,
)

TITLE = "比较"
_WIDE, _HIGH = 84, 28  # characters, lines


class ComparisonDialog(Dialog):
    """The differences, the chosen one in full below them; accepted, they are to be saved."""

    manual_page = "output"

    def __init__(self, parent: QWidget | None, found: SidesCompared) -> None:
        super().__init__(parent, TITLE, "另存为…")
        self.cancel_button.setText("关闭")
        self.headline = QLabel(f"{found.old} → {found.new}", self)
        self.headline.setObjectName("field-name")
        self.totals = QLabel(summed(found), self)
        self.table = ListTable(ListModel(DIFFERENCES), parent=self)
        self.table.setAccessibleName("不同之处")
        self.in_full = QLabel(self)
        for label in (self.totals, self.in_full):
            label.setWordWrap(True)
        for part in (self.headline, self.totals, self.table, self.in_full):
            self.fields.addRow(part)
        self.table.selection_moved.connect(self._look)
        self.table.show_lines(list(difference_rows(found)))
        self.table.selectRow(0)
        open_wide(self)

    def sizeHint(self) -> QSize:
        """Wide enough for the columns, on a small screen as well."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("永") * _WIDE, metrics.height() * _HIGH)

    def _look(self) -> None:
        chosen = [it for it in self.table.selected_lines() if isinstance(it, DifferenceLine)]
        it = chosen[0].it if len(chosen) == 1 else None
        said = it.words or " → ".join(filter(None, (it.old, it.new))) if it else ""
        self.in_full.setText(f"{it.field}：{said}" if it and said else "")
