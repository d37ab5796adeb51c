"""The cells of a block behind a label, and the fields that the label stands for."""

from dataclasses import dataclass

from budgetdesk.exchange.clipboard.block import Block, BlockCell
from budgetdesk.exchange.placement.drafting import Drafting
from budgetdesk.exchange.placement.labels import Binding
from budgetdesk.forms.sheet import Cell

_TOO_MANY = "本表这里没有更多的格"


@dataclass(frozen=True, slots=True)
class LabelGap:
    """The cells between a label and the next one; `last` where the block ends behind them."""

    block: Block
    label: BlockCell
    binding: Binding
    cells: tuple[BlockCell, ...]
    last: bool


def fill_gap(gap: LabelGap, drafting: Drafting) -> None:
    """Give the label's fields their texts: cell by cell where spans are known, else by place."""
    fields = gap.binding.fields
    if gap.block.spanned and len(gap.cells) == len(fields):
        pairs = list(zip(fields, gap.cells, strict=True))
    elif (placed := _as_on_the_form(gap)) is not None:
        pairs = placed
    else:
        pairs = _in_order(gap)
    for target, cell in pairs:
        drafting.put(target, cell)
    taken = {id(cell) for _, cell in pairs}
    for cell in gap.cells:
        if id(cell) not in taken:
            drafting.leave(cell, _TOO_MANY)


def _as_on_the_form(gap: LabelGap) -> list[tuple[Cell, BlockCell]] | None:
    """The cells at the places where the form has the fields; None where a text stands elsewhere."""
    offset = gap.binding.label.column - gap.label.column
    at = {cell.column + offset: cell for cell in gap.cells}
    places = {target.column for target in gap.binding.fields}
    if any(cell.text.strip() and column not in places for column, cell in at.items()):
        return None
    pairs = [(one, at[one.column]) for one in gap.binding.fields if one.column in at]
    return pairs if pairs and (gap.last or len(pairs) == len(gap.binding.fields)) else None


def _in_order(gap: LabelGap) -> list[tuple[Cell, BlockCell]]:
    """The texts in their order; a blank is a field's only where there is just the one cell."""
    fields = gap.binding.fields
    said = [cell for cell in gap.cells if cell.text.strip()]
    if not said:
        # Blank to the block's edge may be no more than the width of the label.
        said = [] if gap.last or len(fields) > 1 else list(gap.cells[:1])
    elif len(gap.cells) == len(fields):
        said = list(gap.cells)
    return list(zip(fields, said, strict=False))
