"""Files are whole or untouched, whatever fails."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.output.files import (
    FolderMissing,
    OutputError,
    TargetBusy,
    TargetDiskFull,
    TargetNotWritable,
    replacing,
)

NEW = b"new content" * 1000
OLD = b"the old file"


def write(path: Path) -> None:
    with replacing(path) as temporary:
        temporary.write_bytes(NEW)


@pytest.fixture(params=["报表.pdf", "县 卫体局 2024 项目支出绩效目标表（终稿）.xlsx"])
def target(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    folder = tmp_path / "上报 材料"
    folder.mkdir()
    return folder / str(request.param)


def test_creates_and_replaces(target: Path) -> None:
    write(target)
    assert target.read_bytes() == NEW
    target.write_bytes(OLD)
    write(target)
    assert target.read_bytes() == NEW
    assert list(target.parent.iterdir()) == [target]


def test_temporary_file_stands_beside_the_target_with_its_suffix(target: Path) -> None:
    with replacing(target) as temporary:
        temporary.write_bytes(NEW)
        assert temporary.parent == target.parent
        assert temporary.suffix == target.suffix
        assert not target.exists()


def test_error_of_the_caller_passes_through(target: Path) -> None:
    target.write_bytes(OLD)
    with pytest.raises(KeyError), replacing(target):
        raise KeyError("a fault in the caller")
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match=r"没有“.*不存在的”这个文件夹"):
        write(tmp_path / "不存在的" / "表.pdf")


def test_target_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(TargetNotWritable, match="是一个文件夹"):
        write(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="Windows tells by itself that a file is open")
@pytest.mark.parametrize("lock", [".~lock.{}#", "~${}", ".~{}"])
def test_target_open_in_an_office_program(target: Path, lock: str) -> None:
    target.write_bytes(OLD)
    (target.parent / lock.format(target.name)).touch()
    with pytest.raises(TargetBusy, match="正在被其他程序打开"):
        write(target)
    assert target.read_bytes() == OLD
    assert len(list(target.parent.iterdir())) == 2


@pytest.mark.skipif(os.name != "posix", reason="permissions as on POSIX")
def test_new_file_has_the_rights_the_user_gives_new_files(target: Path) -> None:
    before = os.umask(0o027)
    try:
        write(target)
    finally:
        os.umask(before)
    assert target.stat().st_mode & 0o777 == 0o640
    target.chmod(0o604)
    write(target)
    assert target.stat().st_mode & 0o777 == 0o604


@pytest.mark.skipif(os.name != "posix", reason="permissions as on POSIX")
def test_target_that_may_not_be_written(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target.write_bytes(OLD)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(TargetNotWritable, match="不能写入"):
        write(target)
    assert target.read_bytes() == OLD


FAULTS: list[tuple[int, type[OutputError]]] = [
    (errno.ENOSPC, TargetDiskFull),
    (errno.EACCES, TargetNotWritable),
    (errno.EROFS, TargetNotWritable),
    (errno.EBUSY, TargetBusy),
    (errno.ENAMETOOLONG, OutputError),
    (errno.EIO, OutputError),
]
CALLS = ["tempfile.mkstemp", "os.close", "os.fsync", "pathlib.Path.open", "pathlib.Path.replace"]


@pytest.fixture
def fail_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], None]:
    """Make a call of the system fail."""

    def arrange(name: str, number: int) -> None:
        def fail(*args: Any, **kwargs: Any) -> Any:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(name, fail)

    return arrange


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(("number", "kind"), FAULTS)
def test_a_failing_call_leaves_the_old_file_whole(
    target: Path,
    fail_at: Callable[[str, int], None],
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    number: int,
    kind: type[OutputError],
) -> None:
    target.write_bytes(OLD)
    context = replacing(target)
    fail_at(call, number)
    with pytest.raises(kind) as caught, context as temporary:
        os.truncate(temporary, len(NEW))
    monkeypatch.undo()
    assert str(caught.value)[-1] == "。"
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


def test_disk_full_while_the_caller_writes(target: Path) -> None:
    target.write_bytes(OLD)
    with pytest.raises(TargetDiskFull, match="磁盘空间不足"), replacing(target):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize(("winerror", "exists"), [(32, True), (33, False), (5, True)])
def test_what_windows_says_of_an_open_file(target: Path, winerror: int, exists: bool) -> None:
    if exists:
        target.write_bytes(OLD)
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = winerror  # type: ignore[attr-defined, unused-ignore]
    with pytest.raises(TargetBusy, match="请先关闭它"), replacing(target):
        raise error
    assert list(target.parent.iterdir()) == ([target] if exists else [])


def test_folder_that_cannot_be_flushed_does_not_undo_the_file(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: Iterator[None] = iter([None])
    real = os.fsync

    def only_once(descriptor: int) -> None:
        if next(flushed, "gone") == "gone":
            raise OSError(errno.EINVAL, "Invalid argument")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", only_once)
    write(target)
    assert target.read_bytes() == NEW
