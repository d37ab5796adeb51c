import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.assets import resource
from budgetdesk.book.book import Book
from budgetdesk.book.read import overalls
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.fixes import apply_fixes
from budgetdesk.domain.money import wan_text
from budgetdesk.domain.overall_funding import OverallFunding
from budgetdesk.domain.records import KeyTask
from budgetdesk.exchange.content import overall_json
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files
from budgetdesk.forms.loader import load_form_set

Content = dict[str, Any]
Write = Callable[[str, object], Path]
State = Callable[[Book], Any]


def test_amounts_are_in_wan_and_counts_whole(
    book: Book, overall_content: Content, write: Write
) -> None:
    overall_content["funding"]["by_source"]["fund"] = "0"
    overall_content["funding"]["by_source"]["general_public_budget"] = "5460.410001"
    overall_content["funding"]["by_source"]["unit_funds"] = None
    overall_content["other_staff"] = None
    import_files(book, [write("a.json", overall_content)])
    (form,) = overalls(book)
    assert form.by_source.general == 5_460_410_001
    assert form.by_source.unit_funds is None
    assert form.other_staff is None
    exported = json.loads(overall_json(book) or "")
    assert exported["funding"]["by_source"]["general_public_budget"] == "5460.410001"
    assert exported["funding"]["by_source"]["unit_funds"] is None
    assert exported["other_staff"] is None


def test_every_slot_of_the_tree_is_exported(
    book: Book, overall_content: Content, write: Write
) -> None:
    overall_content["indicators"] = [
        {"level1": "效益指标", "level2": "社会效益指标", "level3": "乙", "value": ""},
        {"level1": "产出指标", "level2": "数量指标", "level3": "甲", "value": "1个"},
        {"level1": "效益指标", "level2": "社会效益指标", "level3": "丙", "value": "提高"},
    ]
    import_files(book, [write("a.json", overall_content)])
    rows = json.loads(overall_json(book) or "")["indicators"]
    assert [row["level2"] for row in rows] == [
        "数量指标", "质量指标", "时效指标", "成本指标", "经济效益指标", "社会效益指标",
        "社会效益指标", "生态效益指标", "可持续影响指标", "服务对象满意度指标",
    ]  # fmt: skip
    assert [row["level3"] for row in rows if row["level3"]] == ["甲", "乙", "丙"]
    assert len(overalls(book)[0].indicators) == 3


def test_several_departments_make_a_list(
    book: Book, overall_content: Content, write: Write
) -> None:
    other = overall_content | {"department_code": "203", "department_name": "永和县教育局"}
    import_files(book, [write("a.json", [overall_content, other])])
    exported = json.loads(overall_json(book) or "")
    assert [each["department_code"] for each in exported] == ["202", "203"]


def test_a_form_replaces_the_one_before(book: Book, overall_content: Content, write: Write) -> None:
    import_files(book, [write("a.json", overall_content)])
    overall_content["key_tasks"] = [
        {"core_function": "甲", "task": "乙"},
        {"core_function": "", "task": ""},
    ]
    import_files(book, [write("a.json", overall_content)])
    (form,) = overalls(book)
    assert [(task.core_function, task.task) for task in form.key_tasks] == [("甲", "乙")]
    assert form.key_tasks[0] != KeyTask()
    book.undo()
    assert len(overalls(book)[0].key_tasks) > 1


def test_what_of_a_filled_form_becomes_another_thing_is_told(
    book: Book, overall_content: Content, write: Write
) -> None:
    (first,) = import_files(book, [write("a.json", overall_content)]).files
    assert not first.notes  # nothing was there
    (same,) = import_files(book, [write("a.json", overall_content)]).files
    assert not same.notes  # and now nothing changes
    overall_content["duties"] = "另一份职责。"
    overall_content["key_tasks"] = [{"core_function": "甲", "task": "乙"}]
    (changed,) = import_files(book, [write("a.json", overall_content)]).files
    assert changed.notes == [
        (
            "「永和县卫生健康和体育局」整体表账套中已有内容，2 处改为文件中的内容："
            "部门职责、年度重点任务。"
        )
    ]


@pytest.mark.parametrize(
    ("keys", "value", "field", "reason"),
    [
        (("approved_staffing",), 8, "approved_staffing", "应为文字，现为数字"),
        (("approved_staffing",), "八", "approved_staffing", "「八」不是个数"),
        (("actual_staff",), "-1", "actual_staff", "不是个数"),
        (("funding",), None, "funding", "应为一组内容"),
        (("funding", "unit"), "元", "funding.unit", "应为万元"),
        (("funding", "by_direction", "basic"), "x", "funding.by_direction.basic", "不是金额"),
        (("key_tasks", 0), "x", "key_tasks 第 1 项", "应为一组内容，现为文字"),
        (("indicators", 1, "level2"), "x", "indicators 第 2 项.level2", "没有「产出指标 / x」"),
        (("indicators", 1, "value"), 98, "indicators 第 2 项.value", "应为文字，现为数字"),
        (("duties",), None, "duties", "应为文字，现为空值"),
    ],
)
def test_a_fault_names_department_and_field_and_changes_nothing(
    book: Book, overall_content: Content, write: Write, state: State, keys: Any, value: object,
    field: str, reason: str,
) -> None:  # fmt: skip
    place: Any = overall_content
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    before = state(book)
    with pytest.raises(ImportFault) as refusal:
        import_files(book, [write("整体.json", overall_content)])
    assert refusal.value.record == "部门「永和县卫生健康和体育局」"
    assert refusal.value.field == field
    assert reason in str(refusal.value)
    assert state(book) == before


def test_a_missing_field_is_named_as_the_form_names_it(
    book: Book, overall_content: Content, write: Write
) -> None:
    del overall_content["internal_functional_departments"]
    with pytest.raises(ImportFault) as refusal:
        import_files(book, [write("整体.json", overall_content)])
    assert "内设职能部门数（internal_functional_departments）：缺少这一栏" in str(refusal.value)


def test_a_department_twice_in_one_file_is_refused(
    book: Book, overall_content: Content, write: Write
) -> None:
    with pytest.raises(ImportFault, match="出现了两次"):
        import_files(book, [write("a.json", [overall_content, overall_content])])


def test_a_set_without_the_form_refuses_it(
    new_book: Callable[[str, int], Book], overall_content: Content, write: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from dataclasses import replace

    from budgetdesk.exchange import importing
    from budgetdesk.forms.loader import load_form_set

    whole = load_form_set("yonghe-2024")
    without = replace(whole, forms=whole.forms[:1])
    monkeypatch.setattr(importing, "load_forms_of", lambda _book: without)
    with pytest.raises(ImportFault, match="没有整体支出绩效目标申报表"):
        import_files(new_book("yonghe-2024", 2024), [write("a.json", overall_content)])


def test_a_book_without_overall_form_has_no_json(book: Book) -> None:
    assert overall_json(book) is None


LEDGER = resource("sample", "ledger.csv")


def test_with_a_ledger_that_agrees_nothing_is_told_and_the_form_goes_out_as_it_came(
    book: Book, overall_content: Content, write: Write
) -> None:
    report = import_files(book, [write("a.json", overall_content), LEDGER])
    assert not [note for note in report.sentences() if "不等" in note]
    (form,) = overalls(book)
    assert form.filled_in == OverallFunding()
    exported = json.loads(overall_json(book) or "")
    assert exported["funding"] == overall_content["funding"]


@pytest.mark.parametrize("together", [True, False])
def test_amounts_that_differ_from_the_ledger_are_told_and_kept_until_they_are_mended(
    book: Book, overall_content: Content, write: Write, *, together: bool
) -> None:
    overall_content["funding"]["by_direction"]["basic"] = "3253.18"
    path = write("a.json", overall_content)
    report = import_files(book, [LEDGER, path] if together else [path])
    if not together:
        assert not [note for note in report.sentences() if "不等" in note]
        report = import_files(book, [LEDGER])
    (told,) = [note for note in report.sentences() if "不等" in note]
    assert told.startswith("「永和县卫生健康和体育局」整体表填报的资金与预算明细不等")
    (form,) = overalls(book)
    assert wan_text(form.by_direction.basic) == "3253.17"
    assert form.filled_in is not None
    assert form.filled_in.by_direction.basic == 3_253_180_000
    checker = Checker(book, load_form_set(book.info.form_set))
    (finding,) = [f for f in checker.run().findings if f.code in ("X43", "X44")]
    assert finding.values == (("填报", "3253.18 万元"), ("预算明细", "3253.17 万元"))
    assert finding.fix is not None
    book.subscribe(checker.update)
    apply_fixes(book, [finding.fix], "按预算明细")
    assert not [f for f in checker.report.findings if f.code in ("X43", "X44")]
    book.undo()
    assert [f for f in checker.report.findings if f.code in ("X43", "X44")]
