"""Amounts that are pasted in another unit than the form has."""

from dataclasses import replace

from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import FieldRef, Kind
from budgetdesk.domain.money import Measure
from budgetdesk.domain.typed import TypedError, parse_typed
from budgetdesk.exchange.clipboard.block import Block
from budgetdesk.exchange.measures import measure_in
from budgetdesk.exchange.placement.plan import Certainty, Edit, LeftOver, Plan

_HEADING = "说明金额单位，不是金额"
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
            left.append(LeftOver(edit.source, _HEADING))
        else:
            edits.append(_in_unit(edit, unit))
            scaled = scaled or edits[-1] is not edit
    left.sort(key=lambda one: (one.source.row, one.source.column))
    told = (f"粘贴的内容以{unit}为单位，按{unit}换算成元",) if scaled else ()
    return Plan(tuple(edits), tuple(left), plan.assumed + told)


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
