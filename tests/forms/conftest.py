"""The published forms as records with ids, as a book would give them."""

import json
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.domain.money import parse_wan, parse_yuan
from budgetdesk.domain.overall_funding import OverallByDirection, OverallBySource
from budgetdesk.domain.records import (
    Department,
    Funding,
    Indicator,
    KeyTask,
    OverallForm,
    PerHorizon,
    Project,
    Unit,
)

SHANXI = ("jincheng-chengqu-2025", "luliang-2025", "taiyuan-2023", "yonghe-2023", "yonghe-2024")
"""The sets whose published forms are whole: every cell of them is compared."""
_TEXTS = (
    "name", "attribute", "period", "overview", "basis", "necessity", "safeguards", "plan",
    "responsible", "handler", "phone", "filed_at",
)  # fmt: skip


@pytest.fixture(scope="session")
def published(shared: Path) -> Callable[[str], list[Project]]:
    """The published projects of a form set."""

    def read(set_id: str) -> list[Project]:
        file = shared / "samples" / set_id / "projects.json"
        content = json.loads(file.read_text(encoding="utf-8"))
        ids = count(1)
        return [_project(given, ids) for given in content["projects"]]

    return read


@pytest.fixture(scope="session")
def published_overall(shared: Path) -> OverallForm:
    """The published 整体 form of 永和县 2024."""
    file = shared / "samples" / "yonghe-2024" / "overall.json"
    given = json.loads(file.read_text(encoding="utf-8"))
    source, direction = given["funding"]["by_source"], given["funding"]["by_direction"]
    counts: dict[str, Any] = {
        "internal_departments": int(given["internal_functional_departments"]),
        "subordinate_units": int(given["subordinate_budget_units"]),
    }
    same = ("approved_staffing", "actual_staff", "staff_on_quota", "other_staff")
    counts |= {key: int(given[key]) for key in same}
    return OverallForm(
        Department(given["department_code"], given["department_name"], id=1),
        **counts,
        duties=given["duties"],
        strategic_goal=given["strategic_goal"],
        annual_goal=given["annual_goal"],
        by_source=OverallBySource(*(parse_wan(text) for text in source.values())),
        by_direction=OverallByDirection(*(parse_wan(text) for text in direction.values())),
        key_tasks=tuple(KeyTask(**task, id=n) for n, task in enumerate(given["key_tasks"], 1)),
        indicators=tuple(
            Indicator(row["level1"], row["level2"], row["level3"], row["value"], n)
            for n, row in enumerate(given["indicators"], 1)
            if row["level3"] or row["value"]
        ),
        id=1,
    )


def _project(given: Mapping[str, Any], ids: "count[int]") -> Project:
    department = Department(**given["department"], id=1)
    return Project(
        unit=Unit(given["unit"]["name"], department, id=1),
        funding=_halves(given["funding"], _funding),
        goals=_halves(given["goals"], str),
        indicators=_halves(given["indicators"], lambda rows: _indicators(rows, ids)),
        id=next(ids),
        **{key: given[key] for key in _TEXTS},
    )


def _halves(given: Mapping[str, Any], read: Callable[[Any], Any]) -> PerHorizon[Any]:
    implementation = given["implementation"]
    return PerHorizon(
        None if implementation is None else read(implementation), read(given["annual"])
    )


def _funding(given: Mapping[str, str | None]) -> Funding:
    return Funding(**{payer: parse_yuan(text or "") for payer, text in given.items()})


def _indicators(rows: list[dict[str, str]], ids: "count[int]") -> tuple[Indicator, ...]:
    return tuple(
        Indicator(row["level1"], row["level2"], row["name"], row["target"], next(ids))
        for row in rows
    )
