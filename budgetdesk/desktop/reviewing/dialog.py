"""逐表审核: the forms one below the other, the one at hand on paper, its findings, a decision."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from budgetdesk.book.change import StepInfo
from budgetdesk.book.errors import BookError
from budgetdesk.book.form_decisions import FormVerdict
from budgetdesk.desktop.dialogs.frame import WideDialog, open_wide
from budgetdesk.desktop.editor.grid import GridPlace
from budgetdesk.desktop.findings.marks import marks_of
from budgetdesk.desktop.reviewing.layout import ReviewWidgets
from budgetdesk.desktop.reviewing.said import SaidLine, said_of
from budgetdesk.desktop.session import Session
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import Unit
from budgetdesk.exchange.form_review.deciding import decide_form, turn_remark, write_remark
from budgetdesk.exchange.form_review.rows import JudgedForm, renewed, told_progress
from budgetdesk.forms.listing import LineGroup, headed

REVIEW_KEYS: tuple[tuple[str, str, str], ...] = (
    ("next", "Ctrl+PgDown", "下一张"),
    ("previous", "Ctrl+PgUp", "上一张"),
    ("agree", "Ctrl+Return", "同意"),
    ("send_back", "Ctrl+Shift+Return", "退回"),
    ("take_back", "Ctrl+Shift+Backspace", "取消决定"),
    ("write", "Ctrl+M", "写意见"),
    ("undo", "Ctrl+Z", "撤销"),
)
"""The keys of the dialog: what each does by its name, the key, and what it is called."""
_ALL = "全部单位"


class ReviewDialog(WideDialog):
    """A reviewer's desk. Each decision and remark is a step of the book at once."""

    manual_page = "checks"
    wide, high = 110, 0.62

    def __init__(
        self,
        session: Session,
        forms: Sequence[JudgedForm],
        unit_id: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """`unit_id` is the unit that is begun with, 0 for all."""
        super().__init__(parent)
        self.setWindowTitle("逐表审核")
        self._session, self._all = session, tuple(forms)
        self._before = {it.step_id for it in self._steps()}
        self.parts = ReviewWidgets(self)
        self._fill_units(unit_id)
        self._connect()
        self._show()
        self._first_open()
        open_wide(self)
        self.parts.share_width(self.width())

    @property
    def forms(self) -> tuple[JudgedForm, ...]:
        """The forms that are gone through: of the unit chosen."""
        wanted = self.parts.unit.currentData()
        return tuple(it for it in self._all if wanted in (0, it.unit.id))

    @property
    def form(self) -> JudgedForm | None:
        """The form at hand."""
        line = self.parts.forms.current_line()
        return line if isinstance(line, JudgedForm) else None

    # What the keys do

    def step(self, offset: int) -> None:
        """Go to the next (1) or previous (-1) form."""
        self.parts.forms.step(offset)
        self.parts.said.setFocus()

    def decide(self, verdict: FormVerdict | None) -> None:
        """Decide about the form at hand; after a verdict go on to the next that is open."""
        form = self.form
        if form is None or not self._done(partial(decide_form, self._session.book, form, verdict)):
            return
        self._renew()
        if verdict is not None:
            self._next_open()
        self.parts.said.setFocus()

    def turn(self, line: object) -> None:
        """Let a finding go along with the 退回 as a remark, or no more."""
        form = self.form
        if form is None or not isinstance(line, SaidLine):
            return
        if line.finding is not None:
            done = self._done(partial(turn_remark, self._session.book, form, line.finding))
        else:
            done = self._drop(form, line)
        if done:
            self._renew()

    def write(self) -> None:
        """Type a remark at the cell chosen on the form."""
        self.parts.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def note(self) -> None:
        """Keep what was typed as a remark at the cell chosen on the form."""
        form, words, ref = self.form, self.parts.words.text().strip(), self._place()
        if form is None or not words:
            return
        if ref is None:
            self.parts.say("请先在表上选一格，意见写在那一格。")
            return
        book = self._session.book
        if self._done(partial(write_remark, book, form, ref, words)):
            self.parts.words.clear()
            self._renew()
            self.parts.said.setFocus()

    def undo(self) -> None:
        """Take back what was done here last; what was done before stays."""
        steps = [it for it in self._steps() if it.step_id not in self._before]
        if not steps:
            self.parts.say("这里没有可以撤销的。")
        elif self._done(self._session.book.undo):
            self._renew()

    # Inside

    def _drop(self, form: JudgedForm, line: SaidLine) -> bool:
        from budgetdesk.exchange.downward.remarking import drop_remark

        remark = line.remark
        return remark is not None and self._done(
            partial(drop_remark, self._session.book, form.unit, remark)
        )

    def _done(self, deed: Callable[[], object]) -> bool:
        """Do something to the book; where it is refused, that is told."""
        try:
            deed()
        except BookError as error:
            self.parts.say(str(error))
            return False
        self.parts.say("")
        return True

    def _steps(self) -> Sequence[StepInfo]:
        return self._session.book.undo_steps(1_000)

    def _place(self) -> FieldRef | None:
        """The field of the cell chosen on the form, which the finding at the cursor is at."""
        cell = self.parts.sheet.current
        return None if cell is None else cell.field

    def _renew(self) -> None:
        self._all = renewed(self._session.book, self._all)
        self._show()

    def _show(self) -> None:
        shown = self.forms
        groups: dict[Unit, list[JudgedForm]] = {}
        for form in shown:
            groups.setdefault(form.unit, []).append(form)
        told = [LineGroup(unit.uuid, unit.name, own) for unit, own in groups.items()]
        lines: list[object] = [*shown] if len(told) < 2 else [*headed(told)]
        self.parts.forms.show_lines(lines)
        self.parts.headline.setText(told_progress(shown))
        self.parts.tell_share(sum(it.verdict is not None for it in shown), len(shown))
        self._look()

    def _look(self) -> None:
        """The form at hand on paper, its findings beside it."""
        form, parts = self.form, self.parts
        if form is None:
            return
        if form.key != parts.shown:
            parts.shown = form.key
            record = form.record
            parts.sheet.show_sheet(self._session.sheet_of(record.kind, record, every_slot=False))
            parts.sheet.set_marks(marks_of(form.findings))
            parts.sheet.move_to(parts.sheet.grid.first_input())
        parts.said.show_lines(list(said_of(form)))
        if parts.said.current_line() is None:
            parts.said.selectRow(0)
        self._read()
        parts.agree.setEnabled(not form.remarks)
        parts.send_back.setEnabled(bool(form.remarks))

    def _read(self) -> None:
        """The finding at the cursor in full, and its cell on the form."""
        line = self.parts.said.current_line()
        told = line.whole if isinstance(line, SaidLine) else "没有发现问题。"
        self.parts.details.setText(told)
        finding = line.finding if isinstance(line, SaidLine) else None
        sheet = self.parts.sheet
        cell = sheet.grid.showing(finding.place.ref) if finding is not None else None
        if cell is not None:
            sheet.move_to(GridPlace(cell.row, cell.column))

    def _first_open(self) -> None:
        first = next((it for it in self.forms if it.verdict is None), None)
        first = first or next(iter(self.forms), None)
        if first is not None:
            self.parts.forms.go_to(first.key)

    def _next_open(self) -> None:
        """Go to the next form without a verdict, round the end; stay where all have one."""
        shown, form = self.forms, self.form
        if form is None:
            return
        at = next(place for place, it in enumerate(shown) if it.key == form.key)
        for it in (*shown[at + 1 :], *shown[:at]):
            if it.verdict is None:
                self.parts.forms.go_to(it.key)
                return
        self.parts.say("都审完了。退回的在“收报登记”中发给单位。")

    def _fill_units(self, unit_id: int) -> None:
        named = dict.fromkeys((it.unit.id, it.unit.name) for it in self._all)
        box = self.parts.unit
        if len(named) > 1:
            box.addItem(_ALL, 0)
        for number, name in named:
            box.addItem(name, number)
        box.setCurrentIndex(max(0, box.findData(unit_id)))

    def _connect(self) -> None:
        parts = self.parts
        deeds: dict[str, Callable[[], object]] = {
            "next": partial(self.step, 1),
            "previous": partial(self.step, -1),
            "agree": partial(self.decide, FormVerdict.AGREED),
            "send_back": partial(self.decide, FormVerdict.RETURNED),
            "take_back": partial(self.decide, None),
            "write": self.write,
            "undo": self.undo,
        }
        for name, keys, text in REVIEW_KEYS:
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, deed=deeds[name]: deed())
            self.addAction(action)
        parts.agree.clicked.connect(deeds["agree"])
        parts.send_back.clicked.connect(deeds["send_back"])
        parts.close_button.clicked.connect(self.reject)
        parts.unit.currentIndexChanged.connect(self._show)
        parts.forms.current_moved.connect(self._look)
        parts.forms.opened.connect(lambda _line: parts.said.setFocus())
        parts.said.current_moved.connect(self._read)
        parts.said.opened.connect(self.turn)
        parts.words.returnPressed.connect(self.note)
        parts.said.setFocus()
