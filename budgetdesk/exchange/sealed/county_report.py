"""What a county tells of all its units: the register and the sums, as plain JSON and back.

A city tells besides what its counties told it, so that a province sees who has not sent anything.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from budgetdesk.exchange.register.states import UnitState
from budgetdesk.exchange.sealed.envelope import SendingOffice

_MOST = 20_000  # lines
_MOST_OFFICES = 500  # below one
_DEEPEST = 4  # offices below one another, from the townships of a county up


@dataclass(frozen=True, slots=True)
class CountyUnit:
    """A unit and stage in a county's register; `money` in 分, `passed_on` where its forms go."""

    department: str
    unit: str
    unit_code: str
    stage: str
    state: UnitState
    version: int
    code: str
    received_at: str
    money: int
    passed_on: bool

    @property
    def key(self) -> Hashable:
        """Unit and stage."""
        return self.department, self.unit, self.stage


@dataclass(frozen=True, slots=True)
class CountySum:
    """What the units of a department told and are allowed of one source, 分."""

    department: str
    source: str
    told: int
    allowed: int

    @property
    def key(self) -> Hashable:
        """Department and source."""
        return self.department, self.source


@dataclass(frozen=True, slots=True)
class CountyReport:
    """Register and sums of a county, and what the offices below it told."""

    units: tuple[CountyUnit, ...]
    sums: tuple[CountySum, ...]
    below: tuple["ReportBelow", ...] = ()

    @property
    def passed_on(self) -> int:
        """How many units' forms are passed on."""
        return sum(it.passed_on for it in self.units)

    @property
    def told(self) -> int:
        """What the units told, 分."""
        return sum(it.told for it in self.sums)

    @property
    def allowed(self) -> int:
        """What they are allowed, 分."""
        return sum(it.allowed for it in self.sums)

    @property
    def lacking(self) -> tuple[CountyUnit, ...]:
        """The units whose forms are not passed on; of those below with their county's names."""
        own = tuple(it for it in self.units if not it.passed_on)
        return own + tuple(unit for it in self.below for unit in it.lacking)

    @property
    def unsent(self) -> tuple[str, ...]:
        """未报户: the names of the units that sent nothing."""
        return tuple(it.unit for it in self.lacking if it.state is UnitState.UNSENT)

    @property
    def unready(self) -> tuple[str, ...]:
        """The names of the units that sent something which is not passed on."""
        return tuple(it.unit for it in self.lacking if it.state is not UnitState.UNSENT)


@dataclass(frozen=True, slots=True)
class ReportBelow:
    """What an office below told last, in which version, and when (ISO)."""

    office: SendingOffice
    version: int
    made_at: str
    report: CountyReport

    @property
    def lacking(self) -> Iterator[CountyUnit]:
        """Its units whose forms are not passed on, named as they are above it."""
        for it in self.report.lacking:
            department = named_within(self.office, it.department)
            yield replace(it, department=department, unit=named_within(self.office, it.unit))


def named_within(office: SendingOffice, name: str) -> str:
    """The name of a unit or department as it is told above its county."""
    return name if name.startswith(office.name) else f"{office.name}{name}"


def as_plain(report: CountyReport) -> dict[str, Any]:
    """A report as JSON; docs/packages.md says what the keys mean."""
    return {
        "register": [asdict(it) for it in report.units],
        "sums": [asdict(it) for it in report.sums],
        "below": [
            {
                "office": asdict(it.office), "version": it.version, "made_at": it.made_at,
                "report": as_plain(it.report),
            }
            for it in report.below
        ],
    }  # fmt: skip


def from_plain(told: Mapping[str, Any], deepest: int = _DEEPEST) -> CountyReport:
    """A report of JSON; offices are below one another `deepest` times at most.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    register, sums, below = told["register"], told["sums"], told.get("below", [])
    if max(len(register), len(sums)) > _MOST or len(below) > (_MOST_OFFICES if deepest else 0):
        raise ValueError(len(register))
    listed = ({**it, "state": UnitState(it["state"])} for it in register)
    return CountyReport(
        tuple(CountyUnit(**_checked(CountyUnit, it)) for it in listed),
        tuple(CountySum(**_checked(CountySum, it)) for it in sums),
        tuple(_below(it, deepest - 1) for it in below),
    )


def _below(told: Mapping[str, Any], deepest: int) -> ReportBelow:
    office = SendingOffice(**_checked(SendingOffice, told["office"]))
    report = from_plain(told["report"], deepest)
    return ReportBelow(**_checked(ReportBelow, {**told, "office": office, "report": report}))


def _checked(kind: type, told: Mapping[str, Any]) -> Mapping[str, Any]:
    for name, wanted in kind.__annotations__.items():
        if type(told[name]) is not wanted:
            raise TypeError(name)
    return told
