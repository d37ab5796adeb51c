"""The fields of the records: their official names, their kinds, and how to point at one.

A field is named by a path that is also the path of attributes in the record
(`funding.annual.central`, `goals.implementation`, `unit.department.code`). Rows of a list are
pointed at by the row's id, or, for a blank slot, by level 1, level 2 and position.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any, TypeVar

from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.kind import Kind as Kind
from budgetdesk.domain.records import (
    DeclaredRecord,
    FormRecord,
    Horizon,
    ListRow,
    Payer,
    RecordKind,
)

_Record = TypeVar("_Record", bound=Any)

FROM_ROW = "row."
"""What `carried` begins with where a row carries a field of the row that it follows."""


@immutable
class Field:
    """One field of a record kind, with everything that any floor needs to know of it.

    `aliases` are other names it goes by in formulas; `group` the heading it is asked for
    under. `counts` says that it counts as a main part of a form, `foot` that it stands behind all
    lists. `required_when` is the condition on which it must be filled in. `carried` names the
    table above from which it is shown, `may_lack` that a record may have no such field at all
    (NULL in the book), `formula` how a computed one is reckoned, `proposed` what it shows while
    nobody typed anything, `evident` that a choice so proposed follows from the form's own cells.
    `column` and `key` are its names in the book and in exchange files;
    `own` says that a form set declares it.
    """

    path: str
    label: str
    kind: Kind
    hint: str = ""
    aliases: tuple[str, ...] = ()
    group: str = ""
    unit: str = ""
    decimals: int = 0  # that a computed one is rounded to
    most_decimals: int | None = None  # that may be typed; None: no limit
    choices: tuple[str, ...] = ()
    instruction: str = ""
    longest: int = 0  # characters; 0: no limit
    required: bool = False
    required_when: str = ""
    counts: bool = False
    foot: bool = False
    personal: bool = False
    computed: bool = False
    formula: str = ""
    proposed: str = ""
    evident: bool = False
    carried: str = ""
    may_lack: bool = False
    column: str = ""
    key: str = ""
    own: bool = False
    listed: bool = False  # in a row of a list

    @property
    def last(self) -> str:
        """The last part of the path: the attribute of a row in a list."""
        return self.path.rpartition(".")[2]

    @property
    def only_suggested(self) -> bool:
        """Whether what is proposed is a judgement, which is nobody's until somebody chooses it."""
        return bool(self.proposed) and self.kind is Kind.CHOICE and not self.evident

    @property
    def is_open_beside(self) -> bool:
        """Whether it is typed in a row that follows none, beside those that do."""
        return not self.computed and self.followed in ("", self.last)

    @property
    def followed(self) -> str:
        """The field of the followed row that a row carries it from; "" where from none."""
        return self.carried.removeprefix(FROM_ROW) if self.carried.startswith(FROM_ROW) else ""


@immutable
class FieldRef:
    """One field of one record in a book.

    For a field in a list (`indicators.annual.name`, `key_tasks.task`) `row_id` is the row's id,
    or 0 for a blank slot that has no row yet: then `level1`/`level2` name the slot, and `index`
    the place within it, counted from 0.

    Of a department: `ledger.amount` and `revenue.amount` with the line's id as `row_id`,
    `entries.duties` for what is told, `now.total`, `change.total` and `sums.vehicles` for what is
    reckoned beside it,
    `paragraphs.text` with the paragraph's key as `level1`, and
    `tables.figure` with the table's id as `level1`, the column's key as `level2` and the row's
    number as `index`; `listed.project` with the id of a row of the published 民生 list as `row_id`.

    Of a field that a form set declares, `declared` says what it is. `part` is the part of the
    field that a cell of a form shows (`budgetdesk/forms/parts.py`); the book holds whole fields.
    """

    record: str  # a `RecordKind`, or a kind that a form set declares
    record_id: int
    path: str
    row_id: int = 0
    level1: str = ""
    level2: str = ""
    index: int = 0
    declared: Field | None = field(default=None, compare=False, repr=False)
    part: str = ""


PAYER_LABELS: dict[Payer, str] = {
    Payer.CENTRAL: "中央财政资金",
    Payer.PROVINCIAL: "省级财政资金",
    Payer.LOCAL: "市县（区）财政资金",
    Payer.OWN: "单位自筹",
    Payer.OTHER: "其他资金",
}

HORIZON_LABELS: dict[Horizon, str] = {
    Horizon.IMPLEMENTATION: "实施期",
    Horizon.ANNUAL: "年度",
}


def entry_ref(department_id: int, key: str) -> FieldRef:
    """What points at something that a department tells for its disclosure."""
    return FieldRef(RecordKind.DEPARTMENT, department_id, f"entries.{key}")


def paragraph_ref(department_id: int, key: str) -> FieldRef:
    """What points at a paragraph of a department's document."""
    return FieldRef(RecordKind.DEPARTMENT, department_id, "paragraphs.text", level1=key)


def figure_ref(department_id: int, table_id: str, column: str, row: int) -> FieldRef:
    """What points at a figure of a table: the column by its key, the row by its number from 0."""
    return FieldRef(RecordKind.DEPARTMENT, department_id, "tables.figure", 0, table_id, column, row)


def value_of(record: FormRecord | ListRow, path: str) -> object:
    """The value a path leads to in a record or a row; None where there is none."""
    value: object = record
    declared = getattr(record, "declared", None)
    if declared and path in declared:
        return declared[path]
    for part in path.split("."):
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, DeclaredRecord) and part in value.declared:
            value = value.declared[part]
        else:
            value = getattr(value, part, None)
    return value


def with_value(record: _Record, path: str, value: object) -> _Record:
    """A base form with another value where a path of its own leads to."""
    first, _, rest = path.partition(".")
    held: Any = with_value(getattr(record, first), rest, value) if rest else value
    return replace(record, **{first: held})
