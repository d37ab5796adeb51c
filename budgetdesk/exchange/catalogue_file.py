"""科目 that an office named itself, as CSV: which catalogue, code, name."""

from collections.abc import Iterable
from pathlib import Path

from budgetdesk.domain.catalogue import CatalogueKind, OwnEntry
from budgetdesk.domain.code_search import CODE_KINDS
from budgetdesk.domain.text import fold, shorten
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.csv_lines import CsvLine, columns_named, csv_text, read_lines

COLUMNS = {"kind": "目录", "code": "科目编码", "name": "科目名称"}
_ALSO = {
    CatalogueKind.FUNCTION: ("支出功能分类", "支出功能分类科目", "功能分类科目"),
    CatalogueKind.DEPARTMENT_ECONOMIC: ("部门预算支出经济分类", "部门经济分类"),
    CatalogueKind.GOVERNMENT_ECONOMIC: ("政府预算支出经济分类", "政府经济分类"),
    CatalogueKind.REVENUE: ("收入分类科目", "收入分类"),
}


def looks_like_catalogue(header: str) -> bool:
    """Whether a file's first line names the columns of a list of 科目."""
    return columns_named(COLUMNS, header) == COLUMNS.keys()


def read_catalogue(path: Path) -> tuple[OwnEntry, ...]:
    """The entries of a file, UTF-8 or GB18030.

    Raises:
        ImportFault: naming line and column.
    """
    found: dict[tuple[CatalogueKind, str], OwnEntry] = {}
    for line in read_lines(path, COLUMNS):
        entry = _entry(line)
        known = found.setdefault((entry.kind, entry.code), entry)
        if known != entry:
            names = f"「{shorten(known.name)}」和「{shorten(entry.name)}」"
            raise line.fault("code", f"{entry.code} 在文件中有两个名称：{names}。")
    return tuple(found.values())


def catalogue_text(entries: Iterable[OwnEntry]) -> str:
    """Entries as the text of a CSV file."""
    return csv_text(COLUMNS, ([entry.kind.value, entry.code, entry.name] for entry in entries))


def _entry(line: CsvLine) -> OwnEntry:
    kind = line.word("kind", _kind_of)
    code = line.code("code", CODE_KINDS[kind].lengths) or line.required("code")
    return OwnEntry(kind, code, line.required("name"))


def _kind_of(text: str) -> CatalogueKind:
    given = fold(text)
    for kind, code_kind in CODE_KINDS.items():
        if given in (kind.value, fold(code_kind.name), *map(fold, _ALSO[kind])):
            return kind
    allowed = "、".join(each.name for each in CODE_KINDS.values())
    raise TypedError(f"「{shorten(text)}」应为 {allowed} 之一。" if given else "不能为空。")
