"""What a list of 一体化 and the book say differently, and how the book would be mended."""

from dataclasses import dataclass
from enum import StrEnum

from budgetdesk.domain.fields import FieldRef


class PortalKind(StrEnum):
    """How they differ; the value is what a clerk calls it."""

    CHANGED = "不同"
    MISSING = "一体化没有"
    ADDED = "账套没有"


Edits = tuple[tuple[FieldRef, str], ...]


@dataclass(frozen=True, slots=True)
class PortalDifference:
    """One of them: `ours` as the book says it, `theirs` as the list does at `place`.

    `edits` are the texts that the book's fields would take to say what the list says; where there
    are none, `cure` says what to do instead.
    """

    kind: PortalKind
    unit: str
    project: str
    label: str
    ours: str
    theirs: str
    place: str
    edits: Edits = ()
    cure: str = ""
