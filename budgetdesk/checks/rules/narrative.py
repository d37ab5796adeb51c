"""The narrative of the 部门预算公开: paragraphs in a person's own words, changes and reasons.

What the program itself writes is right by construction; properties over generated ledgers hold it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.document_text import DOCUMENT, PUBLISHING, remarked
from budgetdesk.checks.finding import Fix, Found, SetField, Severity
from budgetdesk.checks.rule import Scope, rule
from budgetdesk.checks.tie import TIE_OUT
from budgetdesk.dictionary.entries import ENTRIES, LAST_YEAR
from budgetdesk.disclosure.reasons import contradicts
from budgetdesk.disclosure.wording import Direction, YearOnYear, amount_text
from budgetdesk.domain.records import Source

_TOO_FAR = 20  # times: so many and 元 were taken for 万元, or a digit too many


@rule(
    "X46",
    "情况说明的金额与报表不符",
    Severity.EXPLAIN,
    reads=DOCUMENT,
    checks="改写过的段落中，每个金额与报表中同一项的金额一致；改写以后数据有变动的请核对。",
    why="文字和报表是同一套数，读者会逐项对照。",
    source=TIE_OUT,
    failing="基本支出写作 3,235.17 万元，表三为 3,253.17 万元",
    passing="基本支出 3,253.17 万元，与表三一致",
    scopes=(Scope.DEPARTMENT,),
)
def amounts_of_tables(case: DepartmentCase) -> Iterator[Found]:
    """Every amount of a rewritten paragraph is the tables', and that of the item it names."""
    yield from remarked(case, "X46")


# Last year


@dataclass(frozen=True, slots=True)
class _Compared:
    """One thing compared with last year, amounts in 分: `end` of its entries' keys."""

    end: str
    name: str
    now: int
    before: int
    reason: str

    @property
    def change(self) -> YearOnYear:
        return YearOnYear(self.now, self.before)


def _compared(case: DepartmentCase) -> Iterator[_Compared]:
    notes = case.notes
    if all(notes.number(f"last_{end}") is None for end in LAST_YEAR):
        return
    figures = case.figures
    now = {
        "total": figures.total,
        "general": figures.current[Source.GENERAL],
        **figures.official,
        "operating": figures.operating,
    }
    for end, amount in now.items():
        before = notes.number(f"last_{end}")
        if before is not None:
            name = ENTRIES[f"last_{end}"].label.removeprefix("上年")
            yield _Compared(end, name, amount, before, notes.text(f"reason_{end}"))


_WHOLES = ("total", "general")


@rule(
    "X47",
    "比上年增减与上年数、本年数不符，或没有原因",
    Severity.EXPLAIN,
    reads=DOCUMENT,
    checks="增减额等于本年数减上年数，方向、幅度相符，不等于本年数本身；有增减的写明原因，原因与增减的方向一致，没有增减的不写原因；"
    "上年数不小于零，与本年数不相差20倍以上。",
    why="增减变动和原因是公开检查的重点，上年数漏填就会把全年的数写成增加额。",
    source=PUBLISHING,
    failing="当年支出 5,460.41 万元，比上年增加 5,460.41 万元",
    passing="比上年增加 49.28 万元，增长 0.91%，主要原因是上级提前下达的专项增加",
    scopes=(Scope.DEPARTMENT,),
)
def changes_since_last_year(case: DepartmentCase) -> Iterator[Found]:
    """Changes told are the differences of the figures; every change has a reason."""
    yield from remarked(case, "X47")
    if case.lines:
        for it in _compared(case):
            wrong = [*_last_amount(case, it)]
            yield from wrong
            # Of a change that is none, a reason of the other direction is no fault of its own.
            yield from _reason(case, it) if not wrong else ()


def _last_amount(case: DepartmentCase, it: _Compared) -> Iterator[Found]:
    ref = case.entry_ref(f"last_{it.end}")
    both = (("本年", amount_text(it.now)), ("上年", amount_text(it.before)))
    if it.before < 0:
        yield Found(ref, f"上年{it.name}不能小于零。", both)
    elif it.end in _WHOLES and not it.before and it.now:
        yield Found(ref, f"上年{it.name}填的是零，增减额会等于本年的数，请核对上年数。", both)
    elif it.before and it.now > 0 and _is_far(it.now, it.before):
        yield Found(ref, f"上年{it.name}与本年相差很多，请核对是否以万元为单位填写。", both)


def _is_far(now: int, before: int) -> bool:
    return max(now, before) >= _TOO_FAR * min(now, before)


def _reason(case: DepartmentCase, it: _Compared) -> Iterator[Found]:
    ref = case.entry_ref(f"reason_{it.end}")
    both = (("本年", amount_text(it.now)), ("上年", amount_text(it.before)))
    if it.change.direction is Direction.SAME:
        if it.reason:
            yield Found(
                ref,
                f"{it.name}与上年持平，变动原因不会写入公开文件，请核对上年数。",
                both,
                Fix("删去变动原因", (SetField(ref, ""),)),
                Severity.NOTICE,
            )
    elif contradicts(it.reason, it.change.direction):
        told = it.change.direction.value
        yield Found(ref, f"{it.name}比上年{told}，原因说的却是相反的变动，请核对。", both)
    elif not it.reason:
        told = f"{it.change.direction.value}{amount_text(abs(it.change.amount))}"
        yield Found(ref, f"{it.name}比上年{told}，请填写变动原因。", both)


@rule(
    "X48",
    "情况说明的比例与报表不符",
    Severity.EXPLAIN,
    reads=DOCUMENT,
    checks="改写过的段落中，“占”的比例等于部分除以总数，保留两位小数。",
    why="各项比例相加应是100%，写错一个就对不上。",
    source=TIE_OUT,
    failing="基本支出 3,253.17 万元，占 65.00%",
    passing="基本支出 3,253.17 万元，占 56.00%",
    scopes=(Scope.DEPARTMENT,),
)
def shares_of_tables(case: DepartmentCase) -> Iterator[Found]:
    """Every share of a rewritten paragraph is one reckoned from the tables, of its own amount."""
    yield from remarked(case, "X48")


@rule(
    "X54",
    "人员经费、公用经费所列项目与表六不符",
    Severity.EXPLAIN,
    reads=DOCUMENT,
    checks="改写过的段落中，人员经费、公用经费包括的项目正是表六中有数的科目，不多不少。",
    why="沿用上年的项目名称，会列出没有安排的科目、漏掉新增的科目。",
    source=TIE_OUT,
    failing="人员经费包括医疗费，表六中没有",
    passing="所列项目与表六的科目一致",
    scopes=(Scope.DEPARTMENT,),
)
def items_of_table_six(case: DepartmentCase) -> Iterator[Found]:
    """The items that personnel and public expenses are said to include are those of table 6."""
    yield from remarked(case, "X54")
