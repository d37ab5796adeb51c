"""Code catalogues of a year: function codes, economic codes and how they match, services.

Each is a CSV file `<kind>-<year>.csv` that an office can edit. A year without a file of its own
uses the nearest earlier one. A file whose first line is `# extends <year>` holds only what differs:
a row with a known code replaces it, a row with an empty name removes it.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from budgetdesk.assets import resource
from budgetdesk.domain.records import UnitKind
from budgetdesk.domain.text import decode_text, fold_name

_Key = TypeVar("_Key")
_Item = TypeVar("_Item")
_Row = Mapping[str, str]

_SERVICE = re.compile(r"[A-Z](?:[0-9]{2}){0,3}")
_EXTENDS = re.compile(r"# extends ([0-9]{4})")


class CatalogueError(ValueError):
    """A catalogue file is missing or wrong; the message names file and line."""


class CatalogueKind(StrEnum):
    """The catalogues; the value is the beginning of the file's name."""

    FUNCTION = "function"  # 支出功能分类科目
    DEPARTMENT_ECONOMIC = "department_economic"  # 部门预算支出经济分类
    GOVERNMENT_ECONOMIC = "government_economic"  # 政府预算支出经济分类
    REVENUE = "revenue"  # 收入分类科目
    PURCHASE_SERVICES = "purchase_services"  # 政府购买服务指导性目录, one for each field of office


class Certainty(StrEnum):
    """How sure an entry is: what only memory says can never be an error of the clerk's."""

    PRINTED = "A"
    SURE = "B"
    UNCERTAIN = "C"


@dataclass(frozen=True, slots=True)
class Entry:
    """One code with its official name and other names that older books print."""

    code: str
    name: str
    certainty: Certainty
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """A code that an office named in its book: the year's catalogue lacks it or says otherwise."""

    kind: CatalogueKind
    code: str
    name: str


@dataclass(frozen=True)
class Catalogue:
    """The codes of one kind and year; a code's children are the codes it begins."""

    kind: CatalogueKind
    year: int
    entries: Mapping[str, Entry]

    def name_of(self, code: str) -> str | None:
        """The official name of a code; None for one the catalogue doesn't have."""
        entry = self.entries.get(code)
        return entry.name if entry else None

    def children(self, code: str = "") -> tuple[Entry, ...]:
        """The entries right below a code, in code order; the classes (类) for ""."""
        return self._children.get(code, ())

    def parent(self, code: str) -> Entry | None:
        """The nearest entry above a code, also of a code the catalogue lacks; None for a class."""
        above = (self.entries.get(code[:end]) for end in range(len(code) - 1, 0, -1))
        return next((entry for entry in above if entry), None)

    def codes_named(self, name: str) -> tuple[str, ...]:
        """The codes that carry a name, old names included, whatever its width; in code order."""
        return self._codes_by_name.get(fold_name(name), ())

    def path(self, code: str) -> tuple[Entry, ...]:
        """The entries from the class (类) down to a code, without those the catalogue lacks."""
        above = (self.entries.get(code[:end]) for end in range(1, len(code) + 1))
        return tuple(entry for entry in above if entry)

    def with_own(self, own: Iterable[OwnEntry]) -> "Catalogue":
        """The catalogue with an office's own entries of its kind; their names go first."""
        added = {each.code: self._named(each) for each in own if each.kind is self.kind}
        return replace(self, entries={**self.entries, **added}) if added else self

    def _named(self, own: OwnEntry) -> Entry:
        known = self.entries.get(own.code)
        also = (known.name, *known.also) if known and known.name != own.name else ()
        return Entry(own.code, own.name, Certainty.SURE, also)

    @cached_property
    def _children(self) -> dict[str, tuple[Entry, ...]]:
        below: dict[str, tuple[Entry, ...]] = {}
        for code in sorted(self.entries):
            parent = self.parent(code)
            key = parent.code if parent else ""
            below[key] = (*below.get(key, ()), self.entries[code])
        return below

    @cached_property
    def _codes_by_name(self) -> dict[str, tuple[str, ...]]:
        codes: dict[str, tuple[str, ...]] = {}
        for code in sorted(self.entries):
            entry = self.entries[code]
            for name in {fold_name(each) for each in (entry.name, *entry.also)}:
                codes[name] = (*codes.get(name, ()), code)
        return codes


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The government code a department code maps to.

    `code` is None where units of that kind don't use the department code at all.
    """

    code: str | None
    certainty: Certainty


@dataclass(frozen=True)
class Correspondence:
    """部门 → 政府预算支出经济分类 of a year, by kind of unit."""

    year: int
    pairs: Mapping[tuple[str, UnitKind], Counterpart] = field(default_factory=dict)

    def of(self, department_code: str, unit_kind: UnitKind) -> Counterpart | None:
        """The counterpart of a department code; None where the table says nothing.

        参公 units map as administrative ones.
        """
        if unit_kind is UnitKind.CIVIL_SERVICE_LIKE:
            unit_kind = UnitKind.ADMINISTRATIVE
        return self.pairs.get((department_code, unit_kind))


@cache
def load_catalogue(kind: CatalogueKind, year: int, folder: Path | None = None) -> Catalogue:
    """The catalogue of a kind for a year, from `folder` or the bundled ones.

    Raises:
        CatalogueError: there is none for that year, or a file is wrong.
    """
    return Catalogue(kind, year, _load(kind.value, year, folder, _code_row))


@cache
def load_purchase_services(year: int, folder: Path | None = None) -> Mapping[str, Catalogue]:
    """政府购买服务指导性目录 of a year, by field of office (`卫生健康`) in the printed order.

    The same code stands for another service in each field.

    Raises:
        CatalogueError: there is none for that year, or a file is wrong.
    """
    kind = CatalogueKind.PURCHASE_SERVICES
    fields: dict[str, dict[str, Entry]] = {}
    for (office, code), entry in _load(kind.value, year, folder, _service_row).items():
        fields.setdefault(office, {})[code] = entry
    return MappingProxyType(
        {office: Catalogue(kind, year, entries) for office, entries in fields.items()}
    )


@cache
def load_correspondence(year: int, folder: Path | None = None) -> Correspondence:
    """The correspondence of economic codes for a year.

    Raises:
        CatalogueError: there is none for that year, or a file is wrong.
    """
    return Correspondence(year, _load("correspondence", year, folder, _pair_row))


def _code_row(row: _Row) -> tuple[str, Entry | None]:
    code, name = row["code"], row["name"]
    if not (code.isascii() and code.isdigit()):
        raise ValueError(f"科目代码「{code}」应为数字")
    also = tuple(filter(None, row.get("also", "").split("|")))
    return code, Entry(code, name, _certainty(row), also) if name else None


def _service_row(row: _Row) -> tuple[tuple[str, str], Entry | None]:
    code, name = row["code"], row["name"]
    if not _SERVICE.fullmatch(code):
        raise ValueError(f"服务代码「{code}」应为一个字母加 0、2、4 或 6 位数字")
    return (row["office"], code), Entry(code, name, _certainty(row)) if name else None


def _pair_row(row: _Row) -> tuple[tuple[str, UnitKind], Counterpart | None]:
    kind = row["unit_kind"]
    if kind not in {each.value for each in UnitKind}:
        raise ValueError(f"单位类型「{kind}」应为 {'、'.join(UnitKind)} 之一")
    counterpart = Counterpart(row["government"] or None, _certainty(row))
    return (row["department"], UnitKind(kind)), counterpart


def _certainty(row: _Row) -> Certainty:
    letter = row["certainty"]
    if letter not in {each.value for each in Certainty}:
        raise ValueError(f"可靠程度「{letter}」应为 {'、'.join(Certainty)} 之一")
    return Certainty(letter)


def _load(
    name: str,
    year: int,
    folder: Path | None,
    read_row: Callable[[_Row], tuple[_Key, _Item | None]],
) -> dict[_Key, _Item]:
    """The items of the file for a year, laid over those of the year it extends."""
    path = _file_for(name, year, folder or resource("catalogues"))
    extended, items = _read(path, read_row)
    if extended is None:
        return {key: item for key, item in items.items() if item is not None}
    if extended >= _year_of(path):
        raise CatalogueError(f"{path.name} 第 1 行：只能扩展更早年度的目录。")
    merged: dict[_Key, _Item | None] = {**_load(name, extended, path.parent, read_row), **items}
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
    path: Path, read_row: Callable[[_Row], tuple[_Key, _Item | None]]
) -> tuple[int | None, dict[_Key, _Item | None]]:
    """The year that a file extends, if any, and its own items; a removed key has item None."""
    items: dict[_Key, _Item | None] = {}
    for line, row in _rows(path):
        try:
            key, item = read_row(row)
        except KeyError as error:
            raise CatalogueError(f"{path.name} 第 {line} 行：缺少一列 {error}。") from error
        except ValueError as error:
            raise CatalogueError(f"{path.name} 第 {line} 行：{error}。") from error
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


def _rows(path: Path) -> Iterator[tuple[int, _Row]]:
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
