"""How a line of a list is drawn: plain cells, the group's heading, the cursor's bar."""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
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
_MARKED = (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver).value
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
        line, text = model.lines[index.row()], ""
        is_heading = isinstance(line, LineHeading) and column == 0
        if not is_heading:
            text = model.text(line, column)
        marked = option.state.value & _MARKED  # type: ignore[attr-defined]
        if not (text or marked or column == 0):
            return  # as many cells of a wide list
        item = QStyleOptionViewItem(option)
        item.displayAlignment = model.aligned(column)  # type: ignore[attr-defined]
        widget = item.widget  # type: ignore[attr-defined]
        if marked:
            _take_focus(item)
            style = QApplication.style()
            style.drawControl(QStyle.ControlElement.CE_ItemViewItem, item, painter, widget)
        if column == 0 and _holds_cursor(widget, index):
            painter.fillRect(_bar(item.rect), colours().accent)  # type: ignore[attr-defined]
        rect: QRect = item.rect.adjusted(GAP, 0, -GAP, 0)  # type: ignore[attr-defined]
        if isinstance(line, LineHeading) and is_heading:
            painter.save()
            _draw_heading(painter, rect, item, line)
            painter.restore()
        elif text:
            painter.save()
            self.draw(painter, rect, item, index, text)
            painter.restore()

    def draw(
        self, painter: QPainter, rect: QRect, item: QStyleOptionViewItem, index: Index, text: str
    ) -> None:
        """The text of a line's cell, or of a heading's sum."""
        line = _line_of(index)
        font: QFont = item.font  # type: ignore[attr-defined]
        if isinstance(line, LineHeading):
            font.setBold(True)
            painter.setFont(font)
        painter.setPen(self.ink(line, index.column()))
        shown = _elided(text, rect.width(), font.key())
        painter.drawText(rect, _aligned(index), shown)

    def ink(self, line: object, column: int) -> QColor:  # noqa: ARG002 - others tell them apart
        """The colour of a cell's text."""
        return colours().ink


@lru_cache(maxsize=4_096)
def _elided(text: str, width: int, font: str) -> str:
    """A text as it fits into a width, of which measuring takes longest; `font` as its key says."""
    described = QFont()
    described.fromString(font)
    return QFontMetrics(described).elidedText(text, Qt.TextElideMode.ElideRight, width)


def _line_of(index: Index) -> object:
    """The line at an index; asked of the model itself, which is far quicker than by a role."""
    model = index.model()
    return model.lines[index.row()] if isinstance(model, ListModel) else index.data(LINE_ROLE)


def _aligned(index: Index) -> Qt.AlignmentFlag:
    """How a text stands in its cell; read off Qt's option it would be made anew each time."""
    model = index.model()
    return model.aligned(index.column()) if isinstance(model, ListModel) else SIDE


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
