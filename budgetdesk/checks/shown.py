"""A record as its form shows it: what the form has no field for is blank, whatever is stored.

A book imported from other forms, or one whose set changed, holds more than its own form shows.
The rules are given only what a clerk can see and mend.
"""

from dataclasses import replace
from typing import Any

from budgetdesk.dictionary.base import base_dictionary
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import (
    PARAGRAPHS,
    Funding,
    Horizon,
    Indicator,
    OverallForm,
    PerHorizon,
    Project,
    RecordKind,
)

_FUNDING_PATHS = {
    horizon: frozenset(
        path
        for path in base_dictionary().kinds[RecordKind.PROJECT].fields
        if path.startswith(f"funding.{horizon}.")
    )
    for horizon in Horizon
}
_COUNTS = tuple(
    field.path
    for field in base_dictionary().kinds[RecordKind.OVERALL].single
    if field.kind is Kind.COUNT
)


def project_as_shown(project: Project, shown: frozenset[str]) -> Project:
    """A project without what the form at the paths `shown` lacks; itself where it lacks nothing.

    Name and unit stay, by which it is told of; so do the amounts by payer, which the total sums
    whether they are shown or not, and what stands at the foot, which must not be published.
    """
    texts: dict[str, Any] = {path: "" for path in ("attribute", *PARAGRAPHS) if path not in shown}
    return replace(
        project,
        **texts,
        period=project.period if "period" in shown else None,
        funding=PerHorizon(
            _funding(project.funding.implementation, Horizon.IMPLEMENTATION, shown),
            _funding(project.funding.annual, Horizon.ANNUAL, shown) or Funding(),
        ),
        goals=PerHorizon(
            project.goals.implementation if "goals.implementation" in shown else None,
            project.goals.annual if "goals.annual" in shown else "",
        ),
        indicators=PerHorizon(
            _indicators(project.indicators.implementation, "indicators.implementation", shown),
            _indicators(project.indicators.annual, "indicators.annual", shown) or (),
        ),
    )


def overall_as_shown(overall: OverallForm, shown: frozenset[str]) -> OverallForm:
    """An overall form without what the form at the paths `shown` lacks."""
    counts: dict[str, Any] = {name: None for name in _COUNTS if name not in shown}
    by_source, by_direction = overall.by_source, overall.by_direction
    if "by_source.total" not in shown:
        by_source = replace(by_source, total=None)
    if "by_direction.total" not in shown:
        by_direction = replace(by_direction, total=None)
    return replace(
        overall,
        **counts,
        by_source=by_source,
        by_direction=by_direction,
        indicators=_indicators(overall.indicators, "indicators", shown) or (),
    )


def _funding(funding: Funding | None, horizon: Horizon, shown: frozenset[str]) -> Funding | None:
    if funding is None or not _FUNDING_PATHS[horizon] & shown:
        return None
    return funding if f"funding.{horizon}.total" in shown else replace(funding, total=None)


def _indicators(
    rows: tuple[Indicator, ...] | None, path: str, shown: frozenset[str]
) -> tuple[Indicator, ...] | None:
    lacking = [name for name in ("name", "target") if f"{path}.{name}" not in shown]
    hidden: dict[str, Any] = dict.fromkeys(lacking, "")
    if rows is None or lacking == ["name", "target"]:
        return None
    return tuple(replace(row, **hidden) for row in rows) if hidden else rows
