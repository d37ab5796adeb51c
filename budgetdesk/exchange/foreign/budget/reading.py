"""The published budget tables of a grid: found by their captions, read row by row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from budgetdesk.domain.money import Measure, MoneyError, parse_amount
from budgetdesk.domain.text import fold, one_line
from budgetdesk.exchange.foreign.budget.columns import TableColumns, columns_below
from budgetdesk.exchange.foreign.budget.table import About, BudgetRow, BudgetTable
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.surroundings import measure_above, measure_around
from budgetdesk.exchange.measures import is_note, measure_in, split_heading

_CAPTION = re.compile(r"表(?:\([^()]*\))?$")
_MONEY = re.compile(r"预算|收支|经费|支出|收入")
_OFFICE = re.compile(r"^(?:编制|填报|预算)?(?:部门|单位)(?:名称)?[:：]\s*(?P<name>.+)$")
_MARGIN = re.compile(r"第?\d+页?(?:共\d+页)?|[-—]?\d+[-—]?|第\d+页.*")
_NUMBER = re.compile(r"(?:预算公开|公开|附)表\d{1,2}")
_BEFORE = 5  # rows between a caption and the headings
_ABOVE = 2  # rows that may stand above a caption: 预算公开表1
_HEADS = 5  # rows of headings
_BLANK = re.compile(r"[-—–/\s]*")
_AMOUNT = re.compile(r"-?[\d,]*\d(?:\.\d+)?")
_ITEM = re.compile(r"[一二三四五六七八九十]{1,3}、")
_NUMBERED = 3  # columns that are counted below the headings


def read_budget(grid: SourceGrid) -> list[BudgetTable]:
    """The budget tables of a grid in their order, each once however many pages it has."""
    found: list[BudgetTable] = []
    captions = [row for row in range(grid.height) if _caption(grid, row)]
    for number, row in enumerate(captions):
        last = captions[number + 1] if number + 1 < len(captions) else grid.height
        table = _table(grid, row, last)
        if table is not None:
            _add(found, table)
    return found


def _add(found: list[BudgetTable], table: BudgetTable) -> None:
    """Put a table behind the others; the next page of the last one goes on with it."""
    last = found[-1] if found else None
    if last and fold(last.title) == fold(table.title) and last.office == table.office:
        found[-1] = replace(
            last,
            rows=(*last.rows, *table.rows),
            unread=(*last.unread, *table.unread),
            spans=(*last.spans, *table.spans),
        )
    else:
        found.append(table)


def _caption(grid: SourceGrid, row: int) -> str:
    """The caption that stands in a row alone, or beside the unit of money; "" for none."""
    line = [it for it in grid.said_in(row) if not is_note(fold(it.text))]
    text = fold(line[0].text) if len(line) == 1 else ""
    is_one = 4 < len(text) < 60 and _CAPTION.search(text) and _MONEY.search(text)
    return line[0].said if is_one and about(text) else ""


def about(title: str) -> About | None:
    """What a title says its table is about; None where it is no budget table's."""
    text = fold(title)
    if "绩效" in text or "情况" in text:
        return None
    return next((it for it in About if re.search(it.value, text)), None)


def _table(grid: SourceGrid, row: int, last: int) -> BudgetTable | None:
    """The table below a caption; None where no headings follow it."""
    caption = grid.said_in(row)[0]
    told = about(caption.text)
    head = _first_head(grid, row + 1, min(row + 1 + _BEFORE, last))
    if told is None or head is None:
        return None
    lines = [cell.said for it in range(row + 1, head) for cell in grid.said_in(it)]
    names = (_name_in(found["name"]) for text in lines if (found := _OFFICE.match(text)))
    first = _first_row(grid, head, min(head + _HEADS, last))
    columns = columns_below(grid, head, first)
    beside = [cell.text for cell in grid.said_in(row)]
    noted = _noted([*lines, *beside], columns) or _around(grid, row, last)
    reader = _TableRows(grid, columns, noted or Measure.YUAN)
    rows = tuple(reader.rows(first, last))
    if not columns.amounts or not (rows or told):
        return None
    return BudgetTable(
        told, one_line(caption.said), next(filter(None, names), ""), noted or Measure.YUAN,
        tuple(columns.amounts), rows, caption, tuple(reader.unread),
        (range(max(row - _ABOVE, 0), reader.last + 1),), noted is not None,
    )  # fmt: skip


def _name_in(text: str) -> str:
    """The office that a line names, without what else it says: 县医院　单位：万元."""
    words = text.split()
    said = [it for it in words if not is_note(fold(f"单位：{it}"))]
    end = next((at for at, it in enumerate(said) if re.search("[:：]", it)), len(said))
    return " ".join(said[:end])


def _around(grid: SourceGrid, row: int, last: int) -> Measure | None:
    return measure_around(grid, row, last) or measure_above(grid, row)


def _noted(lines: Sequence[str], columns: TableColumns) -> Measure | None:
    """What a table's amounts are in, as the lines above it, its caption or headings say."""
    told = next((it for text in lines if (it := measure_in(text))), None)
    headed = {measure for cell in columns.heads if (measure := split_heading(fold(cell.text))[1])}
    return told or (headed.pop() if len(headed) == 1 else None)


def _first_head(grid: SourceGrid, row: int, last: int) -> int | None:
    """The first row of a table, behind lines that tell its office and its unit."""
    for number in range(row, last):
        line = [cell for cell in grid.said_in(number) if not cell.loose]
        told = [it for it in line if _OFFICE.match(it.said) or measure_in(it.text)]
        if len(line) > 1 and len(told) < len(line):
            return number
    return None


def _first_row(grid: SourceGrid, row: int, last: int) -> int:
    """The first row of content: one with an amount, a code, or 合计."""
    bottom = max((cell.bottom for cell in grid.said_in(row)), default=row + 1)
    for number in range(row + 1, last):
        line = [cell for cell in grid.said_in(number) if not cell.loose]
        if number >= bottom and len(line) == 1:
            return number
        if any(_AMOUNT.fullmatch(fold(it.text)) or _ITEM.match(it.said) for it in line):
            return number
        bottom = max([bottom, *(cell.bottom for cell in line)])
    return last


@dataclass
class _Side:
    codes: list[int]
    names: list[int]
    amounts: list[int]


class _TableRows:
    """Reads the rows of one table; `unread` are the cells that are no amounts."""

    def __init__(self, grid: SourceGrid, columns: TableColumns, measure: Measure) -> None:
        self._grid, self._measure = grid, measure
        self._heads = {fold(cell.text) for cell in columns.heads}
        self._sides = list(_sides(columns))
        self.unread: list[SourceCell] = []
        self.last = columns.first

    def rows(self, first: int, last: int) -> Iterator[BudgetRow]:
        """What stands from a row on, up to a line that is none of the table."""
        for row in range(first, last):
            line = self._grid.said_in(row)
            self.last = row if line else self.last
            if any(cell.loose for cell in line):
                if not all(_MARGIN.fullmatch(fold(cell.text)) for cell in line):
                    return
                continue
            if len(line) == 1 and _NUMBER.fullmatch(fold(line[0].text)):
                return
            if not line or self._is_head(line) or line[0].said.startswith("注"):
                continue
            for side in self._sides:
                if read := self._row(row, side):
                    yield read

    def _is_head(self, line: Sequence[SourceCell]) -> bool:
        """Whether a row repeats headings, or counts the columns."""
        texts = [fold(cell.text) for cell in line]
        counted = texts == [str(number) for number in range(1, len(texts) + 1)]
        return (counted and len(texts) >= _NUMBERED) or all(it in self._heads for it in texts)

    def _row(self, row: int, side: _Side) -> BudgetRow | None:
        cells = {
            column: cell
            for column in (*side.codes, *side.names, *side.amounts)
            if (cell := self._grid.at(row, column)) and cell.row == row and cell.said
        }
        codes = [fold(cells[it].text) for it in side.codes if it in cells]
        is_code = bool(codes) and all(it.isdigit() for it in codes)
        names = list(dict.fromkeys(cells[it] for it in side.names if it in cells))
        texts = [one_line(cell.said) for cell in names]
        if not is_code and codes:
            texts = [one_line(cells[side.codes[0]].said)] if side.codes[0] in cells else texts
        amounts = dict(self._amounts(cells, side))
        if not cells or not (amounts or is_code or texts):
            return None
        first = next(iter(cells.values()))
        code = "".join([*codes[:1], *(it.zfill(2) for it in codes[1:])]) if is_code else ""
        beside = texts[1] if len(texts) > 1 else ""
        return BudgetRow(code, texts[0] if texts else "", amounts, first, beside)

    def _amounts(self, cells: dict[int, SourceCell], side: _Side) -> Iterator[tuple[int, int]]:
        for column in side.amounts:
            cell = cells.get(column)
            if cell is None or _BLANK.fullmatch(cell.said):
                continue
            try:
                amount = parse_amount(cell.said, self._measure)
            except MoneyError:
                self.unread.append(cell)
                continue
            if amount is not None:
                yield column, amount


def _sides(columns: TableColumns) -> Iterator[_Side]:
    """The tables that stand beside each other: codes or names behind amounts begin the next."""
    kinds = [(it, "codes") for it in columns.codes] + [(it, "names") for it in columns.names]
    kinds += [(it.column, "amounts") for it in columns.amounts]
    side = _Side([], [], [])
    for column, kind in sorted(kinds):
        if kind != "amounts" and side.amounts:
            yield side
            side = _Side([], [], [])
        getattr(side, kind).append(column)
    yield side
