"""The files of an inbox that may be packages."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

from budgetdesk.domain.file_kinds import EXCEL
from budgetdesk.domain.there import is_file
from budgetdesk.exchange.damage import DAMAGES
from budgetdesk.exchange.sealed.envelope import SHEET

_WORKBOOK = "xl/workbook.xml"
_MOST = 1_000_000  # bytes of it
_BEING_EDITED = "~$"  # what office programs lay beside an open file


def packages_in(folder: Path) -> tuple[Path, ...]:
    """The workbooks of a folder by their names; those of folders within it are not looked for."""
    found = (it for it in folder.iterdir() if not it.name.startswith((_BEING_EDITED, ".")))
    return tuple(sorted(it for it in found if it.suffix.lower() in EXCEL.suffixes and it.is_file()))


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
