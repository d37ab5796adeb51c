"""Naming a place: from a field's reference to department, unit, project, horizon, indicator."""

from functools import lru_cache

from budgetdesk.checks.case import OverallCase, ProjectCase
from budgetdesk.checks.finding import Place
from budgetdesk.checks.snapshot import Snapshot
from budgetdesk.domain.fields import FIELDS, HORIZON_LABELS, FieldRef, field_of
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


_FOOT = ("responsible", "handler", "phone", "filed_at")
_PATHS = {
    kind: [*(path for path in fields if path not in _FOOT), *_FOOT]
    for kind, fields in FIELDS.items()
}
_RANKS = {kind: {path: rank for rank, path in enumerate(paths)} for kind, paths in _PATHS.items()}
_BEHIND_ALL_ROWS = 1_000_000


def order_on_form(ref: FieldRef, case: ProjectCase | OverallCase) -> tuple[int, int, int]:
    """Where a field stands on its form: the parts in order, and within a list row by row."""
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
