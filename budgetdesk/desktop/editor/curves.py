"""Pale tints and small charts within cells of a sheet."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from budgetdesk.desktop.palette import Palette
from budgetdesk.forms.sheet import Light, Series

_MARGIN = 8  # pixels
_TINT = 0.22  # of the light's colour on the paper


def light_tint(light: Light, colours: Palette) -> QColor:
    """The pale colour of a light."""
    named = {Light.RED: colours.error, Light.YELLOW: colours.explain, Light.GREEN: colours.good}
    return blended(named[light], colours.paper, _TINT)


def draw_curves(painter: QPainter, rect: QRect, curves: Sequence[Series], colours: Palette) -> None:
    """The lines of a chart, within a cell."""
    inks = (colours.accent, colours.good, colours.ink_faint)
    room = rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number, series in enumerate(curves):
        style = Qt.PenStyle.DashLine if series.dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(inks[number % len(inks)], 1.6, style))
        places = [
            QPointF(room.left() + x * room.width(), room.bottom() - y * room.height())
            for x, y in series.points
        ]
        painter.drawPolyline(places)
        for place in places if not series.dashed else ():
            painter.drawEllipse(place, 2.5, 2.5)
    painter.restore()


def blended(colour: QColor, ground: QColor, share: float) -> QColor:
    """A colour laid on a ground, covering a share of it."""

    def part(one: int, other: int) -> int:
        return round(one * share + other * (1 - share))

    return QColor(
        part(colour.red(), ground.red()),
        part(colour.green(), ground.green()),
        part(colour.blue(), ground.blue()),
    )
