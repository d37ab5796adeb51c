"""What a row of a table says by itself: its own unit, codes, amounts, and words of sums."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from budgetdesk.domain.code_search import read_code
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.ledger_lines import UNIT, Terms
from budgetdesk.domain.money import MoneyError, parse_amount
from budgetdesk.domain.text import fold, fold_name
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.line_tables.columns import Layout, cell_of
from budgetdesk.exchange.line_tables.summed_rows import Facts

_SUM = re.compile(
    r"(?:合计|小计|总计|共计|累计|总额|本页[合小]计|过次页|转下页|承前页|接上页)(?:[(:].*)?"
)
_SUM_OF = re.compile(r".{1,28}(?:合计|小计|总计|共计)")
_ZERO = ("-", "—", "－", "–", "/")  # how Excel shows a zero
_REMARKS = re.compile("备注|说明|依据|备 注")
_COUNTED = (LedgerField.NATURE, LedgerField.SOURCE, LedgerField.ORIGIN)


def amount_in(text: str, layout: Layout, column: int) -> int | None:
    """The amount in 分 of a cell, None where it is blank; MoneyError where it is none."""
    if text.strip() in _ZERO:
        return None
    return parse_amount(text, layout.measure_of(column))


def amount_of(row: Sequence[str], layout: Layout, column: int) -> int | None:
    """The amount in 分 of a column in a row, less the part of it that has a column of its own.

    Raises:
        MoneyError: it is none, or less than its part.
    """
    amount = amount_in(cell_of(row, column), layout, column)
    part = layout.within.get(column)
    less = None if part is None else quiet_amount(cell_of(row, part), layout, part)
    if not less:
        return amount
    if (amount or 0) < less:
        raise MoneyError(f"「{layout.heading(part or 0)}」比这一列大，请核对。")
    return (amount or 0) - less


def _quiet(row: Sequence[str], layout: Layout, column: int) -> int:
    """The amount of a column in a row; 0 where there is none."""
    try:
        return amount_of(row, layout, column) or 0
    except MoneyError:
        return 0


def quiet_amount(text: str, layout: Layout, column: int) -> int | None:
    """The amount of a cell; None also where it is none."""
    try:
        return amount_in(text, layout, column)
    except MoneyError:
        return None


class FactReader:
    """Reads what rows say by themselves; cells say the same again and again, and are remembered."""

    def __init__(self, layout: Layout, terms: Terms) -> None:
        self._layout = layout
        self._terms = terms
        self._codes = {
            column: meaning.field
            for column, meaning in enumerate(layout.meanings)
            if meaning.field in terms.catalogues and not meaning.names and meaning.field
        }
        self._unit = self._place_of(UNIT)
        self._project = self._place_of(LedgerField.PROJECT)
        self._counted = [
            column
            for column, it in enumerate(layout.meanings)
            if it.field in _COUNTED and not it.names
        ]
        self._amounts = layout.amounts
        width = max(len(layout.headings), len(layout.meanings))
        remarks = (n for n in range(width) if _REMARKS.search(layout.heading(n)))
        self._wordless = frozenset((*layout.amounts, *remarks))
        self._known: dict[tuple[StrEnum, str], str] = {}

    def facts_of(self, number: int, row: Sequence[str]) -> Facts:
        """What a row says by itself; nothing is repeated from above."""
        codes = dict.fromkeys(self._terms.catalogues, "")
        for column, wanted in self._codes.items():
            codes[wanted] = codes[wanted] or self._code(cell_of(row, column), wanted)
        own = tuple(codes.values())
        unit = _folded_name(cell_of(row, self._unit)) if self._unit is not None else ""
        project = cell_of(row, self._project).strip() if self._project is not None else ""
        word = self._word(row, full=bool(unit and own[0]))
        return Facts(
            number,
            "" if word else unit,
            ("",) * len(own) if word else own,
            "" if word or self._is_name_of(project, own[0]) else _folded_name(project),
            sum(bool(cell_of(row, column).strip()) for column in self._counted),
            word,
            self._amounts_of(row),
            not word and not own[0] and self._is_within(row),
        )

    def _place_of(self, wanted: str) -> int | None:
        places = (n for n, it in enumerate(self._layout.meanings) if it.field == wanted)
        return next(places, None)

    def _word(self, row: Sequence[str], *, full: bool) -> str:
        """The cell that calls its row a sum; a project of a full line may be named so."""
        for column, cell in enumerate(row):
            word = _sum_word(cell) if cell and column not in self._wordless else ""
            if word and not (full and not _SUM.fullmatch(word)):
                return word
        return ""

    def _is_within(self, row: Sequence[str]) -> bool:
        """Whether the row only says what another one holds: 其中：人员经费."""
        return any(
            cell.lstrip().startswith("其中")
            for column, cell in enumerate(row)
            if column not in self._amounts
        )

    def _is_name_of(self, project: str, code: str) -> bool:
        """Whether what stands as project is but the name of the row's code."""
        column = next(iter(self._terms.catalogues))
        entry = self._terms.catalogue(column).entries.get(code) if code else None
        return entry is not None and fold(project) in {fold(it) for it in (entry.name, *entry.also)}

    def _amounts_of(self, row: Sequence[str]) -> tuple[int, ...]:
        """The amounts of the columns that are taken; () where all are blank."""
        if not any(cell_of(row, column).strip() for column in self._amounts):
            return ()
        return tuple(_quiet(row, self._layout, column) for column in self._amounts)

    def _code(self, text: str, column: StrEnum) -> str:
        known = self._known.get((column, text))
        if known is None:
            known = self._known[column, text] = self._read_code(text, column)
        return known

    def _read_code(self, text: str, column: StrEnum) -> str:
        """The one code that a cell says, by digits or by a name; "?" for one that can't be read."""
        kind = self._terms.code_kind(column)
        try:
            codes = read_code(self._terms.catalogue(column), kind, text)
        except TypedError:
            return "?"
        return "" if not codes else codes[0] if len(codes) == 1 else "?"


@lru_cache(maxsize=4096)
def _sum_word(cell: str) -> str:
    """The folded cell where it calls its row a sum, else ""."""
    folded = fold(cell).rstrip(":")
    return folded if _SUM.fullmatch(folded) or _SUM_OF.fullmatch(folded) else ""


def is_sum_word(cell: str) -> bool:
    """Whether a cell is nothing but a word for a sum."""
    return _SUM.fullmatch(_sum_word(cell)) is not None


_folded_name = lru_cache(maxsize=4096)(fold_name)
