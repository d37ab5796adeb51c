"""Where a field of a form stands in the book: table, row and column."""

# ruff: noqa: S608 - names are this package's own; values are always bound

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from budgetdesk.book.change import Value
from budgetdesk.book.errors import RowMissing
from budgetdesk.book.store import Row, Values
from budgetdesk.dictionary.base import field_of
from budgetdesk.dictionary.entries import ENTRIES
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.identity import RowFace
from budgetdesk.domain.indicator_tree import bare
from budgetdesk.domain.records import Horizon, RecordKind

Rows = Callable[[str, Values], list[Row]]

LEVELS = ("level1", "level2")
_LINES = {"ledger": "ledger_line", "revenue": "revenue_line"}
_LINE_COLUMNS = {"unit": "unit_id"}
_OVERALL_PREFIXES = {"by_source": "source", "by_direction": "direction"}


@dataclass(frozen=True, slots=True)
class Place:
    """One column of one row."""

    table: str
    row_id: int
    column: str


@dataclass(frozen=True, slots=True)
class Band:
    """The table whose rows are one list of a form; indicators also have a horizon."""

    table: str
    owner: str
    texts: tuple[str, str]
    horizon: Horizon | None = None
    name: str = "name"  # the text that a row is known by

    @property
    def columns(self) -> tuple[str, ...]:
        """What a row says, with the levels it is filed under."""
        return (*LEVELS, *self.texts) if self.slotted else self.texts

    def face(self, row: Mapping[str, Value]) -> RowFace:
        """What a row is known by, of its columns and perhaps its uuid."""
        said = {column: str(row.get(column) or "") for column in (*LEVELS, *self.texts, "uuid")}
        (beside,) = (said[text] for text in self.texts if text != self.name)
        slot = (bare(said["level1"]), bare(said["level2"]))
        return RowFace(said[self.name], beside, slot, said["uuid"])

    @property
    def slotted(self) -> bool:
        """Whether the rows stand below level 1 and level 2."""
        return self.table != "key_task"


KEY_TASKS = Band("key_task", "overall_id", ("core_function", "task"), name="task")
OVERALL_INDICATORS = Band("overall_indicator", "overall_id", ("name", "target"))
INDICATORS = {
    horizon: Band("indicator", "project_id", ("name", "target"), horizon) for horizon in Horizon
}


def band_of(ref: FieldRef) -> Band | None:
    """The list that a reference points into; None for a field that stands alone."""
    head, *rest = ref.path.split(".")
    if head == "key_tasks":
        return KEY_TASKS
    if head != "indicators":
        return None
    return OVERALL_INDICATORS if ref.record is RecordKind.OVERALL else INDICATORS[Horizon(rest[0])]


def place_of(rows: Rows, ref: FieldRef) -> Place | None:
    """Where a field stands; None where no row holds it.

    That is a blank slot, an amount that the form lacks, an entry not told, and what is computed.

    Args:
        rows: runs a query.
        ref: the field.

    Raises:
        KeyError: there is no such field.
        RowMissing: the record or the row of its list is not in the book.
    """
    field_of(ref)
    parts = ref.path.split(".")
    head, last = parts[0], parts[-1]
    if ref.record is RecordKind.DEPARTMENT:
        return _of_department(rows, ref)
    band = band_of(ref)
    if band is not None:
        return _listed(rows, ref, band, last)
    if head == "funding":
        found = rows(
            "SELECT id FROM funding WHERE project_id = ? AND horizon = ?",
            (ref.record_id, parts[1]),
        )
        return Place("funding", found[0][0], last) if found else None
    if head in ("unit", "department"):
        return _above(rows, ref, last)
    column = f"goal_{last}" if head == "goals" else last
    if head in _OVERALL_PREFIXES:
        column = f"{_OVERALL_PREFIXES[head]}_{last}"
    return _existing(rows, ref.record, ref.record_id, column)


def places_ever(rows: Rows, ref: FieldRef) -> tuple[Place, ...]:
    """The rows that have ever held a field, the newest first.

    An entry or paragraph taken back and told again is another row each time; anything else has
    the row it stands in.
    """
    keyed = _keyed(ref)
    if keyed is None:
        place = place_of(rows, ref)
        return () if place is None else (place,)
    owner, key = (
        f"json_extract(coalesce(new_values, old_values), '$.{name}')"
        for name in ("department_id", "key")
    )
    found = rows(
        "SELECT DISTINCT row_id FROM journal WHERE table_name = ? AND action <> 'update' "
        f"AND {owner} = ? AND {key} = ? ORDER BY row_id DESC",
        (keyed.table, ref.record_id, keyed.key),
    )
    return tuple(Place(keyed.table, row_id, keyed.column) for (row_id,) in found)


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A row that is found by its department and a key."""

    table: str
    key: str
    column: str


def _keyed(ref: FieldRef) -> _Keyed | None:
    head, _, key = ref.path.partition(".")
    if ref.record is not RecordKind.DEPARTMENT:
        return None
    if head == "entries":
        return _Keyed("disclosure_entry", key, "number" if ENTRIES[key].kind.is_number else "text")
    if head == "paragraphs":
        return _Keyed("disclosure_paragraph", ref.level1, "text")
    return None


def _of_department(rows: Rows, ref: FieldRef) -> Place | None:
    keyed = _keyed(ref)
    head, _, column = ref.path.partition(".")
    if keyed is not None:
        sql = f"SELECT id FROM {keyed.table} WHERE department_id = ? AND key = ?"
        found = rows(sql, (ref.record_id, keyed.key))
        return Place(keyed.table, found[0][0], keyed.column) if found else None
    if head not in _LINES:
        return None
    return _existing(rows, _LINES[head], ref.row_id, _LINE_COLUMNS.get(column, column))


def _existing(rows: Rows, table: str, row_id: int, column: str) -> Place:
    if not rows(f"SELECT 1 FROM {table} WHERE id = ?", (row_id,)):
        raise RowMissing(table, row_id)
    return Place(table, row_id, column)


def _listed(rows: Rows, ref: FieldRef, band: Band, column: str) -> Place | None:
    if not ref.row_id:
        return None
    sql = f"SELECT 1 FROM {band.table} WHERE id = ? AND {band.owner} = ?"
    if not rows(sql, (ref.row_id, ref.record_id)):
        raise RowMissing(band.table, ref.row_id)
    return Place(band.table, ref.row_id, column)


def _above(rows: Rows, ref: FieldRef, column: str) -> Place:
    """The unit or department that a record stands below."""
    if ref.record is RecordKind.OVERALL:
        found = rows("SELECT department_id FROM overall WHERE id = ?", (ref.record_id,))
        table = "department"
    else:
        table = "department" if ".department." in ref.path else "unit"
        found = rows(
            f"SELECT {'u.department_id' if table == 'department' else 'u.id'} "
            "FROM project AS p JOIN unit AS u ON u.id = p.unit_id WHERE p.id = ?",
            (ref.record_id,),
        )
    if not found:
        raise RowMissing(ref.record, ref.record_id)
    return Place(table, found[0][0], column)
