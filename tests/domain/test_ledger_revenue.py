"""What a line of revenue by code may say."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.catalogue import CatalogueKind, OwnEntry
from budgetdesk.domain.ledger_choices import choices_for
from budgetdesk.domain.ledger_columns import RevenueField
from budgetdesk.domain.ledger_naming import CodeCounts, unnamed_codes
from budgetdesk.domain.ledger_revenue import RevenueTerms
from budgetdesk.domain.records import Department, RevenueLine, Source, Unit
from budgetdesk.domain.typed import TypedError

R = RevenueField
BUREAU = Department("202", "县卫健局", id=1)
OFFICE, HOSPITAL = Unit("县卫健局", BUREAU, id=1), Unit("县医院", BUREAU, "202002", id=2)
OWN = (OwnEntry(CatalogueKind.REVENUE, "1030177", "彩票公益金收入"),)
TERMS = RevenueTerms(2024, (OFFICE, HOSPITAL), own=OWN)
LINE = RevenueLine(HOSPITAL, Source.FUND, "1030148", 100)


def test_a_line_is_typed_cell_by_cell() -> None:
    line = TERMS.fresh()
    cells = (
        (R.UNIT, "202002"), (R.SOURCE, "国有资本经营"), (R.REVENUE_CODE, "利润收入"),
        (R.AMOUNT, "30万元"),
    )  # fmt: skip
    for column, text in cells:
        line = TERMS.with_text(line, column, text)
    assert line == RevenueLine(HOSPITAL, Source.STATE_CAPITAL, "1030601", 30_000_000)
    assert [TERMS.shown(line, column) for column in RevenueField] == [
        "县医院", "国有资本经营预算", "1030601 利润收入", "300,000",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "column", "sentence"),
    [
        (LINE, R.REVENUE_CODE, ""),
        (LINE, R.UNIT, ""),
        (replace(LINE, amount=0), R.AMOUNT, "还没有填写金额。"),
        (replace(LINE, revenue_code=""), R.REVENUE_CODE, "还没有填写收入科目。"),
        (replace(LINE, revenue_code="1030188"), R.REVENUE_CODE,
         "目录中没有收入科目 1030188，请核对编码，或为它命名。"),
        (replace(LINE, revenue_code="1030188", name="某收入"), R.REVENUE_CODE, ""),
        (replace(LINE, revenue_code="1030177"), R.REVENUE_CODE, ""),
        (replace(LINE, source=Source.STATE_CAPITAL), R.REVENUE_CODE,
         "10301 开头的是政府性基金预算收入，请核对资金来源。"),
    ],
)  # fmt: skip
def test_what_is_open_or_odd_is_remarked(line: RevenueLine, column: R, sentence: str) -> None:
    assert TERMS.remark(line, column) == sentence


@pytest.mark.parametrize("text", ["10301771", "没有的收入", "103015"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(TypedError):
        TERMS.with_text(LINE, R.REVENUE_CODE, text)


def test_a_name_of_the_lines_own_is_shown_and_goes_with_its_code() -> None:
    named = replace(LINE, revenue_code="1030188", name="某收入")
    assert TERMS.shown(named, R.REVENUE_CODE) == "1030188 某收入"
    assert TERMS.with_text(named, R.AMOUNT, "5").name == "某收入"
    assert TERMS.with_text(named, R.REVENUE_CODE, "1030148").name == ""
    assert unnamed_codes([named], TERMS) == ()
    assert TERMS.fresh(named, R.AMOUNT) == replace(named, amount=0)
    assert TERMS.fresh(named, R.REVENUE_CODE).revenue_code == ""


def test_own_codes_are_offered() -> None:
    shown = [choice.shown for choice in choices_for(TERMS, LINE, R.REVENUE_CODE, "cpgyj")]
    assert shown == ["1030155 彩票公益金收入", "1030177 彩票公益金收入"]


lines = st.builds(
    RevenueLine,
    unit=st.sampled_from((OFFICE, HOSPITAL)),
    source=st.sampled_from((Source.FUND, Source.STATE_CAPITAL)),
    revenue_code=st.sampled_from(["", "1030148", "1030177", "1030188", "103018801"]),
    amount=st.integers(-(10**14), 10**14),
    id=st.integers(1, 9),
)


@given(lines)
def test_what_is_edited_says_the_same_when_it_is_typed_again(line: RevenueLine) -> None:
    for column in RevenueField:
        assert TERMS.with_text(line, column, TERMS.editable(line, column)) == line


@given(st.lists(st.tuples(st.integers(1, 6), lines | st.none()), max_size=20))
def test_counts_kept_up_are_those_counted_anew(
    changes: list[tuple[int, RevenueLine | None]],
) -> None:
    known: dict[int, RevenueLine] = {}
    counts = CodeCounts(TERMS)
    for number, after in changes:
        counts.change(known.pop(number, None), after)
        if after is not None:
            known[number] = after
    anew = unnamed_codes(known.values(), TERMS)
    assert sorted(counts.unnamed(TERMS), key=str) == sorted(anew, key=str)
