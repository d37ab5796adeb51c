"""Ledgers laid out as offices do, with sums by unit and by code, read back exactly."""

from collections.abc import Callable, Sequence
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.money import yuan_text
from budgetdesk.domain.records import Department, LedgerLine, Nature, Origin, Source, Unit
from budgetdesk.exchange.line_tables.reading import PastedRow, lines_of, read_rows
from budgetdesk.exchange.line_tables.recognising import recognise

BUREAU = Department("202", "县卫健局", id=1)
UNITS = tuple(
    Unit(name, BUREAU, f"20200{n}", id=n)
    for n, name in enumerate(("县卫健局", "县医院", "县疾控"), 1)
)
TERMS = LedgerTerms(2024, UNITS)
CODES = ("2100101", "2100408", "2100409", "2101101", "2080505", "2210201")
HEAD = ["单位", "科目编码", "科目名称", "项目名称", "资金来源", "资金年度", "金额（元）"]
Table = list[list[str]]
Key = tuple[str, str, str | None, int]

line = st.builds(
    LedgerLine,
    unit=st.sampled_from(UNITS),
    function_code=st.sampled_from(CODES),
    nature=st.just(Nature.PROJECT),
    source=st.sampled_from(list(Source)),
    origin=st.just(Origin.CURRENT),
    amount=st.integers(1, 10**9),
    project=st.sampled_from(["老年村医补助", "设备更新", "公共卫生", "培训"]),
)
ledgers = st.lists(line, min_size=1, max_size=14)


def key(line: LedgerLine) -> Key:
    return line.unit.name, line.function_code, line.project, line.amount


def cells(line: LedgerLine, unit: bool = True, code: bool = True) -> list[str]:
    return [
        line.unit.name if unit else "",
        line.function_code if code else "",
        "",
        line.project or "",
        line.source.value,
        "当年",
        yuan_text(line.amount),
    ]


def total(lines: Sequence[LedgerLine]) -> str:
    return yuan_text(sum(line.amount for line in lines), thousands=True)


def summed(unit: str, code: str, name: str, lines: Sequence[LedgerLine]) -> list[str]:
    return [unit, code, name, "", "", "", total(lines)]


def by_unit(lines: list[LedgerLine], before: bool, repeated: bool) -> Table:
    """Units with their own sum before (or after) their lines, the unit repeated or merged."""
    rows: Table = []
    for name, group in groupby(sorted(lines, key=lambda it: it.unit.id), lambda it: it.unit.name):
        of_unit = list(group)
        own = [summed(name, "", "", of_unit)]
        body = [cells(it, unit=repeated or (not before and n == 0)) for n, it in enumerate(of_unit)]
        rows += own + body if before else body + own
    return rows


def outline(lines: list[LedgerLine], before: bool, repeated: bool) -> Table:
    """类 and 款 with their sums before (or after) the 项, within each unit."""
    rows: Table = []
    ordered = sorted(lines, key=lambda it: (it.unit.id, it.function_code))
    for name, group in groupby(ordered, lambda it: it.unit.name):
        rows += _levels(list(group), name, (3, 5), before, repeated)
    return rows


def _levels(
    lines: list[LedgerLine], unit: str, lengths: Sequence[int], before: bool, repeated: bool
) -> Table:
    if not lengths:
        return [cells(it) for it in lines]
    rows: Table = []
    for code, group in groupby(lines, lambda it: it.function_code[: lengths[0]]):
        below = list(group)
        own = [summed(unit, code, "名称", below)]
        inner = _levels(below, unit, lengths[1:], before, repeated)
        rows += own + inner if before else inner + own
    return rows


def by_code(lines: list[LedgerLine], before: bool, repeated: bool) -> Table:
    """Codes with their sum, the units below them: code before unit."""
    rows: Table = []
    for code, group in groupby(
        sorted(lines, key=lambda it: it.function_code), lambda it: it.function_code
    ):
        of_code = list(group)
        rows += [summed("", code, "名称", of_code), *(cells(it, code=repeated) for it in of_code)]
    return [[row[1], row[0], *row[2:]] for row in rows]


def with_totals(rows: Table, lines: list[LedgerLine], first: bool) -> Table:
    whole = ["合计", *[""] * 5, total(lines)]
    return [whole, *rows] if first else [*rows, whole]


Shape = Callable[[list[LedgerLine], bool, bool], Table]


def read(table: Table) -> tuple[PastedRow, ...]:
    return read_rows(table, recognise(table, TERMS), TERMS, TERMS.fresh())


def made(rows: Sequence[PastedRow]) -> list[Key]:
    return sorted(key(line) for line in lines_of(rows) if isinstance(line, LedgerLine))


@pytest.mark.parametrize("shape", [by_unit, outline, by_code])
@given(lines=ledgers, before=st.booleans(), repeated=st.booleans(), grand=st.sampled_from("头尾无"))
def test_a_ledger_with_sums_comes_back_without_them(
    shape: Shape, lines: list[LedgerLine], before: bool, repeated: bool, grand: str
) -> None:
    rows = shape(lines, before, repeated)
    if grand != "无":
        rows = with_totals(rows, lines, first=grand == "头")
    head = [HEAD[1], HEAD[0], *HEAD[2:]] if shape is by_code else HEAD
    found = read([head, *rows])
    assert not any(row.problems for row in found)
    assert not any(row.mismatch for row in found)
    assert made(found) == sorted(map(key, lines))


@given(lines=ledgers, merged=st.booleans())
def test_a_ledger_without_sums_loses_no_line(lines: list[LedgerLine], merged: bool) -> None:
    ordered = sorted(lines, key=lambda it: (it.unit.id, it.function_code))
    rows: Table = []
    above: LedgerLine | None = None
    for each in ordered:
        same_unit = merged and above is not None and above.unit == each.unit
        same_code = same_unit and above is not None and above.function_code == each.function_code
        rows.append(cells(each, unit=not same_unit, code=not same_code))
        above = each
    assert made(read([HEAD, *rows])) == sorted(map(key, lines))


@given(amounts=st.lists(st.integers(1, 50), min_size=2, max_size=6))
def test_a_line_that_happens_to_be_the_sum_of_others_stays(amounts: list[int]) -> None:
    values = [*amounts, sum(amounts)]
    rows = [
        [UNITS[0].name, "2100408", "", f"项目{n}", "", "", str(it)] for n, it in enumerate(values)
    ]
    found = read([HEAD, *rows])
    assert [line.amount for line in lines_of(found)] == [it * 100 for it in values]


def test_a_wrong_sum_is_told_with_both_figures() -> None:
    table = [
        HEAD,
        ["县卫健局", "2100101", "", "甲", "", "", "100"],
        ["县医院", "", "", "", "", "", "500"],
        ["", "2100201", "", "乙", "", "", "400"],
        ["合计", "", "", "", "", "", "600"],
    ]
    found = read(table)
    assert [row.mismatch for row in found if row.mismatch] == [
        "第 3 行单位小计 500 元，各行之和 400 元，两者不等",
        "第 5 行合计行 600 元，各行之和 500 元，两者不等",
    ]
    assert [(line.unit.name, line.amount) for line in lines_of(found)] == [
        ("县卫健局", 10_000), ("县医院", 40_000)
    ]  # fmt: skip


def test_what_is_below_a_line_as_its_part_is_skipped_and_said() -> None:
    table = [
        HEAD,
        ["县医院", "2100201", "", "设备更新", "", "", "500"],
        ["", "", "", "其中：检验科", "", "", "200"],
        ["合计", "", "", "", "", "", "500"],
    ]
    found = read(table)
    assert [row.skipped for row in found] == ["表头", "", "其中项", "合计行"]
    assert not any(row.mismatch for row in found)


ECONOMIC = ["单位", "科目编码", "项目名称", "部门经济科目", "金额（元）"]


@pytest.mark.parametrize(
    "unit_code_project", [("", "", ""), ("", "", "设备更新"), ("县医院", "2100201", "设备更新")]
)
def test_the_sum_of_a_project_is_skipped_and_its_rows_keep_the_project(
    unit_code_project: tuple[str, str, str],
) -> None:
    table = [
        ECONOMIC,
        ["县医院", "2100201", "设备更新", "", "300"],
        [*unit_code_project, "30201", "100"],
        [*unit_code_project, "30202", "200"],
        ["县医院", "2100201", "培训", "30216", "50"],
    ]
    found = read(table)
    assert [row.skipped for row in found] == ["表头", "小计", "", "", ""]
    assert [
        (line.project, line.department_economic, line.amount)
        for line in lines_of(found)
        if isinstance(line, LedgerLine)
    ] == [("设备更新", "30201", 10_000), ("设备更新", "30202", 20_000), ("培训", "30216", 5_000)]


def test_the_sum_of_a_code_with_one_project_is_one_where_all_others_are() -> None:
    table = [
        HEAD,
        ["县医院", "2100201", "综合医院", "", "", "", "500"],
        ["", "", "", "设备更新", "", "", "500"],
        ["县医院", "2100408", "基本公共卫生服务", "", "", "", "300"],
        ["", "", "", "培训", "", "", "100"],
        ["", "", "", "公共卫生", "", "", "200"],
    ]
    found = read(table)
    assert made(found) == sorted(
        [
            ("县医院", "2100201", "设备更新", 50_000),
            ("县医院", "2100408", "公共卫生", 20_000),
            ("县医院", "2100408", "培训", 10_000),
        ]
    )
