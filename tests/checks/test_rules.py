"""Every rule finds what is wrong, at the right place, and passes over what is right."""

import pytest

from budgetdesk.checks import examination  # noqa: F401 - registers the rules
from budgetdesk.checks.case import BookCase, OverallCase, ProjectCase, UnitCase
from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.finding import Edit, Found, MoveIndicator, SetField, TakeLedger
from budgetdesk.checks.places import horizon_of
from budgetdesk.checks.record_case import DeclaredCase
from budgetdesk.checks.rule import OWN_FIELDS, RULES, Scope
from budgetdesk.dictionary.base import base_dictionary
from tests.checks import (
    booking_examples,
    indicator_examples,
    ledger_examples,
    livelihood_examples,
    money_examples,
    narrative_examples,
    prose_examples,
    record_examples,
    repeat_examples,
    sight_examples,
    stage_examples,
    stranger_examples,
    tables_examples,
    text_examples,
)
from tests.checks.building import book, case, line, overall
from tests.checks.department_building import department
from tests.checks.example import Case, Examples, Fails
from tests.checks.record_building import adjustment

EXAMPLES: dict[str, Examples] = (
    text_examples.EXAMPLES
    | indicator_examples.EXAMPLES
    | money_examples.EXAMPLES
    | ledger_examples.EXAMPLES
    | livelihood_examples.EXAMPLES
    | narrative_examples.EXAMPLES
    | prose_examples.EXAMPLES
    | tables_examples.EXAMPLES
    | booking_examples.EXAMPLES
    | record_examples.EXAMPLES
    | repeat_examples.EXAMPLES
    | sight_examples.EXAMPLES
    | stage_examples.EXAMPLES
)
for _code, _more in (
    *record_examples.OF_RECORDS.items(),
    *repeat_examples.MORE.items(),
    *sight_examples.MORE.items(),
    *stranger_examples.EXAMPLES.items(),
):
    _known = EXAMPLES[_code]
    EXAMPLES[_code] = Examples(_known.failing + _more.failing, _known.passing + _more.passing)
CODES = [f"Q{n:02d}" for n in range(1, 55)] + [
    "F01", "F02", "S27", "P04",
    "X39", "X40", "X41", "X42", "X43", "X44", "X45", "X51",
    "X46", "X47", "X48", "X49", "X50", "X54", *(f"N{n:02d}" for n in range(1, 10)),
    *(f"M{n:02d}" for n in range(1, 6)),
    *(f"L{n:02d}" for n in range(1, 10)),
    *(f"X{n:02d}" for n in range(1, 39)), "X52", "X53", "X55", "X56",
]  # fmt: skip
SCOPES = {
    ProjectCase: Scope.PROJECT,
    OverallCase: Scope.OVERALL,
    DepartmentCase: Scope.DEPARTMENT,
    UnitCase: Scope.UNIT,
    BookCase: Scope.BOOK,
    DeclaredCase: Scope.RECORD,
}
FAILING = [
    pytest.param(code, example, id=f"{code}-{number}")
    for code, examples in sorted(EXAMPLES.items())
    for number, example in enumerate(examples.failing)
]
PASSING = [
    pytest.param(code, example, id=f"{code}-{number}")
    for code, examples in sorted(EXAMPLES.items())
    for number, example in enumerate(examples.passing)
]


def found_by(code: str, example: Case) -> tuple[Found, ...]:
    rule = RULES[code]
    assert SCOPES[type(example)] in rule.scopes
    return rule.run(example, rule.limits)


def test_every_code_has_its_rule_and_no_other() -> None:
    assert sorted(RULES) == sorted(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_rule_has_failing_and_passing_examples_in_each_scope(code: str) -> None:
    examples = EXAMPLES[code]
    assert {SCOPES[type(e.case)] for e in examples.failing} == set(RULES[code].scopes)
    assert {SCOPES[type(e)] for e in examples.passing} == set(RULES[code].scopes)


@pytest.mark.parametrize("code", CODES)
def test_a_rule_says_what_it_checks_why_and_by_what_right(code: str) -> None:
    rule = RULES[code]
    texts = (rule.title, rule.why, rule.source, rule.failing, rule.passing, rule.test.__doc__)
    assert all(texts)
    assert rule.why.endswith("。")
    assert all(path.split(".")[0] in KNOWN_READS for path in rule.reads)


KNOWN_READS = {it.path.split(".")[0] for it in base_dictionary().fields()} | {
    "catalogue",
    "livelihood",
    OWN_FIELDS,
}


@pytest.mark.parametrize(("code", "example"), FAILING)
def test_what_is_wrong_is_found_once_at_its_place(code: str, example: Fails) -> None:
    (found,) = found_by(code, example.case)
    assert found.ref.path == example.path
    assert example.says in found.message
    assert found.message.endswith("。")
    assert tuple(value for _, value in found.values) == example.values or not example.values
    assert all(label for label, _ in found.values)
    assert not example.row or example.row == _row_name(example.case, found)
    assert (found.severity or RULES[code].severity) is (example.severity or RULES[code].severity)


def _row_name(case: Case, found: Found) -> str:
    assert not isinstance(case, DepartmentCase | DeclaredCase)
    cases = case.projects if isinstance(case, BookCase | UnitCase) else (case,)
    (own,) = [each for each in cases if each.ref("name").record_id == found.ref.record_id]
    return own.rows[found.ref.row_id].name


@pytest.mark.parametrize(("code", "example"), FAILING)
def test_a_cure_writes_what_it_should(code: str, example: Fails) -> None:
    (found,) = found_by(code, example.case)
    if example.fix is None:
        assert found.fix is None
        return
    assert found.fix is not None
    assert found.fix.safe is example.safe
    written = {_written(edit) for edit in found.fix.edits}
    assert example.fix in written
    if horizon_of(found.ref.path) and isinstance(found.fix.edits[0], MoveIndicator):
        assert len(found.fix.edits) == 2  # both halves hold the same


def _written(edit: Edit) -> str:
    if isinstance(edit, SetField):
        return edit.text
    if isinstance(edit, TakeLedger):
        return "预算明细"
    return edit.level2 if isinstance(edit, MoveIndicator) else str(edit.unit_id)


@pytest.mark.parametrize(("code", "example"), PASSING)
def test_what_is_right_is_passed_over(code: str, example: Case) -> None:
    assert found_by(code, example) == ()


@pytest.mark.parametrize("sound", [
    case(), overall(), book(case(), lines=[line(1, 100_800)]), department(), adjustment(),
], ids=["project", "overall", "book", "department", "record"])  # fmt: skip
def test_the_sound_forms_are_sound_to_every_rule(sound: Case) -> None:
    rules = [rule for rule in RULES.values() if SCOPES[type(sound)] in rule.scopes]
    assert [(r.code, r.run(sound, r.limits)) for r in rules if r.run(sound, r.limits)] == []
