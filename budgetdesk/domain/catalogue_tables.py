"""Files of catalogues: CSV that an office can edit, UTF-8 or GB18030, lines with # are remarks.

Codes stand in one file a kind, each row with the years it is in force. Other lists have a file a
year, `<name>-<year>.csv`; a year without one uses the nearest earlier one, and a file whose first
line is `# extends <year>` holds only what differs: a row with a known key replaces it, a row with
an empty name removes it. An office's folder may hold codes in such files as well.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from budgetdesk.assets import resource
from budgetdesk.domain.text import decode_text

_Key = TypeVar("_Key")
_Item = TypeVar("_Item")
Row = Mapping[str, str]

_EXTENDS = re.compile(r"# extends ([0-9]{4})")
_EDITION = re.compile(r"# edition ([0-9]{4})")


class CatalogueError(ValueError):
    """A catalogue file is missing or wrong; the message names file and line."""


def load_in_force(
    path: Path, year: int, read_row: Callable[[Row], tuple[_Key, _Item | None]]
) -> dict[_Key, _Item]:
    """The items of a file whose rows say from_year and to_year: those in force in a year.

    Raises:
        CatalogueError: the file is wrong, or a year has a key twice.
    """
    items: dict[_Key, _Item] = {}
    for line, row in rows(path):
        key, item = _read_row(path, line, row, read_row)
        if not _is_in_force(path, line, row, year) or item is None:
            continue
        if key in items:
            raise CatalogueError(f"{path.name} 第 {line} 行：{year} 年与前面的行重复。")
        items[key] = item
    return items


def edition_of(path: Path) -> int | None:
    """The year of the newest list that a file knows; None where it doesn't say."""
    found = _EDITION.match(_lines(path)[0])
    return int(found[1]) if found else None


def _is_in_force(path: Path, line: int, row: Row, year: int) -> bool:
    first, last = row.get("from_year", ""), row.get("to_year", "")
    for text in filter(None, (first, last)):
        if not (text.isascii() and text.isdigit() and len(text) == 4):
            raise CatalogueError(f"{path.name} 第 {line} 行：「{text}」不是年度。")
    return int(first or 0) <= year <= int(last or 9999)


def _read_row(
    path: Path, line: int, row: Row, read_row: Callable[[Row], tuple[_Key, _Item | None]]
) -> tuple[_Key, _Item | None]:
    try:
        return read_row(row)
    except KeyError as error:
        raise CatalogueError(f"{path.name} 第 {line} 行：缺少一列 {error}。") from error
    except ValueError as error:
        raise CatalogueError(f"{path.name} 第 {line} 行：{error}。") from error


def load_by_year(
    name: str,
    year: int,
    folder: Path | None,
    read_row: Callable[[Row], tuple[_Key, _Item | None]],
) -> dict[_Key, _Item]:
    """The items of the file for a year, laid over those of the year it extends."""
    path = _file_for(name, year, folder or resource("catalogues"))
    extended, items = _read(path, read_row)
    if extended is None:
        return {key: item for key, item in items.items() if item is not None}
    if extended >= _year_of(path):
        raise CatalogueError(f"{path.name} 第 1 行：只能扩展更早年度的目录。")
    merged: dict[_Key, _Item | None] = {
        **load_by_year(name, extended, path.parent, read_row),
        **items,
    }
    return {key: item for key, item in merged.items() if item is not None}


def _file_for(name: str, year: int, folder: Path) -> Path:
    files = [path for path in folder.glob(f"{name}-*.csv") if path.stem[-4:].isdigit()]
    usable = [path for path in files if _year_of(path) <= year]
    if not usable:
        years = "、".join(sorted(path.stem[-4:] for path in files)) or "无"
        raise CatalogueError(f"没有适用于 {year} 年的目录 {name}，现有年度：{years}。")
    return max(usable, key=_year_of)


def _year_of(path: Path) -> int:
    return int(path.stem[-4:])


def _read(
    path: Path, read_row: Callable[[Row], tuple[_Key, _Item | None]]
) -> tuple[int | None, dict[_Key, _Item | None]]:
    """The year that a file extends, if any, and its own items; a removed key has item None."""
    items: dict[_Key, _Item | None] = {}
    for line, row in rows(path):
        key, item = _read_row(path, line, row, read_row)
        if key in items:
            raise CatalogueError(f"{path.name} 第 {line} 行：与前面的行重复。")
        items[key] = item
    return _extended_year(path), items


def _extended_year(path: Path) -> int | None:
    found = _EXTENDS.match(_lines(path)[0])
    return int(found[1]) if found else None


def _lines(path: Path) -> list[str]:
    try:
        return decode_text(path.read_bytes()).splitlines() or [""]
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{path.name} 不是 UTF-8 或 GB18030 编码的文本。") from error


def rows(path: Path) -> Iterator[tuple[int, Row]]:
    """The rows of a file by column name, each with its line number; # begins a remark."""
    header: list[str] | None = None
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in next(csv.reader([line]))]
        if header is None:
            header = cells
        elif len(cells) != len(header):
            raise CatalogueError(f"{path.name} 第 {number} 行：应有 {len(header)} 列。")
        else:
            yield number, dict(zip(header, cells, strict=True))
