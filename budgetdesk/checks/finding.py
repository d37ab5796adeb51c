"""What a check found: where, how grave, in words, with the values of both sides and the cure."""

from dataclasses import dataclass

from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.severity import SEVERITY_LABELS as SEVERITY_LABELS
from budgetdesk.domain.severity import Severity as Severity


@dataclass(frozen=True, slots=True)
class SetField:
    """A cure: write `text`, as it would be typed, into the field."""

    ref: FieldRef
    text: str


@dataclass(frozen=True, slots=True)
class MoveIndicator:
    """A cure: file an indicator (by its `row_id`) under another level 2."""

    ref: FieldRef
    level1: str
    level2: str


@dataclass(frozen=True, slots=True)
class MoveProject:
    """A cure: put the project of `ref` into another unit, behind those it has."""

    ref: FieldRef
    unit_id: int


@dataclass(frozen=True, slots=True)
class TakeLedger:
    """A cure: forget the amounts filled into the overall form of `ref`; the ledger's stand."""

    ref: FieldRef


Edit = SetField | MoveIndicator | MoveProject | TakeLedger


@dataclass(frozen=True, slots=True)
class Fix:
    """A cure: edits that are written as one step called `title`.

    A `safe` fix changes how something is written, never what it means, so all safe fixes may be
    applied at once without looking at each.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule yields; the engine makes a Finding of it.

    `values` are the live values of both sides, each with its label:
    (("成本合计", "132,660,000 元"), ("年度资金", "28,034,400 元")). `severity` is set where this
    case is graver or milder than its rule; a form set's or office's grading overrides both.
    """

    ref: FieldRef
    message: str
    values: tuple[tuple[str, str], ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None

    def __hash__(self) -> int:
        """Of what tells findings apart; after every edit thousands are looked up."""
        return hash((self.ref.record_id, self.ref.row_id, self.ref.path, self.message))


@immutable
class FindingPlace:
    """Where a finding is, structured to the last moment; texts are "" where they do not apply."""

    ref: FieldRef
    department: str
    unit: str = ""
    project: str = ""
    horizon: str = ""
    field: str = ""
    level2: str = ""
    indicator: str = ""
    row: str = ""  # the uuid of the indicator's row
    form: str = ""  # of a record that a form set declares: which of its forms
    above: tuple[str, int] = ("", 0)  # the base form that it stands below: kind and id


@dataclass(frozen=True, slots=True)
class Explanation:
    """出错说明, or the reason why a finding is ignored for this form: who, when, text."""

    text: str
    who: str
    at: str
    ignored: bool = False


@immutable
class Finding:
    """One result of 审核."""

    code: str
    severity: Severity
    title: str
    place: FindingPlace
    message: str
    values: tuple[tuple[str, str], ...] = ()
    fix: Fix | None = None
    explanation: Explanation | None = None

    @property
    def is_unexplained(self) -> bool:
        """Whether it is one to be explained, and is not."""
        return self.severity is Severity.EXPLAIN and self.explanation is None
