"""The panel 审核结果: every finding of the open book, one click from its cell."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.checks.finding import Finding
from budgetdesk.checks.fixes import safe_fixes
from budgetdesk.desktop.findings import treatment
from budgetdesk.desktop.findings.actions import IN_MENU, ON_BUTTONS, READ_ONLY, FindingActions
from budgetdesk.desktop.findings.details import DetailsPane
from budgetdesk.desktop.findings.empty import EmptyPage
from budgetdesk.desktop.findings.entries import (
    FindingLine,
    Grouping,
    Wish,
    arranged,
    entries_of,
    offices_of,
    open_counts,
    within,
)
from budgetdesk.desktop.findings.explaining import EXPLAIN, IGNORE, ExplainDialog, Words
from budgetdesk.desktop.findings.filter_bar import FilterBar
from budgetdesk.desktop.findings.live import LiveChecks, ReportStanding
from budgetdesk.desktop.findings.model import OFFICE, TITLE, FindingModel
from budgetdesk.desktop.findings.view import FindingTable
from budgetdesk.desktop.findings.wording import copied_text, fault_text, faults_text
from budgetdesk.desktop.menu import Menu
from budgetdesk.desktop.session import Session
from budgetdesk.domain.fields import FieldRef
from budgetdesk.forms.listing import LineHeading

_ROWS_SEEN = 6  # a heading and five findings


class FindingsPanel(QWidget):
    """The list with its filters and the details of the line the cursor is on."""

    manual_page = "checks"

    done = Signal(str)  # a step was made; the sentence goes beside 撤销
    said = Signal(str)  # one quiet sentence
    close_wanted = Signal()

    def __init__(
        self,
        session: Session,
        live: LiveChecks,
        open_place: Callable[[FieldRef], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("findings")
        self.setAccessibleName("审核结果")
        self._session = session
        self._live = live
        self._open_place = open_place
        self.entries: list[FindingLine] = []
        self._stale = True
        self._folded: dict[str, set[str]] = {}  # by grouping
        self.bar = FilterBar(self)
        self.table = FindingTable(FindingModel(self))
        self.actions_ = FindingActions(self.table, self._deeds())
        buttons = tuple(self.actions_[name] for name in ON_BUTTONS)
        self.details = DetailsPane(buttons, live.rule_of, self._aid)
        self.fault = QLabel(self)
        self.empty = EmptyPage(self)
        self.pages = QStackedWidget(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._lay_out()
        self._connect()
        self._arrange()

    # What the window calls

    def step(self, offset: int) -> bool:
        """Open the place of the next (1) or previous (-1) finding; False when there is none."""
        if not self._session.commit_editors():
            return False
        self._live.settle()
        entry = self.table.step(offset)
        if entry is not None:
            self._open(entry)
        return entry is not None

    def fix_safely(self) -> None:
        """Mend at once everything that changes only how something is written."""
        if self._ready():
            findings = self._live.report.findings
            if safe_fixes(findings):
                self.done.emit(treatment.fix_safely(self._session.book, findings))

    @property
    def safe_count(self) -> int:
        """How many findings can safely be mended at once."""
        return len(safe_fixes(self._live.report.findings))

    # What is shown

    def sizeHint(self) -> QSize:
        """High enough for the filters and some rows."""
        table = self.table
        head = table.horizontalHeader()
        rows = _ROWS_SEEN * table.verticalHeader().defaultSectionSize()
        rows += 0 if head.isHidden() else head.sizeHint().height()
        return QSize(super().sizeHint().width(), self.bar.sizeHint().height() + rows)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the reports made while the panel was folded away."""
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _aid(self, finding: Finding) -> str:
        """How what was found fault with may be written."""
        from budgetdesk.suggestions.aiding import writing_aid

        return writing_aid(self._session.book, self._session.form_set, finding)

    def _refresh(self) -> None:
        """Show the report as it is now, or as soon as the panel is seen."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        report = self._live.report
        self.entries = entries_of(report.findings, self.entries)
        self.bar.show_offices(offices_of(self.entries))
        self.bar.show_ignored(sum(entry.ignored for entry in self.entries))
        self.bar.show_fixes(self.safe_count, READ_ONLY if self._session.book.read_only else "")
        self.fault.setText(faults_text(report.faults))
        self.fault.setToolTip("\n".join(fault_text(fault) for fault in report.faults))
        self.fault.setVisible(bool(report.faults))
        self._arrange()

    def _arrange(self) -> None:
        """Show what the filters leave."""
        wish = self.bar.wish()
        left = within(self.entries, wish)
        if self._live.standing is ReportStanding.NEVER:
            self.bar.forget_counts()
        else:
            explained = open_counts(entry for entry in left if entry.explained)
            self.bar.show_counts(open_counts(left), explained)
        folded = frozenset(self._folded.get(wish.grouping, ()))
        self.table.hide_columns(_told_otherwise(wish, left))
        self.table.show_lines(arranged(left, wish, folded))
        self._show_page(wish)
        self._on_current()
        self._on_selection()

    def _show_page(self, wish: Wish) -> None:
        if self.table.findings.lines:
            self.pages.setCurrentWidget(self.splitter)
            return
        self.empty.tell(self._live.standing, busy=self._live.busy, narrowed=bool(self.entries))
        self.empty.clear.setText("显示全部" if wish.narrowed else "显示已忽略")
        self.pages.setCurrentWidget(self.empty)

    def _show_all(self) -> None:
        if self.bar.wish().narrowed:
            self.bar.clear()
        else:
            self.bar.ignored.setChecked(True)

    def _fold(self, key: str, fold: bool) -> None:  # noqa: FBT001 - a signal's argument
        folded = self._folded.setdefault(self.bar.wish().grouping, set())
        if fold:
            folded.add(key)
        else:
            folded.discard(key)
        self._arrange()

    def _on_current(self) -> None:
        self.details.show_entry(self.table.current_entry())

    def _on_selection(self) -> None:
        chosen = self.chosen()
        self.actions_.offer(
            chosen,
            fixable_of_kind=len(self._fixable_of_kind(chosen)),
            read_only=self._session.book.read_only,
        )

    # What is done with findings

    def chosen(self) -> list[FindingLine]:
        """The chosen findings; a chosen heading stands for its whole group."""
        lines = self.table.selected_lines()
        headings = {line.key for line in lines if isinstance(line, LineHeading)}
        if not headings:
            return [line for line in lines if isinstance(line, FindingLine)]
        wish = self.bar.wish()
        group = ""
        found = []
        for line in arranged(within(self.entries, wish), wish):
            if isinstance(line, LineHeading):
                group = line.key
            elif group in headings or line in lines:
                found.append(line)
        return found

    def _fixable_of_kind(self, chosen: list[FindingLine]) -> list[FindingLine]:
        codes = {entry.key.code for entry in chosen}
        shown = within(self.entries, self.bar.wish()) if codes else ()
        return [entry for entry in shown if entry.open_fix and entry.key.code in codes]

    def _ready(self) -> bool:
        """Whether the report speaks of the book as it is, and the book may be changed."""
        if self._session.book.read_only or not self._session.commit_editors():
            return False
        self._live.settle()
        if self._live.standing is not ReportStanding.CURRENT:
            self.said.emit("有改动还没有审核完，请稍候再试。")
            return False
        return True

    def _open(self, entry: FindingLine) -> None:
        self._open_place(entry.finding.place.ref)

    def _open_chosen(self) -> None:
        entry = self.table.current_entry()
        if entry is not None:
            self._open(entry)

    def _fix(self, entries: list[FindingLine]) -> None:
        findings = [entry.finding for entry in entries if entry.open_fix]
        if findings:
            self.done.emit(treatment.fix(self._session.book, findings))

    def _fix_chosen(self) -> None:
        if self._ready():
            self._fix(self.chosen())

    def _fix_one(self, entry: FindingLine) -> None:
        """The 修正 of a line was clicked."""
        if self._ready():
            self._fix([now for now in self.entries if now.key == entry.key])

    def _fix_kind(self) -> None:
        if self._ready():
            self._fix(self._fixable_of_kind(self.chosen()))

    def _explain(self, words: Words, *, ignored: bool) -> None:
        if not self._ready():
            return
        findings = tuple(entry.finding for entry in self.chosen())
        if not findings:
            return
        before = findings[0].explanation
        same = before if before is not None and before.ignored == ignored else None
        text = ExplainDialog.ask(self, words, findings, same)
        if text:
            book = self._session.book
            self.done.emit(treatment.explain_all(book, findings, text, ignored=ignored))

    def _withdraw(self) -> None:
        if not self._ready():
            return
        findings = [entry.finding for entry in self.chosen() if entry.finding.explanation]
        if findings:
            self.done.emit(treatment.withdraw_all(self._session.book, findings))

    def _copy(self) -> None:
        rows = [copied_text(entry.finding) for entry in self.chosen()]
        QGuiApplication.clipboard().setText("\n".join(rows))

    def _open_menu(self, place: QPoint) -> None:
        menu = Menu.passing(self)
        menu.setToolTipsVisible(True)
        for name in IN_MENU:
            if name:
                menu.addAction(self.actions_[name])
            else:
                menu.addSeparator()
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _deeds(self) -> dict[str, Callable[[], object]]:
        return {
            "open": self._open_chosen,
            "fix": self._fix_chosen,
            "fix_kind": self._fix_kind,
            "explain": lambda: self._explain(EXPLAIN, ignored=False),
            "ignore": lambda: self._explain(IGNORE, ignored=True),
            "withdraw": self._withdraw,
            "copy": self._copy,
        }

    def _connect(self) -> None:
        self._live.report_changed.connect(self._refresh)
        self._live.standing_changed.connect(lambda: self._show_page(self.bar.wish()))
        self.bar.changed.connect(self._arrange)
        self.bar.left_for_list.connect(self.table.setFocus)
        self.bar.fix_all_wanted.connect(self.fix_safely)
        self.bar.close_wanted.connect(self.close_wanted)
        self.table.opened.connect(self._open)
        self.table.fix_wanted.connect(self._fix_one)
        self.table.fold_wanted.connect(self._fold)
        self.table.current_moved.connect(self._on_current)
        self.table.selection_moved.connect(self._on_selection)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.empty.clear.clicked.connect(self._show_all)
        self.empty.check.clicked.connect(lambda: self._live.check())
        self.empty.cancel.clicked.connect(self._live.cancel)

    def _lay_out(self) -> None:
        self.fault.setObjectName("amiss")
        self.fault.setWordWrap(True)
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.setContentsMargins(12, 4, 12, 4)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.details)
        character = self.fontMetrics().horizontalAdvance("永")
        self.details.setMinimumWidth(character * 16)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([character * 66, character * 28])
        self.pages.addWidget(self.splitter)
        self.pages.addWidget(self.empty)
        self.setMinimumHeight(self.fontMetrics().height() * 8)
        self.setFocusProxy(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.fault)
        layout.addWidget(self.pages, 1)


def _told_otherwise(wish: Wish, entries: Sequence[FindingLine]) -> frozenset[int]:
    """The columns that would say the same in every line of a group, or of the whole list."""
    if wish.grouping is Grouping.RULE:
        return frozenset({TITLE})
    one_office = wish.office is not None or len(offices_of(entries)) < 2
    return frozenset({OFFICE} if one_office or wish.grouping is Grouping.UNIT else ())
