"""How a line of the findings is drawn: the severity's mark, plain cells, the group's heading."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QStyleOptionViewItem

from budgetdesk.checks.finding import Severity
from budgetdesk.desktop.findings.entries import FindingLine
from budgetdesk.desktop.findings.model import CODE, MESSAGE, TREATMENT
from budgetdesk.desktop.listing.delegate import GAP, Index, ListDelegate
from budgetdesk.desktop.listing.model import LINE_ROLE
from budgetdesk.desktop.theme import colours

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
    found = QIcon(picture)
    found.addPixmap(picture, QIcon.Mode.Selected)  # Qt would dye it grey in a chosen row
    return found


class FindingDelegate(ListDelegate):
    """Draws the severity's mark before the code; what is settled is pale."""

    def draw(
        self, painter: QPainter, rect: QRect, item: QStyleOptionViewItem, index: Index, text: str
    ) -> None:
        """The mark, and the text of a cell."""
        entry = index.data(LINE_ROLE)
        if index.column() == CODE and isinstance(entry, FindingLine):
            size = max(8.0, item.fontMetrics.ascent() * 0.66)  # type: ignore[attr-defined]
            place = QRectF(rect.left() + 6, rect.center().y() - size / 2 + 1, size, size)
            severity = entry.finding.severity
            settled = entry.finding.explanation is not None
            colour = colours().ink_faint if settled else severity_colour(severity)
            draw_mark(painter, place, severity, colour)
            rect = rect.adjusted(round(size) + 6 + GAP, 0, 0, 0)
        super().draw(painter, rect, item, index, text)

    def ink(self, line: object, column: int) -> QColor:
        """What can be mended is a link; what is settled or beside the point is pale."""
        palette = colours()
        if not isinstance(line, FindingLine):
            return palette.ink
        if column == TREATMENT and line.open_fix:
            return palette.accent
        settled = line.finding.explanation is not None
        return palette.ink if column in (CODE, MESSAGE) and not settled else palette.ink_faint
