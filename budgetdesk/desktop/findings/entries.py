"""The findings as a list that is grouped, filtered and searched, without Qt."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from budgetdesk.checks.finding import SEVERITY_LABELS, Finding, Severity
from budgetdesk.desktop.findings.wording import office_of
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.text import fold

OfficeKey = tuple[str, str]  # the names of department and unit


class Grouping(StrEnum):
    """What the findings are put together by."""

    SEVERITY = "按严重程度"
    RULE = "按审核项"
    UNIT = "按单位"


@dataclass(frozen=True, slots=True)
class EntryKey:
    """What makes a finding the same one after a change: rule and place, and which of several."""

    code: str
    ref: FieldRef
    number: int = 0


@dataclass(slots=True, eq=False)
class Entry:
    """One finding in the list."""

    key: EntryKey
    finding: Finding
    _folded: str | None = field(default=None, repr=False)

    @property
    def ignored(self) -> bool:
        """Whether the finding does not count for its form."""
        explanation = self.finding.explanation
        return explanation is not None and explanation.ignored

    @property
    def explained(self) -> bool:
        """Whether the finding stands with an explanation."""
        explanation = self.finding.explanation
        return explanation is not None and not explanation.ignored

    @property
    def open_fix(self) -> bool:
        """Whether there is something to mend that nobody has decided to leave as it is."""
        return self.finding.fix is not None and self.finding.explanation is None

    @property
    def office(self) -> OfficeKey:
        """Department and unit; the unit is blank for an overall form."""
        return self.finding.place.department, self.finding.place.unit

    def holds(self, folded: str) -> bool:
        """Whether a folded text stands anywhere in what the list says of the finding."""
        if self._folded is None:
            self._folded = _searched(self.finding)
        return folded in self._folded


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above a group."""

    key: str
    title: str
    count: int
    folded: bool = False


Line = Heading | Entry


@dataclass(frozen=True, slots=True)
class Wish:
    """What of the findings is shown, and how they are put together."""

    grouping: Grouping = Grouping.SEVERITY
    severities: frozenset[Severity] = frozenset(Severity)
    office: OfficeKey | None = None  # None: all of them
    text: str = ""
    ignored: bool = False  # those ignored for their form too

    @property
    def narrowed(self) -> bool:
        """Whether something is left out beside what is ignored."""
        return bool(self.text.strip() or self.office) or len(self.severities) < len(Severity)


def entries_of(findings: Iterable[Finding], before: Iterable[Entry] = ()) -> list[Entry]:
    """The findings as entries, in their order; an unchanged finding keeps its entry."""
    known = {entry.key: entry for entry in before}
    seen: Counter[tuple[str, FieldRef]] = Counter()
    entries = []
    for finding in findings:
        spot = finding.code, finding.place.ref
        key = EntryKey(*spot, seen[spot])
        seen[spot] += 1
        old = known.get(key)
        entries.append(old if old and old.finding is finding else Entry(key, finding))
    return entries


def offices_of(entries: Iterable[Entry]) -> tuple[OfficeKey, ...]:
    """The offices that have findings, in the order of the tree; overall forms first."""
    return tuple(sorted(dict.fromkeys(entry.office for entry in entries), key=_overall_first))


def within(entries: Iterable[Entry], wish: Wish) -> list[Entry]:
    """What the wish leaves, whatever the severity."""
    folded = fold(wish.text).casefold()
    return [
        entry
        for entry in entries
        if (wish.ignored or not entry.ignored)
        and (wish.office is None or entry.office == wish.office)
        and (not folded or entry.holds(folded))
    ]


def open_counts(entries: Iterable[Entry]) -> Mapping[Severity, int]:
    """How many of each severity count; those ignored do not."""
    counted = Counter(entry.finding.severity for entry in entries if not entry.ignored)
    return {severity: counted[severity] for severity in Severity}


def arranged(
    entries: Iterable[Entry], wish: Wish, folded: frozenset[str] = frozenset()
) -> list[Line]:
    """The lines of the list: each group's heading and, unless it is folded, its findings."""
    groups: dict[str, list[Entry]] = {}
    titles: dict[str, str] = {}
    for entry in entries:
        if entry.finding.severity in wish.severities:
            key, title = _group(entry, wish.grouping)
            groups.setdefault(key, []).append(entry)
            titles.setdefault(key, title)
    lines: list[Line] = []
    for key in _in_order(groups, wish.grouping):
        closed = key in folded
        lines.append(Heading(key, titles[key], len(groups[key]), closed))
        lines += () if closed else groups[key]
    return lines


def _group(entry: Entry, grouping: Grouping) -> tuple[str, str]:
    finding = entry.finding
    if grouping is Grouping.SEVERITY:
        return finding.severity.value, SEVERITY_LABELS[finding.severity]
    if grouping is Grouping.RULE:
        return finding.code, f"{finding.code} {finding.title}"
    return "\n".join(entry.office), office_of(finding.place)


def _in_order(groups: Mapping[str, Sequence[Entry]], grouping: Grouping) -> list[str]:
    if grouping is Grouping.SEVERITY:
        return [severity.value for severity in Severity if severity.value in groups]
    if grouping is Grouping.RULE:
        return sorted(groups)
    return sorted(groups, key=lambda key: _overall_first(groups[key][0].office))


def _overall_first(office: OfficeKey) -> bool:
    return bool(office[1])


def _searched(finding: Finding) -> str:
    place, explanation = finding.place, finding.explanation
    parts = (
        *(finding.code, finding.title, finding.message),
        *(place.department, place.unit, place.project, place.horizon, place.field),
        *(place.level2, place.indicator),
        *(text for value in finding.values for text in value),
        explanation.text if explanation else "",
    )
    return "\n".join(fold(part).casefold() for part in parts)
