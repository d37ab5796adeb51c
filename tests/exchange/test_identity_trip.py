"""Records and rows stay themselves in exchange files, of every version; what is new is told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.exchange.content import overall_json, projects_json
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.report import ImportReport

Content = dict[str, Any]
Write = Callable[[str, object], Path]


def notes(report: ImportReport) -> list[str]:
    return [note for file in report.files for note in file.notes]


def uuids_in(content: Any) -> list[str]:
    """Every uuid in a file, in its order."""
    if isinstance(content, dict):
        own = [content["uuid"]] if "uuid" in content else []
        return own + [one for value in content.values() for one in uuids_in(value)]
    return [one for each in content for one in uuids_in(each)] if isinstance(content, list) else []


@pytest.fixture
def filled(book: Book, content: Content, overall_content: Content, write: Write) -> Book:
    import_files(book, [write("甲.json", content), write("乙.json", overall_content)])
    return book


def test_every_record_and_row_says_which_it_is(filled: Book) -> None:
    own = uuids_in(json.loads(projects_json(filled)))
    rows = filled.rows("SELECT uuid FROM project UNION ALL SELECT uuid FROM indicator")
    assert len(own) == len({*own}) == len(rows)
    assert {*own} == {uuid for (uuid,) in rows}
    told = uuids_in(json.loads(overall_json(filled) or ""))
    rows = filled.rows(
        "SELECT uuid FROM overall UNION ALL SELECT uuid FROM overall_indicator "
        "UNION ALL SELECT uuid FROM key_task"
    )
    assert sorted(told) == sorted(uuid for (uuid,) in rows)


def test_they_stay_so_in_another_book(
    filled: Book, new_book: Callable[[str, int], Book], write: Write
) -> None:
    other = new_book("yonghe-2024", 2024)
    texts = {"a.json": projects_json(filled), "b.json": overall_json(filled) or ""}
    import_files(other, [write(name, json.loads(text)) for name, text in texts.items()])
    assert projects_json(other) == texts["a.json"]
    assert overall_json(other) == texts["b.json"]


def test_what_is_published_says_nothing_of_it(filled: Book) -> None:
    """A uuid may look like somebody's number."""
    assert uuids_in(json.loads(projects_json(filled, public=True))) == []
    assert uuids_in(json.loads(overall_json(filled, public=True) or "")) == []


def test_a_copied_project_in_a_file_is_another_one(
    book: Book, filled: Book, new_book: Callable[[str, int], Book], write: Write
) -> None:
    """Who copies an object by hand copies its uuid."""
    content = json.loads(projects_json(filled))
    twin = {**content["projects"][0], "name": "另一个项目"}
    content["projects"].append(twin)
    other = new_book("yonghe-2024", 2024)
    import_files(other, [write("a.json", content)])
    rows = other.rows("SELECT uuid FROM project UNION ALL SELECT uuid FROM indicator")
    assert len({*rows}) == len(rows)


@pytest.mark.parametrize("number", [1, 2, 3, 27])
def test_a_file_of_any_version_is_read_and_what_is_new_is_told(
    book: Book, content: Content, write: Write, number: int
) -> None:
    content["version"] = number
    content["signature"] = "x"
    content["projects"][0]["funding"]["annual"]["bonds"] = "5"
    content["projects"][0]["indicators"]["annual"][0]["actual"] = "4"
    told = notes(import_files(book, [write("a.json", content)]))
    assert len(read.projects(book)) == len(content["projects"])
    (unread,) = (note for note in told if note.startswith("未导入的栏目"))
    assert all(field in unread for field in ("annual.bonds", "annual.actual", "signature"))
    assert any("更新的程序" in note for note in told) is (number > 2)


@pytest.mark.parametrize("kind", ["overall", "disclosure", "livelihood"])
def test_every_kind_of_file_has_such_a_number(
    new_book: Callable[[str, int], Book], overall_content: Content, write: Write, kind: str
) -> None:
    rows = [{"unit_code": "1", "unit_name": "甲", "project_name": "乙", "amount": "5"}]
    contents: dict[str, Content] = {
        "overall": overall_content,
        "disclosure": {
            "department_code": "202", "department_name": "甲局", "fiscal_year": 2024,
            "entries": {"structure": "三个股室。"}, "paragraphs": [],
        },
        "livelihood": {"title": "清单", "unit": "元", "rows": rows},
    }  # fmt: skip
    content = {**contents[kind], "format": f"budgetdesk-{kind}/1", "version": 9}
    book = new_book("jincheng-chengqu-2025" if kind == "livelihood" else "yonghe-2024", 2024)
    told = notes(import_files(book, [write("a.json", content)]))
    assert any(f"budgetdesk-{kind}/1 第 9 版" in note for note in told)
    assert not any(note.startswith("未导入的栏目") for note in told)


@pytest.mark.parametrize("told", ["budgetdesk-projects", "budgetdesk-projects/2", "other/1", "x"])
def test_what_is_no_format_is_refused(
    book: Book, content: Content, write: Write, told: str
) -> None:
    content["format"] = told
    with pytest.raises(ImportFault, match="不是认识的格式"):
        import_files(book, [write("a.json", content)])


def test_what_is_no_uuid_is_refused(book: Book, content: Content, write: Write) -> None:
    content["projects"][0]["uuid"] = "7"
    with pytest.raises(ImportFault, match="不是标识"):
        import_files(book, [write("a.json", content)])


def test_a_row_that_came_back_keeps_its_history(filled: Book, write: Write) -> None:
    """An overall form replaces the one there is: other order, a row more, another name."""
    (before,) = read.overalls(filled)
    content = json.loads(overall_json(filled) or "")
    slot = {key: content["indicators"][0][key] for key in ("level1", "level2")}
    content["indicators"] = [
        {**slot, "level3": "全新的一项", "value": "1"},
        *reversed(content["indicators"]),
    ]
    renamed = next(row for row in content["indicators"][1:] if row["level3"])
    renamed["level3"] = "完全不同的名称"
    with filled.step("改") as step:
        edit.remove_indicator(step, before.key_tasks[-1].id, "key_task")
    import_files(filled, [write("c.json", content)])
    (after,) = read.overalls(filled)
    ids = {row.uuid: row.id for row in before.indicators}
    came = {row.uuid: row for row in after.indicators}
    assert {uuid: came[uuid].id for uuid in ids} == ids
    assert came[renamed["uuid"]].name == "完全不同的名称"
    assert [task.uuid for task in after.key_tasks] == [task.uuid for task in before.key_tasks]
