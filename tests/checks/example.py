"""What an example of a rule says: the case, where the rule points, what it says, how it mends."""

from dataclasses import dataclass

from budgetdesk.checks.case import BookCase, OverallCase, ProjectCase, UnitCase
from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.finding import Severity
from budgetdesk.checks.record_case import DeclaredCase

Case = ProjectCase | OverallCase | DepartmentCase | DeclaredCase | UnitCase | BookCase


@dataclass(frozen=True)
class Fails:
    """A case that a rule finds wrong once.

    `path` is the field it points at and `says` a part of its sentence; `fix` is the text that the
    cure writes (or the level 2 or unit it moves to), None for no cure; `severity` where it is
    not the rule's own; `values` are the live values of both sides, where it shows some;
    `row` is the name of the indicator it points at, where that is in question.
    """

    case: Case
    path: str
    says: str = ""
    fix: str | None = None
    safe: bool = False
    severity: Severity | None = None
    values: tuple[str, ...] = ()
    row: str = ""


@dataclass(frozen=True)
class Examples:
    """Cases that a rule finds wrong, and cases that it must pass over."""

    failing: tuple[Fails, ...]
    passing: tuple[Case, ...]
