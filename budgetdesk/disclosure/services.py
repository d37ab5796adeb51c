"""政府购买服务指导性目录 as the document encloses it: what it lists for a department's fields."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from budgetdesk.domain.catalogue import (
    Catalogue,
    CatalogueEntry,
    CatalogueError,
    load_purchase_services,
)
from budgetdesk.domain.text import fold_name
from budgetdesk.forms.listing import (
    ColumnKind,
    LineGroup,
    ListedColumn,
    ListLook,
    ListPage,
    list_sheet,
)
from budgetdesk.forms.sheet import Align, Sheet, Style

_LENGTHS = (1, 3, 5, 7)  # of the codes of the four levels
_LOOK = ListLook(
    title=Style("services-title", size=16, bold=True, border=False),
    head=Style("services-head", size=10),
    group=Style("services-field", size=10, bold=True, align=Align.LEFT),
    cells={ColumnKind.TEXT: Style("services-text", size=10, align=Align.LEFT)},
    line_height=17.0,
)
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
    groups = [LineGroup(it, it, list(catalogues[it].entries.values())) for it in fields]
    page = ListPage(title, title, _COLUMNS, group=department, look=_LOOK, leads=_is_above)
    return list_sheet(page, groups)


def _called(field: str) -> Iterator[str]:
    """How departments' names write a field: 发展和改革局, 人民政府办公室."""
    if field.endswith(_OFFICE):
        stem = field.removesuffix(_OFFICE).replace(_GOVERNMENT, _GOVERNMENT[:2])
        yield from (f"{stem}办公厅", f"{stem}办公室")
    else:
        yield fold_name(field.removesuffix("委员会"))


def _is_above(entry: CatalogueEntry, after: CatalogueEntry | None) -> bool:
    return after is not None and after.code != entry.code and after.code.startswith(entry.code)


def _name_at(level: int) -> Callable[[CatalogueEntry], str]:
    return lambda entry: entry.name if _LENGTHS.index(len(entry.code)) == level else ""


_COLUMNS = (
    ListedColumn("代码", 9.0, lambda entry: entry.code),
    *(
        ListedColumn(title, width, _name_at(level))
        for level, (title, width) in enumerate(
            (("一级目录", 11.0), ("二级目录", 20.0), ("三级目录", 27.0), ("四级目录", 33.0))
        )
    ),
)
