"""出错说明 and findings ignored for a form: kept in the book, changed only within steps."""

# ruff: noqa: S608 - names are this package's own; values are always bound

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from budgetdesk.book.book import Book
from budgetdesk.book.process import user_name
from budgetdesk.book.step import Step
from budgetdesk.checks.finding import Explanation, FindingPlace
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
    if ref.record is RecordKind.DEPARTMENT:
        level2 = place.unit or place.field
        indicator = " ".join(filter(None, (place.project, place.indicator)))
    return FindingKey(code, ref.record, ref.record_id, ref.path, level2, indicator, place.row)


def read_explanations(book: Book) -> Explanations:
    """Every explanation in the book, in the order they were given; indicators as named now."""
    rows = book.rows(
        "SELECT e.code, e.project_id, e.overall_id, e.department_id, e.path, e.level2, "
        "e.indicator, coalesce(i.uuid, o.uuid), coalesce(i.level2, o.level2), "
        "coalesce(i.name, o.name), e.text, e.who, e.at, e.ignored FROM explanation AS e "
        "LEFT JOIN indicator AS i ON i.uuid = e.row_uuid AND i.project_id = e.project_id "
        "LEFT JOIN overall_indicator AS o ON o.uuid = e.row_uuid AND o.overall_id = e.overall_id "
        "ORDER BY e.id"
    )
    return {
        FindingKey(code, *_owner(owners), path, *_about(given, row)): Explanation(
            text, who, at, bool(ignored)
        )
        for code, *owners, path, g1, g2, r1, r2, r3, text, who, at, ignored in rows
        for given, row in (((g1, g2), (r1, r2, r3)),)
    }


def _about(given: tuple[str, str], row: tuple[str | None, str, str]) -> tuple[str, str, str]:
    """Level 2, indicator and row that an explanation is about: what was given where it ended."""
    uuid, level2, name = row
    if uuid is None or not is_still(given[1], name):
        return (*given, "")
    return level2, name, uuid


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
    keep(step, key, Explanation(text.strip(), user_name(), now, ignored))


def keep(step: Step, key: FindingKey, explanation: Explanation) -> None:
    """Put an explanation as it was given, in place of an older one."""
    withdraw(step, key)
    step.insert(
        "explanation",
        {
            "row_uuid": key.row or row_of(step, key),
            _OWNERS[key.record]: key.record_id,
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
    rows = step.rows(
        f"SELECT id FROM explanation WHERE {_OWNERS[key.record]} = ? "
        f"AND code = ? AND path = ? AND {about}",
        (key.record_id, key.code, key.path, *values),
    )
    for (row_id,) in rows:
        step.delete("explanation", row_id)


def row_of(step: Step, key: FindingKey, uuid: str = "") -> str:
    """The row of the indicator that a key speaks of: that of a uuid, else the first of its name.

    "" for a field that stands alone, and where the record has no such row.
    """
    head, _, rest = key.path.partition(".")
    if head != "indicators" or not (uuid or key.indicator):
        return ""
    table, within = "overall_indicator", "overall_id = ?"
    values: tuple[str | int, ...] = (key.record_id,)
    if key.record is RecordKind.PROJECT:
        table, within = "indicator", "project_id = ? AND horizon = ?"
        values = (key.record_id, rest.partition(".")[0])
    rows = step.rows(
        f"SELECT uuid FROM {table} WHERE {within} AND (uuid = ? OR (level2 = ? AND name = ?)) "
        "ORDER BY uuid <> ?, position, id LIMIT 1",
        (*values, uuid, key.level2, key.indicator, uuid),
    )
    return str(rows[0][0]) if rows else ""
