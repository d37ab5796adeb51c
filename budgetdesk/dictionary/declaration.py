"""What a dictionary says: record kinds, and of each its fields, parts and lists."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from budgetdesk.dictionary.life_line import LifeLineParts
from budgetdesk.dictionary.surroundings import ALONE, Surroundings
from budgetdesk.domain.fields import HORIZON_LABELS, Field, FieldRef
from budgetdesk.domain.identity import RowFace
from budgetdesk.domain.immutable import Remembering, immutable
from budgetdesk.domain.indicator_tree import bare
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import Horizon

if TYPE_CHECKING:
    from budgetdesk.dictionary.kind_names import KindNames
    from budgetdesk.dictionary.reckoning import Formulas

OWN = "own_"
"""What the columns and tables begin with that form sets declare: no later base one takes them."""


LEVELS = ("level1", "level2")
LEVEL_NAMES = ("一级指标", "二级指标")


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
    whose rows these follow, "" where none; `amends` the column that says what becomes of the row
    followed (新增, 修改, 删除, 不变), "" where they leave it as it is; `known_by` the column that a
    row is known by.
    """

    path: str
    name: str
    table: str
    owner: str
    horizon: str
    slotted: bool
    follows: str
    amends: str
    known_by: str
    fields: tuple[Field, ...]
    own: bool

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called in expressions: with its horizon, or without."""
        if not self.horizon:
            return (self.name,)
        return self.name, f"{HORIZON_LABELS[Horizon(self.horizon)]}{self.name}"

    @property
    def row_word(self) -> str:
        """What a row of the list is called where one is added or removed."""
        return "指标" if self.slotted else self.name.removeprefix("年度")

    @property
    def level_fields(self) -> tuple[Field, ...]:
        """The levels as fields of a row, for forms that show them as cells of their own."""
        return tuple(
            Field(f"{self.path}.{level}", label, Kind.CHOICE, column=level, own=True, listed=True)
            for level, label in zip(self.levels, LEVEL_NAMES, strict=False)
        )

    @property
    def levels(self) -> tuple[str, ...]:
        """The columns of the levels that its rows are filed under."""
        return LEVELS if self.slotted else ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The columns of the fields, in order: what is typed into a row."""
        return tuple(field.column for field in self.fields)

    @property
    def typed(self) -> tuple[str, ...]:
        """The columns that are not carried from a row that these follow."""
        return tuple(field.column for field in self.fields if not field.followed)

    @property
    def last_names(self) -> frozenset[str]:
        """The fields of a row by the last part of their paths."""
        return frozenset(field.last for field in self.fields)

    @property
    def fixed(self) -> bool:
        """Whether its rows are those of another list: none is added or moved by hand."""
        return bool(self.follows) and not self.amends

    @property
    def columns(self) -> tuple[str, ...]:
        """What a row says, with the levels it is filed under."""
        return (*self.levels, *self.texts)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that say which record's list a row is of."""
        return (self.owner, "horizon") if self.horizon else (self.owner,)

    def key_of(self, record_id: int) -> dict[str, str | int | None]:
        """The values of those columns for one record."""
        return {self.owner: record_id} | ({"horizon": self.horizon} if self.horizon else {})

    def blank(self) -> dict[str, str | int | None]:
        """A row that says nothing."""
        said = {field.column: None if field.kind.is_number else "" for field in self.fields}
        return {**dict.fromkeys(self.levels, ""), **said}

    def face(self, row: Mapping[str, object]) -> RowFace:
        """What a row is known by, of its columns and perhaps its uuid."""
        beside = next((text for text in self.texts if text != self.known_by), "")
        slot = tuple(bare(_said(row, level)) for level in self.levels)
        return RowFace(_said(row, self.known_by), _said(row, beside), slot, _said(row, "uuid"))

    @property
    def own_fields(self) -> tuple[Field, ...]:
        """The fields that a form set declares."""
        return tuple(field for field in self.fields if field.own)


def _said(row: Mapping[str, object], column: str) -> str:
    value = row.get(column)
    return "" if value is None else str(value)


@immutable
class KindDeclaration(Remembering):
    """One record kind: below which other it stands, and what its records hold.

    `fields` are all fields by their paths, those of parts and lists among them, in the order of
    the form. `told_apart_by` is the field by which several records below one are
    told apart, `in_force` the one that, filled in, lets a record amend what its lists follow,
    `stage` the short word for the kind where several of them stand beside one another
    (目标, 调整, 自评), `life_line` what it tells of a project's life line.
    """

    kind: str
    name: str
    stage: str
    below: str
    many: bool
    told_apart_by: str
    table: str
    fields: Mapping[str, Field]
    parts: Mapping[str, FieldGroup]
    lists: Mapping[str, RowList]
    own: bool
    around: Surroundings = ALONE
    in_force: str = ""
    life_line: LifeLineParts | None = None

    @cached_property
    def names(self) -> "KindNames":
        """What its fields and lists are called in expressions."""
        from budgetdesk.dictionary.kind_names import names_of

        return names_of(self.fields, {it.path: it.names for it in self.lists.values()}, self.around)

    @cached_property
    def formulas(self) -> "Formulas":
        """Those of the computed fields, by path, in the order of reckoning.

        They are read when first asked for: much that opens a book computes nothing.

        Raises:
            FormulaError: one can't be read; see `Dictionary.require_formulas`.
        """
        if not any(it.formula or it.proposed for it in self.fields.values()):
            return {}
        from budgetdesk.dictionary.reckoning import read_formulas

        return read_formulas(self.fields, self.names, self.around.above)

    @cached_property
    def conditions(self) -> "Formulas":
        """When fields are required, by path; errors as `formulas`."""
        if not any(it.required_when for it in self.fields.values()):
            return {}
        from budgetdesk.dictionary.reckoning import read_conditions

        return read_conditions(self.fields, self.names)

    @cached_property
    def level_fields(self) -> Mapping[str, Field]:
        """The levels of its lists' rows as fields, by their paths."""
        return {it.path: it for band in self.lists.values() for it in band.level_fields}

    @cached_property
    def single(self) -> tuple[Field, ...]:
        """The fields that are columns of the record's own row, in order."""
        return tuple(
            field
            for path, field in self.fields.items()
            if not field.carried and not field.computed and self.group_of(path) is None
        )

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """The place of each field on the form, by path; those of the foot behind all others."""
        ordered = sorted(self.fields.values(), key=lambda field: field.foot)
        return {field.path: rank for rank, field in enumerate(ordered)}

    def list_at(self, path: str) -> RowList | None:
        """The list in whose rows a field stands; None for one of the record itself."""
        return self._list_of[path] if path in self._list_of else self._list_above(path)

    @cached_property
    def _list_of(self) -> Mapping[str, RowList | None]:
        return {path: self._list_above(path) for path in self.fields}

    def _list_above(self, path: str) -> RowList | None:
        return self.lists.get(path.rpartition(".")[0])

    @cached_property
    def own_texts(self) -> tuple[Field, ...]:
        """The texts that a form set declares."""
        return tuple(it for it in self.fields.values() if it.own and it.kind.is_text)

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
    def tables(self) -> Mapping[str, str]:
        """Every table that says something of a record, and the column that names the record."""
        return {self.table: "id"} | {it.table: it.owner for it in self.groups if it.table}

    @property
    def own_fields(self) -> tuple[Field, ...]:
        """The fields of the record itself that a form set declares."""
        return tuple(field for field in self.single if field.own)

    @cached_property
    def following(self) -> tuple[RowList, ...]:
        """The lists whose rows follow those of a list of the record above."""
        return tuple(it for it in self.lists.values() if it.follows)

    @property
    def own_lists(self) -> tuple[RowList, ...]:
        """The lists that a form set declares."""
        return tuple(it for it in self.lists.values() if it.own)


@immutable
class Dictionary(Remembering):
    """All record kinds. `extension` is what a form set adds to the base one, as plain values."""

    kinds: Mapping[str, KindDeclaration]
    extension: Mapping[str, object]

    def fields(self) -> Iterator[Field]:
        """Every field of every kind."""
        for kind in self.kinds.values():
            yield from kind.fields.values()

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """Every table of a list or part, and the column that names the record it belongs to."""
        return {
            group.table: group.owner
            for kind in self.kinds.values()
            for group in kind.groups
            if group.table
        }

    def field(self, ref: FieldRef) -> Field:
        """The field a reference points at; KeyError where there is none."""
        kind = self.kinds[ref.record]
        return kind.level_fields.get(ref.path) or kind.fields[ref.path]

    def list_of(self, ref: FieldRef) -> RowList | None:
        """The list that a reference points into; None for a field that stands alone."""
        return self.kinds[ref.record].lists.get(ref.path.rpartition(".")[0])

    @property
    def own_kinds(self) -> tuple[KindDeclaration, ...]:
        """The record kinds that a form set declares, those above before those below."""
        return tuple(kind for kind in self.kinds.values() if kind.own)

    def amending(self, below: str, follows: str) -> Iterator[KindDeclaration]:
        """The kinds whose records, once in force, amend a list of those they stand below."""
        for kind in self.own_kinds:
            amends = any(it.amends and it.follows == follows for it in kind.following)
            if amends and kind.below == below and kind.in_force:
                yield kind

    def stages(self, kind: str) -> tuple[KindDeclaration, ...]:
        """A kind, then those that a form set declares at any depth below it."""
        return tuple(one for one in self.kinds.values() if self._stands(one, kind))

    def _stands(self, one: KindDeclaration, kind: str) -> bool:
        while one.own and one.kind != kind and one.below in self.kinds:
            one = self.kinds[one.below]
        return one.kind == kind
