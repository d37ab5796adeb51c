"""The one line breaker: texts into lines of a given width, losing nothing."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, pairwise

from budgetdesk.output.typesetting.break_rules import BLANKS, Hurt, break_hurts
from budgetdesk.output.typesetting.fonts import Face

_LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_MOST_BALANCED = 4  # lines
_HALVINGS = 7  # of the room, while balancing: to about a tenth of a character
_ROUNDING = 1e-6  # of an em: sums of advances differ in their last bits


@lru_cache(maxsize=2048)
def break_lines(
    text: str, width: float, size: float, face: Face, *, balanced: bool = False
) -> tuple[str, ...]:
    """Break a text into lines.

    Args:
        text: any text; a line end in it ends a line.
        width: room for a line in points. Blanks at a line's end hang over it.
        size: of the face in points.
        face: that measures the characters.
        balanced: make the lines of a short text alike in length, without adding any: 部门基|本信息.

    Returns:
        At least one line. `"".join(lines) == text`: blanks stay at the end of the line they hang
        from, and typed line ends at the end of the line they end (`shown` drops them).

    A line takes as much as fits. Where no permitted break fits, it breaks at a joint of the
    range or word that is too long, then between number and unit, then between any of its
    characters, then against 禁则; a line holds at least one character however narrow it is.
    """
    room = width / size
    paragraphs = _analysed(text, face)
    return tuple(line for part in paragraphs for line in part.lines(room, balanced=balanced))


def widest_whole(text: str, face: Face, hurt: Hurt) -> float:
    """The widest part of a text that only breaks worse than `hurt` divide, in ems."""
    return max(part.widest_whole(hurt) for part in _analysed(text, face))


def shown(line: str) -> str:
    """A line as it is drawn: without the line end and the blanks that hang over its end."""
    return line.rstrip(BLANKS)


def ends_paragraph(line: str) -> bool:
    """Whether a line was ended by typing, not by its width."""
    return bool(_LINE_END.match(line[-1:]))


class _Paragraph:
    """A text without line ends, measured and with its breaks weighed, for any width."""

    __slots__ = ("_breaks", "_edges", "_hurts", "_tail", "_text")

    def __init__(self, text: str, tail: str, face: Face) -> None:
        self._text = text
        self._tail = tail  # the line end after it
        advances = map(face.advances.__getitem__, text)
        self._edges = array("d", accumulate(advances, initial=0.0))
        self._hurts = break_hurts(text)
        self._breaks: dict[int, list[int]] = {}

    def lines(self, room: float, *, balanced: bool) -> Iterator[str]:
        """Its lines of at most `room` ems; the line end at the end of the last."""
        ends = self._ends(room)
        if balanced and 1 < len(ends) <= _MOST_BALANCED:
            ends = self._balanced(ends, room)
        for start, end in pairwise((0, *ends[:-1])):
            yield self._text[start:end]
        yield self._text[ends[-2] if len(ends) > 1 else 0 :] + self._tail

    def widest_whole(self, hurt: Hurt) -> float:
        """As the function of this name, for one paragraph."""
        parts = pairwise(self._places(hurt))
        return max((self._width(start, end) for start, end in parts), default=0.0)

    def _width(self, start: int, end: int) -> float:
        """The width of a part without the blanks at its end."""
        while end > start and self._text[end - 1] in BLANKS:
            end -= 1
        return self._edges[end] - self._edges[start]

    def _ends(self, room: float) -> list[int]:
        """Where its lines end; the last at the end of the text."""
        ends = [self._end_of_line(0, room)]
        while ends[-1] < len(self._text):
            ends.append(self._end_of_line(ends[-1], room))
        return ends

    def _balanced(self, ends: list[int], room: float) -> list[int]:
        """The ends in the narrowest room that needs no more lines and no worse breaks."""
        narrow, worst = self._edges[-1] / len(ends), self._worst(ends)
        if worst > Hurt.JOINT:
            return ends
        for _ in range(_HALVINGS):
            middle = (narrow + room) / 2
            trial = self._ends(middle)
            if len(trial) <= len(ends) and self._worst(trial) <= worst:
                room, ends = middle, trial
            else:
                narrow = middle
        return ends

    def _worst(self, ends: list[int]) -> int:
        return max(self._hurts[end] for end in ends)

    def _end_of_line(self, start: int, room: float) -> int:
        reach = self._reach(start, room)
        if reach == len(self._text):
            return reach
        last = self._last_place(Hurt.NONE, reach)
        if last > start:
            return self._joint_after(last, reach, room)
        for hurt in (Hurt.JOINT, Hurt.UNIT, Hurt.WORD, Hurt.RULE):
            last = self._last_place(hurt, reach)
            if last > start:
                return last
        places = self._places(Hurt.RULE)
        return places[bisect_right(places, start)]

    def _joint_after(self, last: int, reach: int, room: float) -> int:
        """`last`, or a joint after it where what follows fits no line and is divided anyway."""
        places = self._places(Hurt.NONE)
        end = places[bisect_right(places, reach)]
        if self._width(last, end) <= room + _ROUNDING:
            return last
        joints = self._places(Hurt.JOINT)
        jointless = joints[bisect_right(joints, last)] == end
        return self._last_place(Hurt.UNIT if jointless else Hurt.JOINT, reach)

    def _last_place(self, hurt: Hurt, reach: int) -> int:
        places = self._places(hurt)
        return places[bisect_right(places, reach) - 1]

    def _reach(self, start: int, room: float) -> int:
        """The end of what fits from `start` on, with the blanks that may hang over."""
        text = self._text
        place = bisect_right(self._edges, self._edges[start] + room + _ROUNDING) - 1
        while place < len(text) and text[place] in BLANKS:
            place += 1
        return place

    def _places(self, hurt: Hurt) -> list[int]:
        """Where a break costs at most `hurt`; the first is 0, the last the text's end."""
        if hurt not in self._breaks:
            self._breaks[hurt] = [place for place, cost in enumerate(self._hurts) if cost <= hurt]
        return self._breaks[hurt]


@lru_cache(maxsize=1024)
def _analysed(text: str, face: Face) -> tuple[_Paragraph, ...]:
    paragraphs, start = [], 0
    for match in _LINE_END.finditer(text):
        paragraphs.append(_Paragraph(text[start : match.start()], match.group(), face))
        start = match.end()
    paragraphs.append(_Paragraph(text[start:], "", face))
    return tuple(paragraphs)
