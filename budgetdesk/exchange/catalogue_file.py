"""科目 that an office named itself, as CSV: which catalogue, code, name.

Where the office has a list of its own, a line each says of which year it is, and which codes it
puts out of use.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from budgetdesk.domain.catalogue import CatalogueKind, OwnEntry
from budgetdesk.domain.code_search import CODE_KINDS
from budgetdesk.domain.text import fold, shorten
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.csv_lines import CsvLine, columns_named, csv_text, read_lines

COLUMNS = {
    "kind": "目录",
    "code": "科目编码",
    "name": "科目名称",
    "state": "状态",
    "year": "清单年度",
}
_OPTIONAL = ("state", "year")
_ALSO = {
    CatalogueKind.FUNCTION: ("支出功能分类", "支出功能分类科目", "功能分类科目"),
    CatalogueKind.DEPARTMENT_ECONOMIC: ("部门预算支出经济分类", "部门经济分类"),
    CatalogueKind.GOVERNMENT_ECONOMIC: ("政府预算支出经济分类", "政府经济分类"),
    CatalogueKind.REVENUE: ("收入分类科目", "收入分类"),
}


_OUT_OF_USE = "停用"
_YEAR = re.compile(r"(20[0-9]{2})年?")


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """What a file says: entries, those with a blank name out of use, and years of lists."""

    entries: tuple[OwnEntry, ...]
    years: Mapping[CatalogueKind, int] = field(default_factory=dict)


def looks_like_catalogue(header: str) -> bool:
    """Whether a file's first line names the columns of a list of 科目."""
    return columns_named(COLUMNS, header) - {*_OPTIONAL} == COLUMNS.keys() - {*_OPTIONAL}


def read_catalogue(path: Path) -> CatalogueFile:
    """The entries of a file, UTF-8 or GB18030.

    Raises:
        ImportFault: naming line and column.
    """
    found: dict[tuple[CatalogueKind, str], OwnEntry] = {}
    years: dict[CatalogueKind, int] = {}
    for line in read_lines(path, COLUMNS, _OPTIONAL):
        kind = line.word("kind", _kind_of)
        if line.values["year"]:
            _take_year(line, years, kind)
        if line.values["year"] and not line.values["code"]:
            continue  # a line on the list as such
        entry = _entry(line, kind)
        known = found.setdefault((entry.kind, entry.code), entry)
        if known != entry:
            names = f"「{shorten(known.name)}」和「{shorten(entry.name)}」"
            raise line.fault("code", f"{entry.code} 在文件中有两个名称：{names}。")
    return CatalogueFile(tuple(found.values()), years)


def catalogue_text(
    entries: Iterable[OwnEntry], years: Mapping[CatalogueKind, int] = MappingProxyType({})
) -> str:
    """Entries as the text of a CSV file, behind a line for each list whose year is known.

    Only a file that has to tell of lists has the columns for that.
    """
    entries = tuple(entries)
    if not years and all(entry.name for entry in entries):
        columns = {name: label for name, label in COLUMNS.items() if name not in _OPTIONAL}
        return csv_text(columns, ([it.kind.value, it.code, it.name] for it in entries))
    lists = ([kind.value, "", "", "", str(year)] for kind, year in years.items())
    named = (
        [it.kind.value, it.code, it.name, "" if it.name else _OUT_OF_USE, ""] for it in entries
    )
    return csv_text(COLUMNS, [*lists, *named])


def _take_year(line: CsvLine, years: dict[CatalogueKind, int], kind: CatalogueKind) -> None:
    told = line.values["year"]
    found = _YEAR.fullmatch(fold(told))
    if not found:
        raise line.fault("year", f"「{shorten(told)}」不是年度，应为四位数字。")
    if years.setdefault(kind, int(found[1])) != int(found[1]):
        raise line.fault("year", f"{CODE_KINDS[kind].name}的清单有两个年度。")


def _entry(line: CsvLine, kind: CatalogueKind) -> OwnEntry:
    code = line.code("code", CODE_KINDS[kind].lengths) or line.required("code")
    state = line.values["state"]
    if state not in ("", _OUT_OF_USE):
        raise line.fault("state", f"「{shorten(state)}」应为“{_OUT_OF_USE}”或空白。")
    return OwnEntry(kind, code, "" if state else line.required("name"))


def _kind_of(text: str) -> CatalogueKind:
    given = fold(text)
    for kind, code_kind in CODE_KINDS.items():
        if given in (kind.value, fold(code_kind.name), *map(fold, _ALSO[kind])):
            return kind
    allowed = "、".join(each.name for each in CODE_KINDS.values())
    raise TypedError(f"「{shorten(text)}」应为 {allowed} 之一。" if given else "不能为空。")
