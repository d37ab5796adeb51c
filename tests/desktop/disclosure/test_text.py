"""Rewriting paragraphs, and giving them back to the program."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from budgetdesk.book.disclosure import put_disclosure_entry
from budgetdesk.desktop.disclosure.text import OWN, STALE
from budgetdesk.desktop.disclosure.tool_row import DisclosureFace
from budgetdesk.forms.sheet import Role
from tests.desktop.disclosure.conftest import OWNER, Hand, entry, paragraph

CTRL = Qt.KeyboardModifier.ControlModifier
PURCHASES = "政府采购"


def change_ledger(hand: Hand) -> None:
    line = hand.book.rows("SELECT id, amount FROM ledger_line ORDER BY id LIMIT 1")[0]
    with hand.book.step("改明细") as step:
        step.update("ledger_line", line[0], {"amount": line[1] + 1_000000})
    QApplication.processEvents()


def test_every_paragraph_and_heading_is_shown(hand: Hand) -> None:
    texts = [cell.text for cell in hand.text.sheet.cells]
    assert "2024年度部门预算公开" in texts
    assert "第三部分 2024年度部门预算情况说明" in texts
    assert "（图：三公经费分布图，生成文件时放在这里）" in texts
    inputs = [cell for cell in hand.text.sheet.cells if cell.role is Role.INPUT]
    assert len({cell.field for cell in inputs}) == len(inputs) > 20


def test_a_paragraph_typed_becomes_the_clerks_own(hand: Hand) -> None:
    drafted = hand.text.state.source.held(hand.text.state.record, paragraph(PURCHASES))
    hand.type(paragraph(PURCHASES), "none")
    own = hand.notes.paragraphs[PURCHASES]
    assert (own.text, own.drafted) == ("none", drafted)
    assert hand.state(PURCHASES) == OWN
    assert hand.steps()[0] == f"修改 段落「{PURCHASES}」"
    hand.press(Qt.Key.Key_Z, CTRL)
    assert hand.notes.paragraphs == {}
    assert hand.shown(paragraph(PURCHASES)) == drafted


def test_clearing_a_paragraph_gives_it_back(hand: Hand) -> None:
    hand.type(paragraph(PURCHASES), "none")
    hand.go(paragraph(PURCHASES))
    hand.press(Qt.Key.Key_Delete)
    assert hand.notes.paragraphs == {}
    assert hand.state(PURCHASES) == ""


def test_a_paragraph_of_the_program_cannot_be_blank(hand: Hand) -> None:
    before = hand.steps()
    hand.go(paragraph(PURCHASES))
    said: list[str] = []
    hand.editor.message.connect(said.append)
    hand.press(Qt.Key.Key_Delete)
    assert said == ["没有改写的段落由程序写出；直接输入就可以改写。"]
    assert hand.steps() == before


def test_a_letter_of_several_lines_goes_whole_into_one_paragraph(hand: Hand) -> None:
    hand.go(paragraph(PURCHASES))
    QGuiApplication.clipboard().setText("第一行。\n第二行。\n")
    hand.press(Qt.Key.Key_V, CTRL)
    assert hand.notes.paragraphs[PURCHASES].text == "第一行。\n第二行。"
    assert hand.steps()[0] == f"粘贴 段落「{PURCHASES}」"


def test_a_paragraph_copied_goes_where_it_is_pasted(hand: Hand) -> None:
    hand.type(paragraph(PURCHASES), "own")
    hand.go(paragraph(PURCHASES))
    hand.press(Qt.Key.Key_C, CTRL)
    hand.go(paragraph("车辆"))
    hand.press(Qt.Key.Key_V, CTRL)
    texts = {key: it.text for key, it in hand.notes.paragraphs.items()}
    assert texts == {PURCHASES: "own", "车辆": "own"}


def test_typing_the_programs_words_again_gives_it_back(hand: Hand) -> None:
    drafted = str(hand.text.state.source.held(hand.text.state.record, paragraph(PURCHASES)))
    hand.type(paragraph(PURCHASES), "none")
    hand.go(paragraph(PURCHASES))
    QGuiApplication.clipboard().setText(drafted)
    hand.press(Qt.Key.Key_V, CTRL)
    assert hand.notes.paragraphs == {}


def test_the_programs_words_are_restored_by_command(hand: Hand) -> None:
    for key in (PURCHASES, "收入构成"):
        hand.type(paragraph(key), "own")
    hand.go(paragraph("收入构成"))
    text = hand.text
    assert text.restore in text.commands.menu()
    assert text.restore.isEnabled()
    assert not text.confirm.isEnabled()
    text.restore.trigger()
    assert set(hand.notes.paragraphs) == {PURCHASES}
    assert hand.steps()[0] == "恢复 段落「收入构成」"
    text.select_all()
    text.commands.refresh()
    text.restore.trigger()
    assert hand.notes.paragraphs == {}
    assert not text.restore.isEnabled()


def test_a_rewritten_paragraph_says_when_the_figures_have_changed(hand: Hand) -> None:
    hand.type(paragraph("支出构成"), "own")
    assert hand.state("支出构成") == OWN
    change_ledger(hand)
    assert hand.state("支出构成") == STALE
    hand.go(paragraph("支出构成"))
    instruction = hand.desk.side.instruction.toPlainText()
    assert instruction.startswith("程序现在写的是：\n支出预算5,809.72万元")
    assert "改写以后数据有变" in instruction
    hand.text.confirm.trigger()
    assert hand.state("支出构成") == OWN
    assert hand.notes.paragraphs["支出构成"].text == "own"
    assert hand.steps()[0] == "确认改写 段落「支出构成」"


def test_the_text_follows_what_is_told(hand: Hand) -> None:
    assert hand.panel.show_face(DisclosureFace.TEXT)
    with hand.book.step("填写") as step:
        put_disclosure_entry(step, OWNER, "office_area", "7001")
    assert "7001平方米" in hand.shown(paragraph("房屋"))


def test_a_click_on_a_gap_leads_to_the_entry(hand: Hand) -> None:
    hand.take_back("office_area")
    hand.go(paragraph("房屋"))
    text = hand.text
    point = gap_point(hand)
    assert text.gap_at(point) == "办公用房面积"
    QTest.mouseMove(text.viewport(), point)
    QTest.mouseClick(
        text.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point
    )
    assert hand.panel.face is DisclosureFace.ENTRIES
    cell = hand.editor.current
    assert cell is not None
    assert cell.field == entry("office_area")


def test_a_click_beside_a_gap_only_chooses_the_paragraph(hand: Hand) -> None:
    hand.take_back("office_area")
    hand.go(paragraph("房屋"))
    cell = hand.text.cell_of(paragraph("房屋"))
    assert cell is not None
    point = hand.text.cell_rect(cell).topLeft() + QPoint(20, 14)
    assert hand.text.gap_at(point) == ""
    QTest.mouseClick(
        hand.text.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point
    )
    assert hand.panel.face is DisclosureFace.TEXT


def test_the_keyboard_leads_to_the_entry_too(hand: Hand) -> None:
    hand.take_back("structure", "office_area")
    hand.go(paragraph("房屋"))
    hand.panel.tools.gaps.click()
    cell = hand.editor.current
    assert cell is not None
    assert cell.field == entry("office_area")


def gap_point(hand: Hand) -> QPoint:
    """A point of the viewport on the gap of the current paragraph."""
    text = hand.text
    cell = text.current
    assert cell is not None
    rect = text.cell_rect(cell)
    points = (
        QPoint(x, y)
        for y in range(rect.top() + 8, rect.bottom(), 6)
        for x in range(rect.left() + 8, rect.right(), 6)
    )
    return next(point for point in points if text.gap_at(point))
