"""Findings that are one matter in a whole unit, told once: nobody wants to read it sixty times."""

from collections.abc import Iterable
from dataclasses import replace

from budgetdesk.checks.finding import Finding, Severity
from budgetdesk.checks.rule import RULES
from budgetdesk.domain.text import shorten

_NAMED = 3  # projects that are called by name

Key = tuple[str, Severity, str, str]


def bundled(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those of a rule that bundles as one for each unit, at the first of them.

    Where one of them was explained, that one stands for all: its explanation speaks of them.
    """
    told: list[Finding] = []
    places: dict[Key, int] = {}
    members: dict[Key, list[Finding]] = {}
    bundling = {code for code, rule in RULES.items() if rule.bundle}  # a form set's bundle nothing
    for finding in findings:
        if finding.code not in bundling:
            told.append(finding)
            continue
        place = finding.place
        key = finding.code, finding.severity, place.department, place.unit
        if key not in places:
            places[key] = len(told)
            told.append(finding)
        members.setdefault(key, []).append(finding)
    for key, number in places.items():
        told[number] = _one(members[key])
    return told


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
