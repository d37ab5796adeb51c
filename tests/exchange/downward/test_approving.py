"""批复: what was accepted goes back to the unit, whose book keeps it and tells what differs."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from budgetdesk.book.book import Book
from budgetdesk.book.edit import write_field
from budgetdesk.book.ledger import add_ledger_line
from budgetdesk.book.read import projects, units
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import LedgerLine, Nature, Origin, RecordKind, Source
from budgetdesk.exchange.downward.approval_content import (
    Approval,
    ApprovedProject,
    ApprovedRevision,
    approval_content,
    read_approval,
)
from budgetdesk.exchange.downward.registers import taken_approvals
from budgetdesk.exchange.sealed.opening import open_package
from tests.exchange.register.test_register import register
from tests.exchange.sealed.conftest import (
    Offices,
    edit,
    received,
    run,
    state,
    submitted,
)


def approved(offices: Offices) -> Path:
    """The 批复 of what the first unit sent."""
    register(offices.bureau, "--accept", "甲医院")
    given = ("--unit", "甲医院", "--to", offices.folder / "批", "--note", "永财预〔2024〕1号")
    code, out, err = run("approve", offices.bureau, *given)
    assert code == 0, err
    return Path(out.splitlines()[0])


def test_it_is_kept_once_and_the_forms_stay(offices: Offices) -> None:
    file = approved(offices)
    assert file.name == "批复_2024_甲医院_目标_v1.xlsx"
    assert register(offices.bureau)["甲医院"]["state"] == "approved"
    before = state(offices.first)
    code, [receipt] = received(offices.first, file)
    assert (code, receipt["found"], receipt["outcome"]) == (0, ["approved"], "taken")
    assert receipt["warnings"] == []
    assert received(offices.first, file)[1][0]["found"] == ["duplicate"]
    assert state(offices.first) == before
    with Book.open(offices.first) as book:
        [unit] = units(book)
        [kept] = taken_approvals(book, unit.uuid)
        assert (kept.version, kept.note) == (1, "永财预〔2024〕1号")
        assert kept.code == open_package(offices.package).envelope.code
        book.undo()
        assert taken_approvals(book, unit.uuid) == ()


def test_what_differs_from_it_is_told(offices: Offices) -> None:
    file = approved(offices)
    edit(offices.first, "防疫", "plan", "新的计划")
    submitted(offices.first, offices.folder / "出")
    with Book.open(offices.first) as book, book.step("改") as step:
        village, other = sorted(projects(book), key=lambda it: it.name)
        ref = FieldRef(RecordKind.PROJECT, village.id, "funding.annual.total")
        write_field(step, ref, 1_200_000)
        step.delete("project", other.id)
    _, [receipt] = received(offices.first, file)
    assert receipt["warnings"] == [
        "批复的是第 1 版，本账套最近上报的是第 2 版。",
        f"「{village.name}」批复 10,000 元，账套中是 12,000 元。",
        f"批复的项目「{other.name}」账套中没有。",
    ]


def cut(offices: Offices, project: str, money: str, note: str) -> None:
    """Revise one amount of the first unit."""
    wish = ("--unit", "甲医院", "--project", project, f"--by={money}", "--note", note)
    code, _, err = run("revise", offices.bureau, *wish)
    assert code == 0, err


def test_what_was_revised_goes_along_and_is_told_until_the_book_says_it(offices: Offices) -> None:
    cut(offices, "村医", "-2000", "人均标准偏高")
    cut(offices, "防疫", "500", "补足")
    file = approved(offices)
    approval = read_approval(open_package(file).payload)
    assert {it.name: approval.allowed(it) for it in approval.projects} == {
        "村医": 800_000,
        "防疫": 1_050_000,
    }
    shown = {str(cell.value) for row in load_workbook(file).worksheets[0] for cell in row}
    assert {"人均标准偏高", "补足"} <= shown
    code, [receipt] = received(offices.first, file, "--dry-run")
    assert "批复第 1 版，核减 2,000 元，核增 500 元" in receipt["sentence"]
    assert sorted(receipt["warnings"]) == [
        "「村医」批复 8,000 元，账套中是 10,000 元（核减 2,000 元：人均标准偏高）。",
        "「防疫」批复 10,500 元，账套中是 10,000 元（核增 500 元：补足）。",
    ]
    with Book.open(offices.first) as book, book.step("改") as step:
        village = next(it for it in projects(book) if it.name == "村医")
        ref = FieldRef(RecordKind.PROJECT, village.id, "funding.annual.total")
        write_field(step, ref, 800_000)
    assert (code, len(received(offices.first, file)[1][0]["warnings"])) == (0, 1)


def test_what_was_revised_of_no_project_is_told_by_its_source(offices: Offices) -> None:
    with Book.open(offices.first) as book, book.step("加") as step:
        [unit] = units(book)
        face = (Nature.BASIC, Source.GENERAL, Origin.CURRENT)
        add_ledger_line(step, LedgerLine(unit, "2100101", *face, 500_00, None, "30101", "50101"))
    received(offices.bureau, submitted(offices.first, offices.folder / "出"))
    cut(offices, "基本支出", "-200", "人员减少")
    _, [receipt] = received(offices.first, approved(offices))
    assert receipt["warnings"] == [
        "「基本支出」一般公共预算报送 500 元，批复 300 元（核减 200 元：人员减少）。",
        "一般公共预算批复 300 元，账套中是 500 元。",
    ]


def test_less_than_nothing_is_not_approved(offices: Offices) -> None:
    cut(offices, "村医", "-8000", "压减")
    with Book.open(offices.first) as book, book.step("改") as step:
        village = next(it for it in projects(book) if it.name == "村医")
        ref = FieldRef(RecordKind.PROJECT, village.id, "funding.annual.total")
        write_field(step, ref, 500_000)
    received(offices.bureau, submitted(offices.first, offices.folder / "出"))
    register(offices.bureau, "--accept", "甲医院")
    given = ("--unit", "甲医院", "--to", offices.folder / "批")
    code, _, err = run("approve", offices.bureau, *given)
    assert (code, "「村医」的审核数不到 0 元，不能批复" in err) == (2, True)
    assert register(offices.bureau)["甲医院"]["state"] == "accepted"


def test_what_is_not_for_a_book_or_not_accepted_is_refused(offices: Offices) -> None:
    given = ("--unit", "甲医院", "--to", offices.folder / "批")
    code, _, err = run("approve", offices.bureau, *given)
    assert (code, "不能批复" in err) == (2, True)
    assert not (offices.folder / "批").exists()
    file = approved(offices)
    for book, found in ((offices.second, "unknown_unit"), (offices.bureau, "own")):
        code, [receipt] = received(book, file)
        assert (code, receipt["found"]) == (2, [found])


def test_a_strangers_content_is_none(offices: Offices) -> None:
    sound = open_package(approved(offices)).payload
    assert len(read_approval(sound).projects) == 2
    for key, value in (
        ("projects", {}),
        ("projects", [{"uuid": "a", "name": 1, "total": 1}]),
        ("totals", {"gold": 1}),
        ("revisions", "all"),
        ("revisions", [{"project": "a", "name": "b", "source": "c", "told": 1, "revision": "1"}]),
        ("approved_version", "1"),
        ("note", "长" * 5_000),
    ):
        with pytest.raises((TypeError, KeyError, ValueError, AttributeError)):
            read_approval({**sound, key: value})


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_FEN = st.integers(-(10**13), 10**13)
_APPROVALS = st.builds(
    Approval,
    st.integers(1, 99),
    _TEXTS,
    _TEXTS,
    st.dictionaries(st.sampled_from(Source), _FEN),
    st.lists(st.builds(ApprovedProject, _TEXTS, _TEXTS, st.none() | _FEN)).map(tuple),
    st.lists(
        st.builds(ApprovedRevision, _TEXTS, _TEXTS, _TEXTS, _FEN, _FEN, _TEXTS), max_size=6
    ).map(tuple),
)


@given(_APPROVALS)
@settings(max_examples=60, deadline=None)
def test_what_is_read_is_what_was_written(approval: Approval) -> None:
    content = json.loads(json.dumps(approval_content(approval)))
    assert read_approval(content) == approval
    one_each = {it.uuid: it for it in approval.projects}.values()
    shared = sum(approval.revision(it) for it in one_each)
    apart = sum(it.revision for it in approval.apart)
    assert shared + apart == sum(it.revision for it in approval.revisions)
    del content["revisions"]  # as 批复 were before
    assert read_approval(content) == replace(approval, revisions=())
