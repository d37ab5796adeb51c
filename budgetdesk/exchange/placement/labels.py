"""The labels of a form outside its lists, with the fields they stand for."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetdesk.dictionary.base import base_dictionary, field_of
from budgetdesk.exchange.clipboard.block import Block, BlockCell
from budgetdesk.exchange.placement.form_map import FormMap
from budgetdesk.exchange.placement.words import key_of
from budgetdesk.forms.sheet import Cell


@dataclass(frozen=True, slots=True)
class Binding:
    """A label of the form with the fields right of it, up to the next label."""

    label: Cell
    fields: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FoundLabel:
    """A label in a block with the label of the form that it is; None for one without fields."""

    cell: BlockCell
    binding: Binding | None


@dataclass(frozen=True, slots=True)
class FoundHead:
    """A heading in a block, and the cell of the field it names; None where the form has none."""

    cell: BlockCell
    target: Cell | None


class Labels:
    """Knows the labels of a form by their words, and by the official names of its fields."""

    def __init__(self, form: FormMap) -> None:
        self._bindings: dict[str, list[Binding]] = {}
        self._own: set[str] = set()
        self._printed: dict[str, list[Cell]] = {}
        # What may head a column of the form, by its fields' official names: where the form has it.
        self._heads: dict[str, Cell | None] = {key_of(name): None for name in _names(form)}
        for _, cells in form.label_rows():
            self._take(cells)
        for cell in form.sheet.cells:
            if cell.field is None and key_of(cell.text):
                self._printed.setdefault(key_of(cell.text), []).append(cell)

    def knows(self, text: str) -> bool:
        """Whether a text is a label with a field beside it."""
        return key_of(text) in self._bindings

    def is_printed(self, text: str) -> bool:
        """Whether a text stands on the form as a label, a heading or a title."""
        return key_of(text) in self._printed

    def is_head(self, said: Sequence[BlockCell]) -> bool:
        """Whether a row only names the fields that stand below it."""
        keys = [key_of(cell.text) for cell in said]
        if not keys or any(key not in self._heads for key in keys):
            return False
        return not self._own.intersection(keys) or not self._own.issuperset(keys)

    def heads_of(self, said: Sequence[BlockCell]) -> list[FoundHead]:
        """The headings of a row for which `is_head` holds."""
        return [FoundHead(cell, self._heads[key_of(cell.text)]) for cell in said]

    def in_line(self, line: Sequence[BlockCell], offset: int | None) -> list[FoundLabel]:
        """The labels in a row of a block, each with the form's label it stands for.

        A label that the form has twice in a row, once for each half, is the first and the second
        where the block has both; else the one at `offset` to the block, or the first.
        """
        said = [cell for cell in line if cell.text.strip()]
        known = [cell for cell in said if self.knows(cell.text)]
        row = self._row_of(known)
        found = []
        met: Counter[str] = Counter()
        times = Counter(key_of(cell.text) for cell in known)
        for cell in said:
            key = key_of(cell.text)
            if key not in self._bindings:
                if key in self._printed:
                    found.append(FoundLabel(cell, None))
                continue
            binding = self._choose(key, row, cell, met[key] if times[key] > 1 else None, offset)
            met[key] += 1
            found.append(FoundLabel(cell, binding))
        return found

    def offset_of(self, block: Block) -> int | None:
        """How far the form's columns lie to the right of the block's, by most of its labels.

        None where that is open: no label, or as many for one place as for another.
        """
        votes: Counter[int] = Counter()
        for cell in block.cells:
            for label in self._printed.get(key_of(cell.text), ()) if cell.text.strip() else ():
                votes[label.column - cell.column] += 1
        best = votes.most_common(2)
        if not best or (len(best) > 1 and best[0][1] == best[1][1]):
            return None
        return best[0][0]

    def _take(self, cells: Sequence[Cell]) -> None:
        for binding in _bindings(cells):
            own = key_of(binding.label.text)
            self._bindings.setdefault(own, []).append(binding)
            self._own.add(own)
            for cell in binding.fields:
                official = key_of(field_of(cell.field).label) if cell.field is not None else own
                if self._heads.get(official) is None:
                    self._heads[official] = cell
                if official != own:
                    self._bindings.setdefault(official, []).append(Binding(binding.label, (cell,)))

    def _row_of(self, known: Sequence[BlockCell]) -> int | None:
        """The row of the form that most labels of a line stand in."""
        votes = Counter(
            row
            for cell in known
            for row in {one.label.row for one in self._bindings[key_of(cell.text)]}
        )
        return votes.most_common(1)[0][0] if votes else None

    def _choose(
        self, key: str, row: int | None, cell: BlockCell, number: int | None, offset: int | None
    ) -> Binding:
        every = self._bindings[key]
        here = [one for one in every if one.label.row == row] or every
        if number is not None:
            return here[min(number, len(here) - 1)]
        if offset is not None:
            return min(here, key=lambda one: abs(one.label.column - cell.column - offset))
        return here[0]


def _bindings(cells: Sequence[Cell]) -> Iterator[Binding]:
    label: Cell | None = None
    fields: list[Cell] = []
    for cell in cells:
        if cell.field is not None:
            fields.append(cell)
        elif key_of(cell.text):
            if label is not None and fields:
                yield Binding(label, tuple(fields))
            label, fields = cell, []
    if label is not None and fields:
        yield Binding(label, tuple(fields))


def _names(form: FormMap) -> Iterator[str]:
    """The official names of the fields that a form has, or another of the base kind may have."""
    for cell in form.sheet.cells:
        if cell.field is not None:
            yield field_of(cell.field).label
    kind = base_dictionary().kinds.get(form.like.record)
    yield from (field.label for field in (kind.fields.values() if kind else ()))
