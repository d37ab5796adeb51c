"""收支总表 and 财政拨款收支总表: income, expenditure and the budgets balance."""

from collections import defaultdict
from collections.abc import Iterator

from budgetdesk.book.table_views import LACKING
from budgetdesk.checks.tie import tie
from budgetdesk.checks.tied import Amount, Difference, Tied, summed
from budgetdesk.domain import ledger_columns, records
from budgetdesk.domain.records import Origin, Source
from budgetdesk.tables.table import BUDGET_COLUMNS

SOURCES = {column: source for source, column in BUDGET_COLUMNS.items()}
INCOME_LINES = {
    column: f"{numeral}、{ledger_columns.SOURCES[source]}"
    for numeral, (column, source) in zip("一二三四五", SOURCES.items(), strict=True)
}
"""The lines of income by the keys of the columns that other tables give the budgets."""
APPROPRIATED = tuple(BUDGET_COLUMNS[source] for source in records.APPROPRIATED)
BUDGETS = tuple(ledger_columns.SOURCES[source] for source in records.APPROPRIATED)

_INCOME, _EXPENDITURE, _THIS_YEAR, _CARRIED = (
    "income_amount", "expenditure_total", "current_year", "carryover",
)  # fmt: skip


@tie(
    "X01",
    "表1本年收入合计不等于各项收入之和",
    checks="表1本年收入合计等于一般公共预算、政府性基金、国有资本经营、财政专户、单位资金之和。",
    why="合计由各项收入相加得出，先平本表再对他表。",
    failing="五项收入之和 5460.41，本年收入合计 5406.41",
    passing="五项收入之和与本年收入合计都是 5460.41",
)
def income_of_the_year(tied: Tied) -> Iterator[Difference]:
    """本年收入合计 = the five lines above it."""
    lines = [tied.line(1, name, _INCOME) for name in INCOME_LINES.values()]
    yield from tied.equal(tied.line(1, "本年收入合计", _INCOME), summed("各项收入之和", lines))


@tie(
    "X02",
    "表1收入总计不等于本年收入加上年结转",
    checks="表1收入总计等于本年收入合计加上年结转。",
    why="上年结转也是今年可以安排的钱。",
    failing="本年收入 5460.41，上年结转 348.31，收入总计 5460.41",
    passing="本年收入 5460.41，上年结转 348.31，收入总计 5808.72",
)
def income_with_carryover(tied: Tied) -> Iterator[Difference]:
    """收入总计 = 本年收入合计 + 上年结转."""
    parts = (tied.line(1, "本年收入合计", _INCOME), tied.line(1, "上年结转", _INCOME))
    yield from tied.equal(
        tied.line(1, "收入总计", _INCOME), summed("本年收入合计加上年结转", parts)
    )


@tie(
    "X03",
    "表1本年支出合计不等于各类支出之和",
    checks="表1本年支出合计的合计、当年、结转三列，各等于各类支出之和。",
    why="合计由各类支出相加得出。",
    failing="各类支出之和 5808.72，本年支出合计 5800.00",
    passing="各类支出之和与本年支出合计都是 5808.72",
)
def expenditure_by_class(tied: Tied) -> Iterator[Difference]:
    """本年支出合计 = the class lines, in each column."""
    for column in (_EXPENDITURE, _THIS_YEAR, _CARRIED):
        classes = tied.classes(1, column).values()
        yield from tied.equal(tied.line(1, "本年支出合计", column), summed("各类支出之和", classes))


@tie(
    "X04",
    "表1支出不等于当年安排加结转安排",
    checks="表1每一行支出的合计等于当年预算安排加上年结转安排。",
    why="一笔支出不是当年安排的，就是上年结转安排的。",
    failing="卫生健康支出：合计 100，当年 80，结转 10",
    passing="卫生健康支出：合计 100，当年 80，结转 20",
)
def expenditure_by_origin(tied: Tied) -> Iterator[Difference]:
    """Each line: 合计 = 当年预算安排 + 上年结转安排."""
    yield from tied.rows_add_up(1, _EXPENDITURE, (_THIS_YEAR, _CARRIED), "当年安排加结转安排")


@tie(
    "X05",
    "表1支出总计不等于本年支出加年终结转",
    checks="表1支出总计等于本年支出合计加年终结转。",
    why="当年花不完的要结转下年，两者合起来才是总计。",
    failing="本年支出 5808.72，支出总计 5800.00",
    passing="本年支出和支出总计都是 5808.72，没有年终结转",
)
def expenditure_with_rest(tied: Tied) -> Iterator[Difference]:
    """支出总计 = 本年支出合计 + 年终结转."""
    names = ("本年支出合计", "年终结转")
    parts = [tied.line(1, name, _EXPENDITURE) for name in names]
    yield from tied.equal(
        tied.line(1, "支出总计", _EXPENDITURE), summed("本年支出合计加年终结转", parts)
    )


@tie(
    "X06",
    "表1收入总计不等于支出总计",
    checks="表1收入总计与支出总计相等。",
    why="部门预算收支必须平衡。",
    failing="收入总计 5808.72，支出总计 5460.41",
    passing="收入总计、支出总计都是 5808.72",
)
def income_is_expenditure(tied: Tied) -> Iterator[Difference]:
    """收入总计 = 支出总计."""
    spent = tied.line(1, "支出总计", _EXPENDITURE)
    yield from tied.equal(tied.line(1, "收入总计", _INCOME), spent)


@tie(
    "X07",
    "表1当年安排的支出不等于本年收入",
    checks="没有年终结转时，表1当年预算安排合计等于本年收入合计。",
    why="当年的支出由当年的收入安排。",
    failing="本年收入 5460.41，当年预算安排合计 5808.72",
    passing="本年收入、当年预算安排合计都是 5460.41",
)
def this_year_is_spent(tied: Tied) -> Iterator[Difference]:
    """支出 当年列合计 = 本年收入合计, where nothing is left at the year's end."""
    if not tied.line(1, "年终结转", _EXPENDITURE).fen:
        spent = tied.line(1, "本年支出合计", _THIS_YEAR).named("表1 当年预算安排合计")
        yield from tied.equal(spent, tied.line(1, "本年收入合计", _INCOME))


@tie(
    "X08",
    "表1结转安排的支出不等于上年结转",
    checks="表1上年结转安排合计等于收入一侧的上年结转。",
    why="上年结转的钱要全部列入今年支出。",
    failing="上年结转 348.31，结转安排合计空白",
    passing="上年结转、结转安排合计都是 348.31",
)
def carryover_is_spent(tied: Tied) -> Iterator[Difference]:
    """支出 结转列合计 = 收入侧上年结转."""
    spent = tied.line(1, "本年支出合计", _CARRIED).named("表1 上年结转安排合计")
    yield from tied.equal(spent, tied.line(1, "上年结转", _INCOME))


@tie(
    "X17",
    "表4本年收入、结转不等于三项预算之和",
    checks="表4本年收入合计、上年财政拨款结转，各等于一般公共预算、政府性基金、国有资本经营之和。",
    why="财政拨款只有这三项预算。",
    failing="上年财政拨款结转 348.31，三项之和 342.91",
    passing="上年财政拨款结转 348.31，其中一般公共预算 342.91、政府性基金 5.40",
)
def appropriations(tied: Tied) -> Iterator[Difference]:
    """本年收入合计 and 上年财政拨款结转 are each the sum of the three budgets."""
    names = [INCOME_LINES[key] for key in APPROPRIATED]
    for label, last in (("本年收入合计", False), ("上年财政拨款结转", True)):
        parts = [tied.line(4, name, _INCOME, last=last) for name in names]
        yield from tied.equal(tied.line(4, label, _INCOME), summed("三项预算之和", parts))


@tie(
    "X18",
    "表4支出不等于三项预算之和",
    checks="表4每一行支出小计等于三项预算之和，各列的本年支出合计等于各类之和。",
    why="财政拨款支出按三项预算分列。",
    failing="卫生健康支出：小计 100，一般公共预算 90，其余空白",
    passing="卫生健康支出：小计 100，一般公共预算 95，政府性基金 5",
)
def appropriated_expenditure(tied: Tied) -> Iterator[Difference]:
    """Each line: 小计 = the three budgets; 本年支出合计 = the class lines."""
    yield from tied.rows_add_up(4, _EXPENDITURE, APPROPRIATED, "三项预算之和")
    for column in (_EXPENDITURE, *APPROPRIATED):
        classes = tied.classes(4, column).values()
        yield from tied.equal(tied.line(4, "本年支出合计", column), summed("各类支出之和", classes))


@tie(
    "X19",
    "表4收支不平",
    checks="表4收入总计等于支出总计；三项预算各自的当年收入加结转，等于它的支出加年终结转。",
    why="三项预算各自平衡，不能相互调剂。",
    failing="政府性基金收入和结转 5.40，支出空白",
    passing="政府性基金收入和结转 5.40，支出 5.40",
)
def budgets_balance(tied: Tied) -> Iterator[Difference]:
    """收入总计 = 支出总计, for each budget too."""
    spent, income = tied.line(4, "支出总计", _EXPENDITURE), tied.line(4, "收入总计", _INCOME)
    names = ("本年收入合计", "上年财政拨款结转")
    parts = [tied.line(4, name, _INCOME) for name in names]
    yield from tied.equal(income, summed("本年收入合计加上年结转", parts))
    yield from tied.equal(income, spent)
    for key, budget in zip(APPROPRIATED, BUDGETS, strict=True):
        own = [tied.line(4, INCOME_LINES[key], _INCOME, last=last) for last in (False, True)]
        used = tied.line(4, "支出总计", key).named(f"表4 {budget}支出总计")
        yield from tied.equal(used, summed(f"{budget}收入加结转", own))
        spending = [tied.line(4, name, key) for name in ("本年支出合计", "年终结转")]
        yield from tied.equal(used, summed(f"{budget}支出加年终结转", spending))


@tie(
    "X20",
    "表4与表1的财政拨款不一致",
    checks="表4三项收入等于表1同名的三行；表4总计等于表1总计减去财政专户、单位资金和它们的结转。",
    why="财政拨款收支总表是收支总表的一部分。",
    failing="表4一般公共预算 5460.41，表1一般公共预算 5406.41",
    passing="两表一般公共预算都是 5460.41",
)
def appropriations_of_all(tied: Tied) -> Iterator[Difference]:
    """三项收入 = T1; T4 总计 = T1 总计 − 专户 − 单位资金 − their 结转."""
    for key in APPROPRIATED:
        name = INCOME_LINES[key]
        yield from tied.equal(tied.line(4, name, _INCOME), tied.line(1, name, _INCOME))
    if tied.ledger is None:
        return
    others = tied.reckoned(
        "财政专户、单位资金",
        lambda line: line.source in (Source.SPECIAL_ACCOUNT, Source.UNIT_FUNDS),
    )
    granted = tied.line(4, "收入总计", _INCOME)
    both = (granted + others).named("表4 收入总计加财政专户、单位资金")
    yield from tied.equal(both, tied.line(1, "收入总计", _INCOME))


@tie(
    "X21",
    "表4与表5的一般公共预算不一致",
    checks="表4一般公共预算支出等于表5合计加一般公共预算结转，分类也相等。",
    why="表5不含上年结转，加上结转就是表4的数。",
    failing="表4 5803.32，表5 5460.41，结转 348.31",
    passing="表4 5803.32，表5 5460.41，结转 342.91",
)
def general_with_carryover(tied: Tied) -> Iterator[Difference]:
    """T4 一般公共 = T5 + 一般公共结转, as a whole and by 类."""
    key = APPROPRIATED[0]
    spent = tied.line(4, "本年支出合计", key).named("表4 一般公共预算支出合计")
    carried = tied.line(4, INCOME_LINES[key], _INCOME, last=True)
    yield from tied.equal(spent, summed("表5合计加上年结转", (tied.total(5), carried)))
    if tied.ledger is None:
        return
    left = _carried_by_class(tied)
    own, spent_by_class = tied.codes(5, "total"), tied.classes(4, key)
    for code in dict.fromkeys((*spent_by_class, *left, *(code for code in own if len(code) <= 3))):
        parts = [one[code] for one in (own, left) if code in one]
        spent = spent_by_class.get(code, Amount(f"表4 {code} 一般公共预算", 0, 0))
        yield from tied.equal(spent, summed(f"表5 {code} 加上年结转", parts))


def _carried_by_class(tied: Tied) -> dict[str, Amount]:
    sums: dict[str, int] = defaultdict(int)
    for line in tied.lines:
        if line.source is Source.GENERAL and line.origin is Origin.CARRYOVER:
            sums[(line.function_code or LACKING)[:3]] += line.amount
    return {code: Amount("结转", fen, int(fen != 0)) for code, fen in sums.items()}


@tie(
    "X22",
    "表4与表8、表9不一致",
    checks="表4政府性基金支出等于表8合计加基金结转，国有资本经营支出等于表9支出合计加其结转。",
    why="表8、表9不含上年结转，加上结转就是表4的数。",
    failing="表4政府性基金 5.40，表8合计和基金结转都空白",
    passing="表4政府性基金 5.40，表8合计空白，基金结转 5.40",
)
def funds_with_carryover(tied: Tied) -> Iterator[Difference]:
    """T4 基金 = T8 + 基金结转; T4 国资 = T9 支出 + 国资结转."""
    for number, key, budget in zip((8, 9), APPROPRIATED[1:], BUDGETS[1:], strict=True):
        spent = tied.line(4, "本年支出合计", key).named(f"表4 {budget}支出合计")
        carried = tied.line(4, INCOME_LINES[key], _INCOME, last=True)
        label = f"表{number}合计加上年结转"
        yield from tied.equal(spent, summed(label, (tied.total(number), carried)))
