"""The placing on a table of lines: a block over its cells becomes edits by line and column."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from budgetdesk.exchange.clipboard.block import Block, BlockCell
from budgetdesk.exchange.placement.drafting import source_of
from budgetdesk.exchange.placement.plan import Certainty, Edit, LeftOver, Plan

C = TypeVar("C", bound=Hashable)
_BELOW = "下面没有更多的行"
_BESIDE = "右边没有更多的列"


@dataclass(frozen=True, slots=True)
class LineCell(Generic[C]):
    """A cell of a table of lines: the line's id and the column."""

    line: int
    column: C


@dataclass(frozen=True, slots=True)
class PasteTarget(Generic[C]):
    """Where in a table a block is pasted: the chosen cells, and how far the table reaches.

    `following` and `beyond` begin with the first line and column chosen. Rows that are no lines
    (headings, sums, the new row) are in neither: a block goes on below them.
    """

    chosen: Sequence[int]
    columns: Sequence[C]
    following: Sequence[int]
    beyond: Sequence[C]

    def holds(self, block: Block) -> bool:
        """Whether the chosen cells are the block once or several times over."""
        return len(self.chosen) % block.rows == len(self.columns) % block.columns == 0


def place_on_lines(block: Block, target: PasteTarget[C]) -> Plan[LineCell[C]]:
    """Where the cells of a block go: over the chosen cells again and again, or from the first on.

    A place that only belongs to a merged cell is no content; what reaches beyond the table is left
    over with its reason, unless it is blank.
    """
    if target.chosen and target.holds(block):
        return Plan(tuple(_repeated(block, target)))
    edits, left = [], []
    for cell in block.cells:
        if (why := _missing(cell, target)) is None:
            edits.append(_edit(cell, target.following[cell.row], target.beyond[cell.column]))
        elif cell.text.strip():
            left.append(LeftOver(source_of(cell), why))
    return Plan(tuple(edits), tuple(left))


def _repeated(block: Block, target: PasteTarget[C]) -> Iterator[Edit[LineCell[C]]]:
    for number, line in enumerate(target.chosen):
        for place, column in enumerate(target.columns):
            cell = block.at(number % block.rows, place % block.columns)
            if cell is not None:
                yield _edit(cell, line, column)


def _missing(cell: BlockCell, target: PasteTarget[C]) -> str | None:
    if cell.row >= len(target.following):
        return _BELOW
    return _BESIDE if cell.column >= len(target.beyond) else None


def _edit(cell: BlockCell, line: int, column: C) -> Edit[LineCell[C]]:
    return Edit(LineCell(line, column), cell.text, source_of(cell), Certainty.SURE, changes=True)
