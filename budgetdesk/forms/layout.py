"""Laying a record out on its official form."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, cast

from budgetdesk.dictionary.reckoning import Reckoned
from budgetdesk.domain.fields import value_of
from budgetdesk.domain.indicator_tree import Slot
from budgetdesk.domain.records import FormRecord, ListRow
from budgetdesk.forms.definition import (
    Entry,
    FixedRow,
    Form,
    FormPlace,
    FormRow,
    IndicatorBand,
    Label,
    ListBand,
)
from budgetdesk.forms.filling import NO_SLOT, Filling, label_cell
from budgetdesk.forms.grouping import Branch, Group, group_indicators
from budgetdesk.forms.sheet import Cell, Row, Sheet


def lay_out(form: Form, record: FormRecord, fiscal_year: int, *, every_slot: bool = False) -> Sheet:
    """The record on its form; each field of the form stands in exactly one cell.

    With `every_slot`, as the screen wants it, there is a place to type in every second-level slot
    and one more row in a list, though the printed form leaves unused ones out.

    Raises:
        TypeError: the record is not of the kind that the form is for.
    """
    if record.kind != form.kind:
        raise TypeError(f"{form.id} is no form for a {type(record).__name__}")
    reckoned = Reckoned(record, form.fields, form.formulas)
    filling = Filling(form, record, str(fiscal_year), every_slot, reckoned)
    blocks = [_block(filling, row) for row in form.rows]
    starts = list(accumulate((block.height for block in blocks), initial=0))
    cells = [
        cell for number, block in enumerate(blocks) for cell in block.cells(filling, starts, number)
    ]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Sheet(
        name=record.title_on(form.name),
        group=record.office,
        form_id=form.id,
        columns=form.columns,
        rows=tuple(block.row for block in blocks for _ in range(block.height)),
        cells=tuple(cells),
        landscape=form.landscape,
    )


@dataclass(frozen=True, slots=True)
class _FixedBlock:
    row: Row
    places: tuple[FormPlace[Label | Entry], ...]
    height: int = 1

    def cells(self, filling: Filling, starts: list[int], number: int) -> Iterator[Cell]:
        start = starts[number]
        for place in self.places:
            # A cell beside a band covers as many rows as the band has become.
            yield filling.cell(place, start, starts[number + place.rows] - start)


@dataclass(frozen=True, slots=True)
class _ListBlock:
    row: Row
    places: tuple[FormPlace[Entry], ...]
    items: tuple[ListRow, ...]
    height: int

    def cells(self, filling: Filling, starts: list[int], number: int) -> Iterator[Cell]:
        row = starts[number]
        yield from _item_cells(filling, self.places, self.items, NO_SLOT, row)
        for index in range(len(self.items), self.height):
            for place in self.places:
                hinted = not self.items
                yield filling.blank_cell(place, NO_SLOT, index, row + index, hinted=hinted)


@dataclass(frozen=True, slots=True)
class _IndicatorBlock:
    row: Row
    band: IndicatorBand
    branches: tuple[Branch, ...]
    height: int

    def cells(self, filling: Filling, starts: list[int], number: int) -> Iterator[Cell]:
        row = starts[number]
        for branch in self.branches:
            yield label_cell(self.band.level1, branch.level1, row, branch.height)
            for group in branch.groups:
                for half in range(len(self.band.halves)):
                    yield from self._half_cells(filling, branch, group, half, row)
                row += group.height

    def _half_cells(
        self, filling: Filling, branch: Branch, group: Group, half: int, row: int
    ) -> Iterator[Cell]:
        form_half, items = self.band.halves[half], group.halves[half]
        yield label_cell(form_half.level2, group.level2(half), row, group.height)
        yield from _item_cells(filling, form_half.places, items, group.slot, row)
        hinted = _is_required(filling.form, branch, group, half)
        for index in range(len(items), group.height):
            for place in form_half.places:
                slot_hinted = hinted and index == 0
                yield filling.blank_cell(place, group.slot, index, row + index, hinted=slot_hinted)


_Block = _FixedBlock | _ListBlock | _IndicatorBlock


def _block(filling: Filling, row: FormRow) -> _Block:
    if isinstance(row, FixedRow):
        return _FixedBlock(row.row, row.places)
    if isinstance(row, ListBand):
        items = _items(filling, row.list_path)
        height = max(1, len(items) + filling.every_slot)
        return _ListBlock(row.row, row.places, items, height)
    branches = group_indicators(
        filling.form.tree,
        tuple(_items(filling, half.list_path) for half in row.halves),
        unused_slots=filling.form.unused_slots or filling.every_slot,
    )
    return _IndicatorBlock(row.row, row, branches, sum(branch.height for branch in branches))


def _items(filling: Filling, list_path: str) -> tuple[Any, ...]:
    """The rows of a list; none where the record has no such horizon."""
    return cast("tuple[Any, ...] | None", value_of(filling.record, list_path)) or ()


def _item_cells(
    filling: Filling,
    places: tuple[FormPlace[Entry], ...],
    items: tuple[ListRow, ...],
    slot: Slot,
    row: int,
) -> Iterator[Cell]:
    for index, item in enumerate(items):
        for place in places:
            yield filling.item_cell(place, item, slot, index, row + index)


def _is_required(form: Form, branch: Branch, group: Group, half: int) -> bool:
    if group.slot in form.required_slots:
        return True
    any_of_branch = Slot(group.slot.level1, "") in form.required_slots
    return any_of_branch and not any(other.halves[half] for other in branch.groups)
