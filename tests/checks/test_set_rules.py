"""Rules that a form set gives: found like the program's, graded, kept up; faults told at load."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.book import edit
from budgetdesk.book.book import Book
from budgetdesk.book.change import Change
from budgetdesk.book.declared_records import add_record
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.finding import Finding, SetField, Severity
from budgetdesk.checks.grading import put_office_grades
from budgetdesk.checks.rule import RULES
from budgetdesk.checks.rules_in_force import RulesInForce
from budgetdesk.checks.themes import themed
from budgetdesk.dictionary.toml_table import FormSetError
from budgetdesk.domain.fields import FieldRef
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import read_form_set
from tests.dictionary.own_set import SET, own_book, own_set

_PAGE = Path(__file__).resolve().parents[2] / "docs" / "set-rules.md"
_FOUND = re.search(r"```toml\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL)
assert _FOUND is not None
RULES_FILE = _FOUND[1]
KIND = "adjustment"


def ruled_set(folder: Path, rules: str = RULES_FILE) -> FormSet:
    own_set(folder)
    (folder / "forms" / SET / "rules.toml").write_text(rules, encoding="utf-8")
    return read_form_set(folder / "forms", SET)


@pytest.fixture
def form_set(tmp_path: Path) -> FormSet:
    """The set with the rules of the guide."""
    return ruled_set(tmp_path)


@pytest.fixture
def book(tmp_path: Path, form_set: FormSet) -> Iterator[Book]:
    """One project with a fourth adjustment, one of whose rows changes nothing."""
    with own_book(tmp_path / "规则.budget", form_set) as book:
        with book.step("新增 调整") as step:
            adjusted = add_record(step, KIND, 1)
            edit.write_field(step, FieldRef(KIND, adjusted, "number"), 4)
            edit.write_field(step, FieldRef(KIND, adjusted, "changes.before"), "40人")
            edit.write_field(step, FieldRef(KIND, adjusted, "changes.after", 1), "40人")
        yield book


def of_set(book: Book, form_set: FormSet) -> list[Finding]:
    report = Checker(book, form_set).run()
    assert report.faults == ()
    return [it for it in report.findings if it.code.startswith("Z")]


def test_the_rules_of_the_guide_are_found(book: Book, form_set: FormSet) -> None:
    first, second = of_set(book, form_set)
    assert (first.code, first.severity) == ("Z01", Severity.ERROR)
    assert first.message == "已是第 4 次调整，一年不超过三次。"
    assert first.place.ref == FieldRef(KIND, 1, "number")
    assert (second.code, second.severity) == ("Z02", Severity.EXPLAIN)
    assert second.message == "“40人”没有变化。"
    assert second.values == (("调整前", "40人"), ("调整后", "40人"))
    assert second.place.ref == FieldRef(KIND, 1, "changes.after", 1)
    assert second.place.indicator == "40人"


def test_only_what_changed_is_judged_again(book: Book, form_set: FormSet) -> None:
    checker = Checker(book, form_set)
    checker.run()
    heard: list[Change] = []
    book.subscribe(heard.append)
    with book.step("改") as step:
        edit.write_field(step, FieldRef(KIND, 1, "changes.after", 1), "42人")
    report = checker.update(heard.pop())
    assert report == Checker(book, form_set).run()
    assert [it.code for it in report.findings if it.code.startswith("Z")] == ["Z01"]


def test_they_are_switched_and_graded_like_the_program_s(book: Book, form_set: FormSet) -> None:
    with book.step("设置") as step:
        grades: dict[str, dict[str, object]] = {
            "Z01": {"on": False},
            "Z02": {"severity": "notice"},
        }
        put_office_grades(step, grades, RulesInForce(form_set))
    (found,) = of_set(book, form_set)
    assert (found.code, found.severity) == ("Z02", Severity.NOTICE)
    graded = replace(form_set, checks={**form_set.checks, "Z01": {"severity": "explain"}})
    with book.step("设置") as step:
        put_office_grades(step, {}, RulesInForce(form_set))
    assert of_set(book, graded)[0].severity is Severity.EXPLAIN


def test_they_are_listed_under_the_name_of_their_form(form_set: FormSet) -> None:
    theme, rules = list(themed(RulesInForce(form_set)))[-1]
    assert theme == "绩效目标调整表"
    assert [rule.code for rule in rules] == ["Z01", "Z02"]
    assert rules[0].failing == "调整次数 4"


def test_a_set_that_extends_another_has_its_rules_and_may_change_keys(
    tmp_path: Path, form_set: FormSet
) -> None:
    below = tmp_path / "forms" / "below-2026"
    below.mkdir()
    (below / "set.toml").write_text(f'extend = "{SET}"\nname = "下级"\n', encoding="utf-8")
    (below / "rules.toml").write_text('[Z01]\nseverity = "notice"\n', encoding="utf-8")
    found = {rule.code: rule for rule in read_form_set(tmp_path / "forms", "below-2026").rules}
    assert found["Z01"].severity is Severity.NOTICE
    (taken_over,) = (rule for rule in form_set.rules if rule.code == "Z02")
    assert found["Z02"].title == taken_over.title


def test_a_rule_taken_over_is_left_out_where_the_form_lacks_what_it_reads(
    tmp_path: Path, form_set: FormSet
) -> None:
    assert {rule.code for rule in form_set.rules} > {"Z01", "Z02"}
    below = tmp_path / "forms" / "below-2026"
    below.mkdir()
    text = f'extend = "{SET}"\nname = "下级"\nforms = ["project"]\n'
    (below / "set.toml").write_text(text, encoding="utf-8")
    left = {rule.code for rule in read_form_set(tmp_path / "forms", "below-2026").rules}
    assert not left & {"Z01", "Z02"}


def test_a_fix_writes_into_the_field_it_points_at(tmp_path: Path) -> None:
    rules = RULES_FILE.replace('at = "number"', 'at = "number"\nfix = "3"', 1)
    form_set = ruled_set(tmp_path, rules)
    with own_book(tmp_path / "改正.budget", form_set) as book:
        with book.step("新增") as step:
            edit.write_field(step, FieldRef(KIND, add_record(step, KIND, 1), "number"), 7)
        (found,) = of_set(book, form_set)
    assert found.fix is not None
    assert found.fix.title == "改为 3"
    assert found.fix.edits == (SetField(FieldRef(KIND, 1, "number"), "3"),)


@pytest.mark.parametrize(
    ("was", "now", "key", "told"),
    [
        ("number > 3", "没有 > 3", "when", "没有叫「没有」的字段"),
        ("number > 3", "number", "when", "这里要写条件，不是数"),
        ("number > 3", "number > “三”", "when", "不能放在一起"),
        ("number > 3", "number >", "when", "不完整"),
        ('severity = "error" ', 'severity = "grave" ', "severity", "没有「grave」"),
        ('kind = "adjustment"   ', 'kind = "adjustments"', "kind", "没有「adjustments」，请改为"),
        ('at = "number"', 'at = "numbers"', "at", "没有叫「numbers」的一个栏目"),
        ('at = "number"', 'att = "number"', "att", "不认识这个键，请改为 at"),
        ('at = "number"', 'at = "approved_as"', "at", "表上没有「批复文号（approved_as）」"),
        (
            "number > 3",
            "number > 3 且 blank(批复文号)",
            "when",
            "表上没有「批复文号（approved_as）」",
        ),
        ("{调整次数}", "{次数}", "message", "没有叫「次数」的字段"),
        ("{调整次数}", "{调整次数", "message", "花括号不成对"),
        ("{ number = 4 }", "{ number = 2 }", "failing", "没有违反规则"),
        ("{ number = 3 }", "{ number = 5 }", "passing", "违反了规则"),
        ("{ number = 4 }", "{ count = 4 }", "failing", "没有叫「count」的字段"),
        ("{ number = 4 }", '{ number = "四" }', "failing", "不是个数"),
        ('rows = "changes"', 'rows = "steps"', "rows", "没有叫「steps」的列表"),
        ("[Z01]", "[Q01]", "Q01", "程序自带的审核项"),
        ("[Z01]", "[z]", "z", "不能作审核编号"),
        ('why = "多次', 'whys = "多次', "whys", "请改为 why"),
        ('title = "调整次数', 'heading = "调整次数', "heading", "不认识"),
    ],
)
def test_a_fault_is_told_with_file_table_and_key(
    tmp_path: Path, was: str, now: str, key: str, told: str
) -> None:
    assert was in RULES_FILE
    with pytest.raises(FormSetError, match=re.escape(told)) as caught:
        ruled_set(tmp_path, RULES_FILE.replace(was, now, 1))
    assert caught.value.file.name == "rules.toml"
    assert caught.value.key == key
    assert caught.value.table == (
        "" if key == now.strip("[]") else "Z02" if "steps" in now else "Z01"
    )


def test_a_code_that_stands_twice_is_told(tmp_path: Path) -> None:
    with pytest.raises(FormSetError, match="写了两次"):
        ruled_set(tmp_path, RULES_FILE.replace("[Z02]", "[Z01]", 1))


def test_a_code_of_the_program_s_is_told_in_the_report(
    book: Book, form_set: FormSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = RulesInForce(form_set)["Z01"]
    monkeypatch.setitem(RULES, "Z01", rule)
    report = Checker(book, form_set).run()
    assert [fault.code for fault in report.faults] == ["Z01"]
    assert "程序里已有" in report.faults[0].cause
    assert report.faults[0].place.endswith("rules.toml")
