"""核减核增: a layer of its own beside what units told, decided in steps, told as 差额表."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from budgetdesk.book.book import Book
from budgetdesk.book.ledger import add_ledger_line
from budgetdesk.book.read import projects, units
from budgetdesk.domain.records import LedgerLine, Nature, Origin, Source
from budgetdesk.exchange.register.revising import RefusedRevision, revise, revised_amounts
from budgetdesk.exchange.sealed.contents import contents_of
from tests.exchange.sealed.conftest import (
    Offices,
    edit,
    made,
    offices,
    received,
    run,
    submitted,
)

__all__ = ["made", "offices"]


def _with_lines(offices: Offices) -> Path:
    """The bureau's book with a package of two lines of 村医 and one of 基本支出."""
    with Book.open(offices.first) as book, book.step("加") as step:
        [unit] = units(book)
        one = projects(book)[0]
        for source, amount in ((Source.GENERAL, 900_00), (Source.FUND, 100_00)):
            face = (Nature.PROJECT, source, Origin.CURRENT)
            line = LedgerLine(unit, "2100408", *face, amount, one.name, "30201", "50201", one.id)
            add_ledger_line(step, line)
        basic = (Nature.BASIC, Source.GENERAL, Origin.CURRENT)
        add_ledger_line(step, LedgerLine(unit, "2100101", *basic, 500_00, None, "30101", "50101"))
    assert received(offices.bureau, submitted(offices.first, offices.folder / "出"))[0] == 0
    return offices.bureau


def _told(*arguments: object) -> tuple[int, list[dict[str, Any]], str]:
    code, out, err = run("revise", *arguments, "--json")
    return code, json.loads(out)["amounts"] if out else [], err


def test_an_amount_is_cut_in_a_step_and_the_unit_s_figures_stay(offices: Offices) -> None:
    bureau = _with_lines(offices)
    with Book.open(bureau, read_only=True) as book:
        before = contents_of(book, units(book)[0])
    wish = ("--unit", "甲医院", "--project", "村医", "--source", "一般公共预算")
    code, told, err = _told(bureau, *wish, "--by=-200", "--note", "标准偏高")
    assert code == 0, err
    cut = [it for it in told if it["revision_fen"]]
    assert [(it["told_fen"], it["revision_fen"], it["allowed_fen"]) for it in cut] == [
        (900_00, -200_00, 700_00)
    ]
    with Book.open(bureau) as book:
        assert contents_of(book, units(book)[0]) == before
        assert book.undo_name == "核减 甲医院 村医 200 元"
        book.undo()
        assert not any(it.revision for it in revised_amounts(book))
        book.redo()
    paper = offices.folder / "差额表.xlsx"
    _, out, _ = run("revise", bureau, "--to", paper)
    assert "报送数 1,500 元，核减 200 元，核增 0 元，审核数 1,300 元" in out
    [sheet] = load_workbook(paper).worksheets
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {"村医", "标准偏高", 900, -200, 700} <= set(values)


def test_what_can_t_be_revised_is_refused_in_a_sentence(offices: Offices) -> None:
    bureau = _with_lines(offices)
    unit = ("--unit", "甲医院")
    for wish, words in (
        ((*unit, "--project", "村医", "--by=-1", "--note", "x"), "几个资金来源"),
        ((*unit, "--by=-501", "--note", "x"), "只报送了 500 元"),
        ((*unit, "--by=-5"), "写明原因"),
        ((*unit, "--project", "没有的", "--by=5", "--note", "x"), "没有报送数"),
        (("--by=5", "--note", "x"), "写明一个单位"),
    ):
        code, _, err = _told(bureau, *wish)
        assert (code, words in err) == (2, True), err
    assert run("desk", bureau, "--accept", "甲医院")[0] == 0
    assert run("desk", bureau, "--approve", "甲医院")[0] == 0
    code, _, err = _told(bureau, *unit, "--by=5", "--note", "x")
    assert (code, "已批复" in err) == (2, True)


def test_a_revision_stays_when_the_unit_sends_again(offices: Offices) -> None:
    bureau = _with_lines(offices)
    wish = ("--unit", "甲医院", "--project", "村医", "--source", "fund", "--by=-40", "--note", "减")
    assert _told(bureau, *wish)[0] == 0
    edit(offices.first, "村医", "name", "乡村医生")
    assert received(bureau, submitted(offices.first, offices.folder / "出"))[0] == 0
    [cut] = [it for it in _told(bureau)[1] if it["revision_fen"]]
    assert (cut["project"], cut["allowed_fen"], cut["in_told"]) == ("乡村医生", 60_00, True)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None
)
@given(deeds=st.lists(st.tuples(st.integers(0, 2), st.integers(-100_000, 50_000)), max_size=6))
def test_whatever_is_decided_what_is_allowed_is_their_sum(
    made: Path, tmp_path: Path, deeds: list[tuple[int, int]]
) -> None:
    path = tmp_path / "甲.budget"
    path.write_bytes((made / "甲.budget").read_bytes())
    with Book.open(path) as book:
        [unit] = units(book)
        with book.step("加") as step:
            for source in (Source.GENERAL, Source.FUND, Source.STATE_CAPITAL):
                face = (Nature.BASIC, source, Origin.CURRENT)
                line = LedgerLine(unit, "2100101", *face, 500_00, None, "30101", "50101")
                add_ledger_line(step, line)
        lines = revised_amounts(book)
        wanted = {it.key: 0 for it in lines}
        for at, fen in deeds:
            it = lines[at]
            if it.told + fen < 0:
                with pytest.raises(RefusedRevision):
                    revise(book, unit, it.project, it.source, fen, "因")
            else:
                revise(book, unit, it.project, it.source, fen, "因")
                wanted[it.key] = fen
        assert {it.key: it.revision for it in revised_amounts(book)} == wanted
        assert all(it.allowed == it.told + it.revision >= 0 for it in revised_amounts(book))
