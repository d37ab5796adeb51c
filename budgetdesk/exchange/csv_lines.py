"""CSV files read line by line, with columns by their English or Chinese names in any order.

A spreadsheet runs a cell that begins as a formula (=, +, -, @ …), whoever wrote it. Such texts are
written behind an apostrophe, which is taken off again in reading; numbers stay numbers.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from budgetdesk.domain.code_text import code_and_name
from budgetdesk.domain.money import MoneyError, parse_yuan
from budgetdesk.domain.records import Unit
from budgetdesk.domain.text import clean, fold, fold_name, one_line, shorten
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.json_file import read_text

# Columns of a file: English name to the label on screen.
Columns = Mapping[str, str]
_Word = TypeVar("_Word", bound=StrEnum)


def columns_named(columns: Columns, header: str) -> set[str]:
    """The columns that a file's first line names."""
    found = {_column_of(columns, cell) for cell in next(csv.reader([header]), [])}
    return {name for name in found if name is not None}


def names_exactly(columns: Columns, header: str) -> bool:
    """Whether a file's first line names each of the columns once and nothing else."""
    cells = next(csv.reader([header]), [])
    return len(cells) == len(columns) and columns_named(columns, header) == set(columns)


DEPARTMENT: Columns = {"department": "部门"}
"""The column that tells units of one name apart, in files with lines of several of them."""


def department_columns(told: Iterable[Unit], known: Iterable[Unit]) -> Columns:
    """The column of departments where names alone don't tell the units of lines, else none.

    A name that several units have leads to the department's own office.
    """
    names = Counter(fold_name(it.name) for it in known)
    others = (it for it in told if fold_name(it.name) != fold_name(it.department.name))
    return DEPARTMENT if any(names[fold_name(it.name)] > 1 for it in others) else {}


def read_lines(
    path: Path, columns: Columns, optional: Collection[str] = ()
) -> "tuple[CsvLine, ...]":
    """The lines of a file, UTF-8 or GB18030; blank ones are left out.

    `optional` columns may be missing, and are blank then.

    Raises:
        ImportFault: the file is no whole CSV, or lacks a column, or a line is too long or short.
    """
    try:
        return tuple(_lines(path, columns, optional))
    except csv.Error as error:
        raise ImportFault(path, "不是完整的 CSV 文件（引号没有成对）。") from error


def csv_text(columns: Columns, rows: Iterable[list[str]]) -> str:
    """Rows as the text of a CSV file, the English names first."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(map(harmless, row) for row in rows)
    return text.getvalue()


_FORMULA = re.compile(r"[\s\ufeff\u200b']*[=+\-@＝＋－＠−|%]|'*[\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_MARK = "'"


def harmless(cell: str) -> str:
    """A text as a cell of a CSV file that no spreadsheet runs."""
    runs = _FORMULA.match(cell) and not _NUMBER.fullmatch(cell)
    return _MARK + cell if runs else cell


def as_meant(cell: str) -> str:
    """A cell's text without the apostrophe that kept a spreadsheet from running it."""
    if cell.startswith(_MARK) and _FORMULA.match(cell[1:]):
        return clean(cell[1:])
    return clean(cell).strip()


def _lines(path: Path, columns: Columns, optional: Collection[str]) -> "Iterator[CsvLine]":
    text = clean(read_text(path))
    reader = csv.reader(io.StringIO(text), strict=True)
    header: list[str] | None = None
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = _header(path, columns, cells, optional)
            continue
        if len(cells) != len(header):
            reason = f"有 {len(cells)} 列，应为 {len(header)} 列。"
            raise ImportFault(path, reason, record=f"第 {reader.line_num} 行")
        values = {name: as_meant(cell) for name, cell in zip(header, cells, strict=True)}
        values = {**dict.fromkeys(optional, ""), **values}
        yield CsvLine(path, columns, reader.line_num, values)
    if header is None:
        raise ImportFault(path, "文件是空的。")


def _header(path: Path, columns: Columns, cells: list[str], optional: Collection[str]) -> list[str]:
    names = [_column_of(columns, cell) for cell in cells]
    for cell, name in zip(cells, names, strict=True):
        if name is None:
            raise ImportFault(path, f"没有「{shorten(cell)}」这一列。", record="第 1 行")
        if names.count(name) > 1:
            raise ImportFault(path, f"「{columns[name]}」这一列出现了两次。", record="第 1 行")
    known = [name for name in names if name is not None]
    needed = {name: label for name, label in columns.items() if name not in optional}
    lacking = [f"{name}（{label}）" for name, label in needed.items() if name not in known]
    if lacking:
        raise ImportFault(path, f"缺少列：{'、'.join(lacking)}。", record="第 1 行")
    return known


def _column_of(columns: Columns, cell: str) -> str | None:
    folded = fold(cell)
    return next((name for name, label in columns.items() if folded in (name, fold(label))), None)


@dataclass(frozen=True, slots=True)
class CsvLine:
    """One line of a file by column; `number` counts the file's lines."""

    path: Path
    columns: Columns
    number: int
    values: Mapping[str, str]

    def required(self, column: str) -> str:
        """The text of a column that must be filled."""
        value = one_line(self.values[column])
        if not value:
            raise self.fault(column, "不能为空。")
        return value

    def code(self, column: str, lengths: tuple[int, ...]) -> str | None:
        """The code in a column, of one of these lengths; None where it is blank."""
        text = self.values[column]
        if not text:
            return None
        try:
            code = code_and_name(text, lengths).code
        except TypedError as error:
            raise self.fault(column, str(error)) from error
        if len(code) not in lengths:
            sizes = "、".join(map(str, lengths))
            raise self.fault(column, f"「{shorten(text)}」不是科目编码，应为 {sizes} 位数字。")
        return code

    def word(self, column: str, read: Callable[[str], _Word]) -> _Word:
        """The word that a column's text stands for."""
        try:
            return read(self.values[column])
        except TypedError as error:
            raise self.fault(column, str(error)) from error

    def amount(self, column: str) -> int:
        """The amount in 分 of a column in 元, which must be filled."""
        try:
            amount = parse_yuan(self.values[column])
        except MoneyError as error:
            raise self.fault(column, str(error)) from error
        if amount is None:
            raise self.fault(column, "不能为空。")
        return amount

    def fault(self, column: str, reason: str) -> ImportFault:
        """What is wrong with a column of this line."""
        record, label = f"第 {self.number} 行", self.columns[column]
        return ImportFault(self.path, reason, record=record, field=column, label=label)
