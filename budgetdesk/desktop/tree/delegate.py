"""How a line of the tree is drawn: mark, name, and what stands at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from budgetdesk.desktop.theme import colours
from budgetdesk.desktop.tree.model import NODE_ROLE
from budgetdesk.desktop.tree.outline import Level, Node, Progress
from budgetdesk.desktop.tree.wording import count_text

Index = QModelIndex | QPersistentModelIndex
_GAP = 6


class OutlineDelegate(QStyledItemDelegate):
    """Draws the lines; the style draws selection, hover and focus below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """All lines are as high as their font needs, and a little air."""
        return QSize(120, option.fontMetrics.height() + 10)  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line."""
        node = index.data(NODE_ROLE)
        if not isinstance(node, Node):
            return
        line = QStyleOptionViewItem(option)
        self.initStyleOption(line, index)
        line.text = ""  # type: ignore[attr-defined]
        style = QApplication.style()
        style.drawControl(
            QStyle.ControlElement.CE_ItemViewItem,
            line,
            painter,
            line.widget,  # type: ignore[attr-defined]
        )
        rect: QRect = line.rect.adjusted(2, 0, -_GAP, 0)  # type: ignore[attr-defined]
        painter.save()
        self._draw(painter, rect, node, line)
        painter.restore()

    def _draw(self, painter: QPainter, rect: QRect, node: Node, line: QStyleOptionViewItem) -> None:
        font = line.font  # type: ignore[attr-defined]
        font.setBold(node.level is Level.DEPARTMENT)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        if node.level is Level.PROJECT:
            rect = _draw_mark(painter, rect, metrics, node)
        rect = _draw_right(painter, rect, metrics, node)
        faint = node.level is Level.INDICATOR
        painter.setPen(colours().ink_faint if faint else colours().ink)
        name = metrics.elidedText(_one_line(node.name), Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)


def _one_line(text: str) -> str:
    return " ".join(text.split()) or "（未命名）"


def _draw_right(painter: QPainter, rect: QRect, metrics: QFontMetrics, node: Node) -> QRect:
    """Count or target at the right edge; returns the room left for the name."""
    text = count_text(node)
    if not text:
        return rect
    room = rect.width() // 2 if node.level is Level.INDICATOR else rect.width()
    text = metrics.elidedText(_one_line(text), Qt.TextElideMode.ElideRight, room)
    painter.setPen(colours().ink_faint)
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
    return rect.adjusted(0, 0, -metrics.horizontalAdvance(text) - _GAP, 0)


def _draw_mark(painter: QPainter, rect: QRect, metrics: QFontMetrics, node: Node) -> QRect:
    """○ empty, ◐ draft, ◉ complete; returns the room left."""
    size = max(8.0, metrics.ascent() * 0.72)
    circle = QRectF(rect.left() + 1, rect.center().y() - size / 2 + 0.5, size, size)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shade = colours().ink_faint
    painter.setPen(QPen(shade, 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle)
    if node.progress is Progress.DRAFT:
        painter.setBrush(shade)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPie(circle, 90 * 16, 180 * 16)
    elif node.progress is Progress.COMPLETE:
        painter.setBrush(shade)
        painter.setPen(Qt.PenStyle.NoPen)
        inset = size * 0.26
        painter.drawEllipse(circle.adjusted(inset, inset, -inset, -inset))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    return rect.adjusted(round(size) + _GAP + 2, 0, 0, 0)
