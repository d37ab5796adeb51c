"""Differences put into a list, each with what must be told of it."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from budgetdesk.domain.text import fold
from budgetdesk.exchange.portal.differences import PortalDifference, PortalKind
from tests.exchange.portal.listing import Line, Listed, changed_line


@dataclass(frozen=True)
class Seed:
    """What was changed of which project; `ours` and `theirs` are within what is told."""

    kind: PortalKind
    unit: str
    project: str
    ours: str
    theirs: str
    label: str = ""

    def told_by(self, found: PortalDifference) -> bool:
        return (
            found.kind is self.kind
            and (found.unit, found.project) == (self.unit, self.project)
            and self.label in found.label
            and fold(self.ours) in fold(found.ours)
            and fold(self.theirs) in fold(found.theirs)
        )


Change = Callable[[Listed, random.Random], tuple[Listed | None, Seed]]
_OTHER = "亥"
CHANGED = PortalKind.CHANGED


def another_amount(one: Listed, chance: random.Random) -> tuple[Listed, Seed]:
    total = (one.total or 0) + 100_000 * chance.randrange(1, 90)
    return replace(one, total=total), Seed(CHANGED, one.unit, one.name, "", "", "资金总额")


def another_goal(one: Listed, chance: random.Random) -> tuple[Listed, Seed]:
    goal = _with_other(one.goal or "办好此事", chance)
    return replace(one, goal=goal), Seed(CHANGED, one.unit, one.name, one.goal, goal)


def another_name(one: Listed, chance: random.Random) -> tuple[Listed, Seed]:
    at = chance.choice([it for it, line in enumerate(one.lines) if len(line.name) > 3])
    line = one.lines[at]
    name = line.name + _OTHER
    return changed_line(one, at, replace(line, name=name)), Seed(
        CHANGED, one.unit, one.name, line.name, name
    )


def another_target(one: Listed, chance: random.Random) -> tuple[Listed, Seed]:
    at = chance.randrange(len(one.lines))
    line = one.lines[at]
    target = "≥97.5%" if line.target != "≥97.5%" else "≥96.5%"
    return changed_line(one, at, replace(line, target=target)), Seed(
        CHANGED, one.unit, one.name, line.target, target
    )


def a_line_less(one: Listed, chance: random.Random) -> tuple[Listed, Seed]:
    at = chance.randrange(len(one.lines))
    return changed_line(one, at, None), Seed(
        PortalKind.MISSING, one.unit, one.name, one.lines[at].name, ""
    )


def a_line_more(one: Listed, chance: random.Random) -> tuple[Listed, Seed]:
    line = Line("产出指标", "数量指标", "亥子丑寅卯辰巳", f"≥{chance.randrange(99)}午")
    lines = (line, *one.lines)
    return replace(one, lines=lines), Seed(PortalKind.ADDED, one.unit, one.name, "", line.name)


def a_line_elsewhere(one: Listed, chance: random.Random) -> tuple[Listed, Seed]:
    at = chance.randrange(len(one.lines))
    line = one.lines[at]
    level1, level2 = ("效益指标", "社会效益指标")
    if line.level2 == level2:
        level1, level2 = "产出指标", "质量指标"
    return changed_line(one, at, replace(line, level1=level1, level2=level2)), Seed(
        CHANGED, one.unit, one.name, line.level2, level2
    )


def gone(one: Listed, _: random.Random) -> tuple[None, Seed]:
    return None, Seed(PortalKind.MISSING, one.unit, one.name, one.name, "")


def renamed(one: Listed, _: random.Random) -> tuple[Listed, Seed]:
    name = f"{one.name}{_OTHER}"
    return replace(one, name=name), Seed(CHANGED, one.unit, one.name, one.name, name)


def in_another_unit(one: Listed, _: random.Random) -> tuple[Listed, Seed]:
    return replace(one, unit="某新设中心"), Seed(
        CHANGED, one.unit, one.name, one.unit, "某新设中心"
    )


WITHIN: tuple[Change, ...] = (
    another_amount, another_goal, another_name, another_target, a_line_less, a_line_more,
    a_line_elsewhere,
)  # fmt: skip
WHOLE: tuple[Change, ...] = (gone, renamed, in_another_unit)
OF_LINES = frozenset(it.__name__ for it in WITHIN[2:])


def seeded(
    projects: list[Listed], count: int, chance: random.Random
) -> tuple[list[Listed], list[Seed]]:
    """The list with so many differences in it: of the indicators of one project no two."""
    found: dict[int, Listed | None] = dict(enumerate(projects))
    seeds: list[Seed] = []
    used: set[tuple[int, str]] = set()
    twins = [it.name for it in projects]
    while len(seeds) < count:
        change = chance.choice(WHOLE if len(seeds) < count // 12 else WITHIN)
        at = chance.randrange(len(projects))
        one = found[at]
        spot = "lines" if change.__name__ in OF_LINES else change.__name__
        is_whole = change in WHOLE
        taken = any(number == at for number, _ in used) if is_whole else (at, spot) in used
        lone = twins.count(projects[at].name) == 1
        if one is None or taken or (is_whole and not lone) or len(one.lines) < 3:
            continue
        if (at, "renamed") in used or (at, "in_another_unit") in used:
            continue
        used.add((at, spot))
        found[at], seed = change(one, chance)
        seeds.append(seed)
    return [it for it in found.values() if it is not None], seeds


def _with_other(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + _OTHER + text[at:]
