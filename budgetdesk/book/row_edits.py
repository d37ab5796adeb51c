"""Writing many cells of a list at once: rows stay themselves, whichever place they come to.

A block that is pasted over a list says what stands in each place. One row more on top moves all the
others down by one: written place by place, each would get the history of the one before it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from budgetdesk.book.bands import FIXED_ROWS, insert_row, place_for, put_rows, stored_rows
from budgetdesk.book.change import Value
from budgetdesk.book.declared import FOLLOWS
from budgetdesk.book.errors import LockedField, RowMissing
from budgetdesk.book.fitting import require_fit
from budgetdesk.book.step import Step
from budgetdesk.dictionary.declaration import RowList
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.identity import match_rows
from budgetdesk.domain.text import fold

RowEdit = tuple[FieldRef, Value]
Row = dict[str, Value]


def write_rows(step: Step, edits: Iterable[RowEdit]) -> None:
    """Write fields of rows of lists; a row that is left blank is removed.

    References to the same blank slot and index go into one new row, behind those of the slot. A
    row whose name is found in another place now goes there; one that is said anew in its place
    stays, as if it had been typed over.

    Raises:
        RowMissing: a row is not in the book.
    """
    lists: dict[tuple[RowList, int], list[RowEdit]] = defaultdict(list)
    for ref, value in edits:
        band = step.dictionary.list_of(ref)
        if band is not None:
            require_fit(step.dictionary.field(ref), value)
            lists[band, ref.record_id].append((ref, value))
    for (band, owner_id), own in lists.items():
        _write_list(step, band, owner_id, own)


def _write_list(step: Step, band: RowList, owner_id: int, edits: Sequence[RowEdit]) -> None:
    known = stored_rows(step, band, owner_id)
    if band.follows:
        _write_following(step, band, owner_id, known, edits)
        return
    wanted = _edited(band, known, edits)
    matches = match_rows(
        [*map(band.face, known)], [band.face({**row, "uuid": ""}) for row in wanted]
    )
    own = {match.new: known[match.old]["uuid"] for match in matches}
    taken = {*own.values()}
    for place, row in enumerate(wanted):
        here = row.get("uuid", "")
        row["uuid"] = own.get(place, "" if here in taken else here)
    put_rows(step, band, owner_id, wanted, guess=False)


def _write_following(
    step: Step,
    band: RowList,
    owner_id: int,
    known: Sequence[Row],
    edits: Sequence[RowEdit],
) -> None:
    """Rows that follow others stay: what is said goes to the row of the name it came with."""
    columns = {field.path: field for field in band.fields}
    by_row: dict[tuple[int, str, str, int], Row] = defaultdict(dict)
    for ref, value in edits:
        at = (ref.row_id, ref.level1, ref.level2, ref.index)
        by_row[at][columns[ref.path].column] = value
    rows = {row["id"]: row for row in known}
    for (row_id, level1, level2, _), said in by_row.items():
        if row_id and row_id not in rows:
            raise RowMissing(band.table, row_id)
        found = _named(band, known, said) or rows.get(row_id)
        if found is not None:
            follows = bool(found[FOLLOWS])
            kept = {name: it for name, it in said.items() if not follows or name in band.typed}
            blank = band.blank()
            filled = {name: blank[name] if it is None else it for name, it in kept.items()}
            step.update(band.table, int(str(found["id"])), filled)
        elif any(value not in ("", None) for value in said.values()):
            if band.fixed:
                raise LockedField(band.name, FIXED_ROWS)
            insert_row(step, band, owner_id, (level1, level2), texts=said)


def _named(band: RowList, known: Sequence[Row], said: Mapping[str, Value]) -> Row | None:
    """The only row that goes by the name that was pasted with the values."""
    name = fold(str(said.get(band.known_by) or ""))
    found = [row for row in known if name and fold(str(row[band.known_by])) == name]
    return found[0] if len(found) == 1 else None


def _edited(
    band: RowList, known: Sequence[Mapping[str, Value]], edits: Sequence[RowEdit]
) -> list[Row]:
    """What stands in each place once all is written, without the rows that are blank then."""
    rows: list[Row] = [dict(row) for row in known]
    by_id = {row["id"]: row for row in rows}
    columns = {field.path: field.column for field in (*band.level_fields, *band.fields)}
    blank, levelled = band.blank(), set[int]()
    made: dict[tuple[str, str, int], Row] = {}
    for ref, value in edits:
        slot = (ref.level1, ref.level2, ref.index)
        if ref.row_id and ref.row_id not in by_id:
            raise RowMissing(band.table, ref.row_id)
        row = by_id[ref.row_id] if ref.row_id else made.get(slot)
        if row is None and value not in ("", None):
            row = made[slot] = {"level1": ref.level1, "level2": ref.level2}
            rows.insert(place_for(rows, (ref.level1, ref.level2)), row)
        if row is not None:
            column = columns[ref.path]
            row[column] = value if value is not None else blank[column]
            if column in band.levels and value:
                levelled.add(id(row))  # filed somewhere, though it says nothing yet
    unused = {row["id"] for row in known if not _says(band, row)}
    return [
        row for row in rows if _says(band, row) or row.get("id") in unused or id(row) in levelled
    ]


def _says(band: RowList, row: Mapping[str, Value]) -> bool:
    return any(row.get(text) not in ("", None) for text in band.texts)
