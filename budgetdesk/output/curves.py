"""Pale tints and small charts within cells, as PDF operators (ISO 32000-1, 8.5)."""

from collections.abc import Iterator, Sequence

from budgetdesk.forms.sheet import Light, Series
from budgetdesk.output.typesetting.page import PlacedCell

PALE = {
    Light.RED: (0.98, 0.86, 0.84),
    Light.YELLOW: (0.99, 0.93, 0.76),
    Light.GREEN: (0.87, 0.95, 0.87),
}
_INKS = ("0.75 0.75 0.75", "0 0 0", "0.55 0.55 0.55")
_GROUND = "0.93 0.93 0.93"
_MARGIN = 6.0  # points, around a chart


def tints(cells: Sequence[PlacedCell], height: float) -> Iterator[str]:
    """The grounds of cells that have a light."""
    for placed in cells:
        light = placed.cell.style.light
        if light is not None:
            red, green, blue = PALE[light]
            bottom = height - placed.top - placed.height
            yield f"{red} {green} {blue} rg"
            yield f"{placed.left:.2f} {bottom:.2f} {placed.width:.2f} {placed.height:.2f} re f"
            yield "0 g"


def curves(cells: Sequence[PlacedCell], height: float) -> Iterator[str]:
    """The charts within cells."""
    for placed in cells:
        for number, series in enumerate(placed.cell.curves):
            yield from _curve(placed, height, series, _INKS[number % len(_INKS)])
    yield "0 G [] 0 d"


def _curve(placed: PlacedCell, height: float, series: Series, ink: str) -> Iterator[str]:
    left, bottom = placed.left + _MARGIN, height - placed.top - placed.height + _MARGIN
    width, depth = placed.width - 2 * _MARGIN, placed.height - 2 * _MARGIN
    places = [(left + x * width, bottom + y * depth) for x, y in series.points]
    if series.ground and places:
        corners = (*places, (places[-1][0], bottom), (places[0][0], bottom))
        path = " ".join(
            f"{x:.2f} {y:.2f} {'l' if at else 'm'}" for at, (x, y) in enumerate(corners)
        )
        yield f"{_GROUND} rg {path} h f 0 g"
    yield f"{ink} RG 1 w [] 0 d"
    for number, (x, y) in enumerate(places):
        yield f"{x:.2f} {y:.2f} {'l' if number else 'm'}"
    if places:
        yield "S"
    if not series.ground:
        for x, y in places:
            yield f"{x - 1.5:.2f} {y - 1.5:.2f} 3 3 re S"
