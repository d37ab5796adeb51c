"""A new user from the ministry's blank sheet to a filled, checked, printed and exported form.

Everything is done by mouse and keys in the dialogs themselves; the time at a clerk's pace is held
against ten minutes. What is typed is invented.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from budgetdesk import assets
from budgetdesk.book import read
from budgetdesk.desktop.dialogs.export import ExportDialog
from budgetdesk.desktop.dialogs.new_book import NewBookDialog
from budgetdesk.desktop.dialogs.office import OfficeDialog
from budgetdesk.desktop.drawing.dialog import DrawingDialog
from budgetdesk.desktop.drawing.rule_dialog import RuleDialog
from budgetdesk.desktop.editor.form_editor import FormEditor
from budgetdesk.desktop.settings import EXPORT_FOLDER, LAST_FOLDER
from budgetdesk.domain.fields import value_of
from budgetdesk.forms.loader import forget_sets
from tests.desktop.conftest import Answers, MakeWindow
from tests.desktop.window.hand import Hand
from tests.desktop.window.steps import desk_of, preview_of, trigger
from tests.exchange.drawing.scoring import TEMPLATES

Key, Held = Qt.Key, Qt.KeyboardModifier
VALUES = {
    "name": "示范乡村道路养护", "xmbm": "2027001", "xmfzrjdh": "示例人", "xmqzsj": "2027年",
    "funding.annual.local": "30", "funding.annual.provincial": "20",
    "basis": "示范县道路养护办法。", "xmkxxhbyx": "道路多年未修，群众出行不便。",
    "goals.annual": "养护村道 40 公里，群众出行方便。", "zcjh.zcnr": "路面修补",
    "zcjh.csyjjgc": "40公里×1万元", "zcjh.je": "40", "indicators.annual.name": "养护里程",
    "indicators.annual.target": "≥40公里", "indicators.annual.weight": "20",
}  # fmt: skip


class DrawingWalk:
    """The way, stop by stop."""

    def __init__(self, hand: Hand, answers: Answers) -> None:
        self.hand, self.answers = hand, answers

    def asked(self, kind: type[QDialog], steps: Callable[[], None]) -> None:
        """What is done in the next dialog."""

        def go() -> None:
            assert isinstance(self.hand.dialog, kind)
            self.hand.think()
            steps()

        self.answers.dialogs.append(self.hand.answer(go))

    # The template

    def draw(self) -> None:
        dialog = self.hand.dialog
        assert isinstance(dialog, DrawingDialog)
        self.work_out(dialog)
        self.asked(RuleDialog, self.write_rule)
        self.point_at(dialog, 7, 1)
        self.hand.click(dialog.tabs.tabBar(), dialog.tabs.tabBar().tabRect(1).center())
        self.hand.click(dialog.rules.add)
        assert [it.code for it in dialog.form.rules] == ["Z01"]
        self.hand.think()
        self.hand.click(dialog.set_id)
        self.hand.press(Key.Key_A, Held.ControlModifier)
        self.hand.write("county-2027")
        self.hand.click(dialog.accept_button)
        self.asked(NewBookDialog, self.new_book)  # behind the rule's, which was asked meanwhile

    def work_out(self, dialog: DrawingDialog) -> None:
        """资金性质 becomes an amount, the sum of the list below it."""
        self.point_at(dialog, 8, 2)
        self.hand.click(dialog.cell.field.lineEdit() or dialog.cell.field)
        self.hand.press(Key.Key_A, Held.ControlModifier)
        self.hand.write("支出计划合计")
        dialog.cell.kind.setFocus()
        while dialog.cell.kind.currentData() != "money":
            self.hand.press(Key.Key_Down)
        self.hand.click(dialog.cell.formula)
        self.hand.write("sum(支出计划, 金额)")
        self.hand.think()
        dialog.cell.try_formula()  # typing has paused
        assert dialog.cell.tried.text().endswith("→ 75.00 万元")
        self.hand.press(Key.Key_Return)
        assert dialog.amiss.text() == ""
        (cell,) = (it for it in dialog.form.cells if it.box.place == "C9")
        assert (cell.label, cell.computed) == ("支出计划合计", True)

    def point_at(self, dialog: DrawingDialog, row: int, column: int) -> None:
        self.hand.think()
        cell = dialog.view.grid.at(row, column)
        assert cell is not None
        rect = dialog.view.geometry_.rect(cell)
        self.hand.click(dialog.view.viewport(), rect.center() - dialog.view._scrolled())

    def write_rule(self) -> None:
        dialog = self.hand.dialog
        assert isinstance(dialog, RuleDialog)
        assert self.hand.focus is dialog.pattern
        while dialog.pattern.currentText() != "等于明细合计":
            self.hand.press(Key.Key_Down)
        assert "应当相等" in dialog.examples.verdict.text()
        self.hand.press(Key.Key_Return)

    # The book

    def new_book(self) -> None:
        dialog = self.hand.dialog
        assert isinstance(dialog, NewBookDialog)
        assert self.hand.focus is dialog.office
        self.hand.write("示范县交通局")
        self.hand.press(Key.Key_Return)

    def office(self) -> None:
        dialog = self.hand.dialog
        assert isinstance(dialog, OfficeDialog)
        # A department is named as its book already; a unit's name is only proposed, to type over.
        self.hand.write("示范县公路站" if self.hand.focus is dialog.name else "201")
        self.hand.press(Key.Key_Return)

    def project(self) -> FormEditor:
        desk = desk_of(self.hand.window)
        for _ in range(2):
            self.asked(OfficeDialog, self.office)
            self.hand.press(Key.Key_Return)
        self.hand.press(Key.Key_Return)
        self.hand.write(VALUES["name"])
        self.hand.press(Key.Key_Return)
        self.hand.press(Key.Key_Return)
        form = desk.tabs.current_form()
        assert form is not None
        return form

    def fill(self, form: FormEditor) -> None:
        """Tab from cell to cell; what is asked is written."""
        met: set[str] = set()
        for _ in range(60):
            field = None if form.current is None else form.current.field
            assert field is not None
            if field.path in VALUES and field.path not in met:
                self.hand.think()
                self.hand.write(VALUES[field.path])
            met.add(field.path)
            self.hand.press(Key.Key_Tab)
            if set(VALUES) <= met:
                return
        pytest.fail(f"not every cell was met: {set(VALUES) - met}")

    def export(self) -> None:
        dialog = self.hand.dialog
        assert isinstance(dialog, ExportDialog)
        for box in dialog.kinds.values():
            if not box.isChecked():
                self.hand.click(box)
        self.hand.press(Key.Key_Return)


@pytest.mark.proof
def test_from_the_blank_sheet_to_the_exported_form(
    make_window: MakeWindow, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "_USER_FOLDER", tmp_path / "数据")
    forget_sets()
    out = tmp_path / "导出"
    out.mkdir()
    window = make_window()
    window.settings.put(LAST_FOLDER, str(tmp_path))
    window.settings.put(EXPORT_FOLDER, str(out))
    hand = Hand(window)
    walk = DrawingWalk(hand, answers)
    blank = shutil.copy(TEMPLATES / "county-application-2027.xlsx", tmp_path / "申报表.xlsx")
    answers.paths = [Path(blank)]
    walk.asked(DrawingDialog, walk.draw)
    answers.choices = ["新建账套"]
    trigger(window, "draw_set")
    hand.handled += 4  # Alt, the menu, the command
    assert window.session is not None, answers.told
    form = walk.project()
    walk.fill(form)
    hand.press(Key.Key_F5)
    review = window.review
    assert review is not None
    told = [entry.finding.message for entry in review.panel.entries if entry.finding.code == "Z01"]
    assert told == ["资金总额为 500,000 元，支出计划各行相加为 400,000 元，应当相等。"]
    hand.press(Key.Key_P, Held.ControlModifier | Held.ShiftModifier)
    assert preview_of(window).document is not None
    walk.asked(ExportDialog, walk.export)
    hand.press(Key.Key_E, Held.ControlModifier)
    (project,) = read.projects(window.session.book)
    assert value_of(project, "zcjh")
    assert {it.suffix for it in out.rglob("*") if it.is_file()} >= {".xlsx", ".pdf", ".json"}
    assert not answers.dialogs
    assert hand.seconds < 10 * 60
