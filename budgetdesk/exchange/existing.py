"""Projects of a file that the book has already: both sides, and what is to become of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from budgetdesk.dictionary.declaration import Dictionary
from budgetdesk.domain.records import Horizon, Indicator, PerHorizon, Project
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.contrasts import Contrast, RowPlace, matched, project_contrasts
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.projects_file import ProjectKey, identity
from budgetdesk.forms.definition import FormSet

_OPTION = "--on-existing overwrite（覆盖）、skip（跳过）或 both（都保留）"


class OnExisting(StrEnum):
    """What becomes of a project of a file that the book has already."""

    OVERWRITE = "overwrite"  # 覆盖: the book's says what the file says
    SKIP = "skip"  # 跳过: the book's stays as it is
    BOTH = "both"  # 都保留: the file's comes as another one


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one project; `apart` are rows that are new, however like a known one."""

    deed: OnExisting
    apart: frozenset[RowPlace] = frozenset()


@dataclass(frozen=True, slots=True)
class Decisions:
    """What becomes of all projects that meet one, and of single ones where that differs."""

    all: OnExisting | None = None
    each: Mapping[ProjectKey, Decision] = field(default_factory=dict)

    def of(self, wanted: Project) -> Decision | None:
        """What was decided for a project of a file; None where nothing was."""
        general = Decision(self.all) if self.all else None
        return self.each.get(identity(wanted), general)


NOTHING_DECIDED = Decisions()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A project of a file and the one of the book that it is."""

    known: Project
    wanted: Project
    path: Path
    dictionary: Dictionary
    form_set: FormSet

    def differences(self) -> tuple[Contrast, ...]:
        """Where the book's project would say something else after 覆盖, in the form's order."""
        own = self.form_set.in_own_words
        found = project_contrasts(self.dictionary, self.known, self.wanted)
        return tuple(it._replace(label=own(it.label)) for it in found)


def recognised(known: Project, wanted: Project, apart: frozenset[RowPlace]) -> Project:
    """The file's project with the identities of the book's rows, but for the rows set apart."""
    halves = {
        horizon: _with_identities(
            known.indicators.of(horizon) or (),
            wanted.indicators.of(horizon),
            {place.number for place in apart if place.horizon is horizon},
        )
        for horizon in Horizon
    }
    rows = PerHorizon(halves[Horizon.IMPLEMENTATION], halves[Horizon.ANNUAL] or ())
    return replace(wanted, indicators=rows)


def _with_identities(
    known: Sequence[Indicator], wanted: tuple[Indicator, ...] | None, apart: set[int]
) -> tuple[Indicator, ...] | None:
    if wanted is None:
        return None
    own = {it.new: known[it.old].uuid for it in matched(known, wanted) if it.new not in apart}
    taken = {*own.values()}
    return tuple(
        replace(row, uuid=own.get(number, "" if row.uuid in taken else row.uuid))
        for number, row in enumerate(wanted)
    )


class ExistingProjectsFault(ImportFault):
    """Files hold projects that the book has, and nobody has said what is to become of them."""

    def __init__(self, meetings: Sequence[Meeting]) -> None:
        first = meetings[0]
        name = shorten(first.wanted.name, 40)
        more = f"，连同另外 {len(meetings) - 1} 个" if len(meetings) > 1 else ""
        super().__init__(
            first.path,
            f"账套的「{first.known.unit.name}」中已有这个项目{more}；命令行请加 {_OPTION}，"
            "窗口中用 文件 › 导入 打开，逐个选择。",
            record=f"项目「{name}」",
            field="name",
            label="项目名称",
        )
        self.meetings = tuple(meetings)
