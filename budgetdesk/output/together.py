"""Several files that take their places together, or none of them."""

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from budgetdesk.book.durable import flush_folder
from budgetdesk.book.process import machine_id, start_mark
from budgetdesk.output.files import explained, refuse_hopeless


@contextlib.contextmanager
def together(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    """Give a folder to write files into; on leaving, all of them move into `folder`.

    Args:
        folder: where they belong.
        names: the files that will be written; one that can't be is told before the work.

    Yields:
        A folder beside their places. What stands in it at the end is moved, each file whole.

    Raises:
        OutputError: with a sentence for the user. The old files are then whole and nothing of the
            new ones remains. Other errors of the caller pass through, with the same promise.
    """
    for name in names:
        refuse_hopeless(folder / name)
    _clear_left_over(folder)
    try:
        staging = Path(tempfile.mkdtemp(prefix=f"{_own_prefix()}{os.getpid()}-", dir=folder))
    except OSError as error:
        raise explained(error, folder) from error
    try:
        yield staging
        _move_all(staging, folder)
        flush_folder(folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _own_prefix() -> str:
    """What the staging folders of this machine begin with: a number of another's tells nothing."""
    return f"~budgetdesk-{hashlib.sha256(machine_id().encode()).hexdigest()[:8]}-"


def _clear_left_over(folder: Path) -> None:
    """Remove the staging folders of processes that were killed; what can't be removed stays."""
    name = re.compile(rf"{re.escape(_own_prefix())}([0-9]+)-\w+")
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            found = name.fullmatch(path.name)
            if found and path.is_dir() and start_mark(int(found[1])) is None:
                shutil.rmtree(path, ignore_errors=True)


def _move_all(staging: Path, folder: Path) -> None:
    try:
        written = sorted(staging.iterdir())
        kept = Path(tempfile.mkdtemp(dir=staging))
    except OSError as error:
        raise explained(error, folder) from error
    moved: list[Path] = []
    for new in written:
        target = folder / new.name
        try:
            if target.exists():
                shutil.copy2(target, kept / new.name)
                new.chmod(target.stat().st_mode & 0o777)
            new.replace(target)
        except OSError as error:
            _put_back(moved, kept)
            raise explained(error, target) from error
        moved.append(target)


def _put_back(moved: list[Path], kept: Path) -> None:
    for target in reversed(moved):
        before = kept / target.name
        with contextlib.suppress(OSError):
            if before.exists():
                before.replace(target)
            else:
                target.unlink()
