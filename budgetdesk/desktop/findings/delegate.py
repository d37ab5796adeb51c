"""How a line of the findings is drawn: the severity's mark, plain cells, the group's heading."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from budgetdesk.checks.finding import Severity
from budgetdesk.desktop.findings.entries import FindingHeading, FindingLine
from budgetdesk.desktop.findings.model import CODE, LINE_ROLE, MESSAGE, TREATMENT
from budgetdesk.desktop.icons import pixmap
from budgetdesk.desktop.theme import colours

Index = QModelIndex | QPersistentModelIndex
_GAP = 8
MARK = 10  # logical pixels of a severity's mark on a button


def severity_colour(severity: Severity) -> QColor:
    """The palette's colour of a severity."""
    colour: QColor = getattr(colours(), severity.value)
    return colour


def draw_mark(painter: QPainter, place: QRectF, severity: Severity, colour: QColor) -> None:
    """A severity's mark: it has a shape of its own, for eyes that don't tell the colours."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if severity is Severity.ERROR:
        painter.drawEllipse(place)
    elif severity is Severity.EXPLAIN:
        corners = (
            place.bottomLeft(),
            place.bottomRight(),
            QPointF(place.center().x(), place.top()),
        )
        painter.drawPolygon(QPolygonF(list(corners)))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.6))
        painter.drawEllipse(place.adjusted(1, 1, -1, -1))
    painter.restore()


def severity_icon(severity: Severity, ratio: float) -> QIcon:
    """A severity's mark as an icon, for a screen of that many pixels a logical pixel."""
    picture = QPixmap(round(MARK * ratio), round(MARK * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_mark(painter, QRectF(0.5, 0.5, MARK - 1, MARK - 1), severity, severity_colour(severity))
    painter.end()
    return QIcon(picture)


class FindingDelegate(QStyledItemDelegate):
    """Draws the lines; the style draws selection, hover and focus below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """All lines are as high as their font needs, and a little air."""
        return QSize(60, option.fontMetrics.height() + 9)  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        line = index.data(LINE_ROLE)
        item = QStyleOptionViewItem(option)
        self.initStyleOption(item, index)
        text, item.text = item.text, ""  # type: ignore[attr-defined]
        _take_focus(item)
        widget = item.widget  # type: ignore[attr-defined]
        style = QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, item, painter, widget)
        if index.column() == CODE and _holds_cursor(widget, index):
            painter.fillRect(_bar(item.rect), colours().accent)  # type: ignore[attr-defined]
        rect: QRect = item.rect.adjusted(_GAP, 0, -_GAP, 0)  # type: ignore[attr-defined]
        painter.save()
        if isinstance(line, FindingHeading):
            _draw_heading(painter, rect, item, line)
        elif isinstance(line, FindingLine):
            _draw_entry(painter, rect, item, line, index.column(), text)
        painter.restore()


def _take_focus(item: QStyleOptionViewItem) -> None:
    """No frame around one cell: the cursor is on the whole line."""
    item.state &= ~QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]


def _holds_cursor(widget: QWidget | None, index: Index) -> bool:
    view = widget if isinstance(widget, QAbstractItemView) else None
    return view is not None and view.hasFocus() and view.currentIndex().row() == index.row()


def _bar(rect: QRect) -> QRect:
    return QRect(rect.left(), rect.top(), 3, rect.height())


def _draw_heading(
    painter: QPainter, rect: QRect, item: QStyleOptionViewItem, heading: FindingHeading
) -> None:
    size = item.fontMetrics.height() - 2  # type: ignore[attr-defined]
    chevron = "chevron-right" if heading.folded else "chevron-down"
    place = QRect(rect.left() - 4, rect.center().y() - size // 2 + 1, size, size)
    painter.drawPixmap(place, pixmap(chevron, colours().ink_faint, size))
    rect = rect.adjusted(size, 0, 0, 0)
    font = item.font  # type: ignore[attr-defined]
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(colours().ink)
    painter.drawText(rect, _SIDE, heading.title)
    width = painter.fontMetrics().horizontalAdvance(heading.title)
    font.setBold(False)
    painter.setFont(font)
    painter.setPen(colours().ink_faint)
    painter.drawText(rect.adjusted(width + _GAP, 0, 0, 0), _SIDE, str(heading.count))


def _draw_entry(
    painter: QPainter,
    rect: QRect,
    item: QStyleOptionViewItem,
    entry: FindingLine,
    column: int,
    text: str,
) -> None:
    metrics = item.fontMetrics  # type: ignore[attr-defined]
    settled = entry.finding.explanation is not None
    if column == CODE:
        size = max(8.0, metrics.ascent() * 0.66)
        place = QRectF(rect.left() + 6, rect.center().y() - size / 2 + 1, size, size)
        severity = entry.finding.severity
        colour = colours().ink_faint if settled else severity_colour(severity)
        draw_mark(painter, place, severity, colour)
        rect = rect.adjusted(round(size) + 6 + _GAP, 0, 0, 0)
    painter.setPen(_ink(entry, column, settled=settled))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, _SIDE, shown)


def _ink(entry: FindingLine, column: int, *, settled: bool) -> QColor:
    palette = colours()
    if column == TREATMENT and entry.open_fix:
        return palette.accent
    return palette.ink if column in (CODE, MESSAGE) and not settled else palette.ink_faint


_SIDE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
