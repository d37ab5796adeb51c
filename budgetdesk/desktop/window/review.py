"""审核 within the window: the panel, and the counts in tree, tabs and status line."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from budgetdesk.checks.report import Report
from budgetdesk.desktop import ask
from budgetdesk.desktop.findings.live import LiveChecks, ReportStanding
from budgetdesk.desktop.findings.panel import FindingsPanel
from budgetdesk.desktop.findings.wording import counts_text
from budgetdesk.desktop.jobs import Jobs
from budgetdesk.desktop.settings import EXPORT_FOLDER, FINDINGS_SHOWN, Settings
from budgetdesk.desktop.window.bearing import mark_pages, tallies_of
from budgetdesk.desktop.window.jumping import open_place
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.file_kinds import EXCEL, FileKind, kind_of
from budgetdesk.domain.progress import Progress

if TYPE_CHECKING:
    from budgetdesk.desktop.window.desk import Desk

_FIRST = 200  # milliseconds after the window has shown the book: a form may be opened first


class Review(QObject):
    """What the window offers under 审核, for one open book."""

    counted = Signal(str)  # the counts in words
    folded = Signal(bool)  # the panel is folded away, or is back

    def __init__(self, desk: "Desk", jobs: Jobs, settings: Settings, window: QWidget) -> None:
        super().__init__(desk)
        self._desk = desk
        self._session = desk.session
        self._jobs = jobs
        self._settings = settings
        self._window = window
        self.live = LiveChecks(desk.session, jobs, self)
        self.panel = FindingsPanel(desk.session, self.live, self.open_place)
        desk.add_below(self.panel)
        self.panel.setVisible(settings.get(FINDINGS_SHOWN))
        self._first = QTimer(self, singleShot=True, interval=_FIRST)
        self._first.timeout.connect(self._check_first)
        self._connect()
        self._first.start()

    # What the menu offers

    def check(self) -> None:
        """Check everything; the outcome is told when it is there."""
        if self._session.commit_editors():
            self._first.stop()
            self.show_panel(shown=True)
            self.live.check()

    def step(self, offset: int) -> None:
        """Go to the next (1) or previous (-1) finding."""
        if self.live.standing is ReportStanding.NEVER:
            self.check()
            return
        if not self._session.commit_editors():
            return  # the cell says why
        self.show_panel(shown=True)
        if not self.panel.step(offset):
            self._desk.notice.say("没有要看的审核结果。")

    def fix_safely(self) -> None:
        """Mend at once everything that changes only how something is written."""
        if self.live.standing is ReportStanding.NEVER:
            self.check()
        elif self.panel.safe_count:
            self.panel.fix_safely()
        else:
            self._desk.notice.say("没有可以放心改的书写问题。")

    def set_up(self) -> None:
        """Ask how the office grades the rules."""
        from budgetdesk.desktop.findings.rules_dialog import RulesDialog

        if self._session.commit_editors() and RulesDialog.ask(self._window, self._session):
            self._desk.notice.offer_undo("已修改审核设置，正在按新设置审核。", self._session.undo)

    def export(self, kind: FileKind) -> None:
        """Ask for a place and write the findings there, as `.xlsx` or `.pdf`."""
        from budgetdesk.exchange.file_names import safe_name

        if not self._session.commit_editors():
            return
        self.live.settle()
        if self.live.standing is not ReportStanding.CURRENT:
            self._desk.notice.say("还没有审核完，请按 F5 审核后再导出。")
            return
        book = self._session.book
        name = safe_name(f"审核结果表 {book.info.title}")
        folder = self._settings.folder(EXPORT_FOLDER, book.path.parent)
        proposal = folder / f"{name}{kind.suffix}"
        path = ask.ask_save(self._window, "导出审核结果", proposal, kind)
        if path is not None:
            self._settings.put(EXPORT_FOLDER, str(path.parent))
            work = report_writer(self.live.report, book.info.title, path)
            self._jobs.start("导出审核结果", work, self._on_exported)

    def show_panel(self, *, shown: bool) -> None:
        """Fold the panel away, or bring it back."""
        self.panel.setVisible(shown)
        self._settings.put(FINDINGS_SHOWN, shown)
        self.folded.emit(not shown)

    def stop(self) -> None:
        """The book is about to be closed."""
        self._first.stop()
        self.live.stop()

    def open_place(self, ref: FieldRef) -> None:
        """Go to the very cell that a finding points at."""
        if why_not := open_place(self._desk, ref):
            self._desk.notice.say(why_not)

    def _show_open(self, ref: FieldRef) -> None:
        """Go to what is still open, the findings beside it."""
        self.show_panel(shown=True)
        self.open_place(ref)

    def _on_exported(self, path: Path) -> None:
        self._desk.notice.tell_written("已导出", (path,))

    # What follows the report

    def _check_first(self) -> None:
        if self.live.standing is ReportStanding.NEVER:
            self.live.check(asked=False)

    def _on_report(self) -> None:
        mark_pages(self._desk, self.live)
        self._desk.model.show_tallies(tallies_of(self._desk, self.live))
        self.counted.emit(counts_text(self.live.report))

    def _on_standing(self) -> None:
        """✓ says that a form was checked: none does where a run was given up after a change."""
        if self.live.standing is ReportStanding.STALE and not self.live.busy:
            self._desk.model.show_tallies(None)
            self._desk.tabs.show_counts(None, {})

    def _on_stage(self) -> None:
        """The tree shows another stage's forms."""
        if self.live.standing is not ReportStanding.NEVER:
            self._desk.model.show_tallies(tallies_of(self._desk, self.live))
        self._on_standing()

    def _on_checked(self) -> None:
        self._desk.notice.say(_outcome(self.live.report))

    def _mark_current(self) -> None:
        """A page that was just opened bears its marks at once."""
        if self.live.standing is not ReportStanding.NEVER:
            mark_pages(self._desk, self.live)
        self._on_standing()

    def _offer_undo(self, sentence: str) -> None:
        self._desk.notice.offer_undo(sentence, self._session.undo)

    def _connect(self) -> None:
        self.live.report_changed.connect(self._on_report)
        self.live.checked.connect(self._on_checked)
        self.live.standing_changed.connect(self._on_standing)
        self._desk.stage_chosen.connect(self._on_stage)
        self.panel.done.connect(self._offer_undo)
        self.panel.said.connect(self._desk.notice.say)
        self.panel.close_wanted.connect(lambda: self.show_panel(shown=False))
        self._desk.tabs.current_changed.connect(self._mark_current)
        self._desk.place_wanted.connect(self._show_open)


def report_writer(report: Report, title: str, path: Path) -> Callable[[Progress], Path]:
    """The work that writes a report, by the path's suffix as a workbook or as PDF."""

    def work(progress: Progress) -> Path:
        from budgetdesk.checks.report_sheet import report_sheet
        from budgetdesk.output.sheet_files import SHEET_WRITERS

        # What is typed may end with a suffix of no kind of ours: it is a workbook then.
        write = SHEET_WRITERS.get(kind_of(path) or EXCEL, SHEET_WRITERS[EXCEL])
        write(path, [report_sheet(report, title)], title, progress)
        return path

    return work


def _outcome(report: Report) -> str:
    """How a check that was asked for came out."""
    told = counts_text(report)
    return f"审核完成：{told}" if any(report.counts().values()) else f"审核完成，{told}。"
