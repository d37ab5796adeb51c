"""Characters as runs, lines and texts of cells, also where a cell was too small for its text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from budgetdesk.exchange.foreign.paper.lattice import RuledCell
from budgetdesk.exchange.foreign.paper.page import Glyph, Window

_GAP = 0.6  # of a character's height: a wider one parts two texts
_AT_BORDER = 0.12  # the same, where a line of the table lies in the gap
_INSIDE = 1.0  # points from the edge of what a text is shown in
_WIDE = 2.0  # of a line outside of tables: what stands so far apart are two texts
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}[:：]")
_ENDS = re.compile(r"[。；;：:！？!?”」）)]$")
_ITEM = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_BEGINS = re.compile(
    rf"[（(]{_ITEM}[）)]|{_ITEM}(?:[、.．](?![0-9])|[）)]|是)|[①-⑳]|第[一二三四五六七八九十]|[-—●·•*]"
    r"|[\u4e00-\u9fff]{2,8}[:：]"
)
_TOKEN = re.compile(
    r"[（(《“〔【‘]*(?:[0-9][0-9.,]*[元人户个项次台所名年月日万亿千米吨天%％]{1,2}(?:/\w{1,2})*|[A-Za-z0-9.%,/\-]+|.)"
    r"[，。、；：！？）)》”〕】’％%]*"
)


@dataclass
class Run:
    """Characters that stand side by side; `blank` is the width of the blank that follows them."""

    glyphs: list[Glyph]
    blank: float = 0.0

    @property
    def x0(self) -> float:
        """Its left."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        """Its right."""
        return self.glyphs[-1].x1

    @property
    def y(self) -> float:
        """Its baseline."""
        return self.glyphs[0].y

    @cached_property
    def size(self) -> float:
        """The height of most of its characters: Latin letters among them may be of another font."""
        sizes = sorted(it.size for it in self.glyphs)
        return sizes[len(sizes) // 2]

    @property
    def text(self) -> str:
        """What it says; of several blanks the file keeps one, and the room that all take."""
        said = ""
        for glyph, after in zip(self.glyphs, [*self.glyphs[1:], None], strict=True):
            said += glyph.text
            if after is not None and glyph.text == " ":
                said += " " * (self.blanks_in(after.x0 - glyph.x0, glyph.x1 - glyph.x0) - 1)
        return said

    @cached_property
    def spacing(self) -> float:
        """What parts two characters of it, where a line is drawn out to its full width."""
        gaps = sorted(
            after.x0 - it.x1
            for it, after in pairwise(self.glyphs)
            if " " not in (it.text, after.text)
        )
        return max(gaps[len(gaps) // 2], 0.0) if gaps else 0.0

    def blanks_in(self, room: float, blank: float) -> int:
        """How many blanks of a width take some room within its line, one at least."""
        if blank < 1:
            return 1
        return max(round((room - self.spacing) / (blank + self.spacing)), 1)

    @cached_property
    def middle(self) -> tuple[float, float]:
        """A point that is surely within it, and within what it is shown in."""
        x, y = (self.x0 + self.x1) / 2, self.y + self.size * 0.3
        window = self.window
        if window is None:
            return x, y
        return _between(x, window.x0, window.x1), _between(y, window.y0, window.y1)

    @property
    def window(self) -> Window | None:
        """What it is shown in; None where nothing clips it."""
        return self.glyphs[0].window

    @property
    def clipped(self) -> bool:
        """Whether it stands beyond what it is shown in, and nobody sees it on paper."""
        return self.middle[1] != self.y + self.size * 0.3


def _between(value: float, low: float, high: float) -> float:
    inside = min(_INSIDE, (high - low) / 2)
    return min(max(value, low + inside), high - inside)


def runs_of(glyphs: Sequence[Glyph], cells: Sequence[RuledCell]) -> list[Run]:
    """The runs of a page in the order they were drawn; blank ones are left out."""
    runs: list[Run] = []
    for glyph in glyphs:
        if runs and _goes_on(runs[-1].glyphs[-1], glyph, cells):
            runs[-1].glyphs.append(glyph)
        else:
            runs.append(Run([glyph]))
    return [trimmed for run in runs if (trimmed := _trimmed(run)) is not None]


def _goes_on(last: Glyph, glyph: Glyph, cells: Sequence[RuledCell]) -> bool:
    size = max(last.size, glyph.size)
    gap = glyph.x0 - last.x1
    if abs(glyph.y - last.y) > 0.35 * size or gap > _GAP * size or gap < -0.6 * size:
        return False
    return gap <= _AT_BORDER * size or not _parts(last, glyph, cells)


def _parts(last: Glyph, glyph: Glyph, cells: Sequence[RuledCell]) -> bool:
    """Whether the border of a cell lies between two characters of one line."""
    middle = glyph.y + 0.3 * glyph.size
    return any(
        last.x1 - 0.5 <= edge <= glyph.x0 + 0.5
        for it in cells
        if it.y0 <= middle <= it.y1
        for edge in (it.x0, it.x1)
    )


def _trimmed(run: Run) -> Run | None:
    """Without the blanks at its ends; None where it is blank."""
    glyphs = list(run.glyphs)
    while glyphs and not glyphs[-1].text.strip():
        glyphs.pop()
    while glyphs and not glyphs[0].text.strip():
        glyphs.pop(0)
    last = run.glyphs[-1]
    blank = 0.0 if glyphs and last is glyphs[-1] else last.x1 - last.x0
    return Run(glyphs, blank) if glyphs else None


@dataclass
class TextLine:
    """Runs of one cell on one baseline."""

    runs: list[Run]

    @property
    def x0(self) -> float:
        """Its left."""
        return min(it.x0 for it in self.runs)

    @property
    def x1(self) -> float:
        """Its right."""
        return max(it.x1 for it in self.runs)

    @property
    def y(self) -> float:
        """Its baseline."""
        return self.runs[0].y

    @property
    def size(self) -> float:
        """The height of its characters."""
        return max(it.size for it in self.runs)

    @property
    def text(self) -> str:
        """What it says, with a blank where runs stand apart."""
        parts = sorted(self.runs, key=lambda it: it.x0)
        said = parts[0].text
        for before, run in pairwise(parts):
            gap = run.x0 - before.x1
            blanks = before.blanks_in(gap, before.blank)
            said += (" " * blanks if gap > _GAP * self.size else "") + run.text
        return said


def lines_of(runs: Iterable[Run]) -> list[TextLine]:
    """Runs by their baselines, from top to bottom."""
    lines: list[TextLine] = []
    for run in sorted(runs, key=lambda it: (-it.y, it.x0)):
        if lines and abs(lines[-1].y - run.y) <= 0.4 * run.size:
            lines[-1].runs.append(run)
        else:
            lines.append(TextLine([run]))
    return lines


@dataclass
class RuledText:
    """The lines of a cell and what they say together; `note` is what must be known of it."""

    cell: RuledCell
    lines: list[TextLine] = field(default_factory=list)
    note: str = ""

    @property
    def text(self) -> str:
        """The text; breaks stay that are the text's own."""
        said = ""
        for number, line in enumerate(self.lines):
            if number:
                said += self.joint(self.lines[number - 1], line)
            said += line.text
        return said

    def joint(self, before: TextLine, after: TextLine) -> str:
        """What stands between two lines that follow one another."""
        return joint(before, after, self.room)

    @property
    def clipped(self) -> bool:
        """Whether a part of it is not seen on paper."""
        return any(run.clipped for line in self.lines for run in line.runs)

    @property
    def room(self) -> float:
        """The width that a line may take."""
        if not self.lines:
            return self.cell.width
        pad = min(line.x0 for line in self.lines) - self.cell.x0
        widest = max(line.x1 - line.x0 for line in self.lines)
        return max(self.cell.width - 2 * min(max(pad, 0.0), 6.0), widest)


def joint(before: TextLine, after: TextLine, room: float) -> str:
    """Between two lines: a break where the first word of the next would still have had room.

    A typesetter may also leave room for the look of it: a break ends a sentence or begins an item.
    """
    apart = _ENDS.search(before.text) or _BEGINS.match(after.text)
    if apart and has_room(before, after, room):
        return "\n"
    left, right = before.text[-1:], after.text[:1]
    if max(before.runs, key=lambda it: it.x1).blank:
        return " "
    latin = left.isascii() and right.isascii() and left.isalpha() and right.isalpha()
    return " " if latin else ""


def has_room(before: TextLine, after: TextLine, room: float) -> bool:
    """Whether the first word of a line would still have stood on the line before."""
    return before.x1 - before.x0 + _first_width(after) <= room - 0.25 * before.size


def _first_width(line: TextLine) -> float:
    """The width of the first word of a line, with the marks that must not stand apart from it."""
    found = _TOKEN.match(line.text)
    length = found.end() if found else 1
    glyphs = [glyph for run in sorted(line.runs, key=lambda it: it.x0) for glyph in run.glyphs]
    return glyphs[min(length, len(glyphs)) - 1].x1 - glyphs[0].x0


def loose_texts(line: TextLine) -> Iterator[str]:
    """The texts of a line outside of tables: what stands far apart is not one, nor is a label."""
    parts = sorted(line.runs, key=lambda it: it.x0)
    begun = [parts[0]]
    for run in parts[1:]:
        gap = run.x0 - begun[-1].x1
        if gap > _WIDE * line.size or (gap > _GAP * line.size and _LABEL.match(run.text)):
            yield TextLine(begun).text
            begun = []
        begun.append(run)
    yield TextLine(begun).text
