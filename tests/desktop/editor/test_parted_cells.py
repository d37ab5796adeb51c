"""Cells of other provinces' forms under the clerk's hand: ticks, parts of a target, levels."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.declared_records import add_record
from budgetdesk.desktop.window.side_pane import SidePane
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.records import Department, Funding, Indicator, PerHorizon, Project, Unit
from budgetdesk.forms.loader import load_form_set, read_form_set
from tests.desktop.editor.form_desk import CTRL, Desk, Key, add, open_form

_ROWS: tuple[Indicator, ...] = (
    Indicator("效益指标", "社会效益指标", "维护稳定", "≥95%"),
    Indicator("产出指标", "数量指标", "干部人数", "=230人"),
)
_TARGET = "indicators.annual.target"


def _project() -> Project:
    unit = Unit("镇政府", Department("820", "镇政府"))
    return Project(
        "干部报酬",
        unit,
        period=None,
        funding=PerHorizon(None, Funding(330_984_000)),
        goals=PerHorizon(None, "按时发放"),
        indicators=PerHorizon(None, _ROWS),
    )


def _book(path: Path, set_id: str) -> Book:
    form_set = load_form_set(set_id)
    return Book.create(path, BookInfo(set_id, form_set.fiscal_year, "别省"), form_set.dictionary)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with _book(tmp_path / "四川.budget", "sichuan-2023") as made:
        yield made


@pytest.fixture
def desk(qtbot: QtBot, book: Book) -> Desk:
    return open_form(qtbot, book, add(book, _project()))


def _part(desk: Desk, number: int, part: str) -> FieldRef:
    return replace(desk.indicator(number, "target"), part=part)


def _targets(desk: Desk) -> list[str]:
    return [row.target for row in desk.project.indicators.annual]


def test_each_part_of_a_target_is_typed_in_its_column(desk: Desk) -> None:
    desk.go(_part(desk, 0, "value"))
    assert desk.shown == "95"
    desk.type("98")
    desk.press(Key.Key_Return)
    assert _targets(desk)[0] == "≥98%"
    desk.go(_part(desk, 0, "unit"))
    desk.type("分")
    desk.press(Key.Key_Return)
    assert _targets(desk)[0] == "≥98分"
    desk.go(_part(desk, 0, "sign+"))
    desk.type(">")
    desk.press(Key.Key_Return)
    assert _targets(desk)[0] == ">98分"
    desk.press(Key.Key_Z, CTRL)
    assert _targets(desk)[0] == "≥98分"


@pytest.mark.parametrize("typed", ["》=240人", "＞＝240人"])
def test_a_sign_as_an_input_method_gives_it_is_written_as_meant_and_told(
    desk: Desk, typed: str
) -> None:
    desk.go(_part(desk, 1, "value"))
    said: list[str] = []
    desk.form.message.connect(said.append)
    desk.type(typed)
    desk.press(Key.Key_Return)
    assert _targets(desk)[1] == "≥240人"
    assert said == [f"“{typed}”已写作“≥240人”。"]


@pytest.mark.parametrize(
    ("part", "heading", "says"),
    [("sign+", "计算符号", "≥"), ("unit", "度量单位", "单位"), ("value", "指标值", "")],
)
def test_each_part_has_a_help_of_its_own(
    desk: Desk, qtbot: QtBot, part: str, heading: str, says: str
) -> None:
    pane = SidePane()
    qtbot.addWidget(pane)
    pane.use(desk.session)
    pane.show_field(_part(desk, 0, part))
    assert pane.field.text() == heading
    assert says in pane.instruction.toPlainText()


def test_a_finding_at_the_target_leads_to_the_column_of_its_value(desk: Desk) -> None:
    desk.go(desk.indicator(1, "target"))
    assert (desk.path, desk.shown) == (_TARGET, "230")
    desk.type("≥240人")
    desk.press(Key.Key_Return)
    assert _targets(desk)[1] == "≥240人"


def test_three_columns_are_pasted_as_one_target(desk: Desk) -> None:
    desk.go(_part(desk, 1, "sign+"))
    desk.paste("≤\t25\t个\t10\t反向指标\n定性\t优良\t\t20\t正向指标")
    assert _targets(desk)[1:] == ["≤25个", "优良"]
    rows = desk.project.indicators.annual
    assert [row.declared["weight"] for row in rows[1:]] == ["10", "20"]
    assert desk.book.undo_name == "粘贴 9 格"


def test_a_column_of_the_form_alone_is_known_by_its_heading(qtbot: QtBot, tmp_path: Path) -> None:
    with _book(tmp_path / "湘潭.budget", "xiangtan-2023") as book:
        rows = PerHorizon((), _ROWS)
        add(book, replace(_project(), indicators=rows, goals=PerHorizon("", ""), period=""))
        desk = open_form(qtbot, book, 1)
        desk.go(desk.indicator(0))
        desk.paste(
            "一级指标\t二级指标\t三级指标\t绩效标准\t指标值\n"
            "产出指标\t数量指标\t配备车辆数\t计划标准\t10辆"
        )
        _, row = desk.project.indicators.annual
        assert (row.name, row.target, row.declared["standard"]) == (
            "配备车辆数", "10辆", "计划标准",
        )  # fmt: skip


def test_a_row_may_begin_with_its_level(desk: Desk) -> None:
    blank = next(
        cell.field
        for cell in desk.form.state.grid.cells
        if cell.field and cell.field.path == "indicators.annual.level1" and not cell.field.row_id
    )
    desk.go(blank)
    desk.type("满意度指标")
    desk.press(Key.Key_Return)
    last = desk.project.indicators.annual[-1]
    assert (last.level1, last.name, len(desk.project.indicators.annual)) == ("满意度指标", "", 3)
    desk.go(FieldRef("project", desk.form.record_id, "indicators.annual.name", last.id))
    desk.type("群众满意度")
    desk.press(Key.Key_Return)
    assert desk.project.indicators.annual[-1].name == "群众满意度"
    assert [row.name for row in desk.project.indicators.annual[:2]] == ["维护稳定", "干部人数"]


def test_a_likelihood_is_ticked_by_a_click_and_by_the_space_bar(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with _book(tmp_path / "永和.budget", "yonghe-2024") as book:
        long = PerHorizon((), _ROWS)
        add(book, replace(_project(), indicators=long, goals=PerHorizon("", ""), period=""))
        with book.step("监控") as step:
            made = add_record(step, "monitoring", 1)
            edit.write_field(step, FieldRef("monitoring", made, "period_end"), "2024-07")
        desk = open_form(qtbot, book, made, "monitoring")
        cells = [
            it.field
            for it in desk.form.state.grid.cells
            if it.field and it.field.path == "indicators.likelihood" and it.field.row_id
        ]
        able, maybe, _never = cells[:3]
        desk.click(able)
        assert _likelihood(desk) == "确定能"
        desk.go(maybe)
        desk.press(Key.Key_Space)
        assert _likelihood(desk) == "有可能"
        desk.press(Key.Key_Space)
        assert _likelihood(desk) == ""
        desk.press(Key.Key_Z, CTRL)
        assert _likelihood(desk) == "有可能"


def _likelihood(desk: Desk) -> object:
    record = desk.session.record("monitoring", desk.form.record_id)
    rows = value_of(record, "indicators")
    assert isinstance(rows, tuple)
    return next(iter({value_of(row, "likelihood") for row in rows} - {"", None}), "")


def test_a_second_form_of_a_project_is_turned_to(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "forms" / "two-2026"
    folder.mkdir(parents=True)
    files = {"set": _SET, "project": _FIRST, "second": _SECOND}
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    monkeypatch.setenv("BUDGETDESK_FORMS", str(folder.parent))
    form_set = read_form_set(folder.parent, "two-2026")
    info = BookInfo("two-2026", 2026, "两张表")
    with Book.create(tmp_path / "两.budget", info, form_set.dictionary) as book:
        add(book, replace(_project(), indicators=PerHorizon(None, ())))
        desk = open_form(qtbot, book, 1)
        assert desk.form.cell_of(desk.ref("overview")) is None
        desk.go("overview")  # leads there
        desk.type("abc")
        desk.press(Key.Key_Return)
        assert read.project(book, 1).overview == "abc"
        desk.form.turn()
        assert desk.form.cell_of(desk.ref("overview")) is None
        assert desk.messages[-1] == "现在是“甲表”。"


_SET = """
extend = "shanxi"
name = "两张表的套表"
fiscal_year = 2026
forms = ["project", "second"]
[region]
code = "990100"
name = "某市"
level = ""
"""
_FIRST = """
kind = "project"
version = "1"
name = "甲表"
title = "甲表"
order = ["all"]
columns = [100, 382]
[[rows.all]]
cells = [{ text = "项目名称" }, { field = "name" }]
[[rows.all]]
cells = [{ text = "年度目标" }, { field = "goals.annual" }]
"""
_SECOND = (
    _FIRST.replace("甲表", "乙表").replace("年度目标", "概况").replace("goals.annual", "overview")
)
