"""What stands around the fields of a form: headings above values, paragraphs, what is a page's."""

import re
from collections.abc import Iterator
from dataclasses import replace

from budgetdesk.domain.money import Measure
from budgetdesk.domain.text import fold
from budgetdesk.exchange.drawing.words import core_of
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.labels import FormLabels, heads_form
from budgetdesk.exchange.measures import is_note, measure_in, remarked_measure

_PAGE = re.compile(
    r"[-—第]?\d{1,4}[-—页]?(?:(?:[/,，;；]共?|共)\d{1,4}页?)?|共\d{1,4}页,?第\d{1,4}页"
)
_CHAPTER = re.compile(r"返回目录|第[一二三四五六七八九十]+(?:部分|章|节).*|附[件表]\d*[:：]?")
SUMS = frozenset({"合计", "总计", "小计", "共计"})
_WIDE = re.compile(r"\s\s|[\u3000\t]")
_UNKNOWN = re.compile(r"[^:：\s]{2,10}[:：]")
_GAP = re.compile(r"\s+")
_ABOVE = 3  # rows above a form that may hold the unit of its money
_LONGEST_LINE = 200  # characters of a cell that says several things


def is_outside(cell: SourceCell) -> bool:
    """Whether a text is the page's or the document's: 第3页, 第二部分, 附件2."""
    folded = fold(cell.text)
    is_page = (cell.loose or "页" in folded) and _PAGE.fullmatch(folded)
    return bool(is_page or _CHAPTER.fullmatch(folded))


def pieces_of(cell: SourceCell, labels: FormLabels) -> list[SourceCell]:
    """The parts of a cell with several labels, or a unit of money: 填报单位：甲　单位：元."""
    text = cell.text.strip()
    if len(text) > _LONGEST_LINE or not re.search("[:：]", text):
        return [cell]
    gaps = [it for it in _GAP.finditer(text) if _begins_anew(it, text[it.end() :], labels)]
    starts, ends = [0, *(it.end() for it in gaps)], [*(it.start() for it in gaps), len(text)]
    parts = zip(starts, ends, strict=True)
    return [replace(cell, text=text[start:end]) for start, end in parts] if gaps else [cell]


def _begins_anew(gap: re.Match[str], rest: str, labels: FormLabels) -> bool:
    """Whether a label with its value begins behind a gap, or a note of the unit of money."""
    known = is_note(fold(rest.split(maxsplit=1)[0])) or labels.within(rest) is not None
    return known or (_WIDE.search(gap[0]) is not None and _UNKNOWN.match(rest) is not None)


def measure_around(grid: SourceGrid, first: int, last: int) -> Measure | None:
    """What remarks within some rows say that amounts are in; those that differ say nothing."""
    texts = (cell.text for row in range(first, last) for cell in grid.said_in(row))
    found = {it for text in texts if (it := remarked_measure(text))}
    return found.pop() if len(found) == 1 else None


def measure_above(grid: SourceGrid, row: int) -> Measure | None:
    """What a note says that stands right above a row: 单位：万元."""
    rows = range(max(row - _ABOVE, 0), row)
    notes = [it.text for at in rows for it in grid.said_in(at) if is_note(fold(it.text))]
    return measure_in(notes[-1]) if notes else None


def is_over_values(grid: SourceGrid, row: int, labels: FormLabels) -> bool:
    """Whether a row of nothing but labels stands over one row of values, a label below that.

    What goes on with further rows, or with their sum, is a list of other things.
    """
    line, below = grid.line(row), grid.said_in(row + 1)
    after = next(iter(grid.said_in(row + 2)), None)
    if len(line) < 2 or not below or after is None or core_of(after.text) in SUMS:
        return False
    heads = all(it.said and not it.loose and _is_named(it, labels) for it in line)
    edges = {(it.column, it.bottom) for it in line}
    values = all(not _is_named(it, labels) and (it.column, it.row) in edges for it in below)
    return heads and values and (_is_named(after, labels) or labels.is_side(after.text))


def _is_named(cell: SourceCell, labels: FormLabels) -> bool:
    """Whether a text is a label with a value of its own."""
    return labels.meaning(cell.text) is not None or labels.payer(cell.text) != ""


def paragraphs_below(
    grid: SourceGrid, label: SourceCell, labels: FormLabels
) -> Iterator[SourceCell]:
    """The paragraphs of a document below a label that stands on a line of its own."""
    if not label.loose or len(grid.said_in(label.row)) > 1:
        return
    for row in range(label.row + 1, grid.height):
        line = grid.said_in(row)
        if len(line) != 1 or not line[0].loose or _is_no_paragraph(line[0], labels):
            return
        yield line[0]


def _is_no_paragraph(cell: SourceCell, labels: FormLabels) -> bool:
    text = cell.text
    inline = labels.within(text) or labels.payer_within(text)
    is_head = labels.is_side(text) or heads_form(text) or is_outside(cell)
    return is_head or inline is not None or _is_named(cell, labels)
