"""The pasted table as Qt shows it: its own cells, what each column means, what came of each row."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from budgetdesk.desktop.theme import colours
from budgetdesk.domain.ledger_lines import AMOUNT, Line, Terms
from budgetdesk.domain.ledger_naming import Unnamed, unnamed_codes
from budgetdesk.domain.ledger_words import LedgerField
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import LedgerLine, Nature
from budgetdesk.exchange.line_tables.assumptions import Question, open_questions
from budgetdesk.exchange.line_tables.columns import UNUSED, Layout, Meaning
from budgetdesk.exchange.line_tables.notes import table_notes
from budgetdesk.exchange.line_tables.reading import (
    Code,
    Memory,
    PastedRow,
    lines_of,
    names_given,
    read_rows,
)
from budgetdesk.exchange.line_tables.recognising import recognise

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
RESULT = 0  # the first column says what came of the row


class PasteModel(QAbstractTableModel):
    """A table from elsewhere, read again whenever a cell, a meaning or a default changes."""

    def __init__(
        self,
        matrix: Sequence[Sequence[str]],
        terms: Terms,
        like: Line,
        parent: QObject | None = None,
        progress: Progress = ignore_progress,
    ) -> None:
        super().__init__(parent)
        self.terms = terms
        self.like = like
        self.names: dict[Code, str] = {}  # as the clerk gave them, over those in the table
        self._texts = [list(row) for row in matrix]
        self.layout: Layout = recognise(self._texts, terms)
        self.rows: tuple[PastedRow, ...] = ()
        self._memory: Memory = {}  # of readings by this layout
        self._read(progress)
        self._propose()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that were recognised."""
        return tuple(lines_of(self.rows))

    @property
    def questions(self) -> tuple[Question, ...]:
        """What decides money and is said nowhere in the table."""
        return open_questions(self._texts, self.layout, self.rows, self.terms)

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be known of the table: its sums, what is not taken over."""
        return tuple(table_notes(self._texts, self.layout, self.rows, self.terms))

    @property
    def unnamed(self) -> tuple[Unnamed, ...]:
        """The codes of the lines that no catalogue has, with what they will be called."""
        return unnamed_codes(self.lines, self.terms, {**names_given(self.rows), **self.names})

    def name_codes(self, names: Mapping[Code, str]) -> None:
        """Let codes that no catalogue has be called so; "" for none."""
        self.names |= names
        self._tell_all()

    def meaning(self, column: int) -> Meaning:
        """What a column of the view means; nothing for the column of results."""
        return self.layout.meanings[column - 1] if column > RESULT else UNUSED

    def give_meaning(self, column: int, meaning: Meaning) -> None:
        """Let a column mean something else."""
        self.use(self.layout.with_meaning(column - 1, meaning), self.like)

    def use(self, layout: Layout, like: Line) -> None:
        """Read the table by another layout or with other defaults."""
        self.layout, self.like, self._memory = layout, like, {}
        self._read()
        self._tell_all()

    # QAbstractTableModel

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The table's rows, headings and sums among them."""
        return 0 if parent.isValid() else len(self._texts)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The column of results and the table's own."""
        return 0 if parent.isValid() else len(self.layout.meanings) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text; why it can't be read; in which colour."""
        row, column = self.rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return _result(row) if column == RESULT else self._text(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.problems.get(column - 1) or row.mismatch or self.data(index)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(row, column)
        amount = self.meaning(column).field == AMOUNT
        if role == Qt.ItemDataRole.TextAlignmentRole and amount:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Mend a cell, and with it every cell of its column that is wrong in the same way."""
        if role != Qt.ItemDataRole.EditRole or index.column() == RESULT:
            return False
        column, before = index.column() - 1, self._text(index)
        if value == before:
            return False
        wrong = column in self.rows[index.row()].problems
        for row in self.rows if wrong else ():
            if column in row.problems and self._texts[row.number][column] == before:
                self._texts[row.number][column] = value
        self._texts[index.row()][column] = value
        self._read()
        self._tell_all()
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """What each column means; the rows' numbers."""
        if role == Qt.ItemDataRole.ForegroundRole and orientation == Qt.Orientation.Horizontal:
            known = section == RESULT or self.meaning(section) is not UNUSED
            return colours().ink if known else colours().ink_faint
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return section + 1
        return "识别结果" if section == RESULT else f"{self.meaning(section).label} ▾"

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell of the table can be mended."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() > RESULT else flags

    # Inside

    def _propose(self) -> None:
        """What the title says; rows that name no project throughout are rather 基本支出."""
        if self.layout.source is not None and Question.SOURCE in self.questions:
            self.like, self._memory = replace(self.like, source=self.layout.source), {}
            self._read()
        blank = self.layout.has(LedgerField.PROJECT) and Question.NATURE in self.questions
        if blank and isinstance(self.like, LedgerLine):
            self.like, self._memory = replace(self.like, nature=Nature.BASIC), {}
            self._read()

    def _read(self, progress: Progress = ignore_progress) -> None:
        self.rows = read_rows(
            self._texts, self.layout, self.terms, self.like, self._memory, progress
        )

    def _tell_all(self) -> None:
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def _text(self, index: Index) -> str:
        row, column = self._texts[index.row()], index.column() - 1
        return row[column] if column < len(row) else ""

    def _colour(self, row: PastedRow, column: int) -> Any:
        palette = colours()
        if (column == RESULT and row.problems) or column - 1 in row.problems:
            return palette.error
        used = column == RESULT or self.meaning(column) is not UNUSED
        return palette.ink if used and not row.skipped else palette.ink_faint


def _result(row: PastedRow) -> str:
    if row.skipped:
        return f"跳过：{row.skipped}"
    if row.problems:
        return next(iter(row.problems.values()))
    return "录入" if len(row.lines) == 1 else f"录入 {len(row.lines)} 行"
