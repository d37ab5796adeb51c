"""The arrangement of rows without Qt, against a plain reading of what it should be."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.desktop.ledger.rows import Arrangement, GroupHeading, NewRow, key_of
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.records import Department, LedgerLine, Nature, Origin, Source, Unit

F = LedgerField
BUREAU = Department("202", "县卫健局", id=1)
UNITS = (Unit("县卫健局", BUREAU, id=5), Unit("县医院", BUREAU, id=2))
TERMS = LedgerTerms(2024, UNITS)


def line(number: int, *, unit: int = 0, code: str = "2100101", amount: int = 100) -> LedgerLine:
    return LedgerLine(
        UNITS[unit], code, Nature.PROJECT, Source.GENERAL, Origin.CURRENT, amount,
        project=f"项目{number}", id=number,
    )  # fmt: skip


def arranged(*lines: LedgerLine) -> Arrangement:
    arrangement = Arrangement(TERMS)
    arrangement.load(lines)
    return arrangement


def ids(arrangement: Arrangement) -> list[int | str]:
    return [key_of(row) for row in arrangement.rows() if not isinstance(row, NewRow)]


THREE = (line(1, amount=300), line(2, unit=1, amount=100), line(3, amount=200))


def test_lines_stand_as_they_were_entered_with_a_new_row_below() -> None:
    arrangement = arranged(*THREE)
    assert ids(arrangement) == [1, 2, 3]
    assert isinstance(arrangement.rows()[-1], NewRow)


def test_sorting_by_a_column_and_back() -> None:
    arrangement = arranged(*THREE)
    arrangement.sort(F.AMOUNT)
    assert ids(arrangement) == [2, 3, 1]
    arrangement.sort(F.AMOUNT, descending=True)
    assert ids(arrangement) == [1, 3, 2]
    arrangement.sort(F.UNIT)
    assert ids(arrangement) == [1, 3, 2], "in the tree's order, not by name or id"
    arrangement.sort(None)
    assert ids(arrangement) == [1, 2, 3]


def test_groups_have_headings_with_subtotals_and_can_be_folded() -> None:
    arrangement = arranged(*THREE)
    arrangement.grouping = F.UNIT
    first, *_, second, _, _ = arrangement.rows()
    assert isinstance(first, GroupHeading)
    assert isinstance(second, GroupHeading)
    assert (first.title, first.count, first.total) == ("县卫健局", 2, 500)
    assert (second.title, second.count, second.total) == ("县医院", 1, 100)
    assert ids(arrangement) == ["unit:5", 1, 3, "unit:2", 2]
    arrangement.fold("unit:5", folded=True)
    assert ids(arrangement) == ["unit:5", "unit:2", 2]
    arrangement.fold("unit:5", folded=False)
    assert len(ids(arrangement)) == 5


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("项目2", [2]),
        ("xyy", [2]),  # 县医院
        ("县卫健局 项目3", [3]),
        ("行政运行", [1, 2, 3]),
        ("2100101", [1, 2, 3]),
        ("0,000.5", [4]),
        ("没有", []),
        ("  ", [1, 2, 3, 4]),
    ],
)
def test_a_filter_lets_lines_through_that_hold_every_word(query: str, expected: list[int]) -> None:
    arrangement = arranged(*THREE, line(4, code="", amount=1_000_050))
    arrangement.filter(query)
    assert ids(arrangement) == expected


def test_a_line_that_is_edited_stays_where_it_is() -> None:
    arrangement = arranged(*THREE)
    arrangement.sort(F.AMOUNT)
    arrangement.filter("项目")
    arrangement.take([replace(THREE[1], amount=999, project="别的")], (), None)
    assert ids(arrangement) == [2, 3, 1]
    arrangement.filter("项目1")
    assert ids(arrangement) == [1]


def test_new_lines_stand_below_the_one_that_is_named() -> None:
    arrangement = arranged(*THREE)
    arrangement.take([line(7), line(8)], (), after=1)
    assert ids(arrangement) == [1, 7, 8, 2, 3]
    arrangement.take([line(9)], (), after=None)
    assert ids(arrangement) == [1, 7, 8, 2, 3, 9]


def test_only_some_lines_may_be_shown() -> None:
    arrangement = arranged(*THREE)
    arrangement.choose([3, 1])
    assert ids(arrangement) == [1, 3]
    arrangement.choose(None)
    assert ids(arrangement) == [1, 2, 3]


@given(st.sets(st.integers(1, 12)), st.permutations(range(1, 13)), st.booleans())
def test_lines_that_come_back_stand_where_they_stood(
    gone: set[int], order: list[int], one_by_one: bool
) -> None:
    arrangement = arranged(*(line(number, amount=order[number - 1]) for number in range(1, 13)))
    arrangement.sort(F.AMOUNT)
    before = ids(arrangement)
    removed = [arrangement.lines[number] for number in sorted(gone)]
    if one_by_one:
        for each in removed:
            arrangement.take((), [each.id], None)
        for each in reversed(removed):
            arrangement.take([each], (), None)
    else:
        arrangement.take((), gone, None)
        assert [key for key in before if key not in gone] == ids(arrangement)
        arrangement.take(removed, (), None)
    assert ids(arrangement) == before


@given(
    st.lists(st.builds(line, st.just(1), unit=st.integers(0, 1),
                       code=st.sampled_from(["2100101", "2100201", ""]),
                       amount=st.integers(-9, 9)), max_size=12),
    st.sampled_from([F.UNIT, F.FUNCTION_CODE, F.NATURE]),
)  # fmt: skip
def test_subtotals_add_up_to_the_total(lines: list[LedgerLine], grouping: LedgerField) -> None:
    arrangement = arranged(*(replace(each, id=number) for number, each in enumerate(lines, 1)))
    arrangement.grouping = grouping
    headings = [row for row in arrangement.rows() if isinstance(row, GroupHeading)]
    assert sum(heading.total for heading in headings) == sum(each.amount for each in lines)
    assert sum(heading.count for heading in headings) == len(lines)
