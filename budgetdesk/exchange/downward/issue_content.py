"""What a 下发 says: units with their 控制数, the day to send by, 科目; as JSON and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from budgetdesk.book.ceilings import Ceilings
from budgetdesk.domain.records import Source, UnitKind

_MOST = 5_000  # units
_LONGEST = 200  # characters of a name
_LARGEST = 10**15  # 分


@dataclass(frozen=True, slots=True)
class IssuedUnit:
    """A unit of the list, by the identity that it has at the bureau."""

    uuid: str
    code: str
    name: str
    kind: UnitKind | None
    ceilings: Ceilings


@dataclass(frozen=True, slots=True)
class Issue:
    """What goes to a department; `due` is ISO, "" for no day, `catalogue` lines of the CSV."""

    units: tuple[IssuedUnit, ...]
    due: str
    catalogue: tuple[str, ...]

    @property
    def ceilings(self) -> int:
        """How many 控制数 there are."""
        return sum(len(unit.ceilings) for unit in self.units)


def issue_content(issue: Issue) -> dict[str, Any]:
    """A 下发 as JSON."""
    return {
        "units": [_unit_content(unit) for unit in issue.units],
        "deadline": issue.due,
        "catalogue": [*issue.catalogue],
    }


def _unit_content(unit: IssuedUnit) -> dict[str, Any]:
    return {
        "uuid": unit.uuid,
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind.value if unit.kind else None,
        "ceilings": {source.value: fen for source, fen in unit.ceilings.items()},
    }


def read_issue(told: Mapping[str, Any]) -> Issue:
    """The 下发 of JSON, which may come from anybody.

    Raises:
        TypeError, KeyError, ValueError: it is none.
    """
    units, catalogue = told["units"], told["catalogue"]
    if not isinstance(units, list) or not 0 < len(units) <= _MOST:
        raise TypeError("units")
    if not isinstance(catalogue, list):
        raise TypeError("catalogue")
    due = _day(told["deadline"])
    return Issue(tuple(map(_unit, units)), due, tuple(_text(it, 10_000) for it in catalogue))


def _unit(told: Mapping[str, Any]) -> IssuedUnit:
    name, kind = _text(told["name"]), told["kind"]
    if not name.strip():
        raise ValueError("name")
    ceilings = {Source(key): _fen(it) for key, it in told["ceilings"].items()}
    return IssuedUnit(
        _text(told["uuid"]), _text(told["code"]), name, UnitKind(kind) if kind else None, ceilings
    )


def _day(told: object) -> str:
    from datetime import date

    day = _text(told)
    return date.fromisoformat(day).isoformat() if day else ""


def _fen(told: object) -> int:
    if type(told) is not int or not 0 <= told <= _LARGEST:
        raise TypeError(told)
    return told


def _text(told: object, longest: int = _LONGEST) -> str:
    if not isinstance(told, str) or len(told) > longest:
        raise TypeError(told)
    return told
