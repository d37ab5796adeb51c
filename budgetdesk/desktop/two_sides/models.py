"""The two lists of the two sides, as Qt shows them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from budgetdesk.desktop.theme import colours
from budgetdesk.desktop.two_sides.content import Pair, TwoSides, Verdict
from budgetdesk.domain.text import one_line

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
MARK, PLACE, CAME, TARGET, HELD, BECOMES = range(6)


class HeadedModel(QAbstractTableModel):
    """So many rows below these heads."""

    def __init__(self, heads: Sequence[str], rows: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads = tuple(heads)
        self._rows = rows

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The rows."""
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """One for each head."""
        return 0 if parent.isValid() else len(self.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """What each column is."""
        if role == _ROLE.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.heads[section]
        return None


class PairsModel(HeadedModel):
    """What came beside what it becomes; each pair can be left out by its tick."""

    ticked = Signal()

    def __init__(self, content: TwoSides, parent: QObject | None = None) -> None:
        came, becomes = content.sides
        heads = ("", "位置", came, content.fills, content.between, becomes)
        super().__init__(heads, len(content.pairs), parent)
        self._pairs = content.pairs
        # Of what is ticked at first the new side counts; else both do until one is chosen.
        self._faint_unticked = content.ticked
        self.chosen = [content.ticked] * len(content.pairs)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Texts on one line, whole in the tip; the certainty in its colour and its word."""
        pair, column = self._pairs[index.row()], index.column()
        texts = _texts(pair)
        if role == _ROLE.DisplayRole:
            return one_line(texts[column])
        if role == _ROLE.ToolTipRole:
            return texts[column]
        if role == _ROLE.CheckStateRole and column == MARK and not pair.fixed:
            return Qt.CheckState.Checked if self.chosen[index.row()] else Qt.CheckState.Unchecked
        if role == _ROLE.ForegroundRole:
            return self._colour(index.row(), pair, column)
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        """Take a pair in or leave it out."""
        fixed = self._pairs[index.row()].fixed
        if role != _ROLE.CheckStateRole or index.column() != MARK or fixed:
            return False
        self.chosen[index.row()] = Qt.CheckState(value) == Qt.CheckState.Checked
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), BECOMES))
        self.ticked.emit()
        return True

    def tick_all(self, *, ticked: bool) -> None:
        """Take all pairs in, or leave all out; those that have a tick."""
        fixed = [pair.fixed for pair in self._pairs]
        self.chosen = [was if own else ticked for was, own in zip(self.chosen, fixed, strict=True)]
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, BECOMES))
        self.ticked.emit()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column is ticked."""
        flags = super().flags(index)
        ticked = index.column() == MARK and not self._pairs[index.row()].fixed
        return flags | Qt.ItemFlag.ItemIsUserCheckable if ticked else flags

    def _colour(self, row: int, pair: Pair, column: int) -> QColor:
        palette = colours()
        if self._faint_unticked and not self.chosen[row]:
            return palette.ink_faint
        if column == MARK:
            return named_colour(pair.certainty)
        faint = (PLACE, HELD) if self._faint_unticked else (PLACE,)
        return palette.ink_faint if column in faint else palette.ink


def named_colour(certainty: Verdict) -> QColor:
    """The colour of a certainty in the scheme that holds now."""
    colour: QColor = getattr(colours(), certainty.colour)
    return colour


def _texts(pair: Pair) -> tuple[str, ...]:
    becomes = pair.becomes or "（清空）"
    held = pair.held or "（空）"
    came = pair.came or "（空）"
    return (pair.mark or pair.certainty.word, pair.place, came, pair.target, held, becomes)


class RemaindersModel(HeadedModel):
    """What goes nowhere, with the reason."""

    def __init__(self, content: TwoSides, parent: QObject | None = None) -> None:
        heads = ("位置", "内容", content.why)
        super().__init__(heads, len(content.remainders), parent)
        self._remainders = content.remainders

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Texts on one line, whole in the tip."""
        one = self._remainders[index.row()]
        text = (one.place, one.came, one.why)[index.column()]
        if role == _ROLE.DisplayRole:
            return one_line(text)
        if role == _ROLE.ToolTipRole:
            return text
        if role == _ROLE.ForegroundRole and index.column() == len(self.heads) - 1:
            return named_colour(Verdict.LOST)
        return None
