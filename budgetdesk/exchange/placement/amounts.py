"""Amounts that are pasted in another unit than the form has."""

from dataclasses import replace

from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import FieldRef, Kind
from budgetdesk.domain.money import Measure
from budgetdesk.domain.typed import TypedError, parse_typed
from budgetdesk.exchange.clipboard.block import Block, BlockCell
from budgetdesk.exchange.measures import measure_in
from budgetdesk.exchange.placement.plan import Certainty, Edit, LeftOver, Plan
from budgetdesk.forms.sheet import Cell

HEADING = "说明金额单位，不是金额"
_LONGEST = 20  # characters of a heading or a note of the unit
_Plan = Plan[FieldRef]


def with_amounts(plan: _Plan, block: Block) -> _Plan:
    """The plan with its amounts in what the block says they are in, to be looked at then.

    The text that says so is left over: it is no amount itself.
    """
    edits, left = [], list(plan.left_over)
    unit = _unit_of(block)
    scaled = False
    for edit in plan.edits:
        if not edit.changes or not edit.text or field_of(edit.ref).kind is not Kind.MONEY:
            edits.append(edit)
        elif _unit_in(edit.text):
            left.append(LeftOver(edit.source, HEADING))
        else:
            edits.append(_in_unit(edit, unit))
            scaled = scaled or edits[-1] is not edit
    left.sort(key=lambda one: (one.source.row, one.source.column))
    told = (f"粘贴的内容以{unit}为单位，按{unit}换算成元",) if scaled else ()
    return Plan(tuple(edits), tuple(left), plan.assumed + told)


def headed_amounts(block: Block, start: Cell) -> tuple[Block, BlockCell | None]:
    """A column of amounts without the heading above it, and that; pasted at an amount's cell."""
    ref, first = start.field, block.cells[0] if block.cells else None
    if ref is None or not field_of(ref).kind.is_money or block.columns > 1 or first is None:
        return block, None
    texts = [(cell.text.strip(), _is_amount(ref, cell.text)) for cell in block.cells]
    if texts[0][1] or not any(text for text, _ in texts[1:]) or not all(it for _, it in texts[1:]):
        return block, None
    below = (replace(cell, row=cell.row - first.rows) for cell in block.cells[1:])
    return replace(block, rows=block.rows - first.rows, cells=tuple(below)), first


def _unit_of(block: Block) -> str:
    """万元, 千元 …, where a heading or a note of the block says so; "" else."""
    return next(filter(None, (_unit_in(cell.text) for cell in block.cells)), "")


def _unit_in(text: str) -> str:
    found = measure_in(text) if len(text.strip()) <= _LONGEST else None
    return "" if found in (None, Measure.YUAN) else found


def _in_unit(edit: Edit[FieldRef], unit: str) -> Edit[FieldRef]:
    text = f"{edit.text}{unit}"
    if not unit or not _is_amount(edit.ref, text):  # it says its own
        return edit
    return replace(edit, text=text, certainty=Certainty.GUESSED)


def _is_amount(ref: FieldRef, text: str) -> bool:
    try:
        parse_typed(field_of(ref).kind, text)
    except TypedError:
        return False
    return True
