"""What the columns of a budget table hold, by the headings above them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from budgetdesk.domain.records import Nature, Origin, Source
from budgetdesk.domain.text import fold
from budgetdesk.exchange.foreign.budget.table import AmountColumn
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.measures import split_heading

_SOURCES = (
    (Source.GENERAL, "一般公共预算"),
    (Source.FUND, "政府性基金"),
    (Source.STATE_CAPITAL, "国有资本"),
    (Source.SPECIAL_ACCOUNT, "财政专户"),
    (Source.UNIT_FUNDS, "单位资金|事业收入|经营收入|其他收入|附属单位|上级补助"),
)
_NATURES = ((Nature.BASIC, "基本支出"), (Nature.PROJECT, "项目支出"))
_PARTS = ("人员经费", "公用经费")
_TOTAL = re.compile("(?:合计|小计|总计)$")
_CODE, _NAME = re.compile("编码|代码"), re.compile("名称|项目$|类别")
_LEVELS = ("类", "款", "项")


@dataclass
class TableColumns:
    """The columns of codes from left to right, of names, of amounts; `first` is the row below."""

    first: int
    codes: list[int] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    amounts: list[AmountColumn] = field(default_factory=list)
    heads: list[SourceCell] = field(default_factory=list)


def columns_below(grid: SourceGrid, first: int, last: int) -> TableColumns:
    """The columns that the rows of headings name, from `first` down to the row before `last`."""
    found = TableColumns(last)
    paths: dict[int, list[str]] = {}
    lowest: dict[int, SourceCell] = {}
    for row in range(first, last):
        for cell in grid.said_in(row):
            if cell.loose:
                continue
            found.heads.append(cell)
            for column in range(cell.column, cell.end):
                paths.setdefault(column, []).append(_named(cell.text))
                lowest[column] = cell
    for column in sorted(paths):
        if lowest[column].column == column:
            _take(found, column, paths[column])
    return found


def _named(head: str) -> str:
    """A heading without what its amounts are in: 合计（万元）."""
    folded = fold(head)
    return split_heading(folded)[0] or folded


def _take(found: TableColumns, column: int, path: Sequence[str]) -> None:
    lowest, whole = path[-1], "/".join(path)
    if _CODE.search(lowest) or (lowest in _LEVELS and _CODE.search(whole)):
        found.codes.append(column)
    elif _NAME.search(lowest):
        found.names.append(column)
    else:
        found.amounts.append(_amount(column, path, whole))


def _amount(column: int, path: Sequence[str], whole: str) -> AmountColumn:
    lowest = path[-1]
    source = next((it for it, words in _SOURCES if re.search(words, lowest)), None)
    nature = next((it for it, words in _NATURES if words in lowest), None)
    origin = Origin.CARRYOVER if "结转" in lowest or "结余" in lowest else None
    part = next((it for it in _PARTS if it in lowest), "")
    total = bool(_TOTAL.search(lowest)) and not (source or nature or origin)
    return AmountColumn(column, whole, source, nature, origin, part, total)
