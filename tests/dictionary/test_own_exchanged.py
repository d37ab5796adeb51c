"""What a form set declares is printed, exported, imported, and hidden from the public copy."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from budgetdesk import assets
from budgetdesk.book import edit, read
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.declared_records import add_record, records
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.file_kinds import EXCEL, EXCHANGE, PDF
from budgetdesk.exchange.existing import Decisions, ExistingProjectsFault, OnExisting
from budgetdesk.exchange.exporting import ExportOrder, export_book
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.privacy import PersonsFound
from budgetdesk.forms import loader
from budgetdesk.forms.definition import FormSet
from tests.dictionary.own_set import own_book, own_set

MENTOR, SIGNED = "欧阳建国", "司马卫东"


@pytest.fixture
def form_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FormSet]:
    made = own_set(tmp_path)
    (tmp_path / "resources").symlink_to(assets.resource())
    monkeypatch.setattr(assets, "_root", lambda: tmp_path)
    for cached in (loader.load_form_set, loader.form_set_ids):
        cached.cache_clear()
    yield made
    for cached in (loader.load_form_set, loader.form_set_ids):
        cached.cache_clear()


@pytest.fixture
def book(tmp_path: Path, form_set: FormSet) -> Iterator[Book]:
    with own_book(tmp_path / "自加.budget", form_set) as opened:
        _fill_in(opened)
        yield opened


def _fill_in(book: Book) -> None:
    first = read.project(book, 1).indicators.annual[0]
    with book.step("填报") as step:

        def put(path: str, value: str | int, row_id: int = 0) -> int:
            return edit.write_field(step, FieldRef("project", 1, path, row_id), value)

        put("poverty", "脱贫户 12 户")
        put("mentor", MENTOR)
        put("share", "35")
        put("indicators.annual.weight", 15, first.id)
        row_id = put("steps.what", "招标")
        put("steps.until", "2026-06-30", row_id)
        put("steps.cost", 1_500_000, row_id)
        made = add_record(step, "adjustment", 1)
        for path, value in (("number", 1), ("reason", "任务变了"), ("signed", SIGNED)):
            edit.write_field(step, FieldRef("adjustment", made, path), value)
        row_id = edit.write_field(step, FieldRef("adjustment", made, "changes.before"), "100人")
        edit.write_field(step, FieldRef("adjustment", made, "changes.points", row_id), 0)


def exported(book: Book, folder: Path, *, public: bool = False, mask: bool = False) -> Path:
    export_book(book, folder, ExportOrder((EXCEL, PDF, EXCHANGE), public=public, mask=mask))
    return folder


def texts_of(folder: Path) -> list[str]:
    (workbook,) = folder.glob("*.xlsx")
    sheets = openpyxl.load_workbook(workbook).worksheets
    return [str(cell.value) for sheet in sheets for row in sheet.rows for cell in row if cell.value]


def projects_of(folder: Path) -> list[dict[str, Any]]:
    content = json.loads((folder / "projects.json").read_text("utf-8"))
    projects: list[dict[str, Any]] = content["projects"]
    return projects


def test_forms_are_printed_with_what_is_declared(book: Book, tmp_path: Path) -> None:
    folder = exported(book, tmp_path / "出")
    texts = texts_of(folder)
    for text in ("脱贫户 12 户", MENTOR, "35%", "招标", "2026年6月30日", "任务变了", SIGNED):
        assert text in texts
    assert "绩效目标调整表" in texts
    (printed,) = folder.glob("*.pdf")
    assert printed.stat().st_size > 1000


def test_the_exchange_file_says_it_by_its_names(book: Book, tmp_path: Path) -> None:
    (project,) = projects_of(exported(book, tmp_path / "出"))
    assert (project["poverty"], project["share"]) == ("脱贫户 12 户", "35")
    assert project["indicators"]["annual"][0]["weight"] == "15"
    (step,) = project["steps"]
    assert {key: step[key] for key in ("what", "until", "cost")} == {
        "what": "招标", "until": "2026-06-30", "cost": "1.50",
    }  # fmt: skip
    (adjustment,) = project["adjustment"]
    assert (adjustment["number"], adjustment["reason"]) == ("1", "任务变了")
    assert [(row["before"], row["points"]) for row in adjustment["changes"]] == [("100人", "0")]


def test_what_goes_out_comes_in_again(book: Book, tmp_path: Path, form_set: FormSet) -> None:
    file = exported(book, tmp_path / "出") / "projects.json"
    info = BookInfo(form_set.id, form_set.fiscal_year, "另一本")
    with Book.create(tmp_path / "另.budget", info, form_set.dictionary) as other:
        report = import_files(other, [file])
        assert not [note for each in report.files for note in each.notes]
        (before,), (after,) = read.projects(book), read.projects(other)
        for path in ("poverty", "mentor", "share", "steps"):
            assert _said(value_of(after, path)) == _said(value_of(before, path))
        assert after.indicators == before.indicators
        (made,), (own,) = records(other, "adjustment"), records(book, "adjustment")
        assert (made.uuid, made.number) == (own.uuid, own.number)
        assert _said(made.declared["changes"]) == _said(own.declared["changes"])
        other.undo()
        assert records(other, "adjustment") == ()
        assert read.projects(other) == ()


def _said(value: object) -> object:
    if not isinstance(value, tuple):
        return value
    return [(row.declared, row.uuid) for row in value]


def test_a_book_made_before_is_told_of_it(book: Book, tmp_path: Path) -> None:
    """Until it takes the set's dictionary over, what it has no place for is told."""
    file = exported(book, tmp_path / "出") / "projects.json"
    with Book.create(tmp_path / "老.budget", BookInfo("own-2026", 2026, "老")) as older:
        (report,) = import_files(older, [file]).files
        (told,) = [note for note in report.notes if "未导入的栏目" in note]
        for key in ("poverty", "mentor", "share", "steps", "adjustment", "weight"):
            assert key in told
        assert older.adopt(book.dictionary)
        import_files(older, [file], decisions=Decisions(OnExisting.OVERWRITE))
        (project,) = read.projects(older)
        assert value_of(project, "poverty") == "脱贫户 12 户"
        assert len(records(older, "adjustment")) == 1


def test_a_wrong_value_is_refused_with_its_official_name(book: Book, tmp_path: Path) -> None:
    file = exported(book, tmp_path / "出") / "projects.json"
    text = file.read_text("utf-8").replace('"2026-06-30"', '"下个月"')
    file.write_text(text, encoding="utf-8")
    info = BookInfo("own-2026", 2026, "另一本")
    with (
        Book.create(tmp_path / "错.budget", info, book.dictionary) as other,
        pytest.raises(Exception, match=r"完成时限.*不是日期"),
    ):
        import_files(other, [file])


def test_persons_are_left_out_of_the_public_copy(book: Book, tmp_path: Path) -> None:
    folder = exported(book, tmp_path / "公开", public=True)
    told = (*texts_of(folder), (folder / "projects.json").read_text("utf-8"))
    assert not [text for text in told if MENTOR in text or SIGNED in text]
    (project,) = projects_of(folder)
    assert "mentor" not in project
    assert "uuid" not in json.dumps(project)
    (adjustment,) = project["adjustment"]
    assert adjustment["reason"] == "任务变了"
    assert "signed" not in adjustment


def test_a_person_in_an_own_text_is_found(book: Book, tmp_path: Path) -> None:
    with book.step("写") as step:
        edit.write_field(step, FieldRef("project", 1, "poverty"), f"联系{MENTOR}，13935700001")
    with pytest.raises(PersonsFound, match="巩固脱贫成果说明"):
        exported(book, tmp_path / "公开", public=True)
    masked = exported(book, tmp_path / "遮盖", public=True, mask=True)
    assert not [text for text in texts_of(masked) if "13935700001" in text]


def test_the_folder_of_forms_is_found_as_ever() -> None:
    assert assets.forms_folder().is_dir()


def test_both_sides_show_what_the_set_declares(book: Book, tmp_path: Path) -> None:
    """Own fields, those of rows, rows of lists, records below: nothing is overwritten unseen."""
    path = exported(book, tmp_path / "出") / "projects.json"
    content: Any = json.loads(path.read_text(encoding="utf-8"))
    (project,) = content["projects"]
    project["poverty"] = "脱贫户 13 户"
    project["indicators"]["annual"][0]["weight"] = "20"
    project["steps"][0]["what"] = "询价"
    project["adjustment"][0]["reason"] = "另一个原因"
    project["adjustment"].append({"number": "7", "reason": "又一次"})
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(ExistingProjectsFault) as raised:
        import_files(book, [path])
    (meeting,) = raised.value.meetings
    told = [(it.label, it.held, it.becomes) for it in meeting.differences()]
    labels = [label for label, _, _ in told]
    assert labels == [
        *("巩固脱贫成果说明", "年度指标", "实施步骤", "实施步骤"),
        *("绩效目标调整表 1 调整原因", "绩效目标调整表 7"),
    ]
    assert told[0][1:] == ("脱贫户 12 户", "脱贫户 13 户")
    assert told[1][1].endswith("｜15")
    assert told[1][2].endswith("｜20")
    assert told[4][2] == "另一个原因"
    assert told[5][2] == "新增"
