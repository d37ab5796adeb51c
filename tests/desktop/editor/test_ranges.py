"""Ranges of cells: copying to and pasting from Excel and WPS, clearing, filling down."""

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from budgetdesk.book.book import Book
from tests.desktop.editor.form_desk import (
    CTRL,
    SHIFT,
    Desk,
    Key,
    add,
    open_form,
    sample_project,
)


def _annual(desk: Desk, level2: str) -> list[tuple[str, str]]:
    return [
        (row.name, row.target) for row in desk.project.indicators.annual if row.level2 == level2
    ]


def _clipboard() -> QMimeData:
    return QGuiApplication.clipboard().mimeData()


# Copying


def test_one_cell_is_copied_as_plain_text(desk: Desk) -> None:
    desk.go("safeguards")
    desk.press(Key.Key_C, CTRL)
    assert _clipboard().text() == "制度健全\n措施到位"
    assert "same-cell" in _clipboard().html()


def test_a_range_is_copied_as_excel_reads_it(desk: Desk) -> None:
    desk.go(desk.indicator(0))
    desk.press(Key.Key_Right, SHIFT)
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_C, CTRL)
    assert _clipboard().text() == "享受补助村医人数\t≥127人\r\n发放批次\t12批\r\n"
    assert _clipboard().html().count("<tr>") == 2
    assert "colspan" not in _clipboard().html()


def test_the_whole_form_is_copied_with_its_merged_cells(desk: Desk) -> None:
    desk.press(Key.Key_A, CTRL)
    desk.press(Key.Key_C, CTRL)
    html = _clipboard().html()
    assert 'rowspan="6"' in html  # 项目资金
    assert "colspan" in html
    assert "老年村医退养补助" in _clipboard().text()


def test_cutting_copies_and_clears_as_one_step(desk: Desk) -> None:
    before = desk.steps()
    desk.go("overview")
    desk.press(Key.Key_X, CTRL)
    assert desk.project.overview == ""
    assert _clipboard().text() == sample_project().overview
    assert desk.steps() == before + 1
    desk.go("basis")
    desk.press(Key.Key_V, CTRL)
    assert desk.project.basis == sample_project().overview


def test_copying_while_editing_copies_the_chosen_letters(desk: Desk) -> None:
    desk.go("overview")
    desk.press(Key.Key_F2)
    desk.press(Key.Key_Home, SHIFT)
    desk.press(Key.Key_C, CTRL)
    assert _clipboard().text() == sample_project().overview
    assert desk.form.editing.open


# Pasting


def test_two_columns_from_excel_fill_a_slot_and_add_to_it_in_one_step(desk: Desk) -> None:
    before = desk.steps()
    desk.go(desk.indicator(0))
    desk.paste('甲\t≥1人\r\n乙\t2批\r\n"丙\n第二行"\t3\r\n丁\t4%\r\n')
    assert _annual(desk, "数量指标") == [
        ("甲", "≥1人"),
        ("乙", "2批"),
        ("丙\n第二行", "3"),
        ("丁", "4%"),
    ]
    assert _annual(desk, "质量指标") == [("发放准确率", "100%")]
    assert desk.steps() == before + 1
    desk.press(Key.Key_Z, CTRL)
    assert _annual(desk, "数量指标") == [("享受补助村医人数", "≥127人"), ("发放批次", "12批")]


def test_pasting_into_a_blank_slot_makes_its_rows(desk: Desk) -> None:
    desk.go(desk.slot("indicators.annual.name", "效益指标", "生态效益指标"))
    desk.paste("减少污染\t逐步\r\n植树\t100棵\r\n")
    assert _annual(desk, "生态效益指标") == [("减少污染", "逐步"), ("植树", "100棵")]
    assert desk.shown == "减少污染"


def test_only_targets_pasted_beyond_the_rows_make_rows_too(desk: Desk) -> None:
    desk.go(desk.indicator(1, "target"))
    desk.paste("24批\r\n36批\r\n")
    assert _annual(desk, "数量指标")[1:] == [("发放批次", "24批"), ("", "36批")]


def test_four_columns_fill_both_halves_past_the_level_names(desk: Desk) -> None:
    desk.go(desk.indicator(0, "name", "implementation"))
    desk.paste("甲\t1\t乙\t2\r\n")
    project = desk.project
    assert project.indicators.implementation is not None
    first = project.indicators.implementation[0]
    assert (first.name, first.target) == ("甲", "1")
    assert _annual(desk, "数量指标")[0] == ("乙", "2")


def test_four_columns_with_the_level_names_between_fill_both_halves(desk: Desk) -> None:
    desk.go(desk.indicator(0, "name", "implementation"))
    desk.paste("甲\t1\t数量指标\t乙\t2\r\n丙\t3\t\t丁\t4\r\n")
    assert _annual(desk, "数量指标") == [("乙", "2"), ("丁", "4")]


def test_rows_that_name_their_slots_go_there(desk: Desk) -> None:
    desk.go(desk.indicator(0))
    desk.paste(
        "产出指标\t数量指标\t甲\t1\r\n\t\t乙\t2\r\n\t质量指标\t丙\t3\r\n"
        "效益指标\t社会效益\t丁\t4\r\n\t\t戊\t5\r\n"
    )
    assert _annual(desk, "数量指标") == [("甲", "1"), ("乙", "2")]
    assert _annual(desk, "质量指标") == [("丙", "3")]
    assert _annual(desk, "社会效益指标") == [("丁", "4"), ("戊", "5")]


def test_a_range_over_slots_goes_into_the_same_slots_of_another_form(
    desk: Desk, qtbot: QtBot, book: Book
) -> None:
    from dataclasses import replace

    from budgetdesk.domain.records import PerHorizon

    other = open_form(
        qtbot, book, add(book, replace(sample_project(), indicators=PerHorizon((), ())))
    )
    desk.go(desk.indicator(0))
    desk.form.extend_to(desk.form.place._replace(column=desk.form.grid.columns - 1))
    last = desk.form.cell_of(desk.indicator(5, "target"))
    assert last is not None
    desk.form.extend_to(type(desk.form.place)(last.row, last.column))
    desk.press(Key.Key_C, CTRL)
    other.go(other.slot("indicators.annual.name", "产出指标", "数量指标"))
    before = other.steps()
    other.press(Key.Key_V, CTRL)
    rows = [(row.level2, row.name, row.target) for row in other.project.indicators.annual]
    assert rows == [
        (row.level2, row.name, row.target) for row in sample_project().indicators.annual
    ]
    assert other.steps() == before + 1


def test_a_copied_half_goes_into_the_other_half(desk: Desk) -> None:
    desk.go(desk.indicator(0))
    desk.type("changed")
    desk.press(Key.Key_Tab, SHIFT)
    desk.go(desk.indicator(0))
    desk.press(Key.Key_Right, SHIFT)
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_C, CTRL)
    desk.go(desk.indicator(0, "name", "implementation"))
    desk.press(Key.Key_V, CTRL)
    assert desk.project.indicators.implementation is not None
    assert desk.project.indicators.implementation[0].name == "changed"


def test_amounts_are_pasted_down_a_column_as_clerks_write_them(desk: Desk) -> None:
    desk.go("funding.annual.central")
    before = desk.steps()
    desk.paste("1,000\r\n０\r\n1.5万元\r\n\r\n20\r\n")
    money = desk.project.funding.annual
    assert (money.central, money.provincial, money.local) == (100000, 0, 1500000)
    assert (money.own, money.other) == (None, 2000)
    assert money.total == 100000 + 1500000 + 2000
    assert desk.steps() == before + 1


def test_a_bad_amount_in_a_pasted_range_changes_nothing_and_is_named(desk: Desk) -> None:
    before = desk.steps()
    held = desk.project
    desk.go("funding.annual.central")
    desk.paste("1\r\n二十\r\n3\r\n")
    assert desk.project == held
    assert desk.steps() == before
    assert "年度省级财政资金" in desk.messages[-1]
    assert "二十" in desk.messages[-1]


def test_a_letters_lines_go_whole_into_one_paragraph(desk: Desk) -> None:
    desk.go("overview")
    desk.paste("第一段\n第二段\n\n第三段\n")
    assert desk.project.overview == "第一段\n第二段\n\n第三段"
    assert desk.project.basis == ""


def test_a_column_of_a_table_goes_into_one_paragraph_each(desk: Desk) -> None:
    data = QMimeData()
    data.setText("概况\r\n依据\r\n必要性\r\n")
    data.setHtml("<table><tr><td>概况</td></tr></table>")
    QGuiApplication.clipboard().setMimeData(data)
    desk.go("overview")
    desk.press(Key.Key_V, CTRL)
    assert (desk.project.overview, desk.project.basis, desk.project.necessity) == (
        "概况",
        "依据",
        "必要性",
    )


def test_one_text_fills_a_chosen_range(desk: Desk) -> None:
    desk.go("funding.annual.central")
    for _ in range(4):
        desk.press(Key.Key_Down, SHIFT)
    before = desk.steps()
    desk.paste("7")
    money = desk.project.funding.annual
    assert [money.central, money.provincial, money.local, money.own, money.other] == [700] * 5
    assert desk.steps() == before + 1


def test_a_text_for_a_computed_cell_is_left_over_and_told(desk: Desk) -> None:
    desk.go("funding.annual.total")
    desk.paste("99\r\n1\r\n")
    assert desk.project.funding.annual.central == 100
    assert desk.project.funding.annual.total == 507221900 + 100
    assert "没有粘贴" in desk.messages[-1]


def test_pasting_in_an_open_editor_goes_into_its_text(desk: Desk) -> None:
    desk.go("name")
    desk.press(Key.Key_F2)
    desk.paste("（一\r\n期）")
    assert desk.form.editing.open
    desk.press(Key.Key_Return)
    assert desk.project.name == "老年村医退养补助（一 期）"


def test_pasting_nothing_says_so(desk: Desk) -> None:
    desk.go("name")
    desk.paste("")
    assert "没有可以粘贴" in desk.messages[-1]


def test_a_whole_form_is_pasted_into_another_form_of_the_same_kind(
    desk: Desk, qtbot: QtBot, book: Book
) -> None:
    from dataclasses import replace

    from budgetdesk.domain.records import Funding, PerHorizon

    blank = replace(
        sample_project(),
        funding=PerHorizon(Funding(), Funding()),
        overview="",
        necessity="",
        goals=PerHorizon("", ""),
        indicators=PerHorizon((), ()),
    )
    other = open_form(qtbot, book, add(book, blank))
    desk.press(Key.Key_A, CTRL)
    desk.press(Key.Key_C, CTRL)
    other.press(Key.Key_A, CTRL)
    other.press(Key.Key_V, CTRL)
    made, given = other.project, desk.project
    assert made.funding == given.funding
    assert (made.overview, made.necessity, made.goals) == (
        given.overview,
        given.necessity,
        given.goals,
    )
    assert [(row.level2, row.name) for row in made.indicators.annual] == [
        (row.level2, row.name) for row in given.indicators.annual
    ]


def test_a_block_from_the_exported_workbook_falls_on_its_labels(desk: Desk) -> None:
    desk.go("funding.implementation.central")
    place = desk.form.place
    columns = range(3, desk.form.grid.columns)
    amounts = iter(["11", "12"])
    line = []
    for column in columns:
        cell = desk.form.grid.at(place.row, column)
        assert cell is not None
        begins = cell.column == column
        line.append((cell.text if cell.field is None else next(amounts)) if begins else "")
    desk.form.move_to(place._replace(column=3))
    assert desk.form.current is not None
    assert desk.form.current.field is None
    desk.paste("\t".join(line) + "\r\n")
    assert desk.project.funding.annual.central == 1200
    assert desk.project.funding.implementation is not None
    assert desk.project.funding.implementation.central == 1100


# Clearing and filling


def test_del_clears_a_range_as_one_step(desk: Desk) -> None:
    desk.go(desk.indicator(0))
    desk.press(Key.Key_Right, SHIFT)
    desk.press(Key.Key_Down, SHIFT)
    before = desk.steps()
    desk.press(Key.Key_Delete)
    assert _annual(desk, "数量指标") == []
    assert desk.steps() == before + 1
    desk.press(Key.Key_Z, CTRL)
    assert _annual(desk, "数量指标") == [("享受补助村医人数", "≥127人"), ("发放批次", "12批")]


def test_del_on_everything_spares_what_is_locked(desk: Desk) -> None:
    before = desk.steps()
    desk.press(Key.Key_A, CTRL)
    desk.press(Key.Key_Delete)
    project = desk.project
    assert (project.overview, project.indicators.annual, project.funding.annual.total) == (
        "",
        (),
        None,
    )
    assert project.unit.name == "永和县医疗集团"
    assert desk.steps() == before + 1
    desk.press(Key.Key_Z, CTRL)
    assert len(desk.project.indicators.annual) == 6


def test_del_on_a_computed_cell_says_why_not(desk: Desk) -> None:
    before = desk.steps()
    desk.go("funding.annual.total")
    desk.press(Key.Key_Delete)
    assert desk.steps() == before
    assert desk.messages


def test_backspace_begins_a_new_text(desk: Desk) -> None:
    desk.go("overview")
    desk.press(Key.Key_Backspace)
    assert desk.form.editing.open
    assert desk.form.text.text() == ""
    desk.press(Key.Key_Escape)
    assert desk.project.overview == sample_project().overview


@pytest.mark.parametrize("whole", [True, False])
def test_fill_down_takes_the_uppermost_text(desk: Desk, whole: bool) -> None:
    if whole:
        desk.go("funding.annual.local")
        desk.press(Key.Key_Down, SHIFT)
        desk.press(Key.Key_Down, SHIFT)
    else:
        desk.go("funding.annual.own")
    before = desk.steps()
    desk.press(Key.Key_D, CTRL)
    money = desk.project.funding.annual
    assert money.own == money.local == 507221900
    assert money.other == (507221900 if whole else None)
    assert desk.steps() == before + 1


def test_fill_down_within_a_slot_makes_the_row_it_fills(desk: Desk) -> None:
    desk.go(desk.indicator(0, "name", "implementation"))
    desk.press(Key.Key_Return, CTRL)  # a third row in this half gives the other a blank one
    desk.type("third")
    desk.press(Key.Key_Return)
    desk.go(desk.indicator(1, "target"))
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_D, CTRL)
    assert _annual(desk, "数量指标")[-1] == ("", "12批")
