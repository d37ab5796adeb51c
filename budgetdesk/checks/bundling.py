"""Findings that are one matter in a whole unit, told once: nobody wants to read it sixty times."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from budgetdesk.checks.finding import Finding, Severity
from budgetdesk.checks.results import RecordResults
from budgetdesk.checks.rule import RULES
from budgetdesk.domain.text import shorten

_NAMED = 3  # projects that are called by name

Key = tuple[str, Severity, str, str]


class Bundles:
    """Bundles the findings of a book after each change; bundles that stay as they are it keeps."""

    def __init__(self) -> None:
        self._kept: dict[Key, tuple[list[Finding], Finding]] = {}

    def bundled(self, results: Iterable[RecordResults]) -> list[Finding]:
        """The findings, those of a rule that bundles as one for each unit, at the first of them.

        Where one of them was explained, that one stands for all: its explanation speaks of them.
        """
        told: list[Finding] = []
        places: dict[Key, int] = {}
        members: dict[Key, list[Finding]] = {}
        for each in results:
            begin = 0
            for number in each.bundling:
                told += each.findings[begin:number]
                finding, begin = each.findings[number], number + 1
                place = finding.place
                key = finding.code, finding.severity, place.department, place.unit
                if key not in places:
                    places[key] = len(told)
                    told.append(finding)
                members.setdefault(key, []).append(finding)
            told += each.findings[begin:] if begin else each.findings
        for key, number in places.items():
            told[number] = self._one(key, members[key])
        return told

    def _one(self, key: Key, findings: list[Finding]) -> Finding:
        before = self._kept.get(key)
        if before is None or before[0] != findings:
            self._kept[key] = before = (findings, _one(findings))
        return before[1]


def places_of(findings: Iterable[Finding]) -> tuple[int, ...]:
    """Which of the findings are of rules that bundle; a form set's own rules bundle nothing."""
    codes = _bundling_codes()
    return tuple(number for number, finding in enumerate(findings) if finding.code in codes)


@cache
def _bundling_codes() -> frozenset[str]:
    return frozenset(code for code, rule in RULES.items() if rule.bundle)


def _one(findings: list[Finding]) -> Finding:
    head = next((it for it in findings if it.explanation), findings[0])
    if len(findings) == 1:
        return head
    messages = {it.message for it in findings}
    what = messages.pop() if len(messages) == 1 else RULES[head.code].bundle
    names = "、".join(f"「{shorten(it.place.project)}」" for it in findings[:_NAMED])
    more = "等" if len(findings) > _NAMED else "，共"
    count = f"{len(findings)} 个"
    values = (("项目", f"{names}{more} {count}"),)
    return replace(head, message=f"{count}项目的{what}", values=values, fix=None)
