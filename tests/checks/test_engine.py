"""The checker: full runs, updates after every kind of change, faults, cancelling, grading."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.change import Change
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.explanations import key_of
from budgetdesk.checks.finding import Finding, Found, Severity
from budgetdesk.checks.fixes import apply_fixes
from budgetdesk.checks.grading import OFFICE_SETTING, GradingError, gradings, put_office_grades
from budgetdesk.checks.report import Fault, Report
from budgetdesk.checks.rule import RULES
from budgetdesk.checks.rules_in_force import RulesInForce
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.progress import Cancelled
from budgetdesk.domain.records import (
    RecordKind,
    RevenueLine,
    Source,
)
from budgetdesk.forms.loader import form_set_ids, load_form_set
from tests.checks.building import DEPARTMENT, form_set, put
from tests.checks.building import project as sound_project
from tests.checks.engine_work import Work, checker_of


@pytest.fixture
def book(tmp_path: Path, put_sample: Callable[[Path], Path]) -> Iterator[Book]:
    """The bundled sample: 66 projects with ledger and overall form."""
    path = tmp_path / "示例 账套.budget"
    put_sample(path)
    with Book.open(path) as book:
        yield book


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Book]:
    """A book of one sound project."""
    with Book.create(tmp_path / "小.budget", BookInfo("yonghe-2024", 2024, "小")) as book:
        with book.step("新建") as step:
            department = replace(DEPARTMENT, id=edit.add_department(step, DEPARTMENT))
            unit = replace(sound_project().unit, department=department)
            unit = replace(unit, id=edit.add_unit(step, unit))
            edit.add_project(step, sound_project(unit=unit))
        yield book


def changes_of(book: Book) -> list[Change]:
    heard: list[Change] = []
    book.subscribe(heard.append)
    return heard


def write(book: Book, path: str, value: str | int | None, project_id: int = 1) -> None:
    with book.step("修改") as step:
        edit.write_field(step, FieldRef(RecordKind.PROJECT, project_id, path), value)


def codes(report: Report) -> list[str]:
    return sorted(finding.code for finding in report.findings)


# Updates


@pytest.mark.parametrize("seed", range(2))
def test_updates_say_what_a_full_run_says(book: Book, seed: int, tmp_path: Path) -> None:
    compare_after_work(book, seed, tmp_path, rounds=24)


@pytest.mark.proof
@pytest.mark.parametrize("seed", [2, 3, *range(100, 160)])
def test_updates_say_what_a_full_run_says_at_length(book: Book, seed: int, tmp_path: Path) -> None:
    compare_after_work(book, seed, tmp_path, rounds=200)


def compare_after_work(book: Book, seed: int, folder: Path, rounds: int) -> None:
    checker = checker_of(book)
    checker.run()
    heard = changes_of(book)
    work = Work(book, seed, [_another_project(folder, seed)])
    for round_ in range(rounds):
        work.one()
        while heard:
            checker.update(heard.pop(0))
        if round_ % 15 == 0 or round_ == rounds - 1:
            assert checker.report == checker_of(book).run()


def _another_project(folder: Path, seed: int) -> Path:
    from budgetdesk.exchange.projects_file import projects_content

    project = sound_project(put("数量", "村医人数", "42人"), name=f"导入的项目{seed}")
    path = folder / "另一个.json"
    path.write_text(json.dumps(projects_content(form_set(), 2024, [project])), "utf-8")
    return path


def test_findings_stand_in_the_order_of_the_tree(book: Book) -> None:
    checker = checker_of(book)
    order = read.project_ids(book)
    compared = ("X39", "Q35", "Q03")
    refs = [f.place.ref for f in checker.run().findings if f.code not in compared]
    ids = [ref.record_id for ref in refs if ref.record is RecordKind.PROJECT]
    assert ids == sorted(ids, key=order.index)
    heard = changes_of(book)
    write(book, "overview", "", order[0])
    assert checker.update(heard[0]) == checker_of(book).run()


def test_a_move_tells_of_the_other_of_two_copies(book: Book) -> None:
    checker = checker_of(book)
    checker.run()
    heard = changes_of(book)
    twins = [f.place.ref.record_id for f in checker.report.findings if f.code == "Q35"]
    unit = read.project(book, twins[0]).unit.id
    with book.step("移动") as step:
        edit.move_project(step, twins[0], unit, 0)
    report = checker.update(heard[0])
    assert report == checker_of(book).run()
    assert twins != [f.place.ref.record_id for f in report.findings if f.code == "Q35"]


def test_an_edit_of_one_field_runs_only_the_rules_that_read_it(
    small: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []
    for code, rule in list(RULES.items()):
        monkeypatch.setitem(RULES, code, replace(rule, test=_noting(ran, code, rule.test)))
    checker = checker_of(small)
    checker.run()
    heard = changes_of(small)
    ran.clear()
    write(small, "phone", "0357-75")
    checker.update(heard[0])
    assert sorted(ran) == ["Q02", "Q44", "Q47"]  # whose number it is may be sought in texts


def _noting(
    ran: list[str], code: str, test: Callable[..., Iterator[Found]]
) -> Callable[..., Iterator[Found]]:
    def noted(*arguments: object) -> Iterator[Found]:
        ran.append(code)
        return test(*arguments)

    return noted


def test_an_update_without_a_run_is_a_run(small: Book) -> None:
    heard = changes_of(small)
    write(small, "plan", "")
    assert codes(checker_of(small).update(heard[0])) == ["Q01"]


def test_another_connection_can_take_the_checker_over(small: Book) -> None:
    companion = small.companion()
    checker = checker_of(companion)
    checker.run()
    companion.close()
    checker.use(small)
    heard = changes_of(small)
    write(small, "plan", "")
    assert codes(checker.update(heard[0])) == ["Q01"]


# Departments


def test_an_edit_of_a_form_computes_no_tables_and_drafts_nothing(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    checker = checker_of(book)
    checker.run()
    heard = changes_of(book)
    before = checker.report

    def never(*arguments: object) -> None:
        raise AssertionError("computed")

    monkeypatch.setattr("budgetdesk.checks.department_records.compute_tables", never)
    monkeypatch.setattr("budgetdesk.checks.department_records.draft_text", never)
    project = read.project_ids(book)[5]
    write(book, "overview", "按月发放生活补助。", project)
    write(book, "funding.annual.local", 7_000, project)
    for change in heard:
        assert not checker.is_heavy(change)
        checker.update(change)
    assert checker.report.faults == ()
    assert checker.report != before


def test_money_of_a_form_is_held_against_the_ledger_after_its_edit(book: Book) -> None:
    checker = checker_of(book)
    assert "X51" not in codes(checker.run())
    heard = changes_of(book)
    write(book, "funding.annual.local", 900_000_000_000, read.project_ids(book)[5])
    for change in heard:
        checker.update(change)
    assert "X51" in codes(checker.report)
    assert checker.report == checker_of(book).run()


def test_a_long_ledger_makes_its_own_changes_heavy(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    checker = checker_of(book)
    heard = changes_of(book)
    line = read.ledger(book)[0]
    with book.step("明细") as step:
        edit.update_ledger_line(step, replace(line, amount=7))
    assert not checker.is_heavy(heard[0]), "there was no run to be quick after"
    checker.run()
    assert not checker.is_heavy(heard[0])
    monkeypatch.setattr("budgetdesk.checks.engine._MANY_LINES", 200)
    assert checker.is_heavy(heard[0])


def test_places_in_a_department_are_named(book: Book) -> None:
    line = next(one for one in read.ledger(book) if one.project and one.amount)
    with book.step("明细") as step:
        edit.update_ledger_line(step, replace(line, function_code="21004"))
        revenue = RevenueLine(line.unit, Source.FUND, "1030148", 5_000)
        edit.add_revenue_line(step, replace(revenue, amount=-5_000))
    found = {f.code: f.place for f in checker_of(book).run().findings}
    place = found["X53"]
    assert (place.unit, place.project, place.field) == (line.unit.name, line.project, "功能科目")
    assert place.indicator.startswith("21004 ")
    assert found["L05"].indicator == "政府性基金预算 1030148"
    place = found["L04"]
    assert place.field == "预算公开表7"
    assert place.indicator == "未列收入科目 政府性基金收入预算"
    key = key_of("X53", found["X53"])
    assert (key.level2, key.indicator.split()[0]) == (line.unit.name, str(line.project).split()[0])


def test_a_cure_writes_into_the_ledger(book: Book) -> None:
    (finding,) = [f for f in checker_of(book).run().findings if f.code == "X30"]
    assert finding.fix is not None
    assert apply_fixes(book, [finding.fix], finding.fix.title) == 1
    office = read.units(book)[0]
    own = read.ledger(book, _lines_of(finding))
    assert {line.unit.id for line in own} == {office.id}
    assert all(str(line.government_economic) < "504" for line in own)
    left = [f for f in checker_of(book).run().findings if f.code == "X30"]
    assert [f.fix for f in left] == [None]
    book.undo()
    assert [f.fix for f in checker_of(book).run().findings if f.code == "X30"] == [finding.fix]


def _lines_of(finding: Finding) -> list[int]:
    assert finding.fix is not None
    return [edit.ref.row_id for edit in finding.fix.edits]


# Faults and cancelling


def test_a_rule_that_raises_is_a_fault_and_the_others_go_on(
    small: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(case: object) -> Iterator[Found]:
        yield from ()
        raise RuntimeError("坏了")

    write(small, "plan", "")
    monkeypatch.setitem(RULES, "Q09", replace(RULES["Q09"], test=broken))
    report = checker_of(small).run()
    assert report.faults == (Fault("Q09", "老年村医退养补助", "RuntimeError: 坏了"),)
    assert codes(report) == ["Q01"]


def test_a_cancelled_run_leaves_the_last_report(small: Book) -> None:
    def cancel(done: int, total: int) -> None:
        raise Cancelled

    checker = checker_of(small)
    heard = changes_of(small)
    before = checker.run()
    write(small, "plan", "")
    with pytest.raises(Cancelled):
        checker.run(cancel)
    assert checker.report is before
    assert codes(checker.update(heard[0])) == ["Q01"]


def test_progress_counts_the_projects(book: Book) -> None:
    told: list[tuple[int, int]] = []
    checker_of(book).run(lambda done, total: told.append((done, total)))
    assert told == [(n, 66) for n in range(67)]


# Grading


@pytest.mark.parametrize("set_id", form_set_ids())
def test_the_shipped_sets_grade_without_fault(set_id: str) -> None:
    assert gradings(load_form_set(set_id), {})[1] == ()


def graded(book: Book, text: str | None) -> Report:
    with book.step("设置") as step:
        edit.put_setting(step, OFFICE_SETTING, text)
    return checker_of(book).run()


def test_an_office_switches_regrades_and_sets_limits(small: Book) -> None:
    write(small, "phone", "")
    assert [(f.code, f.severity) for f in graded(small, None).findings] == [
        ("Q02", Severity.EXPLAIN)
    ]
    report = graded(small, '{"Q02": {"severity": "error"}, "Q12": {"least": 8}}')
    assert [(f.code, f.severity) for f in report.findings] == [
        ("Q12", Severity.EXPLAIN),
        ("Q02", Severity.ERROR),
    ]
    assert codes(graded(small, '{"Q02": {"on": false}}')) == []


def test_the_office_counts_more_than_the_form_set(small: Book) -> None:
    graded_so: dict[str, dict[str, object]] = {"Q02": {"severity": "error"}, "Q12": {"least": 8}}
    set_ = replace(form_set(), checks={**form_set().checks, **graded_so})
    write(small, "phone", "")
    report = Checker(small, set_).run()
    assert [f.severity for f in report.findings] == [Severity.EXPLAIN, Severity.ERROR]
    graded(small, '{"Q02": {"severity": "notice"}, "Q12": {"least": 7}}')
    assert [f.severity for f in Checker(small, set_).run().findings] == [Severity.NOTICE]


def test_a_grading_outweighs_the_severity_of_one_finding(small: Book) -> None:
    write(small, "plan", "")  # told softly while the form is being filled
    (mild,) = (it for it in graded(small, None).findings if it.code == "Q01")
    graded_otherwise = graded(small, '{"Q01": {"severity": "explain"}}').findings
    (given,) = (it for it in graded_otherwise if it.code == "Q01")
    assert (mild.severity, given.severity) == (Severity.NOTICE, Severity.EXPLAIN)


@pytest.mark.parametrize(
    ("text", "code", "cause"),
    [
        ("{", "", "JSON"),
        ("[" * 100_000, "", "JSON"),
        ("[1]", "", "编号"),
        ('{"Q99": {"on": false}}', "Q99", "没有这个审核编号"),
        ('{"Q02": 3}', "Q02", "on = false"),
        ('{"Q02": {"on": "no"}}', "Q02", "true 或 false"),
        ('{"Q02": {"severity": "fatal"}}', "Q02", "error、explain、notice"),
        ('{"Q02": {"severity": []}}', "Q02", "不存在"),
        ('{"Q12": {"most": 3}}', "Q12", "least"),
        ('{"Q12": {"least": -1}}', "Q12", "正整数"),
        ('{"Q12": {"least": true}}', "Q12", "正整数"),
    ],
)
def test_a_bad_setting_is_one_fault_and_changes_nothing(
    small: Book, text: str, code: str, cause: str
) -> None:
    report = graded(small, text)
    (fault,) = report.faults
    assert (fault.code, fault.place) == (code, "本单位的审核设置")
    assert cause in fault.cause
    assert report.findings == ()


def test_a_bad_form_set_is_told_of_by_its_name(small: Book) -> None:
    set_ = replace(form_set(), checks={"Q98": {}, "Q12": {"least": "5"}})
    faults = Checker(small, set_).run().faults
    assert [(fault.code, fault.place) for fault in faults] == [
        ("Q98", "套表「yonghe-2024」的 [checks]"),
        ("Q12", "套表「yonghe-2024」的 [checks]"),
    ]


def test_a_bad_grading_is_not_put(small: Book) -> None:
    with pytest.raises(GradingError, match="Q12"), small.step("设置") as step:
        put_office_grades(step, {"Q12": {"least": -3}}, RulesInForce(form_set()))
    assert read.setting(small, OFFICE_SETTING) is None
    with small.step("设置") as step:
        put_office_grades(step, {"Q12": {"least": 8}}, RulesInForce(form_set()))
    assert codes(checker_of(small).run()) == ["Q12"]


def test_a_new_grading_is_followed_by_an_update(small: Book) -> None:
    checker = checker_of(small)
    checker.run()
    heard = changes_of(small)
    graded(small, '{"Q12": {"least": 8}}')
    assert codes(checker.update(heard[0])) == ["Q12"]
    with small.step("别的设置") as step:
        edit.put_setting(step, "别的", "1")
    assert checker.update(heard[1]).findings == checker.report.findings
