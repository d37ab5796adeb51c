"""The seal in the head of a book's file: whether what stands in the file is whole.

SQLite leaves 20 bytes of its header unused and carries them along
(https://www.sqlite.org/fileformat2.html, 1.3). Before a step is committed the seal is broken; when
everything stands in the file it is set again, over the file's content. So a copy that was taken
while something was being written is known from a whole one, in whatever order it was copied.
"""

import os
import struct
import zlib
from enum import Enum
from pathlib import Path

from budgetdesk.domain.immutable import immutable

_PLACE = 72
_LAYOUT = struct.Struct(">3scIII")  # mark, state, checksum, pages, last step
_MARK = b"BDS"
_BLOCK = 1 << 20
# Of the header the journal mode, the change counter and SQLite's version are not the content's.
_COUNTED = slice(28, _PLACE)
HEADER = 100


class SealState(Enum):
    """What the seal says of the file."""

    MISSING = b"\0"  # never set: another program or an earlier version wrote the file
    BROKEN = b"P"  # something was about to be written
    SET = b"W"


@immutable
class Seal:
    """The seal as it stands in a file."""

    state: SealState
    checksum: int = 0
    pages: int = 0
    step: int = 0  # the newest step in the file

    def holds(self, descriptor: int) -> bool:
        """Whether the file is, byte by byte, what was sealed."""
        return self.state is SealState.SET and self == measured(descriptor, self.step)


def seal_in(header: bytes) -> Seal:
    """The seal in a file's first 100 bytes."""
    mark, state, checksum, pages, step = _LAYOUT.unpack_from(header, _PLACE)
    if mark != _MARK or state not in (SealState.BROKEN.value, SealState.SET.value):
        return Seal(SealState.MISSING)
    return Seal(SealState(state), checksum, pages, step)


def seal_of(descriptor: int) -> Seal:
    """The seal in an open file."""
    header = _read(descriptor, 0, HEADER)
    return seal_in(header) if len(header) == HEADER else Seal(SealState.MISSING)


def break_seal(descriptor: int) -> None:
    """Say that something is about to be written."""
    put(descriptor, Seal(SealState.BROKEN))


def seal_file(path: Path, step: int) -> None:
    """Seal a file that no connection of this process has open, and see it onto the disk."""
    with path.open("r+b", buffering=0) as file:
        put(file.fileno(), measured(file.fileno(), step))
        os.fsync(file.fileno())


def measured(descriptor: int, step: int) -> Seal:
    """The seal for a file as it is; nobody may be writing it."""
    header = _read(descriptor, 0, HEADER)
    checksum = zlib.crc32(header[_COUNTED])
    size = os.fstat(descriptor).st_size
    for offset in range(HEADER, size, _BLOCK):
        checksum = zlib.crc32(_read(descriptor, offset, _BLOCK), checksum)
    pages = int.from_bytes(header[28:32], "big")
    return Seal(SealState.SET, checksum, pages, step & 0xFFFFFFFF)


def _read(descriptor: int, offset: int, length: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(descriptor, length, offset)
    os.lseek(descriptor, offset, os.SEEK_SET)
    return os.read(descriptor, length)


def put(descriptor: int, seal: Seal) -> None:
    """Write a seal into the head of a file."""
    data = _LAYOUT.pack(_MARK, seal.state.value, seal.checksum, seal.pages, seal.step)
    if hasattr(os, "pwrite"):
        os.pwrite(descriptor, data, _PLACE)
        return
    os.lseek(descriptor, _PLACE, os.SEEK_SET)
    os.write(descriptor, data)
