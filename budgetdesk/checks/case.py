"""What a rule is given: a record with everything derived from it, computed once and kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from budgetdesk.checks.finding import MoveIndicator, SetField
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.indicator_tree import Slot, bare
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

# A cell of the printed annual half holds at least so many characters.
_SHORTEST_CUT = 5

PARAGRAPHS = ("overview", "basis", "necessity", "safeguards", "plan")
# What a rule reads that asks whether a form is filled at all.
CONTENT = (*PARAGRAPHS, "goals", "indicators")


@dataclass(frozen=True)
class Office:
    """The book around a record: its form set and year, and who belongs to it."""

    form_set: FormSet
    fiscal_year: int
    departments: tuple[Department, ...] = ()
    units: tuple[Unit, ...] = ()
    shown: frozenset[str] = frozenset()  # paths of the fields that the project form has


@dataclass(frozen=True, slots=True)
class IndicatorCase:
    """An indicator with its horizon, its place within its slot, and its target understood."""

    indicator: Indicator
    horizon: Horizon
    index: int
    target: Target
    name_ref: FieldRef
    target_ref: FieldRef
    twin: "IndicatorCase | None" = None  # the same indicator in the 实施期 half

    def retarget(self, text: str) -> tuple[SetField, ...]:
        """The edits that write another target, in the 实施期 half as well where it is the same."""
        rows = (self, self.twin) if self.twin else (self,)
        return tuple(SetField(row.target_ref, text) for row in rows)

    def refile(self, slot: Slot) -> tuple[MoveIndicator, ...]:
        """The edits that file the indicator under another slot, in both halves where the same."""
        rows = (self, self.twin) if self.twin else (self,)
        return tuple(MoveIndicator(row.name_ref, slot.level1, slot.level2) for row in rows)

    @property
    def name(self) -> str:
        """三级指标 without outer blanks."""
        return self.indicator.name.strip()

    @property
    def level1(self) -> str:
        """一级指标 without its suffix: 产出, 效益, 满意度."""
        return bare(self.indicator.level1)

    @property
    def level2(self) -> str:
        """二级指标 without its suffix: 数量, 质量, 可持续影响."""
        return bare(self.indicator.level2)

    @property
    def blank(self) -> bool:
        """Whether the row was added but nothing was typed."""
        return not self.name and not self.indicator.target.strip()


class FormCase:
    """What the forms share: indicators, each with its target understood, and references."""

    record: RecordKind
    title: str
    office: Office

    def __init__(self, record_id: int) -> None:
        self._id = record_id

    def ref(self, path: str) -> FieldRef:
        """The reference of one of this record's plain fields."""
        return FieldRef(self.record, self._id, path)

    def slot_ref(self, slot: Slot, horizon: Horizon = Horizon.ANNUAL) -> FieldRef:
        """The reference of a blank slot's name."""
        path = f"{self._list_path(horizon)}.name"
        return FieldRef(self.record, self._id, path, 0, slot.level1, slot.level2)

    @cached_property
    def indicators(self) -> tuple[IndicatorCase, ...]:
        """All indicators that hold anything, 实施期 first, in the order of the form."""
        cases = (case for horizon in Horizon for case in self._cases(horizon))
        return tuple(case for case in cases if not case.blank)

    @cached_property
    def horizons(self) -> tuple[Horizon, ...]:
        """The horizons that the form has."""
        return tuple(horizon for horizon in Horizon if self._listed(horizon) is not None)

    def whole_name(self, row: IndicatorCase) -> str:
        """A name that print cut short in the annual half, as the 实施期 half has it.

        The published halves differ in width: 符合条件申报对 stands beside 符合条件申报对象人数.
        """
        if row.horizon is not Horizon.ANNUAL or len(row.name) < _SHORTEST_CUT:
            return row.name
        names = self._implementation_names.get((row.level1, row.level2), ())
        if row.name in names:
            return row.name
        longer = [name for name in names if name.startswith(row.name)]
        return longer[min(self._rank(row), len(longer) - 1)] if longer else row.name

    @cached_property
    def _implementation_names(self) -> dict[tuple[str, str], list[str]]:
        names: dict[tuple[str, str], list[str]] = {}
        for row in self.of(Horizon.IMPLEMENTATION):
            names.setdefault((row.level1, row.level2), []).append(row.name)
        return names

    def _rank(self, row: IndicatorCase) -> int:
        """How many rows of the same slot before this one share its cut name."""
        slot = (r for r in self.of(row.horizon) if r.indicator.level2 == row.indicator.level2)
        return sum(1 for r in slot if r.name == row.name and r.index < row.index)

    @cached_property
    def told(self) -> tuple[IndicatorCase, ...]:
        """The indicators to speak of: one that both halves hold alike is spoken of once.

        In a one-year project the halves are mostly the same; a fault in both is one fault.
        """
        annual = [self._twinned(row) for row in self.of(Horizon.ANNUAL)]
        twins = {id(row.twin) for row in annual if row.twin}
        alone = [row for row in self.of(Horizon.IMPLEMENTATION) if id(row) not in twins]
        return (*alone, *annual)

    def _twinned(self, row: IndicatorCase) -> IndicatorCase:
        name, target = self.whole_name(row), row.indicator.target.strip()
        for other in self.of(Horizon.IMPLEMENTATION):
            same = other.name == name and other.indicator.target.strip() == target
            if same and (other.level1, other.level2) == (row.level1, row.level2):
                return replace(row, twin=other)
        return row

    def of(self, horizon: Horizon) -> tuple[IndicatorCase, ...]:
        """The indicators of one horizon."""
        return tuple(case for case in self.indicators if case.horizon is horizon)

    def in_level2(self, level2: str) -> Iterator[IndicatorCase]:
        """The indicators to speak of below a level 2, named without its suffix."""
        return (case for case in self.told if case.level2 == level2)

    def in_level1(self, level1: str) -> Iterator[IndicatorCase]:
        """The indicators to speak of below a level 1, named without its suffix."""
        return (case for case in self.told if case.level1 == level1)

    def _listed(self, horizon: Horizon) -> tuple[Indicator, ...] | None:
        raise NotImplementedError

    def _list_path(self, horizon: Horizon) -> str:
        raise NotImplementedError

    def _cases(self, horizon: Horizon) -> Iterator[IndicatorCase]:
        seen: dict[tuple[str, str], int] = {}
        for indicator in self._listed(horizon) or ():
            slot = (indicator.level1, indicator.level2)
            index = seen[slot] = seen.get(slot, -1) + 1
            name_ref, target_ref = (
                FieldRef(
                    self.record,
                    self._id,
                    f"{self._list_path(horizon)}.{part}",
                    indicator.id,
                    *slot,
                    index,
                )
                for part in ("name", "target")
            )
            target = parse_target(indicator.target)
            yield IndicatorCase(indicator, horizon, index, target, name_ref, target_ref)


class ProjectCase(FormCase):
    """A project as the rules see it. Immutable; a changed project gets a new case."""

    record = RecordKind.PROJECT

    def __init__(self, project: Project, office: Office) -> None:
        super().__init__(project.id)
        self.project = project
        self.office = office
        self.title = project.name

    @cached_property
    def unfilled(self) -> bool:
        """Whether nothing of the form is filled yet: one fault, not a dozen."""
        return not self.indicators and not any(text.strip() for _, text in self.texts())

    def texts(self) -> Iterator[tuple[FieldRef, str]]:
        """Every paragraph and goal with its reference, blank ones too."""
        for path in PARAGRAPHS:
            yield self.ref(path), getattr(self.project, path)
        for horizon in Horizon:
            goal = self.project.goals.of(horizon)
            if goal is not None:
                yield self.ref(f"goals.{horizon}"), goal

    def total(self, horizon: Horizon = Horizon.ANNUAL) -> int | None:
        """资金总额 of a horizon in 分; None when blank or when the form lacks the horizon."""
        funding = self.project.funding.of(horizon)
        return funding.total if funding else None

    def _listed(self, horizon: Horizon) -> tuple[Indicator, ...] | None:
        return self.project.indicators.of(horizon)

    def _list_path(self, horizon: Horizon) -> str:
        return f"indicators.{horizon}"


class OverallCase(FormCase):
    """An overall form as the rules see it; its indicators are those of the year."""

    record = RecordKind.OVERALL

    def __init__(
        self, overall: OverallForm, office: Office, ledger: tuple[LedgerLine, ...]
    ) -> None:
        super().__init__(overall.id)
        self.overall = overall
        self.office = office
        self.ledger = ledger
        self.title = overall.department.name

    def _listed(self, horizon: Horizon) -> tuple[Indicator, ...] | None:
        return self.overall.indicators if horizon is Horizon.ANNUAL else None

    def _list_path(self, horizon: Horizon) -> str:  # noqa: ARG002 - there is one horizon only
        return "indicators"


@dataclass(frozen=True)
class BookCase:
    """The whole book, for rules that compare its records with each other."""

    office: Office
    projects: tuple[ProjectCase, ...]
    ledger: tuple[LedgerLine, ...]
    overalls: tuple[OverallForm, ...]
    title: str = "账套"
