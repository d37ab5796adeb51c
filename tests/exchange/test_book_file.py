"""Another office's book as a file: taken as its exchange files are, and never written into."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.errors import DamagedBook, FileFault, NewerBook
from budgetdesk.checks.explanations import FindingKey, explain, read_explanations
from budgetdesk.cli import main
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import LedgerLine, Nature, Origin, RecordKind, Source
from budgetdesk.exchange.content import overall_json, projects_json
from budgetdesk.exchange.existing import Decisions, ExistingProjectsFault, OnExisting
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files

Content = dict[str, Any]
Write = Callable[[str, object], Path]
OLD = Path(__file__).parents[1] / "book" / "second_version.sql"


@pytest.fixture
def other(tmp_path: Path, content: Content, overall_content: Content, write: Write) -> Path:
    """A closed book of another office: projects, an overall form, a ledger, an explanation."""
    folder = tmp_path / "别的单位"
    folder.mkdir()
    path = folder / "二局.budget"
    with Book.create(path, BookInfo("yonghe-2024", 2024, "二局")) as book:
        import_files(book, [write("甲.json", content), write("乙.json", overall_content)])
        first = read.projects(book)[0]
        with book.step("明细") as step:
            line = LedgerLine(
                first.unit, "2100408", Nature.PROJECT, Source.GENERAL, Origin.CURRENT, 5, first.name
            )
            edit.add_ledger_line(step, line)
            explain(step, FindingKey("Q03", RecordKind.PROJECT, first.id, "basis"), "文件待发")
    return path


def footprint(path: Path) -> dict[str, tuple[bytes, int]]:
    """Everything in the book's folder, to the byte and the time."""
    return {
        str(file.relative_to(path.parent)): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in path.parent.rglob("*")
        if file.is_file()
    }


def test_all_comes_over_and_nothing_is_written_there(book: Book, other: Path) -> None:
    before = footprint(other)
    (report,) = import_files(book, [other]).files
    assert footprint(other) == before
    assert (report.projects, report.overalls, report.ledger_lines) == (3, 1, 1)
    assert book.undo_name == "导入 二局.budget"
    with Book.open(other, read_only=True) as theirs:
        assert projects_json(book) == projects_json(theirs)
        assert overall_json(book) == overall_json(theirs)
    (line,) = read.ledger(book)
    assert line.project_id == read.projects(book)[0].id
    assert [it.text for it in read_explanations(book).values()] == ["文件待发"]


def test_a_book_that_somebody_works_in_is_read_as_it_stands(book: Book, other: Path) -> None:
    with Book.open(other) as theirs:
        ref = FieldRef(RecordKind.PROJECT, read.project_ids(theirs)[0], "overview")
        with theirs.step("改") as step:
            edit.write_field(step, ref, "刚刚改的")
        import_files(book, [other])
        assert not theirs.read_only
    assert read.projects(book)[0].overview == "刚刚改的"


def test_a_book_of_an_older_version_stays_one(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "旧" / "旧版.budget"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(OLD.read_text(encoding="utf-8"))
    before = footprint(path)
    import_files(book, [path])
    assert footprint(path) == before
    assert [it.name for it in read.projects(book)] == ["乡村医生补助", "疫苗接种"]


def test_its_projects_are_decided_about_as_those_of_a_file(book: Book, other: Path) -> None:
    import_files(book, [other])
    with Book.open(other) as theirs:
        ref = FieldRef(RecordKind.PROJECT, read.project_ids(theirs)[0], "overview")
        with theirs.step("改") as step:
            edit.write_field(step, ref, "他们改的")
    with pytest.raises(ExistingProjectsFault, match="--on-existing"):
        import_files(book, [other])
    before = read.projects(book)[0]
    (report,) = import_files(book, [other], decisions=Decisions(OnExisting.SKIP)).files
    assert read.projects(book)[0] == before
    assert len(report.skipped) == 3
    assert any("整体表，没有替换" in note for note in report.notes)
    assert any("明细，没有替换" in note for note in report.notes)
    (report,) = import_files(book, [other], decisions=Decisions(OnExisting.OVERWRITE)).files
    after = read.projects(book)[0]
    assert (after.id, after.overview) == (before.id, "他们改的")
    assert report.replaced_lines == 1


def test_the_book_itself_is_refused(book: Book) -> None:
    with pytest.raises(ImportFault, match="正在使用的账套"):
        import_files(book, [book.path])


@pytest.mark.parametrize("deed", ["cut", "newer", "torn", "text"])
def test_what_is_no_sound_book_is_refused(
    book: Book, other: Path, deed: str, state: Callable[[Book], Any]
) -> None:
    data = bytearray(other.read_bytes())
    if deed == "cut":
        data = data[: len(data) // 2]
    elif deed == "newer":
        data[60:64] = (99).to_bytes(4, "big")
    elif deed == "torn":
        data[4096 * 2 : 4096 * 12] = b"\xff" * 4096 * 10
    else:
        data = bytearray("不是账套".encode())
    other.write_bytes(data)
    before = state(book)
    with pytest.raises(FileFault) as refused:
        import_files(book, [other])
    assert "二局.budget" in str(refused.value)
    assert "/tmp" not in str(refused.value).replace(str(other), "")
    assert isinstance(refused.value, {"newer": NewerBook}.get(deed, FileFault))
    assert deed != "torn" or isinstance(refused.value, DamagedBook)
    assert state(book) == before


def test_on_the_command_line(book: Book, other: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = book.path
    book.close()
    before = footprint(other)
    assert main(["import", str(path), str(other)]) == 0
    assert "导入项目 3 个" in capsys.readouterr().out
    copy = shutil.copy(other, other.with_name("又一份.budget"))
    assert main(["import", str(path), str(copy)]) == 2
    assert "--on-existing" in capsys.readouterr().err
    assert main(["import", str(path), str(copy), "--on-existing", "skip"]) == 0
    Path(copy).unlink()
    assert footprint(other) == before
