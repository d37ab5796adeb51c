"""The published sample forms as records and sheets."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
    RecordKind,
    Unit,
)
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_form_set
from budgetdesk.forms.sheet import Sheet

TEXTS = (
    "attribute",
    "category",
    "overview",
    "basis",
    "necessity",
    "safeguards",
    "plan",
    "responsible",
    "handler",
    "phone",
    "filed_at",
)
SETS = ("taiyuan-2023", "yonghe-2023", "yonghe-2024", "luliang-2025", "jincheng-chengqu-2025")


def published_projects(shared: Path, set_id: str) -> list[Project]:
    """The projects of one sample set."""
    path = shared / "samples" / set_id / "projects.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    return [_project(entry) for entry in data["projects"]]


def published_sheets(shared: Path, set_id: str) -> Iterator[Sheet]:
    """The forms of one sample set, laid out."""
    forms = load_form_set(set_id)
    for project in published_projects(shared, set_id):
        yield lay_out(forms.form(RecordKind.PROJECT), project, forms.fiscal_year)


def all_published_sheets(shared: Path) -> list[Sheet]:
    """The 91 forms of the five sets."""
    return [sheet for set_id in SETS for sheet in published_sheets(shared, set_id)]


def _project(entry: dict[str, Any]) -> Project:
    texts: dict[str, Any] = {name: entry.get(name) or "" for name in TEXTS}
    department = Department(entry["department"]["code"], entry["department"]["name"])
    return Project(
        name=entry["name"],
        unit=Unit(entry["unit"]["name"], department),
        period=entry["period"],
        funding=_per_horizon(entry["funding"], _funding),
        goals=_per_horizon(entry["goals"], str),
        indicators=_per_horizon(entry["indicators"], _indicators),
        **texts,
    )


def _per_horizon(entry: dict[str, Any], make: Any) -> PerHorizon[Any]:
    first = entry["implementation"]
    return PerHorizon(None if first is None else make(first), make(entry["annual"] or ""))


def _funding(entry: dict[str, str | None]) -> Funding:
    return Funding(**{key: parse_yuan(text or "") for key, text in entry.items()})


def _indicators(entries: list[dict[str, Any]]) -> tuple[Indicator, ...]:
    return tuple(Indicator(**entry) for entry in entries)


def published_overall(shared: Path) -> Sheet:
    """The published 整体 form, laid out."""
    path = shared / "samples" / "yonghe-2024" / "overall.json"
    forms = load_form_set("yonghe-2024")
    record = _overall(json.loads(path.read_text(encoding="utf-8")))
    return lay_out(forms.form(RecordKind.OVERALL), record, forms.fiscal_year)


def _overall(entry: dict[str, Any]) -> OverallForm:
    source, direction = entry["funding"]["by_source"], entry["funding"]["by_direction"]
    return OverallForm(
        department=Department(entry["department_code"], entry["department_name"]),
        internal_departments=int(entry["internal_functional_departments"]),
        subordinate_units=int(entry["subordinate_budget_units"]),
        approved_staffing=int(entry["approved_staffing"]),
        actual_staff=int(entry["actual_staff"]),
        staff_on_quota=int(entry["staff_on_quota"]),
        other_staff=int(entry["other_staff"]),
        duties=entry["duties"],
        strategic_goal=entry["strategic_goal"],
        annual_goal=entry["annual_goal"],
        by_source=OverallBySource(
            total=parse_wan(source["total"]), general=parse_wan(source["general_public_budget"])
        ),
        by_direction=OverallByDirection(
            total=parse_wan(direction["total"]),
            basic=parse_wan(direction["basic"]),
            project=parse_wan(direction["project"]),
        ),
        key_tasks=tuple(
            KeyTask(task["core_function"] or "", task["task"] or "") for task in entry["key_tasks"]
        ),
        indicators=tuple(
            Indicator(it["level1"], it["level2"], it["level3"], it["value"])
            for it in entry["indicators"]
        ),
    )
