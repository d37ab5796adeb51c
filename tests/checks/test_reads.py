"""What a rule says it reads is all that it reads: else it would not run again after an edit."""

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from budgetdesk.book import read
from budgetdesk.checks.case import ProjectCase
from budgetdesk.checks.examination import reads
from budgetdesk.checks.office import Office
from budgetdesk.checks.rule import RULES, Scope
from budgetdesk.domain.records import Funding, PerHorizon, Project, RecordKind, Unit
from budgetdesk.forms.loader import load_form_set
from tests.checks.conftest import Checked

PROJECT_RULES = [rule for rule in RULES.values() if Scope.PROJECT in rule.scopes]
TEXTS = (
    "name", "attribute", "period", "category", "overview", "basis", "necessity", "safeguards",
    "plan", "responsible", "handler", "phone", "filed_at",
)  # fmt: skip
ODD = ("", "年初预算", "3年", "1年", "经常性项目（长期开展）", "13900000000", "。。（")


def _with_text(project: Project, path: str, text: str) -> Project:
    change: dict[str, Any] = {path: text}
    return replace(project, **change)


def changed(project: Project, other: Project, odd: str) -> Iterator[tuple[str, Project]]:
    """The project with one field at a time as another project has it, or odd."""
    for path in TEXTS:
        if getattr(project, path) is not None:
            yield path, _with_text(project, path, getattr(other, path) or "")
            yield path, _with_text(project, path, odd)
    whole, annual = project.goals.implementation, project.goals.annual
    yield "goals.annual", replace(project, goals=PerHorizon(whole, other.goals.annual))
    if whole is not None:
        theirs = other.goals.implementation or odd
        yield "goals.implementation", replace(project, goals=PerHorizon(theirs, annual))
        yield "goals.implementation", replace(project, goals=PerHorizon(annual, annual))
    yield "indicators", replace(project, indicators=other.indicators)
    yield "funding", replace(project, funding=other.funding)
    blank = None if project.funding.implementation is None else Funding(total=1)
    yield "funding", replace(project, funding=PerHorizon(blank, Funding(total=3, own=2)))
    section = replace(project.unit.department, name="预算股")
    yield "unit", replace(project, unit=Unit("别的单位", section, id=project.unit.id))


def said(case: ProjectCase) -> dict[str, tuple[object, ...]]:
    """What each rule says of a case."""
    return {rule.code: rule.run(case, rule.limits) for rule in PROJECT_RULES}


@pytest.mark.parametrize("sample", ["jincheng-chengqu-2025", "luliang-2025", "yonghe-2024"])
def test_a_rule_runs_again_after_every_edit_it_could_notice(
    checked: dict[str, Checked], sample: str
) -> None:
    book = checked[sample].book
    form_set = load_form_set(book.info.form_set)
    paths = form_set.form(RecordKind.PROJECT).paths
    office = Office(
        form_set, book.info.fiscal_year, read.departments(book), read.units(book), paths
    )
    projects = read.projects(book)
    chance = random.Random(7)
    missed = set()
    for project in chance.sample(projects, min(8, len(projects))):
        before = said(ProjectCase(project, office))
        for path, other in changed(project, chance.choice(projects), chance.choice(ODD)):
            after = said(ProjectCase(other, office))
            missed |= {
                (rule.code, path)
                for rule in PROJECT_RULES
                if before[rule.code] != after[rule.code] and not reads(rule, {path})
            }
    assert missed == set()
