"""What lies beside a book: SQLite's logs, and unfinished files of processes that are gone."""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from budgetdesk.book.durable import flush_folder
from budgetdesk.book.process import start_mark
from budgetdesk.domain.late_pattern import late_pattern

FOLDER = "备份"
_LOGS = ("-wal", "-journal")
# Written by this package under a name that carries the writing process's number.
_UNFINISHED = late_pattern(
    r"(?:.*)\.(\d+)\.(?:new|part)(?:-wal|-shm|-journal|\.lock)?|.*\.lock\.(\d+)"
)


def real_name(path: Path) -> Path:
    """The file behind a link: SQLite and other windows keep their side files there."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def logs_of(path: Path) -> tuple[Path, ...]:
    """The logs beside a file that hold something; SQLite would read them into it."""
    path = real_name(path)
    beside = (path.with_name(path.name + ending) for ending in _LOGS)
    return tuple(log for log in beside if log.is_file() and log.stat().st_size > 0)


def folder_for_copies(book: Path) -> Path:
    """The folder 备份 beside a book, made where there is none.

    Raises:
        OSError: it can't be made; the text says where a file stands in its place.
    """
    folder = book.parent / FOLDER
    try:
        folder.mkdir(exist_ok=True)
    except FileExistsError as error:
        raise OSError(0, f"「{folder}」不是文件夹，请先把它改名或移走") from error
    return folder


def set_logs_aside(path: Path) -> tuple[Path, ...]:
    """Move the logs beside a name into 备份, where nothing reads them; where they lie now.

    Raises:
        OSError: they can't be moved.
    """
    path = real_name(path)
    moved = []
    for log in logs_of(path):
        folder = folder_for_copies(path)
        target = _free_name(folder, path, log.name[len(path.name) :])
        log.replace(target)
        moved.append(target)
    if moved:
        flush_folder(path.parent / FOLDER)
    for ending in (*_LOGS, "-shm"):  # empty ones, and the index of a log that is gone
        with suppress(OSError):
            path.with_name(path.name + ending).unlink()
    return tuple(moved)


def _free_name(folder: Path, path: Path, ending: str) -> Path:
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H-%M-%S")
    number = 0
    while True:
        again = f" {number}" if number else ""
        target = folder / f"{path.stem} 外来日志 {stamp}{again}{path.suffix}{ending}"
        if not target.exists():
            return target
        number += 1


def sweep(path: Path) -> None:
    """Remove what processes that are gone left unfinished beside a book and in its 备份."""
    for folder in (path.parent, path.parent / FOLDER):
        with suppress(OSError):
            for file in folder.iterdir():
                if file.name.startswith(path.stem) and _is_left_behind(file):
                    file.unlink()


def _is_left_behind(file: Path) -> bool:
    match = _UNFINISHED.fullmatch(file.name)
    if match is None or not file.is_file():
        return False
    process = int(match[1] or match[2])
    return process != os.getpid() and start_mark(process) is None
