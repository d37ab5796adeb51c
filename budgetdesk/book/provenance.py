"""Out of which file, and where in it, the fields and rows of a record came: kept with the step.

It is a setting of the record, so undo takes it back, and the journal knows that of every import.
"""

# ruff: noqa: S608 - names are this package's own; values are always bound

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from budgetdesk.book.book import Book
from budgetdesk.book.change import HistoryEntry
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.records import FormRecord
from budgetdesk.domain.text import fold

_KEY = "source."


class Provenance(NamedTuple):
    """A file, where fields stood in it by their paths, and rows by their list and folded name."""

    file: str
    places: Mapping[str, str]
    rows: Mapping[tuple[str, str], str]


def put_provenance(step: Step, record: FormRecord, source: Provenance) -> None:
    """Keep where a record of the book (which has its uuid) came from."""
    uuid = getattr(record, "uuid", "")
    rows = dict(_rows(step, record, source))
    kept = {"file": source.file, "places": dict(source.places), "rows": rows}
    put_setting(step, f"{_KEY}{uuid}", json.dumps(kept, ensure_ascii=False))


def _rows(step: Step, record: FormRecord, source: Provenance) -> Iterator[tuple[str, str]]:
    """The rows of a record by their uuid, with where they stood."""
    for band in step.dictionary.kinds[record.kind].lists.values():
        held = value_of(record, band.path)
        for row in held if isinstance(held, tuple) else ():
            place = source.rows.get((band.path, fold(str(value_of(row, "name") or ""))))
            if place:
                yield row.uuid, place


def told_sources(book: Book, ref: FieldRef) -> Mapping[int, str]:
    """Where a field's values came from, by the steps that brought them: 某县.pdf 第5页第3行."""
    kind = book.dictionary.kinds.get(ref.record)
    if kind is None or not ref.record_id or book.dictionary.field(ref).carried:
        return {}
    kept = book.rows(
        f"SELECT j.step_id, json_extract(j.new_values, '$.value') FROM {kind.table} AS r "
        f"JOIN setting AS s ON s.key = '{_KEY}' || r.uuid "
        "JOIN journal AS j ON j.table_name = 'setting' AND j.row_id = s.id "
        "WHERE r.id = ? AND j.new_values IS NOT NULL",
        (ref.record_id,),
    )
    row = _row_uuid(book, ref) if kept else ""
    return {step_id: told for step_id, said in kept if said and (told := _told(said, ref, row))}


def with_sources(
    book: Book, ref: FieldRef, entries: tuple[HistoryEntry, ...]
) -> tuple[HistoryEntry, ...]:
    """The history of a field, each entry of an import with the place that it came from."""
    found = told_sources(book, ref) if entries else {}
    return tuple(replace(it, source=found.get(it.step_id, "")) for it in entries)


def _row_uuid(book: Book, ref: FieldRef) -> str:
    band = book.dictionary.kinds[ref.record].list_at(ref.path)
    if band is None or not ref.row_id:
        return ""
    found = book.rows(f"SELECT uuid FROM {band.table} WHERE id = ?", (ref.row_id,))
    return str(found[0][0]) if found else ""


def _told(kept: str, ref: FieldRef, row: str) -> str:
    source = json.loads(kept)
    place = source["rows"].get(row) if row else source["places"].get(ref.path)
    return f"{source['file']} {place}" if place else ""
