"""What only people know of a 部门预算公开, and what they put in their own words."""

from collections.abc import Iterable, Mapping
from dataclasses import field

from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.late_pattern import late_pattern
from budgetdesk.domain.records import Department

UNTOLD = "【待填：{}】"
"""What stands in the text where an entry is missing."""
_GAP = late_pattern(UNTOLD.format("([^】]*)"))

EntryValue = str | int


@immutable
class Gap:
    """A place in a text that waits for an entry; `start` and `end` as in a slice."""

    start: int
    end: int
    name: str


def gaps_in(text: str) -> tuple[Gap, ...]:
    """The places in a text that wait for an entry."""
    return tuple(Gap(*found.span(), found[1]) for found in _GAP.finditer(text))


@immutable
class OwnParagraph:
    """A paragraph that a person rewrote; `drafted` is what the program said then."""

    key: str
    text: str
    drafted: str


@immutable
class DisclosureNotes:
    """Everything a department has told for its document: entries by key, own paragraphs.

    Amounts are in 分.
    """

    department: Department
    entries: Mapping[str, EntryValue] = field(default_factory=dict)
    paragraphs: Mapping[str, OwnParagraph] = field(default_factory=dict)

    def sum_of(self, keys: Iterable[str]) -> int | None:
        """Numbers of one kind together; None while one of them was not told."""
        numbers = [self.number(key) for key in keys]
        return None if None in numbers else sum(number or 0 for number in numbers)

    def text(self, key: str) -> str:
        """A text entry, "" where nothing was told."""
        return str(self.entries.get(key, ""))

    def number(self, key: str) -> int | None:
        """An amount in 分 or a count, None where nothing was told."""
        value = self.entries.get(key)
        return value if isinstance(value, int) else None
