"""Where a field of a form stands in the book: table, row and column."""

# ruff: noqa: S608 - names are this package's own; values are always bound

from collections.abc import Callable

from budgetdesk.book.errors import RowMissing
from budgetdesk.book.store import Row, Values
from budgetdesk.dictionary.declaration import Dictionary, FieldGroup, KindDeclaration, RowList
from budgetdesk.domain.fields import Field, FieldRef
from budgetdesk.domain.immutable import immutable

Rows = Callable[[str, Values], list[Row]]

_LINES = {"ledger": "ledger_line", "revenue": "revenue_line"}
_LINE_COLUMNS = {"unit": "unit_id"}


@immutable
class Place:
    """One column of one row."""

    table: str
    row_id: int
    column: str


def place_of(rows: Rows, ref: FieldRef, dictionary: Dictionary) -> Place | None:
    """Where a field stands; None where no row holds it.

    That is a blank slot, an amount that the form lacks, an entry not told, and what is computed.

    Args:
        rows: runs a query.
        ref: the field.
        dictionary: what the fields of the book are.

    Raises:
        KeyError: there is no such field.
        RowMissing: the record or the row of its list is not in the book.
    """
    field = dictionary.field(ref)
    kind = dictionary.kinds[ref.record]
    head = ref.path.partition(".")[0]
    if field.carried and not field.followed:
        return _above(rows, ref, kind, field, dictionary)
    if head in _LINES and not field.own:
        return _existing(rows, _LINES[head], ref.row_id, _LINE_COLUMNS.get(field.last, field.last))
    if keyed := _keyed(ref, field):
        return _told(rows, ref, keyed)
    if field.computed:
        return None
    match kind.group_of(ref.path):
        case RowList() as band:
            return _listed(rows, ref, band, field.column)
        case FieldGroup(table=table) as group if table:
            return _part(rows, ref, group, field.column)
    return _existing(rows, kind.table, ref.record_id, field.column)


def table_of(kind: KindDeclaration, path: str) -> str:
    """The table that holds a field of all records of a kind, which neither carry nor compute it."""
    group = kind.group_of(path)
    return (group.table if group is not None else "") or kind.table


def places_ever(rows: Rows, ref: FieldRef, dictionary: Dictionary) -> tuple[Place, ...]:
    """The rows that have ever held a field, the newest first.

    An entry or paragraph taken back and told again is another row each time; anything else has
    the row it stands in.
    """
    keyed = _keyed(ref, dictionary.field(ref))
    if keyed is None:
        place = place_of(rows, ref, dictionary)
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


@immutable
class _Keyed:
    """A row that is found by its department and a key."""

    table: str
    key: str
    column: str


def _keyed(ref: FieldRef, field: Field) -> _Keyed | None:
    """Where an entry or a paragraph is told; None for what is no such thing."""
    head = "" if field.own else ref.path.partition(".")[0]
    if head == "entries":
        return _Keyed("disclosure_entry", field.key, "number" if field.kind.is_number else "text")
    if head == "paragraphs":
        return _Keyed("disclosure_paragraph", ref.level1, "text")
    return None


def _told(rows: Rows, ref: FieldRef, keyed: _Keyed) -> Place | None:
    sql = f"SELECT id FROM {keyed.table} WHERE department_id = ? AND key = ?"
    found = rows(sql, (ref.record_id, keyed.key))
    return Place(keyed.table, found[0][0], keyed.column) if found else None


def _part(rows: Rows, ref: FieldRef, group: FieldGroup, column: str) -> Place | None:
    sql = f"SELECT id FROM {group.table} WHERE {group.owner} = ? AND horizon = ?"
    found = rows(sql, (ref.record_id, group.horizon))
    return Place(group.table, found[0][0], column) if found else None


def _existing(rows: Rows, table: str, row_id: int, column: str) -> Place:
    if not rows(f"SELECT 1 FROM {table} WHERE id = ?", (row_id,)):
        raise RowMissing(table, row_id)
    return Place(table, row_id, column)


def _listed(rows: Rows, ref: FieldRef, band: RowList, column: str) -> Place | None:
    if not ref.row_id:
        return None
    sql = f"SELECT 1 FROM {band.table} WHERE id = ? AND {band.owner} = ?"
    if not rows(sql, (ref.row_id, ref.record_id)):
        raise RowMissing(band.table, ref.row_id)
    return Place(band.table, ref.row_id, column)


def _above(
    rows: Rows, ref: FieldRef, kind: KindDeclaration, field: Field, dictionary: Dictionary
) -> Place | None:
    """The record above that a field is carried from, however many stand between."""
    if not field.column:
        return None
    table, row_id, above = kind.table, ref.record_id, kind.below
    while True:
        found = rows(f"SELECT {above}_id FROM {table} WHERE id = ?", (row_id,))
        if not found:
            raise RowMissing(table, row_id)
        row_id = found[0][0]
        own = dictionary.kinds.get(above)
        table = own.table if own else above
        if above == field.carried:
            return Place(table, row_id, field.column)
        above = own.below if own else "department"  # which a unit stands below
