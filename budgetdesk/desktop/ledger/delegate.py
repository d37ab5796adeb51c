"""How a cell of the ledger is drawn: text, pale hints, the corner mark, headings over the row."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from budgetdesk.desktop.ledger.model import (
    AMOUNT,
    COLUMNS,
    NEW_LINE,
    LedgerModel,
    hint,
)
from budgetdesk.desktop.ledger.rows import Heading
from budgetdesk.desktop.palette import Palette
from budgetdesk.desktop.theme import colours
from budgetdesk.domain.ledger_words import LedgerField
from budgetdesk.domain.records import LedgerLine

Index = QModelIndex | QPersistentModelIndex
PAD = 8  # pixels between a cell's edge and its text
_CORNER = 6
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LedgerDelegate(QStyledItemDelegate):
    """Draws cells; editing is the table's own."""

    def __init__(self, table: QTableView, model: LedgerModel) -> None:
        super().__init__(table)
        self._table = table
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        cell: QRect = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        row = self._model.row(index.row())
        palette = colours()
        painter.save()
        painter.setClipRect(cell)
        painter.fillRect(cell, palette.selection if chosen else _ground(row, palette))
        if isinstance(row, LedgerLine):
            self._paint_text(painter, cell, row, COLUMNS[index.column()], palette)
        elif isinstance(row, Heading):
            self._paint_heading(painter, cell, index, row)
        else:
            painter.setPen(palette.ink_faint)
            self._paint_across(painter, cell, NEW_LINE)
        self._paint_lines(painter, cell, index, palette, plain=isinstance(row, LedgerLine))
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, cell: QRect, index: Index, heading: Heading
    ) -> None:
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(colours().ink)
        if index.column() == AMOUNT:
            painter.drawText(cell.adjusted(PAD, 0, -PAD, 0), _RIGHT, index.data())
            return
        mark = "▸" if heading.folded else "▾"
        self._paint_across(painter, cell, f"{mark}　{heading.title}　{heading.count} 行")

    def _paint_across(self, painter: QPainter, cell: QRect, text: str) -> None:
        """Paint a cell's part of a text that runs from the left edge, scrolled or not."""
        right = self._table.columnViewportPosition(AMOUNT)
        if right <= 0:  # the amount is out of sight
            right = self._table.viewport().width()
        whole = QRect(PAD, cell.top(), right - 2 * PAD, cell.height())
        painter.drawText(whole, _LEFT, text)

    def _paint_text(
        self,
        painter: QPainter,
        cell: QRect,
        line: LedgerLine,
        column: LedgerField,
        palette: Palette,
    ) -> None:
        terms = self._model.terms
        text = terms.shown(line, column)
        painter.setPen(palette.ink if text else palette.ink_faint)
        inner = cell.adjusted(PAD, 0, -PAD, 0)
        words = text or hint(line, column)
        if words:
            side = _RIGHT if column is LedgerField.AMOUNT else _LEFT
            metrics = painter.fontMetrics()
            elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, side, elided)
        if text and terms.remark(line, column):
            _paint_corner(painter, cell)

    def _paint_lines(
        self, painter: QPainter, cell: QRect, index: Index, palette: Palette, *, plain: bool
    ) -> None:
        painter.setPen(QPen(palette.edge, 1))
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        if plain or index.column() in (AMOUNT - 1, AMOUNT):
            painter.drawLine(cell.topRight(), cell.bottomRight())
        if index == self._table.currentIndex():
            painter.setPen(QPen(palette.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cell.adjusted(1, 1, -1, -1))


def _ground(row: object, palette: Palette) -> QColor:
    return palette.computed_tint if isinstance(row, Heading) else palette.paper


def _paint_corner(painter: QPainter, cell: QRect) -> None:
    corner = QPointF(cell.right() + 1, cell.top())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours().notice)
    away = [corner, corner - QPointF(_CORNER, 0), corner + QPointF(0, _CORNER)]
    painter.drawPolygon(QPolygonF(away))
