"""Why a file was not imported: which file, which record of it, which field, what is wrong."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from budgetdesk.domain.file_kinds import FOREIGN, kind_of
from budgetdesk.domain.text import shorten

T = TypeVar("T")


class ImportFault(Exception):  # noqa: N818 - the trade's word: the fault is in the file
    """A file is refused and nothing was changed.

    `record` names the project, line or department it is about, `field` the field as the file
    calls it and `label` as the form does; each "" where the whole file or record is meant.
    """

    def __init__(
        self, path: Path, reason: str, *, record: str = "", field: str = "", label: str = ""
    ) -> None:
        self.path = path
        self.record = record
        self.field = field
        self.label = label
        self.reason = reason
        place = f"{label}（{field}）" if label else field
        parts = [f"「{path.name}」", shorten(record, 60), place]
        super().__init__("".join([" ".join(filter(None, parts)), "：", reason]))

    def because(self, reason: str) -> "ImportFault":
        """The same fault, more being known of its reason."""
        return ImportFault(
            self.path, reason, record=self.record, field=self.field, label=self.label
        )


def each_apart(
    paths: Sequence[Path], read: Callable[[Path], T]
) -> tuple[list[T], list[ImportFault]]:
    """What is read of several files, and the faults of the foreign ones that can't be.

    Raises:
        ImportFault: a file is refused that is no foreign one, or all of them are.
    """
    found: list[T] = []
    refused: list[ImportFault] = []
    for path in paths:
        try:
            found.append(read(path))
        except ImportFault as fault:
            if kind_of(path) not in FOREIGN:
                raise
            refused.append(fault)
    if refused and not found:
        raise refused[0] if len(refused) == 1 else AllRefused(refused)
    return found, refused


class AllRefused(ImportFault):
    """None of several foreign files could be read; a sentence each."""

    def __init__(self, faults: Sequence[ImportFault]) -> None:
        super().__init__(faults[0].path, faults[0].reason)
        self.args = ("\n".join(map(str, faults)),)
