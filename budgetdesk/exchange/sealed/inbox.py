"""The files of an inbox that may be packages."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

from budgetdesk.domain.file_kinds import EXCEL
from budgetdesk.domain.there import is_file, is_folder
from budgetdesk.exchange.damage import DAMAGES
from budgetdesk.exchange.sealed.envelope import SHEET

_WORKBOOK = "xl/workbook.xml"
_MOST = 1_000_000  # bytes of it
_DEPTH = 2  # folders within one another: a unit's, and one for each stage or version in it
_WANTED = (*EXCEL.suffixes, ".zip", ".rar", ".7z")  # archives are told to be unpacked
_BEING_EDITED = "~$"  # what office programs lay beside an open file


def packages_in(folder: Path, depth: int = _DEPTH) -> tuple[Path, ...]:
    """The workbooks of a folder, and of those within it: units hand in a folder each.

    A folder within it that may not be entered is among them, so that it is told.
    """
    there = sorted(it for it in folder.iterdir() if not it.name.startswith((_BEING_EDITED, ".")))
    own = [it for it in there if it.suffix.lower() in _WANTED and is_file(it)]
    within = [it for it in there if is_folder(it) and not it.is_symlink()] if depth else []
    return (*own, *(one for it in within for one in _entered(it, depth - 1)))


def _entered(folder: Path, depth: int) -> tuple[Path, ...]:
    try:
        return packages_in(folder, depth)
    except OSError:
        return (folder,)


def with_inboxes(paths: Iterable[Path]) -> list[Path]:
    """Files as they are, and for each folder the workbooks in it, itself where there are none."""
    return [one for path in paths for one in (path.is_dir() and packages_in(path)) or (path,)]


def looks_sealed(path: Path) -> bool:
    """Whether a file is a workbook that names a sealed sheet: what is to be received, not imported.

    It sorts what was dropped; whether the file is what it seems is seen when it is looked at.
    """
    if not is_file(path):  # a pipe would be waited for, a device read without end
        return False
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_WORKBOOK) as part:
            return f'"{SHEET}"'.encode() in part.read(_MOST)
    except DAMAGES:
        return False
