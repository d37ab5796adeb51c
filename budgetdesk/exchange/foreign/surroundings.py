"""What stands around the fields of a form: headings above values, paragraphs, what is a page's."""

import re
from collections.abc import Iterator

from budgetdesk.domain.text import fold
from budgetdesk.exchange.drawing.words import core_of
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.labels import FormLabels, heads_form

_PAGE = re.compile(
    r"[-—第]?\d{1,4}[-—页]?(?:(?:[/,，;；]共?|共)\d{1,4}页?)?|共\d{1,4}页,?第\d{1,4}页"
)
_CHAPTER = re.compile(r"返回目录|第[一二三四五六七八九十]+(?:部分|章|节).*|附[件表]\d*[:：]?")
_SUMS = frozenset({"合计", "总计", "小计"})


def is_outside(cell: SourceCell) -> bool:
    """Whether a text is the page's or the document's: 第3页, 第二部分, 附件2."""
    folded = fold(cell.text)
    is_page = (cell.loose or "页" in folded) and _PAGE.fullmatch(folded)
    return bool(is_page or _CHAPTER.fullmatch(folded))


def is_over_values(grid: SourceGrid, row: int, labels: FormLabels) -> bool:
    """Whether a row of nothing but labels stands over one row of values, a label below that.

    What goes on with further rows, or with their sum, is a list of other things.
    """
    line, below = grid.line(row), grid.said_in(row + 1)
    after = next(iter(grid.said_in(row + 2)), None)
    if len(line) < 2 or not below or after is None or core_of(after.text) in _SUMS:
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
