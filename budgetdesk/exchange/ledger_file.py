"""The budget ledger (预算明细) as CSV: read into lines and written.

Columns may stand in any order and carry their English or Chinese names; so may their values. A
line names its unit and project; which of the book's they are is found when it is imported.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from budgetdesk.domain.ledger_words import nature_of, origin_of, source_of
from budgetdesk.domain.money import MoneyError, parse_yuan, yuan_text
from budgetdesk.domain.records import LedgerLine, Nature, Origin, Source
from budgetdesk.domain.text import clean, fold, one_line, shorten
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.json_file import read_text

COLUMNS = {
    "unit": "单位",
    "function_code": "功能科目编码",
    "nature": "支出性质",
    "project": "项目名称",
    "department_economic": "部门经济科目编码",
    "government_economic": "政府经济科目编码",
    "source": "资金来源",
    "origin": "资金年度",
    "amount_yuan": "金额（元）",
}

_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A ledger line as a file gives it: unit and project by name, amount in 分."""

    number: int  # line of the file
    unit: str
    function_code: str
    nature: Nature
    project: str | None
    department_economic: str | None
    government_economic: str | None
    source: Source
    origin: Origin
    amount: int


def looks_like_ledger(header: str) -> bool:
    """Whether a file's first line names the columns of a ledger."""
    names = {_column_of(cell) for cell in next(csv.reader([header]), [])}
    return {"unit", "amount_yuan"} <= names


def read_ledger(path: Path) -> tuple[NamedLine, ...]:
    """The lines of a ledger file, UTF-8 or GB18030.

    Raises:
        ImportFault: naming line and column.
    """
    try:
        return tuple(_lines(path))
    except csv.Error as error:
        raise ImportFault(path, "不是完整的 CSV 文件（引号没有成对）。") from error


def _lines(path: Path) -> Iterator[NamedLine]:
    text = read_text(path).replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader(io.StringIO(text), strict=True)
    header: list[str] | None = None
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = _header(path, cells)
            continue
        record = f"第 {reader.line_num} 行"
        if len(cells) != len(header):
            reason = f"有 {len(cells)} 列，应为 {len(header)} 列。"
            raise ImportFault(path, reason, record=record)
        values = {name: clean(cell).strip() for name, cell in zip(header, cells, strict=True)}
        yield _Line(path, record, values).read(reader.line_num)
    if header is None:
        raise ImportFault(path, "文件是空的。")


def _header(path: Path, cells: list[str]) -> list[str]:
    names = [_column_of(cell) for cell in cells]
    for cell, name in zip(cells, names, strict=True):
        if name is None:
            raise ImportFault(path, f"没有「{shorten(cell)}」这一列。", record="第 1 行")
        if names.count(name) > 1:
            raise ImportFault(path, f"「{COLUMNS[name]}」这一列出现了两次。", record="第 1 行")
    known = [name for name in names if name is not None]
    lacking = [f"{name}（{label}）" for name, label in COLUMNS.items() if name not in known]
    if lacking:
        raise ImportFault(path, f"缺少列：{'、'.join(lacking)}。", record="第 1 行")
    return known


def _column_of(cell: str) -> str | None:
    folded = fold(cell)
    return next((name for name, label in COLUMNS.items() if folded in (name, fold(label))), None)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the file by column."""

    path: Path
    record: str
    values: Mapping[str, str]

    def read(self, number: int) -> NamedLine:
        nature = self._word("nature", nature_of)
        return NamedLine(
            number=number,
            unit=self._required("unit"),
            function_code=self._code("function_code", (3, 5, 7)) or self._required("function_code"),
            nature=nature,
            project=self._project(nature),
            department_economic=self._code("department_economic", (3, 5)),
            government_economic=self._code("government_economic", (3, 5)),
            source=self._word("source", source_of),
            origin=self._word("origin", origin_of),
            amount=self._amount(),
        )

    def _required(self, column: str) -> str:
        value = one_line(self.values[column])
        if not value:
            raise self._fault(column, "不能为空。")
        return value

    def _project(self, nature: Nature) -> str | None:
        if nature is Nature.PROJECT:
            return self._required("project")
        if self.values["project"]:
            raise self._fault("project", "基本支出不应有项目名称。")
        return None

    def _code(self, column: str, lengths: tuple[int, ...]) -> str | None:
        code = fold(self.values[column])
        if not code:
            return None
        if not (code.isascii() and code.isdigit()) or len(code) not in lengths:
            sizes = "、".join(map(str, lengths))
            raise self._fault(column, f"「{shorten(code)}」不是科目编码，应为 {sizes} 位数字。")
        return code

    def _word(self, column: str, read: Callable[[str], _Word]) -> _Word:
        try:
            return read(self.values[column])
        except TypedError as error:
            raise self._fault(column, str(error)) from error

    def _amount(self) -> int:
        try:
            amount = parse_yuan(self.values["amount_yuan"])
        except MoneyError as error:
            raise self._fault("amount_yuan", str(error)) from error
        if amount is None:
            raise self._fault("amount_yuan", "不能为空。")
        return amount

    def _fault(self, column: str, reason: str) -> ImportFault:
        label = COLUMNS[column]
        return ImportFault(self.path, reason, record=self.record, field=column, label=label)


def ledger_text(lines: Iterable[LedgerLine]) -> str:
    """Ledger lines as the text of a CSV file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(line) for line in lines)
    return text.getvalue()


def _row(line: LedgerLine) -> list[str]:
    return [
        line.unit.name,
        line.function_code,
        line.nature.value,
        line.project or "",
        line.department_economic or "",
        line.government_economic or "",
        line.source.value,
        line.origin.value,
        yuan_text(line.amount),
    ]
