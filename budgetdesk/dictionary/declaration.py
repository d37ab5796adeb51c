"""What a dictionary says: record kinds, and of each its fields, parts and lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from budgetdesk.domain.fields import Field, FieldRef

OWN = "own_"
"""What the columns and tables begin with that form sets declare: no later base one takes them."""


class FieldGroup(NamedTuple):
    """Fields of a record that belong together: `funding.annual`, `by_source`, `entries`.

    `table` is where they stand as one row of each record, "" for the record's own; `horizon` which
    of its rows. `total` is the field that the others sum to, "" where none does; `total_free` lets
    it be typed beside its parts. `of_ledger` says that the ledger gives the amounts where it has
    lines. `keyed`: each field is a row that is there while something is told.
    """

    path: str
    name: str
    table: str
    owner: str
    horizon: str
    total: str
    total_free: bool
    of_ledger: bool
    keyed: bool
    fields: tuple[Field, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the fields, in order."""
        return tuple(field.column for field in self.fields)


class RowList(NamedTuple):
    """A list of rows that a record holds: `indicators.annual`, `key_tasks`.

    `owner` is the column of `table` that names the record; `slotted` says that the rows stand
    below level 1 and level 2 of the indicator tree. `follows` is the list of the record above
    whose rows these follow, "" where none.
    """

    path: str
    name: str
    table: str
    owner: str
    horizon: str
    slotted: bool
    follows: str
    fields: tuple[Field, ...]
    own: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the fields, in order."""
        return tuple(field.column for field in self.fields)

    @property
    def own_fields(self) -> tuple[Field, ...]:
        """The fields that a form set declares."""
        return tuple(field for field in self.fields if field.own)


@dataclass(frozen=True)
class KindDeclaration:
    """One record kind: below which other it stands, and what its records hold.

    `fields` are all fields by their paths, those of parts and lists among them, in the order of
    the form. `told_apart_by` is the field by which several records below one are told apart.
    """

    kind: str
    name: str
    below: str
    many: bool
    told_apart_by: str
    table: str
    fields: Mapping[str, Field]
    parts: Mapping[str, FieldGroup]
    lists: Mapping[str, RowList]
    own: bool

    @cached_property
    def single(self) -> tuple[Field, ...]:
        """The fields that are columns of the record's own row, in order."""
        return tuple(
            field
            for path, field in self.fields.items()
            if not field.carried and not field.computed and self.group_of(path) is None
        )

    @property
    def groups(self) -> tuple[FieldGroup | RowList, ...]:
        """Its parts, then its lists."""
        return (*self.parts.values(), *self.lists.values())

    def group_of(self, path: str) -> FieldGroup | RowList | None:
        """The part or list that a field stands in; None for one of the record itself."""
        above = path.rpartition(".")[0]
        return self.parts.get(above) or self.lists.get(above)

    @property
    def owner(self) -> str:
        """The column by which rows below name a record of this kind."""
        return f"{self.kind}_id"

    @property
    def own_fields(self) -> tuple[Field, ...]:
        """The fields of the record itself that a form set declares."""
        return tuple(field for field in self.single if field.own)

    @property
    def own_lists(self) -> tuple[RowList, ...]:
        """The lists that a form set declares."""
        return tuple(it for it in self.lists.values() if it.own)


@dataclass(frozen=True)
class Dictionary:
    """All record kinds. `extension` is what a form set adds to the base one, as plain values."""

    kinds: Mapping[str, KindDeclaration]
    extension: Mapping[str, object]

    def fields(self) -> Iterator[Field]:
        """Every field of every kind."""
        for kind in self.kinds.values():
            yield from kind.fields.values()

    def field(self, ref: FieldRef) -> Field:
        """The field a reference points at; KeyError where there is none."""
        return self.kinds[ref.record].fields[ref.path]

    @property
    def own_kinds(self) -> tuple[KindDeclaration, ...]:
        """The record kinds that a form set declares, those above before those below."""
        return tuple(kind for kind in self.kinds.values() if kind.own)
