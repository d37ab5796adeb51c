"""The marks of forms as they are drawn: the same in the tree and in the strip above a form."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPen, QPixmap

from budgetdesk.desktop.theme import colours
from budgetdesk.domain.form_marks import FormMark

_ARROW = (((0.5, 0.95), (0.5, 0.08)), ((0.14, 0.42), (0.5, 0.06), (0.86, 0.42)))
_LINES: dict[FormMark, tuple[tuple[tuple[float, float], ...], ...]] = {
    FormMark.CLEAN: (((0.08, 0.55), (0.38, 0.85), (0.95, 0.18)),),
    FormMark.NONE: (((0.2, 0.5), (0.8, 0.5)),),
    FormMark.SUBMITTED: _ARROW,
    FormMark.SUBMITTED_AMISS: _ARROW,
}
"""Marks that are strokes, in parts of the box; the others are a circle."""


def draw_mark(painter: QPainter, box: QRectF, mark: FormMark) -> None:
    """Draw a mark into a square."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if mark in _LINES:
        _strokes(painter, box, mark)
    else:
        shade = _shade(mark)
        painter.setPen(QPen(shade, 1.3))
        painter.drawEllipse(box)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        _fill(painter, box, mark)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def mark_icon(mark: FormMark, size: int) -> QIcon:
    """A mark as an icon, `size` logical pixels square."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_mark(painter, QRectF(1.5, 1.5, size - 3, size - 3), mark)
    painter.end()
    return QIcon(picture)


def _fill(painter: QPainter, circle: QRectF, mark: FormMark) -> None:
    if mark is FormMark.ERRORS:
        painter.drawEllipse(circle)
    elif mark is FormMark.DRAFT:
        painter.drawPie(circle, 90 * 16, 180 * 16)
    elif mark is FormMark.FILLED:
        inset = circle.width() * 0.26
        painter.drawEllipse(circle.adjusted(inset, inset, -inset, -inset))


def _shade(mark: FormMark) -> QColor:
    amiss = mark in (FormMark.ERRORS, FormMark.SUBMITTED_AMISS)
    return QColor(colours().error if amiss else colours().ink_faint)


def _strokes(painter: QPainter, box: QRectF, mark: FormMark) -> None:
    shade = _shade(mark)
    if mark is FormMark.NONE:
        shade.setAlphaF(0.5)  # pale: there is nothing to be read
    pen = QPen(shade, 1.8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    across, down = box.width(), box.height()
    for line in _LINES[mark]:
        painter.drawPolyline(
            [QPointF(box.left() + x * across, box.top() + y * down) for x, y in line]
        )
    if mark is FormMark.SUBMITTED_AMISS:  # told apart without its colour, too
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawEllipse(
            QPointF(box.left() + 0.9 * across, box.top() + 0.86 * down), across / 5, down / 5
        )
