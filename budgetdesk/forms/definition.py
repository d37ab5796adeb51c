"""What a definition file says, read and checked: form sets, forms, rows, bands and their cells.

Everything a form set decides (brackets, number style, hints, roles) is already worked into the
cells, so laying out a record only fills them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from budgetdesk.dictionary.declaration import Dictionary
from budgetdesk.dictionary.reckoning import Formulas
from budgetdesk.domain.fields import Field, Kind
from budgetdesk.domain.indicator_tree import IndicatorTree, Slot
from budgetdesk.domain.records import Horizon
from budgetdesk.forms.sheet import Role, Row, Style

CheckSettings = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Label:
    """A printed text; `{year}` in it stands for the budget year."""

    text: str
    style: Style
    role: Role = Role.LABEL


@dataclass(frozen=True, slots=True)
class Entry:
    """A field's place on the form.

    `code` is the path of a code printed before the field's text (`202-永和县…`), `suffix` a unit
    printed behind a filled value (`8人`). The amounts of an `of_ledger` one are the ledger's
    where it has lines. `declared` is the field, where it is not as the base dictionary has it.
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

    @property
    def list_path(self) -> str:
        """The path of the list a row's field belongs to: `indicators.annual`."""
        return self.path.rpartition(".")[0]

    @property
    def attribute(self) -> str:
        """The last part of the path: the attribute of a row in a list."""
        return self.path.rpartition(".")[2]


Content_co = TypeVar("Content_co", bound=Label | Entry, covariant=True)


@dataclass(frozen=True, slots=True)
class FormPlace(Generic[Content_co]):
    """Where a label or field stands: its left column and how many columns and form rows it covers.

    A band counts as one form row, however many rows of the sheet it becomes.
    """

    column: int
    columns: int
    rows: int
    content: Content_co


@dataclass(frozen=True, slots=True)
class FixedRow:
    """A row that is printed once."""

    row: Row
    places: tuple[FormPlace[Label | Entry], ...]


@dataclass(frozen=True, slots=True)
class ListBand:
    """A row printed for each item of a list (`key_tasks`), at least once."""

    row: Row
    list_path: str
    places: tuple[FormPlace[Entry], ...]


@dataclass(frozen=True, slots=True)
class Half:
    """The indicators of one list: the cell naming level 2, and the cells of each indicator."""

    list_path: str
    level2: FormPlace[Label]
    places: tuple[FormPlace[Entry], ...]


@dataclass(frozen=True, slots=True)
class IndicatorBand:
    """Indicators grouped by level 1 and level 2; the halves share level 1."""

    row: Row
    level1: FormPlace[Label]
    halves: tuple[Half, ...]


FormRow = FixedRow | ListBand | IndicatorBand


@dataclass(frozen=True)
class Form:
    """One official form of a form set.

    `columns` are relative widths; `fields`, `formulas` and `conditions` are those of the record
    kind. `digest` is the hash of everything that decides what is printed.
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
    landscape: bool = False
    fields: Mapping[str, Field] = field(default_factory=dict)
    formulas: Formulas = field(default_factory=dict)
    conditions: Formulas = field(default_factory=dict)

    @property
    def paths(self) -> frozenset[str]:
        """The paths of every field on the form."""
        return frozenset(path for row in self.rows for path in _paths(row))


def _paths(row: FormRow) -> list[str]:
    contents = [place.content for place in _places(row)]
    entries = [content for content in contents if isinstance(content, Entry)]
    return [path for entry in entries for path in (entry.path, entry.code) if path]


def _places(row: FormRow) -> tuple[FormPlace[Label | Entry], ...]:
    if isinstance(row, IndicatorBand):
        return tuple(place for half in row.halves for place in half.places)
    return row.places


@dataclass(frozen=True, slots=True)
class Region:
    """The region whose forms these are: its code (区划代码), name, and level as titles print it."""

    code: str
    name: str
    level: str


@dataclass(frozen=True)
class FormSet:
    """The official forms of one region and year, with what its offices may choose and must fill.

    A required slot without a level 2 asks for any indicator below its level 1. `checks` holds the
    settings of checks by code, as the definition gives them.
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

    def has_form(self, kind: str) -> bool:
        """Whether records of a kind are filled in on a form of the set."""
        return any(form.kind == kind for form in self.forms)

    def form(self, kind: str) -> Form:
        """The form that records of a kind are filled in on.

        Raises:
            KeyError: the set has no such form.
        """
        for form in self.forms:
            if form.kind == kind:
                return form
        raise KeyError(kind)

    def instruction(self, path: str) -> str:
        """填报说明 of a field; "" where there is none."""
        return self.instructions.get(path, "")
