"""控制数 of the finance office against the ledger."""

from collections.abc import Iterator

from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.finding import Found, Severity
from budgetdesk.checks.language.measures import yuan
from budgetdesk.checks.rule import Scope, rule
from budgetdesk.domain.ledger_columns import SOURCES, LedgerField
from budgetdesk.domain.records import LedgerLine, Origin, Source, Unit


@rule(
    "L09",
    "超过控制数",
    Severity.ERROR,
    reads=("ledger", "unit"),
    checks="各单位当年明细按资金来源的合计不超过下发的控制数；没有下发控制数的来源不查。",
    why="“二上”按财政部门下达的控制数编报，超过的会被退回。",
    source="部门预算编制“两上两下”：按预算控制数编报",
    failing="一般公共预算明细合计 1,144,000 元，控制数 1,000,000 元",
    passing="一般公共预算明细合计 980,000 元，控制数 1,000,000 元",
    scopes=(Scope.DEPARTMENT,),
)
def within_ceilings(case: DepartmentCase) -> Iterator[Found]:
    """What a unit plans of a source this year is no more than it was given."""
    for unit in case.units:
        for source, ceiling in case.office.ceilings.get(unit.uuid, {}).items():
            lines = _planned(case, unit, source)
            amount = sum(line.amount for line in lines)
            if amount > ceiling:
                yield Found(
                    case.line_ref(lines[0], LedgerField.AMOUNT),
                    f"「{unit.name}」{SOURCES[source]}的明细合计超过控制数。",
                    (
                        ("明细合计", yuan(amount)),
                        ("控制数", yuan(ceiling)),
                        ("超过", yuan(amount - ceiling)),
                    ),
                )


def _planned(case: DepartmentCase, unit: Unit, source: Source) -> list[LedgerLine]:
    own = (it for it in case.lines if it.unit.id == unit.id and it.source is source)
    return [it for it in own if it.origin is Origin.CURRENT]
