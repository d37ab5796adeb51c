"""Whatever goes wrong while a workbook is written, the old file is whole and stands alone."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from budgetdesk.domain.progress import Cancelled
from budgetdesk.forms.sheet import Sheet
from budgetdesk.output.excel import TextTooLong, write_workbook
from budgetdesk.output.files import FolderMissing, TargetBusy, TargetDiskFull, TargetNotWritable
from tests.output.small_sheets import text_sheet

SHEETS = [text_sheet("概况", name=f"项目{number}") for number in range(5)]
OLD = b"an older workbook"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "导出 2024"
    folder.mkdir()
    path = folder / "绩效目标表.xlsx"
    path.write_bytes(OLD)
    return path


@pytest.fixture
def untouched(target: Path) -> Iterator[Path]:
    """The target; afterwards it must be as it was and alone in its folder."""
    yield target
    assert target.read_bytes() == OLD
    assert [path for path in target.parent.iterdir() if not path.name.startswith("~$")] == [target]


def test_a_new_workbook_replaces_the_old_one(target: Path) -> None:
    write_workbook(target, SHEETS, "表")
    with ZipFile(target) as archive:
        assert archive.testzip() is None
        assert "xl/worksheets/sheet6.xml" in archive.namelist()
    assert list(target.parent.iterdir()) == [target]


def test_progress_counts_the_forms(target: Path) -> None:
    told: list[tuple[int, int]] = []
    write_workbook(target, iter(SHEETS), "表", progress=lambda *step: told.append(step))
    assert told == [(number, 5) for number in range(1, 6)]


def test_cancelled_midway(untouched: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_workbook(untouched, SHEETS, "表", progress=stop)


@pytest.mark.parametrize("nth", [1, 2, 3, 5, 8, 13, 21])
def test_disk_full_at_any_write(untouched: Path, nth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    written = 0
    whole = ZipFile.writestr

    def full(self: ZipFile, *args: Any, **kwargs: Any) -> None:
        nonlocal written
        written += 1
        if written == nth:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        whole(self, *args, **kwargs)

    monkeypatch.setattr(ZipFile, "writestr", full)
    with pytest.raises(TargetDiskFull, match="磁盘空间不足"):
        write_workbook(untouched, [*SHEETS] * 3, "表")


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_fault_at_the_last_step(
    untouched: Path, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))

    monkeypatch.setattr(*((os, "fsync", fail) if call == "fsync" else (Path, "replace", fail)))
    with pytest.raises(TargetBusy, match="正在被其他程序打开"):
        write_workbook(untouched, SHEETS, "表")


@pytest.mark.skipif(os.name != "posix", reason="Windows itself refuses a file that is open")
def test_the_target_is_open_in_excel(untouched: Path) -> None:
    (untouched.parent / f"~${untouched.name}").write_bytes(b"")
    with pytest.raises(TargetBusy, match="请先关闭它"):
        write_workbook(untouched, SHEETS, "表")


def test_a_text_too_long_for_excel(untouched: Path) -> None:
    with pytest.raises(TextTooLong):
        write_workbook(untouched, [*SHEETS, text_sheet("字" * 40_000)], "表")


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        write_workbook(tmp_path / "没有" / "表.xlsx", SHEETS, "表")
    assert list(tmp_path.iterdir()) == []


def test_the_target_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").mkdir()
    with pytest.raises(TargetNotWritable):
        write_workbook(tmp_path / "表.xlsx", SHEETS, "表")


def test_a_sheet_that_cannot_be_laid_out(untouched: Path) -> None:
    def failing() -> Iterator[Sheet]:
        yield from SHEETS
        raise LookupError("the project is gone")

    with pytest.raises(LookupError):
        write_workbook(untouched, failing(), "表")


@pytest.mark.parametrize("lxml", ["True", "False"])
def test_with_either_of_the_xml_libraries_that_openpyxl_may_find(target: Path, lxml: str) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.output.small_sheets import text_sheet;"
        "from budgetdesk.output.excel import write_workbook;"
        "write_workbook(Path(sys.argv[1]), [text_sheet('概况'), text_sheet('依据')], '表')"
    )
    subprocess.run(
        [sys.executable, "-c", script, str(target)],
        check=True,
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "OPENPYXL_LXML": lxml},
    )
    workbook = openpyxl.load_workbook(target)
    assert [sheet["B2"].value for sheet in workbook.worksheets[1:]] == ["概况", "依据"]
    assert all(sheet.merged_cells.ranges for sheet in workbook.worksheets)
