"""The styles of a workbook's cells, each registered once."""

from dataclasses import dataclass
from typing import Any

from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from budgetdesk.forms.sheet import Align, Light, Style, VAlign
from budgetdesk.output.excel.borders import INNER, NONE, OUTER, Edges

FONT = "宋体"
GENERAL = "General"
TEXT = "@"
_OWN_FORMAT = 200  # format numbers below 164 are Excel's own
_LINK_COLOUR = "0563C1"
_VERTICAL = {VAlign.TOP: "top", VAlign.MIDDLE: "center"}
_HORIZONTAL = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}
_PALE = {Light.RED: "FADBD6", Light.YELLOW: "FDEDC2", Light.GREEN: "DEF2DE"}
_SIDES = {
    NONE: Side(),
    INNER: Side(style="thin", color="000000"),
    OUTER: Side(style="medium", color="000000"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks and behaves, apart from its lines."""

    style: Style
    size: float
    number_format: str = GENERAL
    locked: bool = True
    quoted: bool = False  # stays text when it is edited, though it starts like a formula
    link: bool = False


class StyleRegister:
    """Gives the number that a worksheet's XML names a style by."""

    def __init__(self, worksheet: Any) -> None:
        self._worksheet = worksheet
        self._ids: dict[Look, dict[Edges, int]] = {}

    def ids_of(self, look: Look) -> dict[Edges, int]:
        """The style numbers of a look that are known so far, by lines."""
        return self._ids.setdefault(look, {})

    def id_of(self, look: Look, edges: Edges) -> int:
        """The style number of a look with these lines."""
        known = self.ids_of(look)
        if edges not in known:
            known[edges] = self._register(look, edges)
        return known[edges]

    def _register(self, look: Look, edges: Edges) -> int:
        # A loose cell: what is set on it is registered in the workbook, it is written nowhere.
        cell = ExcelCell(self._worksheet, row=1, column=1)
        cell.font = Font(
            name=FONT,
            size=look.size,
            bold=look.style.bold,
            charset=134,  # GB2312: a system without 宋体 then chooses a Chinese face
            color=_LINK_COLOUR if look.link else None,
            underline="single" if look.link else None,
        )
        cell.alignment = _alignment(look.style)
        cell.border = Border(
            top=_SIDES[edges.top],
            right=_SIDES[edges.right],
            bottom=_SIDES[edges.bottom],
            left=_SIDES[edges.left],
        )
        if look.style.light is not None:
            cell.fill = PatternFill("solid", fgColor=_PALE[look.style.light])
        cell.number_format = look.number_format
        cell.protection = Protection(locked=look.locked)
        cell.quotePrefix = look.quoted
        return int(cell.style_id)


def _alignment(style: Style) -> Alignment:
    return Alignment(
        horizontal=_HORIZONTAL[style.align],
        vertical=_VERTICAL[style.valign],
        # A number too wide for its cell would show as ####; it cannot wrap.
        wrap_text=not style.numeric,
        shrink_to_fit=style.numeric or None,
    )


def decimals_rule(anchor: str, shown: str) -> Rule:
    """A rule that shows the 分 once someone types them into a cell of whole 元.

    Args:
        anchor: the upper left of the cells that the rule is for; its formula starts there.
        shown: the number format with decimals.
    """
    style = DifferentialStyle(numFmt=NumberFormat(numFmtId=_OWN_FORMAT, formatCode=shown))
    return Rule(type="expression", dxf=style, formula=[f"{anchor}<>ROUND({anchor},0)"])
