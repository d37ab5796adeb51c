"""The Qt model over the rows of lines: a cell's text is made when it is painted, never before."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from budgetdesk.desktop.editor.marks import Mark, MarkColour
from budgetdesk.desktop.ledger.rows import Arrangement, GroupHeading, NewRow, Row, RowKey, key_of
from budgetdesk.domain.ledger_lines import AMOUNT, Line, Terms
from budgetdesk.domain.money import yuan_text

Index = QModelIndex | QPersistentModelIndex
CellKey = tuple[int, StrEnum]  # a line's id and a column
_NOWHERE = QModelIndex()
_MOST_RUNS = 40  # insertions and removals told one by one; more are told as a new beginning
NEW_LINE = "在这里录入新的一行，或从 Excel、WPS 粘贴"


class LinesModel(QAbstractTableModel):
    """The rows of an arrangement. What stays keeps its index, so selection and cursor stay."""

    def __init__(self, terms: Terms, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = terms.columns
        self.amount = self.columns.index(AMOUNT)
        self.arrangement = Arrangement(terms)
        self.marks: Mapping[CellKey, Mark] = {}
        self.shown: list[Row] = []
        self._places: dict[RowKey, int] | None = None

    # What is shown

    @property
    def terms(self) -> Terms:
        """What a line may say."""
        return self.arrangement.terms

    def load(self, lines: Iterable[Line], terms: Terms) -> None:
        """Show all lines anew."""
        self.arrangement.terms = terms
        self.arrangement.load(lines)
        self._begin_anew(self.arrangement.rows())

    def use_terms(self, terms: Terms) -> None:
        """Let cells say what another state of the book's units, projects and 科目 makes of them."""
        self.arrangement.terms = terms
        self._say_all_anew()

    def take(self, changed: Sequence[Line], gone: Iterable[int], after: int | None = None) -> None:
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

    def line(self, index: Index | int) -> Line | None:
        """The line of a row; None for headings and the new row."""
        row = self.row(index)
        return None if isinstance(row, (GroupHeading, NewRow)) else row

    def place(self, key: RowKey) -> int:
        """The number of a row; -1 when it is not shown."""
        if self._places is None:
            self._places = {key_of(row): number for number, row in enumerate(self.shown)}
        return self._places.get(key, -1)

    def set_marks(self, marks: Mapping[CellKey, Mark]) -> None:
        """Mark cells with what a check has found in them."""
        self.marks = marks
        self._say_all_anew()

    def mark(self, line: Line, column: StrEnum) -> Mark | None:
        """The mark of a cell: what a check has found, else what is open or odd about it."""
        found = self.marks.get((line.id, column))
        if found is not None:
            return found
        remark = self.terms.remark(line, column) if self.terms.shown(line, column) else ""
        return Mark(MarkColour.NOTICE, remark) if remark else None

    def said(self, line: Line, column: StrEnum) -> str:
        """What there is to say about a cell, as sentences; "" where all is well."""
        found = self.marks.get((line.id, column))
        return found.sentence if found else self.terms.remark(line, column)

    # QAbstractTableModel

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows are shown, headings and the new row among them."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """One column for each part of a line."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says."""
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == self.amount:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if isinstance(row, (GroupHeading, NewRow)):
            return self._other_data(row, index.column(), role)
        return self._line_data(row, self.columns[index.column()], role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' names; the lines' numbers."""
        across = orientation == Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if not across or section == self.amount else None
            return (side or Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if across:
            return self.terms.labels[self.columns[section]]
        row = self.row(section)
        if isinstance(row, GroupHeading):
            return ""
        return "＋" if row == NewRow() else section + 1

    # How one state becomes another

    def _replace(self, changed: Sequence[Line]) -> None:
        for line in changed:
            number = self.place(line.id)
            self.shown[number] = line
            self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))

    def _become(self, rows: list[Row]) -> None:
        new, old = list(map(key_of, rows)), list(map(key_of, self.shown))
        coming, known = set(new), set(old)
        if coming == known:
            self._reorder(rows)
            return
        leaving = _runs([key not in coming for key in old])
        arriving = _runs([key not in known for key in new])
        if len(leaving) + len(arriving) > _MOST_RUNS:
            self._begin_anew(rows)
            return
        for first, last in reversed(leaving):
            self.beginRemoveRows(_NOWHERE, first, last)
            del self.shown[first : last + 1]
            self._places = None
            self.endRemoveRows()
        self._reorder([row for key, row in zip(new, rows, strict=True) if key in known])
        for first, last in arriving:
            self.beginInsertRows(_NOWHERE, first, last)
            self.shown[first:first] = rows[first : last + 1]
            self._places = None
            self.endInsertRows()

    def _reorder(self, rows: list[Row]) -> None:
        """Show the same rows with what they say now, maybe in another order."""
        if list(map(key_of, rows)) == list(map(key_of, self.shown)):
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
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _say_all_anew(self) -> None:
        if self.shown:
            last = self.index(len(self.shown) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _begin_anew(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self.shown, self._places = rows, None
        self.endResetModel()

    def _line_data(self, line: Line, column: StrEnum, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.terms.painted(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.said(line, column) or self.terms.shown(line, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self.terms.shown(line, column) or "空白"
            return f"{self.terms.labels[column]} {text}"
        return None

    def _other_data(self, row: GroupHeading | NewRow, column: int, role: int) -> Any:
        if isinstance(row, NewRow):
            return NEW_LINE if role == Qt.ItemDataRole.AccessibleTextRole else None
        total = yuan_text(row.total, thousands=True, decimals=True)
        if role == Qt.ItemDataRole.DisplayRole:
            return {0: f"{row.title}　{row.count} 行", self.amount: total}.get(column, "")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            fold = "已折叠" if row.folded else "已展开"
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
