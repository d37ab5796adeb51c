"""How a line of a list is drawn: plain cells, the group's heading, the cursor's bar."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from budgetdesk.desktop.icons import pixmap
from budgetdesk.desktop.listing.model import LINE_ROLE, ListModel
from budgetdesk.desktop.theme import colours
from budgetdesk.forms.listing import LineHeading

Index = QModelIndex | QPersistentModelIndex
GAP = 8
_MARKED = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver
SIDE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class ListDelegate(QStyledItemDelegate):
    """Draws the lines; the style draws selection, hover and focus below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """All lines are as high as their font needs, and a little air."""
        return QSize(60, option.fontMetrics.height() + 9)  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        model, column = index.model(), index.column()
        if not isinstance(model, ListModel):
            return
        line = model.lines[index.row()]
        item = QStyleOptionViewItem(option)
        item.displayAlignment = model.aligned(column)  # type: ignore[attr-defined]
        widget = item.widget  # type: ignore[attr-defined]
        if item.state & _MARKED:  # type: ignore[attr-defined]
            _take_focus(item)
            style = QApplication.style()
            style.drawControl(QStyle.ControlElement.CE_ItemViewItem, item, painter, widget)
        if column == 0 and _holds_cursor(widget, index):
            painter.fillRect(_bar(item.rect), colours().accent)  # type: ignore[attr-defined]
        rect: QRect = item.rect.adjusted(GAP, 0, -GAP, 0)  # type: ignore[attr-defined]
        if isinstance(line, LineHeading) and column == 0:
            painter.save()
            _draw_heading(painter, rect, item, line)
            painter.restore()
        elif text := model.text(line, column):
            painter.save()
            self.draw(painter, rect, item, index, text)
            painter.restore()

    def draw(
        self, painter: QPainter, rect: QRect, item: QStyleOptionViewItem, index: Index, text: str
    ) -> None:
        """The text of a line's cell, or of a heading's sum."""
        line = _line_of(index)
        if isinstance(line, LineHeading):
            font = item.font  # type: ignore[attr-defined]
            font.setBold(True)
            painter.setFont(font)
        painter.setPen(self.ink(line, index.column()))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, item.displayAlignment, shown)  # type: ignore[attr-defined]

    def ink(self, line: object, column: int) -> QColor:  # noqa: ARG002 - others tell them apart
        """The colour of a cell's text."""
        return colours().ink


def _line_of(index: Index) -> object:
    """The line at an index; asked of the model itself, which is far quicker than by a role."""
    model = index.model()
    return model.lines[index.row()] if isinstance(model, ListModel) else index.data(LINE_ROLE)


def _take_focus(item: QStyleOptionViewItem) -> None:
    """No frame around one cell: the cursor is on the whole line."""
    item.state &= ~QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]


def _holds_cursor(widget: QWidget | None, index: Index) -> bool:
    view = widget if isinstance(widget, QAbstractItemView) else None
    return view is not None and view.hasFocus() and view.currentIndex().row() == index.row()


def _bar(rect: QRect) -> QRect:
    return QRect(rect.left(), rect.top(), 3, rect.height())


def _draw_heading(
    painter: QPainter, rect: QRect, item: QStyleOptionViewItem, heading: LineHeading
) -> None:
    size = item.fontMetrics.height() - 2  # type: ignore[attr-defined]
    if heading.key:  # the line above all does not fold
        chevron = "chevron-right" if heading.folded else "chevron-down"
        place = QRect(rect.left() - 4, rect.center().y() - size // 2 + 1, size, size)
        painter.drawPixmap(place, pixmap(chevron, colours().ink_faint, size))
        rect = rect.adjusted(size, 0, 0, 0)
    font = item.font  # type: ignore[attr-defined]
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(colours().ink)
    painter.drawText(rect, SIDE, heading.title)
    width = painter.fontMetrics().horizontalAdvance(heading.title)
    font.setBold(False)
    painter.setFont(font)
    painter.setPen(colours().ink_faint)
    painter.drawText(rect.adjusted(width + GAP, 0, 0, 0), SIDE, str(heading.count))
