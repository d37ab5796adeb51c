"""What a county tells of all its units: the register and the sums, as plain JSON and back."""

from collections.abc import Hashable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from budgetdesk.exchange.register.states import UnitState

_MOST = 20_000  # lines


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
    """Register and sums of a county."""

    units: tuple[CountyUnit, ...]
    sums: tuple[CountySum, ...]

    @property
    def unsent(self) -> tuple[str, ...]:
        """未报户: the names of the units that sent nothing."""
        return tuple(it.unit for it in self.units if it.state is UnitState.UNSENT)


def as_plain(report: CountyReport) -> dict[str, Any]:
    """A report as JSON; docs/packages.md says what the keys mean."""
    return {
        "register": [asdict(it) for it in report.units],
        "sums": [asdict(it) for it in report.sums],
    }


def from_plain(told: Mapping[str, Any]) -> CountyReport:
    """A report of JSON.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    register, sums = told["register"], told["sums"]
    if max(len(register), len(sums)) > _MOST:
        raise ValueError(len(register))
    listed = ({**it, "state": UnitState(it["state"])} for it in register)
    return CountyReport(
        tuple(CountyUnit(**_checked(CountyUnit, it)) for it in listed),
        tuple(CountySum(**_checked(CountySum, it)) for it in sums),
    )


def _checked(kind: type, told: Mapping[str, Any]) -> Mapping[str, Any]:
    for name, wanted in kind.__annotations__.items():
        if type(told[name]) is not wanted:
            raise TypeError(name)
    return told
