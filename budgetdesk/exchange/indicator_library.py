"""An office's 指标库 as an Excel file: a row an indicator, found by the words of its head."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.text import fold, one_line
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.foreign.grid import SourceGrid
from budgetdesk.exchange.foreign.sources import read_grids
from budgetdesk.forms.listing import LineGroup, ListedColumn, ListPage, list_sheet
from budgetdesk.forms.sheet import Sheet
from budgetdesk.suggestions.pairs import pairs_of
from budgetdesk.suggestions.past import PastForm, PastRow, place_of

_LEVEL1, _LEVEL2, _NAME, _SIGN, _VALUE, _UNIT, _FOR, _TOLD = (
    "一级指标", "二级指标", "三级指标", "计算符号", "指标值", "计量单位", "适用项目", "指标解释",
)  # fmt: skip
# What stands in the head of the libraries that provinces give out and systems export.
_HEADS: Mapping[str, re.Pattern[str]] = {
    _LEVEL1: re.compile(r"一级指标(?:名称)?"),
    _LEVEL2: re.compile(r"二级指标(?:名称)?"),
    _NAME: re.compile(r"(?:三级|绩效)?指标(?:名称)?|三级绩效指标"),
    _SIGN: re.compile(r"(?:计算|运算)?符号|指标方向"),
    _VALUE: re.compile(r"(?:参考|历史|标准|目标)?(?:指标值|目标值|标准值)"),
    _UNIT: re.compile(r"(?:计量|度量|指标)?单位"),
    _FOR: re.compile(r"适用.*|.*领域|行业.*|项目(?:类别|类型|名称)"),
    _TOLD: re.compile(r"指标(?:解释|说明|内涵|含义|描述).*"),
}
_HEAD_ROWS = 12


def read_indicator_library(
    path: Path, progress: Progress = ignore_progress
) -> tuple[PastForm, ...]:
    """The indicators of a library, those for one kind of project together.

    Raises:
        ImportFault: the file cannot be read, or no sheet has a head with names of indicators.
    """
    found = [form for grid in read_grids(path, progress) for form in _forms(grid, path.stem)]
    if not found:
        raise ImportFault(
            path, "没有认出指标库：请让表头有“二级指标”和“三级指标”（或“指标名称”）两栏。"
        )
    return tuple(found)


def _forms(grid: SourceGrid, library: str) -> Iterator[PastForm]:
    for row in range(min(grid.height, _HEAD_ROWS)):
        columns = _columns_at(grid, row)
        if _NAME in columns and (_LEVEL2 in columns or _LEVEL1 in columns):
            yield from _below(grid, row + 1, columns, library)
            return


def _columns_at(grid: SourceGrid, row: int) -> Mapping[str, int]:
    columns: dict[str, int] = {}
    for cell in grid.said_in(row):
        said = fold(cell.said)
        role = next((it for it, words in _HEADS.items() if words.fullmatch(said)), None)
        if role is not None:
            columns.setdefault(role, cell.column)
    return columns


def _below(
    grid: SourceGrid, first: int, columns: Mapping[str, int], library: str
) -> Iterator[PastForm]:
    said: dict[str, str] = {}
    lines = []
    for row in range(first, grid.height):
        line = {role: _said(grid, row, column) for role, column in columns.items()}
        # Levels and kinds of projects stand once above the rows that they hold for.
        for role in (_LEVEL1, _LEVEL2, _FOR):
            said[role] = line.get(role) or said.get(role, "")
        if line[_NAME]:
            lines.append({**line, **said})
    for number, (kind, rows) in enumerate(groupby(lines, key=_kind)):
        yield _form(f"{library} {grid.name} {number}", kind, [*rows], library)


def _said(grid: SourceGrid, row: int, column: int) -> str:
    cell = grid.at(row, column)
    return one_line(cell.said) if cell is not None else ""


def _kind(line: Mapping[str, str]) -> str:
    return line[_FOR] or line[_NAME]  # an indicator for any project is found by its own words


def _form(key: str, kind: str, lines: Sequence[Mapping[str, str]], library: str) -> PastForm:
    rows = tuple(
        PastRow(place_of(line[_LEVEL1], line[_LEVEL2]), line[_NAME], _target(line))
        for line in lines
    )
    told = "\n".join(f"{line[_NAME]}\n{line.get(_TOLD, '')}" for line in lines)
    return PastForm(key, 0, kind, "", "", pairs_of(told), rows, library)


def _target(line: Mapping[str, str]) -> str:
    value, unit = line.get(_VALUE, ""), line.get(_UNIT, "")
    number = value[-1:].isdigit()
    return f"{line.get(_SIGN, '')}{value}{unit if number else ''}" if value else ""


_Line = tuple[PastForm, PastRow]


def library_sheet(forms: Iterable[PastForm], title: str = "指标库") -> Sheet:
    """Forms as a library that is read again: each name of a place once, with its last value."""
    once = {(row.place, fold(row.name)): (form, row) for form in forms for row in form.rows}
    lines: list[_Line] = sorted(once.values(), key=lambda it: (it[1].place, it[1].name))
    columns: tuple[ListedColumn[_Line], ...] = (
        ListedColumn(_LEVEL2, 8, lambda it: f"{it[1].place}指标"),
        ListedColumn(_NAME, 20, lambda it: it[1].name),
        ListedColumn(_VALUE, 12, lambda it: it[1].target),
        ListedColumn(_FOR, 24, lambda it: it[0].name),
    )
    page: ListPage[_Line] = ListPage(title, title, columns, form_id="indicator_library")
    return list_sheet(page, [LineGroup("", "", lines)])
