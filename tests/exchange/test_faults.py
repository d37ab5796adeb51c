"""What breaks in the middle of an import or export leaves the old state whole."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.assets import resource
from budgetdesk.book.book import Book
from budgetdesk.book.edit import add_department
from budgetdesk.book.errors import DiskFull
from budgetdesk.book.step import Step
from budgetdesk.domain.file_kinds import EXCEL, EXCHANGE, PDF
from budgetdesk.domain.records import Department
from budgetdesk.exchange.exporting import ExportOrder, export_book
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.sample import sample_files
from budgetdesk.output.files import OutputError

State = Callable[[Book], Any]


@pytest.mark.parametrize("nth", [1, 2, 3, 5, 40, 200, 287])
def test_a_write_that_fails_takes_the_whole_import_back(
    book: Book, state: State, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    with book.step("先有") as step:
        add_department(step, Department("101", "原有部门"))
    before, calls = state(book), 0

    def failing(write: Callable[..., object]) -> Callable[..., object]:
        def counted(*wish: object) -> object:
            nonlocal calls
            calls += 1
            if calls == nth:
                raise DiskFull(book.path)
            return write(*wish)

        return counted

    with monkeypatch.context() as patch:
        for name in ("insert", "insert_all"):
            patch.setattr(Step, name, failing(getattr(Step, name)))
        with pytest.raises(DiskFull):
            import_files(book, sample_files())
    assert calls == nth
    assert state(book) == before
    import_files(book, sample_files())
    assert book.undo_name == f"导入 {len(sample_files())} 个文件"


def test_a_file_that_cannot_be_replaced_keeps_its_old_content(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_files(book, [resource("sample", "inspection.json"), resource("sample", "overall.json")])
    wish = ExportOrder((EXCEL, PDF, EXCHANGE))
    paths = export_book(book, tmp_path, wish)
    for path in paths:
        path.write_text("旧", "utf-8")
    replace = Path.replace

    def failing(path: Path, target: Path) -> Path:
        if Path(target).suffix in (".pdf", ".json"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OutputError, match="磁盘空间不足"):
        export_book(book, tmp_path, wish, overwrite=True)
    with pytest.raises(OutputError, match="磁盘空间不足"):
        export_book(book, tmp_path, ExportOrder((EXCHANGE,)), overwrite=True)
    assert {path.read_text("utf-8") for path in paths} == {"旧"}  # none is half of a new set
    assert sorted(tmp_path.iterdir()) == sorted([*paths, *tmp_path.glob("预算*")])
