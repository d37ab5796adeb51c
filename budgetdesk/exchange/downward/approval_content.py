"""What a 批复 says, as JSON and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from budgetdesk.domain.records import Source

_MOST = 50_000  # projects
_LONGEST = 4_000  # characters


@dataclass(frozen=True, slots=True)
class ApprovedProject:
    """A project and what it gets this year, in 分; None where its form says no amount."""

    uuid: str
    name: str
    total: int | None


@dataclass(frozen=True, slots=True)
class Approval:
    """The version of a unit that holds, by its number and 校验码; `note` may name the document."""

    version: int
    code: str
    note: str
    totals: Mapping[Source, int]  # of the ledger, in 分
    projects: tuple[ApprovedProject, ...]


def approval_content(approval: Approval) -> dict[str, Any]:
    """A 批复 as JSON."""
    return {
        "approved_version": approval.version,
        "code": approval.code,
        "note": approval.note,
        "totals": {source.value: fen for source, fen in approval.totals.items()},
        "projects": [
            {"uuid": it.uuid, "name": it.name, "total": it.total} for it in approval.projects
        ],
    }


def read_approval(told: Mapping[str, Any]) -> Approval:
    """The 批复 of JSON, which may come from anybody.

    Raises:
        TypeError, KeyError, ValueError: it is none.
    """
    listed = told["projects"]
    if not isinstance(listed, list) or len(listed) > _MOST:
        raise TypeError("projects")
    totals = {Source(key): _number(it) for key, it in told["totals"].items()}
    texts = (_text(told["code"]), _text(told["note"]))
    return Approval(_number(told["approved_version"]), *texts, totals, tuple(map(_project, listed)))


def _project(told: Mapping[str, Any]) -> ApprovedProject:
    total = told["total"]
    name = _text(told["name"])
    return ApprovedProject(_text(told["uuid"]), name, None if total is None else _number(total))


def _number(told: object) -> int:
    if type(told) is not int or abs(told) > 10**15:
        raise TypeError(told)
    return told


def _text(told: object) -> str:
    if not isinstance(told, str) or len(told) > _LONGEST:
        raise TypeError(told)
    return told
