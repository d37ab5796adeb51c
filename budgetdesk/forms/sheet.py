"""A Sheet: an official form laid out as rows and cells, plain data for screen, Excel and paper."""

from enum import StrEnum

from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.immutable import immutable


class Align(StrEnum):
    """Where text stands between the left and right edges of its cell."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class VAlign(StrEnum):
    """Where text stands between the upper and lower edges of its cell."""

    TOP = "top"
    MIDDLE = "middle"


class Light(StrEnum):
    """How far something is behind."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"


class Role(StrEnum):
    """What a cell is for. Only INPUT cells are edited; the screen tints by role."""

    TITLE = "title"
    LABEL = "label"
    INPUT = "input"
    COMPUTED = "computed"  # a sum; recalculated, never typed
    LOCKED = "locked"  # decided elsewhere (a unit's name comes from the tree)


@immutable
class Style:
    """How a cell's text looks: one style for each use, shared by all cells of that use."""

    name: str
    size: float = 10.5  # points, before any shrinking to fit
    bold: bool = False
    align: Align = Align.CENTER
    valign: VAlign = VAlign.MIDDLE
    border: bool = True
    numeric: bool = False  # an amount: Excel stores the number, figures are tabular
    light: Light | None = None  # tinted in its pale colour


@immutable
class Series:
    """One line of a small chart: points from left to right, both shares from 0 to 1.

    A `ground` is what the others are held against: a pale area below its line.
    """

    name: str
    points: tuple[tuple[float, float], ...]
    ground: bool = False


@immutable
class Cell:
    """One cell with its upper left corner at (`row`, `column`), both counted from 0."""

    row: int
    column: int
    text: str
    style: Style
    role: Role
    rows: int = 1  # rows covered
    columns: int = 1  # columns covered
    field: FieldRef | None = None  # the field it shows; None for a label
    number: int | None = None  # the amount in 分 behind `text` of a numeric cell
    hint: str = ""  # shown pale on screen while empty; never printed or exported
    reason: str = ""  # why a LOCKED or COMPUTED cell is not typed, for the tooltip
    choices: tuple[str, ...] = ()  # an open list of what may stand here
    curves: tuple[Series, ...] = ()  # drawn on screen and paper; a workbook has the figures only
    proposed: bool = False  # reckoned, until something is typed: pale on screen
    suffix: str = ""  # a unit printed behind the value that is typed
    names: bool = False  # what the rows beside it are of: it stands again where these go on


@immutable
class Row:
    """One row. `repeat` rows stand again at the top of further pages, while what they head goes on.

    `leads` are rows that head the ones below (a unit's sum over its projects): no page ends there.
    """

    min_height: float = 20.0  # points
    repeat: bool = False
    heads: int | None = None  # how many of the rows right below a repeated one heads; None: all
    leads: bool = False

    def stands_again(self, own: int, row: int) -> bool:
        """Whether this row, the sheet's row number `own`, heads a page that begins at `row`."""
        return self.repeat and own < row and (self.heads is None or row <= own + self.heads)


@immutable
class Sheet:
    """A form filled from one record.

    `columns` are relative widths: they share the printable width. Cells cover the grid without
    overlap, sorted by row, then column. A LABEL cell whose span is cut by a page's end is printed
    again on the next page with （续）, and so is one that names the rows beside it. `words` are the
    program's with those of the form, as its set has them.
    """

    name: str  # of the record; names the Excel sheet and the PDF bookmark
    group: str  # the unit's name; groups bookmarks and the 目录
    form_id: str
    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    landscape: bool = False
    words: tuple[tuple[str, str], ...] = ()
