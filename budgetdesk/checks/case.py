"""What a rule is given: a record with everything derived from it, computed once and kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import (
    Department,
    Horizon,
    Indicator,
    LedgerLine,
    OverallForm,
    Project,
    RecordKind,
    Unit,
)
from budgetdesk.domain.target import Target, parse_target
from budgetdesk.forms.definition import FormSet


@dataclass(frozen=True, slots=True)
class Office:
    """The book around a record: who belongs to it, and its year."""

    form_set: FormSet
    fiscal_year: int
    departments: tuple[Department, ...] = ()
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorCase:
    """An indicator with its horizon, its place within its slot, and its target understood."""

    indicator: Indicator
    horizon: Horizon
    index: int
    target: Target
    name_ref: FieldRef
    target_ref: FieldRef


PARAGRAPHS = ("overview", "basis", "necessity", "safeguards", "plan")


class ProjectCase:
    """A project as the rules see it. Immutable; a changed project gets a new case."""

    def __init__(self, project: Project, office: Office, limits: Mapping[str, int]) -> None:
        self.project = project
        self.office = office
        self.limits = limits

    def ref(self, path: str) -> FieldRef:
        """The reference of one of this project's plain fields."""
        return FieldRef(RecordKind.PROJECT, self.project.id, path)

    @cached_property
    def indicators(self) -> tuple[IndicatorCase, ...]:
        """All indicators, 实施期 first, in the order of the form."""
        return tuple(
            case
            for horizon in Horizon
            for case in self._cases(horizon, self.project.indicators.of(horizon) or ())
        )

    def of(self, horizon: Horizon) -> tuple[IndicatorCase, ...]:
        """The indicators of one horizon."""
        return tuple(case for case in self.indicators if case.horizon is horizon)

    def texts(self) -> Iterator[tuple[FieldRef, str]]:
        """Every paragraph and goal with its reference, blank ones too."""
        for path in PARAGRAPHS:
            yield self.ref(path), getattr(self.project, path)
        for horizon in Horizon:
            goal = self.project.goals.of(horizon)
            if goal is not None:
                yield self.ref(f"goals.{horizon}"), goal

    def _cases(
        self, horizon: Horizon, indicators: tuple[Indicator, ...]
    ) -> Iterator[IndicatorCase]:
        seen: dict[tuple[str, str], int] = {}
        for indicator in indicators:
            slot = (indicator.level1, indicator.level2)
            index = seen[slot] = seen.get(slot, -1) + 1
            yield IndicatorCase(
                indicator,
                horizon,
                index,
                parse_target(indicator.target),
                self._indicator_ref(horizon, "name", indicator, index),
                self._indicator_ref(horizon, "target", indicator, index),
            )

    def _indicator_ref(
        self, horizon: Horizon, part: str, indicator: Indicator, index: int
    ) -> FieldRef:
        return FieldRef(
            RecordKind.PROJECT,
            self.project.id,
            f"indicators.{horizon}.{part}",
            indicator.id,
            indicator.level1,
            indicator.level2,
            index,
        )


@dataclass(frozen=True, slots=True)
class OverallCase:
    """An overall form as the rules see it."""

    overall: OverallForm
    office: Office
    limits: Mapping[str, int]
    ledger: tuple[LedgerLine, ...]

    def ref(self, path: str) -> FieldRef:
        """The reference of one of the form's plain fields."""
        return FieldRef(RecordKind.OVERALL, self.overall.id, path)


@dataclass(frozen=True, slots=True)
class BookCase:
    """The whole book, for rules that compare its records with each other."""

    office: Office
    limits: Mapping[str, int]
    projects: tuple[ProjectCase, ...]
    ledger: tuple[LedgerLine, ...]
    overalls: tuple[OverallForm, ...]
