"""The parts of a form's body: labels with their cells, grids, lists, blocks of indicators.

No field is known here yet: a part says which boxes are to be filled in and what stands around
them. `budgetdesk/exchange/drawing/fields.py` finds the fields.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from budgetdesk.exchange.drawing.sorting import Sort
from budgetdesk.exchange.drawing.template import Box, Template
from budgetdesk.exchange.drawing.words import is_sentence


class Single(NamedTuple):
    """A cell beside or below its label. `heading` is the label above its column, "" for none.

    `sums` says that it is the total of that column, below a block of rows.
    """

    box: Box
    label: Box
    heading: str = ""
    sums: bool = False


class GridCell(NamedTuple):
    """A cell of a grid: the label of its row, "" where the row has none, and its column's.

    `row_head` is the heading of the column of row labels.
    """

    box: Box
    row_label: str
    head: str
    row_head: str = ""


class GridPart(NamedTuple):
    """A grid, with the label that stands beside or above all of it."""

    name: str
    cells: tuple[GridCell, ...]


class HeadedColumn(NamedTuple):
    """A column of a list: its heading, the heading above that, and where it stands."""

    head: str
    above: str
    column: int
    columns: int


class ListPart(NamedTuple):
    """The rows of a list that is not one of indicators: its template rows from `first` on."""

    name: str
    columns: tuple[HeadedColumn, ...]
    first: int
    last: int
    numbered: int | None  # the column of row numbers


class LevelRow(NamedTuple):
    """A row of indicators with the levels that it stands below, as the template names them."""

    row: int
    level1: str
    level2: str


@dataclass(frozen=True)
class IndicatorPart:
    """A block of indicators. `halves` are its columns, those of each half by themselves.

    `level1` and each of `level2` are the columns that name levels; None where there is none.
    `free` says that levels are typed as well.
    """

    name: str
    level1: HeadedColumn | None
    level2: tuple[HeadedColumn | None, ...]
    halves: tuple[tuple[HeadedColumn, ...], ...]
    rows: tuple[LevelRow, ...]
    free: bool
    points: bool
    head: int

    @property
    def first(self) -> int:
        """Its first template row below the headings."""
        return self.rows[0].row

    @property
    def last(self) -> int:
        """The template row below its last."""
        return self.rows[-1].row + 1


Part = Single | GridPart | ListPart | IndicatorPart


@dataclass
class Body:
    """A template's body on its way into parts: which boxes are what, which have a place."""

    template: Template
    sorts: Mapping[Box, Sort]
    first: int
    parts: list[Part] = field(default_factory=list)
    used: set[Box] = field(default_factory=set)

    @property
    def height(self) -> int:
        """The row below the last."""
        return len(self.template.heights)

    def starting(self, row: int) -> list[Box]:
        """The boxes that begin in a row."""
        return self.template.starting(row)

    def sort(self, box: Box | None) -> Sort | None:
        """What a box is; None outside the body."""
        return None if box is None else self.sorts.get(box)

    def is_label(self, box: Box | None) -> bool:
        """Whether it is a label."""
        return self.sort(box) is Sort.LABEL

    def is_open(self, box: Box | None) -> bool:
        """Whether it is to be filled in."""
        return self.sort(box) is Sort.OPEN

    def is_printed(self, box: Box | None) -> bool:
        """Whether it holds a constant or a note."""
        return self.sort(box) is Sort.PRINTED

    def label_beside(self, row: int, last: int, column: int) -> str:
        """The label left of a column that stands beside all of these rows; "" for none."""
        while column > 0:
            box = self.template.at(row, column - 1)
            if box is None:
                return ""
            if self.is_label(box) and box.row <= row and box.bottom >= last and box.rows > 1:
                return box.text
            column = box.column
        return ""

    def label_above(self, box_row: int, column: int, columns: int) -> str:
        """The label above a heading that is as wide or wider; "" for none."""
        above = self.template.at(box_row - 1, column)
        if not self.is_label(above) or above is None or above.row < self.first:
            return ""
        wider = above.column <= column and above.end >= column + columns
        return above.text if wider and above.columns > columns else ""

    def label_left(self, row: int, column: int, beginning: int) -> Box | None:
        """The nearest label left of a cell in its row, not one that stands beside more rows.

        `beginning` is the row of the headings: what begins there or above stands beside all. A
        sentence that explains the label of its row, 审核要点, is passed over.
        """
        explained: Box | None = None
        while column > 0 and (box := self.template.at(row, column - 1)) is not None:
            if self.is_label(box) and box.row > beginning:
                if not is_sentence(box.text):
                    return box if explained is None or box.rows == 1 else explained
                explained = explained or box
            column = box.column
        return explained


def title_of(rows: Sequence[str]) -> str:
    """The first of some labels that says anything."""
    return next((text for text in rows if text), "")
