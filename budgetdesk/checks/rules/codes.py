"""科目: those of the year, as deep as they are booked, under their own names."""

from collections.abc import Container, Iterator

from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.finding import Found, Severity
from budgetdesk.checks.line_groups import coded, grouped, of_lines
from budgetdesk.checks.rule import Scope, rule
from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.code_search import CODE_KINDS
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.ledger_lines import unknown_code
from budgetdesk.domain.records import RevenueLine
from budgetdesk.domain.text import fold_name
from budgetdesk.tables.bare_codes import bare_codes

_COLUMNS = {
    LedgerField.FUNCTION_CODE: CatalogueKind.FUNCTION,
    LedgerField.DEPARTMENT_ECONOMIC: CatalogueKind.DEPARTMENT_ECONOMIC,
    LedgerField.GOVERNMENT_ECONOMIC: CatalogueKind.GOVERNMENT_ECONOMIC,
}
_LEVELS = {3: "类", 5: "款", 7: "项"}


@rule(
    "X53",
    "科目编码、名称不符",
    Severity.EXPLAIN,
    reads=("ledger", "revenue", "catalogue", "unit", "department"),
    checks="功能科目列到项、经济科目列到款；编码在本年度目录或自行命名的科目中，报表上不以编码代替名称；"
    "收入科目名称与目录一致。",
    why="同一编码在各张表上是同一个名称，科目列到规定的级次才能汇总。",
    source="政府收支分类科目；财预〔2016〕143号 功能分类公开到项，基本支出公开到款",
    failing="功能科目 21004 公共卫生（款）",
    passing="功能科目 2100408 基本公共卫生服务",
    scopes=(Scope.DEPARTMENT,),
)
def codes_of_the_year(case: DepartmentCase) -> Iterator[Found]:
    """Function codes are 项, economic ones 款; all are known; revenue has the catalogue's names."""
    printed = bare_codes(case.tables.tables)
    for column, kind in _COLUMNS.items():
        known = case.catalogue(kind).entries
        codes = ((getattr(line, column.value), line) for line in case.lines)
        deepest = CODE_KINDS[kind].lengths[-1]
        faulty = ((code, line) for code, line in codes if code)
        for code, lines in grouped(faulty).items():
            ref = case.line_ref(lines[0], column)
            if len(code) < deepest and len(code) in _LEVELS:
                wanted, own = _LEVELS[deepest], _LEVELS[len(code)]
                message = f"{coded(case, kind, code).strip()}是{own}，应列到{wanted}"
                yield Found(ref, f"{message}{of_lines(lines)}。", severity=Severity.ERROR)
            elif code not in known:
                remark = unknown_code(CODE_KINDS[kind], code).removesuffix("。")
                yield Found(ref, f"{remark}{of_lines(lines)}。", severity=_grade(code, printed))
        yield from _nameless_above(case, column, printed)
    yield from _revenue(case, printed)
    yield from _nameless_above_revenue(case, printed)


def _grade(code: str, printed: Container[str]) -> Severity | None:
    """An error where a table would print the code as its name."""
    return Severity.ERROR if code in printed else None


def _nameless_above(
    case: DepartmentCase, column: LedgerField, printed: Container[str]
) -> Iterator[Found]:
    """类 and 款 without a name above the codes of lines, where a table prints them."""
    kind = _COLUMNS[column]
    known = case.catalogue(kind).entries
    lines = [(getattr(line, column.value) or "", line) for line in case.lines]
    parts = ((code[:size], line) for code, line in lines for size in range(3, len(code), 2))
    for code, those in grouped(parts).items():
        if code not in known and code in printed:
            remark = unknown_code(CODE_KINDS[kind], code).removesuffix("。")
            ref = case.line_ref(those[0], column)
            yield Found(ref, f"{remark}{of_lines(those)}。", severity=Severity.ERROR)


def _revenue(case: DepartmentCase, printed: Container[str]) -> Iterator[Found]:
    """Revenue by code: a known code, and the name that the catalogue gives it."""
    catalogue = case.catalogue(CatalogueKind.REVENUE)
    named: dict[str, RevenueLine] = {}
    for line in case.revenue:
        official = catalogue.name_of(line.revenue_code)
        first = named.setdefault(line.revenue_code, line)
        ref = case.revenue_ref(line, "revenue_code")
        if official is None and not line.name:
            remark = unknown_code(CODE_KINDS[CatalogueKind.REVENUE], line.revenue_code)
            yield Found(ref, remark, severity=_grade(line.revenue_code, printed))
        elif official and line.name and fold_name(official) != fold_name(line.name):
            values = (("填写", line.name), ("目录", official))
            yield Found(ref, f"收入科目 {line.revenue_code} 的名称与目录不同。", values)
        elif official is None and fold_name(first.name) != fold_name(line.name):
            values = (("此处", line.name), ("另一处", first.name))
            yield Found(ref, f"收入科目 {line.revenue_code} 有两个名称。", values)


def _nameless_above_revenue(case: DepartmentCase, printed: Container[str]) -> Iterator[Found]:
    catalogue = case.catalogue(CatalogueKind.REVENUE)
    first: dict[str, RevenueLine] = {}
    for line in case.revenue:
        for size in range(3, len(line.revenue_code), 2):
            first.setdefault(line.revenue_code[:size], line)
    for code, line in first.items():
        if code in printed and not catalogue.name_of(code):
            remark = unknown_code(CODE_KINDS[CatalogueKind.REVENUE], code)
            yield Found(case.revenue_ref(line, "revenue_code"), remark, severity=Severity.ERROR)
