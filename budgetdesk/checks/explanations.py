"""出错说明 and findings ignored for a form: kept in the book, changed only within steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from budgetdesk.book.book import Book
from budgetdesk.book.process import user_name
from budgetdesk.book.step import Step
from budgetdesk.checks.finding import Explanation, FindingPlace
from budgetdesk.domain.records import RecordKind

_OWNERS = {kind: f"{kind}_id" for kind in RecordKind}


@dataclass(frozen=True, slots=True)
class FindingKey:
    """What an explanation belongs to: a rule at a field, and for an indicator its name.

    Renaming or refiling the indicator ends the explanation: it was given for another one. Within a
    department `level2` is the unit or the part, `indicator` what stands there, both in words: a
    ledger line keeps its explanation when it comes back from a file under another number.
    """

    code: str
    record: RecordKind
    record_id: int
    path: str
    level2: str = ""
    indicator: str = ""


Explanations = dict[FindingKey, Explanation]


def key_of(code: str, place: FindingPlace) -> FindingKey:
    """The key of a finding of a rule at a place."""
    ref = place.ref
    level2, indicator = place.level2, place.indicator
    if ref.record is RecordKind.DEPARTMENT:
        level2 = place.unit or place.field
        indicator = " ".join(filter(None, (place.project, place.indicator)))
    return FindingKey(code, ref.record, ref.record_id, ref.path, level2, indicator)


def read_explanations(book: Book) -> Explanations:
    """Every explanation in the book, in the order they were given."""
    rows = book.rows(
        "SELECT code, project_id, overall_id, department_id, path, level2, indicator, "
        "text, who, at, ignored FROM explanation ORDER BY id"
    )
    return {
        FindingKey(code, *_owner(owners), path, level2, indicator): Explanation(
            text, who, at, bool(ignored)
        )
        for code, *owners, path, level2, indicator, text, who, at, ignored in rows
    }


def _owner(ids: Sequence[int | None]) -> tuple[RecordKind, int]:
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
    rows = step.rows(
        f"SELECT id FROM explanation WHERE {_OWNERS[key.record]} = ? "  # noqa: S608 - own name
        "AND code = ? AND path = ? AND level2 = ? AND indicator = ?",
        (key.record_id, key.code, key.path, key.level2, key.indicator),
    )
    for (row_id,) in rows:
        step.delete("explanation", row_id)
