"""The list of 民生领域重大事项: its definition, its rows, its Sheet, JSON and text."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from budgetdesk.assets import forms_folder
from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.domain.livelihood import ListedProject
from budgetdesk.domain.records import Department, Funding, PerHorizon, Project, Unit
from budgetdesk.forms.loader import FormSetError, form_set_ids
from budgetdesk.forms.sheet import Cell, Role
from budgetdesk.output.typesetting.fitting import fit
from budgetdesk.output.typesetting.pagination import paginate
from budgetdesk.tables.as_json import tables_json
from budgetdesk.tables.listing import listing_lines
from budgetdesk.tables.livelihood import (
    LivelihoodList,
    compute_livelihood,
    livelihood_sheet,
    published_livelihood,
)
from budgetdesk.tables.livelihood_definition import (
    LivelihoodDefinition,
    Shows,
    Stands,
    has_livelihood,
    load_livelihood,
    read_livelihood,
)

_SET = 'name = "试用套表"\n'
_LIST = """
version = "1"
title = "{year}年清单"
unit = "元"
columns = [{ show = "project", head = "项目", width = 100 }]
"""
Read = Callable[[str], LivelihoodDefinition | None]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a definition of a set of one's own that extends a shipped base."""
    shutil.copytree(forms_folder() / "shanxi", tmp_path / "base")
    folder = tmp_path / "trial"
    folder.mkdir()
    (folder / "set.toml").write_text('extend = "base"\n' + _SET, "utf-8")

    def from_text(text: str) -> LivelihoodDefinition | None:
        (folder / "livelihood.toml").write_text(text, "utf-8")
        return read_livelihood(tmp_path, "trial")

    return from_text


def test_of_the_shipped_sets_one_has_the_list() -> None:
    assert [it for it in form_set_ids() if has_livelihood(it)] == ["jincheng-chengqu-2025"]
    definition = load_livelihood("jincheng-chengqu-2025")
    assert definition is not None
    assert [column.head for column in definition.columns] == [
        "序号", "预算单位", "项目名称", "预算金额",
    ]  # fmt: skip
    assert definition.stands is Stands.BEFORE
    assert load_livelihood("yonghe-2024") is None


def test_another_set_may_define_one_of_its_own(read: Read) -> None:
    definition = read(_LIST + 'stands = "after"\n')
    assert definition is not None
    assert [column.shows for column in definition.columns] == [Shows.PROJECT]
    assert definition.stands is Stands.AFTER
    assert definition.thousands  # as the set's forms
    other = read(_LIST)
    assert other is not None
    assert other.stands is Stands.BEFORE


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (_LIST.replace('unit = "元"\n', ""), "键 unit：缺少这个键"),
        (_LIST.replace('"project"', '"projekt"'), "键 show：没有「projekt」，请改为 project"),
        (_LIST.replace('"project"', '"amount"'), "键 columns：缺少项目名称"),
        (_LIST + "total = true\n", "键 total：不认识这个键"),
        (_LIST + 'stands = "above"\n', "键 stands：没有「above」"),
        (
            _LIST.replace("columns = [", 'columns = [{show="project", head="名", width=1},'),
            "两列的 show 相同",
        ),
        (_LIST.replace("width = 100", "width = 0"), "不能是 0"),
    ],
)
def test_a_wrong_definition_is_refused(read: Read, text: str, told: str) -> None:
    with pytest.raises(FormSetError) as caught:
        read(text)
    assert "trial/livelihood.toml" in str(caught.value)
    assert told in str(caught.value)


# The list of a book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Two departments; of four projects the 1st, 3rd and 4th are on the list."""
    path = tmp_path / "晋城.budget"
    with Book.create(path, BookInfo("jincheng-chengqu-2025", 2025, "试用")) as book:
        with book.step("新建") as step:
            civil = _unit(step, "041", "民政局", "041001")
            health = _unit(step, "038", "卫健局", None)
            for unit, name, amount, listed in (
                (civil, "老年人福利补贴", 677000000, True),
                (civil, "殡葬", 100, False),
                (civil, "低保金", 10439021016, True),
                (health, "基本公共卫生", None, True),
            ):
                edit.add_project(step, Project(
                    name, unit, period=None, funding=PerHorizon(None, Funding(total=amount)),
                    goals=PerHorizon(None, ""), indicators=PerHorizon(None, ()),
                    livelihood=listed,
                ))  # fmt: skip
        yield book


def _unit(step: object, code: str, name: str, unit_code: str | None) -> Unit:
    department = Department(code, name, edit.add_department(step, Department(code, name)))  # type: ignore[arg-type]
    unit = Unit(name, department, unit_code)
    return Unit(name, department, unit_code, id=edit.add_unit(step, unit))  # type: ignore[arg-type]


def listed_in(book: Book) -> LivelihoodList:
    listed = compute_livelihood(book)
    assert listed is not None
    return listed


def test_the_marked_projects_of_all_departments_stand_in_tree_order(book: Book) -> None:
    listed = listed_in(book)
    assert listed.title == "2025年民生领域重大事项绩效目标情况表"
    assert [(row.unit_text, row.project, row.amount) for row in listed.rows] == [
        ("041001-民政局", "老年人福利补贴", 677000000),
        ("041001-民政局", "低保金", 10439021016),
        ("卫健局", "基本公共卫生", None),
    ]
    with book.step("移动") as step:
        edit.move_unit(step, 2, 1, 0)
    assert listed_in(book).rows[0].project == "基本公共卫生"


def test_the_sheet_is_the_published_one(book: Book) -> None:
    listed = listed_in(book)
    sheet = livelihood_sheet(listed)
    by_row: dict[int, list[Cell]] = {}
    for cell in sheet.cells:
        by_row.setdefault(cell.row, []).append(cell)
    assert [cell.text for cell in by_row[0]] == [listed.title]
    assert [cell.text for cell in by_row[1]] == ["单位：元"]
    assert [cell.text for cell in by_row[2]] == ["序号", "预算单位", "项目名称", "预算金额"]
    assert [cell.text for cell in by_row[4]] == ["2", "041001-民政局", "低保金", "104390210.16"]
    amounts = [cell for cell in sheet.cells if cell.role is Role.COMPUTED]
    assert [cell.number for cell in amounts] == [677000000, 10439021016, None]
    assert [row.repeat for row in sheet.rows] == [True, True, True, False, False, False]
    assert listed.row_at(by_row[4][2]) is listed.rows[1]
    assert listed.row_at(by_row[2][0]) is None


def test_on_every_page_stand_title_unit_and_heads(book: Book) -> None:
    with book.step("许多") as step:
        unit = Unit("民政局", Department("041", "民政局", 1), "041001", id=1)
        for number in range(80):
            edit.add_project(step, Project(
                f"项目{number}", unit, period=None, livelihood=True,
                funding=PerHorizon(None, Funding(total=number)), goals=PerHorizon(None, ""),
                indicators=PerHorizon(None, ()),
            ))  # fmt: skip
    listed = listed_in(book)
    pages = paginate(fit(livelihood_sheet(listed)))
    assert len(pages) == 3
    for page in pages:
        texts = [placed.cell.text for placed in page.cells]
        assert texts[:3] == [listed.title, "单位：元", "序号"]
    shown = [placed.cell.text for page in pages for placed in page.cells]
    assert [text for text in shown if text.startswith("项目") and text != "项目名称"] == [
        f"项目{number}" for number in range(80)
    ]


def test_a_set_without_the_list_computes_none(tmp_path: Path) -> None:
    with Book.create(tmp_path / "永和.budget", BookInfo("yonghe-2024", 2024, "x")) as book:
        assert compute_livelihood(book) is None
        assert "livelihood" not in tables_json(book)
        assert not any("民生" in line for line in listing_lines(book))


def test_the_published_list_is_read_as_it_was_put(book: Book) -> None:
    assert published_livelihood(book) is None
    with book.step("导入") as step:
        edit.put_listed_projects(step, [ListedProject("041002", "低保中心", "低保金", 5)])
    listed = published_livelihood(book)
    assert listed is not None
    (row,) = listed.rows
    assert (row.unit_text, row.project, row.amount) == ("041002-低保中心", "低保金", 5)
    (found,) = listed.with_forms([3]).rows
    assert found.project_id == 3


def test_the_json_has_it_under_a_key_of_its_own(book: Book) -> None:
    content = json.loads(tables_json(book))
    assert list(content) == ["livelihood"]  # no ledger: no other table
    assert content["livelihood"]["rows"][1] == {
        "seq": 2, "unit_code": "041001", "unit_name": "民政局",
        "project_name": "低保金", "amount": "104390210.16",
    }  # fmt: skip
    assert content["livelihood"]["rows"][2]["amount"] is None


def test_the_console_shows_it_before_the_tables(book: Book) -> None:
    lines = list(listing_lines(book))
    assert lines[:2] == ["2025年民生领域重大事项绩效目标情况表", "单位：元"]
    assert lines[4].split() == ["2", "041001-民政局", "低保金", "104390210.16"]
    with book.step("移出") as step:
        edit.mark_livelihood(step, [1, 3, 4], listed=False)
    assert list(listing_lines(book))[2] == "还没有列入民生领域重大事项的项目。"
