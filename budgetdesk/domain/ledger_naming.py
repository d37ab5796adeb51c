"""Codes in lines that no catalogue has: how often they are used, and what they may be called."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.code_search import CODE_KINDS
from budgetdesk.domain.ledger_lines import Line, Terms


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


class CodeCounts:
    """How many lines have each code, kept up as lines come and go."""

    def __init__(self, terms: Terms, lines: Iterable[Line] = ()) -> None:
        lines = tuple(lines)
        self._codes = {column: terms.code_of(column) for column in terms.catalogues}
        self._counts: dict[StrEnum, Counter[str | None]] = {
            column: Counter(map(code_of, lines)) for column, code_of in self._codes.items()
        }

    def change(self, before: Line | None, after: Line | None) -> None:
        """Let a line say something else now; None: it was not there, or is gone."""
        for column, code_of in self._codes.items():
            for line, by in ((before, -1), (after, 1)):
                if line is not None:
                    self._counts[column][code_of(line)] += by

    def unnamed(
        self, terms: Terms, given: Mapping[tuple[CatalogueKind, str], str] | None = None
    ) -> Iterator[Unnamed]:
        """The codes that no catalogue has, those above them too, by catalogue, most used first.

        The tables print a 项 below its 款 and 类: a name is asked for each that lacks one.
        """
        for column, kind in terms.catalogues.items():
            known = terms.catalogue(column)
            lacking: Counter[str] = Counter()
            for code, count in self._counts[column].most_common():
                for part in _with_above(kind, code or "") if count > 0 else ():
                    if not known.name_of(part):
                        lacking[part] += count
            for code, count in lacking.most_common():
                yield Unnamed(kind, code, count, (given or {}).get((kind, code), ""))


def _with_above(kind: CatalogueKind, code: str) -> Iterator[str]:
    for length in CODE_KINDS[kind].lengths:
        if length < len(code):
            yield code[:length]
    if code:
        yield code


def unnamed_codes(
    lines: Iterable[Line],
    terms: Terms,
    given: Mapping[tuple[CatalogueKind, str], str] | None = None,
) -> tuple[Unnamed, ...]:
    """The codes of lines that no catalogue has, by catalogue, the most used first."""
    return tuple(CodeCounts(terms, lines).unnamed(terms, given))
