"""The forms that a reviewer goes through, one below the other, each with findings and decision."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import RecordsBelow
from budgetdesk.book.form_decisions import (
    VERDICT_LABELS,
    FormDecision,
    FormVerdict,
    form_decisions,
)
from budgetdesk.book.read import overalls, projects, units
from budgetdesk.book.return_remarks import RemarkSide, remarks_of
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.finding import Finding, Severity
from budgetdesk.checks.reviewing.questions import sheet_kinds
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import DeclaredRecord, Held, OverallForm, Project, Unit
from budgetdesk.domain.return_remarks import ReturnRemark
from budgetdesk.exchange.downward.naming import OVERALL_NAME
from budgetdesk.exchange.sealed.contents import speaks_for_department
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.listing import ColumnKind, ListedColumn

Found = Mapping[tuple[str, int], Sequence[Finding]]
"""What was found in each form, by its kind and id."""

OPEN, CHANGED = "未审", "改后待审"


@immutable
class JudgedForm:
    """One form: of which unit, what it is called there, and all that is known about it.

    `remarks` are those noted for the next 退回; `verdict` is what is decided about the form as it
    is now, None also where the decision was about what it said before.
    """

    record: Held
    unit: Unit
    name: str
    findings: tuple[Finding, ...] = ()
    remarks: tuple[ReturnRemark, ...] = ()
    decision: FormDecision | None = None
    verdict: FormVerdict | None = None

    @property
    def key(self) -> Hashable:
        """Kind and id."""
        return self.record.kind, self.record.id

    @property
    def standing(self) -> str:
        """The decision in a word."""
        if self.verdict is not None:
            return VERDICT_LABELS[self.verdict]
        return OPEN if self.decision is None else CHANGED

    def count(self, severity: Severity) -> int | None:
        """How many open findings are of a severity; None for none."""
        return sum(it.severity is severity for it in self.open_findings) or None

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """Those that were not settled for this form: the gravest first."""
        left = [it for it in self.findings if not (it.explanation and it.explanation.ignored)]
        order = list(Severity)
        return tuple(sorted(left, key=lambda it: order.index(it.severity)))

    def remark_on(self, finding: Finding) -> ReturnRemark | None:
        """The noted remark that was made of a finding."""
        for remark in self.remarks:
            place = remark.place
            same = place.path == finding.place.ref.path and place.row == finding.place.row
            if same and remark.code == finding.code and remark.words == finding.message:
                return remark
        return None


JUDGED: tuple[ListedColumn[JudgedForm], ...] = (
    ListedColumn("表", 10, lambda it: it.name),
    ListedColumn("错误", 3.4, lambda it: it.count(Severity.ERROR), ColumnKind.COUNT),
    ListedColumn("需说明", 4.4, lambda it: it.count(Severity.EXPLAIN), ColumnKind.COUNT),
    ListedColumn("决定", 5.4, lambda it: it.standing, ColumnKind.SHORT),
)
"""The columns of the list."""


def all_found(book: Book, form_set: FormSet, progress: Progress = ignore_progress) -> Found:
    """What the rules find in each form of a book, as when it is handed in.

    Raises:
        Cancelled: `progress` stopped it.
    """
    checker = Checker(book, form_set, handing_in=True)
    checker.run(progress)
    found: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    for finding in checker.singly():
        ref = finding.place.ref
        found[ref.record, ref.record_id].append(finding)
    return found


def judged_forms(
    book: Book, found: Found, only: Collection[int] | None = None
) -> tuple[JudgedForm, ...]:
    """The forms of some units (by id; None for all) in the tree's order.

    A department's overall form goes with the unit that speaks for it; review sheets are no forms
    to be judged.
    """
    decided, noted, below = form_decisions(book), _noted(book), RecordsBelow(book)
    return tuple(
        JudgedForm(
            record,
            unit,
            name,
            tuple(found.get((record.kind, record.id), ())),
            tuple(noted.get(record.uuid, ())),
            decided.get(record.uuid),
            _verdict(record, decided.get(record.uuid)),
        )
        for unit in units(book)
        if only is None or unit.id in only
        for record, name in _forms_of(book, unit, below)
    )


def renewed(book: Book, forms: Iterable[JudgedForm]) -> tuple[JudgedForm, ...]:
    """The same forms with what is decided and noted about them now."""
    decided, noted = form_decisions(book), _noted(book)
    return tuple(
        _renewed(it, tuple(noted.get(it.record.uuid, ())), decided.get(it.record.uuid))
        for it in forms
    )


def _renewed(
    form: JudgedForm, remarks: tuple[ReturnRemark, ...], decision: FormDecision | None
) -> JudgedForm:
    if (remarks, decision) == (form.remarks, form.decision):
        return form
    verdict = _verdict(form.record, decision)
    return replace(form, remarks=remarks, decision=decision, verdict=verdict)


def _verdict(record: Held, given: FormDecision | None) -> FormVerdict | None:
    return given.verdict if given is not None and given.holds_for(record) else None


def _noted(book: Book) -> Mapping[str, Sequence[ReturnRemark]]:
    """The remarks that wait for the next 退回, by the uuid of their form."""
    noted: dict[str, list[ReturnRemark]] = defaultdict(list)
    for remark in remarks_of(book, RemarkSide.GIVEN):
        if not remark.returned:
            noted[remark.place.record].append(remark)
    return noted


def _forms_of(book: Book, unit: Unit, below: RecordsBelow) -> Iterator[tuple[Held, str]]:
    if speaks_for_department(book, unit):
        for overall in overalls(book):
            if overall.department.id == unit.department.id:
                yield overall, OVERALL_NAME
                yield from _later(book, below, overall)
    rows = book.rows("SELECT id FROM project WHERE unit_id = ? ORDER BY position, id", (unit.id,))
    for one in projects(book, [row[0] for row in rows]):
        yield one, one.name
        yield from _later(book, below, one)


def _later(
    book: Book, below: RecordsBelow, form: Project | OverallForm
) -> Iterator[tuple[DeclaredRecord, str]]:
    """The forms of later stages below one, each by its stage."""
    sheets = {*sheet_kinds().values()}
    for record in below.below((form,)):
        if record.kind not in sheets:
            stage = book.dictionary.kinds[record.kind].stage
            yield record, " ".join(filter(None, ("·", stage, record.number)))


def told_progress(forms: Iterable[JudgedForm]) -> str:
    """How far a reviewer is: 已审 12/60　同意 10　退回 2."""
    counted = Counter(form.verdict for form in forms)
    whole = counted.total()
    parts = [f"已审 {whole - counted[None]}/{whole}"]
    parts += [f"{label} {counted[it]}" for it, label in VERDICT_LABELS.items() if counted[it]]
    return "　".join(parts)
