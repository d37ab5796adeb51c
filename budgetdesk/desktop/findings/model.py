"""The Qt model of the list: lines are arranged at once, what they say is worked out when seen."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from budgetdesk.checks.finding import SEVERITY_LABELS, Finding
from budgetdesk.desktop.findings.entries import EntryKey, FindingHeading, Line
from budgetdesk.desktop.findings.wording import (
    office_of,
    spoken,
    spot_of,
    told_text,
    treatment_text,
)

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole

# The columns, from left to right.
CODE, TITLE, OFFICE, PROJECT, SPOT, MESSAGE, TREATMENT = range(7)
_HEADERS = ("编号", "审核项", "单位", "项目", "位置", "问题", "处理")
_TEXTS: tuple[Callable[[Finding], str], ...] = (
    lambda finding: finding.code,
    lambda finding: finding.title,
    lambda finding: office_of(finding.place),
    lambda finding: finding.place.project,
    lambda finding: spot_of(finding.place),
    told_text,
    treatment_text,
)


class FindingModel(QAbstractTableModel):
    """Headings and findings as the rows of one table.

    A newer report takes away and adds only the rows in which it differs, so that selection and
    scrolling stay with what is still there.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show(self, lines: list[Line]) -> None:
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

    def line(self, index: Index) -> Line | None:
        """The line at an index; None for the invalid one."""
        return self.lines[index.row()] if index.isValid() else None

    def row_of(self, key: EntryKey | str) -> int:
        """The row of a finding, or of the heading of a group; -1 when it is not shown."""
        return next((row for row, line in enumerate(self.lines) if line.key == key), -1)

    def row_of_line(self, line: Line) -> int:
        """The row of a line, or of what has its key now; -1 when it is not shown."""
        try:
            return self.lines.index(line)  # far quicker than comparing keys
        except ValueError:
            return self.row_of(line.key)

    # QAbstractTableModel

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The columns."""
        return 0 if parent.isValid() else len(_HEADERS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line says in a column."""
        line = self.line(index)
        if line is None:
            return None
        if role == LINE_ROLE:
            return line
        if isinstance(line, FindingHeading):
            return _heading_data(line, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(_TEXTS[index.column()](line.finding).split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tool_tip(line.finding, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(line.finding)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The columns' names."""
        across = orientation == Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        if across and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _renew(self, lines: list[Line]) -> None:
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


def _heading_data(heading: FindingHeading, role: int) -> str | None:
    if role == Qt.ItemDataRole.DisplayRole:
        return f"{heading.title}　{heading.count}"
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return f"{heading.title}，{heading.count} 条，{'已折叠' if heading.folded else '已展开'}"
    return None


def _tool_tip(finding: Finding, column: int) -> str:
    if column == CODE:
        return f"{SEVERITY_LABELS[finding.severity]} {finding.code}"
    if column != TREATMENT:
        return _TEXTS[column](finding)
    if finding.explanation is not None:
        return finding.explanation.text
    return finding.fix.title if finding.fix is not None else ""


def _common(one: Sequence[Line], other: Sequence[Line]) -> int:
    """How many lines both begin with."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine is not theirs and mine.key != theirs.key:
            break
        count += 1
    return count
