"""Which text of a pasted block goes into which field."""

from collections.abc import Iterator
from dataclasses import dataclass

from budgetdesk.desktop.editor.clipboard import Matrix
from budgetdesk.desktop.editor.copying import Clip, Origin, Origins
from budgetdesk.desktop.editor.grid import Grid, Place, is_field
from budgetdesk.desktop.editor.lists import Standing, in_list, row_ref, standing_of
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.indicator_tree import Slot, bare
from budgetdesk.domain.records import FormRecord
from budgetdesk.domain.text import fold
from budgetdesk.forms.sheet import Cell, Role

_Slots = tuple[Slot | None, ...]


@dataclass(frozen=True, slots=True)
class PastePlan:
    """The fields that a pasted block fills, in order, and how many texts found no place."""

    texts: tuple[tuple[FieldRef, str], ...]
    left_over: int = 0


class PastePlanner:
    """Plans pasting on one sheet of one record."""

    def __init__(self, grid: Grid, record: FormRecord) -> None:
        self._grid = grid
        self._record = record

    def plan(self, start: Place, clip: Clip) -> PastePlan:
        """Where a block goes whose upper left text is pasted at `start`.

        What was copied from the same place of another form goes into the same fields, and a
        block that brings the form's own labels along falls on the grid as it was copied. Rows of
        indicators go into the slot pasted at, making rows where it has too few, or, when the
        block names its slots, each into its own.
        """
        cell = self._grid.at(*start)
        block = clip.block
        if cell is None or not block:
            return PastePlan(())
        same = self._same_fields(cell, clip) or self._on_grid(start, block)
        if same is not None:
            return same
        if cell.field is not None and in_list(cell.field):
            return self._in_list(cell, block, _slots(clip.origins))
        return self._below(start, block)

    # From the same place of another form

    def _same_fields(self, cell: Cell, clip: Clip) -> PastePlan | None:
        """Each text back into the field it came from, when pasted where it was copied."""
        first = clip.origins[0][0] if clip.origins else None
        here = cell.field
        if here is not None and (
            first is None
            or first.path != here.path
            or first.standing != standing_of(self._record, here)
            or (first.standing is None and first.key != here.level1)
        ):
            return None
        if here is None and not (clip.origins and first is None and cell.text == clip.block[0][0]):
            return None
        like = next((one.field for one in self._grid.cells if one.field is not None), None)
        if like is None:
            return None
        texts: list[tuple[FieldRef, str]] = []
        left_over = 0
        for line, origins in zip(clip.block, clip.origins, strict=True):
            for text, origin in zip(line, origins, strict=True):
                if origin is None:
                    continue
                ref = self._field_of(origin, like)
                target = self._grid.showing(ref)
                if target is None or target.role is Role.INPUT:
                    texts.append((ref, text))
                else:
                    left_over += fold(text) != fold(target.text)
        return PastePlan(tuple(texts), left_over)

    def _field_of(self, origin: Origin, like: FieldRef) -> FieldRef:
        if origin.standing is not None:
            return row_ref(self._record, like, origin.path, origin.standing)
        return FieldRef(like.record, like.record_id, origin.path, level1=origin.key)

    # A block with labels

    def _on_grid(self, start: Place, block: Matrix) -> PastePlan | None:
        """The block on the grid, when its labels are those of the form there; else None."""
        texts: list[tuple[FieldRef, str]] = []
        left_over = labels = 0
        for row, line in enumerate(block, start.row):
            for column, text in enumerate(line, start.column):
                cell = self._grid.at(row, column)
                begins = cell is not None and (cell.row, cell.column) == (row, column)
                if cell is None or not begins or not is_field(cell):
                    if not text:
                        continue
                    if cell is None or not begins or fold(cell.text) != fold(text):
                        return None
                    labels += 1
                elif cell.role is Role.INPUT and cell.field is not None:
                    texts.append((cell.field, text))
                else:
                    left_over += fold(text) != fold(cell.text)
        return PastePlan(tuple(texts), left_over) if labels else None

    # Indicators and key tasks

    def _in_list(self, cell: Cell, block: Matrix, slots: _Slots) -> PastePlan:
        ref = cell.field
        start = standing_of(self._record, ref) if ref is not None else None
        if ref is None or start is None:
            return PastePlan(())
        named = self._named_slots(block)
        if named is not None:
            slots, block = named
        paths = self._paths(cell, block)
        width = len(paths)
        if slots and len(set(slots)) > 1 and all(slots):
            standings = list(_by_slot(slots, start))
        else:
            standings = [Standing(start.slot, start.index + row) for row in range(len(block))]
        texts = [
            (row_ref(self._record, ref, path, standing), text)
            for standing, line in zip(standings, block, strict=True)
            for path, text in zip(paths, line, strict=False)
            if path
        ]
        left_over = sum(bool(text) for line in block for text in line[width:])
        return PastePlan(tuple(texts), left_over)

    def _paths(self, cell: Cell, block: Matrix) -> list[str]:
        """The list field of each column; "" for a column of labels.

        Columns that stand over the form's level 2 names must repeat them or be empty; otherwise
        the block holds values only and the names are skipped.
        """
        beside = self._beside(Place(cell.row, cell.column))
        with_labels = beside[: len(block[0])]
        for column, other in enumerate(with_labels):
            if other.role is Role.LABEL and any(
                line[column] and bare(line[column]) != bare(other.text) for line in block
            ):
                with_labels = [one for one in beside if one.role is not Role.LABEL]
                break
        return [
            one.field.path if one.field is not None and one.role is Role.INPUT else ""
            for one in with_labels
        ][: len(block[0])]

    def _named_slots(self, block: Matrix) -> tuple[_Slots, Matrix] | None:
        """The slots that a column of level 2 names gives, and the block right of it."""
        known = {
            bare(cell.field.level2): Slot(cell.field.level1, cell.field.level2)
            for cell in self._grid.cells
            if cell.field is not None and cell.field.level2
        }
        for standing in self._standings():
            known.setdefault(bare(standing.slot.level2), standing.slot)
        levels = {bare(slot.level1) for slot in known.values()} | set(known) | {""}
        for column in range(len(block[0]) - 1):
            names = [line[column] for line in block]
            if any(bare(name) not in levels for name in names):
                return None
            if names[0] and all(not name or bare(name) in known for name in names):
                slots: list[Slot | None] = []
                for name in names:
                    slots.append(known[bare(name)] if name else slots[-1])
                return tuple(slots), tuple(line[column + 1 :] for line in block)
        return None

    def _standings(self) -> Iterator[Standing]:
        for cell in self._grid.inputs:
            standing = standing_of(self._record, cell.field) if cell.field is not None else None
            if standing is not None and standing.slot.level2:
                yield standing

    # Anything else

    def _below(self, start: Place, block: Matrix) -> PastePlan:
        texts: list[tuple[FieldRef, str]] = []
        left_over = 0
        row = start.row
        for line in block:
            while row < self._grid.rows and not self._beside(Place(row, start.column)):
                row += 1
            fields = [one for one in self._beside(Place(row, start.column)) if is_field(one)]
            for number, text in enumerate(line):
                target = fields[number] if number < len(fields) else None
                if target is not None and target.role is Role.INPUT and target.field is not None:
                    texts.append((target.field, text))
                else:
                    left_over += bool(text) and (target is None or fold(target.text) != fold(text))
            row += 1
        return PastePlan(tuple(texts), left_over)

    def _beside(self, place: Place) -> list[Cell]:
        """The cells that begin in a row, from a column on; [] where no field begins there."""
        cells = [
            cell
            for cell in self._grid.cells
            if cell.row == place.row and cell.column + cell.columns > place.column
        ]
        return cells if cells and is_field(cells[0]) else []


def _slots(origins: Origins) -> _Slots:
    """The slot that each row of a block was copied from."""
    standings = (
        next((one.standing for one in line if one and one.standing), None) for line in origins
    )
    return tuple(standing.slot if standing else None for standing in standings)


def _by_slot(slots: _Slots, start: Standing) -> Iterator[Standing]:
    """The standing of each row: its slot, counted on from where the slot begins."""
    counts: dict[Slot, int] = {}
    for slot in slots:
        if slot is None:
            continue
        first = start.index if slot == start.slot and slot == slots[0] else 0
        number = counts.get(slot, first)
        counts[slot] = number + 1
        yield Standing(slot, number)
