"""Every row of a list is itself for life: through files, copies, migration, undo, compacting."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.errors import RefusedChange
from budgetdesk.book.restoring import restore
from budgetdesk.book.schema import UUID_TABLES
from budgetdesk.checks.explanations import FindingKey, explain, read_explanations
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.livelihood import ListedProject
from budgetdesk.domain.records import Indicator, KeyTask, PerHorizon, Project, RecordKind
from tests.book.content import content, require_sound
from tests.book.records import a_project, add_unit, an_overall

SLOTS = (("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"))


@pytest.fixture
def second_version(path: Path) -> Path:
    """A book as the second version left it, with something in every table, from its dump."""
    script = Path(__file__).with_name("second_version.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    return path


def uuids(book: Book) -> dict[str, list[str]]:
    return {
        table: [uuid for (uuid,) in book.rows(f"SELECT uuid FROM {table} ORDER BY id")]
        for table in UUID_TABLES
    }


def test_a_book_of_the_second_version_keeps_all_it_holds(second_version: Path) -> None:
    with closing(sqlite3.connect(second_version)) as old:
        rows = {
            table: old.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            for table in (*UUID_TABLES, "explanation", "journal", "project", "setting")
        }
    with Book.open(second_version) as book:
        require_sound(book)
        now = content(book)
        for table in (*UUID_TABLES, "explanation"):
            width = len(rows[table][0])  # later versions add columns behind
            assert [row[:width] for row in now[table]] == rows[table], table
            assert rows[table], f"the dump lacks {table}"
        assert now["project"] == rows["project"]
        assert [*map(as_written, book.rows("SELECT * FROM journal ORDER BY id"))] == rows["journal"]
        for table, own in uuids(book).items():
            assert len({*own}) == len(own) == len(rows[table])
            assert all(len(uuid) == 36 for uuid in own)


_TOLD = re.compile(r',"(?:row_)?uuid":"[^"]*"}$')


def as_written(line: tuple[Any, ...]) -> tuple[Any, ...]:
    """A line of the journal without the identity that its row was told to have."""
    table, values = line[2], line[6:]
    if table not in (*UUID_TABLES, "explanation"):
        return line
    return (*line[:6], *(_TOLD.sub("}", it) if it is not None else None for it in values))


def test_its_history_and_its_undo_go_on(second_version: Path) -> None:
    with Book.open(second_version) as book:
        first = read.project(book, 1).indicators.annual[0]
        ref = FieldRef(RecordKind.PROJECT, 1, "indicators.annual.name", first.id)
        assert (book.undo_name, book.redo_name) == ("删 2", None)
        with book.step("再改") as step:
            edit.write_field(step, ref, "补助村医数")
        told = [entry.new for entry in read.field_history(book, ref)]
        assert told == ["补助村医数", "补助村医人数", "补助人员数量", "补助人数"]
        book.undo()
        assert read.project(book, 1).indicators.annual[0].uuid == first.uuid


def test_its_explanations_know_their_rows(second_version: Path) -> None:
    with Book.open(second_version) as book:
        form = read.project(book, 1)
        rows = {
            row.uuid: row
            for row in (*(form.indicators.implementation or ()), *form.indicators.annual)
        }
        given = {it.text: key for key, it in read_explanations(book).items()}
        assert len(given) == 7
        assert rows[given["按实有人数"].row] == form.indicators.annual[0]
        assert rows[given["抽样"].row].name == "村医满意度"
        assert given["整体如此"].row == read.overalls(book)[0].indicators[0].uuid
        wordy = {text for text, key in given.items() if not key.row}
        assert wordy == {"文件待发", "已无此指标", "含借调", "批复如此"}
        assert given["已无此指标"].indicator == "没有的指标"


def test_no_row_is_without_and_none_changes_its_own(book: Book) -> None:
    unit = add_unit(book)
    with book.step("加") as step:
        edit.add_project(step, a_project(unit))
    for statement in ("uuid = NULL", "uuid = 'x'", "id = 99"):
        with pytest.raises(RefusedChange), book.step("改") as step:
            step._store.execute(f"UPDATE indicator SET {statement} WHERE id = 1")
    with pytest.raises(RefusedChange), book.step("加") as step:
        step._store.execute("INSERT INTO key_task (overall_id, position) VALUES (1, 1)")


def faces(rows: tuple[Indicator, ...] | None) -> dict[str, str]:
    return {row.name: row.uuid for row in rows or ()}


@pytest.fixture
def form(book: Book) -> Project:
    unit = add_unit(book)
    with book.step("加") as step:
        project_id = edit.add_project(step, a_project(unit))
    return read.project(book, project_id)


def with_rows(form: Project, rows: tuple[Indicator, ...]) -> Project:
    """The form as a file gives it: its rows without number and identity."""
    bare = tuple(replace(row, id=0, uuid="") for row in rows)
    return replace(form, indicators=PerHorizon(form.indicators.implementation, bare))


def test_history_follows_the_row_and_not_its_place(book: Book, form: Project) -> None:
    first = form.indicators.annual[0]
    ref = FieldRef(RecordKind.PROJECT, form.id, "indicators.annual.target", first.id)
    with book.step("改") as step:
        edit.write_field(step, ref, "≥22人")
    put = read.project(book, form.id).indicators.annual
    top = Indicator(*SLOTS[0], "新增设备", "3台")
    with book.step("导入") as step:
        edit.replace_project(step, form.id, with_rows(form, (top, *put)))
    added, again, _ = read.project(book, form.id).indicators.annual
    assert (again.id, again.uuid, again.target) == (first.id, first.uuid, "≥22人")
    assert [entry.new for entry in read.field_history(book, ref)] == ["≥22人", "≥21人"]
    fresh = replace(ref, row_id=added.id)
    assert [entry.new for entry in read.field_history(book, fresh)] == ["3台"]


def test_what_is_sure_alone_is_taken_where_guesses_are_settled(book: Book, form: Project) -> None:
    rows = form.indicators.annual
    renamed = (replace(rows[0], name="补助人数合计"), rows[1])
    with book.step("导入") as step:
        edit.replace_project(step, form.id, with_rows(form, renamed), guess=False)
    now = read.project(book, form.id).indicators.annual
    assert now[0].uuid != rows[0].uuid
    assert now[1].uuid == rows[1].uuid
    book.undo()
    assert read.project(book, form.id).indicators.annual[0].uuid == rows[0].uuid


def test_a_copy_has_rows_of_its_own(book: Book, form: Project) -> None:
    with book.step("复制") as step:
        copy = edit.duplicate_project(step, form.id)
        again = edit.add_project(step, replace(form, name="再来", uuid=""))
    own = [
        set(faces(read.project(book, it).indicators.annual).values())
        for it in (form.id, copy, again)
    ]
    assert not own[0] & own[1]
    assert not own[0] & own[2]


def test_the_year_keeps_the_rows_that_it_has(book: Book, form: Project) -> None:
    before = faces(form.indicators.annual)
    with book.step("移") as step:
        edit.move_indicator(step, form.indicators.annual[0].id, 1)
        edit.copy_to_annual(step, form.id)
    now = read.project(book, form.id)
    after = faces(now.indicators.annual)
    assert {name: after[name] for name in before} == before
    assert len(after) == 4
    assert not {*after.values()} & {*faces(now.indicators.implementation).values()}


def test_tasks_and_indicators_of_an_overall_form_stay_themselves(book: Book) -> None:
    unit = add_unit(book)
    with book.step("加") as step:
        edit.put_overall(step, an_overall(unit.department))
    (before,) = read.overalls(book)
    tasks = (KeyTask("新职能", "新任务"), *(replace(it, id=0, uuid="") for it in before.key_tasks))
    rows = tuple(replace(it, id=0, uuid="") for it in reversed(before.indicators))
    with book.step("导入") as step:
        edit.put_overall(step, replace(before, key_tasks=tasks, indicators=rows))
    (after,) = read.overalls(book)
    assert [it.uuid for it in after.key_tasks[1:]] == [it.uuid for it in before.key_tasks]
    assert [it.id for it in after.indicators] == [it.id for it in reversed(before.indicators)]


def test_rows_of_a_published_list_stay_themselves(book: Book) -> None:
    first = ListedProject("1", "甲单位", "低保金", 5)
    with book.step("导入") as step:
        edit.put_listed_projects(step, [first])
    [(row_id, uuid)] = book.rows("SELECT id, uuid FROM listed_project")
    with book.step("导入") as step:
        edit.put_listed_projects(
            step, [ListedProject("1", "甲单位", "救助金"), replace(first, amount=6)]
        )
    assert book.rows("SELECT id, uuid, position FROM listed_project WHERE project = '低保金'") == [
        (row_id, uuid, 1)
    ]


def test_a_restored_copy_holds_the_same_rows(path: Path) -> None:
    with Book.create(path, BookInfo("yonghe-2024", 2024, "t")) as book:
        unit = add_unit(book)
        with book.step("加") as step:
            edit.add_project(step, a_project(unit))
        before = content(book)
        copy = book.keep_dated_copy()
        with book.step("清空") as step:
            for row in read.project(book, 1).indicators.annual:
                edit.remove_indicator(step, row.id)
    assert copy is not None
    restore(path, copy)
    with Book.open(path) as book:
        assert content(book) == before


# Any change of a list, as a file, a paste or a copy brings it.

NAMES = (
    "培训人次 设备购置数量 经费支出 验收合格情况 宣传覆盖面 群众满意度 按时完成率 "
    "道路硬化里程 档案归集 疫苗接种"
).split()


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[Indicator], list[Indicator], dict[str, str]]:
    """A list, the same changed by hand, and which name a row that was renamed had before."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=8))
    slots = [draw(st.sampled_from(SLOTS)) for _ in names]
    before = [
        Indicator(*slot, name, f"{number}个")
        for number, (slot, name) in enumerate(zip(slots, names, strict=True))
    ]
    after, was = [], {}
    for row in before:
        deed = draw(st.sampled_from(("keep", "keep", "remove", "rename", "target", "refile")))
        if deed == "remove":
            continue
        if deed == "rename":
            was[f"{row.name}（新）"] = row.name
            after.append(replace(row, name=f"{row.name}（新）"))
        elif deed == "target":
            after.append(replace(row, target="另一个"))
        elif deed == "refile":
            level1, level2 = draw(st.sampled_from(SLOTS))
            after.append(replace(row, level1=level1, level2=level2))
        else:
            after.append(row)
    after = draw(st.permutations(after))
    for number in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(after)))
        after.insert(place, Indicator(*SLOTS[0], f"全新ABCDEFGH{number * 777}XYZ", ""))
    return before, after, was


@contextmanager
def fresh(base: Path) -> Iterator[Book]:
    with Book.open(base) as book:
        book._store.execute("PRAGMA synchronous = OFF")
        yield book


@settings(max_examples=60, deadline=None)
@given(change=edited(), way=st.sampled_from(("import", "copy")))
def test_rows_stay_themselves_however_a_list_is_changed(
    tmp_path_factory: pytest.TempPathFactory,
    change: tuple[list[Indicator], list[Indicator], dict[str, str]],
    way: str,
) -> None:
    before, after, was = change
    path = tmp_path_factory.getbasetemp() / "rows.budget"
    if not path.exists():
        Book.create(path, BookInfo("yonghe-2024", 2024, "t")).close()
    with fresh(path) as book:
        unit = add_unit(book)
        with book.step("加") as step:
            long = tuple(after) if way == "copy" else ()
            form = replace(a_project(unit), indicators=PerHorizon(long, tuple(before)))
            project_id = edit.add_project(step, form)
        rows = read.project(book, project_id).indicators.annual
        old = faces(rows)
        path_of = "indicators.annual.name"
        with book.step("说明") as step:
            for row in rows:
                key = FindingKey(
                    "Q30", RecordKind.PROJECT, project_id, path_of, row.level2, row.name
                )
                explain(step, replace(key, row=row.uuid), row.name)
        state = content(book)
        with book.step("换") as step:
            if way == "copy":
                edit.copy_to_annual(step, project_id)
            else:
                edit.replace_project(step, project_id, with_rows(form, tuple(after)))
        now = read.project(book, project_id).indicators.annual
        assert [replace(row, id=0) for row in now] == after
        for row in now:
            known = old.get(was.get(row.name, row.name))
            assert known in (None, row.uuid), f"{row.name} is another one now"
            assert known or row.uuid not in old.values(), f"{row.name} took another's place"
            ref = FieldRef(RecordKind.PROJECT, project_id, path_of, row.id)
            first = read.field_history(book, ref)[-1]
            assert first.new == was.get(row.name, row.name), "each has its own history"
        explained = {
            given.text: key.row
            for key, given in read_explanations(book).items()
            if key.record_id == project_id
        }
        here = {row.uuid for row in now}
        assert explained == {name: uuid if uuid in here else "" for name, uuid in old.items()}
        done = content(book)
        if book.undo_name == "换":
            book.undo()
            assert content(book) == state
            book.redo()
            assert content(book) == done
