"""The tie-outs (勾稽关系) between the official tables, declared once as rules of 审核."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps

from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.finding import Found, Severity
from budgetdesk.checks.rule import Scope, rule
from budgetdesk.checks.tied import Difference, NotOnForm, Tied

TIE_OUT = "部门预算公开表间勾稽关系"
# Codes and projects are named in what is told.
READS = ("ledger", "revenue", "unit", "department", "catalogue", "name")

TieTest = Callable[[Tied], Iterator[Difference]]


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie-out of the list."""

    code: str
    title: str
    test: TieTest

    def differences(self, tied: Tied) -> tuple[Difference, ...]:
        """Where it doesn't hold; nothing where the form lacks what it speaks of."""
        try:
            return tuple(self.test(tied))
        except NotOnForm:
            return ()


TIES: dict[str, Tie] = {}


def tie(
    code: str,
    title: str,
    *,
    checks: str,
    why: str,
    failing: str,
    passing: str,
    severity: Severity = Severity.ERROR,
) -> Callable[[TieTest], TieTest]:
    """Register a tie-out, and the rule of 审核 that runs it over the computed tables."""

    def register(test: TieTest) -> TieTest:
        declared = TIES[code] = Tie(code, title, test)

        @wraps(test)
        def run(case: DepartmentCase) -> Iterator[Found]:
            for difference in declared.differences(case.tied):
                yield found_of(case, difference)

        rule(
            code, title, severity, reads=READS, checks=checks, why=why, source=TIE_OUT,
            failing=failing, passing=passing, scopes=(Scope.DEPARTMENT,),
        )(run)  # fmt: skip
        return test

    return register


def found_of(case: DepartmentCase, difference: Difference) -> Found:
    """What 审核 tells of a difference."""
    cell = difference.cell
    ref = case.figure_ref(cell.table, cell.row, cell.column)
    severity = Severity.NOTICE if difference.tail else None
    return Found(ref, difference.sentence, difference.values, severity=severity)
