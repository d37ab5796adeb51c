"""Naming a place: from a field's reference to department, unit, project, horizon, indicator."""

from functools import lru_cache

from budgetdesk.checks.case import OverallCase, ProjectCase
from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.finding import FindingPlace
from budgetdesk.checks.snapshot import Snapshot
from budgetdesk.dictionary.base import base_dictionary, field_of
from budgetdesk.domain.fields import HORIZON_LABELS, FieldRef
from budgetdesk.domain.ledger_words import ORIGINS, SOURCES
from budgetdesk.domain.records import Horizon, LedgerLine, ListedProject, RecordKind, RevenueLine
from budgetdesk.tables.table import Table


def place_of(ref: FieldRef, snapshot: Snapshot) -> FindingPlace:
    """The names around a reference; blank where they do not apply."""
    match ref.record:
        case RecordKind.PROJECT:
            return _in_project(ref, snapshot.projects[ref.record_id])
        case RecordKind.OVERALL:
            return _in_overall(ref, snapshot.overalls[ref.record_id])
        case RecordKind.DEPARTMENT if ref.path.startswith("listed."):
            return _on_list(ref, snapshot.listed_row(ref.row_id))
        case _:
            return _in_department(ref, snapshot.department(ref.record_id))


def _in_project(ref: FieldRef, case: ProjectCase) -> FindingPlace:
    project = case.project
    horizon = horizon_of(ref.path)
    row = case.rows.get(ref.row_id) if ref.row_id else None
    return FindingPlace(
        ref,
        department=project.unit.department.name,
        unit=project.unit.name,
        project=project.name,
        horizon=HORIZON_LABELS[horizon] if horizon else "",
        field=field_of(ref).label,
        level2=row.level2 if row else ref.level2,
        indicator=row.name if row else "",
        row=row.uuid if row else "",
    )


def _in_overall(ref: FieldRef, case: OverallCase) -> FindingPlace:
    row = case.rows.get(ref.row_id) if ref.row_id else None
    return FindingPlace(
        ref,
        department=case.overall.department.name,
        field=field_of(ref).label,
        level2=row.level2 if row else ref.level2,
        indicator=row.name if row else "",
        row=row.uuid if row else "",
    )


def _in_department(ref: FieldRef, case: DepartmentCase) -> FindingPlace:
    match ref.path.partition(".")[0]:
        case "ledger":
            return _on_line(ref, case.lines_by_id[ref.row_id])
        case "revenue":
            (line,) = (one for one in case.revenue if one.id == ref.row_id)
            return _on_revenue(ref, line)
        case "tables":
            return _in_table(ref, case.department.name, case.tables[ref.level1])
    return FindingPlace(
        ref, department=case.department.name, field=field_of(ref).label, indicator=ref.level1
    )


def _on_list(ref: FieldRef, row: ListedProject) -> FindingPlace:
    """A row of the published list by its unit, which need not be one of the book's."""
    return FindingPlace(
        ref, department="", unit=row.unit, project=row.project, field=field_of(ref).label
    )


def _on_line(ref: FieldRef, line: LedgerLine) -> FindingPlace:
    """A ledger line in words: its codes and which money it is."""
    economic = "/".join(filter(None, (line.department_economic, line.government_economic)))
    words = (line.function_code, economic, SOURCES[line.source], ORIGINS[line.origin])
    return FindingPlace(
        ref,
        department=line.unit.department.name,
        unit=line.unit.name,
        project=line.project or "",
        field=field_of(ref).label.partition("（")[0],
        indicator=" ".join(filter(None, words)),
    )


def _on_revenue(ref: FieldRef, line: RevenueLine) -> FindingPlace:
    words = (SOURCES[line.source], line.revenue_code, line.name)
    return FindingPlace(
        ref,
        department=line.unit.department.name,
        unit=line.unit.name,
        field=field_of(ref).label.partition("（")[0],
        indicator=" ".join(filter(None, words)),
    )


def _in_table(ref: FieldRef, department: str, table: Table) -> FindingPlace:
    """A figure by its table's number, its row and its column."""
    row = table.rows[ref.index] if ref.index < len(table.rows) else None
    texts = [cell for cell in row.cells if isinstance(cell, str)] if row else []
    column = table.columns[table.column(ref.level2)].name if ref.level2 else ""
    words = (*dict.fromkeys(texts), column)
    return FindingPlace(
        ref,
        department=department,
        field=table.number,
        indicator=" ".join(filter(None, words)),
    )


_RANKS = {
    kind.kind: {
        field.path: rank
        for rank, field in enumerate(sorted(kind.fields.values(), key=lambda it: it.foot))
    }
    for kind in base_dictionary().kinds.values()
}
_BEHIND_ALL_ROWS = 1_000_000
Order = tuple[int, int, int]


def order_within(ref: FieldRef, case: ProjectCase | OverallCase | DepartmentCase) -> Order:
    """Where a field stands on its form, or among what a department holds."""
    if isinstance(case, DepartmentCase):
        return _order_in_department(ref, case)
    return _order_on_form(ref, case)


def _order_in_department(ref: FieldRef, case: DepartmentCase) -> Order:
    """Line by line, the tables in their order."""
    rank = _RANKS[ref.record].get(ref.path, 0)
    match ref.path.partition(".")[0]:
        case "ledger":
            return -2, ref.row_id, rank
        case "revenue":
            return -1, ref.row_id, rank
        case "tables":
            return rank, [it.id for it in case.tables.tables].index(ref.level1), ref.index
    return rank, 0, 0


def _order_on_form(ref: FieldRef, case: ProjectCase | OverallCase) -> Order:
    """The parts in order, and within a list row by row."""
    ranks = _RANKS[ref.record]
    rank = ranks[ref.path]
    list_path, _, attribute = ref.path.rpartition(".")
    if attribute not in ("name", "target") or not list_path.startswith("indicators"):
        return rank, 0, 0
    row = case.row_order.get(ref.row_id, _BEHIND_ALL_ROWS)
    return ranks[f"{list_path}.name"], row, rank


@lru_cache(maxsize=256)
def horizon_of(path: str) -> Horizon | None:
    """The horizon a path speaks of (`funding.annual.total`), None when it speaks of none."""
    return next((horizon for horizon in Horizon if f".{horizon}" in path), None)
