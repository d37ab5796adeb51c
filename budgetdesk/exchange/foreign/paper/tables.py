"""Tables of pages and the lines between them, joined over page breaks."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from budgetdesk.domain.text import fold
from budgetdesk.exchange.foreign.paper.runs import RuledText

AGREE = 2.0  # points: edges of one table on two pages
_MARGIN = 12  # characters of a line between pages that is only a page's number


@dataclass
class PaperTable:
    """A table of one page, or of several that it goes on over."""

    page: int
    texts: list[RuledText] = field(default_factory=list)

    @property
    def first(self) -> str:
        """The label that it begins with."""
        return fold(self.texts[0].text)

    @property
    def left(self) -> float:
        """Its left edge."""
        return min(it.cell.x0 for it in self.texts)

    @property
    def right(self) -> float:
        """Its right edge."""
        return max(it.cell.x1 for it in self.texts)


@dataclass(frozen=True, slots=True)
class LooseLine:
    """A line of text outside of tables."""

    page: int
    texts: tuple[str, ...]


def joined(parts: Sequence[PaperTable | LooseLine]) -> list[list[PaperTable] | LooseLine]:
    """Tables that go on over pages as one; lines between that only number a page go."""
    found: list[list[PaperTable] | LooseLine] = []
    waiting: list[LooseLine] = []
    heads: set[tuple[str, ...]] = set()  # the lines above the table that was begun last
    for part in parts:
        if isinstance(part, LooseLine):
            waiting.append(part)
            continue
        last = found[-1] if found else None
        if isinstance(last, list) and _goes_on(last, part, waiting, heads):
            last.append(part)
        else:
            heads = {it.texts for it in waiting}
            found += waiting
            found.append([part])
        waiting = []
    return [*found, *waiting]


def _goes_on(
    table: Sequence[PaperTable],
    part: PaperTable,
    between: Sequence[LooseLine],
    heads: set[tuple[str, ...]],
) -> bool:
    """Whether a table is the next page of another: no new lines between them, the same edges."""
    last = table[-1]
    if part.page != last.page + 1 or part.first == table[0].first:
        return False
    if not all(_is_margin(it) or it.texts in heads for it in between):
        return False
    return abs(last.left - part.left) <= AGREE and abs(last.right - part.right) <= AGREE


def _is_margin(line: LooseLine) -> bool:
    said = fold("".join(line.texts))
    return len(said) <= _MARGIN and any(it.isdigit() for it in said)
