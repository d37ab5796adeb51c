"""政府购买服务指导性目录 as the document encloses it: what it lists for a department's fields."""

from collections.abc import Iterator, Mapping
from functools import cache

from budgetdesk.domain.catalogue import (
    Catalogue,
    CatalogueEntry,
    CatalogueError,
    load_purchase_services,
)
from budgetdesk.domain.text import fold_name
from budgetdesk.forms.sheet import Align, Cell, Role, Row, Sheet, Style

_TITLE = Style("services-title", size=16, bold=True, border=False)
_HEAD = Style("services-head", size=10)
_TEXT = Style("services-text", size=10, align=Align.LEFT)
_FIELD = Style("services-field", size=10, bold=True, align=Align.LEFT)
_HEADS = ("代码", "一级目录", "二级目录", "三级目录", "四级目录")
_WIDTHS = (9.0, 11.0, 20.0, 27.0, 33.0)
_LENGTHS = (1, 3, 5, 7)  # of the codes of the four levels
_TITLE_HEIGHT, _LINE_HEIGHT = 30.0, 17.0  # points
_OFFICE, _GOVERNMENT = "办公厅（室）", "人民政府"


def fields_of(department: str, catalogues: Mapping[str, Catalogue]) -> tuple[str, ...]:
    """The fields of the list that a department's name speaks of: 卫生健康和体育局 has two."""
    # 人民政府 is not a field of its own, but 民政, which stands in it, is.
    name = fold_name(department).replace(_GOVERNMENT, _GOVERNMENT[:2])
    return tuple(field for field in catalogues if any(it in name for it in _called(field)))


@cache
def services_sheet(department: str, year: int) -> Sheet | None:
    """The list for a department's fields as a table; None where it has none for the year."""
    try:
        catalogues = load_purchase_services(year)
    except CatalogueError:
        return None
    fields = fields_of(department, catalogues)
    if not fields:
        return None
    title = f"政府购买服务指导性目录表（{'、'.join(fields)}）"
    cells = [Cell(0, 0, title, _TITLE, Role.TITLE, columns=len(_HEADS))]
    cells += [Cell(1, place, head, _HEAD, Role.LABEL) for place, head in enumerate(_HEADS)]
    rows = [Row(_TITLE_HEIGHT, repeat=True), Row(_LINE_HEIGHT, repeat=True)]
    for field in fields:
        cells.append(Cell(len(rows), 0, field, _FIELD, Role.LABEL, columns=len(_HEADS)))
        rows.append(Row(_LINE_HEIGHT, leads=True))
        entries = list(catalogues[field].entries.values())
        for entry, after in zip(entries, [*entries[1:], None], strict=True):
            cells += _entry_cells(entry, len(rows))
            rows.append(Row(_LINE_HEIGHT, leads=_is_below(after, entry)))
    return Sheet(title, department, "", _WIDTHS, tuple(rows), tuple(cells))


def _called(field: str) -> Iterator[str]:
    """How departments' names write a field: 发展和改革局, 人民政府办公室."""
    if field.endswith(_OFFICE):
        stem = field.removesuffix(_OFFICE).replace(_GOVERNMENT, _GOVERNMENT[:2])
        yield from (f"{stem}办公厅", f"{stem}办公室")
    else:
        yield fold_name(field.removesuffix("委员会"))


def _is_below(entry: CatalogueEntry | None, upper: CatalogueEntry) -> bool:
    return entry is not None and entry.code != upper.code and entry.code.startswith(upper.code)


def _entry_cells(entry: CatalogueEntry, row: int) -> Iterator[Cell]:
    yield Cell(row, 0, entry.code, _TEXT, Role.LABEL)
    level = _LENGTHS.index(len(entry.code)) + 1
    for column in range(1, len(_HEADS)):
        text = entry.name if column == level else ""
        yield Cell(row, column, text, _TEXT, Role.LABEL)
