"""Records below others, at any depth, go into exchange files and come back with what is said."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.declared_records import add_record, records
from budgetdesk.book.edit import add_department, add_project, add_unit, put_overall
from budgetdesk.checks.explanations import FindingKey, keep, read_explanations
from budgetdesk.checks.finding import Explanation
from budgetdesk.domain.records import DeclaredRecord, Department, OverallForm, Project, Unit
from budgetdesk.exchange.content import overall_json, projects_json
from budgetdesk.exchange.existing import Decisions, OnExisting
from budgetdesk.exchange.importing import import_files
from budgetdesk.forms.loader import forget_sets, load_form_set

_DICTIONARY = """
[visit]
name = "现场核查"
below = "project"
many = true
told_apart_by = "number"

[visit.fields]
number = { name = "次数", kind = "count" }
place = { name = "地点", kind = "line" }
who = { name = "核查人", kind = "person" }

[visit.lists.seen]
name = "所见"

[visit.lists.seen.fields]
what = { name = "情况", kind = "paragraph" }

[note]
name = "整改"
below = "visit"
many = true

[note.fields]
text = { name = "整改内容", kind = "paragraph" }

[review]
name = "部门复核"
below = "overall"

[review.fields]
outcome = { name = "复核意见", kind = "paragraph" }
"""
UNIT = Unit("甲单位", Department("101", "甲局"))


@pytest.fixture
def set_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    folder = tmp_path / "套表" / "visited"
    folder.mkdir(parents=True)
    (folder / "set.toml").write_text('extend = "yonghe-2024"\nname = "带核查"\n', encoding="utf-8")
    (folder / "dictionary.toml").write_text(_DICTIONARY, encoding="utf-8")
    monkeypatch.setenv("BUDGETDESK_FORMS", str(folder.parent))
    forget_sets()
    yield "visited"
    forget_sets()


def new_book(path: Path, set_id: str) -> Book:
    info = BookInfo(set_id, 2024, "核查")
    return Book.create(path, info, load_form_set(set_id).dictionary)


def told(text: str) -> Explanation:
    return Explanation(text, "某甲", "2024-03-01")


def visited(path: Path, set_id: str) -> Book:
    """A book with two visits to a project, one of them with two notes, and a reviewed overall."""
    book = new_book(path, set_id)
    with book.step("填") as step:
        owner = add_department(step, UNIT.department)
        unit = replace(UNIT, department=replace(UNIT.department, id=owner))
        unit = replace(unit, id=add_unit(step, unit))
        project = add_project(step, Project("修路", unit))
        above = Project("修路", UNIT)
        for number, place in ((1, "南坡"), (2, "北坡")):
            said: dict[str, object] = {"number": number, "place": place, "who": "张三丰"}
            visit = add_record(step, "visit", project, DeclaredRecord("visit", above, said))
        for text in ("补齐标志牌", "清理边沟"):
            add_record(step, "note", visit, DeclaredRecord("note", above, {"text": text}))
        overall = put_overall(step, OverallForm(Department("101", "甲局", owner), duties="修路"))
        outcome: dict[str, object] = {"outcome": "属实"}
        add_record(step, "review", overall, DeclaredRecord("review", above, outcome))
        keep(
            step,
            FindingKey("Z1", "visit", visit, "place", "", ""),
            told("路名如此"),
        )
        note = records(book, "note")[0].id
        keep(
            step,
            FindingKey("Z2", "note", note, "text", "", ""),
            told("已整改"),
        )
    return book


def said(book: Book) -> object:
    return {
        kind: [(it.number, {k: v for k, v in it.declared.items() if isinstance(v, str)})
               for it in records(book, kind)]
        for kind in ("visit", "note", "review")
    }  # fmt: skip


def explained(book: Book) -> set[tuple[str, str, str]]:
    return {(key.code, key.record, it.text) for key, it in read_explanations(book).items()}


def files_of(book: Book, folder: Path) -> list[Path]:
    files = {"projects.json": projects_json(book), "overall.json": overall_json(book)}
    for name, text in files.items():
        (folder / name).write_text(text or "", encoding="utf-8")
    return [folder / name for name in files]


def test_records_at_any_depth_and_their_explanations_come_back(tmp_path: Path, set_id: str) -> None:
    with (
        visited(tmp_path / "a.budget", set_id) as book,
        new_book(tmp_path / "b.budget", set_id) as other,
    ):
        import_files(other, files_of(book, tmp_path))
        assert said(other) == said(book)
        assert explained(other) == explained(book) == {
            ("Z1", "visit", "路名如此"), ("Z2", "note", "已整改"),
        }  # fmt: skip
        assert files_of(other, tmp_path)[0].read_text("utf-8") == projects_json(book)


def test_a_book_of_another_office_brings_them_too(tmp_path: Path, set_id: str) -> None:
    visited(tmp_path / "a.budget", set_id).close()
    with new_book(tmp_path / "b.budget", set_id) as other:
        import_files(other, [tmp_path / "a.budget"])
        assert [it.declared["text"] for it in records(other, "note")] == ["补齐标志牌", "清理边沟"]
        assert [it.declared["outcome"] for it in records(other, "review")] == ["属实"]


def test_a_second_import_goes_over_them_and_adds_none(tmp_path: Path, set_id: str) -> None:
    with visited(tmp_path / "a.budget", set_id) as book:
        files = files_of(book, tmp_path)
        content = json.loads(files[0].read_text("utf-8"))
        content["projects"][0]["visit"][1]["note"][0]["text"] = "已补齐"
        files[0].write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        before = explained(book)
        report = import_files(book, files, decisions=Decisions(OnExisting.OVERWRITE))
        assert [it.declared["text"] for it in records(book, "note")] == ["已补齐", "清理边沟"]
        assert len(records(book, "review")) == 1
        assert explained(book) == before
        assert not any("整体表" in note for file in report.files for note in file.notes)


def test_what_is_published_names_no_person_at_any_depth(tmp_path: Path, set_id: str) -> None:
    with visited(tmp_path / "a.budget", set_id) as book:
        text = projects_json(book, public=True)
        assert "张三丰" not in text
        assert "路名如此" not in text
        assert "uuid" not in text
        assert "补齐标志牌" in text
        assert "张三丰" in projects_json(book)
