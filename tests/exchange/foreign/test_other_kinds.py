"""Forms of departments and of other stages come in whole, each into the record it is of."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.declared_records import forms_of
from budgetdesk.book.edit import add_department, add_project, add_unit, write_field
from budgetdesk.book.provenance import with_sources
from budgetdesk.book.read import field_history, projects
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.records import (
    DeclaredRecord,
    Department,
    Indicator,
    PerHorizon,
    Unit,
)
from budgetdesk.exchange.existing import Decisions, OnExisting
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.placing import blank_project
from budgetdesk.forms.loader import load_form_set
from tests.exchange.foreign.conftest import PLAIN, Read

Rows = list[list[str]]
SELF: Rows = [
    ["某县项目支出绩效自评表", "", "", "", "", "", ""],
    ["项目名称", "老年食堂补助", "", "", "", "", ""],
    ["主管部门", "某县民政局", "", "", "实施单位", "某县养老中心", ""],
    ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率"],
    ["", "年度资金总额", "12.5", "12.5", "10", "10", "80%"],
    ["", "其中：当年财政拨款", "12.5", "12.5", "10", "—", "80%"],
    ["年度总体目标", "预期目标", "", "实际完成情况", "", "", ""],
    ["", "办好12个老年食堂", "", "办好了11个", "", "", ""],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "偏差原因"],
    ["产出指标", "数量指标", "食堂数量", "≥12个", "11个", "20", "选址推迟"],
    ["", "质量指标", "食品安全达标率", "100%", "100%", "20", ""],
    ["存在问题", "选址推迟", "", "", "", "", ""],
]


@pytest.fixture
def book(folder: Path) -> Iterator[Book]:
    form_set = load_form_set("yonghe-2024")
    info = BookInfo("yonghe-2024", 2024, "某县")
    with Book.create(folder / "本年.budget", info, form_set.dictionary) as book:
        yield book


@pytest.fixture
def filled(book: Book) -> Book:
    """With a project, two indicators of it, and its office."""
    form_set = load_form_set("yonghe-2024")
    with book.step("试验") as step:
        owner = Department("202", "某县民政局")
        owner = Department("202", "某县民政局", add_department(step, owner))
        unit = Unit("某县养老中心", owner)
        unit = Unit("某县养老中心", owner, id=add_unit(step, unit))
        project = blank_project(form_set, unit, "老年食堂补助")
        rows = (
            Indicator("产出指标", "数量指标", "食堂数量", "≥12个"),
            Indicator("产出指标", "质量指标", "食品安全达标率", "100%"),
        )
        add_project(step, replace(project, indicators=PerHorizon(None, rows)))
    return book


def page(folder: Path, rows: Rows, name: str = "自评.html") -> Path:
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    path = folder / name
    path.write_text("<table>" + "".join(f"<tr>{it}</tr>" for it in lines) + "</table>", "utf-8")
    return path


def below(book: Book, kind: str) -> list[DeclaredRecord]:
    return [it for it in forms_of(book, kind) if isinstance(it, DeclaredRecord)]


def test_a_form_of_a_stage_is_read_by_its_rows_and_columns(read: Read) -> None:
    (form,) = read(SELF, "yonghe-2024").records
    said = {path: it.text for path, it in form.fields.items()}
    assert form.record == "self_evaluation"
    assert said["executed_total"] == "10万元"
    assert said["goal_actual"] == "办好了11个"
    assert said["problems"] == "选址推迟"
    assert [dict(row.texts)["actual"] for row in form.rows] == ["11个", "100%"]
    assert not form.unread


def test_it_comes_below_its_project_and_follows_its_indicators(filled: Book, folder: Path) -> None:
    (report,) = import_files(filled, [page(folder, SELF)]).files
    assert "项目支出绩效自评表 1 张" in next(report.sentences())
    (record,) = below(filled, "self_evaluation")
    assert record.declared["executed_fiscal"] == 10_0000_00
    assert record.declared["goal_actual"] == "办好了11个"
    rows = value_of(record, "indicators")
    assert isinstance(rows, tuple)
    assert [(it.declared["name"], it.declared["actual"]) for it in rows] == [
        ("食堂数量", "11个"),
        ("食品安全达标率", "100%"),
    ]
    assert all(it.follows and not it.gone for it in rows)
    filled.undo()
    assert not below(filled, "self_evaluation"), "one step"


def test_what_a_form_does_not_say_stays_and_what_changes_is_told(
    filled: Book, folder: Path
) -> None:
    import_files(filled, [page(folder, SELF)])
    changed = [[it.replace("办好了11个", "办好了12个") for it in row] for row in SELF[:-1]]
    (report,) = import_files(filled, [page(folder, changed)]).files
    (record,) = below(filled, "self_evaluation")
    assert (record.declared["goal_actual"], record.declared["problems"]) == (
        "办好了12个",
        "选址推迟",
    )
    assert any("1 处改为文件中的内容：实际完成情况" in it for it in report.notes)


def test_skipping_leaves_a_form_that_the_book_has(filled: Book, folder: Path) -> None:
    import_files(filled, [page(folder, SELF)])
    changed = [[it.replace("办好了11个", "办好了12个") for it in row] for row in SELF]
    import_files(filled, [page(folder, changed)], decisions=Decisions(OnExisting.SKIP))
    (record,) = below(filled, "self_evaluation")
    assert record.declared["goal_actual"] == "办好了11个"


@pytest.mark.parametrize(
    ("name", "told", "comes"),
    [
        ("老年食堂补助资金", "按相近的名称", 1),
        ("农村公路养护", "账套中没有这个项目", 0),
    ],
)
def test_a_form_of_no_known_project_is_told(
    filled: Book, folder: Path, name: str, told: str, comes: int
) -> None:
    rows = [[it.replace("老年食堂补助", name) for it in row] for row in SELF]
    (report,) = import_files(filled, [page(folder, rows)]).files
    assert any(told in it for it in (*report.notes, *report.doubts))
    assert len(below(filled, "self_evaluation")) == comes


def test_a_form_finds_the_project_of_another_file(book: Book, folder: Path) -> None:
    paths = [page(folder, SELF), page(folder, [list(row) for row in PLAIN], "目标.html")]
    import_files(book, paths)
    assert len(below(book, "self_evaluation")) == 1


def test_the_history_of_a_cell_tells_the_file_and_place_it_came_from(
    filled: Book, folder: Path
) -> None:
    import_files(filled, [page(folder, SELF)])
    (record,) = below(filled, "self_evaluation")
    ref = FieldRef("self_evaluation", record.id, "goal_actual")
    (entry,) = with_sources(filled, ref, field_history(filled, ref))
    assert entry.source == "自评.html 表1第8行"
    rows = value_of(record, "indicators")
    assert isinstance(rows, tuple)
    ref = FieldRef("self_evaluation", record.id, "indicators.actual", rows[0].id)
    entries = with_sources(filled, ref, field_history(filled, ref))
    assert [it.source for it in entries if it.new == "11个"] == ["自评.html 表1第10行"]


def test_what_was_typed_after_an_import_came_from_no_file(book: Book, folder: Path) -> None:
    import_files(book, [page(folder, [list(row) for row in PLAIN], "目标.html")])
    (project,) = projects(book)
    ref = FieldRef("project", project.id, "goals.annual")
    with book.step("改年度目标") as step:
        write_field(step, ref, "办好11个老年食堂")
    typed, came = with_sources(book, ref, field_history(book, ref))
    assert (typed.source, came.source) == ("", "目标.html 表1第8行")
    book.undo()
    undone, *_ = with_sources(book, ref, field_history(book, ref))
    assert not undone.source


def test_a_second_import_keeps_where_the_first_came_from(filled: Book, folder: Path) -> None:
    import_files(filled, [page(folder, SELF)])
    changed = [[it.replace("办好了11个", "办好了12个") for it in row] for row in SELF]
    import_files(filled, [page(folder, changed, "改.html")])
    (record,) = below(filled, "self_evaluation")
    ref = FieldRef("self_evaluation", record.id, "goal_actual")
    entries = with_sources(filled, ref, field_history(filled, ref))
    assert [it.source.partition(" ")[0] for it in entries][:1] == ["改.html"]
    assert entries[-1].source.startswith("自评.html")
