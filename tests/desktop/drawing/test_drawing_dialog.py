"""从 Excel 建立套表: what was understood beside the template, corrected cell by cell, saved."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side
from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.drawing.dialog import DrawingDialog
from budgetdesk.desktop.drawing.rule_dialog import RuleDialog
from budgetdesk.desktop.drawing.sample_dialog import SampleDialog
from budgetdesk.desktop.editor.grid import GridPlace
from budgetdesk.exchange.drawing.drawing import draw
from budgetdesk.exchange.drawing.saving import declared_kind
from budgetdesk.exchange.drawing.set_text import set_files
from budgetdesk.forms.loader import read_form_set
from tests.desktop.conftest import Answers
from tests.exchange.drawing.scoring import TEMPLATES
from tests.exchange.drawing.written_layouts import made


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> DrawingDialog:
    """The dialog over the county's template."""
    forms = draw(TEMPLATES / "county-application-2027.xlsx")
    dialog = DrawingDialog(None, forms, tmp_path / "套表")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def at(dialog: DrawingDialog, place: str) -> dict[str, str]:
    """What the list says of a cell."""
    model = dialog.table.model_of_lines
    line = next((it for it in model.lines if it.key == place), None)
    return {} if line is None else {"field": line.name, "kind": line.kind, "from": line.origin}


def go(dialog: DrawingDialog, place: str) -> None:
    assert dialog.table.go_to(place)


def test_every_cell_is_listed_and_the_template_follows(dialog: DrawingDialog) -> None:
    assert len(dialog.table.model_of_lines.lines) == 45
    go(dialog, "E4")
    current = dialog.view.current
    assert current is not None
    assert (current.row, current.column) == (3, 4)
    assert at(dialog, "E4") == {"field": "项目负责人及电话", "kind": "人员", "from": "新字段"}
    assert at(dialog, "B8") == {"field": "资金总额", "kind": "金额", "from": "算出"}


def test_a_cell_gets_another_field_and_the_step_is_undone(dialog: DrawingDialog) -> None:
    go(dialog, "B15")
    dialog.cell.field.setEditText("项目设立必要性")
    QTest.mouseClick(dialog.cell.apply, Qt.MouseButton.LeftButton)
    assert at(dialog, "B15") == {"field": "项目设立必要性", "kind": "段落", "from": "填写"}
    assert dialog.accept_button.isEnabled()
    QTest.mouseClick(dialog.undo, Qt.MouseButton.LeftButton)
    assert at(dialog, "B15")["field"] == "项目可行性和必要性"
    QTest.mouseClick(dialog.redo, Qt.MouseButton.LeftButton)
    assert at(dialog, "B15")["field"] == "项目设立必要性"


def test_a_field_that_has_its_cell_is_refused_at_the_cell(dialog: DrawingDialog) -> None:
    go(dialog, "B15")
    dialog.cell.field.setEditText("项目名称")
    QTest.mouseClick(dialog.cell.apply, Qt.MouseButton.LeftButton)
    assert dialog.amiss.text() == "B15：「项目名称」已在 B3，请先改那一格。"
    assert at(dialog, "B15")["field"] == "项目可行性和必要性"


def test_a_new_field_takes_another_kind_with_its_choices(dialog: DrawingDialog) -> None:
    go(dialog, "C9")
    dialog.cell.kind.setCurrentIndex(dialog.cell.kind.findData("choice"))
    dialog.cell.choices.setText("经常性、一次性")
    QTest.mouseClick(dialog.cell.apply, Qt.MouseButton.LeftButton)
    assert at(dialog, "C9")["kind"] == "选项"
    assert dialog.accept_button.isEnabled()


def test_a_row_below_headings_becomes_the_row_of_a_list(qtbot: QtBot, tmp_path: Path) -> None:
    book = Workbook()
    heads = ["设备名称", "数量", "金额"]
    rows: list[list[str]] = [["项目支出申报表"], ["项目名称"], heads, [], ["实施计划"], []]
    book.worksheets[0].merge_cells("A5:A6")
    for row, texts in enumerate(rows, 1):
        for column, text in enumerate(texts, 1):
            book.worksheets[0].cell(row, column, text)
        for column in range(1, 4):
            book.worksheets[0].cell(row, column).border = Border(*[Side("thin")] * 4)
    book.save(tmp_path / "模板.xlsx")
    dialog = DrawingDialog(None, draw(tmp_path / "模板.xlsx"), tmp_path / "套表")
    qtbot.addWidget(dialog)
    go(dialog, "A4")
    QTest.mouseClick(dialog.cell.repeat, Qt.MouseButton.LeftButton)
    (band,) = dialog.form.bands
    listed = [it.box.place for it in dialog.form.cells if it.list_path == band.list_paths[0]]
    assert listed == ["A4", "B4", "C4"]
    assert dialog.accept_button.isEnabled()
    go(dialog, "B2")
    QTest.mouseClick(dialog.cell.repeat, Qt.MouseButton.LeftButton)
    assert dialog.amiss.text() == "B2：选中的行里没有空格，或者上面没有表头。"


def test_a_column_of_a_list_is_left_out_with_all_its_cells(qtbot: QtBot, tmp_path: Path) -> None:
    made("grid-totals", tmp_path / "模板.xlsx")
    dialog = DrawingDialog(None, draw(tmp_path / "模板.xlsx"), tmp_path / "套表")
    qtbot.addWidget(dialog)
    go(dialog, "C10")
    QTest.mouseClick(dialog.cell.drop, Qt.MouseButton.LeftButton)
    assert at(dialog, "C10") == at(dialog, "C11") == {}
    assert dialog.accept_button.isEnabled()


def dropped(dialog: DrawingDialog, source: str, row: int, column: int) -> None:
    """Drag a line of the list onto a cell of the template."""
    model = dialog.table.model_of_lines
    data = model.mimeData([model.index(model.row_of(source), 0)])
    cell = dialog.view.grid.at(row, column)
    assert cell is not None
    dialog.view.move_to(GridPlace(row, column))
    at_cell = dialog.view.geometry_.rect(cell).center() - dialog.view._scrolled()
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    event = QDropEvent(at_cell.toPointF(), action, data, buttons, keys)
    dialog.view.dropEvent(event)


def test_a_field_is_dragged_onto_another_cell(dialog: DrawingDialog) -> None:
    dropped(dialog, "E4", 3, 1)
    assert at(dialog, "B4") == {"field": "项目负责人及电话", "kind": "人员", "from": "新字段"}
    assert at(dialog, "E4") == {}
    assert dialog.accept_button.isEnabled()
    dropped(dialog, "B4", 3, 0)
    assert dialog.amiss.text() == "A4：A4 印着文字，不能填写。"
    QTest.mouseClick(dialog.undo, Qt.MouseButton.LeftButton)
    assert at(dialog, "E4")["field"] == "项目负责人及电话"


def test_what_is_worked_out_of_a_cell_that_goes_is_typed(qtbot: QtBot, tmp_path: Path) -> None:
    made("grid-totals", tmp_path / "模板.xlsx")
    dialog = DrawingDialog(None, draw(tmp_path / "模板.xlsx"), tmp_path / "套表")
    qtbot.addWidget(dialog)
    assert at(dialog, "D8")["from"] == at(dialog, "F5")["from"] == "算出"
    go(dialog, "D5")
    QTest.mouseClick(dialog.cell.drop, Qt.MouseButton.LeftButton)
    assert at(dialog, "D8")["from"] == at(dialog, "F5")["from"] == "新字段"
    assert at(dialog, "C8")["from"] == "算出"
    assert dialog.accept_button.isEnabled()


def test_what_is_saved_is_a_set_that_a_book_can_be_made_from(
    dialog: DrawingDialog, tmp_path: Path
) -> None:
    go(dialog, "B4")
    QTest.mouseClick(dialog.cell.drop, Qt.MouseButton.LeftButton)
    dialog.set_id.setText("county-2027")
    dialog.name.setText("本县申报表")
    QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.saved_id == "county-2027"
    form_set = read_form_set(tmp_path / "套表", "county-2027")
    assert form_set.name == "本县申报表"
    assert "xmbm" not in form_set.form("project").paths
    assert [path.name for path in (tmp_path / "套表").iterdir()] == ["county-2027"]


@pytest.mark.parametrize(
    ("set_id", "told"), [("县", "小写字母"), ("shanxi", "已用过"), ("", "小写字母")]
)
def test_a_number_that_cannot_be_is_told_and_nothing_is_saved(
    dialog: DrawingDialog, set_id: str, told: str, tmp_path: Path
) -> None:
    dialog.set_id.setText(set_id)
    assert told in dialog.amiss.text()
    assert not dialog.accept_button.isEnabled()
    assert not (tmp_path / "套表").exists()


def test_a_cell_is_worked_out_by_a_formula_typed_with_keys(dialog: DrawingDialog) -> None:
    go(dialog, "C9")
    part = dialog.cell
    part.kind.setCurrentIndex(part.kind.findData("money"))
    part.formula.setFocus()
    part.formula.setText("财政拨款 + 单位自筹")
    part.try_formula()
    assert part.tried.text().endswith("→ 37.50 万元")
    QTest.keyClick(part.formula, Qt.Key.Key_Return)
    assert dialog.saved_id == ""
    assert at(dialog, "C9") == {"field": "资金性质", "kind": "金额", "from": "算出"}
    assert dialog.accept_button.isEnabled()
    assert part.formula.text() == "年度财政拨款 + 年度单位自筹"
    QTest.mouseClick(dialog.undo, Qt.MouseButton.LeftButton)
    assert at(dialog, "C9") == {"field": "资金性质", "kind": "文字", "from": "新字段"}
    assert part.formula.text() == ""


def test_a_formula_that_cannot_be_is_told_at_its_cell(dialog: DrawingDialog) -> None:
    go(dialog, "C9")
    dialog.cell.formula.setText("没有这个")
    dialog.cell.try_formula()
    assert "没有叫「没有这个」的字段" in dialog.cell.tried.text()
    QTest.mouseClick(dialog.cell.apply, Qt.MouseButton.LeftButton)
    assert dialog.amiss.text() == "C9：公式第 1 个字：没有叫「没有这个」的字段。"
    assert at(dialog, "C9")["from"] == "新字段"


def test_words_are_completed_from_the_labels(dialog: DrawingDialog) -> None:
    go(dialog, "C9")
    line = dialog.cell.formula
    line.setFocus()
    line.setText("财政拨款 + ")
    QTest.keyClick(line, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    popup = line.completions
    assert popup.isVisible()
    words = [str(popup.model().index(row, 0).data()) for row in range(popup.model().rowCount())]
    assert "单位自筹　E8" in words
    popup.setCurrentIndex(popup.model().index(words.index("单位自筹　E8"), 0))
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert line.text() == "财政拨款 + 单位自筹"


def test_examples_stand_beside_the_formula(dialog: DrawingDialog) -> None:
    go(dialog, "C9")
    part = dialog.cell
    part.kind.setCurrentIndex(part.kind.findData("money"))
    QTest.mouseClick(part.apply, Qt.MouseButton.LeftButton)
    part.menu.aboutToShow.emit()
    offered = {act.text().partition("　")[0]: act for act in part.menu.actions()}
    offered["支出计划的金额合计"].trigger()
    assert part.formula.text() == "sum(支出计划, 金额)"
    assert part.tried.text().endswith("→ 75.00 万元")


def test_a_rule_is_added_changed_removed_and_each_is_undone(
    dialog: DrawingDialog, answers: Answers, tmp_path: Path
) -> None:
    def add(rule: QDialog) -> bool:
        assert isinstance(rule, RuleDialog)
        rule.pattern.setCurrentIndex(rule.pattern.findText("等于明细合计"))
        rule.pattern.activated.emit(rule.pattern.currentIndex())
        assert "资金总额为 100,000 元" in rule.examples.verdict.text()
        rule.accept()
        return True

    def change(rule: QDialog) -> bool:
        assert isinstance(rule, RuleDialog)
        rule.title.setText("总额对不上")
        rule.accept()
        return True

    def titles() -> list[str]:
        return [line.rule.title for line in dialog.rules.table.model_of_lines.lines]

    answers.dialogs = [add, change]
    go(dialog, "B8")
    QTest.mouseClick(dialog.rules.add, Qt.MouseButton.LeftButton)
    assert titles() == ["资金总额不等于支出计划合计"]
    QTest.mouseClick(dialog.rules.change, Qt.MouseButton.LeftButton)
    assert titles() == ["总额对不上"]
    QTest.mouseClick(dialog.rules.remove, Qt.MouseButton.LeftButton)
    assert titles() == []
    for expected in (["总额对不上"], ["资金总额不等于支出计划合计"], []):
        QTest.mouseClick(dialog.undo, Qt.MouseButton.LeftButton)
        assert titles() == expected
    for _ in range(2):
        QTest.mouseClick(dialog.redo, Qt.MouseButton.LeftButton)
    dialog.set_id.setText("county-2027")
    dialog.accept()
    form_set = read_form_set(tmp_path / "套表", "county-2027")
    assert [it.title for it in form_set.rules if it.code == "Z01"] == ["总额对不上"]


def test_a_rule_that_cannot_be_is_told_and_not_taken(dialog: DrawingDialog, qtbot: QtBot) -> None:
    declared = declared_kind(set_files(dialog.steps.forms), "project")
    rule = RuleDialog(dialog, dialog.steps.forms, 0, declared, 2027)
    qtbot.addWidget(rule)
    rule.begin(dialog.form.cells[0])
    for condition, told in (
        ("没有这个 > 1", "条件第 1 个字：没有叫「没有这个」的字段。"),
        ("项目名称", "条件：这里要写条件，不是文字。"),
        ("项目名称 ≠ 项目名称", "不合规的例子：这个例子没有违反规则"),
    ):
        rule.when.setText(condition)
        rule.seek()
        assert rule.amiss.text().startswith(told)
        rule.accept()
        assert rule.rule is None
        assert rule.result() == 0


def test_values_of_an_example_may_be_others(dialog: DrawingDialog, qtbot: QtBot) -> None:
    declared = declared_kind(set_files(dialog.steps.forms), "project")
    rule = RuleDialog(dialog, dialog.steps.forms, 0, declared, 2027)
    qtbot.addWidget(rule)
    rule.begin(dialog.form.cells[0])
    rule.pattern.setCurrentIndex(rule.pattern.findText("文字不含某些字"))
    rule.pattern.activated.emit(rule.pattern.currentIndex())
    table = rule.examples.table
    failing = table.item(0, 1)
    assert failing is not None
    failing.setText("名称待定")
    assert rule.rule is not None
    assert rule.rule.failing == {"name": "名称待定"}
    failing.setText("名称")
    assert rule.rule is None
    assert rule.amiss.text().startswith("不合规的例子：")


def test_the_forms_filled_with_invented_data_are_shown_and_kept(
    dialog: DrawingDialog, answers: Answers, tmp_path: Path
) -> None:
    def keep(sample: QDialog) -> bool:
        assert isinstance(sample, SampleDialog)
        assert any(cell.text == "示例项目" for cell in sample.sheets[0].cells)
        sample.accept()
        sample.accept()
        assert "已" in sample.amiss.text()
        return False

    answers.dialogs, answers.paths = [keep], [tmp_path, tmp_path]
    dialog.set_id.setText("county-2027")
    QTest.mouseClick(dialog.sample, Qt.MouseButton.LeftButton)
    assert sorted(path.name for path in tmp_path.glob("county*")) == [
        "county-2027 示例.pdf",
        "county-2027 示例.xlsx",
    ]


def test_a_column_of_a_list_is_dragged_onto_another_and_they_change_places(
    dialog: DrawingDialog,
) -> None:
    dropped(dialog, "F11", 10, 1)
    for row in (11, 12, 13):
        assert at(dialog, f"B{row}") == {"field": "支出计划/金额", "kind": "金额", "from": "新字段"}
        assert at(dialog, f"F{row}")["field"] == "支出计划/支出内容"
    assert dialog.accept_button.isEnabled()
    assert (
        'band = "zcjh"\ncells = [\n    { field = "zcjh.je", columns = 2 }'
        in set_files(dialog.steps.forms)["project_1.toml"]
    )
    QTest.mouseClick(dialog.undo, Qt.MouseButton.LeftButton)
    assert at(dialog, "F11")["field"] == "支出计划/金额"


def test_a_column_goes_to_a_blank_one_of_its_list_and_nowhere_else(dialog: DrawingDialog) -> None:
    go(dialog, "B11")
    QTest.mouseClick(dialog.cell.drop, Qt.MouseButton.LeftButton)
    dropped(dialog, "F12", 10, 1)
    assert at(dialog, "B13")["field"] == "支出计划/金额"
    assert at(dialog, "F11") == at(dialog, "F13") == {}
    assert dialog.accept_button.isEnabled()
    for place, row, column in (("B11", 3, 1), ("B11", 17, 2), ("B11", 10, 0)):
        dropped(dialog, place, row, column)
        assert "列" in dialog.amiss.text() or "印着文字" in dialog.amiss.text()
        assert at(dialog, "B11")["field"] == "支出计划/金额"
    dropped(dialog, "B3", 10, 3)
    assert dialog.amiss.text() == "D11：D11 在重复的行里，请在右边改这一列的字段。"


def test_a_column_takes_another_kind_with_all_its_cells(dialog: DrawingDialog) -> None:
    go(dialog, "F12")
    dialog.cell.kind.setCurrentIndex(dialog.cell.kind.findData("count"))
    QTest.mouseClick(dialog.cell.apply, Qt.MouseButton.LeftButton)
    assert [at(dialog, f"F{row}")["kind"] for row in (11, 12, 13)] == ["整数"] * 3
    assert dialog.accept_button.isEnabled()


def test_rows_become_a_list_by_keys_alone(dialog: DrawingDialog) -> None:
    go(dialog, "B11")
    QTest.mouseClick(dialog.cell.drop, Qt.MouseButton.LeftButton)
    for place in ("D11", "F11"):
        go(dialog, place)
        QTest.mouseClick(dialog.cell.drop, Qt.MouseButton.LeftButton)
    dialog.view.move_to(GridPlace(10, 1))
    dialog.view.setFocus()
    for _ in range(2):
        QTest.keyClick(dialog.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    dialog.cell.repeat.setFocus()
    QTest.keyClick(dialog.cell.repeat, Qt.Key.Key_Space)
    listed = [line.key for line in dialog.table.model_of_lines.lines if "支出计划/" in line.name]
    assert sorted(listed) == sorted(f"{column}{row}" for column in "BDF" for row in (11, 12, 13))
    assert dialog.accept_button.isEnabled()


def test_another_kind_of_form_is_chosen_and_undone(dialog: DrawingDialog) -> None:
    dialog.record.setCurrentIndex(dialog.record.findData("ex_ante"))
    dialog.record.activated.emit(dialog.record.currentIndex())
    assert dialog.form.record == "ex_ante"
    assert dialog.accept_button.isEnabled()
    QTest.mouseClick(dialog.undo, Qt.MouseButton.LeftButton)
    assert dialog.form.record == dialog.record.currentData() == "project"
