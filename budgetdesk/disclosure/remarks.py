"""What is said of a rewritten paragraph, and what such a paragraph may state."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from budgetdesk.disclosure import statements
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.disclosure.statements import Stated


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at in a rewritten paragraph, in one sentence, and whose rule says so.

    `values` are both sides with their labels; `mended` is the paragraph put right by `cure` where
    one thing only can be meant. `certain`: it contradicts the tables; `slight`: it may be right;
    `harmless` a cure that changes no figure.
    """

    code: str
    key: str
    sentence: str
    values: tuple[tuple[str, str], ...] = ()
    cure: str = ""
    mended: str = ""
    certain: bool = False
    slight: bool = False
    harmless: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What a paragraph may state: the document's amounts in 万元, shares in %, year, scope.

    `whole` is all that the program itself says; `labels` are the amounts that it names everywhere
    alike; `items` the lists that the tables give, by what they are of; `name` is the department's.
    """

    amounts: frozenset[Decimal]
    percents: frozenset[Decimal]
    year: int
    scope: str
    name: str = ""
    whole: str = ""
    labels: Mapping[str, Decimal] = field(default_factory=dict)
    changes: frozenset[tuple[bool, Decimal]] = frozenset()
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def known_of(
    texts: Iterable[str],
    *,
    year: int,
    scope: str,
    name: str = "",
    items: Mapping[str, tuple[str, ...]] | None = None,
) -> Known:
    """The figures that the program's own texts state."""
    told = list(texts)
    whole = "\n".join(told)
    found = statements.amounts(whole, name)
    return Known(
        amounts=frozenset(statements.amounts_anywhere(whole)),
        percents=frozenset(_percents_anywhere(whole)),
        year=year,
        scope=scope,
        name=name,
        whole=whole,
        labels=_alike_everywhere(found),
        changes=frozenset(change.facts for change in statements.changes(whole)),
        items=items or {},
    )


def _percents_anywhere(text: str) -> Iterator[Decimal]:
    found = re.findall(r"(?<![\d.])(\d{1,9}(?:\.\d{1,9})?)\s{0,3}[%％]", text)
    return map(Decimal, found)


_SHORTEST_LABEL = 4


def _alike_everywhere(found: Iterable[Stated]) -> dict[str, Decimal]:
    values: dict[str, set[Decimal]] = defaultdict(set)
    for stated in found:
        values[stated.label].add(stated.value)
    return {
        label: next(iter(own))
        for label, own in values.items()
        if len(label) >= _SHORTEST_LABEL and len(own) == 1
    }


def draft_of(paragraph: Paragraph, known: Known) -> str:
    """What a text is held against: its own draft; where it takes in its neighbours, the whole."""
    return known.whole if "\n" in paragraph.text.strip() else paragraph.drafted
