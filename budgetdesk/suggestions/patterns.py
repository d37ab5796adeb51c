"""Patterns of indicators: names with slots that a project's own words fill."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from budgetdesk.assets import resource
from budgetdesk.domain.records import Project
from budgetdesk.domain.text import fold
from budgetdesk.suggestions.past import place_of, texts_of
from budgetdesk.suggestions.subject import word_for

_SLOT = re.compile(r"\{(.+?)\}")
_IN_NAME, _IN_TEXT = 2.0, 1.0
_SEEN = 0.01  # how often a pattern is met breaks ties of what its words say
_LONGEST = 24  # characters; a longer subject makes no name


class Pattern(NamedTuple):
    """A line of the list: where it stands, how the name is built, what its value looks like."""

    places: frozenset[str]
    text: str
    operator: str
    value: str
    unit: str
    evidence: str
    words: tuple[str, ...]
    seen: int

    @property
    def target(self) -> str:
        """A typical value as it is written, "" where only the project can tell it."""
        if self.value[:1].isdigit():
            unit = "" if self.unit in ("日期", "日") else self.unit.split("/")[0]
            return f"{self.operator}{self.value}{unit}"
        return ""


@cache
def patterns() -> tuple[Pattern, ...]:
    """All patterns that ship."""
    with resource("indicators", "patterns.csv").open(encoding="utf-8", newline="") as file:
        return tuple(map(_pattern, csv.DictReader(file)))


def _pattern(row: dict[str, str]) -> Pattern:
    return Pattern(
        frozenset(place_of("", row[key]) for key in ("level2", "level2_2021") if row[key]),
        row["pattern"],
        row["operator"],
        row["value"],
        row["unit"],
        row["evidence"],
        tuple(row["words"].split()),
        int(row["seen"]),
    )


def fitting(project: Project, place: str) -> Iterator[tuple[str, Pattern]]:
    """The names that patterns make for a place of a project, the likeliest first."""
    name, texts = fold(project.name), fold("\n".join(texts_of(project)))
    weighed = [(_weight(it, name, texts), it) for it in patterns() if place in it.places]
    for weight, pattern in sorted(weighed, key=lambda it: -it[0]):
        made = _SLOT.sub(lambda slot: word_for(slot[1].split("/")[0], project), pattern.text)
        if weight >= _IN_TEXT and len(made) <= _LONGEST:
            yield made, pattern


def _weight(pattern: Pattern, name: str, texts: str) -> float:
    told = sum(_IN_NAME * (word in name) + _IN_TEXT * (word in texts) for word in pattern.words)
    return told + _SEEN * pattern.seen
