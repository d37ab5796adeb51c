"""Next year of books in which something happened: adjustments, unmet indicators, merged units."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import add_record, record
from budgetdesk.book.proposed import proposals_of, proposing
from budgetdesk.book.stages import marked_fullness
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.form_marks import Fullness
from budgetdesk.domain.records import Department, Project, Unit
from budgetdesk.exchange.next_year.carrying import Carried, next_year_book
from budgetdesk.exchange.next_year.telling import lines_of
from tests.dictionary.cycle_book import cycle_book


@pytest.fixture
def last(tmp_path: Path) -> Iterator[Book]:
    with cycle_book(tmp_path / "2024.budget") as made:
        yield made


def made(book: Book, kind: str) -> int:
    with book.step("新建") as step:
        return add_record(step, kind, 1)


def write(book: Book, kind: str, record_id: int, path: str, value: str | int, row: int = 0) -> None:
    with book.step("填写") as step:
        edit.write_field(step, FieldRef(kind, record_id, path, row), value)


def row_ids(book: Book, kind: str, record_id: int) -> list[int]:
    rows = value_of(record(book, kind, record_id), "indicators")
    assert isinstance(rows, tuple)
    return [row.id for row in rows]


def renewed(last: Book, path: Path) -> tuple[Carried, tuple[Project, ...]]:
    done = next_year_book(last, path)
    with Book.open(path) as book:
        found = read.projects(book)
        assert proposing(book) == {it.id for it in found}, "nothing is confirmed by itself"
        assert {*marked_fullness(book).values()} <= {Fullness.DRAFT}, "proposals fill nothing"
        for one in found:
            rows = {row.id for row in one.indicators.annual}
            assert proposals_of(book, one).rows >= rows
        return done, found


def rows_of(project: Project) -> list[tuple[str, str]]:
    return [(it.name, it.target) for it in project.indicators.annual]


def adjusted(book: Book) -> int:
    """The first indicator has another target, the second is taken out, one is added."""
    one = made(book, "adjustment")
    first, second, _ = row_ids(book, "adjustment", one)
    write(book, "adjustment", one, "number", 1)
    write(book, "adjustment", one, "indicators.target", "≥8000人", first)
    write(book, "adjustment", one, "indicators.state", "删除", second)
    with book.step("新增") as step:
        slot = FieldRef("adjustment", one, "indicators.name", 0, "产出指标", "数量指标")
        row_id = edit.write_field(step, slot, "新参保人数")
        edit.write_field(step, FieldRef("adjustment", one, "indicators.target", row_id), "≥50人")
    return one


def test_targets_go_on_as_approved_adjustments_left_them(last: Book, tmp_path: Path) -> None:
    one = adjusted(last)
    done, (project,) = renewed(last, tmp_path / "没有批复.budget")
    assert (done.adjusted, rows_of(project)[0]) == ([], ("参保人数", "≥8755人"))
    write(last, "adjustment", one, "approved_at", "2024-08-20")
    done, (project,) = renewed(last, tmp_path / "批复了.budget")
    assert rows_of(project) == [
        ("参保人数", "≥8000人"), ("新参保人数", "≥50人"), ("群众满意度", "≥95%"),
    ]  # fmt: skip
    assert done.adjusted == [project.name]
    assert any("本年调整过" in line for line in lines_of(done))
    assert not done.is_settled


def test_what_was_not_reached_is_told_by_its_name(last: Book, tmp_path: Path) -> None:
    evaluation, watched = made(last, "self_evaluation"), made(last, "monitoring")
    first, _, third = row_ids(last, "self_evaluation", evaluation)
    write(last, "self_evaluation", evaluation, "indicators.actual", "8100人", first)
    write(last, "self_evaluation", evaluation, "indicators.reason", "外出务工参保减少", first)
    write(last, "self_evaluation", evaluation, "indicators.actual", "97%", third)
    second = row_ids(last, "monitoring", watched)[1]
    write(last, "monitoring", watched, "indicators.likelihood", "完全不可能", second)
    done, (project,) = renewed(last, tmp_path / "新.budget")
    assert {(name, why) for _, name, why in done.unmet} == {
        ("资金到位率", "监控为“完全不可能”"), ("参保人数", "自评有偏差：外出务工参保减少"),
    }  # fmt: skip
    assert {name for name, *_ in done.unmet} == {project.name}
    told = [line for line in lines_of(done) if line.startswith("上年未完成，指标值是否合适")]
    assert len(told) == 2


def test_an_indicator_that_an_adjustment_took_out_is_not_told_as_unmet(
    last: Book, tmp_path: Path
) -> None:
    watched = made(last, "monitoring")
    second = row_ids(last, "monitoring", watched)[1]
    write(last, "monitoring", watched, "indicators.likelihood", "完全不可能", second)
    write(last, "adjustment", adjusted(last), "approved_at", "2024-08-20")
    done, _ = renewed(last, tmp_path / "新.budget")
    assert done.unmet == []


def test_units_that_were_merged_in_the_year_stay_as_they_are_now(
    last: Book, tmp_path: Path
) -> None:
    """One gave its projects to another; two departments have a unit of the same name."""
    (old,) = read.units(last)
    with last.step("撤并") as step:
        other = Department("203", "民政局")
        other = replace(other, id=edit.add_department(step, other))
        merged = Unit("新设服务中心", old.department, code="202009")
        merged = replace(merged, id=edit.add_unit(step, merged))
        twin = Unit(old.name, other, code="203001")
        twin = replace(twin, id=edit.add_unit(step, twin))
        project = read.project(last, 1)
        edit.move_project(step, 1, merged.id, 0)
        edit.add_project(step, replace(project, unit=twin, id=0, uuid=""))
    done, found = renewed(last, tmp_path / "新.budget")
    assert [(it.unit.name, it.unit.department.name, it.unit.code) for it in found] == [
        (merged.name, old.department.name, "202009"), (twin.name, "民政局", "203001"),
    ]  # fmt: skip
    with Book.open(tmp_path / "新.budget") as book:
        names = [(it.name, it.department.name) for it in read.units(book)]
    assert names == [(it.name, it.department.name) for it in read.units(last)]
    assert len(done.went_on) == 2
