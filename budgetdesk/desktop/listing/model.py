"""The Qt model of a list: lines and headings as the rows of one table."""

from collections.abc import Hashable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from budgetdesk.forms.listing import ColumnKind, LineHeading, ListedColumn

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ALIGNED = {
    ColumnKind.TEXT: _LEFT,
    ColumnKind.SHORT: Qt.AlignmentFlag.AlignCenter,
    ColumnKind.COUNT: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    ColumnKind.MONEY: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}


class Keyed(Protocol):
    """A line: its key says which one it is after a change."""

    @property
    def key(self) -> Hashable:
        """What makes it the same line."""


class ListModel(QAbstractTableModel):
    """Lines and headings of one list.

    A newer list takes away and adds only the rows in which it differs, so that selection and
    scrolling stay with what is still there.
    """

    def __init__(self, columns: Sequence[ListedColumn[Any]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.lines: list[Any] = []
        self._first_sum = next((at for at, it in enumerate(self.columns) if it.summed), 0)

    @property
    def heading_span(self) -> int:
        """How many columns a heading's title takes: up to the first sum, else all."""
        return self._first_sum or len(self.columns)

    def show(self, lines: list[Any]) -> None:
        """Show these lines instead."""
        before = self.lines
        first = _common(before, lines)
        last = _common(before[first:][::-1], lines[first:][::-1])
        gone, new = len(before) - first - last, len(lines) - first - last
        if gone:
            self.beginRemoveRows(QModelIndex(), first, first + gone - 1)
            self.lines = before[:first] + before[first + gone :]
            self.endRemoveRows()
        if new:
            self.beginInsertRows(QModelIndex(), first, first + new - 1)
            self.lines = self.lines[:first] + lines[first : first + new] + self.lines[first:]
            self.endInsertRows()
        self._renew(lines)

    def aligned(self, column: int) -> Qt.AlignmentFlag:
        """How a column's texts stand in their cells."""
        return _ALIGNED[self.columns[column].kind]

    def line(self, index: Index) -> Any | None:
        """The line or heading at an index; None for the invalid one."""
        return self.lines[index.row()] if index.isValid() else None

    def row_of(self, key: Hashable) -> int:
        """The row of a line or of the heading of a group; -1 when it is not shown."""
        return next((row for row, line in enumerate(self.lines) if line.key == key), -1)

    def row_of_line(self, line: Keyed) -> int:
        """The row of a line, or of what has its key now; -1 when it is not shown."""
        try:
            return self.lines.index(line)  # far quicker than comparing keys
        except ValueError:
            return self.row_of(line.key)

    def text(self, line: Any, column: int) -> str:
        """What a line, or a heading, shows in a column."""
        if not isinstance(line, LineHeading):
            return " ".join(self.columns[column].text(line).split())
        if column == 0:
            return f"{line.title}　{line.count}"
        return self.columns[column].shown(line.sums[column]) if line.sums else ""

    def spoken(self, line: Any) -> str | None:
        """What a reader aloud says of a line."""
        texts = [self.text(line, at) for at in range(len(self.columns))]
        told = zip(self.columns, texts, strict=True)
        return "，".join(f"{column.title} {text}" for column, text in told if text)

    def tool_tip(self, line: Any, column: int) -> str | None:
        """What is shown over a cell."""
        return self.columns[column].text(line) or None

    # QAbstractTableModel

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line says in a column."""
        line = self.line(index)
        if line is None:
            return None
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(line, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.aligned(index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _said(line) if isinstance(line, LineHeading) else self.spoken(line)
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(line, LineHeading):
            return self.tool_tip(line, index.column())
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.aligned(section)
        return None

    def _renew(self, lines: list[Any]) -> None:
        """Take the newer content of lines that stay."""
        stale = [
            row
            for row, (old, new) in enumerate(zip(self.lines, lines, strict=True))
            if old is not new and old != new
        ]
        self.lines = lines
        if stale:
            last = self.columnCount() - 1
            self.dataChanged.emit(self.index(stale[0], 0), self.index(stale[-1], last))


def _said(heading: LineHeading) -> str:
    folded = "已折叠" if heading.folded else "已展开"
    return f"{heading.title}，{heading.count} 条，{folded}"


def _common(one: Sequence[Keyed], other: Sequence[Keyed]) -> int:
    """How many lines both begin with."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine is not theirs and mine.key != theirs.key:
            break
        count += 1
    return count
