"""Steps: one transaction, one entry in the journal, one piece of news."""

import sqlite3
from decimal import Decimal

import pytest

from budgetdesk.book import edit
from budgetdesk.book.book import Book
from budgetdesk.book.change import Action, Change, StepKind
from budgetdesk.book.errors import (
    BookError,
    RefusedChange,
    RowMissing,
    StepEnded,
    UnknownColumn,
)
from budgetdesk.domain.records import Department, Horizon
from tests.book.content import content, require_sound
from tests.book.records import a_line, a_project, add_unit


def rename(book: Book, name: str) -> None:
    with book.step(f"改名 {name}") as step:
        step.update("department", 1, {"name": name})


def test_a_step_that_fails_leaves_the_book_as_it_was(book: Book) -> None:
    unit = add_unit(book)
    before = content(book)

    def fail() -> None:
        with book.step("导入") as step:
            edit.add_project(step, a_project(unit))
            raise RuntimeError("文件有误")

    with pytest.raises(RuntimeError, match="文件有误"):
        fail()
    assert content(book) == before
    assert book.undo_name == "新建 单位"
    require_sound(book)


def test_a_step_that_changes_nothing_leaves_no_trace(book: Book) -> None:
    add_unit(book)
    rename(book, "新名")
    book.undo()
    heard: list[Change] = []
    book.subscribe(heard.append)
    steps = book.rows("SELECT * FROM step")
    with book.step("没有变化") as step:
        step.update("department", 1, {"name": "卫生健康和体育局", "code": "202"})
        step.update("department", 1, {})
    assert book.rows("SELECT * FROM step") == steps
    assert book.redo_name == "改名 新名", "what was undone can still be done again"
    assert heard == []


def test_steps_within_a_step_are_part_of_it(book: Book) -> None:
    heard: list[Change] = []
    book.subscribe(heard.append)
    with book.step("外"):
        with book.step("内") as inner:
            edit.add_department(inner, Department("1", "甲"))
        with book.step("内") as inner:
            edit.add_department(inner, Department("2", "乙"))
    assert [change.name for change in heard] == ["外"]
    book.undo()
    assert book.rows("SELECT count(*) FROM department") == [(0,)]


def test_a_part_that_fails_is_taken_back_alone(book: Book) -> None:
    def fail() -> None:
        with book.step("内") as inner:
            edit.add_department(inner, Department("2", "乙"))
            edit.delete_unit(inner, 7)

    with book.step("外") as outer:
        edit.add_department(outer, Department("1", "甲"))
        with pytest.raises(RowMissing):
            fail()
    assert book.rows("SELECT name FROM department") == [("甲",)]
    require_sound(book)


def test_an_ended_step_writes_nothing(book: Book) -> None:
    with book.step("加") as step:
        edit.add_department(step, Department("1", "甲"))
    with pytest.raises(StepEnded):
        step.insert("setting", {"key": "k"})
    with pytest.raises(StepEnded):
        step.rows("SELECT 1")


def test_no_tool_changes_a_book_outside_a_step(book: Book) -> None:
    add_unit(book)
    before = content(book)
    with sqlite3.connect(book.path) as stranger:
        for sql in (
            "INSERT INTO setting (key) VALUES ('k')",
            "UPDATE department SET name = 'x'",
            "DELETE FROM unit",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="no step is under way"):
                stranger.execute(sql)
    stranger.close()
    with pytest.raises(RefusedChange):
        book.rows("REPLACE INTO department VALUES (1, 'u', 1, '1', 'x')")
    assert content(book) == before


@pytest.mark.parametrize("value", [1.0, Decimal(1), True, "100", b"1"])
@pytest.mark.parametrize("column", ["total", "central"])
def test_money_takes_int_and_none_only(book: Book, column: str, value: object) -> None:
    unit = add_unit(book)
    with book.step("加") as step:
        edit.add_project(step, a_project(unit))
    before = content(book)
    with pytest.raises(TypeError, match=column), book.step("改") as step:
        step.update("funding", 1, {column: value})  # type: ignore[dict-item]
    with pytest.raises(TypeError, match=column), book.step("改") as step:
        step.insert("funding", {"project_id": 1, column: value})  # type: ignore[dict-item]
    assert content(book) == before


@pytest.mark.parametrize("value", [1, 1.5, Decimal(1), b"x", False])
def test_a_text_takes_text_and_none_only(book: Book, value: object) -> None:
    with pytest.raises(TypeError, match="name"), book.step("加") as step:
        step.insert("department", {"code": "1", "position": 0, "name": value})  # type: ignore[dict-item]


def test_a_nul_character_is_refused(book: Book) -> None:
    with pytest.raises(ValueError, match="NUL"), book.step("加") as step:
        edit.put_setting(step, "k", "a\0b")


def test_names_that_a_book_does_not_have_are_refused(book: Book) -> None:
    add_unit(book)
    for table, values in (
        ("departments", {"name": "x"}),
        ("step", {"name": "x"}),
        ("department", {"name; --": "x"}),
        ("department", {"id": 7}),
    ):
        with pytest.raises(UnknownColumn), book.step("改") as step:
            step.update(table, 1, values)
    with pytest.raises(UnknownColumn), book.step("删") as step:
        step.delete("journal", 1)


def test_rows_that_are_gone_are_named(book: Book) -> None:
    with pytest.raises(RowMissing), book.step("改") as step:
        step.update("department", 9, {"name": "x"})
    with pytest.raises(RowMissing), book.step("删") as step:
        step.delete("department", 9)


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("funding", {"project_id": 1, "horizon": "monthly"}),
        ("unit", {"department_id": 1, "position": 0, "name": None}),
        ("unit", {"department_id": 99, "position": 0, "name": "x"}),
        ("setting", {"key": "title", "value": "twice"}),
    ],
)
def test_the_tables_own_rules_hold(
    book: Book, table: str, values: dict[str, str | int | None]
) -> None:
    add_unit(book)
    before = content(book)
    with pytest.raises(BookError), book.step("坏") as step:
        step.insert(table, values)
    assert content(book) == before


def test_news_tells_each_row_once(book: Book) -> None:
    unit = add_unit(book)
    heard: list[Change] = []
    unsubscribe = book.subscribe(heard.append)
    with book.step("导入") as step:
        project = edit.add_project(step, a_project(unit))
        edit.rename(step, "project", project, "新名")
        passing = edit.add_indicator(step, project, Horizon.ANNUAL, "产出指标", "数量指标", None)
        edit.remove_indicator(step, passing)
    with book.step("改") as step:
        step.update("project", project, {"overview": "x", "plan": "计划"})
        step.update("project", project, {"basis": "y"})
    with book.step("删") as step:
        edit.delete_project(step, project)
    unsubscribe()
    imported, changed, deleted = heard
    assert {row.action for row in imported.rows} == {Action.INSERT}
    assert sorted(row.table for row in imported.rows) == ["funding"] * 2 + ["indicator"] * 6 + [
        "project"
    ]
    assert imported.projects == {project}
    assert imported.overalls == frozenset()
    (row,) = changed.rows
    assert (row.table, row.row_id) == ("project", project)
    assert row.columns == {"overview", "basis"}
    assert changed.kind is StepKind.DO
    assert changed.touches("project")
    assert not changed.touches("funding")
    assert changed.touches("funding", "project")
    told = [row.table for row in imported.of("project", "funding", "unit")]
    assert told == ["project", "funding", "funding"]
    assert [it.takes("project", project) for it in heard] == [False, False, True]
    assert not deleted.takes("project", project + 1)


def test_a_deleted_row_still_tells_whose_it_was(book: Book) -> None:
    unit = add_unit(book)
    with book.step("加") as step:
        project = edit.add_project(step, a_project(unit))
        line = edit.add_ledger_line(step, a_line(unit, "乡村医生补助"))
    with book.step("删") as step:
        edit.delete_project(step, project)
    change = book.undo()
    assert change is not None
    assert change.kind is StepKind.UNDO
    assert change.projects == {project}
    (linked,) = [row for row in change.rows if row.table == "ledger_line"]
    assert linked.row_id == line
    assert linked.columns == {"project_id"}


def test_a_failing_listener_harms_nobody(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[BaseException] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: reported.append(error))
    heard: list[str] = []

    def fail(change: Change) -> None:
        raise KeyError(change.name)

    book.subscribe(fail)
    book.subscribe(lambda change: heard.append(change.name))
    add_unit(book)
    assert heard == ["新建 单位"]
    assert [repr(error) for error in reported] == ["KeyError('新建 单位')"]
    assert book.undo_name == "新建 单位"


def test_every_listener_hears_the_steps_in_their_order(book: Book) -> None:
    heard: list[tuple[str, str]] = []

    def answer(change: Change) -> None:
        heard.append(("first", change.name))
        if change.name == "新建 单位":
            rename(book, "甲")

    book.subscribe(answer)
    book.subscribe(lambda change: heard.append(("second", change.name)))
    add_unit(book)
    names = ["新建 单位", "改名 甲"]
    assert heard == [(who, name) for name in names for who in ("first", "second")]


def test_a_step_of_another_connection_is_told_on_catching_up(book: Book) -> None:
    heard: list[str] = []
    book.subscribe(lambda change: heard.append(change.name))
    with book.companion() as companion:
        add_unit(companion)
        assert heard == []
        assert [change.name for change in book.catch_up()] == ["新建 单位"]
        rename(companion, "甲")
    rename(book, "乙")
    assert heard == ["新建 单位", "改名 甲", "改名 乙"]
    assert book.catch_up() == ()


def test_news_waits_until_the_step_under_way_is_over(book: Book) -> None:
    with book.step("加") as step:
        edit.add_department(step, Department("1", "甲"))
        assert book.catch_up() == ()


def test_a_busy_book_is_named_and_nothing_is_written(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_unit(book)
    before = content(book)
    book._store.execute("PRAGMA busy_timeout = 10")
    with book.companion() as companion, companion.step("导入") as step:
        step.update("department", 1, {"name": "甲"})
        with pytest.raises(BookError, match="正在写入"):
            rename(book, "乙")
    companion_wrote = before | {"department": content(book)["department"]}
    assert content(book) == companion_wrote
    assert book.rows("SELECT name FROM department") == [("甲",)]
