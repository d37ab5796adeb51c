"""What differs between two sides: added, gone, changed, the largest amounts first."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.dictionary.declaration import Dictionary
from budgetdesk.domain.money import with_thousands
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import Project, Unit
from budgetdesk.domain.text import fold_name
from budgetdesk.domain.word_changes import word_changes
from budgetdesk.exchange.comparison.sides import (
    ComparedSide,
    StatedLine,
    UnitSide,
    side_of_book,
    unit_in_file,
)
from budgetdesk.exchange.contrasts import overall_contrasts, project_contrasts
from budgetdesk.exchange.faults import ImportFault

OVERALL = "整体支出绩效目标"
LEDGER = "预算明细"
MONEY = "本年资金"
UNIT = "单位"
_PARTS = 3  # of the work: reading either side, holding them against each other


class SideChange(StrEnum):
    """What became of something from the first side to the second."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class StateDifference:
    """One difference: `subject` is a project's name or what else it is of, `money` 分 more or less.

    `words` tells what changed within a text; "" where both texts say it at a glance.
    """

    unit: str
    subject: str
    change: SideChange
    field: str
    old: str = ""
    new: str = ""
    money: int | None = None
    words: str = ""
    is_amount: bool = False  # what `old` and `new` say

    @property
    def both(self) -> tuple[str, str]:
        """What stood and stands there, as it is shown: amounts with their thousands set apart."""
        if not self.is_amount:
            return self.old, self.new
        return with_thousands(self.old), with_thousands(self.new)


@dataclass(frozen=True, slots=True)
class ComparedTotal:
    """A sum on both sides: what it is called, 分."""

    name: str
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class SidesCompared:
    """All that differs between two sides; `projects` how many either has."""

    old: str
    new: str
    differences: tuple[StateDifference, ...]
    totals: tuple[ComparedTotal, ...]
    projects: tuple[int, int]

    def count(self, change: SideChange) -> int:
        """How many projects and lines came, went or are others."""
        found = {(it.unit, it.subject) for it in self.differences if it.change is change}
        return len(found)


def compared(old: ComparedSide, new: ComparedSide) -> SidesCompared:
    """Hold two sides against each other; forms are read as those of the second."""
    found: list[list[StateDifference]] = []
    for key in dict.fromkeys((*new.units, *old.units)):
        sides = old.units.get(key), new.units.get(key)
        found += _of_unit(new.form_set.dictionary, *sides)
    found.sort(key=lambda it: -abs(it[0].money or 0))
    counts = tuple(sum(len(it.projects) for it in side.units.values()) for side in (old, new))
    own = new.form_set.in_own_words
    differences = tuple(replace(one, field=own(one.field)) for each in found for one in each)
    return SidesCompared(
        old.title, new.title, differences, _totals(old, new), (counts[0], counts[1])
    )


def unit_compared(
    book: Book, unit: Unit, path: Path, progress: Progress = ignore_progress
) -> SidesCompared:
    """What a unit says in a file, another year's book or a package, and in a book now.

    Raises:
        ImportFault: the file is neither, of another unit, or can't be read.
        BookError: a book can't be read.
        FormSetError: the file's form set is not known here.
        Cancelled: `progress` stopped it.
    """
    progress(0, _PARTS)
    there = unit_in_file(path, unit)
    progress(1, _PARTS)
    here = side_of_book(book, (unit,))
    progress(2, _PARTS)
    if there.units.keys() != here.units.keys():
        raise ImportFault(path, f"不是「{unit.name}」的文件。")
    return compared(there, here)


def _of_unit(
    dictionary: Dictionary, old: UnitSide | None, new: UnitSide | None
) -> Iterator[list[StateDifference]]:
    """The differences of one unit, those of one subject together."""
    if old is None or new is None:
        yield [_whole_unit(old, new)]
        return
    for was, now in _pairs(old.projects, new.projects):
        if found := _of_project(dictionary, new.name, was, now):
            yield found
    if overall := [*_of_overall(dictionary, old, new)]:
        yield overall
    yield from ([it] for it in _of_lines(old, new))


def _whole_unit(old: UnitSide | None, new: UnitSide | None) -> StateDifference:
    side, sign, change = (new, 1, SideChange.ADDED) if new else (old, -1, SideChange.GONE)
    assert side is not None  # noqa: S101 - one of them is there
    money = sum(it.amount for it in side.lines.values()) or sum(map(_money, side.projects))
    told = f"项目 {len(side.projects)} 个"
    texts = ("", told) if new else (told, "")
    return StateDifference(side.name, UNIT, change, UNIT, *texts, money=sign * money)


def _pairs(
    old: Sequence[Project], new: Sequence[Project]
) -> Iterator[tuple[Project | None, Project | None]]:
    """Which projects are the same: by identity, else by name."""
    places = {it.uuid: at for at, it in enumerate(old) if it.uuid}
    found = [places.get(it.uuid) for it in new]
    taken = {at for at in found if at is not None}
    named = {fold_name(it.name): at for at, it in enumerate(old) if at not in taken}
    for at, it in zip(found, new, strict=True):
        place = named.pop(fold_name(it.name), None) if at is None else at
        if place is not None:
            taken.add(place)
        yield (None if place is None else old[place]), it
    yield from ((it, None) for at, it in enumerate(old) if at not in taken)


def _money(project: Project) -> int:
    return project.funding.annual.total or 0


def _of_project(
    dictionary: Dictionary, unit: str, old: Project | None, new: Project | None
) -> list[StateDifference]:
    if old is None or new is None:
        one, sign, change = (new, 1, SideChange.ADDED) if new else (old, -1, SideChange.GONE)
        assert one is not None  # noqa: S101 - one of them is there
        return [StateDifference(unit, one.name, change, MONEY, money=sign * _money(one))]
    more = _money(new) - _money(old)
    found = [
        StateDifference(
            unit, new.name, SideChange.CHANGED, it.label, it.held, it.becomes,
            words="" if it.is_amount else word_changes(it.held, it.becomes), is_amount=it.is_amount,
        )
        for it in project_contrasts(dictionary, old, new)
    ]  # fmt: skip
    if old.name != new.name:
        named = StateDifference(unit, new.name, SideChange.CHANGED, "项目名称", old.name, new.name)
        found = [named, *(it for it in found if it.old != old.name)]
    if more:
        found.insert(0, StateDifference(unit, new.name, SideChange.CHANGED, MONEY, money=more))
    return found


def _of_overall(dictionary: Dictionary, old: UnitSide, new: UnitSide) -> Iterator[StateDifference]:
    if old.overall is None or new.overall is None:
        if old.overall is not new.overall:
            change = SideChange.ADDED if new.overall else SideChange.GONE
            yield StateDifference(new.name, OVERALL, change, OVERALL)
        return
    for it in overall_contrasts(dictionary, old.overall, new.overall):
        words = word_changes(it.held, it.becomes)
        yield StateDifference(
            new.name, OVERALL, SideChange.CHANGED, it.label, it.held, it.becomes, words=words
        )


def _of_lines(old: UnitSide, new: UnitSide) -> Iterator[StateDifference]:
    for face in dict.fromkeys((*new.lines, *old.lines)):
        was, now = old.lines.get(face), new.lines.get(face)
        more = (now.amount if now else 0) - (was.amount if was else 0)
        if was is None or now is None or more:
            change = SideChange.CHANGED if was and now else _came_or_went(now)
            line = now or was
            assert line is not None  # noqa: S101 - one of them is there
            place = f"{line.name} {line.source}"
            yield StateDifference(new.name, f"{LEDGER} {place}", change, LEDGER, money=more)


def _came_or_went(now: StatedLine | None) -> SideChange:
    return SideChange.GONE if now is None else SideChange.ADDED


def _totals(old: ComparedSide, new: ComparedSide) -> tuple[ComparedTotal, ...]:
    """Money of the year by the forms, then by the ledger's sources."""
    forms = [sum(_money(it) for one in side.units.values() for it in one.projects)
             for side in (old, new)]  # fmt: skip
    sources = [_by_source(side) for side in (old, new)]
    named = dict.fromkeys((*sources[1], *sources[0]))
    return (
        ComparedTotal("项目表本年资金", *forms),
        *(ComparedTotal(f"预算明细 {it}", sources[0][it], sources[1][it]) for it in named),
    )


def _by_source(side: ComparedSide) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for one in side.units.values():
        for line in one.lines.values():
            found[line.source] += line.amount
    return found
