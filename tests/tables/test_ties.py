"""The tie-outs between the tables hold to the 分, whatever the ledger says.

X30, X31, X39 and later ones speak of what was entered; here are those that computing must keep.
"""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetdesk.book.book import Book
from budgetdesk.tables.compute import DepartmentTables, compute_tables
from budgetdesk.tables.table import RowKind, Table
from tests.tables.ledgers import Entry, entries, ledger_book, put, random_entries

SOURCES = ("general", "fund", "state_capital", "special_account", "unit_funds")
KEYS = (
    "general_public_budget",
    "government_fund",
    "state_capital",
    "fiscal_special_account",
    "unit_funds",
)
APPROPRIATED = KEYS[:3]


class Ledger:
    """A ledger and what the tables make of it."""

    def __init__(self, tables: DepartmentTables, lines: list[Entry]) -> None:
        self.tables = tables
        self.lines = lines

    def __getitem__(self, number: int) -> Table:
        return self.tables[f"t{number:02d}"]

    def sum(self, choose: Callable[[Entry], bool]) -> int:
        """What lines amount to, reckoned without the tables."""
        return sum(line.amount for line in self.lines if choose(line))

    def line(self, number: int, name: str, key: str, *, last: bool = False) -> int:
        """The figure of a row with a name in any of its texts."""
        table = self[number]
        found = [row for row in table.rows if name in row.cells]
        if not found:
            return 0
        return table.figure(found[-1 if last else 0], key)

    def total(self, number: int, key: str = "total") -> int:
        return self[number].sum_of(key)

    def by_class(self, number: int, key: str) -> dict[str, int]:
        """What a table says of each 类 with money."""
        table = self[number]
        rows = {row.code: table.figure(row, key) for row in table.rows if len(row.code) == 3}
        return {code: amount for code, amount in rows.items() if amount}


Tie = Callable[[Ledger], None]
TIES: list[Tie] = []


def tie(check: Tie) -> Tie:
    """Register a check that holds for every ledger."""
    TIES.append(check)
    return check


@tie
def income_and_its_lines(ledger: Ledger) -> None:
    """X01, X02, X05 to X08."""
    lines = (
        "一、一般公共预算", "二、政府性基金预算", "三、国有资本经营预算", "四、财政专户管理资金",
        "五、单位资金",
    )  # fmt: skip
    year = ledger.line(1, "本年收入合计", "income_amount")
    carried = ledger.line(1, "上年结转", "income_amount")
    total = ledger.line(1, "收入总计", "income_amount")
    assert year == sum(ledger.line(1, name, "income_amount") for name in lines)
    assert total == year + carried
    spent = ledger.line(1, "本年支出合计", "expenditure_total")
    left = ledger.line(1, "年终结转", "expenditure_total")
    assert left == 0
    assert ledger.line(1, "支出总计", "expenditure_total") == spent + left == total
    assert ledger.line(1, "本年支出合计", "current_year") == year
    assert ledger.line(1, "本年支出合计", "carryover") == carried
    assert year == ledger.sum(lambda line: line.is_current)


@tie
def expenditure_by_class(ledger: Ledger) -> None:
    """X03, X04."""
    table = ledger[1]
    for key in ("expenditure_total", "current_year", "carryover"):
        classes = [row for row in table.rows if row.code]
        assert len(classes) >= 30
        total = sum(table.figure(row, key) for row in classes)
        assert ledger.line(1, "本年支出合计", key) == total
    for row in table.rows:
        total = table.figure(row, "expenditure_total")
        assert total == table.figure(row, "current_year") + table.figure(row, "carryover")


@tie
def every_row_is_the_sum_of_its_columns(ledger: Ledger) -> None:
    """X09, X15, X18, X23, X28, X32, X34, X38."""
    parts = {
        2: KEYS, 3: ("basic", "project"), 5: ("basic", "project"), 6: ("personnel", "public"),
        8: ("basic", "project"), 9: ("basic", "project"), 10: APPROPRIATED, 11: APPROPRIATED,
        12: KEYS,
    }  # fmt: skip
    for number, keys in parts.items():
        table = ledger[number]
        for row in table.rows:
            assert table.figure(row, "total") == sum(table.figure(row, key) for key in keys)
    table = ledger[4]
    for row in table.rows:
        total = table.figure(row, "expenditure_total")
        assert total == sum(table.figure(row, key) for key in APPROPRIATED)


@tie
def parents_are_the_sums_of_their_codes(ledger: Ledger) -> None:
    """X10, X11: 类 = Σ款, 款 = Σ项, 合计 = Σ类, in every column."""
    for number in (2, 3, 5, 8):
        _require_sums_of_codes(ledger[number])


def _require_sums_of_codes(table: Table) -> None:
    keys = [column.key for column in table.columns if column.amount]
    for row in table.rows:
        if row.kind is RowKind.DETAIL:
            assert len(row.code) == 7
            continue
        below = [
            one
            for one in table.rows
            if one.code != row.code
            and len(one.code) == {0: 3, 3: 5, 5: 7}[len(row.code)]
            and one.code.startswith(row.code)
        ]
        for key in keys:
            assert table.figure(row, key) == sum(table.figure(one, key) for one in below)


@tie
def revenue_by_code_is_the_summary(ledger: Ledger) -> None:
    """X12, X13, X14, X16."""
    assert ledger.total(2) == ledger.line(1, "本年收入合计", "income_amount")
    assert ledger.total(2, "carryover") == ledger.line(1, "上年结转", "income_amount")
    for key, name in zip(KEYS, "一二三四五", strict=True):
        (line,) = (row for row in ledger[1].rows if str(row.cells[0]).startswith(f"{name}、"))
        assert ledger.total(2, key) == ledger[1].figure(line, "income_amount")
    codes = {row.code for number in (2, 3) for row in ledger[number].rows if row.code}
    for code in codes:
        revenue = ledger[2].sum_of("total", code=code) + ledger[2].sum_of("carryover", code=code)
        assert revenue == ledger[3].sum_of("total", code=code)
    assert ledger.total(3) == ledger.line(1, "本年支出合计", "expenditure_total")
    assert ledger.by_class(3, "total") == ledger.by_class(1, "expenditure_total")


@tie
def appropriations(ledger: Ledger) -> None:
    """X17, X19, X20."""
    year = ledger.line(4, "本年收入合计", "income_amount")
    carried = ledger.line(4, "上年财政拨款结转", "income_amount")
    names = ("一、一般公共预算", "二、政府性基金预算", "三、国有资本经营预算")
    own = [ledger.line(4, name, "income_amount") for name in names]
    old = [ledger.line(4, name, "income_amount", last=True) for name in names]
    assert year == sum(own)
    assert carried == sum(old)
    total = ledger.line(4, "收入总计", "income_amount")
    assert total == year + carried == ledger.line(4, "支出总计", "expenditure_total")
    for name, key, new, left in zip(names, APPROPRIATED, own, old, strict=True):
        assert ledger.line(4, "支出总计", key) == new + left
        assert ledger.line(1, name, "income_amount") == new
    others = ledger.sum(lambda line: not line.is_appropriation)
    assert total == ledger.line(1, "收入总计", "income_amount") - others


@tie
def the_three_budgets(ledger: Ledger) -> None:
    """X21, X22, X23, X32, X33."""
    for number, key, source in zip((5, 8, 9), APPROPRIATED, SOURCES, strict=False):
        spent = ledger.line(4, "本年支出合计", key)
        carried = sum(
            line.amount for line in ledger.lines if line.source == source and not line.is_current
        )
        assert spent == ledger.total(number) + carried
    assert (
        ledger.total(7) == ledger.line(1, "二、政府性基金预算", "income_amount") == ledger.total(8)
    )
    assert ledger.total(9, "revenue") == ledger.line(1, "三、国有资本经营预算", "income_amount")
    assert ledger.total(5) == ledger.line(1, "一、一般公共预算", "income_amount")


@tie
def general_expenditure_and_its_parts(ledger: Ledger) -> None:
    """X24, X25, X29."""
    assert ledger.total(5, "basic") == ledger.total(6)
    assert ledger.total(5, "project") == ledger.total(12, "general_public_budget")
    table = ledger[6]
    for key in ("total", "personnel", "public"):
        classes = [row for row in table.rows if row.kind is RowKind.GROUP]
        pairs = [row for row in table.rows if row.kind is RowKind.DETAIL]
        assert ledger.total(6, key) == sum(table.figure(row, key) for row in classes)
        for row in classes:
            own = [pair for pair in pairs if pair.code.startswith(row.code)]
            assert table.figure(row, key) == sum(table.figure(pair, key) for pair in own)


@tie
def personnel_and_public_do_not_mix(ledger: Ledger) -> None:
    """X28, X30: 301 and 303 are 人员经费, 302 and 310 公用经费; no pair stands twice."""
    table = ledger[6]
    for row in table.rows:
        if row.code[:3] in ("301", "303"):
            assert table.figure(row, "public") == 0
        if row.code[:3] in ("302", "310"):
            assert table.figure(row, "personnel") == 0
    codes = [row.code for row in table.rows]
    assert len(codes) == len(set(codes))


@tie
def projects(ledger: Ledger) -> None:
    """X27, X38."""
    assert ledger.total(13) == ledger.total(3, "project") - ledger.total(12)
    for number in (12, 13):
        table = ledger[number]
        keys = [column.key for column in table.columns if column.amount]
        for key in keys:
            units = [row for row in table.rows if row.attributes["level"] == "unit"]
            assert ledger.total(number, key) == sum(table.figure(row, key) for row in units)
            for unit in units:
                own = [
                    row
                    for row in table.rows
                    if row.attributes["level"] == "project" and row.unit_id == unit.unit_id
                ]
                assert table.figure(unit, key) == sum(table.figure(row, key) for row in own)
        for row in table.rows:
            assert table.figure(row, "total") == sum(table.figure(row, key) for key in keys[1:])


@tie
def three_public_and_offices(ledger: Ledger) -> None:
    """X34, X36, X37."""
    table = ledger[10]
    for key in ("total", *APPROPRIATED):
        of = {row.code: table.figure(row, key) for row in table.rows}
        assert of["vehicles"] == of["purchase"] + of["running"]
        assert of[""] == of["abroad"] + of["reception"] + of["vehicles"]
    running = ledger.sum(
        lambda line: (
            line.is_current
            and line.is_appropriation
            and (line.department or line.government) in ("30231", "50208")
        )
    )
    assert ledger.line(10, "②公务用车运行维护费", "total") == running
    table = ledger[11]
    units = [row for row in table.rows if row.unit_id]
    assert ledger.total(11) == sum(table.figure(row, "total") for row in units)
    economic = ledger[6]
    offices = [row for row in economic.rows if row.code.partition("/")[2][:3] in ("502", "503")]
    public = sum(economic.figure(row, "public") for row in offices)
    assert ledger.total(11, "general_public_budget") == public


@tie
def the_overall_form(ledger: Ledger) -> None:
    """X43, X44: without 上年结转."""
    source, direction = ledger.tables.by_source, ledger.tables.by_direction
    assert source.total == direction.total == ledger.total(2)
    assert [getattr(source, name) for name in SOURCES] == [ledger.total(2, key) for key in KEYS]
    assert source.social_insurance == 0
    assert direction.project == ledger.total(12)
    assert direction.basic == ledger.sum(lambda line: line.is_current and line.nature == "basic")


@pytest.fixture(scope="module", params=[(1, 1), (30, 2), (30, 3), (3000, 4), (5000, 5)], ids=str)
def large(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """A random ledger, up to thousands of lines, negative corrections among them."""
    count, seed = request.param
    with ledger_book(tmp_path_factory.mktemp("large") / "账套.budget") as book:
        return _ledger(book, random_entries(count, seed))


@pytest.mark.parametrize("check", TIES, ids=lambda check: check.__name__)
def test_ties_of_large_ledgers(large: Ledger, check: Tie) -> None:
    check(large)


@given(st.lists(entries(), max_size=25))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_ties_of_any_ledger(book: Book, lines: list[Entry]) -> None:
    ledger = _ledger(book, lines)
    for check in TIES:
        check(ledger)


@pytest.mark.proof
@given(st.lists(entries(), max_size=200))
@settings(
    max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_ties_of_any_ledger_at_length(book: Book, lines: list[Entry]) -> None:
    ledger = _ledger(book, lines)
    for check in TIES:
        check(ledger)


@given(st.lists(entries(least=0), max_size=25))
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_part_is_no_more_than_the_whole(book: Book, lines: list[Entry]) -> None:
    """X26, X35, which hold where nothing is taken back."""
    ledger = _ledger(book, lines)
    for row in ledger[5].rows:
        for key in ("total", "basic", "project"):
            assert ledger[5].figure(row, key) <= ledger[3].sum_of(key, code=row.code)
    items = {"30212": "abroad", "30217": "reception", "30231": "running"}
    for row in ledger[6].rows:
        item = items.get(row.code.partition("/")[0])
        if item:
            assert ledger[6].figure(row, "total") <= ledger[10].sum_of("total", code=item)


def _ledger(book: Book, lines: list[Entry]) -> Ledger:
    put(book, lines)
    owner = book.rows("SELECT id FROM department")[0][0]
    (tables,) = compute_tables(book, owner)
    return Ledger(tables, lines)
