"""审核 while the clerk works: a full run in the background, small ones after edits."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.change import Change
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.finding import Finding
from budgetdesk.checks.report import Report
from budgetdesk.checks.rule import Rule
from budgetdesk.checks.rules_in_force import RulesInForce
from budgetdesk.desktop.jobs import Job, Jobs, JobState, on_companion
from budgetdesk.desktop.session import Session
from budgetdesk.domain.progress import Progress

_PAUSE = 30  # milliseconds: the form repaints first, and quick edits are checked together
_LONG_PAUSE = 150  # where showing a long report takes a moment itself
_HEAVY_PAUSE = 1_000  # where everything has to be checked anew: one entry follows another
_LONG = 2_000  # findings
_MANY = 40  # projects changed at once that are checked in the background
_LARGE = 300  # projects of a book whose tree changes are checked in the background


class ReportStanding(Enum):
    """What the report is worth."""

    NEVER = "never"  # nothing was checked yet
    CURRENT = "current"
    STALE = "stale"  # something changed that has not been checked


class LiveChecks(QObject):
    """The report on the open book, kept up with every change of it."""

    report_changed = Signal()
    standing_changed = Signal()  # a full run began or ended
    checked = Signal()  # a full run that was asked for has its report

    def __init__(self, session: Session, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self.report = Report()
        self.standing = ReportStanding.NEVER
        self.by_record: Mapping[str, Mapping[int, Sequence[Finding]]] = {}
        self._checker: Checker | None = None
        self._pending: list[Change] = []  # not yet told to the checker
        self._missed: list[Change] = []  # since the run under way began
        self._busy = False
        self._job: Job | None = None
        self._asked = False
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self.settle)
        session.changed.connect(self._hear)

    @property
    def busy(self) -> bool:
        """Whether a full run is under way."""
        return self._busy

    def findings_of(self, kind: str, record_id: int) -> Sequence[Finding]:
        """What was found in one form, those ignored included."""
        return self.by_record.get(kind, {}).get(record_id, ())

    def rule_of(self, code: str) -> Rule | None:
        """The rule of a code, one of the form set's among them."""
        return RulesInForce(self._session.form_set).get(code)

    def check(self, *, asked: bool = True) -> None:
        """Run every rule in the background; `asked` by the user, who is then told the outcome."""
        self._asked = self._asked or asked
        if self._busy:
            return
        self._busy = True
        self._missed = []
        self.standing_changed.emit()
        form_set = self._session.form_set

        def work(book: Book, progress: Progress) -> Checker:
            checker = Checker(book, form_set)
            checker.run(progress)
            return checker

        quiet = not asked and self._project_count() <= _LARGE
        job = self._jobs.start(
            "审核", on_companion(self._session.book, work), self._take, quiet=quiet, shows=True
        )
        if job.state is JobState.RUNNING:
            self._job = job
            job.ended.connect(self._on_ended)
        elif self._busy:
            self._give_up()

    def cancel(self) -> None:
        """Stop the full run under way; the last report stands."""
        if self._job is not None:
            self._job.cancel()

    def stop(self) -> None:
        """The book is about to be closed: check nothing any more."""
        self._pause.stop()
        self._pending, self._checker = [], None
        self._session.changed.disconnect(self._hear)
        self.cancel()

    def settle(self) -> None:
        """Check now what has changed, as far as that is quickly done."""
        self._pause.stop()
        changes, self._pending = self._pending, []
        if self._checker is None or not changes:
            return
        if not self._catch_up(self._checker, changes):
            self._checker, self.standing = None, ReportStanding.STALE
            self.check(asked=False)

    def _hear(self, change: Change) -> None:
        self._pending.append(change)
        if self._busy:
            self._missed.append(change)
        self._pause.start(self._pause_before(change))

    def _pause_before(self, change: Change) -> int:
        """How long to wait for more before checking, in milliseconds."""
        if self._checker is not None and self._checker.is_heavy(change):
            return _HEAVY_PAUSE
        return _LONG_PAUSE if len(self.report.findings) > _LONG else _PAUSE

    def _catch_up(self, checker: Checker, changes: Sequence[Change]) -> bool:
        """Tell the checker of changes; False when that would keep the window waiting."""
        if any(self._is_heavy(change) or checker.is_heavy(change) for change in changes):
            return False
        try:
            for change in changes:
                checker.update(change)
        except Exception:
            self._checker = None  # or every later edit would meet the same fault
            self._stand(ReportStanding.STALE)
            raise
        self._show(checker.report)
        return True

    def _is_heavy(self, change: Change) -> bool:
        if len(change.projects) > _MANY:
            return True
        tree = change.touches("unit", "department")
        return tree and self._project_count() > _LARGE

    def _take(self, checker: Checker) -> None:
        """The full run is over: go on with its checker on the window's own connection."""
        checker.use(self._session.book)
        missed, self._missed, self._pending = self._missed, [], []
        asked, self._asked = self._asked, False
        self._checker, self._job, self._busy = checker, None, False
        self.standing = ReportStanding.CURRENT
        whole = self._catch_up(checker, missed)
        self.standing_changed.emit()
        if whole:
            if asked:
                self.checked.emit()
            return
        self._checker = None
        self.check(asked=asked)

    def _on_ended(self) -> None:
        """Cancelled or failed: nothing else comes of it; after a good end `_take` follows."""
        if self._job is not None and self._job.state is not JobState.DONE:
            self._give_up()

    def _give_up(self) -> None:
        self._job, self._busy, self._asked = None, False, False
        self._missed = []
        self.standing_changed.emit()

    def _show(self, report: Report) -> None:
        self.report = report
        by_record: dict[str, dict[int, list[Finding]]] = defaultdict(lambda: defaultdict(list))
        for finding in report.findings:
            ref = finding.place.ref
            by_record[ref.record][ref.record_id].append(finding)
        self.by_record = by_record
        self.report_changed.emit()

    def _stand(self, standing: ReportStanding) -> None:
        self.standing = standing
        self.standing_changed.emit()

    def _project_count(self) -> int:
        return len(read.project_ids(self._session.book))
