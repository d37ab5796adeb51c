"""The pieces of a published file: rows of its tables, and the text between them as sentences.

In PDF the width of the paper broke the text into lines. They are put together again with what the
book says in mind: a line goes on as long as some sentence of the book goes on so.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.text import fold
from budgetdesk.exchange.final_copy.own import CONTENTS
from budgetdesk.exchange.final_copy.pieces import TextPiece, of_row, sentences
from budgetdesk.exchange.foreign.grid import SourceCell
from budgetdesk.exchange.foreign.labels import goes_on
from budgetdesk.exchange.foreign.sources import read_grids

_PAGE = re.compile(r"-+\d{1,4}-+|第\d{1,4}页(?:[,，]?共\d{1,4}页)?")
_NUMBER = re.compile(r"[\s.…·]*\d{1,4}\s*$")
_HANGING = "、，："
_ENDED = re.compile(r"[。；;！？]$")


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A line outside of tables; `whole` where it is a paragraph and no line of paper."""

    text: str
    place: str
    whole: bool


Parts = Sequence[BrokenLine | TextPiece]
"""What a file says, its lines not yet put together."""


def read_parts(path: Path, *, paper: bool, progress: Progress = ignore_progress) -> Parts:
    """What a file says, in order; `paper` whether its lines are broken.

    Raises:
        ImportFault: it cannot be read, or holds no text.
        Cancelled: `progress` stopped it.
    """
    return [*_parts(path, progress, paper=paper)]


def pieces_of(parts: Parts, own: Sequence[TextPiece]) -> tuple[TextPiece, ...]:
    """Lines and rows as pieces, put together by what the book says, its `own`."""
    mended = LineMender(fold(it.text) for it in own)
    found: list[TextPiece] = []
    waiting: list[BrokenLine] = []
    for part in _without_numbers(parts, _first_entry(own)):
        if isinstance(part, BrokenLine):
            waiting.append(part)
            continue
        found += mended.pieces(waiting)
        waiting = []
        found.append(part)
    return (*found, *mended.pieces(waiting))


def _parts(path: Path, progress: Progress, *, paper: bool) -> Iterator[BrokenLine | TextPiece]:
    for grid in read_grids(path, progress):
        for row in range(grid.height):
            line = grid.line(row)
            if not any(it.said for it in line):
                continue
            if line[0].loose:
                if not _PAGE.fullmatch(fold("".join(it.text for it in line))):
                    yield BrokenLine("\t".join(it.said for it in line), line[0].place, not paper)
            else:
                yield from _row(line)


def _row(line: tuple[SourceCell, ...]) -> Iterator[BrokenLine | TextPiece]:
    """A row of a table; a single text in it is a paragraph."""
    here = [it for it in line if not goes_on(it.text)]  # printed again on a further page
    said = [it for it in here if it.said]
    if len(said) > 1:
        yield from of_row((it.text for it in here), said[0].place)
    elif said:
        yield BrokenLine(said[0].said, said[0].place, whole=True)


def _first_entry(own: Iterable[TextPiece]) -> str:
    return next((it.key for it in own if it.place == CONTENTS and it.key != CONTENTS), "")


def _without_numbers(
    parts: Iterable[BrokenLine | TextPiece], first: str
) -> Iterator[BrokenLine | TextPiece]:
    """The contents without their page numbers: they end where the first entry stands bare."""
    within = False
    for part in parts:
        if not isinstance(part, BrokenLine):
            within = False
        elif fold(part.text) == CONTENTS:
            within = True
        elif within and fold(part.text) == first:
            within = False
        elif within:
            yield replace(part, text=_NUMBER.sub("", part.text))
            continue
        yield part


class LineMender:
    """Puts lines together to the sentences they were, by the `known` ones, folded."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = sorted(set(known))
        self._set = frozenset(self._known)

    def pieces(self, lines: Iterable[BrokenLine]) -> Iterator[TextPiece]:
        """The sentences of some lines."""
        text, place = "", ""
        for line in lines:
            for part in sentences(line.text):
                if text and self._ends(fold(text), fold(part)):
                    yield TextPiece(text, place)
                    text = ""
                text += self._lost_mark(fold(text), fold(part)) if text else ""
                text, place = text + part.strip(), place if text else line.place
                if line.whole or _ENDED.search(part):
                    yield TextPiece(text, place)
                    text = ""
        if text:
            yield TextPiece(text, place)

    def _lost_mark(self, text: str, after: str) -> str:
        """The mark that a line of paper lacks at its end, if it is that alone.

        LibreOffice draws none that would hang over the margin of a justified line.
        """
        if self._begins(text + after):
            return ""
        marks = (it for it in _HANGING if self._begins(text + fold(it) + after))
        return next(marks, "")

    def _ends(self, text: str, after: str) -> bool:
        """Whether a sentence without an end ends before what stands after it."""
        if self._begins(text + after) or self._lost_mark(text, after):
            return False
        return text in self._set or (not self._begins(text) and self._begins(after))

    def _begins(self, text: str) -> bool:
        """Whether a known sentence begins so."""
        at = bisect_left(self._known, text)
        return at < len(self._known) and self._known[at].startswith(text)
