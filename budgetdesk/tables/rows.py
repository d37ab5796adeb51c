"""The rows of one side of a table, by the kinds that a definition names."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from budgetdesk.book.table_views import LACKING
from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.records import Department, Unit
from budgetdesk.tables.definition import Item, Rows, Side
from budgetdesk.tables.figures import LedgerFigures
from budgetdesk.tables.names import Names
from budgetdesk.tables.numerals import chinese_number
from budgetdesk.tables.project_order import ProjectKey, Rank
from budgetdesk.tables.table import RowKind, ViewRow

_TOTAL = "合计"
_TOTAL_OF_UNITS = "部门合计"
_NO_PROJECT = "未填项目名称"


@dataclass(frozen=True, slots=True)
class Material:
    """What the tables of one department are made of.

    `units` are its own in tree order; `project_order` ranks the projects of a unit.
    """

    department: Department
    figures: LedgerFigures
    names: Names
    classes: tuple[tuple[str, str], ...]
    units: Mapping[int, Unit]
    project_order: Mapping[ProjectKey, Rank]

    def rows(self, side: Side) -> tuple[ViewRow, ...]:
        """The rows of a side's view."""
        return self.figures.rows(side.view, self.department.id)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of one side: `texts` by what a column shows, and the view's row with the amounts.

    With `column` every amount of the line is the one of that column.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    row: ViewRow | None = None
    column: str | None = None
    kind: RowKind = RowKind.DETAIL
    code: str = ""
    unit_id: int | None = None
    project_id: int | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


def body_of(side: Side, material: Material) -> list[Line]:
    """The lines of a side, without its footer."""
    return _BODIES[side.rows](side, material)


def footer_of(side: Side, material: Material) -> list[Line]:
    """The lines at a side's foot."""
    return list(_items(side, side.footer, material))


def _fixed(side: Side, material: Material) -> list[Line]:
    return list(_items(side, side.items, material))


def _items(side: Side, items: Sequence[Item], material: Material) -> Iterator[Line]:
    if not items:
        return
    rows = {row.code: row for row in material.rows(side)}
    above = {item.parent for item in items}
    for item in items:
        blank = item.row is None and item.column is None
        yield Line(
            {"name": item.name},
            None if blank else rows.get(item.row or ""),
            column=item.column,
            kind=_kind(is_total=item.total, is_group=item.name in above),
            code=item.row or "",
            attributes={"parent": item.parent},
        )


def _kind(*, is_total: bool, is_group: bool) -> RowKind:
    if is_total:
        return RowKind.TOTAL
    return RowKind.GROUP if is_group else RowKind.DETAIL


def _classes(side: Side, material: Material) -> list[Line]:
    """The fixed classes in their order, then others that have money."""
    rows = {row.code: row for row in material.rows(side) if row.level == 1}
    known = dict(material.classes)
    others = {code: _function(material, code) for code in rows if code not in known}
    lines = []
    for number, (code, name) in enumerate((known | others).items(), start=1):
        row = rows.get(code)
        text = f"{chinese_number(number)}、{name}"
        lines.append(Line({"name": text}, row, code=code))
    return lines


def _codes(side: Side, material: Material) -> list[Line]:
    """合计 and the codes, each after the one that begins it."""
    rows = material.rows(side)
    kind = CatalogueKind.FUNCTION
    if side.view in ("table_07", "table_09_revenue"):
        kind = CatalogueKind.REVENUE
    lines, path = [], [""]
    for row, following in zip(rows, (*rows[1:], None), strict=False):  # none without money
        path[row.level :] = [row.code]
        is_group = following is not None and following.level > row.level
        total = row.level == 0
        texts = {"name": material.names.of(kind, row.code), "code": _printed(row.code)}
        if total:
            texts = {"name": "" if side.unnamed_total else _TOTAL}
        lines.append(
            Line(
                texts,
                row,
                kind=_kind(is_total=total, is_group=is_group),
                code=row.code,
                attributes={"parent": path[-2] if row.level > 1 else ""},
            )
        )
    return lines or [Line({"name": "" if side.unnamed_total else _TOTAL}, kind=RowKind.TOTAL)]


def _function(material: Material, code: str) -> str:
    return material.names.of(CatalogueKind.FUNCTION, code)


def _printed(code: str) -> str:
    """A code as it is printed: what only stands for a lacking one is left blank."""
    return code if code.isascii() else ""


def _economic(side: Side, material: Material) -> list[Line]:
    """合计, 类 by the department code, and each pair of codes, by name."""
    lines = []
    above = ""
    for row in material.rows(side):
        class_, department, government = map(str, row.keys)
        if row.level == 0:
            texts, parent, kind = {"name": _TOTAL}, "", RowKind.TOTAL
        elif row.level == 1:
            above = material.names.of(CatalogueKind.DEPARTMENT_ECONOMIC, class_)
            texts, parent, kind = {"name": above}, _TOTAL, RowKind.GROUP
        else:
            texts = {
                "name": material.names.of(CatalogueKind.DEPARTMENT_ECONOMIC, department),
                "government": material.names.of(CatalogueKind.GOVERNMENT_ECONOMIC, government),
            }
            parent, kind = above, RowKind.DETAIL
        code = "" if row.level == 0 else class_ if row.level == 1 else f"{department}/{government}"
        lines.append(Line(texts, row, kind=kind, code=code, attributes={"parent": parent}))
    return lines or [Line({"name": _TOTAL}, kind=RowKind.TOTAL)]


def _units(side: Side, material: Material) -> list[Line]:
    """部门合计 and the units, in tree order."""
    rows = {row.keys[0]: row for row in material.rows(side)}
    lines = [Line({"name": _TOTAL_OF_UNITS}, rows.get(0), kind=RowKind.TOTAL)]
    for unit in material.units.values():
        if unit.id in rows:
            line = Line(
                {"name": unit.name},
                rows[unit.id],
                unit_id=unit.id,
                attributes={"parent": _TOTAL_OF_UNITS},
            )
            lines.append(line)
    return lines


def _projects(side: Side, material: Material) -> list[Line]:
    """部门, 单位 and 项目, in tree order; see `project_order`."""
    rows = material.rows(side)
    if not any(row.level for row in rows):
        return []
    lines = [
        Line(
            {"name": material.department.name},
            rows[0],
            kind=RowKind.TOTAL,
            attributes={"level": "department", "parent": "", "unit": ""},
        )
    ]
    for unit in material.units.values():
        own = [row for row in rows if row.level and row.keys[0] == unit.id]
        if own:
            lines.append(_unit_line(unit, own[0], material))
            lines += (_project_line(unit, row) for row in _in_order(own[1:], material))
    return lines


def _unit_line(unit: Unit, row: ViewRow, material: Material) -> Line:
    parent = material.department.name
    return Line(
        {"name": unit.name},
        row,
        kind=RowKind.GROUP,
        unit_id=unit.id,
        attributes={"level": "unit", "parent": parent, "unit": unit.name},
    )


def _project_line(unit: Unit, row: ViewRow) -> Line:
    _, project_id, name = row.keys
    return Line(
        {"name": _NO_PROJECT if name == LACKING else str(name)},
        row,
        unit_id=unit.id,
        project_id=int(project_id) or None if project_id is not None else None,
        attributes={"level": "project", "parent": unit.name, "unit": unit.name},
    )


def _in_order(rows: Sequence[ViewRow], material: Material) -> list[ViewRow]:
    def rank(row: ViewRow) -> Rank:
        unit_id, project_id, name = row.keys
        return material.project_order[int(unit_id or 0), int(project_id or 0), str(name)]

    return sorted(rows, key=rank)


_BODIES: dict[Rows, Callable[[Side, Material], list[Line]]] = {
    Rows.ITEMS: _fixed,
    Rows.CLASSES: _classes,
    Rows.CODES: _codes,
    Rows.ECONOMIC: _economic,
    Rows.UNITS: _units,
    Rows.PROJECTS: _projects,
}
