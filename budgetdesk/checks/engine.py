"""审核 of one book: all of it, or only what a change touched."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from budgetdesk.book.book import Book
from budgetdesk.book.change import Change
from budgetdesk.checks.examination import Examination, StaleGrades
from budgetdesk.checks.finding import Finding
from budgetdesk.checks.report import Report
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.forms.definition import FormSet


@contextmanager
def keeping_all() -> Iterator[None]:
    """Nearly all that a run makes is kept: looking for circles of garbage took a third of it."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


_MANY_LINES = 1_000  # whose tables take about as long as an edit may
_OF_TABLES = ("ledger_line", "revenue_line", "catalogue_entry", "unit", "department")


class Checker:
    """Keeps the last report of a book; `run` makes it, `update` keeps it up with each change.

    `handing_in`: what is looked at leaves the house, so that every form counts as filled in.
    """

    def __init__(self, book: Book, form_set: FormSet, *, handing_in: bool = False) -> None:
        self._book = book
        self._handing_in = handing_in
        self._form_set = form_set
        self._examination: Examination | None = None
        self.report = Report()

    def use(self, book: Book) -> None:
        """Go on with another connection to the same book, in the thread that owns it.

        A long run in a worker thread uses a companion; the window then takes the checker over.
        """
        self._book = book
        if self._examination is not None:
            self._examination.use(book)

    def run(self, progress: Progress = ignore_progress) -> Report:
        """Run every rule over everything.

        Raises:
            Cancelled: `progress` (which counts projects) stopped it; the last report stands.
        """
        with keeping_all():
            fresh = Examination(self._book, self._form_set, handing_in=self._handing_in)
            self.report = fresh.everything(progress)
        self._examination = fresh
        return self.report

    def singly(self) -> tuple[Finding, ...]:
        """The findings of the last run each by itself, also those that a report tells as one."""
        return () if self._examination is None else self._examination.singly()

    def codes(self) -> frozenset[str]:
        """The codes of the rules that the last run ran."""
        return frozenset() if self._examination is None else self._examination.codes

    def is_heavy(self, change: Change) -> bool:
        """Whether an update would take long.

        That is where the tables of a long ledger are computed anew, or rules are graded anew.
        """
        if self._examination is None:
            return False
        if change.touches("setting") and self._examination.is_graded_anew:
            return True
        if self._examination.line_count <= _MANY_LINES:
            return False
        return change.touches(*_OF_TABLES)

    def update(self, change: Change) -> Report:
        """Run again only the rules that read what a change touched; all when there was no run."""
        if self._examination is None:
            return self.run()
        try:
            self.report = self._examination.again(change)
        except StaleGrades:
            return self.run()
        return self.report
