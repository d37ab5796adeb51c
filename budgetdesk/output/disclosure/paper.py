"""Paper and type of the document, after GB/T 9704-2012: margins, sizes, spacing. Points."""

from dataclasses import dataclass

from budgetdesk.forms.sheet import Align, Style, VAlign

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
ABOVE, BELOW, LEFT, RIGHT = 37 * MM, 35 * MM, 28 * MM, 26 * MM
TEXT_WIDTH = WIDTH - LEFT - RIGHT
TEXT_HEIGHT = HEIGHT - ABOVE - BELOW
BOTTOM = HEIGHT - BELOW  # of the text, from the page's top
LEADING = TEXT_HEIGHT / 22  # 22 lines a page
BODY = 15.75  # 三号: 28 characters a line


@dataclass(frozen=True, slots=True)
class Type:
    """How a kind of line is set; `before` and `after` are blank lines' worth of `LEADING`."""

    style: Style
    leading: float
    before: float = 0.0
    after: float = 0.0
    indent: int = 0  # characters


def _style(name: str, size: float, *, bold: bool = False, align: Align = Align.LEFT) -> Style:
    return Style(name, size=size, bold=bold, align=align, valign=VAlign.TOP, border=False)


PROSE = Type(_style("prose", BODY), LEADING, indent=2)
HEADINGS = {
    1: Type(_style("part", 22, bold=True, align=Align.CENTER), 36, after=LEADING),
    2: Type(_style("section", BODY, bold=True), LEADING, before=LEADING / 2, indent=2),
    3: Type(_style("subsection", BODY, bold=True), LEADING, indent=2),
}
CAPTION = Type(_style("caption", 12, bold=True, align=Align.CENTER), 22, before=LEADING / 2)
CONTENTS_SIZE = 12
CONTENTS = {
    1: Type(_style("contents-1", CONTENTS_SIZE, bold=True), 24, before=4),
    2: Type(_style("contents-2", CONTENTS_SIZE), 21, indent=1),
    3: Type(_style("contents-3", CONTENTS_SIZE), 21, indent=3),
}
# The same lines' page numbers, at the right.
CONTENTS_NUMBERS = {
    level: Type(
        _style("contents-number", CONTENTS_SIZE, bold=kind.style.bold, align=Align.RIGHT),
        kind.leading,
    )
    for level, kind in CONTENTS.items()
}
COVER_NAME = Type(_style("cover-name", 26, bold=True, align=Align.CENTER), 42)
COVER_TITLE = Type(_style("cover-title", 34, bold=True, align=Align.CENTER), 54)
CHART_NAME = Type(_style("chart-name", 10.5, align=Align.RIGHT), 14)
CHART_LABEL = Type(_style("chart-label", 10.5), 14)
COVER_DATE = Type(_style("cover-date", 16, align=Align.CENTER), 28)
NUMBER_SIZE = 14  # 四号, of the page's number
