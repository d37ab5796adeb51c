"""Departments, units and projects: their order, moving, renaming, copying, deleting, lists."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.book.errors import RowMissing
from budgetdesk.domain.form_marks import Fullness
from budgetdesk.domain.records import (
    Department,
    Funding,
    PerHorizon,
    Project,
    Unit,
    UnitKind,
)
from tests.book.content import content
from tests.book.records import (
    a_line,
    a_project,
    add_unit,
    an_overall,
    annual_only_project,
)
from tests.book.test_records import bare_project

MakeProject = Callable[..., Project]


@pytest.fixture
def unit(book: Book) -> Unit:
    return add_unit(book)


def add_projects(book: Book, unit: Unit, names: str) -> list[int]:
    with book.step("加") as step:
        return [edit.add_project(step, a_project(unit, name)) for name in names]


def order(book: Book, unit_id: int | None = None) -> str:
    return "".join(row.name for row in read.project_rows(book) if unit_id in (None, row.unit_id))


@pytest.mark.parametrize(
    ("moved", "place", "expected"),
    [
        ("甲", 0, "甲乙丙丁"),
        ("甲", 2, "乙丙甲丁"),
        ("丁", 0, "丁甲乙丙"),
        ("乙", 99, "甲丙丁乙"),
        ("丙", -1, "丙甲乙丁"),
    ],
)
def test_projects_are_ordered_within_their_unit(
    book: Book, unit: Unit, moved: str, place: int, expected: str
) -> None:
    ids = dict(zip("甲乙丙丁", add_projects(book, unit, "甲乙丙丁"), strict=True))
    with book.step("移") as step:
        edit.move_project(step, ids[moved], unit.id, place)
    assert order(book) == expected
    assert [project.name for project in read.projects(book)] == list(expected)


def test_a_project_moves_to_another_unit_with_its_ledger_lines(book: Book, unit: Unit) -> None:
    first, _ = add_projects(book, unit, "甲乙")
    with book.step("加") as step:
        other = replace(unit, name="疾控中心", uuid="")
        other = replace(other, id=edit.add_unit(step, other))
        edit.add_ledger_line(step, a_line(unit, "甲"))
        edit.add_ledger_line(step, a_line(unit, "乙"))
    add_projects(book, other, "丙")
    with book.step("移") as step:
        edit.move_project(step, first, other.id, 0)
    assert (order(book, unit.id), order(book, other.id)) == ("乙", "甲丙")
    assert [line.unit.name for line in read.ledger(book)] == ["疾控中心", "县医疗集团"]
    assert read.project(book, first).unit.name == "疾控中心"


def test_units_and_departments_are_ordered_and_moved(book: Book, unit: Unit) -> None:
    with book.step("加") as step:
        second = edit.add_department(step, Department("301", "教育局"))
        school = edit.add_unit(step, Unit("一中", Department("301", "教育局", second)))
        edit.move_unit(step, unit.id, second, 0)
        edit.rename(step, "unit", school, "第一中学")
    assert [department.name for department in read.departments(book)] == [
        "卫生健康和体育局",
        "教育局",
    ]
    assert [(one.name, one.department.name) for one in read.units(book)] == [
        ("县医疗集团", "教育局"),
        ("第一中学", "教育局"),
    ]
    assert read.units(book, unit.department.id) == ()
    assert len(read.units(book, second)) == 2


def test_a_unit_and_a_department_say_what_they_are_told(book: Book, unit: Unit) -> None:
    with book.step("改") as step:
        edit.update_unit(step, replace(unit, code="202001", name="新名", kind=UnitKind.INSTITUTION))
        edit.update_department(step, replace(unit.department, code="034001", name="新局"))
    (found,) = read.units(book)
    assert (found.code, found.name, found.kind) == ("202001", "新名", UnitKind.INSTITUTION)
    assert (found.department.code, found.department.name) == ("034001", "新局")


def test_a_copy_stands_behind_its_original(book: Book, unit: Unit) -> None:
    first, _ = add_projects(book, unit, "甲乙")
    with book.step("复制") as step:
        copy = edit.duplicate_project(step, first)
    assert order(book) == "甲甲（副本）乙"
    original, twin = read.project(book, first), read.project(book, copy)
    assert bare_project(twin) == replace(bare_project(original), name="甲（副本）")
    assert twin.uuid != original.uuid
    with pytest.raises(RowMissing), book.step("复制") as step:
        edit.duplicate_project(step, 99)


@pytest.mark.parametrize("before", [a_project, annual_only_project])
@pytest.mark.parametrize("after", [a_project, annual_only_project])
def test_a_project_is_replaced_whole(
    book: Book, unit: Unit, before: MakeProject, after: MakeProject
) -> None:
    with book.step("加") as step:
        project_id = edit.add_project(step, before(unit, "旧"))
    state, old = content(book), read.project(book, project_id)
    with book.step("换") as step:
        edit.replace_project(step, project_id, after(unit, "新"))
    new = read.project(book, project_id)
    assert bare_project(new) == after(unit, "新")
    assert (new.id, new.uuid) == (old.id, old.uuid)
    book.undo()
    assert content(book) == state


def test_replacing_by_the_same_changes_nothing(book: Book, unit: Unit) -> None:
    (project_id,) = add_projects(book, unit, "甲")
    with book.step("换") as step:
        edit.replace_project(step, project_id, read.project(book, project_id))
    assert book.undo_name == "加"


def test_a_department_is_deleted_with_all_below(book: Book, unit: Unit) -> None:
    before = content(book)
    with book.step("加") as step:
        edit.add_project(step, a_project(unit))
        edit.add_ledger_line(step, a_line(unit))
        edit.put_overall(step, an_overall(unit.department))
    with book.step("删") as step:
        edit.delete_department(step, unit.department.id)
    left = content(book)
    assert {table for table, rows in left.items() if rows} == {"setting"}
    book.undo()
    book.undo()
    assert content(book) == before


def test_a_unit_is_deleted_with_all_below(book: Book, unit: Unit) -> None:
    add_projects(book, unit, "甲乙")
    with book.step("删") as step:
        edit.delete_unit(step, unit.id)
    assert read.projects(book) == ()
    assert len(read.departments(book)) == 1


def test_a_deleted_projects_ledger_lines_stay(book: Book, unit: Unit) -> None:
    (project_id,) = add_projects(book, unit, "甲")
    with book.step("加") as step:
        edit.add_ledger_line(step, a_line(unit, "甲"))
    with book.step("删") as step:
        edit.delete_project(step, project_id)
    (line,) = read.ledger(book)
    assert (line.project, line.project_id) == ("甲", None)
    book.undo()
    assert read.ledger(book)[0].project_id == project_id


def test_ledger_lines_find_their_project_whichever_comes_first(book: Book, unit: Unit) -> None:
    with book.step("加") as step:
        edit.add_ledger_line(step, a_line(unit, "甲"))
    (project_id,) = add_projects(book, unit, "甲")
    with book.step("加") as step:
        edit.add_ledger_line(step, a_line(unit, "甲"))
    assert [line.project_id for line in read.ledger(book)] == [project_id] * 2


def test_a_line_that_two_projects_could_mean_is_linked_to_none(book: Book, unit: Unit) -> None:
    add_projects(book, unit, "甲甲")
    with book.step("加") as step:
        edit.add_ledger_line(step, a_line(unit, "甲"))
    assert read.ledger(book)[0].project_id is None


def test_ledger_lines_are_changed_and_deleted(book: Book, unit: Unit) -> None:
    with book.step("加") as step:
        edit.add_ledger_line(step, a_line(unit))
    (line,) = read.ledger(book)
    with book.step("改") as step:
        edit.update_ledger_line(step, replace(line, amount=5, department_economic="30101"))
    (line,) = read.ledger(book)
    assert (line.amount, line.department_economic) == (5, "30101")
    with book.step("删") as step:
        edit.delete_ledger_line(step, line.id)
    assert read.ledger(book) == ()


def test_an_overall_form_is_put_over_the_departments_own(book: Book, unit: Unit) -> None:
    form = an_overall(unit.department)
    with book.step("加") as step:
        first = edit.put_overall(step, form)
    with book.step("换") as step:
        second = edit.put_overall(step, replace(form, duties="新", key_tasks=()))
    assert first == second
    (found,) = read.overalls(book)
    assert (found.duties, found.key_tasks) == ("新", ())
    with book.step("删") as step:
        edit.delete_overall(step, first)
    assert read.overalls(book) == ()


def test_settings_are_put_and_read(book: Book) -> None:
    assert read.setting(book, "office") is None
    for value in ("a", "b", None):
        with book.step("设置") as step:
            edit.put_setting(step, "office", value)
        assert read.setting(book, "office") == value
    book.undo()
    assert read.setting(book, "office") == "b"


def test_chosen_projects_come_in_tree_order(book: Book, unit: Unit) -> None:
    first, _, third = add_projects(book, unit, "甲乙丙")
    chosen = (third, 999, first)
    assert [project.name for project in read.projects(book, chosen)] == ["甲", "丙"]
    assert [row.name for row in read.project_rows(book, chosen)] == ["甲", "丙"]
    assert read.projects(book, ()) == ()
    assert read.project_rows(book, ()) == ()


def blank_project(unit: Unit) -> Project:
    return Project("空", unit)


def blank_annual_only(unit: Unit) -> Project:
    return Project(
        "空",
        unit,
        period=None,
        funding=PerHorizon(None, Funding()),
        goals=PerHorizon(None, ""),
        indicators=PerHorizon(None, ()),
    )


@pytest.mark.parametrize(
    ("make", "filled"),
    [
        (a_project, Fullness.COMPLETE),
        (annual_only_project, Fullness.DRAFT),
        (blank_project, Fullness.EMPTY),
        (blank_annual_only, Fullness.EMPTY),
        (lambda unit: replace(a_project(unit), basis=""), Fullness.DRAFT),
        (lambda unit: replace(blank_project(unit), plan="x"), Fullness.DRAFT),
        (
            lambda unit: replace(blank_annual_only(unit), indicators=a_project(unit).indicators),
            Fullness.DRAFT,
        ),
    ],
)
def test_the_tree_says_how_far_a_form_is_filled(
    book: Book, unit: Unit, make: MakeProject, filled: Fullness
) -> None:
    with book.step("加") as step:
        edit.add_project(step, make(unit))
    (row,) = read.project_rows(book)
    assert row.fullness is filled


def test_light_rows_tell_amounts_and_counts(book: Book, unit: Unit) -> None:
    add_projects(book, unit, "甲")
    (row,) = read.project_rows(book)
    assert (row.annual_total, row.implementation_indicators, row.annual_indicators) == (
        5040000,
        4,
        2,
    )


def test_reading_takes_a_handful_of_queries_however_many_projects(book: Book, unit: Unit) -> None:
    queries: list[str] = []
    counts = []
    for names in ("甲", "乙丙丁戊己庚辛"):
        add_projects(book, unit, names)
        book._store.connection.set_trace_callback(queries.append)
        read.projects(book)
        book._store.connection.set_trace_callback(None)
        counts.append(len(queries))
        queries.clear()
    assert counts[0] == counts[1] <= 8


def test_views_show_the_book_to_any_tool(book: Book, unit: Unit) -> None:
    with book.step("加") as step:
        project = replace(
            annual_only_project(unit, "甲"), funding=PerHorizon(None, Funding(total=-5))
        )
        edit.add_project(step, project)
        edit.add_project(step, a_project(unit, "乙"))
        edit.add_ledger_line(step, a_line(unit, "乙", 1234567))
    assert book.rows(
        "SELECT project, implementation_total, annual_total_yuan, annual_indicators "
        "FROM project_overview"
    ) == [("甲", None, "-0.05", 1), ("乙", 5040000, "50400.00", 2)]
    assert book.rows("SELECT unit, projects, annual_total_yuan FROM unit_overview") == [
        ("县医疗集团", 2, "50399.95")
    ]
    assert book.rows("SELECT project, amount_yuan FROM ledger_overview") == [("乙", "12345.67")]
    assert book.rows("SELECT count(*) FROM change_overview WHERE step = '加'")[0][0] > 10
