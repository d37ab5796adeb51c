"""Grouping, filtering and searching, without Qt."""

from dataclasses import replace

from budgetdesk.checks.finding import Explanation, Finding, FindingPlace, Severity
from budgetdesk.desktop.findings.entries import (
    FindingLine,
    Grouping,
    Line,
    Wish,
    arranged,
    entries_of,
    offices_of,
    open_counts,
    within,
)
from budgetdesk.desktop.findings.wording import PapersOwner, place_text
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from budgetdesk.forms.listing import LineHeading


def finding(
    code: str,
    severity: Severity = Severity.NOTICE,
    *,
    unit: str = "县医院",
    path: str = "overview",
    record_id: int = 1,
    message: str = "",
    explanation: Explanation | None = None,
) -> Finding:
    kind = RecordKind.PROJECT if unit else RecordKind.OVERALL
    ref = FieldRef(kind, record_id, path)
    place = FindingPlace(ref, "县卫体局", unit, "村医补助" if unit else "", field="项目概况")
    return Finding(code, severity, f"规则{code}", place, message, explanation=explanation)


MIXED = (
    finding("Q05", unit="", record_id=1),
    finding("Q02", Severity.ERROR, record_id=2, message="项目设立必要性 没有填写。"),
    finding("Q05", Severity.EXPLAIN, unit="疾控中心", record_id=3, message="补水费用 ＱＩＮＧ"),
    finding("Q02", Severity.ERROR, unit="疾控中心", record_id=4),
)
IGNORED = Explanation("本项目不设", "王一", "2024-03-01T10:32:05+08:00", ignored=True)


def told(lines: list[Line]) -> list[str]:
    return [
        f"{line.title}:{line.count}"
        if isinstance(line, LineHeading)
        else str(line.key.ref.record_id)
        for line in lines
    ]


def test_groups_by_severity_stand_gravest_first() -> None:
    lines = arranged(entries_of(MIXED), Wish())
    assert told(lines) == ["错误:2", "2", "4", "需说明:1", "3", "提示:1", "1"]


def test_groups_by_rule_stand_in_the_order_of_codes() -> None:
    lines = arranged(entries_of(MIXED), Wish(Grouping.RULE))
    assert told(lines) == ["Q02 规则Q02:2", "2", "4", "Q05 规则Q05:2", "1", "3"]


def test_groups_by_unit_begin_with_overall_forms() -> None:
    entries = entries_of((MIXED[1], MIXED[2], MIXED[0]))
    lines = arranged(entries, Wish(Grouping.UNIT))
    assert told(lines) == ["县卫体局　整体支出:1", "1", "县医院:1", "2", "疾控中心:1", "3"]
    assert offices_of(entries) == (
        PapersOwner("县卫体局", "", "整体支出"),
        PapersOwner("县卫体局", "县医院"),
        PapersOwner("县卫体局", "疾控中心"),
    )


def of_department(path: str, field: str, indicator: str, unit: str = "") -> Finding:
    ref = FieldRef(RecordKind.DEPARTMENT, 1, path, row_id=7)
    place = FindingPlace(ref, "县卫体局", unit, field=field, indicator=indicator)
    return Finding("X02", Severity.ERROR, "表内不平", place, "不等。")


def test_what_a_department_holds_is_named_and_stands_with_its_unit_or_by_itself() -> None:
    figure = of_department("tables.figure", "预算公开表5", "合计 基本支出")
    line = of_department("ledger.amount", "金额", "2100101 一般公共预算 当年", "县医院")
    entry = of_department("entries.duties", "主要职责", "")
    assert place_text(figure.place) == "县卫体局　部门预算 / 预算公开表5「合计 基本支出」"
    assert place_text(line.place) == "县医院 / 金额「2100101 一般公共预算 当年」"
    assert place_text(entry.place) == "县卫体局　部门预算 / 主要职责"
    entries = entries_of((line, MIXED[1], figure, entry, MIXED[0]))
    titles = [it for it in told(arranged(entries, Wish(Grouping.UNIT))) if ":" in it]
    assert titles == ["县卫体局　部门预算:2", "县卫体局　整体支出:1", "县医院:2"]
    chosen = within(entries, Wish(office=PapersOwner("县卫体局", "", "部门预算")))
    assert [it.finding for it in chosen] == [figure, entry]


def test_a_folded_group_shows_its_heading_and_count() -> None:
    lines = arranged(entries_of(MIXED), Wish(), frozenset({"error"}))
    assert told(lines)[:3] == ["错误:2", "需说明:1", "3"]


def test_a_filter_leaves_the_chosen_severities_office_and_text() -> None:
    entries = entries_of(MIXED)
    only_errors = Wish(severities=frozenset({Severity.ERROR}))
    assert told(arranged(entries, only_errors)) == ["错误:2", "2", "4"]
    assert [
        e.key.ref.record_id
        for e in within(entries, Wish(office=PapersOwner("县卫体局", "疾控中心")))
    ] == [3, 4]
    for text, hits in (("q05", [1, 3]), ("ｑｉｎｇ", [3]), ("必要性没有", [2]), ("没有这个", [])):
        assert [e.key.ref.record_id for e in within(entries, Wish(text=text))] == hits, text


def test_what_is_ignored_neither_counts_nor_shows_unless_wished() -> None:
    entries = entries_of((*MIXED, finding("Q02", Severity.ERROR, record_id=9, explanation=IGNORED)))
    assert open_counts(entries)[Severity.ERROR] == 2
    assert len(within(entries, Wish())) == 4
    assert len(within(entries, Wish(ignored=True))) == 5
    assert [e.key.ref.record_id for e in within(entries, Wish(text="不设", ignored=True))] == [9]


def test_an_entry_stays_the_same_while_its_finding_does() -> None:
    before = entries_of(MIXED)
    changed = replace(MIXED[1], message="别的话")
    after = entries_of((MIXED[0], changed, *MIXED[2:]), before)
    same = [one is other for one, other in zip(before, after, strict=True)]
    assert same == [True, False, True, True]
    assert [entry.key for entry in before] == [entry.key for entry in after]


def test_two_findings_of_a_rule_at_one_place_are_two_entries() -> None:
    entries = entries_of((MIXED[1], MIXED[1]))
    assert entries[0].key != entries[1].key


def test_a_heading_s_fix_is_open_only_while_nobody_decided_otherwise() -> None:
    assert not FindingLine(entries_of(MIXED)[0].key, MIXED[0]).open_fix
