"""The dialog in which a form set is drawn from a template."""

from typing import TYPE_CHECKING

from budgetdesk.desktop.drawing.dialog import DrawingDialog
from budgetdesk.exchange.drawing.drawing import draw
from tests.exchange.drawing.scoring import TEMPLATES

if TYPE_CHECKING:
    from tests.screens.draw import Stage


def set_drawing(stage: "Stage") -> None:
    """A template of a county beside its cells."""
    county = TEMPLATES / "county-application-2027.xlsx"
    stage.lay_over(DrawingDialog(stage.window, draw(county), stage.folder))
