"""What was returned before and stands so again: told before a book is sent."""

from collections.abc import Iterator, Sequence

from budgetdesk.book.book import Book
from budgetdesk.checks.finding import Finding
from budgetdesk.checks.report_sheet import subject_of
from budgetdesk.dictionary.standing import has_form
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.return_lessons import ReturnLesson
from budgetdesk.domain.return_remarks import LONGEST_TEXT, RemarkPlace, RemarkTreatment
from budgetdesk.exchange.returned_before.later_book import LaterBook
from budgetdesk.exchange.returned_before.lessons import known_lessons
from budgetdesk.exchange.returned_before.likeness import still_says
from budgetdesk.forms.field_text import text_at


@immutable
class ToldAgain:
    """A lesson that holds for a book as it is, and where; `now` is what stands there."""

    lesson: ReturnLesson
    ref: FieldRef
    now: str
    form: str


def told_again(
    book: Book, findings: Sequence[Finding], codes: frozenset[str], *, also_off: bool = False
) -> tuple[ToldAgain, ...]:
    """The lessons that hold for a book, in the order in which they were returned.

    Args:
        book: of this or a later year.
        findings: of 审核 in it, each by itself.
        codes: of the rules that run for it: what one of them found is told where it finds it
            again; all else by what stands there.
        also_off: with those that are switched off.
    """
    told = _Telling(book, findings, codes).all()
    return tuple(it for it in told if also_off or not it.lesson.off)


class _Telling:
    def __init__(self, book: Book, findings: Sequence[Finding], codes: frozenset[str]) -> None:
        self._book, self._findings, self._codes = book, findings, codes
        self._later = LaterBook(book)

    def all(self) -> Iterator[ToldAgain]:
        for lesson in known_lessons(self._book):
            if self._is_settled(lesson):
                continue
            ref = self._later.place_of(lesson)
            if ref is not None and self._holds(lesson, ref):
                yield ToldAgain(lesson, ref, text_at(self._book, ref), lesson.remark.place.form)

    def _is_settled(self, lesson: ReturnLesson) -> bool:
        """Whether it is of this very year and waits for its answer, or was explained."""
        answer = lesson.remark.answer
        waits = answer is None or answer.treatment is RemarkTreatment.EXPLAINED
        return waits and lesson.year == self._book.info.fiscal_year

    def _holds(self, lesson: ReturnLesson, ref: FieldRef) -> bool:
        place, code = lesson.remark.place, lesson.remark.code
        if code in self._codes:
            same = (it for it in self._findings if it.code == code and it.explanation is None)
            return any(_is_at(it, ref, place) for it in same)
        if not has_form(ref.record) or self._later.is_moved(lesson, ref):
            return False  # lines and figures are of their year; what was filed anew is mended
        now = text_at(self._book, ref)[:LONGEST_TEXT]
        return still_says(lesson, now, self._book.info.fiscal_year)


def _is_at(finding: Finding, ref: FieldRef, place: RemarkPlace) -> bool:
    """Whether a finding is where a remark was."""
    found = finding.place.ref
    if (found.record, found.record_id, found.path) != (ref.record, ref.record_id, ref.path):
        return False
    if not has_form(found.record):
        there, then = finding.place, place
        return (subject_of(there), there.field, there.indicator) == (
            then.form, then.field, then.indicator,
        )  # fmt: skip
    slot = (found.row_id, found.level1, found.level2)
    return slot == (ref.row_id, ref.level1, ref.level2)
