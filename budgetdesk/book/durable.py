"""Making a file's new name last through a power cut."""

import os
from contextlib import suppress
from pathlib import Path


def flush_folder(folder: Path) -> None:
    """Make a move into a folder durable, where the system has a way to; it never fails.

    The file is in place and whole by then: that its folder cannot be flushed (some network file
    systems) is no reason to call it unwritten.
    """
    if os.name != "posix":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
