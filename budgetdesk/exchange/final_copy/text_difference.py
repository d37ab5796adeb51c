"""What became of a piece of the document in a published file."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

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
                found += zip_longest(ours[left:left_end], theirs[right:right_end], fillvalue="")
        return tuple(found)
