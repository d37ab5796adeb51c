"""基本支出分经济科目表, “三公”经费 and 机关运行经费."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from budgetdesk.checks.finding import Severity
from budgetdesk.checks.rules.tables_summary import APPROPRIATED
from budgetdesk.checks.tie import tie
from budgetdesk.checks.tied import Amount, Difference, Tied, summed
from budgetdesk.domain import records
from budgetdesk.domain.records import LedgerLine, Nature, Origin, Source
from budgetdesk.tables.table import RowKind

_KINDS = ("personnel", "public")
_NOT_PUBLIC, _NOT_PERSONNEL = ("301", "303"), ("302", "310")
# Items of “三公” by the department and the government code that tell them.
_OFFICIAL = {
    "abroad": ("30212", "50207"),
    "reception": ("30217", "50206"),
    "running": ("30231", "50208"),
}
_OFFICES = ("502", "503")


def _pairs(tied: Tied, column: str) -> Iterator[tuple[str, str, Amount]]:
    """The lines of 表6 below its classes: department code, government code, amount."""
    table = tied[6]
    for place, row in enumerate(table.rows):
        if row.kind is RowKind.DETAIL:
            department, _, government = row.code.partition("/")
            yield department, government, tied.at(table, place, column)


@tie(
    "X24",
    "表5基本支出与表6不一致",
    checks="表5基本支出合计等于表6合计。",
    why="表6是一般公共预算基本支出按经济科目的分列。",
    failing="表5基本支出 3253.17，表6合计 3235.17",
    passing="两处都是 3253.17",
)
def basic_by_economic_code(tied: Tied) -> Iterator[Difference]:
    """T5 基本合计 = T6 合计."""
    yield from tied.equal(tied.total(5, "basic"), tied.total(6))


@tie(
    "X28",
    "表6人员经费、公用经费不符",
    checks="表6每行合计等于人员加公用；301、303 只列人员，302、310 只列公用；同一对科目只列一行。",
    why="人员经费和公用经费按经济科目划分，不能混列。",
    failing="30201 办公费 列入人员经费",
    passing="30201 办公费 列入公用经费",
)
def personnel_and_public(tied: Tied) -> Iterator[Difference]:
    """Each row: 合计 = 人员 + 公用; 301 and 303 only 人员, 302 and 310 only 公用."""
    yield from tied.rows_add_up(6, "total", _KINDS, "人员经费加公用经费")
    nothing = Amount("应为", 0, 0)
    for column, codes in zip(_KINDS, (_NOT_PERSONNEL, _NOT_PUBLIC), strict=True):
        name = "人员经费" if column == "personnel" else "公用经费"
        for department, _, amount in _pairs(tied, column):
            if department[:3] in codes:
                yield from tied.equal(amount, nothing, f"{amount.label}不应列入{name}。")
    seen = Counter((department, government) for department, government, _ in _pairs(tied, "total"))
    for department, government, amount in _pairs(tied, "total"):
        if seen[department, government] > 1:
            seen[department, government] = 0
            yield Difference(amount, amount, f"{amount.label}列了不止一行。")


@tie(
    "X29",
    "表6类的金额不等于各款之和",
    checks="表6每一类等于它的各行之和，合计等于各类之和，逐列相等。",
    why="合计由各经济科目相加得出。",
    failing="工资福利支出 3042.11，各行之和 3024.11",
    passing="工资福利支出、各行之和都是 3042.11",
)
def economic_classes(tied: Tied) -> Iterator[Difference]:
    """Class row = Σ its rows; 合计 = Σ class rows."""
    table = tied[6]
    for column in ("total", *_KINDS):
        classes = [
            (row, tied.at(table, place, column))
            for place, row in enumerate(table.rows)
            if row.kind is RowKind.GROUP
        ]
        below: dict[str, list[Amount]] = defaultdict(list)
        for department, _, amount in _pairs(tied, column):
            below[department[:3]].append(amount)
        yield from tied.equal(
            tied.total(6, column), summed("各类之和", [amount for _, amount in classes])
        )
        for row, amount in classes:
            yield from tied.equal(amount, summed("各行之和", below[row.code]))


@tie(
    "X34",
    "表10“三公”经费不符",
    checks="表10合计等于因公出国、公务接待、公务用车之和，公务用车等于购置加运行，每行合计等于三项预算之和。",
    why="“三公”经费公开后最受关注，分项必须与合计相符。",
    failing="公务用车 10.20，购置空白，运行 10.00",
    passing="公务用车 10.20，购置空白，运行 10.20",
)
def three_public(tied: Tied) -> Iterator[Difference]:
    """合计 = 出国 + 接待 + 用车; 用车 = 购置 + 运行; each row = the three budgets."""
    rows = tuple(tied.rows_add_up(10, "total", APPROPRIATED, "三项预算之和"))
    yield from rows
    if rows:
        return  # one wrong figure of a row breaks its columns too
    for column in ("total", *APPROPRIATED):
        of = tied.items(10, column)
        if of:
            vehicles = summed("购置加运行", [of["purchase"], of["running"]])
            yield from tied.equal(of["vehicles"], vehicles)
            parts = [of[item] for item in ("abroad", "reception", "vehicles")]
            yield from tied.equal(tied.total(10, column), summed("各项之和", parts))


@tie(
    "X35",
    "表10小于表6的同一项",
    checks="表10因公出国、公务接待、公务用车运行，都不小于表6的同一科目。",
    why="“三公”经费包括项目支出安排的，不会比基本支出少；少了说明有负数的明细。",
    failing="公务用车运行：表10 1.80，表6 3.80",
    passing="公务用车运行：表10 10.20，表6 1.80",
    severity=Severity.EXPLAIN,
)
def three_public_and_basic(tied: Tied) -> Iterator[Difference]:
    """T10 items ≥ the same items of T6 (30212, 30217, 30231)."""
    of = tied.items(10, "total")
    for item, codes in _OFFICIAL.items():
        basic = summed(f"表6 {codes[0]}", _of_item(tied, codes))
        if item in of:
            sentence = f"{of[item].label}小于{basic.label}。"
            yield from tied.at_most(basic, of[item], sentence)


def _of_item(tied: Tied, codes: tuple[str, str]) -> Iterator[Amount]:
    for department, government, amount in _pairs(tied, "total"):
        if _names(department if department.isascii() else "", government, codes):
            yield amount


def _names(department: str | None, government: str | None, codes: tuple[str, str]) -> bool:
    """Whether the department code, or without one the government code, is of an item."""
    return (department or government) in codes


@tie(
    "X36",
    "表10公务用车运行费与明细不一致",
    checks="表10公务用车运行维护费等于表6的 30231 加其余列 30231 的明细。",
    why="车辆运行费不论列在基本支出还是项目支出，都要计入“三公”。",
    failing="表6 1.80，项目 8.40，表10 1.80",
    passing="表6 1.80，项目 8.40，表10 10.20",
)
def vehicles(tied: Tied) -> Iterator[Difference]:
    """T10 公务用车运行 = T6 30231 + what else is coded 30231."""
    codes = _OFFICIAL["running"]
    of = tied.items(10, "total")
    if "running" in of:
        others = tied.reckoned("其余明细", lambda line: _counts_beside(line, codes))
        parts = (*_of_item(tied, codes), others)
        yield from tied.equal(of["running"], summed("表6 30231 加其余明细", parts))


def _counts_beside(line: LedgerLine, codes: tuple[str, str]) -> bool:
    """Whether 表10 counts a line for an item while 表6 does not."""
    is_basic = line.nature is Nature.BASIC and line.source is Source.GENERAL
    return (
        line.origin is Origin.CURRENT
        and line.source in records.APPROPRIATED
        and not is_basic
        and _names(line.department_economic, line.government_economic, codes)
    )


@tie(
    "X37",
    "表11机关运行经费不符",
    checks="表11合计等于各单位之和，每行等于三项预算之和，等于表6政府科目 502、503 的公用。",
    why="机关运行经费就是行政、参公单位的公用经费。",
    failing="表11合计 20.40，表6 502、503 的公用经费 18.00",
    passing="两处都是 20.40",
)
def agency(tied: Tied) -> Iterator[Difference]:
    """T11 合计 = Σ units = Σ T6 公用 rows on 502 and 503."""
    rows = tuple(tied.rows_add_up(11, "total", APPROPRIATED, "三项预算之和"))
    yield from rows
    if rows:
        return  # one wrong figure of a row breaks its columns too
    table = tied[11]
    for column in ("total", *APPROPRIATED):
        units = [
            tied.at(table, place, column) for place, row in enumerate(table.rows) if row.unit_id
        ]
        yield from tied.equal(tied.total(11, column), summed("各单位之和", units))
    public = [
        amount for _, government, amount in _pairs(tied, "public") if government[:3] in _OFFICES
    ]
    general = tied.total(11, APPROPRIATED[0])
    yield from tied.equal(general, summed("表6 502、503 的公用经费", public))
