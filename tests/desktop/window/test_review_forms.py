"""逐表审核 worked with keys alone: sixty forms judged, remarks noted, everything taken back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book.edit import write_field
from budgetdesk.book.form_decisions import FormVerdict, form_decisions
from budgetdesk.book.return_remarks import RemarkSide, remarks_of
from budgetdesk.desktop.reviewing.dialog import ReviewDialog
from budgetdesk.desktop.window.commands import COMMANDS
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from budgetdesk.exchange.form_review.rows import CHANGED, judged_forms
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import desk_of, open_form, projects, trigger

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NOTHING = Qt.KeyboardModifier.NoModifier


def press(dialog: QDialog, key: Qt.Key, modifier: Qt.KeyboardModifier = NOTHING) -> None:
    """A key for whatever has the focus, as the window system sends it."""
    widget = QApplication.focusWidget() or dialog
    QTest.keyClick(widget, key, modifier)
    QApplication.processEvents()


@pytest.fixture
def at_desk(
    window: MainWindow, answers: Answers, qtbot: QtBot
) -> Callable[[Callable[[ReviewDialog], None]], None]:
    """Lets something be done in the dialog, opened by its command, all units before it."""

    def work(deed: Callable[[ReviewDialog], None]) -> None:
        done = []

        def show(dialog: QDialog) -> bool:
            assert isinstance(dialog, ReviewDialog)
            dialog.show()
            dialog.activateWindow()
            qtbot.waitUntil(lambda: dialog.parts.said.hasFocus())
            deed(dialog)
            done.append(dialog)
            return False

        answers.dialogs = [show]
        desk_of(window).view.clearSelection()
        trigger(window, "review_forms")
        qtbot.waitUntil(lambda: bool(done), timeout=20_000)

    return work


Work = Callable[[Callable[[ReviewDialog], None]], None]


def test_the_form_has_the_most_room_on_a_small_screen(
    at_desk: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """1366×768 at 150 %."""
    monkeypatch.setattr(QScreen, "availableSize", lambda _: QSize(911, 512))

    def look(dialog: ReviewDialog) -> None:
        parts = dialog.parts
        assert dialog.width() <= 911
        assert parts.sheet.width() > max(parts.forms.width(), parts.said.width())
        assert min(parts.forms.width(), parts.said.width()) > dialog.width() // 5

    at_desk(look)


def test_sixty_forms_are_judged_by_keys_alone(window: MainWindow, at_desk: Work) -> None:
    assert window.session is not None
    book = window.session.book

    def judge(dialog: ReviewDialog) -> None:
        assert dialog.parts.unit.currentText() == "全部单位"
        for number in range(60):
            form = dialog.form
            assert form is not None
            if number % 3 == 2 and form.open_findings:
                press(dialog, Key.Key_Return)  # the first finding goes along
                press(dialog, Key.Key_Return, CTRL | SHIFT)
            else:
                press(dialog, Key.Key_Return, CTRL)
            assert dialog.form is not None
            assert dialog.form.key != form.key
        assert dialog.parts.headline.text().startswith("已审 60/")
        assert dialog.parts.share.value() == 60

    at_desk(judge)
    decided = form_decisions(book)
    assert len(decided) == 60
    returned = [it for it in decided.values() if it.verdict is FormVerdict.RETURNED]
    noted = remarks_of(book, RemarkSide.GIVEN)
    assert len(returned) == len(noted) >= 10
    assert all(it.code and it.returned == 0 for it in noted)
    assert judged_forms(book, {})[0].verdict is FormVerdict.AGREED


def test_remarks_in_one_s_own_words_verdicts_that_lack_grounds_and_the_way_back(
    window: MainWindow, at_desk: Work
) -> None:
    assert window.session is not None
    book = window.session.book
    steps = len(book.undo_steps(99))

    def work(dialog: ReviewDialog) -> None:
        first = dialog.form
        press(dialog, Key.Key_Return, CTRL | SHIFT)
        assert "请先写一条意见" in dialog.parts.amiss.text()
        press(dialog, Key.Key_M, CTRL)
        assert dialog.parts.words.hasFocus()
        dialog.parts.words.insert("请补充本年的安排")  # as an input method does
        press(dialog, Key.Key_Return)
        assert dialog.parts.said.hasFocus()
        assert dialog.form is not None
        assert [it.words for it in dialog.form.remarks] == ["请补充本年的安排"]
        press(dialog, Key.Key_Return, CTRL)
        assert "已写意见 1 条" in dialog.parts.amiss.text()
        press(dialog, Key.Key_Return, CTRL | SHIFT)
        press(dialog, Key.Key_PageUp, CTRL)
        assert dialog.form is not None
        assert first is not None
        assert dialog.form.key == first.key
        assert dialog.form.verdict is FormVerdict.RETURNED
        for _ in range(2):
            press(dialog, Key.Key_Z, CTRL)
        assert dialog.form.remarks == ()
        press(dialog, Key.Key_Z, CTRL)
        assert "没有可以撤销的" in dialog.parts.amiss.text()

    at_desk(work)
    assert len(book.undo_steps(99)) == steps


def test_a_form_that_was_edited_waits_for_its_verdict_again(
    window: MainWindow, at_desk: Work
) -> None:
    assert window.session is not None
    book = window.session.book

    def work(dialog: ReviewDialog) -> None:
        for _ in range(8):
            press(dialog, Key.Key_Return, CTRL)

    def expect(dialog: ReviewDialog) -> None:
        """Opened again it is at the first form that nobody has judged."""
        assert dialog.form is not None
        assert dialog.form.verdict is None
        assert dialog.parts.headline.text().startswith("已审 8/")

    at_desk(work)
    at_desk(expect)
    judged = [it for it in judged_forms(book, {}) if it.verdict and it.record.kind == "project"]
    with book.step("改") as step:
        write_field(step, FieldRef(RecordKind.PROJECT, judged[0].record.id, "plan"), "改过的计划。")
    again = {it.key: it for it in judged_forms(book, {})}[judged[0].key]
    assert (again.verdict, again.standing) == (None, CHANGED)
    book.undo()
    assert {it.key: it for it in judged_forms(book, {})}[judged[0].key].verdict is not None


def test_no_key_of_the_window_means_something_else_in_a_form(window: MainWindow) -> None:
    editor = open_form(window, projects(window)[0])
    of_form = {key.toString() for action in editor.actions() for key in action.shortcuts()}
    of_window = {
        QKeySequence(key).toString()
        for command in COMMANDS
        if not command.in_tree
        for key in command.keys
    }
    assert len(of_form) > 5
    assert of_form & of_window == set()
