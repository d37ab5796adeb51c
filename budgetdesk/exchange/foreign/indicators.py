"""The rows of a table of indicators, below headings that say what each column holds."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from budgetdesk.domain.kind import Kind
from budgetdesk.domain.money import Measure
from budgetdesk.domain.text import fold, shorten
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.drawing.words import core_of, is_year_line
from budgetdesk.exchange.drawing.words import is_note as is_remark
from budgetdesk.exchange.foreign.columns import ListColumns, columns_at, is_head
from budgetdesk.exchange.foreign.content import chosen
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.half_columns import HalfColumns
from budgetdesk.exchange.foreign.labels import FormLabels, heads_form, without_going_on
from budgetdesk.exchange.foreign.numbered_rows import parted, without_numbers
from budgetdesk.exchange.foreign.reading import ProjectReading, RowReading
from budgetdesk.exchange.foreign.row_units import counted
from budgetdesk.exchange.measures import is_note
from budgetdesk.exchange.placement.plan import Certainty
from budgetdesk.exchange.placement.words import (
    joined_target,
    names_level1,
    names_level2,
    plain_level,
)

_RATE = re.compile(r"[率度]$|比例$|占比$|比重$")
_PART_OF_ONE = re.compile(r"0?\.[0-9]*[1-9][0-9]*|1(?:\.0+)?")
_NO_TICK = re.compile("[×xX✗✘否无0/□☐○-]+")


@dataclass
class _Levels:
    level1: str = ""
    level2: str = ""
    cells: set[SourceCell] = field(default_factory=set)  # where they stood last


class IndicatorRows:
    """Reads one table of indicators; `used` are the cells that found a place."""

    def __init__(self, grid: SourceGrid, labels: FormLabels, into: ProjectReading) -> None:
        self._grid, self._labels, self._into = grid, labels, into
        self.used: set[SourceCell] = set()
        self.around: Measure | None = None  # what the form says its amounts are in
        bands = (it for it in labels.kind.lists.values() if it.slotted)
        self._fields = {it.last: it for band in bands for it in band.fields}
        self._levels: dict[int, _Levels] = {}

    def read(self, row: int, last: int) -> int:
        """Read the table whose headings stand in a row; the row behind it."""
        columns = columns_at(self._grid, row, self._labels)
        if columns is None:
            return row
        self._use_heads(row, columns)
        begun = len(self._into.rows)
        row = columns.first
        while row < last and not self._ends(row, columns):
            if is_head(self._grid.said_in(row), self._labels):
                again = columns_at(self._grid, row, self._labels)
                columns = again or columns
                self._use_heads(row, columns)
                row = columns.first
                continue
            if self._is_remark(row):
                self.used.update(self._grid.said_in(row))
            else:
                self.take_row(row, columns, self._into)
            row += 1
        self._into.rows[begun:] = without_numbers(self._into.rows[begun:])
        return row

    def _is_remark(self, row: int) -> bool:
        """Whether a row only says what amounts are in, as a page's top does: 单位：万元."""
        line = self._grid.said_in(row)
        return bool(line) and all(is_note(fold(it.text)) for it in line)

    def _use_heads(self, row: int, columns: ListColumns) -> None:
        for line in range(row, columns.first):
            self.used.update(self._grid.said_in(line))

    def _ends(self, row: int, columns: ListColumns) -> bool:
        """Whether something else begins: a label with its value, left of the names."""
        line = self._grid.said_in(row)
        if not line:
            return False
        if line[0].loose:
            between = [self._is_between(it) for it in line]
            return not all(between)
        first = line[0]
        if first.column >= columns.left or self._names_level(first.text):
            return False
        if self._labels.is_side(first.text) and self._has_name(row, columns):
            return False
        if first.columns > 1 and self._labels.prints(first.text):
            return True  # a note over the whole width
        inline = self._labels.within(first.text) is not None
        return (
            inline
            or self._labels.meaning(first.text) is not None
            or first.text.strip()[-1] in ":："
        )

    def _has_name(self, row: int, columns: ListColumns) -> bool:
        """Whether a row has a cell of its own below the heading of the names."""
        heads = (half.heads["name"] for half in columns.halves)
        below = ((it, self._grid.at(row, it.column)) for it in heads)
        return any(
            it is not None and it.column >= head.column and it.end <= head.end for head, it in below
        )

    def _is_between(self, cell: SourceCell) -> bool:
        """Whether a line between the halves of a table is only a page's: its title, its number."""
        text = cell.said
        is_page = heads_form(text) or is_year_line(text) or len(fold(text)) < 8
        if is_page and self._labels.within(text) is None and self._labels.meaning(text) is None:
            self.used.add(cell)
            return True
        return False

    def _names_level(self, text: str) -> bool:
        core = core_of(text)
        return names_level1(core) or names_level2(core, [])

    def take_row(self, row: int, columns: ListColumns, into: ProjectReading) -> None:
        """Read the indicators of one row, one for each time span."""
        self._use_beside(row, columns)
        for number, half in enumerate(columns.halves):
            levels = self._levels.setdefault(number, _Levels())
            across = self._across(row, half)
            if across is not None and self._names_level(across.text):
                self._head_rows(across, levels)
            if across is None:
                self._fill_levels(row, half, levels)
                into.rows += self._indicators(row, half, levels)

    def _across(self, row: int, half: HalfColumns) -> SourceCell | None:
        """A cell over both the name and the value: a note, or a level that heads rows below it."""
        name, target = half.column("name"), half.column("target")
        if name is None or target is None:
            return None
        cell = self._grid.at(row, name)
        if cell is None or not (is_remark(cell.text) or cell == self._grid.at(row, target)):
            return None
        return cell

    def _head_rows(self, across: SourceCell, levels: _Levels) -> None:
        """A level in a cell over the whole width heads the rows below it."""
        text = plain_level(" ".join(across.said.split()))
        self.used.add(across)
        if names_level1(core_of(text)):
            levels.level1, levels.level2 = text, ""
        else:
            levels.level2 = text

    def _use_beside(self, row: int, columns: ListColumns) -> None:
        """What stands beside the rows: 绩效指标, also where a page break repeats part of it; 1."""
        for cell in self._grid.said_in(row):
            counts = cell.column in columns.counts and cell.said.isdecimal()
            if counts or (cell.column < columns.left and self._labels.is_side(cell.text)):
                self.used.add(cell)

    def _fill_levels(self, row: int, half: HalfColumns, levels: _Levels) -> None:
        for role in ("level1", "level2"):
            column = half.column(role)
            cell = self._grid.at(row, column) if column is not None else None
            if cell is None or not cell.said or is_remark(cell.text):
                continue
            levels.cells.add(cell)
            if self._names_level(cell.text):
                self.used.add(cell)
            text = plain_level(without_going_on(" ".join(cell.said.split())))
            if role == "level1":
                changed = text != levels.level1 and cell.row == row
                levels.level1, levels.level2 = text, "" if changed else levels.level2
            else:
                levels.level2 = text

    def _indicators(self, row: int, half: HalfColumns, levels: _Levels) -> Iterator[RowReading]:
        cells = {
            role: cell
            for role, head in half.heads.items()
            if role not in ("level1", "level2")
            and (cell := self._grid.at(row, head.column)) is not None
            and cell.row == row
        }
        ticked, several = self._ticked(row, half)
        texts = {role: cell.said for role, cell in cells.items()} | ticked
        if not any(texts.get(role) for role in ("name", "target")):
            return
        self.used.update(cell for cell in cells.values() if cell.said)
        self.used |= levels.cells
        place = next(cells[role] for role in ("name", "target") if texts.get(role))
        texts, why = self._rates(texts, cells)
        target, why = texts.get("target", ""), several or why
        sign, unit = texts.pop("sign", ""), texts.pop("unit", "")
        texts["target"] = joined_target(sign, target, unit) if sign or unit else target
        texts, no_unit = counted(texts, half.heads, self._fields, self.around)
        texts, no_choice = self._chosen(texts)
        why = why or no_unit or no_choice or half.doubt
        read = RowReading(half.horizon, levels.level1, levels.level2, texts, place, cells=cells)
        notes = (it.note for it in (place, *cells.values()) if it.note)
        yield from self._told(read, why or next(notes, ""))

    def _ticked(self, row: int, half: HalfColumns) -> tuple[dict[str, str], str]:
        """What is ticked in a row, where each choice has a column; why it is not sure."""
        told: dict[str, str] = {}
        several = ""
        for last, heads in half.choices.items():
            cells = {head.said: self._grid.at(row, head.column) for head in heads}
            said = {it: at for it, at in cells.items() if at and at.row == row and at.said}
            self.used.update(said.values())
            ticked = [it for it, at in said.items() if not _NO_TICK.fullmatch(fold(at.text))]
            told |= {last: ticked[0]} if ticked else {}
            if len(ticked) > 1:
                several = f"勾选了{'、'.join(ticked)}，取前面的"
        return told, several

    def _chosen(self, texts: dict[str, str]) -> tuple[dict[str, str], str]:
        """Words where a choice is asked for: 偏差原因 has a field for them, others are told."""
        told, why = dict(texts), ""
        for last, text in texts.items():
            field = self._fields.get(last)
            if not text or field is None or not field.choices or text in field.choices:
                continue
            if (ticked := _ticked(text)) in field.choices:
                told[last] = ticked
                continue
            words = last.removesuffix("_kind")
            if words != last and words in self._fields and not told.get(words):
                told |= {last: "", words: text}
            elif field.kind is Kind.CHOICE:
                why = f"「{shorten(text, 20)}」不是{field.label}可以选的"
        return told, why

    def _told(self, read: RowReading, why: str) -> Iterator[RowReading]:
        parts, apart = parted(read)
        if apart:
            why = why or apart
        elif not read.name:
            why = why or "没有指标名称"
        elif not read.target:
            why = why or "没有指标值"
        for one in parts:
            yield replace(one, certainty=Certainty.GUESSED, why=why) if why else one

    def _rates(
        self, texts: Mapping[str, str], cells: Mapping[str, SourceCell]
    ) -> tuple[dict[str, str], str]:
        """The values; a part of 1 in a cell of numbers is a percentage where it is a rate's."""
        told, why = dict(texts), ""
        is_rate = _RATE.search(fold(texts.get("name", ""))) is not None
        for last, text in texts.items():
            cell, field = cells.get(last), self._fields.get(last)
            is_value = field is not None and field.kind is Kind.TARGET
            if not is_value or cell is None or not cell.number or texts.get("unit", ""):
                continue
            if _PART_OF_ONE.fullmatch(text):
                told[last], doubt = _as_rate(text, is_rate=is_rate)
                why = why or doubt
        return told, why


def _ticked(text: str) -> str:
    """The one of several boxes in a cell that is ticked, "" for none or several."""
    try:
        return chosen(text)
    except TypedError:
        return ""


def _as_rate(text: str, *, is_rate: bool) -> tuple[str, str]:
    """A part of 1 as a percentage, where it is one; why that is not sure."""
    if not is_rate:
        return text, "" if float(text) == 1 else f"单元格中是 {text}，可能是百分数"
    percent = format(round(float(text) * 100, 6), ".10g")
    return f"{percent}%", f"单元格中是 {text}，按百分数读入"
