"""What the ledger lacks, and what is odd about its lines."""

from collections.abc import Iterator
from dataclasses import dataclass

from budgetdesk.book.table_views import UNLISTED
from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.finding import Fix, Found, SetField, Severity
from budgetdesk.checks.language.measures import yuan
from budgetdesk.checks.line_groups import grouped, of_lines
from budgetdesk.checks.rule import Scope, rule
from budgetdesk.checks.tied import column_label, short_number
from budgetdesk.domain.ledger_columns import NATURES, LedgerField
from budgetdesk.domain.records import LedgerLine, Nature, Origin, Source
from budgetdesk.domain.text import fold_name

_COMPLETE = "财预〔2016〕143号 公开内容：完整"


@rule(
    "L01",
    "预算明细没有填全",
    Severity.ERROR,
    reads=("ledger", "name"),
    checks="每行明细都有功能科目和金额，项目支出都有项目名称；一行只提一条。",
    why="缺科目、缺项目的钱在报表上列为“未填”，不能公开。",
    source=_COMPLETE,
    failing="项目支出 50,000 元，项目名称空白",
    passing="功能科目、项目名称、金额都已填写",
    scopes=(Scope.DEPARTMENT,),
)
def lines_complete(case: DepartmentCase) -> Iterator[Found]:
    """Each line has a function code and an amount, project expenditure its project."""
    for line in case.lines:
        lacking = [column for column, is_lacking in _lacking(line).items() if is_lacking]
        if lacking:
            names = "、".join(_NAMES[column] for column in lacking)
            severity = Severity.EXPLAIN if lacking == [LedgerField.AMOUNT] else None
            ref = case.line_ref(line, lacking[0])
            yield Found(ref, f"这行明细没有填写{names}。", severity=severity)


_NAMES = {
    LedgerField.FUNCTION_CODE: "功能科目",
    LedgerField.PROJECT: "项目名称",
    LedgerField.AMOUNT: "金额",
}


def _lacking(line: LedgerLine) -> dict[LedgerField, bool]:
    return {
        LedgerField.FUNCTION_CODE: not line.function_code,
        LedgerField.PROJECT: line.nature is Nature.PROJECT and not line.project,
        LedgerField.AMOUNT: line.amount == 0,
    }


@rule(
    "L02",
    "基本支出写了项目名称",
    Severity.EXPLAIN,
    reads=("ledger", "name"),
    checks="基本支出的明细没有项目名称。",
    why="有项目名称的应是项目支出；列成基本支出，项目支出表上就少了这笔钱。",
    source="预算管理一体化规范：基本支出、项目支出",
    failing="基本支出，项目名称 老年村医退养补助",
    passing="项目支出，项目名称 老年村医退养补助",
    scopes=(Scope.DEPARTMENT,),
)
def basic_without_project(case: DepartmentCase) -> Iterator[Found]:
    """Basic expenditure names no project."""
    for line in case.lines:
        if line.nature is Nature.BASIC and line.project:
            nature = NATURES[Nature.PROJECT]
            edit = SetField(case.line_ref(line, LedgerField.NATURE), nature)
            yield Found(
                case.line_ref(line, LedgerField.PROJECT),
                f"基本支出写了项目名称「{line.project}」。",
                fix=Fix(f"改为{nature}", (edit,)),
            )


@rule(
    "L03",
    "基本支出没有经济科目",
    Severity.ERROR,
    reads=("ledger", "unit"),
    checks="当年一般公共预算的基本支出都有部门、政府经济科目；一个单位只提一条。",
    why="基本支出要按经济科目公开到款，没有科目的在表6列为“未填”。",
    source="财预〔2016〕143号 基本支出公开到经济分类款级",
    failing="基本支出 96,000 元，部门经济科目空白",
    passing="基本支出 96,000 元，30108 → 50102",
    scopes=(Scope.DEPARTMENT,),
)
def basic_by_economic_code(case: DepartmentCase) -> Iterator[Found]:
    """This year's basic expenditure of 一般公共预算 has both economic codes."""
    lacking = (
        ((line.unit.id, column), line)
        for line in case.lines
        if (column := _economic_lacking(line)) and _in_table_6(line)
    )
    for (_, column), lines in grouped(lacking).items():
        which = "部门" if column is LedgerField.DEPARTMENT_ECONOMIC else "政府"
        yield Found(
            case.line_ref(lines[0], column),
            f"基本支出没有填写{which}经济科目{of_lines(lines)}。",
            (("金额", yuan(sum(line.amount for line in lines))),),
        )


def _economic_lacking(line: LedgerLine) -> LedgerField | None:
    if not line.department_economic:
        return LedgerField.DEPARTMENT_ECONOMIC
    return None if line.government_economic else LedgerField.GOVERNMENT_ECONOMIC


def _in_table_6(line: LedgerLine) -> bool:
    return (
        line.nature is Nature.BASIC
        and line.source is Source.GENERAL
        and line.origin is Origin.CURRENT
    )


@rule(
    "L04",
    "基金、国有资本经营收入没有列到收入科目",
    Severity.ERROR,
    reads=("ledger", "revenue", "unit", "department"),
    checks="当年政府性基金、国有资本经营预算的钱，收入明细都列到收入科目，不多也不少。",
    why="表7、表9按收入科目公开；没有列到科目的列为“未列收入科目”。",
    source=_COMPLETE,
    failing="政府性基金支出 5.40 万元，收入明细没有填",
    passing="政府性基金支出 5.40 万元，收入明细 1030148 列 5.40 万元",
    scopes=(Scope.DEPARTMENT,),
)
def revenue_by_code(case: DepartmentCase) -> Iterator[Found]:
    """Nothing stands as 未列收入科目 in T7 and T9."""
    tied = case.tied
    for number, column in ((7, "total"), (9, "revenue")):
        amount = tied.codes(number, column).get(UNLISTED)
        if amount is None or not amount.fen or amount.cell is None:
            continue
        table = tied[number]
        more = "比预算明细多" if amount.fen < 0 else "还没有列到收入科目"
        yield Found(
            case.figure_ref(table, amount.cell.row, column),
            f"{short_number(table)}：{column_label(table, column)}{more}。",
            ((more, yuan(abs(amount.fen))),),
        )


@rule(
    "L05",
    "金额是负数",
    Severity.EXPLAIN,
    reads=("ledger",),
    checks="预算明细、收入明细的金额不是负数。",
    why="预算数不会是负数；用负数冲减的，要说明冲的是哪一笔。",
    source=_COMPLETE,
    failing="-5,000 元",
    passing="5,000 元",
    scopes=(Scope.DEPARTMENT,),
)
def not_negative(case: DepartmentCase) -> Iterator[Found]:
    """Amounts are not below 0."""
    for line in case.lines:
        if line.amount < 0:
            ref = case.line_ref(line, LedgerField.AMOUNT)
            yield Found(ref, f"金额是负数：{yuan(line.amount)}。")
    for listed in case.revenue:
        if listed.amount < 0:
            yield Found(case.revenue_ref(listed, "amount"), f"金额是负数：{yuan(listed.amount)}。")


@rule(
    "L06",
    "明细可能重复",
    Severity.NOTICE,
    reads=("ledger", "name", "unit"),
    checks="没有两行明细处处相同；只提一次，金额为零的不提。",
    why="同一行录入或粘贴了两次，各张表都会多出这笔钱。",
    source="部门预算审核：真实、准确",
    failing="两行都是 2100101、30201、一般公共预算、当年、30,000 元",
    passing="两行科目相同，金额不同",
    scopes=(Scope.DEPARTMENT,),
)
def no_line_twice(case: DepartmentCase) -> Iterator[Found]:
    """No two lines say the same in every cell."""
    for lines in grouped((_content(line), line) for line in case.lines if line.amount).values():
        if len(lines) > 1:
            ref = case.line_ref(lines[1], LedgerField.AMOUNT)
            yield Found(
                ref,
                f"有 {len(lines)} 行明细处处相同，请看是否重复。",
                (("每行", yuan(lines[0].amount)),),
            )


def _content(line: LedgerLine) -> tuple[object, ...]:
    return (
        line.unit.id,
        line.function_code,
        line.nature,
        line.project,
        line.department_economic,
        line.government_economic,
        line.source,
        line.origin,
        line.amount,
    )


@dataclass(frozen=True, slots=True)
class _Official:
    """An item of “三公”: how its projects are called, and its codes, the usual one first."""

    words: tuple[str, ...]
    codes: tuple[str, ...]


_OFFICIAL = (
    _Official(("公务用车运行", "公务用车维护", "公车运行"), ("30231", "50208")),
    _Official(("公务用车购置", "购置公务用车"), ("31013", "30913", "50303", "50403")),
    _Official(("公务接待",), ("30217", "50206")),
    _Official(("因公出国",), ("30212", "50207")),
)


@rule(
    "L07",
    "“三公”项目没有列“三公”科目",
    Severity.EXPLAIN,
    reads=("ledger", "name"),
    checks="项目名称是公务用车、公务接待、因公出国的，当年财政拨款的经济科目也是。",
    why="表10按经济科目取数，科目不对就少报“三公”经费。",
    source="财预〔2016〕143号 “三公”经费公开",
    failing="项目 公务用车运行维护费，经济科目 30299",
    passing="项目 公务用车运行维护费，经济科目 30231",
    scopes=(Scope.DEPARTMENT,),
)
def official_expenses_coded(case: DepartmentCase) -> Iterator[Found]:
    """A project named after an item of “三公” is coded so, and counted by T10."""
    lines = (line for line in case.lines if line.project and line.origin is Origin.CURRENT)
    granted = (line for line in lines if line.source not in _NOT_GRANTED)
    for line in granted:
        for item in _OFFICIAL:
            code = line.department_economic or line.government_economic
            if code not in item.codes and any(word in (line.project or "") for word in item.words):
                usual = item.codes[0]
                column = LedgerField.DEPARTMENT_ECONOMIC
                ref = case.line_ref(line, column)
                yield Found(
                    ref,
                    f"经济科目不是 {usual}，表10没有计入这笔钱。",
                    (("经济科目", code or "未填"), ("金额", yuan(line.amount))),
                    Fix(f"改为 {usual}", (SetField(ref, usual),)),
                )


_NOT_GRANTED = (Source.SPECIAL_ACCOUNT, Source.UNIT_FUNDS)


@rule(
    "L08",
    "明细中的项目没有申报表",
    Severity.EXPLAIN,
    reads=("ledger", "name", "unit"),
    checks="当年明细中的项目在本单位都建了申报表；一个项目只提一条，合计为零的不提。",
    why="列入预算的项目都要有绩效目标表；没有建表的，审核和公开时都会漏掉。",
    source="财预〔2016〕143号 公开项目支出绩效目标",
    failing="明细有项目 村级计生员补助 82,800 元，单位没有这个项目",
    passing="单位有项目 村级计生员补助",
    scopes=(Scope.DEPARTMENT,),
)
def projects_have_forms(case: DepartmentCase) -> Iterator[Found]:
    """Each project that lines of this year name is one of their unit's."""
    formless = (
        ((line.unit.id, fold_name(line.project or "")), line)
        for line in case.lines
        if line.lacks_form
    )
    for lines in grouped(formless).values():
        amount = sum(line.amount for line in lines)
        if amount:
            yield Found(
                case.line_ref(lines[0], LedgerField.PROJECT),
                f"单位「{lines[0].unit.name}」没有这个项目的申报表{of_lines(lines)}。",
                (("金额", yuan(amount)),),
            )
