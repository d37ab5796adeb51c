"""Naming a place: from a field's reference to department, unit, project, horizon, indicator."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import cast

from budgetdesk.checks.case import FormCase
from budgetdesk.checks.declared_records import form_above
from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.finding import FindingPlace
from budgetdesk.checks.record_case import DeclaredCase, RecordCase
from budgetdesk.checks.snapshot import Snapshot
from budgetdesk.dictionary.base import field_of, fields_of
from budgetdesk.domain.fields import HORIZON_LABELS, FieldRef, value_of
from budgetdesk.domain.ledger_columns import ORIGINS, SOURCES
from budgetdesk.domain.livelihood import ListedProject
from budgetdesk.domain.records import FormRecord, Horizon, LedgerLine, RecordKind, RevenueLine
from budgetdesk.domain.typed import Value, show_value
from budgetdesk.tables.table import Table


def place_of(ref: FieldRef, snapshot: Snapshot) -> FindingPlace:
    """The names around a reference; blank where they do not apply."""
    return _PLACES.get(ref.record, _of_declared)(ref, snapshot)


def _of_declared(ref: FieldRef, snapshot: Snapshot) -> FindingPlace:
    return _in_declared(ref, snapshot.declared.cases[ref.record][ref.record_id])


def _of_office(ref: FieldRef, snapshot: Snapshot) -> FindingPlace:
    if ref.path.startswith("listed."):
        return _on_list(ref, snapshot.listed_row(ref.row_id))
    return _in_department(ref, snapshot.department(ref.record_id))


_PLACES: Mapping[str, Callable[[FieldRef, Snapshot], FindingPlace]] = {
    RecordKind.PROJECT: lambda ref, book: _on_base_form(ref, book.projects[ref.record_id]),
    RecordKind.OVERALL: lambda ref, book: _on_base_form(ref, book.overalls[ref.record_id]),
    RecordKind.DEPARTMENT: _of_office,
}


def _on_base_form(ref: FieldRef, case: FormCase) -> FindingPlace:
    row = case.rows.get(ref.row_id) if ref.row_id else None
    if row is None and _is_own_row(ref, case):
        return _below(_in_row(ref, case), case.form)
    horizon = horizon_of(ref.path)
    place = FindingPlace(
        ref,
        "",
        horizon=HORIZON_LABELS[horizon] if horizon else "",
        field=field_of(ref).label,
        level2=row.level2 if row else ref.level2,
        indicator=row.name if row else "",
        row=row.uuid if row else "",
    )
    return _below(place, case.form)


def _in_declared(ref: FieldRef, case: DeclaredCase) -> FindingPlace:
    place = _in_row(ref, case)
    number = f" {case.stored.number}" if case.stored.number else ""
    form = f"{case.declaration.name}{number}"
    above = form_above(case.stored) or ("", 0)
    return replace(_below(place, case.stored), form=form, above=above)


def _is_own_row(ref: FieldRef, case: RecordCase) -> bool:
    """Whether it is in a row of a list that the form set declares."""
    band = case.declaration.list_at(ref.path)
    return bool(ref.row_id) and band is not None and band.own


def _in_row(ref: FieldRef, case: RecordCase) -> FindingPlace:
    """A field by its label; one of a row with what the row is known by."""
    label, band = field_of(ref).label, case.declaration.list_at(ref.path)
    rows = case.reckoned.listed(band.path) if band and ref.row_id else ()
    row = next((it.held for it in rows if it.held.id == ref.row_id), None)
    if band is None or row is None:
        return FindingPlace(ref, "", field=label, level2=ref.level2)
    known = next(it for it in band.fields if it.column == band.known_by)
    name = show_value(known.kind, cast(Value, value_of(row, known.last)))
    return FindingPlace(ref, "", field=label, level2=row.level2, indicator=name, row=row.uuid)


def _below(place: FindingPlace, record: FormRecord) -> FindingPlace:
    """The place with the department, unit and project that a record is or stands below."""
    department, unit, project = record.whereabouts
    return replace(place, department=department, unit=unit, project=project)


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


_RANKS = {field.path: rank for rank, field in enumerate(fields_of(RecordKind.DEPARTMENT).values())}
_BEHIND_ALL_ROWS = 1_000_000
Order = tuple[int, int, int]


def order_within(ref: FieldRef, case: RecordCase | DepartmentCase) -> Order:
    """Where a field stands on its form, or among what a department holds."""
    if isinstance(case, DepartmentCase):
        return _order_in_department(ref, case)
    return _order_on_form(ref, case)


def _order_in_department(ref: FieldRef, case: DepartmentCase) -> Order:
    """Line by line, the tables in their order."""
    rank = _RANKS.get(ref.path, 0)
    match ref.path.partition(".")[0]:
        case "ledger":
            return -2, ref.row_id, rank
        case "revenue":
            return -1, ref.row_id, rank
        case "tables":
            return rank, [it.id for it in case.tables.tables].index(ref.level1), ref.index
    return rank, 0, 0


def _order_on_form(ref: FieldRef, case: RecordCase) -> Order:
    """The parts in order, and within a list row by row."""
    ranks = case.declaration.ranks
    rank = ranks[ref.path]
    band = case.declaration.list_at(ref.path) if "." in ref.path else None
    if band is None:
        return rank, 0, 0
    row = case.row_place(band, ref.row_id)
    return ranks[band.fields[0].path], _BEHIND_ALL_ROWS if row is None else row, rank


@lru_cache(maxsize=256)
def horizon_of(path: str) -> Horizon | None:
    """The horizon a path speaks of (`funding.annual.total`), None when it speaks of none."""
    return next((horizon for horizon in Horizon if f".{horizon}" in path), None)
