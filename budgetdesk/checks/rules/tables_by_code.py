"""The tables by function code: parents, rows, and one table against the other."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from budgetdesk.book.table_views import LACKING, UNLISTED
from budgetdesk.checks.finding import Severity
from budgetdesk.checks.rules.tables_summary import APPROPRIATED, INCOME_LINES, SOURCES
from budgetdesk.checks.tie import tie
from budgetdesk.checks.tied import Amount, Difference, Tied, summed
from budgetdesk.domain.records import LedgerLine, Nature, Origin, Source

_BY_NATURE = ("total", "basic", "project")
_BY_SOURCE = tuple(INCOME_LINES)
_COLUMNS = {
    2: ("total", *_BY_SOURCE, "carryover"),
    3: _BY_NATURE,
    5: _BY_NATURE,
    8: _BY_NATURE,
    9: _BY_NATURE,
}
"""The columns of amounts by the number of the table; of 表9 those of its expenditure."""
_LEVELS = (3, 5)  # the longest codes of 类 and 款
_DEEPEST = 3
Chosen = Callable[[LedgerLine], bool]


def _level(code: str) -> int:
    """1 for a 类 (or what stands for a lacking one), 2 for a 款, 3 for a 项."""
    return 1 + sum(len(code) > longest for longest in _LEVELS)


@tie(
    "X09",
    "表2合计不等于各来源之和",
    checks="表2每一行的合计等于五项来源之和，上年结转不在合计内。",
    why="本年收入按来源分列，结转另列一栏。",
    failing="合计 474.15，一般公共预算 470.00，其余空白",
    passing="合计 474.15，一般公共预算 474.15",
)
def revenue_rows(tied: Tied) -> Iterator[Difference]:
    """Each row: 合计 = the five sources."""
    yield from tied.rows_add_up(2, "total", _BY_SOURCE, "各来源之和")


@tie(
    "X10",
    "类、款的金额不等于下级之和",
    checks="表2、表3、表5、表8、表9的类等于各款之和，款等于各项之和，逐列相等；直接列在类、款上的另行提示。",
    why="上级科目的数由下级科目相加得出。",
    failing="21004 公共卫生 1092.37，各项之和 1080.00",
    passing="21004 公共卫生 1092.37，各项之和 1092.37",
)
def parents_by_code(tied: Tied) -> Iterator[Difference]:
    """类 = Σ款, 款 = Σ项 by code prefix in every column, with what is booked on the parent."""
    lines = tied.ledger or ()
    rough = [line for line in lines if _level(line.function_code or LACKING) < _DEEPEST]
    for number, columns in _COLUMNS.items():
        for column in columns:
            amounts = tied.codes(number, column)
            own = _booked_on_parents(rough, number, column)
            yield from _parents(tied, amounts, _sums_below(amounts), own)


def _parents(
    tied: Tied,
    amounts: Mapping[str, Amount],
    below: Mapping[str, Amount],
    own: Mapping[str, Amount],
) -> Iterator[Difference]:
    """Differences where a 类 or 款 is not what stands below it and on itself."""
    for code, amount in amounts.items():
        parts = [one[code] for one in (below, own) if code in one]
        if _level(code) < _DEEPEST and (parts or tied.ledger is not None):
            yield from tied.equal(amount, summed("下级科目之和", parts))


def _sums_below(amounts: Mapping[str, Amount]) -> dict[str, Amount]:
    below: dict[str, list[Amount]] = defaultdict(list)
    for code, amount in amounts.items():
        level = _level(code)
        if level > 1:
            below[code[: _LEVELS[level - 2]]].append(amount)
    return {code: summed("下级科目之和", own) for code, own in below.items()}


def _booked_on_parents(rough: Iterable[LedgerLine], number: int, column: str) -> dict[str, Amount]:
    """What ledger lines book on a 类 or 款 itself: it has no row below."""
    counts = _counted(number, column)
    sums: dict[str, int] = defaultdict(int)
    for line in rough:
        if counts(line):
            sums[line.function_code or LACKING] += line.amount
    return {code: Amount("直接列支", fen, int(fen != 0)) for code, fen in sums.items()}


def _counted(number: int, column: str) -> Chosen:
    """Which ledger lines a column of a table counts."""
    if number == 2:
        if column == "carryover":
            return lambda line: line.origin is Origin.CARRYOVER
        source = SOURCES.get(column)
        return lambda line: line.origin is Origin.CURRENT and source in (None, line.source)
    nature = Nature(column) if column != "total" else None
    if number == 3:
        return lambda line: nature in (None, line.nature)
    only = {5: Source.GENERAL, 8: Source.FUND, 9: Source.STATE_CAPITAL}[number]
    return lambda line: (
        line.source is only and line.origin is Origin.CURRENT and nature in (None, line.nature)
    )


@tie(
    "X11",
    "合计行不等于各类之和",
    checks="表2、表3、表5、表8、表9的合计行等于各类之和，逐列相等。",
    why="合计由各类支出相加得出。",
    failing="各类之和 5460.41，合计 5406.41",
    passing="各类之和、合计都是 5460.41",
)
def totals_by_class(tied: Tied) -> Iterator[Difference]:
    """合计行 = Σ 类 rows, in every column."""
    for number, columns in _COLUMNS.items():
        for column in columns:
            amounts = tied.codes(number, column)
            classes = [amount for code, amount in amounts.items() if _level(code) == 1]
            yield from tied.equal(tied.total(number, column), summed("各类之和", classes))


@tie(
    "X12",
    "表2合计与表1收入不一致",
    checks="表2合计等于表1本年收入合计，表2上年结转等于表1上年结转。",
    why="收入总表是收支总表收入一侧的明细。",
    failing="表2合计 5460.41，表1本年收入合计 5808.72",
    passing="两处都是 5460.41",
)
def revenue_is_income(tied: Tied) -> Iterator[Difference]:
    """T2 合计 = T1 本年收入合计; T2 上年结转 = T1 上年结转."""
    for column, name in (("total", "本年收入合计"), ("carryover", "上年结转")):
        yield from tied.equal(tied.total(2, column), tied.line(1, name, "income_amount"))


@tie(
    "X13",
    "表2各来源与表1不一致",
    checks="表2每一列来源的合计等于表1收入的同名一行。",
    why="同一笔收入在两张表上应当一样。",
    failing="表2政府性基金合计空白，表1政府性基金 5.40",
    passing="两处政府性基金都空白",
)
def sources_are_income(tied: Tied) -> Iterator[Difference]:
    """Each source column of T2 = the same line of T1."""
    for column, name in INCOME_LINES.items():
        yield from tied.equal(tied.total(2, column), tied.line(1, name, "income_amount"))


@tie(
    "X14",
    "表2与表3按科目不一致",
    checks="按科目，表2的合计加上年结转等于表3的合计。",
    why="每个科目的收入和结转，就是这个科目的支出。",
    failing="2100408：表2 合计加结转 100，表3 合计 90",
    passing="2100408：表2 合计 80、结转 20，表3 合计 100",
)
def revenue_is_expenditure(tied: Tied) -> Iterator[Difference]:
    """T2 (合计 + 上年结转) = T3 合计, by code."""
    of_year, carried, spent = (
        tied.codes(2, "total"), tied.codes(2, "carryover"), tied.codes(3, "total"),
    )  # fmt: skip
    for code in dict.fromkeys((*spent, *of_year)):
        parts = [one[code] for one in (of_year, carried) if code in one]
        used = spent.get(code, Amount(f"表3 {code}", 0, 0))
        yield from tied.equal(used, summed("表2合计加上年结转", parts))


@tie(
    "X15",
    "表3合计不等于基本支出加项目支出",
    checks="表3每一行的合计等于基本支出加项目支出。",
    why="支出不是基本支出，就是项目支出。",
    failing="合计 5808.72，基本 3253.17，项目 2207.24",
    passing="合计 5808.72，基本 3253.17，项目 2555.55",
)
def expenditure_rows(tied: Tied) -> Iterator[Difference]:
    """Each row: 合计 = 基本支出 + 项目支出."""
    yield from tied.rows_add_up(3, "total", _BY_NATURE[1:], "基本支出加项目支出")


@tie(
    "X16",
    "表3与表1的支出不一致",
    checks="表3合计等于表1本年支出合计，各类等于表1的同一类。",
    why="支出总表是收支总表支出一侧的明细。",
    failing="卫生健康支出：表3 5200.00，表1 5100.00",
    passing="卫生健康支出：表3、表1都是 5200.00",
)
def expenditure_is_summary(tied: Tied) -> Iterator[Difference]:
    """T3 合计 = T1 本年支出合计, and each 类 = the class line of T1."""
    yield from tied.equal(tied.total(3), tied.line(1, "本年支出合计", "expenditure_total"))
    own = {code: it for code, it in tied.codes(3, "total").items() if _level(code) == 1}
    summary = tied.classes(1, "expenditure_total")
    for code in dict.fromkeys((*own, *summary)):
        spent = own.get(code, Amount(f"表3 {code}", 0, 0))
        yield from tied.equal(spent, summary.get(code, Amount(f"表1 {code}", 0, 0)))


@tie(
    "X23",
    "表5合计不符",
    checks="表5每一行的合计等于基本支出加项目支出；表5合计等于表4一般公共预算本年收入。",
    why="一般公共预算当年收入全部列入当年支出。",
    failing="表5合计 5803.32，表4一般公共预算本年收入 5460.41",
    passing="两处都是 5460.41，结转不在表5内",
)
def general_rows(tied: Tied) -> Iterator[Difference]:
    """T5 each row: 合计 = 基本 + 项目; T5 合计 = T4 一般公共 of the year."""
    yield from tied.rows_add_up(5, "total", _BY_NATURE[1:], "基本支出加项目支出")
    income = tied.line(4, INCOME_LINES[APPROPRIATED[0]], "income_amount")
    yield from tied.equal(tied.total(5), income)


@tie(
    "X26",
    "表5大于表3",
    checks="每个科目、每一列，表5都不大于表3。",
    why="一般公共预算支出是全部支出的一部分；表5更大，说明有负数的明细。",
    failing="2100408：表5 100，表3 90",
    passing="2100408：表5 80，表3 100",
    severity=Severity.EXPLAIN,
)
def general_within_all(tied: Tied) -> Iterator[Difference]:
    """T5 ≤ T3 for every code and column."""
    for column in _BY_NATURE:
        everything = tied.codes(3, column)
        for code, amount in tied.codes(5, column).items():
            whole = everything.get(code, Amount(f"表3 {code}", 0, 0))
            yield from tied.at_most(amount, whole)


@tie(
    "X32",
    "政府性基金收支表不符",
    checks="表7合计等于表1政府性基金收入和各科目之和；表8每行等于基本加项目，合计等于表4当年基金收入；"
    "基金收入都列到收入科目。",
    why="基金预算以收定支，收入要列到收入科目。",
    failing="政府性基金收入 5.40，没有列到收入科目",
    passing="政府性基金收入 5.40，列在 1030148 国有土地使用权出让收入",
)
def fund(tied: Tied) -> Iterator[Difference]:
    """T7 合计 = T1 line 二 = its rows; T8 each row = 基本 + 项目, 合计 = T4 当年基金."""
    income = INCOME_LINES[APPROPRIATED[1]]
    yield from _revenue(tied, 7, "total", tied.line(1, income, "income_amount"))
    yield from tied.rows_add_up(8, "total", _BY_NATURE[1:], "基本支出加项目支出")
    yield from tied.equal(tied.total(8), tied.line(4, income, "income_amount"))


@tie(
    "X33",
    "国有资本经营收支表不符",
    checks="表9收入等于表1国有资本经营收入和各科目之和；支出每行等于基本加项目，合计等于表4当年国有资本经营收入；"
    "收入都列到收入科目。",
    why="国有资本经营预算以收定支，收入要列到收入科目。",
    failing="国有资本经营收入 20.00，没有列到收入科目",
    passing="国有资本经营收入 20.00，列在 1030601 利润收入",
)
def state_capital(tied: Tied) -> Iterator[Difference]:
    """T9 收入 = T1 line 三 = its rows; 支出 each row = 基本 + 项目, 合计 = T4 当年国资."""
    income = INCOME_LINES[APPROPRIATED[2]]
    yield from _revenue(tied, 9, "revenue", tied.line(1, income, "income_amount"))
    yield from tied.rows_add_up(9, "total", _BY_NATURE[1:], "基本支出加项目支出")
    yield from tied.equal(tied.total(9), tied.line(4, income, "income_amount"))


def _revenue(tied: Tied, number: int, column: str, income: Amount) -> Iterator[Difference]:
    """Revenue by code: its 合计 is the income, and each parent the sum of its codes."""
    total, amounts = tied.total(number, column), tied.codes(number, column)
    yield from tied.equal(total, income)
    classes = [amount for code, amount in amounts.items() if _level(code) == 1]
    yield from tied.equal(total, summed("各类收入之和", classes))
    own = _booked_revenue(tied, _REVENUE[number])
    if UNLISTED in amounts:
        own[UNLISTED] = amounts[UNLISTED]  # nothing can stand below it
    yield from _parents(tied, amounts, _sums_below(amounts), own)


_REVENUE = {7: Source.FUND, 9: Source.STATE_CAPITAL}


def _booked_revenue(tied: Tied, source: Source) -> dict[str, Amount]:
    """Revenue lines on a 类 or 款 itself."""
    sums: dict[str, int] = defaultdict(int)
    for line in tied.revenue:
        if line.source is source and _level(line.revenue_code) < _DEEPEST:
            sums[line.revenue_code] += line.amount
    return {code: Amount("直接列入", fen, int(fen != 0)) for code, fen in sums.items()}
