"""The findings as a list that is grouped, filtered and searched, without Qt."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from budgetdesk.checks.finding import SEVERITY_LABELS, Finding, Severity
from budgetdesk.desktop.findings.wording import PapersOwner, office_at
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.text import fold
from budgetdesk.forms.listing import LineGroup, LineHeading, headed


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


class FindingLine:
    """One finding in the list. What thousands of lines are sorted by is worked out once."""

    __slots__ = ("_folded", "explained", "finding", "ignored", "key", "office", "open_fix")

    def __init__(self, key: EntryKey, finding: Finding) -> None:
        explanation = finding.explanation
        self.key = key
        self.finding = finding
        # Whether it does not count for its form; whether it stands with an explanation.
        self.ignored = explanation is not None and explanation.ignored
        self.explained = explanation is not None and not explanation.ignored
        # Whether there is something to mend that nobody has decided to leave as it is.
        self.open_fix = finding.fix is not None and explanation is None
        self.office = office_at(finding.place)
        self._folded: str | None = None

    def holds(self, folded: str) -> bool:
        """Whether a folded text stands anywhere in what the list says of the finding."""
        if self._folded is None:
            self._folded = _searched(self.finding)
        return folded in self._folded


Line = LineHeading | FindingLine


@dataclass(frozen=True, slots=True)
class Wish:
    """What of the findings is shown, and how they are put together."""

    grouping: Grouping = Grouping.SEVERITY
    severities: frozenset[Severity] = frozenset(Severity)
    office: PapersOwner | None = None  # None: all of them
    text: str = ""
    ignored: bool = False  # those ignored for their form too

    @property
    def narrowed(self) -> bool:
        """Whether something is left out beside what is ignored."""
        return bool(self.text.strip() or self.office) or len(self.severities) < len(Severity)


def entries_of(
    findings: Sequence[Finding], before: Sequence[FindingLine] = ()
) -> list[FindingLine]:
    """The findings as entries, in their order; an unchanged finding keeps its entry.

    After an edit nearly all are unchanged: only the stretch in which the reports differ is made
    anew. A form's findings come together, so the stretch holds every finding of its places.
    """
    first = _common(before, findings)
    last = _common(before[first:][::-1], findings[first:][::-1])
    changed = before[first : len(before) - last]
    known = {entry.key: entry for entry in changed}
    seen: Counter[tuple[str, FieldRef]] = Counter()
    fresh = []
    for finding in findings[first : len(findings) - last]:
        spot = finding.code, finding.place.ref
        key = EntryKey(*spot, seen[spot])
        seen[spot] += 1
        old = known.get(key)
        fresh.append(old if old and old.finding == finding else FindingLine(key, finding))
    return [*before[:first], *fresh, *before[len(before) - last :]]


def offices_of(entries: Iterable[FindingLine]) -> tuple[PapersOwner, ...]:
    """The offices that have findings, in the order of the tree; whole departments first."""
    offices = dict.fromkeys([entry.office for entry in entries])
    return tuple(sorted(offices, key=_departments_first))


def within(entries: Iterable[FindingLine], wish: Wish) -> list[FindingLine]:
    """What the wish leaves, whatever the severity."""
    folded = fold(wish.text).casefold()
    return [
        entry
        for entry in entries
        if (wish.ignored or not entry.ignored)
        and (wish.office is None or entry.office == wish.office)
        and (not folded or entry.holds(folded))
    ]


def open_counts(entries: Iterable[FindingLine]) -> Mapping[Severity, int]:
    """How many of each severity count; those ignored do not."""
    counted = Counter([entry.finding.severity for entry in entries if not entry.ignored])
    return {severity: counted[severity] for severity in Severity}


def arranged(
    entries: Iterable[FindingLine], wish: Wish, folded: frozenset[str] = frozenset()
) -> list[Line]:
    """The lines of the list: each group's heading and, unless it is folded, its findings."""
    groups: dict[Hashable, list[FindingLine]] = defaultdict(list)
    of_group = _GROUPS[wish.grouping]
    for entry in entries:
        if entry.finding.severity in wish.severities:
            groups[of_group(entry)].append(entry)
    ordered = _in_order(groups.values(), wish.grouping)
    told = [LineGroup(*_heading(group[0], wish.grouping), group) for group in ordered]
    lines = headed(told, folded)
    return list(lines)


_GROUPS: Mapping[Grouping, Callable[[FindingLine], Hashable]] = {
    Grouping.SEVERITY: lambda entry: entry.finding.severity,
    Grouping.RULE: lambda entry: entry.finding.code,
    Grouping.UNIT: lambda entry: entry.office,
}


def _heading(entry: FindingLine, grouping: Grouping) -> tuple[str, str]:
    """The key and the title of the group that an entry is in."""
    finding = entry.finding
    if grouping is Grouping.SEVERITY:
        return finding.severity.value, SEVERITY_LABELS[finding.severity]
    if grouping is Grouping.RULE:
        return finding.code, f"{finding.code} {finding.title}"
    return "\n".join(entry.office), entry.office.name


def _in_order(groups: Iterable[list[FindingLine]], grouping: Grouping) -> list[list[FindingLine]]:
    if grouping is Grouping.SEVERITY:
        grades = tuple(Severity)
        return sorted(groups, key=lambda group: grades.index(group[0].finding.severity))
    if grouping is Grouping.RULE:
        return sorted(groups, key=lambda group: group[0].finding.code)
    return sorted(groups, key=lambda group: _departments_first(group[0].office))


def _common(entries: Sequence[FindingLine], findings: Sequence[Finding]) -> int:
    """How many entries and findings both begin with."""
    count = 0
    for entry, finding in zip(entries, findings, strict=False):
        if entry.finding is not finding and entry.finding != finding:
            break
        count += 1
    return count


def _departments_first(office: PapersOwner) -> bool:
    return bool(office.unit)


def _searched(finding: Finding) -> str:
    place, explanation = finding.place, finding.explanation
    parts = (
        *(finding.code, finding.title, finding.message),
        *(place.department, place.unit, place.project, place.horizon, place.field),
        *(place.level2, place.indicator),
        *(text for value in finding.values for text in value),
        explanation.text if explanation else "",
    )
    return fold("|".join(parts)).casefold()
