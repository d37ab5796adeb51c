"""The system's own lock on a file: it holds whatever name the file is opened by.

A lock file lies beside a name, and a hard link is another name of the same file. As with SQLite's
own locks, this process must not close any other descriptor of a file that it holds.
"""

import os
import struct
import sys
from contextlib import closing
from pathlib import Path

_PLACE = 0x40000000 + 4096  # behind the bytes that SQLite locks, where no book reaches
_FLOCK = struct.Struct("hhqqi")  # flock of 64-bit Linux: kind, whence, start, length, process


def claim(descriptor: int) -> bool:
    """Hold a file open for writing; False where another process does.

    True too where that can't be told: on a file system without locks, and on Windows, whose locks
    would keep others from reading there.
    """
    if sys.platform != "linux":
        return True
    import fcntl

    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _PLACE)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def claimant(path: Path) -> int | None:
    """The number of the other process that holds a file; None where none does.

    This process must not have the file open. Below 1 where it works on another machine.
    """
    if sys.platform != "linux":
        return None
    try:
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # a pipe would wait
    except OSError:
        return None
    with closing(os.fdopen(file, "rb", buffering=0)) as opened:
        return _claimant(opened.fileno())


def _claimant(descriptor: int) -> int | None:
    import fcntl

    asked = _FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, _PLACE, 1, 0)
    try:
        kind, *_, process = _FLOCK.unpack(fcntl.fcntl(descriptor, fcntl.F_GETLK, asked))
    except OSError:
        return None
    return None if kind == fcntl.F_UNLCK else process
