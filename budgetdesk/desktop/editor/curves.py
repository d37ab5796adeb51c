"""Pale tints and small charts within cells of a sheet."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from budgetdesk.desktop.palette import Palette, blended
from budgetdesk.forms.sheet import Light, Series

_MARGIN = 8  # pixels
_GROUND = 0.35  # of a line's colour on the paper, below what others are held against
_TINT = 0.22  # of the light's colour on the paper


def light_tint(light: Light, colours: Palette) -> QColor:
    """The pale colour of a light."""
    named = {Light.RED: colours.error, Light.YELLOW: colours.explain, Light.GREEN: colours.good}
    return blended(named[light], colours.paper, _TINT)


def draw_curves(painter: QPainter, rect: QRect, curves: Sequence[Series], colours: Palette) -> None:
    """The lines of a chart, within a cell."""
    inks = (colours.line, colours.accent, colours.ink_faint)
    room = rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number, series in enumerate(curves):
        painter.setPen(QPen(inks[number % len(inks)], 1.6))
        places = [
            QPointF(room.left() + x * room.width(), room.bottom() - y * room.height())
            for x, y in series.points
        ]
        if series.ground:
            _fill_below(painter, places, room, blended(colours.line, colours.paper, _GROUND))
        painter.drawPolyline(places)
        for place in places if not series.ground else ():
            painter.drawEllipse(place, 2.5, 2.5)
    painter.restore()


def _fill_below(painter: QPainter, places: list[QPointF], room: QRect, colour: QColor) -> None:
    feet = [QPointF(places[-1].x(), room.bottom()), QPointF(places[0].x(), room.bottom())]
    path = QPainterPath()
    path.addPolygon(QPolygonF([*places, *feet]))
    painter.fillPath(path, colour)
