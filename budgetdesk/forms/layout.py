"""Laying a record out on its official form, or many of them in the one table of a list form."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby
from typing import Any, cast

from budgetdesk.dictionary.reckoning import Reckoned
from budgetdesk.domain.fields import value_of
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.indicator_tree import Slot
from budgetdesk.domain.kind import Kind
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
from budgetdesk.forms.filling import NO_SLOT, Filling
from budgetdesk.forms.grouping import Branch, Group, group_indicators
from budgetdesk.forms.sheet import Cell, Row, Sheet

Places = tuple[FormPlace[Label | Entry], ...]


def lay_out(form: Form, record: FormRecord, fiscal_year: int, *, every_slot: bool = False) -> Sheet:
    """The record on its form; each field of the form stands in exactly one cell, or part by part.

    With `every_slot`, as the screen wants it, there is a place to type in every second-level slot
    and one more row in a list, though the printed form leaves unused ones out.

    Raises:
        TypeError: the record is not of the kind that the form is for.
    """
    sheet = _sheet([_filling(form, record, fiscal_year, 1, every_slot=every_slot)])
    return replace(sheet, name=record.title_on(form.name))


def lay_out_all(form: Form, records: Sequence[FormRecord], fiscal_year: int) -> Iterator[Sheet]:
    """The records as they are printed: each on its form, those of a list form in one table.

    Raises:
        TypeError: a record is not of the kind that the form is for.
    """
    if form.together is None:
        yield from (lay_out(form, record, fiscal_year) for record in records)
        return
    by_unit = form.together.by_unit
    for whose, ours in groupby(records, key=lambda record: _owner_of(record, by_unit=by_unit)):
        fillings = [
            _filling(form, record, fiscal_year, number, every_slot=False)
            for number, record in enumerate(ours, start=1)
        ]
        yield replace(_sheet(fillings), name=f"{whose} {form.name}", group=whose)


def _owner_of(record: FormRecord, *, by_unit: bool) -> str:
    return record.office if by_unit else record.department.name


def _filling(
    form: Form, record: FormRecord, fiscal_year: int, number: int, *, every_slot: bool
) -> Filling:
    if record.kind != form.kind:
        raise TypeError(f"{form.id} is no form for a {type(record).__name__}")
    reckoned = Reckoned(record, form.fields, form.formulas)
    return Filling(form, record, str(fiscal_year), every_slot, reckoned, number)


def _sheet(fillings: Sequence[Filling]) -> Sheet:
    """One sheet of one form; the rows of a list form that are repeated stand for each record."""
    first = fillings[0]
    form = first.form
    blocks = [_block(filling, row) for filling, row in _form_rows(fillings)]
    starts = list(accumulate((block.height for block in blocks), initial=0))
    cells = [cell for number, block in enumerate(blocks) for cell in block.cells(starts, number)]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Sheet(
        name=form.name,
        group=first.record.office,
        form_id=form.id,
        columns=form.columns,
        rows=tuple(row for number, it in enumerate(blocks) for row in _rows(it, starts, number)),
        cells=tuple(cells),
        landscape=form.landscape,
        words=form.words,
    )


def _rows(block: "_Block", starts: list[int], number: int) -> list[Row]:
    """The sheet's rows of a block; what a row of the form heads is counted in them."""
    row = block.row
    if row.heads is not None:
        row = replace(row, heads=starts[number + 1 + row.heads] - starts[number] - 1)
    return [row] * block.height


def _form_rows(fillings: Sequence[Filling]) -> Iterator[tuple[Filling, FormRow]]:
    """The form's rows in the order of print, each with the record that fills it."""
    first = fillings[0]
    form = first.form
    if form.together is None:
        yield from ((first, row) for row in form.rows)
        return
    start, end, _ = form.together
    yield from ((first, row) for row in form.rows[:start])
    for filling in fillings:
        yield from ((filling, row) for row in form.rows[start:end])
    yield from ((first, row) for row in form.rows[end:])


@immutable
class _FixedBlock:
    filling: Filling
    row: Row
    places: Places
    height: int = 1

    def cells(self, starts: list[int], number: int) -> Iterator[Cell]:
        start = starts[number]
        for place in self.places:
            # A cell beside a band covers as many rows as the band has become.
            yield self.filling.cell(place, start, starts[number + place.rows] - start)


def _beside(filling: Filling, places: Places, row: int, height: int) -> Iterator[Cell]:
    """The cells merged down beside a list; a short text (项目名称) names its rows."""
    for place in places:
        content = place.content
        names = isinstance(content, Entry) and content.kind is Kind.LINE
        yield replace(filling.cell(place, row, height), names=names)


@immutable
class _ListBlock:
    filling: Filling
    row: Row
    band: ListBand
    items: tuple[ListRow, ...]
    height: int

    def cells(self, starts: list[int], number: int) -> Iterator[Cell]:
        row, filling, places = starts[number], self.filling, self.band.places
        yield from _beside(filling, self.band.beside, row, self.height)
        yield from _item_cells(filling, places, self.items, NO_SLOT, row)
        for index in range(len(self.items), self.height):
            for place in places:
                hinted = not self.items
                yield filling.blank_cell(place, NO_SLOT, index, row + index, hinted=hinted)


@immutable
class _IndicatorBlock:
    filling: Filling
    row: Row
    band: IndicatorBand
    branches: tuple[Branch, ...]
    height: int

    def cells(self, starts: list[int], number: int) -> Iterator[Cell]:
        row, filling = starts[number], self.filling
        yield from _beside(filling, self.band.beside, row, self.height)
        for branch in self.branches:
            rows = tuple(item for group in branch.groups for half in group.halves for item in half)
            if self.band.level1 is not None:
                name = branch.level1
                yield filling.level_cell(self.band.level1, name, rows, row, branch.height)
            for group in branch.groups:
                for half in range(len(self.band.halves)):
                    yield from self._half_cells(branch, group, half, row)
                row += group.height

    def _half_cells(self, branch: Branch, group: Group, half: int, row: int) -> Iterator[Cell]:
        filling, form_half, items = self.filling, self.band.halves[half], group.halves[half]
        if form_half.level2 is not None:
            name = group.level2(half)
            yield filling.level_cell(form_half.level2, name, items, row, group.height)
        yield from _item_cells(filling, form_half.places, items, group.slot, row)
        hinted = _is_required(filling.form, branch, group, half)
        for index in range(len(items), group.height):
            for place in form_half.places:
                slot_hinted = hinted and index == 0
                yield filling.blank_cell(place, group.slot, index, row + index, hinted=slot_hinted)


_Block = _FixedBlock | _ListBlock | _IndicatorBlock


def _block(filling: Filling, row: FormRow) -> _Block:
    if isinstance(row, FixedRow):
        return _FixedBlock(filling, row.row, row.places)
    if isinstance(row, ListBand):
        items = _items(filling, row.list_path)
        followed = any(isinstance(it.content, Entry) and it.content.following for it in row.places)
        height = max(1, len(items) + (filling.every_slot and not followed))
        return _ListBlock(filling, row.row, row, items, height)
    branches = group_indicators(
        filling.form.tree,
        tuple(_items(filling, half.list_path) for half in row.halves),
        unused_slots=filling.form.unused_slots or filling.every_slot,
    )
    height = sum(branch.height for branch in branches)
    return _IndicatorBlock(filling, row.row, row, branches, height)


def _items(filling: Filling, list_path: str) -> tuple[Any, ...]:
    """The rows of a list; none where the record has no such horizon."""
    return cast("tuple[Any, ...] | None", value_of(filling.record, list_path)) or ()


def _item_cells(
    filling: Filling, places: Places, items: tuple[ListRow, ...], slot: Slot, row: int
) -> Iterator[Cell]:
    for index, item in enumerate(items):
        for place in places:
            yield filling.item_cell(place, item, slot, index, row + index)


def _is_required(form: Form, branch: Branch, group: Group, half: int) -> bool:
    if group.slot in form.required_slots:
        return True
    any_of_branch = Slot(group.slot.level1, "") in form.required_slots
    return any_of_branch and not any(other.halves[half] for other in branch.groups)
