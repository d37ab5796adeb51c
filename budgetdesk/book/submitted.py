"""Forms that went upward in a package and were not edited since: the mark ↑.

As with 填报完成 the form's fingerprint is kept: any edit takes the mark back by itself.
"""

import json
from collections.abc import Iterable

from budgetdesk.book.book import Book
from budgetdesk.book.filled_in import Markable, fingerprint_of
from budgetdesk.book.read import projects
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step

_KEY = "submitted."


def mark_submitted(step: Step, forms: Iterable[Markable]) -> None:
    """Mark forms as they stand in the book."""
    for form in forms:
        put_setting(step, f"{_KEY}{form.uuid}", fingerprint_of(form))


def is_submitted(book: Book, form: Markable) -> bool:
    """Whether a form went upward as it stands now."""
    rows = book.rows("SELECT value FROM setting WHERE key = ?", (f"{_KEY}{form.uuid}",))
    return bool(rows) and rows[0][0] == fingerprint_of(form)


def submitted_ids(book: Book, among: Iterable[int] | None = None) -> frozenset[int]:
    """The projects, or those among some, that went upward and were not edited since."""
    rows = book.rows("SELECT key, value FROM setting WHERE key LIKE ? || '%'", (_KEY,))
    marks = {str(key).removeprefix(_KEY): value for key, value in rows if value}
    found = book.rows(
        "SELECT id FROM project WHERE uuid IN (SELECT value FROM json_each(?))",
        (json.dumps([*marks]),),
    )
    marked = {row_id for (row_id,) in found}
    wanted = marked if among is None else marked & {*among}
    told = projects(book, wanted) if wanted else ()
    return frozenset(it.id for it in told if marks.get(it.uuid) == fingerprint_of(it))
