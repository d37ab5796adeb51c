"""What became of a piece of the document in a published file."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from budgetdesk.domain.text import fold

_FIGURE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?(?:[%％‰]|[万亿]?元)?")


class DifferenceKind(StrEnum):
    """What became of a piece; the value is what a clerk calls it."""

    CHANGED = "改动"
    MISSING = "缺少"
    ADDED = "多出"
    MOVED = "移动"


@dataclass(frozen=True, slots=True)
class TextDifference:
    """One of them: `ours` as the book says it at `place`, `theirs` as the file does at `where`."""

    kind: DifferenceKind
    place: str
    where: str
    ours: str
    theirs: str

    @property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """The figures that no longer agree: the book's and the file's, "" where there is none."""
        if self.kind is DifferenceKind.MOVED:
            return ()
        ours, theirs = (_FIGURE.findall(fold(it)) for it in (self.ours, self.theirs))
        found: list[tuple[str, str]] = []
        steps = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
        for step, left, left_end, right, right_end in steps:
            if step != "equal":
                found += _zipped(ours[left:left_end], theirs[right:right_end])
        return tuple(found)


def _zipped(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, str]]:
    for number in range(max(len(ours), len(theirs))):
        left = ours[number] if number < len(ours) else ""
        yield left, theirs[number] if number < len(theirs) else ""
