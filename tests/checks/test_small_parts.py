"""Small parts that every rule leans on."""

from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.checks.line_groups import of_lines
from budgetdesk.checks.listed_forms import faces_of
from budgetdesk.checks.rule import RULES, Scope, rule
from budgetdesk.domain.records import Department, Unit
from tests.checks.building import line
from tests.checks.building import project as sound_project


def test_a_code_is_given_once() -> None:
    before = dict(RULES)
    register = rule("Q01", "", severity=RULES["Q01"].severity, scopes=(Scope.PROJECT,), reads=(),
                    checks="", why="", source="", failing="", passing="")  # fmt: skip
    with pytest.raises(ValueError, match="Q01 is registered twice"):
        register(RULES["Q01"].test)
    assert before == RULES


def test_a_rule_keeps_the_limits_it_was_given() -> None:
    limited = [one for one in RULES.values() if one.limits]
    assert limited
    assert all(isinstance(value, int) for one in limited for value in one.limits.values())


@pytest.mark.parametrize(("count", "said"), [(1, ""), (2, "（共 2 行）"), (30, "（共 30 行）")])
def test_how_many_lines_it_is(count: int, said: str) -> None:
    assert of_lines([line(1, 5)] * count) == said


@pytest.mark.parametrize("code", ["202001", None])
def test_a_form_is_known_by_the_code_of_its_unit(tmp_path: Path, code: str | None) -> None:
    path = tmp_path / "账套.budget"
    with Book.create(path, BookInfo("yonghe-2024", 2024, "县")) as book:
        with book.step("准备") as step:
            department = Department("202", "局")
            department = replace(department, id=edit.add_department(step, department))
            unit = Unit("中心", department, code)
            unit = replace(unit, id=edit.add_unit(step, unit))
            edit.add_project(step, sound_project(unit=unit))
        assert [face.unit_code for face in faces_of(book)] == [code or ""]
