"""Indicators grouped as the official form prints them: level 1, then level 2, both halves abreast.

The published forms start every level 2 on the same line in both halves; the half with fewer
indicators there ends in blank cells.
"""

from collections.abc import Iterator

from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.indicator_tree import IndicatorTree, Slot, bare
from budgetdesk.domain.records import Indicator

Indicators = tuple[Indicator, ...]
_Key = tuple[str, str]


@immutable
class Group:
    """One second-level place with the indicators of each half that stand in it.

    `slot` gives the names that a new indicator gets here.
    """

    slot: Slot
    halves: tuple[Indicators, ...]

    @property
    def height(self) -> int:
        """How many rows it takes: the longer half decides, and an unused one is a blank row."""
        return max(1, *(len(half) for half in self.halves))

    def level2(self, half: int) -> str:
        """The level 2 name to print in a half: as its first indicator has it."""
        return next((row.level2 for row in self.halves[half] if row.level2), self.slot.level2)


@immutable
class Branch:
    """One level 1 with its groups in order."""

    groups: tuple[Group, ...]

    @property
    def level1(self) -> str:
        """The level 1 name to print: as its first indicator has it."""
        names = (row.level1 for group in self.groups for half in group.halves for row in half)
        return next(filter(None, names), self.groups[0].slot.level1)

    @property
    def height(self) -> int:
        """How many rows it takes."""
        return sum(group.height for group in self.groups)


def group_indicators(
    tree: IndicatorTree, halves: tuple[Indicators, ...], *, unused_slots: bool
) -> tuple[Branch, ...]:
    """The branches to print, each indicator in exactly one group.

    What the tree does not know stands after the tree's groups of its level 1, or in a branch of
    its own at the end. A form without any indicator always shows every slot of the tree.
    """
    found = _found(tree, halves)
    show_all = unused_slots or not found
    branches = []
    for level1, names in tree.branches:
        keys = [_key(level1, name) for name in names]
        groups = [
            Group(Slot(level1, name), found.pop(key, ((),) * len(halves)))
            for name, key in zip(names, keys, strict=True)
            if show_all or key in found
        ]
        groups += _strangers(found, bare(level1))
        if groups:
            branches.append(Branch(tuple(groups)))
    while found:
        branches.append(Branch(tuple(_strangers(found, next(iter(found))[0]))))
    return tuple(branches)


def _found(
    tree: IndicatorTree, halves: tuple[Indicators, ...]
) -> dict[_Key, tuple[Indicators, ...]]:
    rows: dict[_Key, list[list[Indicator]]] = {}
    for half, indicators in enumerate(halves):
        for row in indicators:
            slot = tree.find(row.level1, row.level2) or Slot(row.level1, row.level2)
            lists = rows.setdefault(_key(slot.level1, slot.level2), [[] for _ in halves])
            lists[half].append(row)
    return {key: tuple(map(tuple, lists)) for key, lists in rows.items()}


def _strangers(found: dict[_Key, tuple[Indicators, ...]], level1: str) -> Iterator[Group]:
    """The groups of a level 1 that are left; they are taken out of `found`."""
    for key in [key for key in found if key[0] == level1]:
        halves = found.pop(key)
        first = next(row for half in halves for row in half)
        yield Group(Slot(first.level1, first.level2), halves)


def _key(level1: str, level2: str) -> _Key:
    return bare(level1), bare(level2)
