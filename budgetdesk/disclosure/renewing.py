"""Last year's wording with this year's figures: a rewritten paragraph, renewed by its drafts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetdesk.disclosure import statements
from budgetdesk.disclosure.statements import Stated

_NUMBERED = re.compile(r"^\s*(?:\d{1,2}[.、．]|[（(]\d{1,2}[）)])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Fact:
    """A figure of a text: an amount, a share or a count, of what, as written."""

    kind: str
    label: str
    value: Decimal
    stated: Stated


def renewed(text: str, before: str, now: str, *, year: int, name: str) -> str | None:
    """A paragraph that a person rewrote last year, in the same words with this year's figures.

    Args:
        text: their words.
        before: what the program said last year in its place.
        now: what it says this year.
        year: this year.
        name: the department's.

    Returns:
        None where a figure can't be told from the drafts, or a change against last year is told:
        its reason is another one each year.
    """
    if statements.changes(text) or "与上年持平" in text:
        return None
    old, new = list(_facts(before, name)), list(_facts(now, name))
    replacing: list[tuple[Stated, str]] = []
    for fact in _facts(text, name):
        same = _this_years(fact, old, new)
        if same is None:
            return None
        replacing.append((fact.stated, same))
    for stated in statements.years(text):
        if stated.value not in (year - 1, year - 2):
            return None
        replacing.append((stated, str(int(stated.value) + 1)))
    return _put_in(text, replacing)


def _facts(text: str, name: str) -> Iterator[_Fact]:
    amounts = statements.amounts(text, name)
    for stated in amounts:
        yield _Fact("万元", stated.label, stated.value, stated)
    for stated in statements.percents(text):
        before = [it.label for it in amounts if it.end <= stated.start]
        yield _Fact("%", before[-1] if before else "", stated.value, stated)
    for stated in statements.counts(text, name):
        yield _Fact(stated.unit, stated.label, stated.value, stated)


def _this_years(fact: _Fact, old: list[_Fact], new: list[_Fact]) -> str | None:
    """What stands this year where last year's draft had this figure; None where that is unsure."""
    alike = [it for it in old if (it.kind, it.value) == (fact.kind, fact.value)]
    labels = {it.label for it in alike}
    label = fact.label if fact.label in labels else None
    if label is None and len(labels) == 1:
        (label,) = labels
    found = {it.stated.text for it in new if it.kind == fact.kind and it.label == label}
    return found.pop() if label is not None and len(found) == 1 else None


def _put_in(text: str, replacing: list[tuple[Stated, str]]) -> str | None:
    """The text with its figures replaced; None where it has others."""
    rest = _NUMBERED.sub("", statements.CITED.sub("", _blanked(text, replacing)))
    if any(map(str.isdigit, rest)):
        return None
    for stated, new in sorted(replacing, key=lambda it: -it[0].start):
        text = statements.replaced(text, stated, new)
    return text


def _blanked(text: str, replacing: list[tuple[Stated, str]]) -> str:
    for stated, _ in replacing:
        text = statements.replaced(text, stated, "\0" * len(stated.text))
    return text
