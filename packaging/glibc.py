"""Which C library and which machine a folder's programs ask for."""

import re
from collections.abc import Iterable
from pathlib import Path


def newest_glibc(paths: Iterable[Path]) -> tuple[int, int]:
    """The newest version of glibc that any of the programs asks for; 2.17 where none says so."""
    found = {(2, 17)}
    for path in paths:
        names = re.findall(rb"\0GLIBC_2\.(\d+)", path.read_bytes())
        found |= {(2, int(number)) for number in names}
    return max(found)


def machine_of(path: Path) -> int:
    """The number that ELF gives to a program's machine."""
    with path.open("rb") as file:
        return int.from_bytes(file.read(20)[18:], "little")


def is_program(path: Path) -> bool:
    """Whether a file, no link, is an executable or a library."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
