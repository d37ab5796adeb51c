"""The styles that definitions name, one for each use; a form set may alter them in `[styles]`."""

from budgetdesk.domain.fields import Kind
from budgetdesk.forms.sheet import Align, Style, VAlign

TITLE = "title"
LABEL = "label"

STYLES: dict[str, Style] = {
    style.name: style
    for style in (
        Style(TITLE, size=18, bold=True, border=False),
        Style("subtitle", size=12, border=False),
        Style("note", align=Align.RIGHT, border=False),
        Style(LABEL),
        # A little smaller, so that nine figures with decimals stand on one line beside them.
        Style("item", size=10, align=Align.LEFT),
        Style("line"),
        Style("paragraph", align=Align.LEFT, valign=VAlign.TOP),
        Style("indicator", align=Align.LEFT),
        Style("target"),
        Style("amount", size=10, align=Align.RIGHT, numeric=True),
        Style("foot-label", size=8.5, align=Align.RIGHT, border=False),
        Style("foot", size=8.5, align=Align.LEFT, border=False),
    )
}

STYLE_OF_KIND: dict[Kind, str] = dict.fromkeys(Kind, "line") | {
    Kind.PARAGRAPH: "paragraph",
    Kind.MONEY: "amount",
    Kind.MONEY_WAN: "amount",
    Kind.TARGET: "target",
}
