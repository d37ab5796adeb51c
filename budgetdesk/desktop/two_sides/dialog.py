"""The two sides in a dialog: looked at, ticked, and written by one button."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QWidget,
)

from budgetdesk.desktop.dialogs.frame import WideDialog, framed, open_wide
from budgetdesk.desktop.lettered import as_title
from budgetdesk.desktop.two_sides.content import TwoSides
from budgetdesk.desktop.two_sides.models import PairsModel, RemaindersModel

_ROWS_LEFT = 5  # of what goes nowhere, in sight at once


class TwoSidesDialog(WideDialog):
    """Shows both sides. `chosen` are the numbers of the pairs to be written, once accepted."""

    manual_page = "importing"
    wide, high = 72, 0.58

    def __init__(self, content: TwoSides, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(as_title(content.title))
        self.content = content
        self.model = PairsModel(content, self)
        self.headline = _label(content.headline, "field-name", self)
        self.notes = _label("\n".join(content.notes), "faint", self)
        self.pairs = listing(self.model, "来的内容和写入后的内容", content.widths, self)
        self.left_title = _label(content.rest.format(len(content.remainders)), "", self)
        self.remainders = listing(RemaindersModel(content, self), "没有写入的内容", (6, 26), self)
        self.accept_button = QPushButton(self)
        self.cancel_button = QPushButton(content.unasked, self)
        self.model.ticked.connect(self._tell)
        self._lay_out()
        self._tell()
        open_wide(self)

    @property
    def chosen(self) -> Sequence[int]:
        """The numbers of the pairs that are ticked."""
        return [number for number, ticked in enumerate(self.model.chosen) if ticked]

    def _tell(self) -> None:
        count = len(self.chosen)
        self.accept_button.setText(self.content.deed.format(count))
        self.accept_button.setEnabled(count > 0 or self.content.done)

    def _lay_out(self) -> None:
        content = self.content
        self.notes.setVisible(bool(content.notes))
        for part in (self.left_title, self.remainders):
            part.setVisible(bool(content.remainders))
        self.pairs.setVisible(bool(content.pairs))
        rows = min(len(content.remainders), _ROWS_LEFT) + 1
        line = self.remainders.verticalHeader().defaultSectionSize()
        self.remainders.setFixedHeight(line * rows + line // 2)
        self.accept_button.setObjectName("primary")
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.accept_button)
        layout = framed(self)
        layout.addWidget(self.headline)
        layout.addWidget(self.pairs, 1)
        layout.addWidget(self.left_title)
        layout.addWidget(self.remainders)
        if not content.pairs:
            layout.addStretch(1)
        layout.addWidget(self.notes)
        layout.addLayout(self.buttons)
        lone = self.accept_button if content.done else self.cancel_button
        (self.pairs if content.pairs else lone).setFocus()


def _label(text: str, name: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def listing(
    model: QAbstractTableModel, name: str, widths: Sequence[int], parent: QWidget
) -> QTableView:
    """A list whose columns are so many characters wide, of 0 hidden; the last takes the rest."""
    table = QTableView(parent)
    table.setModel(model)
    table.setAccessibleName(name)
    table.setWordWrap(False)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    rows = table.verticalHeader()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(table.fontMetrics().height() + 9)
    rows.hide()
    columns = table.horizontalHeader()
    columns.setHighlightSections(False)
    columns.setStretchLastSection(True)
    columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    character = table.fontMetrics().horizontalAdvance("永")
    for column, width in enumerate(widths):
        table.setColumnWidth(column, character * width)
        table.setColumnHidden(column, not width)
    return table
