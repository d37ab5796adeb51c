"""Codes in lines that no catalogue has: how often they are used, and what they may be called."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.code_search import CODE_KINDS
from budgetdesk.domain.ledger_lines import Line, Terms
from budgetdesk.domain.records import RevenueLine


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A code without a name, the number of lines with it, and the name that is known of it."""

    kind: CatalogueKind
    code: str
    count: int
    name: str = ""

    @property
    def title(self) -> str:
        """The code with its kind: `功能科目 2130599`."""
        return f"{CODE_KINDS[self.kind].name} {self.code}"


def unnamed_codes(
    lines: Iterable[Line],
    terms: Terms,
    given: Mapping[tuple[CatalogueKind, str], str] | None = None,
) -> tuple[Unnamed, ...]:
    """The codes of lines that no catalogue has, by catalogue, the most used first."""
    lines, given = tuple(lines), given or {}
    found = []
    for column, kind in terms.catalogues.items():
        known = terms.catalogue(column)
        counted = Counter(map(attrgetter(column.value), lines))
        for code, count in counted.most_common():
            if code and not known.name_of(code):
                name = given.get((kind, code)) or _own_name(lines, code)
                found.append(Unnamed(kind, code, count, name))
    return tuple(found)


def _own_name(lines: Iterable[Line], code: str) -> str:
    """What a revenue line calls its code."""
    own = (it for it in lines if isinstance(it, RevenueLine) and it.revenue_code == code)
    return next((line.name for line in own if line.name), "")
