"""What is written over a list cell by cell leaves each row itself."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.errors import RowMissing
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import Indicator, PerHorizon, RecordKind
from tests.book.content import content
from tests.book.records import a_project, add_unit, an_overall

QUANTITY, QUALITY = ("产出指标", "数量指标"), ("产出指标", "质量指标")
Rows = list[tuple[str, str]]


def a_form(book: Book, rows: Rows, slot: tuple[str, str] = QUANTITY) -> int:
    """A project whose year has these rows of one slot, name and target."""
    listed = tuple(Indicator(*slot, *row) for row in rows)
    with book.step("加") as step:
        form = replace(a_project(add_unit(book)), indicators=PerHorizon((), listed))
        return edit.add_project(step, form)


def paste(book: Book, project_id: int, rows: Rows) -> None:
    """Write rows over those of the slot from its first on, as a pasted block does."""
    there = read.project(book, project_id).indicators.annual
    path = "indicators.annual."
    with book.step("粘贴") as step:
        edits = []
        for number, texts in enumerate(rows):
            known = there[number].id if number < len(there) else 0
            slot = ("", "", 0) if known else (*QUANTITY, number)
            for column, text in zip(("name", "target"), texts, strict=True):
                ref = FieldRef(RecordKind.PROJECT, project_id, path + column, known, *slot)
                edits.append((ref, text))
        edit.write_rows(step, edits)


def said(book: Book, project_id: int) -> Rows:
    return [(row.name, row.target) for row in read.project(book, project_id).indicators.annual]


def test_a_row_pasted_on_top_takes_nobodys_history(book: Book) -> None:
    project_id = a_form(book, [("培训人次", "≥200人"), ("培训场次", "4场")])
    before = read.project(book, project_id).indicators.annual
    block = [("新增设备", "3台"), ("培训人次", "≥200人"), ("培训场次", "4场")]
    paste(book, project_id, block)
    assert said(book, project_id) == block
    now = read.project(book, project_id).indicators.annual
    assert [row.id for row in now[1:]] == [row.id for row in before]
    ref = FieldRef(RecordKind.PROJECT, project_id, "indicators.annual.name", before[0].id)
    assert [entry.new for entry in read.field_history(book, ref)] == ["培训人次"]


def test_a_row_written_over_stays_as_if_it_had_been_typed(book: Book) -> None:
    project_id = a_form(book, [("培训人次", "≥200人"), ("培训场次", "4场")])
    before = read.project(book, project_id).indicators.annual
    paste(book, project_id, [("购置设备", "3台")])
    now = read.project(book, project_id).indicators.annual
    assert [(row.id, row.name) for row in now] == [
        (before[0].id, "购置设备"),
        (before[1].id, "培训场次"),
    ]


def test_rows_left_blank_go_and_blank_ones_that_were_there_stay(book: Book) -> None:
    project_id = a_form(book, [("培训人次", "≥200人"), ("", ""), ("培训场次", "4场")])
    paste(book, project_id, [("", "")])
    assert said(book, project_id) == [("", ""), ("培训场次", "4场")]


def test_names_that_moved_up_take_their_rows_along(book: Book) -> None:
    project_id = a_form(book, [("甲培训", "1"), ("乙设备", "2"), ("丙宣传", "3")])
    before = read.project(book, project_id).indicators.annual
    paste(book, project_id, [("乙设备", "2"), ("丙宣传", "3"), ("", "")])
    now = read.project(book, project_id).indicators.annual
    assert [row.id for row in now] == [row.id for row in before[1:]]


def test_key_tasks_too(book: Book) -> None:
    with book.step("加") as step:
        overall_id = edit.put_overall(step, an_overall(add_unit(book).department))
    before = read.overall(book, overall_id).key_tasks
    refs = [
        FieldRef(RecordKind.OVERALL, overall_id, f"key_tasks.{column}", row.id)
        for row in before
        for column in ("core_function", "task")
    ]
    texts = ["新职能", "新任务", before[0].core_function, before[0].task]
    with book.step("粘贴") as step:
        edit.write_rows(step, zip(refs, texts, strict=True))
    now = read.overall(book, overall_id).key_tasks
    assert [(row.core_function, row.task) for row in now] == [
        ("新职能", "新任务"),
        ("落实方针", "拟定规划"),
    ]
    assert now[1].id == before[0].id


def test_a_row_that_is_gone_changes_nothing(book: Book) -> None:
    project_id = a_form(book, [("甲", "1")])
    before = content(book)
    ref = FieldRef(RecordKind.PROJECT, project_id, "indicators.annual.name", 999)
    with pytest.raises(RowMissing), book.step("粘贴") as step:
        edit.write_rows(step, [(ref, "乙")])
    assert content(book) == before


names = st.lists(
    st.sampled_from("培训人次 设备购置数量 经费支出 验收合格情况 宣传覆盖面 群众满意度".split()),
    unique=True,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(old=names, new=names)
def test_a_pasted_block_says_what_it_says_and_rows_follow_their_names(
    tmp_path_factory: pytest.TempPathFactory, old: list[str], new: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "paste.budget"
    if not path.exists():
        Book.create(path, BookInfo("yonghe-2024", 2024, "t")).close()
    with Book.open(path) as book:
        book._store.execute("PRAGMA synchronous = OFF")
        project_id = a_form(book, [(name, f"{len(name)}个") for name in old])
        ids = {row.name: row.id for row in read.project(book, project_id).indicators.annual}
        state = content(book)
        block = [(name, f"{len(name)}个") for name in new]
        paste(book, project_id, block)
        assert said(book, project_id) == block + [
            (name, f"{len(name)}个") for name in old[len(new) :]
        ]
        if len(new) >= len(old):
            now = read.project(book, project_id).indicators.annual
            assert all(row.id == ids[row.name] for row in now if row.name in ids)
        done = content(book)
        if book.undo_name == "粘贴":
            book.undo()
            assert content(book) == state
            book.redo()
            assert content(book) == done
