"""Writing a file beside its target, then moving it into place: whole or not at all."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from budgetdesk.book.durable import flush_folder
from budgetdesk.domain.refusals import reason_of


class OutputError(Exception):
    """A file could not be written; the old file, if there was one, is whole."""


class TargetBusy(OutputError):  # noqa: N818 - the trade's word reads better than TargetBusyError
    """Another program holds the target open."""


class TargetNotWritable(OutputError):  # noqa: N818
    """The target or its folder may not be written to."""


class FolderMissing(OutputError):  # noqa: N818
    """The target's folder does not exist."""


class TargetDiskFull(OutputError):  # noqa: N818
    """There is no room for the file."""


_NO_ROOM = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_WINDOWS_IN_USE = {32, 33}  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
_WINDOWS_DENIED = 5  # ERROR_ACCESS_DENIED: also what os.replace says of a file open elsewhere


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path to write to; on leaving, flush it and move it onto `path`.

    Args:
        path: the file to create or replace.

    Yields:
        A path in the same folder, with the same suffix, that the caller writes the whole file to.

    Raises:
        OutputError: (one of its kinds) with a sentence for the user. The old file is then whole
            and nothing of the new one remains. Other errors of the caller pass through, with the
            same promise.
    """
    temporary: Path | None = None
    try:
        refuse_hopeless(path)
        temporary = _temporary_beside(path)
        yield temporary
        _flush_to_disk(temporary)
        temporary.replace(path)
        temporary = None  # nothing left to clean up
        flush_folder(path.parent)
    except OSError as error:
        raise explained(error, path) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def refuse_hopeless(path: Path) -> None:
    """Say at once what would fail only after minutes of work; OutputError."""
    if not path.parent.is_dir():
        raise FolderMissing(f"没有“{path.parent}”这个文件夹，请先新建，或换一个位置。")
    if path.is_dir():
        raise TargetNotWritable(f"“{path}”是一个文件夹，请换一个文件名。")
    if path.exists() and not os.access(path, os.W_OK):
        raise _not_writable(path)
    if os.name == "posix" and any((path.parent / lock).exists() for lock in _locks_of(path.name)):
        raise _busy(path)


def _locks_of(name: str) -> tuple[str, ...]:
    """What LibreOffice, Excel and WPS leave beside an open file; Linux itself tells nothing."""
    return f".~lock.{name}#", f"~${name}", f".~{name}"


def _temporary_beside(path: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix="~budgetdesk-", suffix=path.suffix, dir=path.parent)
    temporary = Path(name)
    try:
        os.close(handle)
        if os.name == "posix":
            temporary.chmod(_wanted_mode(path))
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _wanted_mode(path: Path) -> int:
    """The old file's permissions, or those the user's umask gives a new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _flush_to_disk(path: Path) -> None:
    # Windows flushes only through a handle that may write.
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def explained(error: OSError, path: Path) -> OutputError:
    """What kept a file from being written, as a sentence for the user."""
    winerror = getattr(error, "winerror", None)
    if error.errno in _NO_ROOM:
        return TargetDiskFull(f"磁盘空间不足，“{path.name}”没有写成，请清理磁盘或换一个位置。")
    if winerror in _WINDOWS_IN_USE or error.errno in {errno.EBUSY, errno.ETXTBSY}:
        return _busy(path)
    if winerror == _WINDOWS_DENIED and path.exists():
        return _busy(path)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return _not_writable(path)
    if isinstance(error, FileNotFoundError) and not path.parent.is_dir():
        return FolderMissing(f"没有“{path.parent}”这个文件夹，请先新建，或换一个位置。")
    if error.errno == errno.ENAMETOOLONG:
        return OutputError(f"“{path.name}”的路径太长，请换一个短些的文件名或位置。")
    return OutputError(f"“{path}”没有写成：{reason_of(error)}。原文件没有变动。")


def _busy(path: Path) -> TargetBusy:
    return TargetBusy(f"“{path.name}”正在被其他程序打开，请先关闭它，或换一个文件名。")


def _not_writable(path: Path) -> TargetNotWritable:
    return TargetNotWritable(f"“{path}”不能写入，请检查权限，或换一个位置。")
