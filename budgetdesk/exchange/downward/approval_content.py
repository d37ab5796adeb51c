"""What a 批复 says, as JSON and back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from budgetdesk.domain.money import yuan_text
from budgetdesk.domain.records import Source

_MOST = 50_000  # projects, revisions
_LONGEST = 4_000  # characters


@dataclass(frozen=True, slots=True)
class ApprovedProject:
    """A project and what its unit told of this year, in 分; None where it said no amount."""

    uuid: str
    name: str
    total: int | None


@dataclass(frozen=True, slots=True)
class ApprovedRevision:
    """What was taken off or added to one amount, in 分; `project` is "" for 基本支出 and the like.

    `source` is who pays, as `exchange.register.revising` says it.
    """

    project: str
    name: str
    source: str
    told: int
    revision: int
    reason: str

    @property
    def in_words(self) -> str:
        """核减 or 核增, how much and why."""
        deed = "核减" if self.revision < 0 else "核增"
        why = f"：{self.reason}" if self.reason else ""
        return f"{deed} {yuan_text(abs(self.revision), thousands=True)} 元{why}"


@dataclass(frozen=True, slots=True)
class Approval:
    """The version of a unit that holds, by its number and 校验码; `note` may name the document.

    What a project gets is what was told of it and what was revised.
    """

    version: int
    code: str
    note: str
    totals: Mapping[Source, int]  # of the ledger with what was revised, in 分
    projects: tuple[ApprovedProject, ...]
    revisions: tuple[ApprovedRevision, ...] = ()

    def revised(self, one: ApprovedProject) -> tuple[ApprovedRevision, ...]:
        """What was revised of a project."""
        return tuple(it for it in self.revisions if it.project == one.uuid)

    def revision(self, one: ApprovedProject) -> int:
        """By how much a project gets more, or less, than was told; 分."""
        return sum(it.revision for it in self.revised(one))

    def allowed(self, one: ApprovedProject) -> int | None:
        """What a project gets, 分; None where nothing was told of it."""
        return None if one.total is None else one.total + self.revision(one)

    @property
    def apart(self) -> tuple[ApprovedRevision, ...]:
        """What was revised of amounts that belong to none of the projects."""
        known = {it.uuid for it in self.projects}
        return tuple(it for it in self.revisions if it.project not in known)

    @property
    def balance(self) -> str:
        """What was revised in all, in words; "" where nothing was."""
        less = sum(-it.revision for it in self.revisions if it.revision < 0)
        more = sum(it.revision for it in self.revisions if it.revision > 0)
        named = (("核减", less), ("核增", more))
        return "，".join(f"{deed} {yuan_text(it, thousands=True)} 元" for deed, it in named if it)


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
        "revisions": [asdict(it) for it in approval.revisions],
    }


def read_approval(told: Mapping[str, Any]) -> Approval:
    """The 批复 of JSON, which may come from anybody.

    Raises:
        TypeError, KeyError, ValueError: it is none.
    """
    listed = tuple(map(_project, _list(told["projects"])))
    revised = tuple(map(_revision, _list(told.get("revisions", []))))  # older ones have none
    totals = {Source(key): _number(it) for key, it in told["totals"].items()}
    texts = (_text(told["code"]), _text(told["note"]))
    return Approval(_number(told["approved_version"]), *texts, totals, listed, revised)


def _list(told: object) -> list[Any]:
    if not isinstance(told, list) or len(told) > _MOST:
        raise TypeError(type(told))
    return told


def _revision(told: Mapping[str, Any]) -> ApprovedRevision:
    project, name, source = (_text(told[key]) for key in ("project", "name", "source"))
    amounts = (_number(told["told"]), _number(told["revision"]))
    return ApprovedRevision(project, name, source, *amounts, _text(told["reason"]))


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
