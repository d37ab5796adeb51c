"""终稿核对 as a list: for the window, paper and Excel."""

from collections import Counter
from collections.abc import Sequence

from budgetdesk.exchange.final_copy.text_difference import DifferenceKind, TextDifference
from budgetdesk.forms.listing import (
    REPORT_LOOK,
    ColumnKind,
    LineGroup,
    ListedColumn,
    ListPage,
    NumberedLine,
    list_sheet,
)
from budgetdesk.forms.sheet import Sheet

FINAL_COPY = "终稿核对"

FinalLine = NumberedLine[TextDifference]


def _figures(line: FinalLine) -> str:
    if line.it.kind is not DifferenceKind.CHANGED:
        return ""
    pairs = ((ours or "无", theirs or "无") for ours, theirs in line.it.figures)
    return "、".join(f"{ours}→{theirs}" for ours, theirs in pairs)


TEXT_DIFFERENCES: tuple[ListedColumn[FinalLine], ...] = (
    ListedColumn("情况", 4, lambda line: line.it.kind.value, ColumnKind.SHORT),
    ListedColumn("在哪里", 14, lambda line: line.it.place),
    ListedColumn("账套", 18, lambda line: line.it.ours),
    ListedColumn("文件", 18, lambda line: line.it.theirs),
    ListedColumn("数字", 12, _figures),
    ListedColumn("文件中的位置", 12, lambda line: line.it.where),
)
"""The columns of 终稿核对."""


def text_rows(found: Sequence[TextDifference]) -> list[FinalLine]:
    """The differences, numbered."""
    return [NumberedLine(number, it) for number, it in enumerate(found)]


def counted(found: Sequence[TextDifference]) -> str:
    """How many there are of each kind."""
    counts = Counter(it.kind.value for it in found)
    return "，".join(f"{kind} {count} 处" for kind, count in counts.items()) or "与账套一致"


def final_copy_sheet(file: str, found: Sequence[TextDifference]) -> Sheet:
    """The same for paper and Excel."""
    page = ListPage(
        name=FINAL_COPY,
        title=f"「{file}」与账套核对",
        columns=TEXT_DIFFERENCES,
        about=counted(found),
        form_id="final_copy",
        look=REPORT_LOOK,
        empty="与账套一致。",
    )
    return list_sheet(page, [LineGroup("", "", text_rows(found))])
