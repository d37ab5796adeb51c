"""Naming a place: from a field's reference to department, unit, project, horizon, indicator."""

from functools import lru_cache

from budgetdesk.checks.case import OverallCase, ProjectCase
from budgetdesk.checks.finding import Place
from budgetdesk.checks.snapshot import Snapshot
from budgetdesk.domain.fields import HORIZON_LABELS, FieldRef, field_of
from budgetdesk.domain.records import Horizon, RecordKind


def place_of(ref: FieldRef, snapshot: Snapshot) -> Place:
    """The names around a reference; blank where they do not apply."""
    if ref.record is RecordKind.PROJECT:
        return _in_project(ref, snapshot.projects[ref.record_id])
    return _in_overall(ref, snapshot.overalls[ref.record_id])


def _in_project(ref: FieldRef, case: ProjectCase) -> Place:
    project = case.project
    horizon = horizon_of(ref.path)
    row = case.rows.get(ref.row_id) if ref.row_id else None
    return Place(
        ref,
        department=project.unit.department.name,
        unit=project.unit.name,
        project=project.name,
        horizon=HORIZON_LABELS[horizon] if horizon else "",
        field=field_of(ref).label,
        level2=row.level2 if row else ref.level2,
        indicator=row.name if row else "",
    )


def _in_overall(ref: FieldRef, case: OverallCase) -> Place:
    row = case.rows.get(ref.row_id) if ref.row_id else None
    return Place(
        ref,
        department=case.overall.department.name,
        field=field_of(ref).label,
        level2=row.level2 if row else ref.level2,
        indicator=row.name if row else "",
    )


@lru_cache(maxsize=256)
def horizon_of(path: str) -> Horizon | None:
    """The horizon a path speaks of (`funding.annual.total`), None when it speaks of none."""
    return next((horizon for horizon in Horizon if f".{horizon}" in path), None)
