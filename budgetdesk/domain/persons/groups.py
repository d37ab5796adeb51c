"""Runs of digits in a text made plain, in the groups they are written in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

# What stands between the groups of one number: blanks, dashes, dots, brackets, nothing to be seen.
_GAP = r"[^\S\t]|[\-.·•・_()\[\]〔〕【】/\u200b-\u200f\u2060\ufeff\u00ad]"
_RUN = re.compile(rf"[0-9]+(?:(?:{_GAP}){{1,3}}[0-9]+)*(?:(?:{_GAP})?[Xx](?![A-Za-z0-9]))?")
_GROUP = re.compile(r"[0-9]+[Xx]?|[Xx]")
_FEW = 8  # digits in a group: then it is quicker to look at each group
_SHORTEST = 6  # signs of a run that may hold a number


@dataclass(frozen=True, slots=True)
class NumberPart:
    """Groups of a run that may be one number, and what stands around them."""

    text: str  # the whole plain text
    start: int
    end: int
    digits: str
    sizes: tuple[int, ...]

    @property
    def written(self) -> str:
        """As it stands there."""
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        """What stands right before it."""
        return self.text[max(0, self.start - 14) : self.start]

    @property
    def after(self) -> str:
        """What stands right behind it."""
        return self.text[self.end : self.end + 6]

    @property
    def is_on_one_line(self) -> bool:
        """Whether no line ends in it."""
        return "\n" not in self.written

    @property
    def gaps(self) -> set[str]:
        """What stands between its groups."""
        return set(re.sub(r"[0-9Xx]+", "\0", self.written).split("\0")) - {""}


class DigitRun:
    """Digits with nothing but gaps between them; `digits` are they alone."""

    def __init__(self, text: str, found: re.Match[str]) -> None:
        self.text = text
        self._first = found.start()
        self._written = found[0]
        groups = _GROUP.findall(self._written)
        self._count = len(groups)
        self._largest = max(map(len, groups))
        self.digits = "".join(groups)

    @property
    def is_spelled(self) -> bool:
        """Whether its digits stand one by one."""
        return self._count == len(self.digits)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where its groups begin and end in the text."""
        first = self._first
        return [(first + it.start(), first + it.end()) for it in _GROUP.finditer(self._written)]

    @cached_property
    def _ends(self) -> dict[int, int]:
        """How many groups stand before a place of `digits` where one ends."""
        sizes = (end - start for start, end in self.spans)
        return {before: number for number, before in enumerate(accumulate(sizes), start=1)}

    @cached_property
    def _starts(self) -> dict[int, int]:
        """How many groups stand before a place of `digits` where one begins."""
        return {0: 0} | {
            place: before for place, before in self._ends.items() if before < self._count
        }

    @cached_property
    def _single(self) -> int:
        """How many of its groups are one digit."""
        return sum(end - start == 1 for start, end in self.spans)

    def has_room(self, lengths: range, groups: int) -> bool:
        """Whether a number so long may stand in so many groups, or digit by digit."""
        if self._count == 1:
            return len(self.digits) in lengths
        return self._largest * groups >= lengths.start or self._single >= lengths.start

    def seek(self, shape: re.Pattern[str], most: int) -> Iterator[NumberPart]:
        """The numbers that look like group 1 of a shape, which looks ahead.

        They begin and end with groups, and have at most so many, unless each is a digit.
        """
        for start, end in self._looking_so(shape):
            first, last = self._starts.get(start), self._ends.get(end)
            if first is None or last is None or most < last - first < end - start:
                continue
            yield self.groups(first, last)

    def _looking_so(self, shape: re.Pattern[str]) -> list[tuple[int, int]]:
        if self._count * _FEW > len(self.digits):
            return [found.span(1) for found in shape.finditer(self.digits)]
        each = [shape.match(self.digits, at) for at in self._starts]
        return [found.span(1) for found in each if found]

    def part(self, start: int, end: int) -> NumberPart | None:
        """The number of these digits; None where it begins or ends within a group."""
        first, last = self._starts.get(start), self._ends.get(end)
        return None if first is None or last is None else self.groups(first, last)

    def groups(self, first: int, last: int) -> NumberPart:
        """The number made of the groups from `first` up to `last`."""
        spans = self.spans[first:last]
        sizes = tuple(end - start for start, end in spans)
        digits = "".join([self.text[start:end] for start, end in spans])
        return NumberPart(self.text, spans[0][0], spans[-1][1], digits, sizes)


def runs(text: str) -> Iterator[DigitRun]:
    """The runs of a text made plain that are long enough to hold a number."""
    for found in _RUN.finditer(text):
        if found.end() - found.start() >= _SHORTEST:
            yield DigitRun(text, found)


def digits_of(field: str) -> Iterator[str]:
    """The digits of each telephone number in a text made plain, with and without area code."""
    for run in runs(field):
        groups = [field[start:end] for start, end in run.spans]
        digits = [group for group in groups if group.isdigit()]
        yield from (it for it in ("".join(digits), *digits) if _FEWEST <= len(it) <= _MOST)


_FEWEST, _MOST = 7, 13
