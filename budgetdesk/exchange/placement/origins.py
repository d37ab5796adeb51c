"""What the program copied itself: each text knows the field it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from budgetdesk.domain.fields import FieldRef
from budgetdesk.exchange.clipboard.block import Block
from budgetdesk.exchange.placement.drafting import Drafting
from budgetdesk.exchange.placement.form_map import FormMap
from budgetdesk.forms.sheet import Cell
from budgetdesk.forms.standing import Standing, row_ref, standing_of


@dataclass(frozen=True, slots=True)
class TextOrigin:
    """Which field a copied text came from: `standing` of a row of a list, `key` of a paragraph.

    `part` is the part of the field that its cell shows.
    """

    path: str
    standing: Standing | None = None
    key: str = ""
    part: str = ""


def same_fields(
    block: Block,
    origins: Mapping[tuple[int, int], TextOrigin],
    form: FormMap,
    start: Cell,
    drafting: Drafting,
) -> bool:
    """Plan each text back into the field it came from; False where it is pasted elsewhere.

    It is the same place where the first text comes from the field pasted at, or is its label.
    """
    first = block.cells[0]
    if not _is_same(origins.get((first.row, first.column)), start, first.text, form):
        return False
    for cell in block.cells:
        origin = origins.get((cell.row, cell.column))
        if origin is None:
            continue
        ref = _field(origin, form)
        target = form.shown(ref)
        if target is not None:
            drafting.put(target, cell)
        else:
            drafting.fill(ref, cell, cell.text)
    return True


def _is_same(origin: TextOrigin | None, start: Cell, text: str, form: FormMap) -> bool:
    here = start.field
    if here is None:
        return origin is None and start.text == text
    if origin is None or (origin.path, origin.part) != (here.path, here.part):
        return False
    if origin.standing is not None:
        return origin.standing == standing_of(form.record, here)
    return standing_of(form.record, here) is None and origin.key == here.level1


def _field(origin: TextOrigin, form: FormMap) -> FieldRef:
    like = replace(form.like_of(origin.path), part=origin.part)
    if origin.standing is not None:
        return row_ref(form.record, like, origin.path, origin.standing)
    return replace(like, path=origin.path, row_id=0, level1=origin.key, level2="", index=0)
