"""What a unit is decides its government economic codes, and what the tables list of it."""

from collections.abc import Iterator, Sequence

from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.finding import Fix, Found, SetField, Severity
from budgetdesk.checks.language.measures import yuan
from budgetdesk.checks.line_groups import coded, grouped, of_lines
from budgetdesk.checks.rule import Scope, rule
from budgetdesk.checks.tie import TIE_OUT
from budgetdesk.domain.catalogue import (
    Attestation,
    CatalogueKind,
    Correspondence,
    load_correspondence,
)
from budgetdesk.domain.ledger_columns import UNIT_KINDS, LedgerField
from budgetdesk.domain.records import LedgerLine, Unit, UnitKind
from budgetdesk.tables.table import RowKind


class _Pairs:
    """Which government codes may stand beside a department code."""

    def __init__(self, correspondence: Correspondence) -> None:
        self._correspondence = correspondence

    def for_kind(self, department: str, kind: UnitKind) -> str | None:
        """The code for a kind of unit, "" where it uses none; None where nobody is sure."""
        known = self._correspondence.of(department, kind)
        if known is None or known.certainty is Attestation.UNCERTAIN:
            return None
        return known.code or ""

    def anywhere(self, department: str) -> frozenset[str] | None:
        """The codes for units of any kind; None where nobody is sure."""
        codes = [self.for_kind(department, kind) for kind in UnitKind]
        return None if None in codes else frozenset(code for code in codes if code)


@rule(
    "X30",
    "部门、政府经济科目不对应",
    Severity.ERROR,
    reads=("ledger", "unit", "catalogue"),
    checks="部门经济科目和政府经济科目按单位性质对应；行政、参公单位按事业单位对应的，合并提示一条。",
    why="政府经济科目由部门经济科目和单位性质决定，表6、表11都按它列。",
    source="财预〔2017〕98号 支出经济分类对应关系",
    failing="行政单位：30201 办公费 → 50501 工资福利支出",
    passing="行政单位：30201 办公费 → 50201 办公经费",
    scopes=(Scope.DEPARTMENT,),
)
def economic_codes_correspond(case: DepartmentCase) -> Iterator[Found]:
    """The pair is the one of the unit's kind; of a unit of unknown kind, one of some kind."""
    pairs = _Pairs(load_correspondence(case.office.fiscal_year))
    strange, foreign = [], []
    for line in case.lines:
        department, government = line.department_economic, line.government_economic
        if not department or not government:
            continue
        allowed = pairs.anywhere(department)
        if allowed is None:
            continue
        if government not in allowed:
            strange.append(((line.unit.kind, department, government), line))
        elif line.unit.kind and government != pairs.for_kind(department, line.unit.kind):
            foreign.append((line.unit.id, line))
    for (kind, department, _), lines in grouped(strange).items():
        yield _not_a_pair(case, kind, pairs, department, lines)
    for lines in grouped(foreign).values():
        yield _of_other_kind(case, pairs, lines)


def _not_a_pair(
    case: DepartmentCase,
    kind: UnitKind | None,
    pairs: _Pairs,
    department: str,
    lines: Sequence[LedgerLine],
) -> Found:
    wanted = pairs.for_kind(department, kind) if kind else None
    allowed = sorted(filter(None, [wanted])) or sorted(pairs.anywhere(department) or ())
    given = lines[0].government_economic or ""
    own, other = CatalogueKind.DEPARTMENT_ECONOMIC, CatalogueKind.GOVERNMENT_ECONOMIC
    pair = f"{coded(case, own, department)}不能对应{coded(case, other, given)}"
    message = f"{pair}{of_lines(lines)}。"
    shown = "、".join(coded(case, other, code).strip() for code in allowed)
    return Found(
        case.line_ref(lines[0], LedgerField.GOVERNMENT_ECONOMIC),
        message,
        (("应为", shown),) if shown else (),
        _set_government(case, [(line, allowed[0]) for line in lines])
        if len(allowed) == 1
        else None,
    )


def _of_other_kind(case: DepartmentCase, pairs: _Pairs, lines: Sequence[LedgerLine]) -> Found:
    """A unit that books some lines as units of another kind do."""
    unit = lines[0].unit
    kind = unit.kind or UnitKind.INSTITUTION
    codes = "、".join(sorted({line.government_economic or "" for line in lines}))
    wanted = [(line, pairs.for_kind(line.department_economic or "", kind)) for line in lines]
    known = [(line, code) for line, code in wanted if code]
    return Found(
        case.line_ref(lines[0], LedgerField.GOVERNMENT_ECONOMIC),
        f"「{unit.name}」是{UNIT_KINDS[kind]}，有 {len(lines)} 行按另一类单位的对应关系列支。",
        (("政府经济科目", codes), ("金额", yuan(sum(line.amount for line in lines)))),
        _set_government(case, known) if known else None,
        severity=Severity.EXPLAIN,
    )


def _set_government(case: DepartmentCase, codes: Sequence[tuple[LedgerLine, str]]) -> Fix:
    edits = tuple(
        SetField(case.line_ref(line, LedgerField.GOVERNMENT_ECONOMIC), code) for line, code in codes
    )
    one = {code for _, code in codes}
    what = f"改为 {one.pop()}" if len(one) == 1 else f"按单位性质改 {len(edits)} 行"
    return Fix(what, edits)


@rule(
    "X31",
    "表6的政府科目没有相应性质的单位",
    Severity.ERROR,
    reads=("ledger", "unit", "department", "catalogue"),
    checks="表6有501至503的，要有行政或参公单位；有505、506的，要有事业单位；性质没填全的不查。",
    why="501 至 503 是机关的科目，505、506 是对事业单位的补助，没有这样的单位就不会有这样的支出。",
    source=TIE_OUT,
    failing="部门只有事业单位，表6列 50101 工资奖金津补贴",
    passing="部门有行政单位，表6列 50101 工资奖金津补贴",
    scopes=(Scope.DEPARTMENT,),
)
def units_for_codes(case: DepartmentCase) -> Iterator[Found]:
    """T6 rows on 501, 502, 503 only with a 行政 or 参公 unit, 505 and 506 only with a 事业 one."""
    kinds = {unit.kind for unit in spending_units(case)}
    if not kinds or None in kinds:
        return
    table = case.tables["t06"]
    for place, row in enumerate(table.rows):
        if row.kind is not RowKind.DETAIL:
            continue
        government = row.code.partition("/")[2]
        if government[:3] in _OF_OFFICES and not kinds & _OFFICES:
            lacking = "行政、参公单位"
        elif government[:3] in _OF_INSTITUTIONS and UnitKind.INSTITUTION not in kinds:
            lacking = "事业单位"
        else:
            continue
        named = coded(case, CatalogueKind.GOVERNMENT_ECONOMIC, government)
        ref = case.figure_ref(table, place, "total")
        yield Found(ref, f"部门没有{lacking}，表6却有{named}。")


_OFFICES = {UnitKind.ADMINISTRATIVE, UnitKind.CIVIL_SERVICE_LIKE}
_OF_OFFICES = ("501", "502", "503")
_OF_INSTITUTIONS = ("505", "506")


def spending_units(case: DepartmentCase) -> list[Unit]:
    """The units that have ledger lines, in tree order."""
    spending = {line.unit.id for line in case.lines}
    return [unit for unit in case.units if unit.id in spending]


@rule(
    "X55",
    "单位数、单位性质与表不符",
    Severity.EXPLAIN,
    reads=("ledger", "unit", "department", "subordinate_units"),
    checks="整体表所属预算单位数加机关，等于有预算明细的单位数；表11只列行政、参公单位。",
    why="部门预算要包括机关和所属全部单位；机关运行经费只有行政、参公单位才有。",
    source=TIE_OUT,
    failing="所属预算单位 5 个，有预算明细的单位 5 个",
    passing="所属预算单位 5 个，加机关共 6 个单位有预算明细",
    scopes=(Scope.DEPARTMENT,),
)
def units_counted(case: DepartmentCase) -> Iterator[Found]:
    """W 所属预算单位数 + 1 = units of the ledger; T11 lists only 行政 and 参公 units."""
    told = case.overall.overall.subordinate_units if case.overall else None
    spending = len(spending_units(case))
    if case.overall and told is not None and spending and told + 1 != spending:
        yield Found(
            case.overall.ref("subordinate_units"),
            "所属预算单位数加机关，与有预算明细的单位数不等。",
            (("所属单位加机关", f"{told + 1} 个"), ("有预算明细", f"{spending} 个")),
        )
    kinds = {unit.id: unit.kind for unit in case.units}
    table = case.tables["t11"]
    for place, row in enumerate(table.rows):
        if kinds.get(row.unit_id or 0) is UnitKind.INSTITUTION and table.figure(row, "total"):
            name = row.cells[0]
            ref = case.figure_ref(table, place, "total")
            yield Found(ref, f"「{name}」是事业单位，没有机关运行经费。")
