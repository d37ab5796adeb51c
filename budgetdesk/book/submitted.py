"""Forms that went upward in a package and were not edited since: the mark ↑.

As with 填报完成 the form's fingerprint is kept: any edit takes the mark back by itself.
"""

from collections.abc import Iterable, Mapping

from budgetdesk.book.book import Book
from budgetdesk.book.filled_in import fingerprint_of, is_marked, marked_projects, marks_of
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step
from budgetdesk.domain.records import Held

_KEY = "submitted."


def mark_submitted(step: Step, forms: Iterable[Held]) -> None:
    """Mark forms as they stand in the book."""
    for form in forms:
        put_setting(step, f"{_KEY}{form.uuid}", fingerprint_of(form))


def submitted_ids(book: Book, among: Iterable[int] | None = None) -> frozenset[int]:
    """The projects, or those among some, whose forms went upward and were not edited since."""
    return marked_projects(book, _KEY, among)


def submitted_marks(book: Book) -> Mapping[str, str]:
    """The fingerprints of the forms that went upward, by their uuids."""
    return marks_of(book, _KEY)


def is_submitted(book: Book, form: Held) -> bool:
    """Whether a form went upward as it stands now."""
    return is_marked(marks_of(book, _KEY, (form.uuid,)), form)
