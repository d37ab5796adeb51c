"""The Qt model over the ledger's rows: a cell's text is made when it is painted, never before."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from budgetdesk.desktop.ledger.rows import Arrangement, Heading, NewRow, Row, RowKey, key_of
from budgetdesk.domain.ledger_terms import HINTS, LedgerTerms
from budgetdesk.domain.ledger_words import LABELS, LedgerField
from budgetdesk.domain.money import yuan_text
from budgetdesk.domain.records import LedgerLine, Nature

Index = QModelIndex | QPersistentModelIndex
COLUMNS = tuple(LedgerField)
AMOUNT = COLUMNS.index(LedgerField.AMOUNT)
_NOWHERE = QModelIndex()
_MOST_RUNS = 40  # insertions and removals told one by one; more are told as a new beginning
NEW_LINE = "在这里录入新的一行，或从 Excel、WPS 粘贴"


class LedgerModel(QAbstractTableModel):
    """The rows of an arrangement. What stays keeps its index, so selection and cursor stay."""

    def __init__(self, terms: LedgerTerms, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.arrangement = Arrangement(terms)
        self.shown: list[Row] = []
        self._places: dict[RowKey, int] | None = None

    # What is shown

    @property
    def terms(self) -> LedgerTerms:
        """What a line may say."""
        return self.arrangement.terms

    def load(self, lines: Iterable[LedgerLine], terms: LedgerTerms) -> None:
        """Show the whole ledger anew."""
        self.arrangement.terms = terms
        self.arrangement.load(lines)
        self._begin_anew(self.arrangement.rows())

    def use_terms(self, terms: LedgerTerms) -> None:
        """Let cells say what another state of the book's units and projects makes of them."""
        self.arrangement.terms = terms

    def take(
        self, changed: Sequence[LedgerLine], gone: Iterable[int], after: int | None = None
    ) -> None:
        """Show lines that came or changed, and no more those that are gone."""
        known = all(line.id in self.arrangement.lines for line in changed)
        gone = tuple(gone)
        self.arrangement.take(changed, gone, after)
        if known and not gone and self.arrangement.plain():
            self._replace(changed)
        else:
            self.rearrange()

    def rearrange(self) -> None:
        """Show what the arrangement says now."""
        self._become(self.arrangement.rows())

    def row(self, index: Index | int) -> Row | None:
        """The row at an index or number."""
        number = index if isinstance(index, int) else index.row() if index.isValid() else -1
        return self.shown[number] if 0 <= number < len(self.shown) else None

    def line(self, index: Index | int) -> LedgerLine | None:
        """The ledger line of a row; None for headings and the new row."""
        row = self.row(index)
        return row if isinstance(row, LedgerLine) else None

    def place(self, key: RowKey) -> int:
        """The number of a row; -1 when it is not shown."""
        if self._places is None:
            self._places = {key_of(row): number for number, row in enumerate(self.shown)}
        return self._places.get(key, -1)

    # QAbstractTableModel

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows are shown, headings and the new row among them."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """One column for each part of a line."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says."""
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == AMOUNT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if isinstance(row, LedgerLine):
            return self._line_data(row, COLUMNS[index.column()], role)
        return _other_data(row, index.column(), role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' names; the lines' numbers."""
        across = orientation == Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if not across or section == AMOUNT else None
            return (side or Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if across:
            return LABELS[COLUMNS[section]]
        row = self.row(section)
        return section + 1 if isinstance(row, LedgerLine) else "＋" if row == NewRow() else ""

    # How one state becomes another

    def _replace(self, changed: Sequence[LedgerLine]) -> None:
        for line in changed:
            number = self.place(line.id)
            self.shown[number] = line
            self.dataChanged.emit(self.index(number, 0), self.index(number, len(COLUMNS) - 1))

    def _become(self, rows: list[Row]) -> None:
        new = {key_of(row) for row in rows}
        old = {key_of(row) for row in self.shown}
        leaving = _runs([key_of(row) not in new for row in self.shown])
        arriving = _runs([key_of(row) not in old for row in rows])
        if len(leaving) + len(arriving) > _MOST_RUNS:
            self._begin_anew(rows)
            return
        for first, last in reversed(leaving):
            self.beginRemoveRows(_NOWHERE, first, last)
            del self.shown[first : last + 1]
            self._places = None
            self.endRemoveRows()
        self._reorder([row for row in rows if key_of(row) in old])
        for first, last in arriving:
            self.beginInsertRows(_NOWHERE, first, last)
            self.shown[first:first] = rows[first : last + 1]
            self._places = None
            self.endInsertRows()

    def _reorder(self, rows: list[Row]) -> None:
        """Show the same rows with what they say now, maybe in another order."""
        if [key_of(row) for row in rows] == [key_of(row) for row in self.shown]:
            self._say_anew(rows)
            return
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        keys = [key_of(self.shown[index.row()]) for index in held]
        self.shown, self._places = rows, None
        moved = [
            self.index(self.place(key), index.column())
            for key, index in zip(keys, held, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _say_anew(self, rows: list[Row]) -> None:
        differing = _runs([a is not b for a, b in zip(rows, self.shown, strict=True)])
        self.shown = rows
        for first, last in differing:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def _begin_anew(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self.shown, self._places = rows, None
        self.endResetModel()

    def _line_data(self, line: LedgerLine, column: LedgerField, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.terms.shown(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.terms.remark(line, column) or self.terms.shown(line, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self.terms.shown(line, column) or "空白"
            return f"{LABELS[column]} {text}"
        return None


def hint(line: LedgerLine, column: LedgerField) -> str:
    """The pale words in a blank cell that should say something; "" in any other."""
    needed = column is not LedgerField.PROJECT or line.nature is Nature.PROJECT
    return HINTS.get(column, "") if needed else ""


def _other_data(row: Heading | NewRow, column: int, role: int) -> Any:
    if isinstance(row, NewRow):
        return NEW_LINE if role == Qt.ItemDataRole.AccessibleTextRole else None
    if role == Qt.ItemDataRole.DisplayRole:
        texts = {0: f"{row.title}　{row.count} 行", AMOUNT: yuan_text(row.total, thousands=True)}
        return texts.get(column, "")
    if role == Qt.ItemDataRole.AccessibleTextRole:
        fold = "已折叠" if row.folded else "已展开"
        total = yuan_text(row.total, thousands=True)
        return f"{row.title} {row.count} 行 合计 {total} 元 {fold}"
    return None


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last place of every stretch of true flags."""
    runs: list[tuple[int, int]] = []
    for place, flag in enumerate(flags):
        if not flag:
            continue
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
