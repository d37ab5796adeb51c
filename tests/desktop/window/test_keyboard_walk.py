"""A fresh start with the keys alone: from the first page to the exported form.

What is typed is a published form of the bundled sample; the keys of the walk are held against
those of filling the same form in its Excel template, and their time against five minutes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.desktop.dialogs.export import ExportDialog
from budgetdesk.desktop.dialogs.new_book import NewBookDialog
from budgetdesk.desktop.dialogs.office import OfficeDialog
from budgetdesk.desktop.editor.form_editor import FormEditor
from budgetdesk.desktop.settings import EXPORT_FOLDER, LAST_FOLDER
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.records import Project, RecordKind
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_form_set
from budgetdesk.forms.sheet import Sheet
from tests.desktop.conftest import Answers, MakeWindow
from tests.desktop.window.hand import Hand
from tests.desktop.window.steps import desk_of
from tests.desktop.window.template_keys import template_keys

Key, Held = Qt.Key, Qt.KeyboardModifier
NAME = "2024年医疗集团人员补助"
PARAGRAPHS = ("overview", "basis", "necessity", "safeguards", "plan")


@pytest.fixture
def wanted(sample_book: Path) -> Project:
    """The form that is to stand in the book at the end."""
    with Book.open(sample_book, read_only=True) as book:
        [row] = [row for row in read.project_rows(book) if row.name == NAME]
        return read.project(book, row.id)


class Walk:
    """The way, stop by stop; each says where the focus must be."""

    def __init__(self, hand: Hand, answers: Answers, wanted: Project) -> None:
        self.hand = hand
        self.answers = answers
        self.wanted = wanted
        self.in_form = (0.0, 0.0)  # keys that are no text, and those that are

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Count what is pressed in the form alone."""
        handled, typed = self.hand.handled, self.hand.typed
        yield
        self.in_form = (self.hand.handled - handled, self.hand.typed - typed)

    def asked(self, kind: type[QDialog], steps: Callable[[], None]) -> None:
        """What is pressed in the next dialog, the focus in it from the first key on."""

        def go() -> None:
            assert isinstance(self.hand.dialog, kind)
            steps()

        self.answers.dialogs.append(self.hand.answer(go))

    def focus_is(self, *widgets: QWidget | None) -> None:
        assert self.hand.focus in widgets

    # From the first page to the form

    def make_book(self) -> None:
        def steps() -> None:
            dialog = self.hand.dialog
            assert isinstance(dialog, NewBookDialog)
            self.focus_is(dialog.office)
            self.hand.write(self.wanted.unit.department.name)
            self.hand.press(Key.Key_Backtab, Held.ShiftModifier)
            self.focus_is(dialog.sets)
            self.hand.press(Key.Key_End)
            assert dialog.sets.currentItem().text().startswith("永和县2024年")
            self.hand.press(Key.Key_Return)

        self.hand.think()
        self.asked(NewBookDialog, steps)
        self.hand.press(Key.Key_N, Held.ControlModifier)

    def make_department(self) -> None:
        buttons = desk_of(self.hand.window).tabs.advice.buttons

        def steps() -> None:
            dialog = self.hand.dialog
            assert isinstance(dialog, OfficeDialog)
            assert dialog.name.text() == self.wanted.unit.department.name, "it is known already"
            self.focus_is(dialog.code)
            self.hand.write(self.wanted.unit.department.code)
            self.hand.press(Key.Key_Return)

        self.hand.think()
        self.focus_is(buttons["new_department"])
        self.asked(OfficeDialog, steps)
        self.hand.press(Key.Key_Return)

    def make_unit(self) -> None:
        buttons = desk_of(self.hand.window).tabs.advice.buttons

        def steps() -> None:
            dialog = self.hand.dialog
            assert isinstance(dialog, OfficeDialog)
            self.focus_is(dialog.name)
            self.hand.write(self.wanted.unit.name)
            self.hand.press(Key.Key_Return)

        self.hand.think()
        self.focus_is(buttons["new_unit"])
        self.asked(OfficeDialog, steps)
        self.hand.press(Key.Key_Return)

    def make_project(self) -> FormEditor:
        desk = desk_of(self.hand.window)
        self.hand.think()
        self.focus_is(desk.tabs.advice.buttons["new_project"])
        self.hand.press(Key.Key_Return)
        field = self.hand.focus
        assert isinstance(field, QLineEdit)
        assert desk.view.isAncestorOf(field)
        self.hand.write(self.wanted.name)
        self.hand.press(Key.Key_Return)
        self.focus_is(desk.view)
        self.hand.press(Key.Key_Return)
        form = desk.tabs.current_form()
        assert form is not None
        self.focus_is(form.text)
        return form

    # The form

    def at(self, form: FormEditor, path: str) -> None:
        self.focus_is(form.text)
        assert form.current is not None
        assert form.current.field is not None
        assert form.current.field.path == path

    def fill(self, form: FormEditor) -> None:
        self.at(form, "name")
        for path in ("attribute", "period"):
            self.hand.press(Key.Key_Tab)
            self.at(form, path)
            self.hand.think()
            self.hand.press(Key.Key_Down, Held.AltModifier)
            self.hand.press(Key.Key_Return)
        self.hand.press(Key.Key_Tab)
        self._fill_amounts(form)
        for path in PARAGRAPHS:
            self.at(form, path)
            self._say(str(getattr(self.wanted, path)))
            self.hand.press(Key.Key_Return)
        self.at(form, "goals.implementation")
        self._say(self.wanted.goals.implementation or "")
        self.hand.press(Key.Key_Return)
        self._fill_indicators(form)
        self.hand.press(Key.Key_R, Held.ControlModifier | Held.ShiftModifier)  # 实施期复制到年度
        self.hand.press(Key.Key_End, Held.ControlModifier)
        self.hand.press(Key.Key_Home)
        self.hand.think()
        for path in ("responsible", "handler", "phone", "filed_at"):
            self.at(form, path)
            self.hand.write(str(getattr(self.wanted, path)))
            self.hand.press(Key.Key_Tab)

    def _say(self, text: str) -> None:
        self.hand.think()
        self.hand.write(text)

    def _fill_amounts(self, form: FormEditor) -> None:
        money = self.wanted.funding.implementation
        assert money is not None
        self.hand.think()
        for payer in ("central", "provincial", "local", "own", "other"):
            self.at(form, f"funding.implementation.{payer}")
            amount = getattr(money, payer)
            if amount is not None:
                self.hand.write(str(amount // 100))
            self.hand.press(Key.Key_Return)

    def _fill_indicators(self, form: FormEditor) -> None:
        rows = {row.level2: row for row in self.wanted.indicators.implementation or ()}
        for _ in range(9):
            self.at(form, "indicators.implementation.name")
            assert form.current is not None
            assert form.current.field is not None
            row = rows.get(form.current.field.level2)
            if row is not None:
                self._say(row.name)
                self.hand.press(Key.Key_Tab)
                self.at(form, "indicators.implementation.target")
                self.hand.write(row.target)
            self.hand.press(Key.Key_Return)

    # And out again

    def check(self) -> None:
        self.hand.think()
        before = self.hand.focus
        self.hand.press(Key.Key_F5)
        review = self.hand.window.review
        assert review is not None
        assert review.panel.isVisible()
        assert review.panel.entries, "what the published form leaves open is found"
        self.focus_is(before, review.panel.table)

    def export(self) -> None:
        def steps() -> None:
            dialog = self.hand.dialog
            assert isinstance(dialog, ExportDialog)
            self.focus_is(dialog.scopes[0])
            self.hand.press(Key.Key_Return)

        self.hand.think()
        self.asked(ExportDialog, steps)
        self.hand.press(Key.Key_E, Held.ControlModifier)


def test_from_the_first_page_to_the_exported_form(
    make_window: MakeWindow, answers: Answers, wanted: Project, tmp_path: Path
) -> None:
    out = tmp_path / "导出"
    out.mkdir()
    window: MainWindow = make_window()
    window.settings.put(LAST_FOLDER, str(tmp_path))
    window.settings.put(EXPORT_FOLDER, str(out))
    hand = Hand(window)
    walk = Walk(hand, answers, wanted)
    walk.focus_is(window.start_page)
    walk.make_book()
    walk.make_department()
    walk.make_unit()
    form = walk.make_project()
    with walk.counting():
        walk.fill(form)
    walk.check()
    walk.export()
    assert not answers.dialogs
    assert not answers.told
    assert window.session is not None
    [project] = read.projects(window.session.book)
    assert texts(project) == texts(wanted)
    assert {path.suffix for path in out.rglob("*") if path.is_file()} == {".xlsx", ".pdf"}

    moves, text = template_keys(sheet_of(wanted))
    handled, typed = walk.in_form
    assert handled <= moves / 2, "moving about, choosing, copying: the work beside the words"
    assert handled + typed <= 0.7 * (moves + text), "the words that are said once are the same"
    assert hand.handled + hand.typed <= 0.72 * (moves + text), "and with the book, from nothing"
    assert hand.seconds <= 5 * 60


def texts(project: Project) -> list[str]:
    """What stands on a project's form."""
    return [cell.text for cell in sheet_of(project).cells]


def sheet_of(project: Project) -> Sheet:
    form = load_form_set("yonghe-2024").form(RecordKind.PROJECT)
    return lay_out(form, project, 2024, every_slot=True)
