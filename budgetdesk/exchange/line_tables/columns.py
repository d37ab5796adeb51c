"""What each column of a table means, and how the whole is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from budgetdesk.domain.ledger_columns import (
    LABELS,
    NATURES,
    ORIGINS,
    REVENUE_LABELS,
    REVENUE_SOURCES,
    SOURCES,
    LedgerField,
)
from budgetdesk.domain.ledger_lines import Terms
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.money import Measure
from budgetdesk.domain.records import Nature, Origin, Source

Matrix = Sequence[Sequence[str]]

_LABELS: Mapping[StrEnum, str] = dict((*REVENUE_LABELS.items(), *LABELS.items()))
LEVELS = ("", "类", "款", "项", "目")


def cell_of(row: Sequence[str], column: int) -> str:
    """A cell's text; "" where the row is shorter."""
    return row[column] if column < len(row) else ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column holds: a part of the line, or amounts of one source, origin or nature.

    With `names` it holds the names of the codes in another column, with a `level` (1 类, 2 款,
    3 项) only that part of the code. `part` tells columns apart that mean the same money
    otherwise, such as 人员经费 and 公用经费. No `field`: it is not taken over.
    """

    field: StrEnum | None = None
    source: Source | None = None
    origin: Origin | None = None
    names: bool = False
    nature: Nature | None = None
    level: int = 0
    part: str = ""

    @property
    def label(self) -> str:
        """The meaning in words."""
        if self.field is None:
            return "不录入"
        named = (
            *([NATURES[self.nature]] if self.nature else []),
            *([SOURCES[self.source]] if self.source else []),
            *([ORIGINS[self.origin]] if self.origin else []),
        )
        if named:
            return f"金额：{'、'.join(named)}" + (f"（{self.part}）" if self.part else "")
        label = _LABELS[self.field].partition("（")[0]
        return label + ("的名称" if self.names else LEVELS[self.level])


UNUSED = Meaning()


def meanings_of(terms: Terms) -> tuple[Meaning, ...]:
    """What a column may be, for lines of that kind."""
    spending = isinstance(terms, LedgerTerms)
    sources = SOURCES if spending else REVENUE_SOURCES
    amount = LedgerField.AMOUNT
    return (
        UNUSED,
        *map(Meaning, terms.columns),
        *(Meaning(column, names=True) for column in terms.catalogues),
        *(Meaning(amount, source) for source in sources),
        *((Meaning(amount, origin=origin) for origin in ORIGINS) if spending else ()),
        *((Meaning(amount, nature=nature) for nature in NATURES) if spending else ()),
        *(
            Meaning(column, level=level)
            for column in terms.catalogues
            for level in range(1, max(terms.code_kind(column).lengths) // 2 + 1)
        ),
    )


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is read: its columns, its first row of content, and what amounts are in.

    `measures` are those that columns tell themselves, `measure` is that of all others: as a note
    near the table tells it (`noted`), else a proposal. `told` are sentences on what was chosen
    among several, `year` is a year other than the book's whose amounts are proposed, `whole` the
    column that the columns of amounts should add up to. Of a column in `within` the amount of the
    column beside it is part and is taken off. `source` is what the title names.
    """

    meanings: tuple[Meaning, ...]
    first_row: int = 0
    measures: Mapping[int, Measure] | None = None
    measure: Measure = Measure.YUAN
    noted: bool = False
    headings: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    year: int | None = None
    whole: int | None = None
    within: Mapping[int, int] = field(default_factory=dict)
    source: Source | None = None

    def has(self, wanted: StrEnum | str) -> bool:
        """Whether a column gives this part of the lines."""
        return any(it.field == wanted and not it.names for it in self.meanings)

    @property
    def amounts(self) -> tuple[int, ...]:
        """The columns of amounts."""
        return tuple(n for n, it in enumerate(self.meanings) if it.field == LedgerField.AMOUNT)

    def measure_of(self, column: int) -> Measure:
        """What the amounts of a column are in."""
        return (self.measures or {}).get(column, self.measure)

    def heading(self, column: int) -> str:
        """What a column is headed; its number where it has no heading."""
        named = self.headings[column] if column < len(self.headings) else ""
        return named or f"第 {column + 1} 列"

    def with_source(self, source: Source | None) -> "Layout":
        """The layout with the source that the table's title names."""
        return replace(self, source=source)

    def with_meaning(self, column: int, meaning: Meaning) -> "Layout":
        """The layout with another meaning for a column; no two columns mean the same."""
        freed = [UNUSED if each == meaning else each for each in self.meanings]
        freed[column] = meaning
        return replace(self, meanings=tuple(freed), within={})

    def with_measure(self, measure: Measure) -> "Layout":
        """The layout with amounts in something else, whatever the table says."""
        return replace(self, measure=measure, measures=None, noted=True)
