"""出错说明 and findings ignored for a form: kept in the book, changed only within steps."""

# ruff: noqa: S608 - names are this package's own; values are always bound

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from budgetdesk.book.book import Book
from budgetdesk.book.change import Value
from budgetdesk.book.person import person_of
from budgetdesk.book.step import Step
from budgetdesk.checks.finding import Explanation, FindingPlace
from budgetdesk.dictionary.standing import has_form
from budgetdesk.domain.identity import is_still
from budgetdesk.domain.records import RecordKind

_OWNERS: dict[str, str] = {kind: f"{kind}_id" for kind in RecordKind}


@dataclass(frozen=True, slots=True)
class FindingKey:
    """What an explanation belongs to: a rule at a field, and for an indicator its row and name.

    It follows the row wherever that is filed and however its name is improved; one that is
    rewritten into another indicator (`is_still`) ends it, since it was given for the first. Within
    a department `level2` is the unit or the part, `indicator` what stands there, both in words: a
    ledger line keeps its explanation when it comes back from a file under another number.
    """

    code: str
    record: str
    record_id: int
    path: str
    level2: str = ""
    indicator: str = ""
    row: str = ""  # the uuid of the indicator's row


Explanations = dict[FindingKey, Explanation]


def key_of(code: str, place: FindingPlace) -> FindingKey:
    """The key of a finding of a rule at a place."""
    ref = place.ref
    level2, indicator = place.level2, place.indicator
    if not has_form(ref.record):
        level2 = place.unit or place.field
        indicator = " ".join(filter(None, (place.project, place.indicator)))
    return FindingKey(code, ref.record, ref.record_id, ref.path, level2, indicator, place.row)


def read_explanations(book: Book) -> Explanations:
    """Every explanation in the book, in the order they were given; rows as named now.

    One whose record is gone is left out: it comes back with the record.
    """
    rows = book.rows(
        "SELECT code, record_uuid, project_id, overall_id, department_id, path, level2, "
        "indicator, row_uuid, text, who, at, ignored FROM explanation ORDER BY id"
    )
    records = _declared_records(book) if any(row[1] for row in rows) else {}
    named = _rows_explained(book) if any(row[8] for row in rows) else {}
    found: Explanations = {}
    for code, record, *owners, path, level2, indicator, uuid, text, who, at, ignored in rows:
        owner = records.get(record) if record else _owner(owners)
        if owner is not None:
            about = _about((level2, indicator), uuid, named.get(uuid))
            key = FindingKey(code, *owner, path, *about)
            found[key] = Explanation(text, who, at, bool(ignored))
    return found


def _declared_records(book: Book) -> Mapping[str, tuple[str, int]]:
    """Kind and id of the records of declared kinds that anything is explained in, by uuid."""
    explained = "SELECT record_uuid FROM explanation"
    return {
        uuid: (kind.kind, row_id)
        for kind in book.dictionary.own_kinds
        for uuid, row_id in book.rows(
            f"SELECT uuid, id FROM {kind.table} WHERE uuid IN ({explained})"
        )
    }


def _rows_explained(book: Book) -> Mapping[str, tuple[str, str]]:
    """Level 2 and name of the rows that something is explained in, by uuid."""
    tables = {
        band.table: ("level2" if band.slotted else "''", band.known_by)
        for kind in book.dictionary.kinds.values()
        for band in kind.lists.values()
    }
    return {
        uuid: (level2, str(name))
        for table, (level, known_by) in tables.items()
        for uuid, level2, name in book.rows(
            f"SELECT uuid, {level}, coalesce({known_by}, '') FROM {table} "
            "WHERE uuid IN (SELECT row_uuid FROM explanation)"
        )
    }


def _about(given: tuple[str, str], uuid: str, row: tuple[str, str] | None) -> tuple[str, str, str]:
    """Level 2, indicator and row that an explanation is about: what was given where it ended."""
    if row is None or not is_still(given[1], row[1]):
        return (*given, "")
    return (*row, uuid)


def _owner(ids: Sequence[int | None]) -> tuple[str, int]:
    """The one record of a row's owner columns."""
    return next((kind, one) for kind, one in zip(_OWNERS, ids, strict=True) if one is not None)


def explain(step: Step, key: FindingKey, text: str, *, ignored: bool = False) -> None:
    """Put or replace the explanation of a finding; a blank text takes it away.

    `ignored` marks a finding that shall not count for this form; `text` is then the reason.
    """
    if not text.strip():
        withdraw(step, key)
        return
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    keep(step, key, Explanation(text.strip(), person_of(step), now, ignored))


def keep(step: Step, key: FindingKey, explanation: Explanation) -> None:
    """Put an explanation as it was given, in place of an older one."""
    withdraw(step, key)
    step.insert(
        "explanation",
        {
            "row_uuid": key.row or row_of(step, key),
            **_owner_columns(step, key),
            "code": key.code,
            "path": key.path,
            "level2": key.level2,
            "indicator": key.indicator,
            "text": explanation.text,
            "who": explanation.who,
            "at": explanation.at,
            "ignored": int(explanation.ignored),
        },
    )


def withdraw(step: Step, key: FindingKey) -> None:
    """Take the explanation of a finding away, where there is one."""
    about = "level2 = ? AND indicator = ?"
    values: tuple[str, ...] = (key.level2, key.indicator)
    if key.row:
        about, values = f"(row_uuid = ? OR (row_uuid = '' AND {about}))", (key.row, *values)
    owner = _owner_columns(step, key)
    rows = step.rows(
        f"SELECT id FROM explanation WHERE {_each(owner)} AND code = ? AND path = ? AND {about}",
        (*owner.values(), key.code, key.path, *values),
    )
    for (row_id,) in rows:
        step.delete("explanation", row_id)


def _owner_columns(step: Step, key: FindingKey) -> dict[str, Value]:
    """The columns that say which record an explanation is of.

    One of a declared kind goes by its uuid, below the project, overall form or department.
    """
    if key.record in _OWNERS:
        return {_OWNERS[key.record]: key.record_id, "record_uuid": ""}
    kind = step.dictionary.kinds[key.record]
    above = f"{kind.below}_id"
    [(uuid, owner)] = step.rows(
        f"SELECT uuid, {above} FROM {kind.table} WHERE id = ?", (key.record_id,)
    )
    if kind.below == "unit":
        [(owner,)] = step.rows("SELECT department_id FROM unit WHERE id = ?", (owner,))
        return {"department_id": owner, "record_uuid": uuid}
    higher = replace(key, record=kind.below, record_id=owner)
    return {**_owner_columns(step, higher), "record_uuid": uuid}


def row_of(step: Step, key: FindingKey, uuid: str = "") -> str:
    """The row that a key speaks of: that of a uuid, else the first of its name.

    "" for a field that stands alone, and where the record has no such row.
    """
    kind = step.dictionary.kinds.get(key.record)
    band = kind.list_at(key.path) if kind else None
    if band is None or not (band.slotted or band.own) or not (uuid or key.indicator):
        return ""
    owner = band.key_of(key.record_id)
    named = {**({"level2": key.level2} if band.slotted else {}), band.known_by: key.indicator}
    rows = step.rows(
        f"SELECT uuid FROM {band.table} WHERE {_each(owner)} AND (uuid = ? OR ({_each(named)})) "
        "ORDER BY uuid <> ?, position, id LIMIT 1",
        (*owner.values(), uuid, *named.values(), uuid),
    )
    return str(rows[0][0]) if rows else ""


def _each(values: Mapping[str, Value]) -> str:
    """A condition that each column holds its value."""
    return " AND ".join(f"{column} = ?" for column in values)
