"""Which row of a list is which when the list is said anew.

A file, a paste or the other half of a form brings rows; the list has some already. A row stays
itself (its history, its explanations) where it is found again: by its uuid, else by what it says.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from enum import Enum
from itertools import pairwise

from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.text import fold_name


class Ground(Enum):
    """Why two rows are taken for one, the surest first."""

    UUID = "uuid"
    WHOLLY = "wholly"  # slot, name and target
    NAME = "name"  # slot and name
    ALONE = "alone"  # the only row of that name on both sides
    BEGINNING = "beginning"  # in the slot, one name is where the other begins
    LIKENESS = "likeness"  # the likest names

    @property
    def is_guess(self) -> bool:
        """Whether somebody should look: the rows differ in name or slot."""
        return self in (Ground.ALONE, Ground.BEGINNING, Ground.LIKENESS)


# Of published lists edited in every way, these keep nearly all rows and rarely take another for
# one: 1.7 of 100 random other rows of the slot, 0.2 elsewhere.
ALIKE_IN_SLOT = 0.7
ALIKE_ELSEWHERE = 0.8
_SAME_TARGET = 0.15  # what an equal target adds to the likeness of names


@immutable
class RowFace:
    """What a row is known by; `slot` is where the list files it, () in a list without slots."""

    name: str
    target: str = ""
    slot: tuple[str, ...] = ()
    uuid: str = ""

    def folded(self) -> "RowFace":
        """The same for comparing, whatever width, brackets, blanks and case it is written in."""
        slot = tuple(map(fold_name, self.slot))
        return RowFace(fold_name(self.name), fold_name(self.target), slot, self.uuid)


@immutable
class Match:
    """A row of the list and the row that it is from now on, by their numbers; and why."""

    old: int
    new: int
    ground: Ground


def match_rows(
    old: Sequence[RowFace], new: Sequence[RowFace], *, guess: bool = True
) -> tuple[Match, ...]:
    """Which rows of a list are found again among those that are to replace it.

    Args:
        old: the rows of the list.
        new: the rows that replace them.
        guess: whether names that differ may be one row's; False takes only what is sure.

    Returns:
        The pairs in the order of `new`. A row of `new` without one is a new row.
    """
    matching = _Matching([row.folded() for row in old], [row.folded() for row in new])
    matching.by(Ground.UUID, lambda row: row.uuid or None)
    matching.by(Ground.WHOLLY, lambda row: (row.slot, row.name, row.target))
    matching.by(Ground.NAME, lambda row: (row.slot, row.name) if row.name else None)
    if guess:
        matching.by(Ground.ALONE, matching.name_if_alone)
        matching.by_score(Ground.BEGINNING, _common_beginning)
        matching.by_score(Ground.LIKENESS, _likeness)
    return tuple(sorted(matching.found, key=lambda match: match.new))


def is_still(before: str, now: str) -> bool:
    """Whether a row that was renamed may still be taken for the same in its slot."""
    one, other = RowFace(before).folded(), RowFace(now).folded()
    return one.name == other.name or name_likeness(one.name, other.name) >= ALIKE_IN_SLOT


def name_likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1: the characters and pairs they share (Dice)."""
    ours, theirs = _pieces(one), _pieces(other)
    return 2 * (ours & theirs).total() / max(1, ours.total() + theirs.total())


def _pieces(name: str) -> Counter[str]:
    return Counter(name) + Counter(map("".join, pairwise(name)))


Key = Callable[[RowFace], Hashable | None]
Score = Callable[[RowFace, RowFace], float]


class _Matching:
    """The rows on both sides that have found nobody yet, and the pairs so far."""

    def __init__(self, old: Sequence[RowFace], new: Sequence[RowFace]) -> None:
        self._old = dict(enumerate(old))
        self._new = dict(enumerate(new))
        self._names = [Counter(row.name for row in side) for side in (old, new)]
        self.found: list[Match] = []

    def by(self, ground: Ground, key: Key) -> None:
        """Pair rows of the same key, twins in their order; None has no partner."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for number, row in self._old.items():
            waiting[key(row)].append(number)
        for number, row in tuple(self._new.items()):
            own = key(row)
            if own is not None and waiting[own]:
                self._pair(waiting[own].pop(0), number, ground)

    def by_score(self, ground: Ground, score: Score) -> None:
        """Pair the rows that score highest; a score of 0 is no pair."""
        scored = sorted(self._scored(score), key=lambda each: (-each[0], each[1], each[2]))
        for _, old, new in scored:
            if old in self._old and new in self._new:
                self._pair(old, new, ground)

    def name_if_alone(self, row: RowFace) -> Hashable | None:
        """The name of a row that no other on either side has."""
        alone = all(names[row.name] == 1 for names in self._names)
        return row.name if row.name and alone else None

    def _scored(self, score: Score) -> Iterator[tuple[float, int, int]]:
        for old, ours in self._old.items():
            for new, theirs in self._new.items():
                if ours.name and theirs.name and (scored := score(ours, theirs)):
                    yield scored, old, new

    def _pair(self, old: int, new: int, ground: Ground) -> None:
        self.found.append(Match(old, new, ground))
        del self._old[old], self._new[new]


def _common_beginning(old: RowFace, new: RowFace) -> float:
    """The length of the name where the other begins with it."""
    shorter, longer = sorted((old.name, new.name), key=len)
    return len(shorter) if old.slot == new.slot and longer.startswith(shorter) else 0


def _likeness(old: RowFace, new: RowFace) -> float:
    """The likeness where it is enough, else 0."""
    enough = ALIKE_IN_SLOT if old.slot == new.slot else ALIKE_ELSEWHERE
    bonus = _SAME_TARGET if old.target and old.target == new.target else 0
    short, long = sorted((len(old.name), len(new.name)))
    if (2 * short - 1) / (short + long - 1) + bonus < enough:
        return 0  # names of such lengths are never so alike; they need not be taken apart
    alike = name_likeness(old.name, new.name) + bonus
    return alike if alike >= enough else 0
