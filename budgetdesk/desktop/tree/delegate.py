"""How a line of the tree is drawn: mark, name, and what stands at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from budgetdesk.desktop.mark_drawing import draw_mark
from budgetdesk.desktop.theme import colours
from budgetdesk.desktop.tree.model import NODE_ROLE
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.desktop.tree.wording import count_text, sign_text, tally_text

Index = QModelIndex | QPersistentModelIndex
_GAP = 6


class OutlineDelegate(QStyledItemDelegate):
    """Draws the lines; the style draws selection, hover and focus below.

    Qt hands the line on to the style by itself: a start goes without PySide6's QStyle.
    """

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree

    def displayText(self, _value: object, _locale: object) -> str:
        """Nothing is left to the style to write."""
        return ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """All lines are as high as their font needs, and a little air."""
        return QSize(120, option.fontMetrics.height() + 10)  # type: ignore[attr-defined]

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """A name is typed over at once; news of its line leaves alone what is being typed."""
        if not isinstance(editor, QLineEdit):
            super().setEditorData(editor, index)
        elif not editor.isModified():
            super().setEditorData(editor, index)
            editor.selectAll()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """A name is typed in the whole line."""
        editor.setGeometry(option.rect)  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line."""
        node = index.data(NODE_ROLE)
        if not isinstance(node, Node):
            return
        super().paint(painter, option, index)
        whole: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        self._draw(painter, whole.adjusted(2, 0, -_GAP, 0), node, option)
        if self._tree.hasFocus() and index == self._tree.currentIndex():
            painter.setPen(QPen(colours().accent, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(whole.adjusted(0, 0, -1, -1))
        painter.restore()

    def _draw(self, painter: QPainter, rect: QRect, node: Node, line: QStyleOptionViewItem) -> None:
        font = QFont(line.font)  # type: ignore[attr-defined]  # it is the next lines' too
        font.setBold(node.level is Level.DEPARTMENT)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        if node.level is Level.PROJECT:
            rect = _draw_mark(painter, rect, metrics, node)
        rect = _draw_right(painter, rect, metrics, node)
        rect = _draw_tally(painter, rect, metrics, node)
        rect = _draw_sign(painter, rect, metrics, node)
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


def _draw_tally(painter: QPainter, rect: QRect, metrics: QFontMetrics, node: Node) -> QRect:
    """What 审核 still asks for, in the colour of the gravest."""
    text, tally = tally_text(node), node.tally_shown
    if not text or tally is None:
        return rect
    painter.setPen(colours().error if tally.errors else colours().explain)
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
    return rect.adjusted(0, 0, -metrics.horizontalAdvance(text) - _GAP, 0)


def _draw_sign(painter: QPainter, rect: QRect, metrics: QFontMetrics, node: Node) -> QRect:
    """The sign of a project on the list of 民生领域重大事项, faint and in a thin frame."""
    text = sign_text(node)
    if not text:
        return rect
    size = metrics.horizontalAdvance(text) + 4
    frame = QRect(rect.right() - size, rect.center().y() - size // 2, size, size)
    font = painter.font()
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.82)
    painter.setPen(QPen(colours().ink_faint, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setFont(small)
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, text)
    painter.setFont(font)
    return rect.adjusted(0, 0, -size - _GAP, 0)


def _draw_mark(painter: QPainter, rect: QRect, metrics: QFontMetrics, node: Node) -> QRect:
    """How far the project's form is; returns the room left."""
    size = max(8.0, metrics.ascent() * 0.72)
    box = QRectF(rect.left() + 1, rect.center().y() - size / 2 + 0.5, size, size)
    draw_mark(painter, box, node.mark)
    return rect.adjusted(round(size) + _GAP + 2, 0, 0, 0)
