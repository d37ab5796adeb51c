"""Writing one field of a form, and what follows from it."""

from decimal import Decimal

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.book.errors import LockedField, RowMissing
from budgetdesk.dictionary.base import fields_of
from budgetdesk.domain.fields import FieldRef, Kind
from budgetdesk.domain.records import (
    Indicator,
    KeyTask,
    OverallForm,
    Project,
    RecordKind,
    Unit,
)
from tests.book.content import content
from tests.book.records import (
    INDICATORS,
    a_line,
    a_project,
    add_unit,
    an_overall,
    annual_only_project,
)


@pytest.fixture
def unit(book: Book) -> Unit:
    return add_unit(book)


@pytest.fixture
def project_id(book: Book, unit: Unit) -> int:
    with book.step("加") as step:
        return edit.add_project(step, a_project(unit))


@pytest.fixture
def overall_id(book: Book, unit: Unit) -> int:
    with book.step("加") as step:
        return edit.put_overall(step, an_overall(unit.department))


def write(book: Book, ref: FieldRef, value: object) -> int:
    with book.step("修改") as step:
        return edit.write_field(step, ref, value)  # type: ignore[arg-type]


def of_project(project_id: int, field_path: str, row_id: int = 0, **slot: object) -> FieldRef:
    return FieldRef(RecordKind.PROJECT, project_id, field_path, row_id, **slot)  # type: ignore[arg-type]


def of_overall(overall_id: int, field_path: str, row_id: int = 0, **slot: object) -> FieldRef:
    return FieldRef(RecordKind.OVERALL, overall_id, field_path, row_id, **slot)  # type: ignore[arg-type]


LISTS = ("indicators", "key_tasks")


def single_fields(kind: RecordKind) -> list[str]:
    """The fields that stand alone and are written in the form."""
    return [
        path
        for path in fields_of(kind)
        if path.split(".")[0] not in (*LISTS, "unit", "department")
        and not (path.startswith("funding") and path.endswith("total"))
    ]


def get(record: Project | OverallForm, field_path: str) -> object:
    value: object = record
    for part in field_path.split("."):
        value = getattr(value, part)
    return value


@pytest.mark.parametrize("field_path", single_fields(RecordKind.PROJECT))
def test_every_field_of_a_project_is_written(book: Book, project_id: int, field_path: str) -> None:
    kind = fields_of(RecordKind.PROJECT)[field_path].kind
    value: object = 12345 if kind is Kind.MONEY else "新的\n文字"
    before = content(book)
    assert write(book, of_project(project_id, field_path), value) > 0
    assert get(read.project(book, project_id), field_path) == value
    write(book, of_project(project_id, field_path), None)
    blank = None if kind is Kind.MONEY else ""
    assert get(read.project(book, project_id), field_path) == blank
    book.undo()
    book.undo()
    assert content(book) == before


@pytest.mark.parametrize("field_path", single_fields(RecordKind.OVERALL))
def test_every_field_of_an_overall_form_is_written(
    book: Book, overall_id: int, field_path: str
) -> None:
    amount = fields_of(RecordKind.OVERALL)[field_path].kind in (Kind.MONEY_WAN, Kind.COUNT)
    value: object = 77 if amount else "新的"
    assert write(book, of_overall(overall_id, field_path), value) == overall_id
    assert get(read.overall(book, overall_id), field_path) == value


def test_a_payer_brings_the_total_along(book: Book, project_id: int) -> None:
    write(book, of_project(project_id, "funding.annual.central"), 7)
    funding = read.project(book, project_id).funding
    assert funding.annual.total == 5040007
    assert funding.implementation is not None
    assert funding.implementation.total == 5040000, "the other horizon is left alone"
    for payer in ("central", "provincial", "local", "own"):
        write(book, of_project(project_id, f"funding.annual.{payer}"), None)
    assert read.project(book, project_id).funding.annual.total is None
    write(book, of_project(project_id, "funding.annual.other"), 0)
    assert read.project(book, project_id).funding.annual.total == 0


def test_a_total_and_its_payer_are_one_line_of_the_journal(book: Book, project_id: int) -> None:
    write(book, of_project(project_id, "funding.annual.central"), 7)
    (line,) = book.rows("SELECT old_values, new_values FROM journal ORDER BY id DESC LIMIT 1")
    assert line == ('{"total":5040000,"central":0}', '{"total":5040007,"central":7}')


def test_a_total_is_typed_only_where_no_payer_stands(
    book: Book, unit: Unit, project_id: int
) -> None:
    with pytest.raises(LockedField, match="年度资金总额"):
        write(book, of_project(project_id, "funding.annual.total"), 7)
    with book.step("加") as step:
        annual_only = edit.add_project(step, annual_only_project(unit))
    write(book, of_project(annual_only, "funding.annual.total"), 7)
    assert read.project(book, annual_only).funding.annual.total == 7


@pytest.mark.parametrize(
    ("part", "total", "expected"),
    [
        ("by_source.fund", "by_source.total", 546041 + 9),
        ("by_direction.basic", "by_direction.total", 9 + 220724),
    ],
)
def test_the_overall_totals_follow_their_parts(
    book: Book, overall_id: int, part: str, total: str, expected: int
) -> None:
    write(book, of_overall(overall_id, part), 9)
    assert get(read.overall(book, overall_id), total) == expected


@pytest.mark.parametrize("value", [1.0, Decimal(5), True, "5"])
def test_an_amount_is_an_int(book: Book, project_id: int, value: object) -> None:
    before = content(book)
    with pytest.raises(TypeError):
        write(book, of_project(project_id, "funding.annual.central"), value)
    assert content(book) == before


@pytest.mark.parametrize(
    "field_path", ["unit.name", "unit.department.code", "unit.department.name"]
)
def test_what_the_tree_decides_is_locked(book: Book, project_id: int, field_path: str) -> None:
    with pytest.raises(LockedField, match="目录"):
        write(book, of_project(project_id, field_path), "x")


def test_the_department_of_an_overall_form_is_locked(book: Book, overall_id: int) -> None:
    with pytest.raises(LockedField, match="部门名称"):
        write(book, of_overall(overall_id, "department.name"), "x")


@pytest.mark.parametrize(
    ("field_path", "value"),
    [("period", "1年"), ("goals.implementation", "x"), ("funding.implementation.central", 1)],
)
def test_what_the_form_lacks_is_locked(
    book: Book, unit: Unit, field_path: str, value: object
) -> None:
    with book.step("加") as step:
        project_id = edit.add_project(step, annual_only_project(unit))
    with pytest.raises(LockedField, match="没有"):
        write(book, of_project(project_id, field_path), value)


def test_a_renamed_project_keeps_its_ledger_lines(book: Book, unit: Unit, project_id: int) -> None:
    with book.step("加") as step:
        edit.add_ledger_line(step, a_line(unit, "乡村医生补助"))
    write(book, of_project(project_id, "name"), "新名")
    (line,) = read.ledger(book)
    assert (line.project, line.project_id) == ("新名", project_id)


def test_a_field_that_does_not_exist_is_a_fault(book: Book, project_id: int) -> None:
    with pytest.raises(KeyError):
        write(book, of_project(project_id, "overview.text"), "x")


@pytest.mark.parametrize(
    "field_path", ["overview", "funding.annual.central", "indicators.annual.name"]
)
def test_a_record_that_is_gone_is_named(book: Book, project_id: int, field_path: str) -> None:
    with book.step("删") as step:
        edit.delete_project(step, project_id)
    with pytest.raises((RowMissing, LockedField)):
        write(book, of_project(project_id, field_path, 3), 5 if "funding" in field_path else "x")


# Lists


def annual(book: Book, project_id: int) -> tuple[Indicator, ...]:
    return read.project(book, project_id).indicators.annual


def said(rows: tuple[Indicator, ...] | None) -> list[tuple[str, str]]:
    return [(row.name, row.target) for row in rows or ()]


def test_typing_into_a_blank_slot_makes_its_row(book: Book, project_id: int) -> None:
    ref = of_project(
        project_id,
        "indicators.implementation.target",
        level1="产出指标",
        level2="数量指标",
        index=2,
    )
    row_id = write(book, ref, "≥5")
    rows = read.project(book, project_id).indicators.implementation
    assert rows is not None
    assert rows[2] == Indicator("产出指标", "数量指标", "", "≥5", row_id)
    assert said(rows) == [
        *((row.name, row.target) for row in INDICATORS[:2]),
        ("", "≥5"),
        *((row.name, row.target) for row in INDICATORS[2:]),
    ]
    ref = of_project(project_id, "indicators.implementation.name", row_id)
    assert write(book, ref, "次数") == row_id


def test_a_new_slot_stands_where_the_form_has_it(book: Book, project_id: int) -> None:
    for level1, level2 in (("效益指标", "社会效益指标"), ("产出指标", "质量指标")):
        ref = of_project(project_id, "indicators.implementation.name", level1=level1, level2=level2)
        write(book, ref, level2)
    rows = read.project(book, project_id).indicators.implementation or ()
    assert [row.level2 for row in rows] == [
        "数量指标",
        "数量指标",
        "质量指标",
        "时效指标",
        "社会效益指标",
        "服务对象满意度指标",
    ]


def test_a_slot_of_no_known_tree_goes_behind_its_branch(book: Book, project_id: int) -> None:
    ref = of_project(project_id, "indicators.implementation.name", level1="产出指标", level2="其他")
    row_id = write(book, ref, "x")
    rows = read.project(book, project_id).indicators.implementation or ()
    assert [row.id for row in rows].index(row_id) == 3


def test_nothing_typed_into_a_blank_slot_makes_nothing(book: Book, project_id: int) -> None:
    ref = of_project(project_id, "indicators.annual.name", level1="产出指标", level2="质量指标")
    before = content(book)
    assert write(book, ref, "") == 0
    assert write(book, ref, None) == 0
    assert content(book) == before


def test_an_indicator_cleared_of_both_texts_is_removed(book: Book, project_id: int) -> None:
    row = annual(book, project_id)[0]
    name = of_project(project_id, "indicators.annual.name", row.id)
    target = of_project(project_id, "indicators.annual.target", row.id)
    assert write(book, name, "") == row.id
    assert write(book, target, "") == 0
    assert said(annual(book, project_id)) == [("补助标准", "2400元/人/年")]
    book.undo()
    assert annual(book, project_id)[0] == Indicator(row.level1, row.level2, "", row.target, row.id)


def test_a_row_that_is_filled_again_in_the_same_step_stays(book: Book, project_id: int) -> None:
    """As when a range with a blank name and a target is pasted over a row."""
    row = annual(book, project_id)[0]
    with book.step("粘贴") as step:
        for column in ("target", "name"):
            ref = of_project(project_id, f"indicators.annual.{column}", row.id)
            edit.write_field(step, ref, "")
        edit.write_field(step, of_project(project_id, "indicators.annual.target", row.id), "≥5")
    assert said(annual(book, project_id))[0] == ("", "≥5")


def test_a_row_of_another_project_is_not_touched(book: Book, unit: Unit, project_id: int) -> None:
    with book.step("加") as step:
        other = edit.add_project(step, a_project(unit, "另一个"))
    row = annual(book, project_id)[0]
    with pytest.raises(RowMissing):
        write(book, of_project(other, "indicators.annual.name", row.id), "x")


def test_key_tasks_are_typed_behind_the_others(book: Book, overall_id: int) -> None:
    row_id = write(book, of_overall(overall_id, "key_tasks.task", index=2), "新任务")
    tasks = read.overall(book, overall_id).key_tasks
    assert tasks[2] == KeyTask("", "新任务", row_id)
    write(book, of_overall(overall_id, "key_tasks.task", row_id), "")
    assert len(read.overall(book, overall_id).key_tasks) == 2


def test_overall_indicators_are_typed_and_removed(book: Book, overall_id: int) -> None:
    ref = of_overall(overall_id, "indicators.name", level1="产出指标", level2="质量指标")
    row_id = write(book, ref, "合格率")
    form = read.overall(book, overall_id)
    assert form.indicators[2] == Indicator("产出指标", "质量指标", "合格率", "", row_id)
    assert write(book, of_overall(overall_id, "indicators.name", row_id), "") == 0
    assert len(read.overall(book, overall_id).indicators) == 3


def test_the_history_of_a_field_is_told_newest_first(book: Book, project_id: int) -> None:
    overview = of_project(project_id, "overview")
    write(book, overview, "第二稿")
    book.undo()
    write(book, of_project(project_id, "basis"), "别的")
    write(book, overview, "第三稿")
    told = [
        (entry.kind, entry.old, entry.new, entry.step)
        for entry in read.field_history(book, overview)
    ]
    assert told == [
        ("do", "概况\n第二段", "第三稿", "修改"),
        ("undo", "第二稿", "概况\n第二段", "修改"),
        ("do", "概况\n第二段", "第二稿", "修改"),
        ("do", None, "概况\n第二段", "加"),
    ]
    entry = read.field_history(book, overview)[0]
    assert entry.who
    assert "T" in entry.when
    assert entry.column == "overview"


def test_history_follows_amounts_lists_and_the_tree(
    book: Book, unit: Unit, project_id: int, overall_id: int
) -> None:
    write(book, of_project(project_id, "funding.annual.central"), 7)
    amounts = read.field_history(book, of_project(project_id, "funding.annual.central"))
    assert [(entry.old, entry.new) for entry in amounts] == [(0, 7), (None, 0)]
    row = annual(book, project_id)[0]
    ref = of_project(project_id, "indicators.annual.target", row.id)
    assert [entry.new for entry in read.field_history(book, ref)] == ["≥21人"]
    blank = of_project(project_id, "indicators.annual.target", level1="产出指标")
    assert read.field_history(book, blank) == ()
    for ref in (
        of_project(project_id, "unit.name"),
        of_project(project_id, "unit.department.name"),
        of_overall(overall_id, "department.name"),
    ):
        assert len(read.field_history(book, ref)) == 1


def test_the_history_of_a_row_names_its_columns(book: Book, project_id: int) -> None:
    write(book, of_project(project_id, "overview"), "改")
    entries = book.history("project", project_id)
    assert entries[0].column == "overview"
    assert {"id", "uuid"}.isdisjoint(entry.column for entry in entries)
    assert all(entry.old is None for entry in entries[1:])
