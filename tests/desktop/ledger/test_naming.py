"""Codes that no catalogue has: typed, told of, named, and taken back."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from budgetdesk.book import edit, read
from budgetdesk.desktop.ledger.naming_dialog import NamingDialog
from budgetdesk.domain.catalogue import CatalogueKind, OwnEntry
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.records import LedgerLine, Nature, Origin, Source
from tests.desktop.conftest import Answers
from tests.desktop.ledger.conftest import LedgerDesk

F = LedgerField
Key = Qt.Key
FUNCTION = CatalogueKind.FUNCTION


def shown(desk: LedgerDesk, row: int = 0) -> str:
    text: str = desk.pane.ledger.index(row, 1).data()
    return text


def type_code(desk: LedgerDesk, text: str, row: int = 0) -> None:
    desk.at(row, F.FUNCTION_CODE)
    desk.enter(text)
    desk.press(Key.Key_Return)


def test_a_code_typed_with_its_name_is_named_by_the_same_step(desk: LedgerDesk) -> None:
    type_code(desk, "2130577 其他扶贫支出")
    assert shown(desk) == "2130577 其他扶贫支出"
    assert read.catalogue_entries(desk.book) == (OwnEntry(FUNCTION, "2130577", "其他扶贫支出"),)
    desk.at(1, F.FUNCTION_CODE)
    desk.keys("qtfpzc")
    assert desk.choices == ["2130577 其他扶贫支出"], "it is found as any other"
    desk.press(Key.Key_Escape)
    assert not desk.pane.naming.isVisible()
    desk.session.undo()
    assert read.catalogue_entries(desk.book) == ()
    type_code(desk, "2100201 别的名称")
    assert shown(desk) == "2100201 综合医院"
    assert read.catalogue_entries(desk.book) == (), "the catalogue's own names stand"


def name(desk: LedgerDesk, text: str, code: str = "2130577") -> Callable[[QDialog], bool]:
    def answer(dialog: QDialog) -> bool:
        assert isinstance(dialog, NamingDialog)
        dialog.boxes[FUNCTION, code].setText(text)
        return True

    return answer


def test_a_nameless_code_is_told_of_and_named_by_one_click(
    desk: LedgerDesk, answers: Answers
) -> None:
    type_code(desk, "2130577")
    type_code(desk, "2130577", row=1)
    assert desk.said[-1].startswith("目录中没有功能科目 2130577，已照录。")
    assert desk.pane.naming.text() == "目录中没有的科目 1 个…"
    answers.dialogs = [name(desk, "其他扶贫支出")]
    desk.pane.naming.click()
    assert [shown(desk, row) for row in (0, 1)] == ["2130577 其他扶贫支出"] * 2
    assert not desk.pane.naming.isVisible()
    assert desk.book.undo_name == "为 1 个科目命名"
    answers.dialogs = [name(desk, " ")]
    desk.table.commands.name_code.trigger()
    assert shown(desk) == "2130577", "a blank name takes it back"
    assert desk.pane.naming.isVisible()
    desk.session.undo()
    assert shown(desk) == "2130577 其他扶贫支出"


def test_the_dialog_says_where_a_code_belongs_and_begins_at_the_cursor(
    desk: LedgerDesk, answers: Answers
) -> None:
    type_code(desk, "2100177")
    type_code(desk, "2130577", row=1)
    desk.at(1, F.FUNCTION_CODE)
    seen: list[tuple[str, str]] = []

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, NamingDialog)
        seen.extend((box.accessibleName(), box.placeholderText()) for box in dialog.boxes.values())
        assert dialog.focusWidget() is dialog.boxes[FUNCTION, "2130577"]
        return False

    answers.dialogs = [look]
    desk.table.commands.name_code.trigger()
    assert seen == [
        ("功能科目 2100177　1 行", "属于 21001 卫生健康管理事务"),
        ("功能科目 2130577　1 行", "属于 21305 巩固脱贫攻坚成果衔接乡村振兴"),
    ]
    assert read.catalogue_entries(desk.book) == ()


def test_where_every_code_has_a_name_nothing_is_asked(desk: LedgerDesk) -> None:
    type_code(desk, "2100201")
    if not desk.pane.naming.isVisible():
        desk.table.commands.name_code.trigger()
        assert desk.said[-1] == "这里的科目在目录中都有名称。"


def test_a_block_pasted_over_cells_names_codes_too(desk: LedgerDesk) -> None:
    desk.at(0, F.FUNCTION_CODE)
    desk.clip("2130577 其他扶贫支出\r\n2139977 其他农林水支出\r\n")
    desk.ctrl(Key.Key_V)
    assert [shown(desk, row) for row in (0, 1)] == [
        "2130577 其他扶贫支出",
        "2139977 其他农林水支出",
    ]
    desk.session.undo()
    assert read.catalogue_entries(desk.book) == (), "one step"


def test_a_name_given_elsewhere_is_painted_at_once(desk: LedgerDesk) -> None:
    type_code(desk, "2130577")
    told: list[int] = []
    desk.pane.ledger.dataChanged.connect(lambda first, last, _: told.append(last.row()))
    with desk.book.step("别处") as step:
        edit.put_catalogue_entry(step, FUNCTION, "2130577", "其他扶贫支出")
    assert told == [desk.pane.ledger.rowCount() - 1]


def test_projects_that_lines_name_get_their_forms_at_once(desk: LedgerDesk) -> None:
    assert not desk.pane.forms.isVisible()
    unit = desk.lines[0].unit
    with desk.book.step("粘贴") as step:
        for name, origin in (("新甲（县级）", Origin.CURRENT), ("新甲(县级)", Origin.CURRENT),
                             ("新乙", Origin.CURRENT), ("旧丙", Origin.CARRYOVER)):  # fmt: skip
            edit.add_ledger_line(
                step,
                LedgerLine(unit, "2100499", Nature.PROJECT, Source.GENERAL, origin, 100, name),
            )
    assert desk.pane.forms.text() == "为 2 个项目建申报表"

    desk.pane.forms.click()

    assert not desk.pane.forms.isVisible()
    assert desk.said[-1] == "已为 2 个项目建申报表，Ctrl+Z 可以撤销。"
    made = {row.name: row.id for row in read.project_rows(desk.book) if row.unit_id == unit.id}
    linked = [(line.project, line.project_id) for line in desk.lines[-4:]]
    assert linked == [
        ("新甲（县级）", made["新甲（县级）"]),
        ("新甲（县级）", made["新甲（县级）"]),
        ("新乙", made["新乙"]),
        ("旧丙", None),
    ]
    desk.session.undo()
    assert desk.pane.forms.text() == "为 2 个项目建申报表"
