"""The rows of a table of indicators, below headings that say what each column holds."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from budgetdesk.domain.kind import Kind
from budgetdesk.domain.money import Measure
from budgetdesk.domain.text import fold, shorten
from budgetdesk.exchange.drawing.words import core_of, is_year_line
from budgetdesk.exchange.drawing.words import is_note as is_remark
from budgetdesk.exchange.foreign.columns import HalfColumns, ListColumns, columns_at, is_head
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.labels import FormLabels, heads_form, without_going_on
from budgetdesk.exchange.foreign.reading import ProjectReading, RowReading
from budgetdesk.exchange.foreign.row_units import counted
from budgetdesk.exchange.measures import is_note
from budgetdesk.exchange.placement.plan import Certainty
from budgetdesk.exchange.placement.words import (
    joined_target,
    names_level1,
    names_level2,
)

_NUMBERED = re.compile(r"^(?:三级)?指标\s*[0-9一二三四五六七八九十]{1,3}\s*[:：.、]\s*")
_ITEM = re.compile(r"^[(（]?([0-9]{1,2})[)）]?[.、．:：)）]\s*(?![0-9])")
_COUNTED = re.compile(r"^[(（]?([0-9]{1,2})[)）]?[.、．:：)）]\s*")  # also before a digit
_POINTS = re.compile(r"[（(]\s*(?:权重)?[0-9.]+\s*[分%]?\s*[)）]$")
_RATE = re.compile(r"[率度]$|比例$|占比$|比重$")
_NO_TICK = re.compile("[×xX✗✘否无0/□☐○-]+")
_BLANK = re.compile(r"[-—–/／无.…·。*_×xX]*")


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
            if across is None or self._names_level(across.text):
                self._fill_levels(row, half, levels)
            if across is None:
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
            text = _POINTS.sub("", without_going_on(" ".join(cell.said.split())))
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
        target, why = self._target(texts, cells)
        why = several or why
        sign, unit = texts.pop("sign", ""), texts.pop("unit", "")
        texts["target"] = joined_target(sign, target, unit) if sign or unit else target
        texts, no_unit = counted(texts, half.heads, self._fields, self.around)
        texts, no_choice = self._chosen(texts)
        why = why or no_unit or no_choice
        read = RowReading(half.horizon, levels.level1, levels.level2, texts, place, cells=cells)
        yield from self._told(read, why or place.note)

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
            words = last.removesuffix("_kind")
            if words != last and words in self._fields and not told.get(words):
                told |= {last: "", words: text}
            elif field.kind is Kind.CHOICE:
                why = f"「{shorten(text, 20)}」不是{field.label}可以选的"
        return told, why

    def _told(self, read: RowReading, why: str) -> Iterator[RowReading]:
        parts = list(_parted(read))
        if len(parts) > 1:
            why = why or "一格中写了几条，按编号分开"
        elif _may_be_several(read):
            why = why or "一格中有几行，可能是几条，没有分开"
        elif not read.name:
            why = why or "没有指标名称"
        elif not read.target:
            why = why or "没有指标值"
        for one in parts:
            yield replace(one, certainty=Certainty.GUESSED, why=why) if why else one

    def _target(self, texts: Mapping[str, str], cells: Mapping[str, SourceCell]) -> tuple[str, str]:
        """The value; a part of 1 in a cell of numbers is a percentage where a rate is asked for."""
        target = texts.get("target", "")
        cell = cells.get("target")
        if cell is None or not cell.number or texts.get("unit", "") or not 0 < float(target) <= 1:
            return target, ""
        if not _RATE.search(fold(texts.get("name", ""))):
            return target, "" if float(target) == 1 else f"单元格中是 {target}，可能是百分数"
        percent = format(round(float(target) * 100, 6), ".10g")
        return f"{percent}%", f"单元格中是 {target}，按百分数读入"


def _parted(read: RowReading) -> list[RowReading]:
    """Several numbered indicators that stand in one cell, each with its line of the value's."""
    names, targets = _lines(read.name), _lines(read.target)
    if len(names) < 2 or len(names) != len(targets) or not _all_numbered(names):
        return [read]
    return [
        replace(read, texts={**read.texts, "name": _bare(name), "target": target})
        for name, target in zip(names, _without_counting(targets), strict=True)
    ]


def _may_be_several(read: RowReading) -> bool:
    """Whether a cell looks like several indicators: numbered names, or as many lines of values."""
    names, targets = _lines(read.name), _lines(read.target)
    return len(names) > 1 and (_all_numbered(names) or len(names) == len(targets))


def _lines(text: str) -> list[str]:
    return [it for it in text.split("\n") if it.strip()]


def _all_numbered(lines: list[str]) -> bool:
    return [_number_of(it) for it in lines] == list(range(1, len(lines) + 1))


def _without_counting(targets: list[str]) -> list[str]:
    """Values without the numbers before them; 2.6亩 behind 1.≥5棵 is the second one, 6亩."""
    counted = [_COUNTED.match(it.strip()) for it in targets]
    numbers = [int(it[1]) if it else 0 for it in counted]
    if numbers != list(range(1, len(targets) + 1)) or not any(map(_number_of, targets)):
        return [_bare(it) for it in targets]
    return [_COUNTED.sub("", it.strip()) for it in targets]


def _number_of(text: str) -> int:
    found = _ITEM.match(_NUMBERED.sub("1.", text.strip())) or _ITEM.match(text.strip())
    return int(found[1]) if found else 0


def _bare(text: str) -> str:
    plain = _NUMBERED.sub("", text.strip())
    return _ITEM.sub("", plain) or plain


def without_numbers(rows: list[RowReading]) -> list[RowReading]:
    """The rows without 指标1： before their names; a bare 1、 goes where a slot or all count on."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for number, row in enumerate(rows):
        groups.setdefault((row.horizon.value,), []).append(number)
        groups.setdefault((row.horizon.value, row.level1, row.level2), []).append(number)
    counted = {it for group in groups.values() if _counts_on(rows, group) for it in group}
    result = [_without_number(row, bare=number in counted) for number, row in enumerate(rows)]
    return [it for it in result if not _is_blank(it)]


def _counts_on(rows: list[RowReading], group: list[int]) -> bool:
    """Whether names count 1、2、3、, perhaps from 1 again: what only one says may be its name."""
    before, numbers = 0, [_ITEM.match(rows[it].name) for it in group]
    for found in numbers:
        if found is None or int(found[1]) not in (1, before + 1):
            return False
        before = int(found[1])
    return len(group) > 1


def _without_number(row: RowReading, *, bare: bool) -> RowReading:
    name = _NUMBERED.sub("", row.name)
    name = _ITEM.sub("", name) if bare else name
    return row if name == row.name else replace(row, texts={**row.texts, "name": name})


def _is_blank(row: RowReading) -> bool:
    """Whether a row holds nothing but what was printed to be filled in: ……, 指标2：."""
    return bool(_BLANK.fullmatch(fold(row.name)) and _BLANK.fullmatch(fold(row.target)))
