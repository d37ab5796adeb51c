"""Sixty rules of a form set over 1,000 projects."""

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

from budgetdesk.assets import forms_folder
from budgetdesk.book.book import Book
from budgetdesk.book.read import projects
from budgetdesk.checks.case import ProjectCase
from budgetdesk.checks.engine import keeping_all
from budgetdesk.checks.office import Office
from budgetdesk.checks.rules_in_force import RulesInForce
from budgetdesk.domain.records import RecordKind
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import read_form_set
from tests.bench.figures import Figure, in_turns
from tests.bench.material import large_book

_PROJECTS = 1_000
_RULES = 60
_BAR = 3.0
_ROUNDS = 3
_SET = "bench-2026"
# Of the record, over a list, and of each row: as the rules of the cycle are.
_CONDITIONS = (
    ("", "funding.annual.total < yuan({n})", "funding.annual.total"),
    ("", "length(overview) > {n} × 1000 且 contains(plan, “第{n}季度”)", "overview"),
    ("", "count(indicators.annual, 三级指标 = “第{n}项”) > 0", "overview"),
    ("rows", "target.number > {n} × 100000000 且 contains(name, “第{n}项”)", "target"),
)


def figures(folder: Path) -> Iterator[Figure]:
    """Measure the rules over projects that no rule has looked at yet."""
    form_set = _ruled(folder)
    path = folder / "rules.budget"
    large_book(path, _PROJECTS)
    office = Office(form_set, 2024, shown=form_set.shown(RecordKind.PROJECT))
    rules = tuple(it for it in RulesInForce(form_set).own.values() if it.code.startswith("Z"))
    if len(rules) != _RULES:
        raise ValueError(f"{len(rules)} rules")
    with Book.open(path) as book:
        held = projects(book)

        cases: list[ProjectCase] = []

        def unseen() -> None:
            cases[:] = [ProjectCase(project, office) for project in held]
            gc.collect()

        def judge() -> None:
            with keeping_all():  # as in 审核
                for case in cases:
                    for rule in rules:
                        rule.run(case, {})

        turns = [judge, lambda: projects(book)]
        ours, reading = in_turns(turns, _ROUNDS, prepare=unseen)
    yield Figure(
        what=f"{_RULES} rules of a form set over {_PROJECTS:,} projects",
        bar=f"≤ {_BAR:.0f} × reading them",
        time=ours,
        met=ours <= _BAR * reading,
        reference_name="only reading the projects",
        reference=reading,
    )


def _ruled(folder: Path) -> FormSet:
    forms = folder / "forms"
    shutil.copytree(forms_folder(), forms)
    own = forms / _SET
    own.mkdir()
    text = 'extend = "yonghe-2024"\nname = "六十条规则"\nfiscal_year = 2026\n'
    (own / "set.toml").write_text(text, encoding="utf-8")
    rules = "\n".join(_rule(number) for number in range(1, _RULES + 1))
    (own / "rules.toml").write_text(rules, encoding="utf-8")
    return read_form_set(forms, _SET)


def _rule(number: int) -> str:
    rows, when, at = _CONDITIONS[number % len(_CONDITIONS)]
    of_rows = 'rows = "indicators.annual"\n' if rows else ""
    failing = {
        "funding.annual.total": '{ "funding.annual.total" = "0" }',
        "overview": f'{{ overview = "{"长" * (1001 * number)}", plan = "第{number}季度", '
        f'"indicators.annual" = [{{ name = "第{number}项" }}] }}',
        "target": f'{{ name = "第{number}项", target = "{number + 1}00000000人" }}',
    }[at]
    return f"""[Z{number:02d}]
title = "规则"
severity = "notice"
kind = "project"
{of_rows}when = "{when.format(n=number)}"
at = "{at}"
message = "有误。"
why = "有误。"
source = "测试"
failing = {failing}
passing = {{ name = "好" }}
"""
