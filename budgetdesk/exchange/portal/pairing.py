"""Which project of the book each project of a list is."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from budgetdesk.domain.code_text import name_without_code, project_without_code
from budgetdesk.domain.identity import ALIKE_ELSEWHERE, name_likeness
from budgetdesk.domain.records import Project
from budgetdesk.domain.text import fold, fold_name
from budgetdesk.exchange.foreign.reading import ProjectReading

_UNITS = ("unit.name", "unit.department.name")


@dataclass(frozen=True, slots=True)
class Pairing:
    """The projects that are one, in the book's order, and those that only one side has."""

    pairs: tuple[tuple[Project, ProjectReading], ...]
    own: tuple[Project, ...]
    listed: tuple[ProjectReading, ...]


def office_of(listed: ProjectReading) -> str:
    """The office that a list names for a project; "" for none."""
    told = (listed.fields[it].text for it in _UNITS if it in listed.fields)
    return next((it.strip() for it in told if it.strip()), "")


def is_office_of(project: Project, office: str) -> bool:
    """Whether a list means a project's unit or department, with or without a code; "" is any."""
    told = {fold_name(office), fold_name(name_without_code(office))}
    names = (project.unit.name, project.unit.department.name)
    return not office or not told.isdisjoint(map(fold_name, names))


def name_key(name: str) -> str:
    """A project's name for comparing, without the code that 一体化 puts before it."""
    return fold_name(project_without_code(name))


def paired(own: Sequence[Project], listed: Iterable[ProjectReading]) -> Pairing:
    """Pair by name within the office, then by name alone, then by the likest name.

    Of several projects of one name those that say the most alike are one.
    """
    work = _Pairing(own, _joined(own, listed))
    work.by_name(lambda project, reading: is_office_of(project, office_of(reading)))
    work.by_name(lambda project, reading: work.only(project, reading))
    work.by_likeness()
    order = {project.id: number for number, project in enumerate(own)}
    pairs = sorted(work.pairs, key=lambda it: order[it[0].id])
    return Pairing(tuple(pairs), tuple(work.own), tuple(work.listed))


def _joined(own: Sequence[Project], listed: Iterable[ProjectReading]) -> list[ProjectReading]:
    """The listed projects, those whose rows stand apart put together.

    There are as many of a name as the book has, unless what is said of them differs.
    """
    known: dict[str, int] = defaultdict(int)
    for project in own:
        known[name_key(project.name)] += 1
    groups: dict[tuple[str, str], list[ProjectReading]] = defaultdict(list)
    for reading in listed:
        same = groups[fold_name(office_of(reading)), name_key(reading.name)]
        before = next((it for it in same if _goes_on(it, reading)), None)
        if before is not None and len(same) >= known[name_key(reading.name)]:
            same[same.index(before)] = _with_rows(before, reading)
        else:
            same.append(reading)
    return [it for same in groups.values() for it in same]


def _goes_on(one: ProjectReading, other: ProjectReading) -> bool:
    """Whether nothing that is said of both differs."""
    both = one.fields.keys() & other.fields.keys()
    return all(fold(one.fields[it].text) == fold(other.fields[it].text) for it in both)


def _with_rows(one: ProjectReading, other: ProjectReading) -> ProjectReading:
    fields = {**other.fields, **one.fields}
    return replace(one, fields=fields, rows=one.rows + other.rows, unread=one.unread + other.unread)


Fits = Callable[[Project, ProjectReading], bool]


class _Pairing:
    def __init__(self, own: Sequence[Project], listed: Sequence[ProjectReading]) -> None:
        self.own, self.listed = list(own), list(listed)
        self.pairs: list[tuple[Project, ProjectReading]] = []

    def by_name(self, fits: Fits) -> None:
        """Pair those of one name that fit, the most alike first."""
        found = [
            (-_likeness(project, reading), left, right)
            for left, project in enumerate(self.own)
            for right, reading in enumerate(self.listed)
            if name_key(project.name) == name_key(reading.name) and fits(project, reading)
        ]
        self._take(found)

    def only(self, project: Project, reading: ProjectReading) -> bool:
        """Whether no other project of their name is left on either side."""
        name = name_key(project.name)
        sides = ((it.name for it in self.own), (it.name for it in self.listed))
        return name == name_key(reading.name) and all(
            sum(name_key(it) == name for it in side) == 1 for side in sides
        )

    def by_likeness(self) -> None:
        """Pair what was renamed: the likest names within the office."""
        found = [
            (-alike, left, right)
            for left, project in enumerate(self.own)
            for right, reading in enumerate(self.listed)
            if is_office_of(project, office_of(reading))
            and (alike := name_likeness(name_key(project.name), name_key(reading.name)))
            >= ALIKE_ELSEWHERE
        ]
        self._take(found)

    def _take(self, found: Sequence[tuple[float, int, int]]) -> None:
        lefts: set[int] = set()
        rights: set[int] = set()
        for _, left, right in sorted(found):
            if left not in lefts and right not in rights:
                self.pairs.append((self.own[left], self.listed[right]))
                lefts.add(left)
                rights.add(right)
        self.own = [it for number, it in enumerate(self.own) if number not in lefts]
        self.listed = [it for number, it in enumerate(self.listed) if number not in rights]


def _likeness(project: Project, reading: ProjectReading) -> float:
    """How much two projects of one name say alike: whole texts of the rows, words of the goals."""
    rows = (*(project.indicators.implementation or ()), *project.indicators.annual)
    texts = {fold(it) for row in rows for it in (row.name, row.target) if it}
    said = [it for row in reading.rows for it in (row.name, row.target)]
    goals = {
        "goals.annual": project.goals.annual,
        "goals.implementation": project.goals.implementation or "",
    }
    words = (
        name_likeness(fold(ours), fold(reading.fields[path].text))
        for path, ours in goals.items()
        if path in reading.fields
    )
    return sum(fold(it) in texts for it in said) + sum(words)
