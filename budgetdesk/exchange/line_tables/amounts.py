"""Which columns of amounts a table has, and which of several are taken.

A sum stands for its parts, last year's figures and what was spent are no budget, and money that is
split in two ways at once is taken in one of them. What was chosen is told in a sentence.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from budgetdesk.domain.ledger_columns import NATURES, REVENUE_SOURCES, SOURCES, LedgerField
from budgetdesk.domain.ledger_lines import Terms
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.ledger_words import nature_of, origin_of, source_of
from budgetdesk.domain.money import Measure
from budgetdesk.domain.records import Nature, Origin, Source
from budgetdesk.domain.text import fold
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.line_tables import heading_words as words
from budgetdesk.exchange.line_tables.columns import Meaning

_Word = TypeVar("_Word")
# Words that are headings of other columns as well, or of all of this year's money.
_UNQUALIFIED = frozenset(
    "project basic 预算项目 项目 基本 专项 上年 资金 年初预算 本年预算 本年 本年收入 本年支出 "
    "本年安排 年初安排 本年度 本年度预算 当年度 新增 本年预算安排 部门预算项目".split()
)
_OTHER_GRANTS = (Source.FUND, Source.STATE_CAPITAL)
_GRANTED = (Source.GENERAL, *_OTHER_GRANTS)
_WHOLE = {fold(name) for name in (*NATURES.values(), *SOURCES.values())}


@dataclass(frozen=True, slots=True)
class AmountHeading:
    """What a heading says of its amounts: whose sum, of which source, origin, nature and year.

    `beside` are figures that are no budget of this year: executed, adjusted, last year's.
    """

    text: str
    is_sum: bool = False
    source: Source | None = None
    origin: Origin | None = None
    nature: Nature | None = None
    year: int | None = None
    beside: bool = False
    within: bool = False  # 其中：
    measure: Measure | None = None

    @property
    def qualified(self) -> bool:
        """Whether these are only the amounts of one source, origin or nature."""
        return bool(self.source or self.origin or self.nature)

    @property
    def says(self) -> frozenset[object]:
        """What it is limited to."""
        return frozenset(filter(None, (self.source, self.origin, self.nature)))

    @property
    def lowest(self) -> str:
        """The lowest cell of the heading."""
        return self.text.rpartition("·")[2]

    @property
    def wholeness(self) -> int:
        """How far it stands for others that say the same: 基本支出小计, 基本支出, 人员经费."""
        return 2 if self.is_sum else int(self.lowest in _WHOLE)

    @property
    def all_grants(self) -> bool:
        """Whether it is 财政拨款 of every source, not 一般公共预算财政拨款."""
        cell = self.text.removesuffix(f"·{self.lowest}") if self.is_sum else self.lowest
        own = self.source in _OTHER_GRANTS
        return "财政拨款" in cell and "公共" not in self.lowest and not own


def read_amount_heading(path: Sequence[str], terms: Terms) -> AmountHeading | None:
    """What the cells of a heading, from the highest, say of amounts; None where they name none."""
    found = AmountHeading("·".join(path))
    named = False
    for cell in path:
        read = _read_cell(cell, terms)
        if read is None:
            if cell is path[-1]:
                return None
            continue
        named = True
        found = _joined(found, read)
    return found if named else None


def _joined(upper: AmountHeading, lower: AmountHeading) -> AmountHeading:
    return replace(
        upper,
        is_sum=lower.is_sum,
        source=lower.source or upper.source,
        origin=lower.origin or upper.origin,
        nature=lower.nature or upper.nature,
        year=lower.year or upper.year,
        beside=lower.beside or upper.beside,
        within=lower.within or upper.within,
    )


def _read_cell(cell: str, terms: Terms) -> AmountHeading | None:
    """What one cell of a heading says of amounts."""
    within = cell.startswith("其中")
    text = cell.removeprefix("其中").lstrip(":")
    told = words.YEAR.search(text)
    year = int(told[1]) if told else None
    text = words.YEAR.sub("", text, count=1).strip("()[]")
    if told and not text:
        return AmountHeading(cell, year=year)
    beside = bool(words.BESIDE.search(text) or words.LAST_YEAR.search(text))
    if beside:
        budget = words.PLAIN.fullmatch(words.LAST_YEAR.sub("", text)) or text.endswith(
            ("数", "金额")
        )
        return AmountHeading(cell, year=year, beside=True) if budget else None
    qualified = _qualified(text, terms)
    if qualified is None and not (words.SUM.fullmatch(text) or words.PLAIN.fullmatch(text)):
        return None
    read = qualified or AmountHeading(cell)
    return replace(read, is_sum=bool(words.SUM.search(text)), year=year, within=within)


def _qualified(text: str, terms: Terms) -> AmountHeading | None:
    """The source, nature or origin that a heading names, its 小计 and 金额 apart."""
    bare = words.SUM.sub("", text).strip("()-:·") or text
    names = (bare, bare.removesuffix("数"), bare.removesuffix("金额"), bare.removesuffix("预算数"))
    source, origin, nature = (
        _first(source_of, names),
        _first(origin_of, names),
        _first(nature_of, names),
    )
    if not isinstance(terms, LedgerTerms):
        return AmountHeading(text, source=source) if source in REVENUE_SOURCES else None
    if _UNQUALIFIED.intersection(names):
        return None
    if source or origin or nature:
        return AmountHeading(text, source=source, origin=origin, nature=nature)
    return None


def _first(read: Callable[[str], _Word], names: Sequence[str]) -> _Word | None:
    """The word that the first of some names means."""
    for name in names:
        try:
            return read(name)
        except TypedError:
            continue
    return None


@dataclass(frozen=True, slots=True)
class ChosenColumns:
    """The columns of amounts that are taken, and the sentences that say so."""

    meanings: Mapping[int, Meaning]
    told: tuple[str, ...] = ()
    year: int | None = None  # other than the book's
    whole: int | None = None  # the column that the taken ones should add up to
    within: Mapping[int, int] = field(default_factory=dict)  # of a column the 其中 of it


def choose_amounts(headings: Mapping[int, AmountHeading], fiscal_year: int) -> ChosenColumns:
    """Which of several columns of amounts are taken."""
    left, year = _of_year(headings, fiscal_year)
    left = {column: each for column, each in left.items() if not each.beside} or left
    if alone := _alone_within(left):
        return alone
    left, within = _within_parts(left)
    left = _with_current(left)
    parts = _parts(left, within)
    if parts:
        taken = {column: _meaning(each, column, parts) for column, each in parts.items()}
        taken = _current_beside_carried(taken)
        within = {column: part for column, part in within.items() if {column, part} <= set(taken)}
    else:
        best = min(left, key=lambda column: _preference(left[column], column), default=None)
        taken = {} if best is None else {best: Meaning(LedgerField.AMOUNT)}
    parted = any(each.within for each in left.values())
    wholes = [
        column
        for column, each in left.items()
        if (each.is_sum or parted) and not each.qualified and not words.THIS_YEAR.search(each.text)
    ]
    whole = wholes[0] if parts and wholes else None
    return ChosenColumns(taken, tuple(_sentences(headings, taken)), year, whole, within)


def _alone_within(headings: Mapping[int, AmountHeading]) -> ChosenColumns | None:
    """合计 beside nothing but 其中：上年结转: that part, and the rest of the 合计."""
    if len(headings) != 2:
        return None
    whole, part = sorted(headings, key=lambda column: headings[column].within)
    own = headings[part]
    if headings[whole].qualified or not own.within or not own.qualified:
        return None
    rest = Origin.CURRENT if own.origin is Origin.CARRYOVER else None
    taken = {
        whole: Meaning(LedgerField.AMOUNT, origin=rest),
        part: Meaning(LedgerField.AMOUNT, own.source, own.origin, nature=own.nature),
    }
    return ChosenColumns(taken, within={whole: part})


def _within_parts(
    headings: Mapping[int, AmountHeading],
) -> tuple[dict[int, AmountHeading], dict[int, int]]:
    """The columns with each 其中 as part of the one before it, and of that one its part.

    A part that says no more than the whole (基本支出, 其中：人员经费) is left out, unless the rest
    of the whole stands in a column too.
    """
    kept, within = dict(headings), dict[int, int]()
    for column, part in headings.items():
        before = [n for n, it in headings.items() if n < column and not it.within]
        if not part.within or not before or not headings[before[-1]].qualified:
            continue
        whole = headings[before[-1]]
        others = [it for n, it in headings.items() if n not in (column, before[-1])]
        if whole.all_grants and part.source in _OTHER_GRANTS:
            takes_off = not any(it.source in _GRANTED for it in others)
        else:
            part = _joined(whole, part)
            takes_off = part.says > whole.says and bool(part.origin) and not whole.origin
        if takes_off and before[-1] not in within:
            kept[column], within[before[-1]] = part, column
        elif part.says == whole.says and not any(it.says == whole.says for it in others):
            del kept[column]
    return kept, within


def _of_year(
    headings: Mapping[int, AmountHeading], fiscal_year: int
) -> tuple[dict[int, AmountHeading], int | None]:
    """The columns of the book's year; of another year where there are only such."""
    budget = {column: it for column, it in headings.items() if not it.beside}
    years = {each.year for each in budget.values() if each.year} or {
        each.year for each in headings.values() if each.year
    }
    if not years:
        return dict(headings), None
    kept = {
        column: it
        for column, it in headings.items()
        if it.year in (None, fiscal_year) and (it.year or it.qualified or fiscal_year not in years)
    }
    if kept and any(not it.beside for it in kept.values()):
        return kept, None
    last = max(years)
    return {column: it for column, it in headings.items() if it.year == last}, last


def _with_current(headings: dict[int, AmountHeading]) -> dict[int, AmountHeading]:
    """本年预算数 beside 上年结转 is this year's money; beside 其中：上年结转 it is all of it."""
    carried = {column: it for column, it in headings.items() if it.origin is Origin.CARRYOVER}
    if not carried or any(it.source or it.nature for it in headings.values()):
        return headings
    if any(it.origin is Origin.CURRENT for it in headings.values()):
        return headings
    current = {
        column: replace(it, origin=Origin.CURRENT)
        for column, it in headings.items()
        if column not in carried and (not it.is_sum or words.THIS_YEAR.search(it.text))
    }
    whole = not current or all(it.within for it in carried.values())
    if whole and len(carried) < len(headings):
        return {column: it for column, it in headings.items() if column not in carried}
    return {**headings, **current}


def _parts(
    headings: Mapping[int, AmountHeading], within: Mapping[int, int]
) -> dict[int, AmountHeading]:
    """The qualified columns that are nobody's sum; one that loses its part to another stays."""
    parts = {column: each for column, each in headings.items() if each.qualified}
    if any(each.source for each in parts.values()) and any(
        each.nature and not each.source for each in parts.values()
    ):  # split in two ways at once: by source, which a line can't be without
        parts = {column: each for column, each in parts.items() if each.source or each.origin}
    return {
        column: each
        for column, each in parts.items()
        if column in within or not _is_sum_of(each, parts)
    }


def _is_sum_of(whole: AmountHeading, parts: Mapping[int, AmountHeading]) -> bool:
    others = [each for each in parts.values() if each is not whole]
    by_source = any(each.source and not each.origin for each in others)
    if whole.says == {Origin.CURRENT} and by_source:
        return True
    if whole.all_grants and any(each.source in _GRANTED for each in others if not each.all_grants):
        return True
    return any(_holds(whole, each) for each in others)


def _holds(whole: AmountHeading, part: AmountHeading) -> bool:
    """Whether one column's money holds another's."""
    if whole.says == part.says:
        return whole.wholeness > part.wholeness
    if part.says - whole.says == {Origin.CARRYOVER} and not whole.is_sum:
        return False  # 一般公共预算 beside 上年结转的一般公共预算 is this year's
    return whole.says < part.says


def _meaning(heading: AmountHeading, column: int, parts: Mapping[int, AmountHeading]) -> Meaning:
    """The money of a column; named where another column means the same."""
    alike = [number for number, each in parts.items() if each.says == heading.says]
    part = heading.lowest if len(alike) > 1 else ""
    twins = [number for number in alike if parts[number].lowest == heading.lowest]
    if len(twins) > 1:
        part = f"{part} {twins.index(column) + 1}"
    return Meaning(
        LedgerField.AMOUNT, heading.source, heading.origin, nature=heading.nature, part=part
    )


def _current_beside_carried(taken: dict[int, Meaning]) -> dict[int, Meaning]:
    """Beside a column of what is carried over, the others are this year's money."""
    if not any(it.origin is Origin.CARRYOVER for it in taken.values()):
        return taken
    return {column: replace(it, origin=it.origin or Origin.CURRENT) for column, it in taken.items()}


def _preference(
    heading: AmountHeading, column: int
) -> tuple[bool, bool, bool, int, bool, bool, int]:
    """What is taken where nothing is split: this year's budget before any other figure."""
    return (
        heading.beside,
        heading.within,
        heading.year is None,
        -max((n for n, it in enumerate(words.STAGES, 1) if it in heading.text), default=0),
        not words.THIS_YEAR.search(heading.text),
        heading.is_sum,
        column,
    )


def _sentences(
    headings: Mapping[int, AmountHeading], taken: Mapping[int, Meaning]
) -> Sequence[str]:
    left = [_told(column, headings) for column in headings if column not in taken]
    if not left or not taken:
        return ()
    kept = "、".join(f"「{_told(column, headings)}」" for column in taken)
    others = "、".join(f"「{text}」" for text in left)
    return (f"有 {len(headings)} 列金额：按{kept}录入，不录入{others}。",)


def _told(column: int, headings: Mapping[int, AmountHeading]) -> str:
    """A heading as a sentence names it: with its measure where that tells it from another."""
    own = headings[column]
    alike = [it for it in headings.values() if it.text == own.text]
    return f"{own.text}（{own.measure}）" if len(alike) > 1 and own.measure else own.text
