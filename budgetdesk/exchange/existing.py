"""Projects of a file that the book has already: both sides, and what is to become of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from budgetdesk.dictionary.base import fields_of
from budgetdesk.domain.fields import value_of
from budgetdesk.domain.identity import Match, RowFace, match_rows
from budgetdesk.domain.indicator_tree import bare
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import Horizon, Indicator, PerHorizon, Project, RecordKind
from budgetdesk.domain.text import shorten
from budgetdesk.domain.typed import show_value
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.projects_file import ProjectKey, identity

_OPTION = "--on-existing overwrite（覆盖）、skip（跳过）或 both（都保留）"
_HORIZON_NAMES = {Horizon.IMPLEMENTATION: "实施期", Horizon.ANNUAL: "年度"}


class OnExisting(StrEnum):
    """What becomes of a project of a file that the book has already."""

    OVERWRITE = "overwrite"  # 覆盖: the book's says what the file says
    SKIP = "skip"  # 跳过: the book's stays as it is
    BOTH = "both"  # 都保留: the file's comes as another one


class RowPlace(NamedTuple):
    """A row of the file's project: its horizon, and its number there."""

    horizon: Horizon
    number: int


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


class Contrast(NamedTuple):
    """One place where the two sides differ, in words; a `row` that is only guessed to be one."""

    label: str
    held: str
    becomes: str
    guessed: RowPlace | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A project of a file and the one of the book that it is."""

    known: Project
    wanted: Project
    path: Path

    @property
    def _sides(self) -> tuple[Project, Project]:
        return self.known, self.wanted

    def differences(self) -> tuple[Contrast, ...]:
        """Where the book's project would say something else after 覆盖, in the form's order."""
        return (*self._in_fields(), *self._in_rows())

    def _in_fields(self) -> Iterator[Contrast]:
        for path, one in fields_of(RecordKind.PROJECT).items():
            if one.carried or one.listed:
                continue
            held, becomes = (_shown(one.kind, value_of(it, path)) for it in self._sides)
            if held != becomes:
                yield Contrast(one.label, held, becomes)
        if self.known.livelihood != self.wanted.livelihood:
            held, becomes = ("列入" if it.livelihood else "" for it in self._sides)
            yield Contrast("民生领域重大事项", held, becomes)

    def _in_rows(self) -> Iterator[Contrast]:
        for horizon in Horizon:
            known, wanted = (it.indicators.of(horizon) or () for it in self._sides)
            found = {match.new: match for match in matched(known, wanted)}
            left = {match.old for match in found.values()}
            name = f"{_HORIZON_NAMES[horizon]}指标"
            for number, row in enumerate(wanted):
                match = found.get(number)
                held = _row_text(known[match.old]) if match else ""
                guessed = match is not None and match.ground.is_guess
                if guessed or held != _row_text(row):
                    place = RowPlace(horizon, number) if guessed else None
                    yield Contrast(name, held, _row_text(row), place)
            for number, row in enumerate(known):
                if number not in left:
                    yield Contrast(name, _row_text(row), "")


def matched(known: Sequence[Indicator], wanted: Sequence[Indicator]) -> tuple[Match, ...]:
    """Which of a project's indicators those of a file are."""
    return match_rows([*map(_face, known)], [*map(_face, wanted)])


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


def _face(row: Indicator) -> RowFace:
    return RowFace(row.name, row.target, (bare(row.level1), bare(row.level2)), row.uuid)


def _shown(kind: Kind, value: object) -> str:
    return show_value(kind, value if isinstance(value, str | int) else None)


def _row_text(row: Indicator) -> str:
    return f"{row.level2}｜{row.name}｜{row.target}"


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
