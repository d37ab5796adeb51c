"""What a definition file says, read and checked: form sets, forms, rows, bands and their cells.

Everything a form set decides (brackets, number style, hints, roles) is already worked into the
cells, so laying out a record only fills them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from budgetdesk.dictionary.base import label_of
from budgetdesk.dictionary.declaration import Dictionary, RowList
from budgetdesk.dictionary.expressions.expression import Expression
from budgetdesk.dictionary.reckoning import Formulas
from budgetdesk.domain.fields import Field, FieldRef, Kind
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.indicator_tree import IndicatorTree, Slot
from budgetdesk.domain.records import Horizon
from budgetdesk.forms.own_words import in_words
from budgetdesk.forms.portal import USUAL, PortalColumns
from budgetdesk.forms.set_rules.declared import DeclaredRule
from budgetdesk.forms.set_version import SetVersion
from budgetdesk.forms.sheet import Role, Row, Style

CheckSettings = Mapping[str, Mapping[str, object]]


@immutable
class Label:
    """A printed text, with words in braces that each record fills in.

    `{year}` is the budget year, `{number}` the record's number in a table of many, `{row}` a row's
    in its list, `{level}` the level it names. `formulas` are those that stand in it, `sums` the
    fields summed over the rows below a level, both by their words.
    """

    text: str
    style: Style
    role: Role = Role.LABEL
    formulas: Mapping[str, Expression] = field(default_factory=dict, hash=False)
    sums: Mapping[str, Field] = field(default_factory=dict, hash=False)


@immutable
class Entry:
    """A field's place on the form.

    `code` is the path of a code printed before the field's text (`202-永和县…`), `suffix` a unit
    printed behind a filled value (`8人`). The amounts of an `of_ledger` one are the ledger's
    where it has lines. `declared` is the field, where it is not as the base dictionary has it,
    `following` its list where the rows of that follow another's.
    `part` is the part of it that the cell shows (`budgetdesk/forms/parts.py`).
    """

    path: str
    kind: Kind
    style: Style
    role: Role = Role.INPUT
    code: str = ""
    suffix: str = ""
    hint: str = ""
    reason: str = ""
    choices: tuple[str, ...] = ()
    of_ledger: bool = False
    declared: Field | None = None
    part: str = ""
    following: RowList | None = None

    @property
    def list_path(self) -> str:
        """The path of the list a row's field belongs to: `indicators.annual`."""
        return self.path.rpartition(".")[0]

    @property
    def attribute(self) -> str:
        """The last part of the path: the attribute of a row in a list."""
        return self.path.rpartition(".")[2]

    def is_open(self, *, follows: bool) -> bool:
        """Whether it may be typed into, in a row that follows another or in one added by hand."""
        if self.following is None or self.declared is None:
            return self.role is Role.INPUT
        if follows:
            carried = bool(self.declared.followed) or self.attribute in self.following.levels
            return self.role is Role.INPUT and not carried
        return not self.following.fixed and self.declared.is_open_beside


Content_co = TypeVar("Content_co", bound=Label | Entry, covariant=True)


@immutable
class FormPlace(Generic[Content_co]):
    """Where a label or field stands: its left column and how many columns and form rows it covers.

    A band counts as one form row, however many rows of the sheet it becomes.
    """

    column: int
    columns: int
    rows: int
    content: Content_co


@immutable
class FixedRow:
    """A row that is printed once. What its `row` heads counts rows of the form."""

    row: Row
    places: tuple[FormPlace[Label | Entry], ...]


@immutable
class ListBand:
    """A row printed for each item of a list (`key_tasks`), at least once.

    The cells of `beside` stand once, merged down over all of them.
    """

    row: Row
    list_path: str
    places: tuple[FormPlace[Label | Entry], ...]
    beside: tuple[FormPlace[Label | Entry], ...] = ()


@immutable
class Half:
    """The indicators of one list: the cell naming level 2, and the cells of each indicator."""

    list_path: str
    level2: FormPlace[Label] | None
    places: tuple[FormPlace[Label | Entry], ...]


@immutable
class IndicatorBand:
    """Indicators grouped by level 1 and level 2; the halves share level 1.

    The cells of `beside` stand once, merged down over all of them.
    """

    row: Row
    level1: FormPlace[Label] | None
    halves: tuple[Half, ...]
    beside: tuple[FormPlace[Label | Entry], ...] = ()


FormRow = FixedRow | ListBand | IndicatorBand


class OneTable(NamedTuple):
    """How the records of many are printed in one table.

    The form rows from `first` on, before `last`, are repeated for each record, the others stand
    once for each department, or for each unit where `by_unit` says so.
    """

    first: int
    last: int
    by_unit: bool


@dataclass(frozen=True)
class Form:
    """One official form of a form set.

    `columns` are relative widths; `fields`, `formulas` and `conditions` are those of the record
    kind. `digest` is the hash of everything that decides what is printed. `words` are the set's,
    `together` is there for a list form.
    """

    id: str
    kind: str
    name: str
    version: str
    digest: str
    columns: tuple[float, ...]
    rows: tuple[FormRow, ...]
    tree: IndicatorTree
    unused_slots: bool
    required_slots: tuple[Slot, ...]
    thousands: bool
    words: tuple[tuple[str, str], ...] = ()
    landscape: bool = False
    fields: Mapping[str, Field] = field(default_factory=dict)
    formulas: Formulas = field(default_factory=dict)
    conditions: Formulas = field(default_factory=dict)
    together: OneTable | None = None

    @cached_property
    def paths(self) -> frozenset[str]:
        """The paths of every field on the form."""
        return frozenset(path for row in self.rows for path in _paths(row))


def _paths(row: FormRow) -> list[str]:
    contents = [place.content for place in _places(row)]
    entries = [content for content in contents if isinstance(content, Entry)]
    return [path for entry in entries for path in (entry.path, entry.code) if path]


def _places(row: FormRow) -> tuple[FormPlace[Label | Entry], ...]:
    if isinstance(row, IndicatorBand):
        return (*row.beside, *(place for half in row.halves for place in half.places))
    return (*row.beside, *row.places) if isinstance(row, ListBand) else row.places


@immutable
class Region:
    """The region whose forms these are: its code (区划代码), name, and level as titles print it."""

    code: str
    name: str
    level: str


@dataclass(frozen=True)
class FormSet:
    """The official forms of one region and year, with what its offices may choose and must fill.

    A required slot without a level 2 asks for any indicator below its level 1. `checks` holds the
    settings of checks by code, as the definition gives them, `portal` the columns of 一体化,
    `words` the program's words with those of the forms;
    `read_rules` reads those of its own, which nothing but 审核 asks for.
    """

    id: str
    name: str
    region: Region
    fiscal_year: int
    brackets: str
    thousands: bool
    tree: IndicatorTree
    unused_slots: bool
    required_slots: tuple[Slot, ...]
    horizons: tuple[Horizon, ...]
    attributes: tuple[str, ...]
    periods: tuple[str, ...]
    forms: tuple[Form, ...]
    dictionary: Dictionary
    instructions: Mapping[str, str] = field(default_factory=dict)
    checks: CheckSettings = field(default_factory=dict)
    version: SetVersion = SetVersion()  # noqa: RUF009 - immutable
    portal: PortalColumns = USUAL
    words: tuple[tuple[str, str], ...] = ()
    read_rules: Callable[[], tuple[DeclaredRule, ...]] = field(default=tuple, compare=False)

    @cached_property
    def rules(self) -> tuple[DeclaredRule, ...]:
        """The rules that the set declares, read when they are first asked for."""
        return self.read_rules()

    def has_form(self, kind: str) -> bool:
        """Whether records of a kind are filled in on a form of the set."""
        return bool(self.forms_of(kind))

    def form(self, kind: str) -> Form:
        """The form that records of a kind are filled in on, the first where there are several.

        Raises:
            KeyError: the set has no such form.
        """
        for form in self.forms:
            if form.kind == kind:
                return form
        raise KeyError(kind)

    def forms_of(self, kind: str) -> tuple[Form, ...]:
        """All forms that records of a kind are printed on, in order."""
        return tuple(form for form in self.forms if form.kind == kind)

    def shown(self, kind: str) -> frozenset[str]:
        """The paths of every field that a form for records of a kind shows."""
        return self._shown.get(kind, frozenset())

    @cached_property
    def _shown(self) -> Mapping[str, frozenset[str]]:
        """What is shown of each kind, gathered once: readers ask for each field of each record."""
        return {
            form.kind: frozenset().union(*(it.paths for it in self.forms_of(form.kind)))
            for form in self.forms
        }

    def tree_of(self, kind: str) -> IndicatorTree:
        """The levels below which the indicators of a kind stand."""
        return next((form.tree for form in self.forms_of(kind)), self.tree)

    def instruction(self, path: str) -> str:
        """填报说明 of a field; "" where there is none."""
        return self.in_own_words(self.instructions.get(path, ""))

    def label_of(self, ref: FieldRef) -> str:
        """What the forms call a field, in a step's name, a sentence or to a screen reader."""
        return self.in_own_words(label_of(ref))

    def in_own_words(self, text: str) -> str:
        """A sentence of the program in the words that the forms have."""
        return in_words(self.words, text)
