"""Which form a row of the published 民生 list means, where names, units or amounts differ."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from budgetdesk.book.book import Book
from budgetdesk.book.read import project_rows, units
from budgetdesk.domain.livelihood import ListedProject
from budgetdesk.domain.text import fold_name

# How alike two names must be to mean one project: where the amounts are the same, and where not.
_ALIKE_WITH_AMOUNT = 0.5
_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class FormFace:
    """What of a project's form the list shows too; amount in 分."""

    project_id: int
    name: str
    unit: str
    unit_code: str
    amount: int | None


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How a row and a form are alike; the greater, the more surely they are one."""

    same_name: bool
    same_unit: bool
    same_amount: bool
    share: float  # of the names, 0 to 1

    @property
    def enough(self) -> bool:
        """A name that is like it, in the same unit or with the same money."""
        least = _ALIKE_WITH_AMOUNT if self.same_amount else _ALIKE
        return self.share >= least and (self.same_unit or self.same_amount)

    @property
    def rank(self) -> tuple[bool, bool, bool, float]:
        return self.same_name, self.same_unit, self.same_amount, self.share


def faces_of(book: Book) -> list[FormFace]:
    """The forms of a book, in tree order."""
    with book.snapshot():
        owners = {unit.id: unit for unit in units(book)}
        return [
            FormFace(row.id, row.name, unit.name, unit.code or "", row.annual_total)
            for row in project_rows(book)
            if (unit := owners[row.unit_id])
        ]


def pair_up(
    listed: Sequence[ListedProject], faces: Iterable[FormFace]
) -> tuple[FormFace | None, ...]:
    """For each row of the list the form that it means, None where there is none.

    The same unit and name are a pair; of what is left, those that are most alike, each form once.
    """
    pairs: list[FormFace | None] = [None] * len(listed)
    free = _Free(faces)
    for place, row in enumerate(listed):
        pairs[place] = free.take_same(row)
    candidates = sorted(
        (
            (likeness.rank, -place, -number, face)
            for place, row in enumerate(listed)
            if pairs[place] is None
            for number, face in enumerate(free.near(row))
            if (likeness := _likeness(row, face)).enough
        ),
        key=lambda found: found[:3],
        reverse=True,
    )
    for _, place, _, face in candidates:
        if pairs[-place] is None and free.take(face):
            pairs[-place] = face
    return tuple(pairs)


class _Free:
    """The forms that no row has yet, by what a row may know of them."""

    def __init__(self, faces: Iterable[FormFace]) -> None:
        self._taken: set[int] = set()
        self._by_key: dict[tuple[str, object], list[FormFace]] = defaultdict(list)
        for face in faces:
            for key in _keys(face.unit, face.unit_code, face.name, face.amount):
                self._by_key[key].append(face)

    def take_same(self, row: ListedProject) -> FormFace | None:
        """The first free form of the row's unit and name."""
        for face in self._by_key.get(("same", (fold_name(row.unit), fold_name(row.project))), ()):
            if self.take(face):
                return face
        return None

    def near(self, row: ListedProject) -> list[FormFace]:
        """The free forms that share unit, name or amount with a row, each once."""
        found: dict[int, FormFace] = {}
        for key in _keys(row.unit, row.unit_code, row.project, row.amount):
            for face in self._by_key.get(key, ()):
                if face.project_id not in self._taken:
                    found[face.project_id] = face
        return list(found.values())

    def take(self, face: FormFace) -> bool:
        """Let a row have a form; False where another has it."""
        if face.project_id in self._taken:
            return False
        self._taken.add(face.project_id)
        return True


def _keys(unit: str, unit_code: str, name: str, amount: int | None) -> Iterable[tuple[str, object]]:
    yield "same", (fold_name(unit), fold_name(name))
    yield "unit", fold_name(unit)
    yield "name", fold_name(name)
    if unit_code:
        yield "code", unit_code
    if amount:
        yield "amount", amount


def _likeness(row: ListedProject, face: FormFace) -> _Likeness:
    ours, theirs = fold_name(row.project), fold_name(face.name)
    same_code = bool(row.unit_code) and row.unit_code == face.unit_code
    return _Likeness(
        same_name=ours == theirs,
        same_unit=same_code or fold_name(row.unit) == fold_name(face.unit),
        same_amount=bool(row.amount) and row.amount == face.amount,
        share=SequenceMatcher(None, ours, theirs, autojunk=False).ratio(),
    )
