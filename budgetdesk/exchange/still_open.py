"""What a book still lacks when it is handed in: remarks, errors, empty forms, gaps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from budgetdesk.book.book import Book
from budgetdesk.book.read import overalls, projects
from budgetdesk.book.return_remarks import open_remarks, ref_of_place
from budgetdesk.checks.finding import Finding, Severity
from budgetdesk.checks.report import Report, tally_of
from budgetdesk.dictionary.entries import ENTRIES
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.form_marks import Tally
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import RecordKind, Unit
from budgetdesk.exchange.checking import check_for_sending
from budgetdesk.exchange.disclosing import disclosure_documents
from budgetdesk.exchange.export_faults import ExportFault
from budgetdesk.exchange.sealed.contents import speaks_for_department
from budgetdesk.exchange.sealed.own_findings import findings_of

_UNFILLED = "Q01"  # of an empty form it says so, too


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Where each remark, error, empty form, finding without a word and gap is."""

    errors: tuple[FieldRef, ...] = ()
    empty: tuple[FieldRef, ...] = ()
    untold: tuple[FieldRef, ...] = ()
    unexplained: tuple[FieldRef, ...] = ()
    remarks: tuple[FieldRef | None, ...] = ()  # None: its form is gone
    returned: tuple[FieldRef, ...] = ()  # of an earlier 退回, and so again
    report: Report = field(default_factory=Report)

    @property
    def first(self) -> FieldRef | None:
        """Where to begin; None where nothing is open."""
        mended = (*self.remarks, *self.returned, *self.errors, *self.empty)
        places = (*mended, *self.unexplained, *self.untold)
        return next((place for place in places if place is not None), None)

    def __str__(self) -> str:
        kinds = (
            *(("退回意见", self.remarks), ("退回过又出现的", self.returned)),
            ("错误", self.errors),
            *(("空白表", self.empty), ("待说明", self.unexplained), ("待填", self.untold)),
        )
        return "、".join(f"{name} {len(refs)}" for name, refs in kinds if refs)


def still_open(book: Book, progress: Progress = ignore_progress) -> StillOpen:
    """Check a book as when it is handed in; `progress` may raise Cancelled.

    An empty form is told as such and not as an error besides.
    """
    checked = check_for_sending(book, progress)
    empty = tuple(_empty_forms(book))
    forms = {(ref.record, ref.record_id) for ref in empty}
    errors = tuple(
        it.place.ref
        for it in checked.report.findings
        if _stands_open(it) and not (it.code == _UNFILLED and _form_of(it) in forms)
    )
    again = tuple(it.ref for it in checked.returned)
    unexplained = tuple(it.place.ref for it in checked.report.findings if it.is_unexplained)
    untold, unanswered = tuple(_untold(book)), _unanswered(book)
    return StillOpen(errors, empty, untold, unexplained, unanswered, again, checked.report)


def open_in(book: Book, wanted: Sequence[Unit], found: StillOpen) -> tuple[Tally, int]:
    """Of all that goes upward with units: what asks for something, and how many forms are empty."""
    empty = {(ref.record, ref.record_id) for ref in found.empty}
    own = [
        it
        for unit in wanted
        for it in findings_of(unit, found.report, speaks=speaks_for_department(book, unit))
    ]
    told = [it for it in own if it.code != _UNFILLED or _form_of(it) not in empty]
    return tally_of(told), len(empty & {_form_of(it) for it in own if it.code == _UNFILLED})


def _form_of(finding: Finding) -> tuple[str, int]:
    return finding.place.ref.record, finding.place.ref.record_id


def _unanswered(book: Book) -> tuple[FieldRef | None, ...]:
    return tuple(ref_of_place(book, remark.place) for remark in open_remarks(book))


def _stands_open(finding: Finding) -> bool:
    ignored = finding.explanation is not None and finding.explanation.ignored
    return finding.severity is Severity.ERROR and not ignored


def _empty_forms(book: Book) -> Iterator[FieldRef]:
    for form in overalls(book):
        texts = (form.duties, form.strategic_goal, form.annual_goal)
        if not any(text.strip() for text in texts) and not form.indicators and not form.key_tasks:
            yield FieldRef(RecordKind.OVERALL, form.id, "duties")
    for project in projects(book):
        if not project.is_filled_in:
            yield FieldRef(RecordKind.PROJECT, project.id, "name")


def _untold(book: Book) -> Iterator[FieldRef]:
    keys = {entry.label: key for key, entry in ENTRIES.items()}
    try:
        documents = disclosure_documents(book)
    except ExportFault:  # no ledger, no document
        return
    for department, document in documents:
        for name in document.untold:
            path = f"entries.{keys.get(name, next(iter(ENTRIES)))}"
            yield FieldRef(RecordKind.DEPARTMENT, department.id, path)
