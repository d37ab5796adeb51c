"""控制数 and 报送期限 that came from the office above: how much a unit may plan, and until when.

Each is a setting, written in steps: journal, undo and backup hold for it.
"""

import json
from collections.abc import Mapping

from budgetdesk.book.book import Book
from budgetdesk.book.read import setting
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step
from budgetdesk.domain.records import Source

_KEY = "ceilings."
_DUE = "due_day"

Ceilings = Mapping[Source, int]
"""The most that a unit may plan of a source, in 分; a source without one is not limited."""


def ceilings_of(book: Book) -> dict[str, Ceilings]:
    """What each unit that has any may plan, by the units' uuids."""
    sql = "SELECT key, value FROM setting WHERE key >= ? AND key < ? AND value IS NOT NULL"
    rows = book.rows(sql, (_KEY, f"{_KEY}\U0010ffff"))
    return {key.removeprefix(_KEY): _read(json.loads(value)) for key, value in rows}


def put_ceilings(step: Step, unit_uuid: str, ceilings: Ceilings) -> None:
    """Keep what a unit may plan, over what was kept before; {} for no limit."""
    told = {source.value: fen for source, fen in ceilings.items()}
    put_setting(step, _KEY + unit_uuid, json.dumps(told) if told else None)


def due_day(book: Book) -> str:
    """The day until which the office above wants this book's packages, ISO; "" for none."""
    return setting(book, _DUE) or ""


def put_due_day(step: Step, day: str) -> None:
    """Keep that day; "" for none."""
    put_setting(step, _DUE, day or None)


def _read(told: Mapping[str, int]) -> Ceilings:
    return {Source(key): fen for key, fen in told.items()}
