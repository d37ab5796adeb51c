"""Files that are given out and that their book has to remember: both, or neither."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def unless_remembered(written: Sequence[Path]) -> Iterator[None]:
    """Within, the book keeps what was given out; where it can't, the files go again.

    Else the book would give out another one under the same number. More may be written within.
    """
    try:
        yield
    except BaseException:
        for path in written:
            _remove(path)
        raise


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
