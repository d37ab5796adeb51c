"""Cases of a record kind that a form set declares: an adjustment with two rows, all of it sound."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from budgetdesk.checks.case import OverallCase, ProjectCase
from budgetdesk.checks.office import Office
from budgetdesk.checks.record_case import DeclaredCase
from budgetdesk.domain.records import DeclaredRecord, DeclaredRow, PerHorizon, RecordKind
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import read_form_set
from tests.checks.building import DEPARTMENT, case, overall, project
from tests.dictionary.own_set import DICTIONARY, SET, SET_FILE, own_set

_ASKING = (
    DICTIONARY.replace(
        'name = "调整原因", kind = "paragraph"',
        'name = "调整原因", kind = "paragraph", counts = true, longest = 30',
    )
    .replace(
        'after = { name = "调整后", kind = "line" }',
        'after = { name = "调整后", kind = "line", required_when = "非 blank(调整前)" }',
    )
    .replace('hint = "填写成效", longest = 500', "required = true, longest = 12")
    + """
[overall.fields]
internal_departments = { required = true }
duties = { longest = 20 }
"""
)


@cache
def asking_set() -> FormSet:
    """A form set that requires some fields, one of them on a condition, and limits others."""
    with TemporaryDirectory() as folder:
        own_set(Path(folder), _ASKING)
        forms = Path(folder) / "forms"
        file = forms / SET / "set.toml"
        wanted = '"project", "overall", "adjustment"'
        text = SET_FILE.replace('"project", "adjustment"', wanted)
        file.write_text(text, encoding="utf-8")
        return read_form_set(forms, SET)


def asking_office() -> Office:
    """The office around a case under that set."""
    form_set = asking_set()
    return Office(form_set, 2026, (DEPARTMENT,), (), form_set.form(RecordKind.PROJECT).paths)


def asked_project(poverty: str) -> ProjectCase:
    """The sound project under that set, with one field that the set declares."""
    return case(around=asking_office(), declared={"poverty": poverty})


def weighted_project(*weights: str) -> ProjectCase:
    """The sound project under that set, whose first indicators of the year have weights."""
    sound = project()
    rows = tuple(
        replace(row, declared={"weight": int(weight)})
        for row, weight in zip(sound.indicators.annual, weights, strict=False)
    )
    rest = sound.indicators.annual[len(rows) :]
    halves = PerHorizon(sound.indicators.implementation, (*rows, *rest))
    return case(around=asking_office(), declared={"poverty": "成效明显。"}, indicators=halves)


def asked_overall(**fields: Any) -> OverallCase:
    """The overall form under that set."""
    return OverallCase(overall(**fields).stored, asking_office())


def adjustment(
    rows: tuple[tuple[str, str], ...] = (("村医人数 40人", "村医人数 42人"),),
    around: Office | None = None,
    **fields: Any,
) -> DeclaredCase:
    """An adjustment of the sound project; `rows` say before and after."""
    above = project()
    changes = tuple(
        DeclaredRow({"before": before, "after": after, "points": None}, id=number)
        for number, (before, after) in enumerate(rows, start=1)
    )
    said = {
        "project": above,
        "number": 1,
        "reason": "上级下达的任务增加。",
        "signed": "审核人丙",
        "changes": changes,
    }
    return DeclaredCase(
        DeclaredRecord("adjustment", above, said | fields, "1", 1), around or asking_office()
    )
