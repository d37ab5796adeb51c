"""How a cell of a line is drawn: text, pale hints, the corner mark, headings over the row."""

from enum import StrEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from budgetdesk.desktop.ledger.cursor import Cursor
from budgetdesk.desktop.ledger.model import NEW_LINE, LinesModel
from budgetdesk.desktop.ledger.rows import GroupHeading, NewRow
from budgetdesk.desktop.ledger.work import LinesWork
from budgetdesk.desktop.palette import Palette
from budgetdesk.desktop.theme import colours
from budgetdesk.domain.ledger_lines import AMOUNT, Line

Index = QModelIndex | QPersistentModelIndex
PAD = 8  # pixels between a cell's edge and its text
_CORNER = 6
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LineDelegate(QStyledItemDelegate):
    """Draws cells; editing is the table's own."""

    def __init__(
        self, view: QTableView, cursor: Cursor, model: LinesModel, work: LinesWork
    ) -> None:
        super().__init__(view)
        self._view = view
        self._cursor = cursor
        self._model = model
        self._work = work

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
        begun = isinstance(row, NewRow) and self._begins_here(index)
        plain = begun or not isinstance(row, GroupHeading | NewRow)
        beside_amount = index.column() in (self._model.amount - 1, self._model.amount)
        _paint_lines(painter, cell, palette, right=plain or beside_amount)
        if isinstance(row, GroupHeading):
            self._paint_heading(painter, cell, index, row)
        elif isinstance(row, NewRow) or row is None:
            self._paint_new(painter, cell, index, palette, begun=begun)
        else:
            self._paint_text(painter, cell, row, self._model.columns[index.column()], palette)
        if index == self._cursor.index:
            painter.setPen(QPen(palette.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cell.adjusted(1, 1, -1, -1))
        painter.restore()

    def _begins_here(self, index: Index) -> bool:
        """Whether the cursor is in the new row, which then shows what would be repeated."""
        return self._cursor.index.row() == index.row() and self._work.writable

    def _paint_new(
        self, painter: QPainter, cell: QRect, index: Index, palette: Palette, *, begun: bool
    ) -> None:
        painter.setPen(palette.ink_faint)
        if not begun:
            self._paint_across(painter, cell, NEW_LINE)
            return
        column = self._model.columns[index.column()]
        line = self._work.fresh(column=self._cursor.column)
        if column != self._cursor.column:
            self._paint_words(painter, cell, column, self._model.terms.shown(line, column))

    def _paint_heading(
        self, painter: QPainter, cell: QRect, index: Index, heading: GroupHeading
    ) -> None:
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(colours().ink)
        if index.column() == self._model.amount:
            painter.drawText(cell.adjusted(PAD, 0, -PAD, 0), _RIGHT, index.data())
            return
        mark = "▸" if heading.folded else "▾"
        self._paint_across(painter, cell, f"{mark}　{heading.title}　{heading.count} 行")

    def _paint_across(self, painter: QPainter, cell: QRect, text: str) -> None:
        """Paint a cell's part of a text that runs from the left edge, scrolled or not."""
        right = self._view.columnViewportPosition(self._model.amount)
        if right <= 0:  # the amount is out of sight
            right = self._view.viewport().width()
        whole = QRect(PAD, cell.top(), right - 2 * PAD, cell.height())
        painter.drawText(whole, _LEFT, text)

    def _paint_text(
        self,
        painter: QPainter,
        cell: QRect,
        line: Line,
        column: StrEnum,
        palette: Palette,
    ) -> None:
        terms = self._model.terms
        text = terms.painted(line, column)
        painter.setPen(palette.ink if text else palette.ink_faint)
        self._paint_words(painter, cell, column, text or terms.hint(line, column))
        mark = self._model.mark(line, column)
        if mark is not None:
            _paint_corner(painter, cell, getattr(palette, mark.colour.value))

    @staticmethod
    def _paint_words(painter: QPainter, cell: QRect, column: StrEnum, words: str) -> None:
        if not words:
            return
        inner = cell.adjusted(PAD, 0, -PAD, 0)
        metrics = painter.fontMetrics()
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _RIGHT if column == AMOUNT else _LEFT, elided)


def _ground(row: object, palette: Palette) -> QColor:
    return palette.computed_tint if isinstance(row, GroupHeading) else palette.paper


def _thin(painter: QPainter) -> float:
    """As wide as a whole number of the screen's own pixels, at any scale."""
    scale = painter.device().devicePixelRatioF()
    return max(1, int(scale)) / scale


def _paint_lines(painter: QPainter, cell: QRect, palette: Palette, *, right: bool) -> None:
    """The line below a cell, and that at its right."""
    thin, whole = _thin(painter), QRectF(cell)
    painter.fillRect(QRectF(whole.left(), whole.bottom() - thin, whole.width(), thin), palette.edge)
    if right:
        line = QRectF(whole.right() - thin, whole.top(), thin, whole.height())
        painter.fillRect(line, palette.edge)


def _paint_corner(painter: QPainter, cell: QRect, colour: QColor) -> None:
    corner = QPointF(cell.right() + 1 - _thin(painter), cell.top())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    away = [corner, corner - QPointF(_CORNER, 0), corner + QPointF(0, _CORNER)]
    painter.drawPolygon(QPolygonF(away))
