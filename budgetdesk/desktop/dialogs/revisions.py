"""核减核增: amounts of units as told and as allowed, and what is decided about the chosen one."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from budgetdesk.book.book import Book
from budgetdesk.book.errors import BookError
from budgetdesk.desktop.dialogs.frame import Dialog, open_wide
from budgetdesk.desktop.listing.model import ListModel
from budgetdesk.desktop.listing.view import ListTable
from budgetdesk.domain.money import MoneyError, parse_yuan, yuan_text
from budgetdesk.domain.records import Unit
from budgetdesk.exchange.register.revising import (
    DEPARTMENT,
    PROJECT,
    REVISED,
    RevisedAmount,
    revise,
    revised_amounts,
    revised_summed,
)


class RevisionsDialog(Dialog):
    """Each decision is a step of the book at once; accepted, 差额表 is to be saved."""

    manual_page = "output"
    characters, lines = 96, 28

    def __init__(self, parent: QWidget | None, book: Book, chosen: Sequence[Unit]) -> None:
        super().__init__(parent, "核减核增", "差额表另存为…")
        self.cancel_button.setText("关闭")
        self._book, self._chosen = book, chosen
        self.totals = QLabel(self)
        self.totals.setWordWrap(True)
        self.table = ListTable(ListModel(REVISED), parent=self, stretches=PROJECT)
        self.table.setAccessibleName("报送数和审核数")
        self.amount, self.reason = QLineEdit(self), QLineEdit(self)
        self.amount.setAccessibleName("核减核增（元）")
        self.amount.setPlaceholderText("核减写负数，0 为取消")
        self.reason.setAccessibleName("原因")
        self.reason.setPlaceholderText("原因")
        self.note = QPushButton("记下", self)
        self.note.setDefault(True)  # Enter after a reason notes it, and saves no 差额表
        for part in (self.totals, self.table, self._typed()):
            self.fields.addRow(part)
        one_department = len({unit.department.uuid for unit in chosen}) <= 1
        self.table.setColumnHidden(DEPARTMENT, one_department)
        self.note.clicked.connect(self._decide)
        self.table.selection_moved.connect(self._look)
        self.amount.textChanged.connect(self._offer)
        self._show()
        self.table.selectRow(0)
        open_wide(self)

    @property
    def rows(self) -> list[RevisedAmount]:
        """The amounts of the chosen units as they stand."""
        return revised_amounts(self._book, self._chosen)

    def _typed(self) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(QLabel("核减核增（元）", row))
        layout.addWidget(self.amount, 1)
        layout.addWidget(self.reason, 2)
        layout.addWidget(self.note)
        return row

    def _one(self) -> RevisedAmount | None:
        found = [it for it in self.table.selected_lines() if isinstance(it, RevisedAmount)]
        return found[0] if len(found) == 1 else None

    def _look(self) -> None:
        """What was decided about the chosen amount stands ready to be changed."""
        one = self._one()
        self.amount.setText(yuan_text(one.revision) if one and one.revision else "")
        self.reason.setText(one.reason if one else "")
        self.tell_amiss("")
        self._offer()

    def _offer(self) -> None:
        self.note.setEnabled(self._one() is not None and bool(self.amount.text().strip()))

    def _decide(self) -> None:
        one = self._one()
        if one is None:
            return
        try:
            fen = parse_yuan(self.amount.text()) or 0
            revise(self._book, one.unit, one.project, one.source, fen, self.reason.text())
        except (BookError, MoneyError) as error:
            self.amiss.setText(str(error))
            self.amiss.show()
            return
        self.tell_amiss("")
        self._show()

    def _show(self) -> None:
        rows = self.rows
        self.table.show_lines(list(rows))
        self.totals.setText(revised_summed(rows))
        self._offer()
