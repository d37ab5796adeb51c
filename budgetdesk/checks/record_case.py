"""A record on its form as the rules see it, of whatever kind."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from budgetdesk.book.filled_in import is_marked
from budgetdesk.checks.finding import Fix, SetField
from budgetdesk.checks.indicator_case import IndicatorCase
from budgetdesk.checks.language.meaning import same_meaning
from budgetdesk.checks.office import Office
from budgetdesk.checks.rule import Scope
from budgetdesk.dictionary.base import field_of
from budgetdesk.dictionary.declaration import KindDeclaration, RowList
from budgetdesk.dictionary.expressions.values import is_blank as is_nothing
from budgetdesk.dictionary.reckoning import Reckoned, ReckonedRow
from budgetdesk.domain.fields import Field, FieldRef, Kind, value_of
from budgetdesk.domain.records import DeclaredRecord, FormRecord, Held


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A field that a person fills in on the form: where it stands, what it holds, in which row."""

    ref: FieldRef
    field: Field
    held: object
    row: ReckonedRow | None = None

    @property
    def text(self) -> str:
        """What it says, where it holds a text."""
        return self.held if isinstance(self.held, str) else ""


class RecordCase(ABC):
    """A record of any kind with what is reckoned of it. Immutable; a changed one gets a new case.

    Of what a rule finds only that counts which the form shows (`Office.on_form`).
    """

    record: str
    scopes: tuple[str, ...]
    stored: Held  # all that the book holds of it
    title: str
    office: Office

    def __init__(self, record_id: int) -> None:
        self._id = record_id
        self._refs: dict[str, FieldRef] = {}

    @property
    @abstractmethod
    def form(self) -> FormRecord:
        """The record as its form shows it."""

    @property
    @abstractmethod
    def unfilled(self) -> bool:
        """Whether nothing of the form is filled yet: one fault, not a dozen."""

    @property
    def is_done(self) -> bool:
        """Whether the form is said to be filled in, by its mark or because all are handed in."""
        return self.office.handing_in or is_marked(self.office.filled_in, self.stored)

    @property
    def texts(self) -> tuple[tuple[FieldRef, str], ...]:
        """The paragraphs and goals of a project with their references, blank ones too."""
        return ()

    @property
    def told(self) -> tuple[IndicatorCase, ...]:
        """The indicators of a base form to speak of."""
        return ()

    @property
    def declaration(self) -> KindDeclaration:
        """What the form set's dictionary says of its kind."""
        return self.office.form_set.dictionary.kinds[self.record]

    @cached_property
    def reckoned(self) -> Reckoned:
        """What the form says and what is computed of it, as expressions read it."""
        return Reckoned(self.form, self.declaration.fields, self.declaration.formulas)

    def ref(self, path: str, row_id: int = 0) -> FieldRef:
        """The reference of one of this record's fields, or of one in a row of a list."""
        if row_id:
            return replace(self.ref(path), row_id=row_id)
        if path not in self._refs:
            declared = self.office.declared[self.record].get(path)
            self._refs[path] = FieldRef(self.record, self._id, path, declared=declared)
        return self._refs[path]

    def shows(self, *paths: str) -> bool:
        """Whether the form has all of some fields."""
        return all(self.office.shows(self.record, path) for path in paths)

    def asks_for(self, field: Field) -> bool:
        """Whether a person fills a field in on the form."""
        return not (field.computed or field.carried) and self.shows(field.path)

    def cells(self, wanted: Callable[[Field], bool]) -> Iterator[FilledCell]:
        """The wanted ones of the fields that a person fills in, those of rows behind the others.

        Rows that say nothing are passed over.
        """
        fields = [it for it in self.declaration.fields.values() if wanted(it) and self.asks_for(it)]
        for field in fields:
            if not field.listed:
                held = value_of(self.form, field.path)
                yield FilledCell(self.ref(field.path), field, held)
        for path in dict.fromkeys(it.path.rpartition(".")[0] for it in fields if it.listed):
            own = [it for it in fields if it.path.rpartition(".")[0] == path]
            for row in self.reckoned.listed(path):
                if not all(map(is_blank, row.held.said)):
                    yield from (self._row_cell(field, row) for field in own)

    def _row_cell(self, field: Field, row: ReckonedRow) -> FilledCell:
        ref = self.ref(field.path, row.held.id)
        return FilledCell(ref, field, value_of(row.held, field.last), row)

    def lacks(self, field: Field, row: ReckonedRow | None = None) -> bool:
        """Whether nothing stands in a field, neither typed nor proposed, as it is printed."""
        path = field.path if row is None else field.last
        if field.only_suggested:
            return is_blank(value_of(self.form if row is None else row.held, path))
        source = self.reckoned if row is None else row
        return is_nothing(source.value(path))

    def requires(self, field: Field, row: ReckonedRow | None) -> bool:
        """Whether a field must be filled in, in that row where it is one of a list."""
        return self.reckoned.requires(field, self.declaration.conditions, row)

    @cached_property
    def own_texts(self) -> tuple[FilledCell, ...]:
        """The texts that the form set declares, as far as the form shows them, blank ones too."""
        own = self.declaration.own_texts
        return tuple(self.cells(own.__contains__)) if own else ()

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """What is chosen on the form, lists aside."""
        cells = self.cells(lambda field: field.kind is Kind.CHOICE and not field.listed)
        return tuple(cell.text for cell in cells)

    def row_place(self, band: RowList, row_id: int) -> int | None:
        """The place of a row within its list on the form; None where it has none."""
        rows = enumerate(self.reckoned.listed(band.path))
        return next((place for place, it in rows if it.held.id == row_id), None)

    def cure(self, title: str, *edits: SetField) -> Fix:
        """A cure of this record, safe where every field keeps its meaning."""
        return Fix(title, edits, safe=all(map(self._keeps_meaning, edits)))

    def _keeps_meaning(self, edit: SetField) -> bool:
        return same_meaning(field_of(edit.ref).kind, self._held(edit.ref), edit.text)

    def _held(self, ref: FieldRef) -> object:
        if not ref.row_id:
            return value_of(self.form, ref.path)
        path, _, last = ref.path.rpartition(".")
        rows = (it.held for it in self.reckoned.listed(path) if it.held.id == ref.row_id)
        return next((value_of(row, last) for row in rows), None)


class DeclaredCase(RecordCase):
    """A record of a kind that a form set declares."""

    stored: DeclaredRecord

    def __init__(self, stored: DeclaredRecord, office: Office) -> None:
        super().__init__(stored.id)
        self.record = stored.kind
        self.scopes = (Scope.RECORD, stored.kind)
        self.stored = stored
        self.office = office
        self.title = stored.title_on(self.declaration.name)

    @property
    def form(self) -> DeclaredRecord:
        """The record; what its form has no field for, no rule tells of."""
        return self.stored

    @property
    def unfilled(self) -> bool:
        """Whether nothing was typed into it but what tells it apart."""
        number = self.declaration.told_apart_by
        single = (it.path for it in self.declaration.single if it.path != number)
        if not all(is_blank(value_of(self.stored, path)) for path in single):
            return False
        for path, band in self.declaration.lists.items():
            typed = [field.last for field in band.fields if not field.carried]
            for row in self.reckoned.listed(path):
                if not all(is_blank(value_of(row.held, last)) for last in typed):
                    return False
        return True


def is_blank(value: object) -> bool:
    """Whether a field holds nothing."""
    return value is None or (isinstance(value, str) and not value.strip())
