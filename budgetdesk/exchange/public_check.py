"""公开检查 of files that are to be made public, of whatever kind, and what it found as a list."""

from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from budgetdesk.domain.file_kinds import PDF, WORD
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.first_bytes import kind_by_content
from budgetdesk.exchange.inspecting_paper import inspect_paper
from budgetdesk.exchange.sealed.inspecting import PACKAGE, Inspection, inspect_workbook
from budgetdesk.forms.listing import ColumnKind, ListedColumn

_CLEAN = "没有发现不能公开的内容"
_TEXT = 40  # characters of a text that are told


class Inspected(NamedTuple):
    """A file with what was found in it; `fault` says why it could not be read."""

    path: Path
    found: Inspection | None
    fault: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether it was read, and nothing stands against publishing it."""
        return self.found is not None and self.found.is_clean


@immutable
class InspectedLine:
    """One thing found, or that nothing was, as a line of a list."""

    number: int
    path: Path
    place: str
    what: str

    @property
    def key(self) -> Hashable:
        """Its number."""
        return self.number


INSPECTED_COLUMNS: tuple[ListedColumn[InspectedLine], ...] = (
    ListedColumn("序号", 3.2, lambda it: str(it.number), ColumnKind.SHORT),
    ListedColumn("文件", 16, lambda it: it.path.name),
    ListedColumn("位置", 18, lambda it: it.place),
    ListedColumn("内容", 30, lambda it: it.what),
)
"""The columns, in the window."""


def inspect_file(path: Path) -> Inspection:
    """Look through a workbook, a Word or a PDF file; ImportFault where it can't be read."""
    kind = kind_by_content(path)
    return inspect_paper(path, kind) if kind in (PDF, WORD) else inspect_workbook(path)


def inspect_files(
    paths: Sequence[Path], progress: Progress = ignore_progress
) -> tuple[Inspected, ...]:
    """Look through files; one that can't be read is told and doesn't stop the others."""
    done = []
    for number, path in enumerate(paths):
        progress(number, len(paths))
        try:
            done.append(Inspected(path, inspect_file(path)))
        except ImportFault as fault:
            done.append(Inspected(path, None, str(fault)))
    progress(len(paths), len(paths))
    return tuple(done)


def lines_of(inspected: Sequence[Inspected]) -> list[InspectedLine]:
    """What was found as lines, numbered: each file has one at least."""
    told = ((it.path, *line) for it in inspected for line in _told(it))
    return [InspectedLine(number, *line) for number, line in enumerate(told, start=1)]


def _told(inspected: Inspected) -> Iterator[tuple[str, str]]:
    found = inspected.found
    if found is None:
        yield "", inspected.fault
        return
    if found.is_clean:
        yield "", _CLEAN
    if found.package:
        yield "", PACKAGE
    for leak in found.leaks:
        where = f"「{leak.form}」" if leak.form != inspected.path.name else ""
        yield f"{where}{leak.place}", f"{leak.what}（{shorten(leak.text, _TEXT)}）"
    for name in found.hidden:
        yield f"「{name}」", "隐藏的工作表"
    for extra in found.extras:
        yield "", extra
