"""What a row of a table says by itself: its own unit, codes, amounts, and words of sums."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from budgetdesk.domain.code_search import read_code
from budgetdesk.domain.code_text import code_and_name
from budgetdesk.domain.ledger_lines import AMOUNT, UNIT, Terms
from budgetdesk.domain.ledger_words import LedgerField
from budgetdesk.domain.money import MoneyError, parse_amount
from budgetdesk.domain.text import fold, fold_name
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.line_tables.columns import Layout, cell_of
from budgetdesk.exchange.line_tables.sums import Facts

_SUM = re.compile(r"(?:合计|小计|总计|共计|累计|总额|本页[合小]计)(?:[(:].*)?")
_SUM_OF = re.compile(r".{1,28}(?:合计|小计|总计|共计)")
_ZERO = ("-", "—", "－", "–", "/")  # how Excel shows a zero
_REMARKS = re.compile("备注|说明|依据|备 注")
_COUNTED = (LedgerField.NATURE, LedgerField.SOURCE, LedgerField.ORIGIN)


def amount_in(text: str, layout: Layout, column: int) -> int | None:
    """The amount in 分 of a cell, None where it is blank; MoneyError where it is none."""
    if text.strip() in _ZERO:
        return None
    return parse_amount(text, layout.measure_of(column))


def facts_of(number: int, row: Sequence[str], layout: Layout, terms: Terms) -> Facts:
    """What a row says by itself; nothing is repeated from above."""
    unit, project, filled = "", "", 0
    codes = dict.fromkeys(terms.catalogues, "")
    for column, meaning in enumerate(layout.meanings):
        text = cell_of(row, column)
        if meaning.field is None or meaning.names or not text.strip():
            continue
        if meaning.field == UNIT:
            unit = fold_name(text)
        elif meaning.field in codes:
            codes[meaning.field] = codes[meaning.field] or _code(text, terms, meaning.field)
        elif meaning.field == LedgerField.PROJECT:
            project = fold(text)
        elif meaning.field in _COUNTED:
            filled += 1
    own = tuple(codes.values())
    word = _word(row, layout, full=bool(unit and own[0]))
    within = "" if word or own[0] else _within(row, layout)
    named = bool(project) and not _is_name_of(project, terms, own[0])
    return Facts(
        number,
        "" if word else unit,
        ("",) * len(own) if word else own,
        named and not word,
        filled,
        word,
        _amounts(row, layout),
        bool(within),
    )


def _word(row: Sequence[str], layout: Layout, *, full: bool) -> str:
    """The cell that calls its row a sum; a project of a full line may be named so."""
    for column, cell in enumerate(row):
        is_amount = column < len(layout.meanings) and layout.meanings[column].field == AMOUNT
        if is_amount or not cell or _REMARKS.search(layout.heading(column)):
            continue
        word = _sum_word(cell)
        if word and not (full and not _SUM.fullmatch(word)):
            return word
    return ""


@lru_cache(maxsize=4096)
def _sum_word(cell: str) -> str:
    folded = fold(cell).rstrip(":")
    return folded if _SUM.fullmatch(folded) or _SUM_OF.fullmatch(folded) else ""


def _within(row: Sequence[str], layout: Layout) -> bool:
    """Whether the row only says what another one holds: 其中：人员经费."""
    amounts = layout.amounts
    return any(
        cell.lstrip().startswith("其中") for column, cell in enumerate(row) if column not in amounts
    )


def _is_name_of(project: str, terms: Terms, code: str) -> bool:
    """Whether what stands as project is but the name of the row's code."""
    column = next(iter(terms.catalogues))
    entry = terms.catalogue(column).entries.get(code) if code else None
    return entry is not None and project in {fold(name) for name in (entry.name, *entry.also)}


def _amounts(row: Sequence[str], layout: Layout) -> tuple[int, ...]:
    """The amounts of the columns that are taken; () where all are blank."""
    texts = [(column, cell_of(row, column)) for column in layout.amounts]
    if not any(text.strip() for _, text in texts):
        return ()
    found = []
    for column, text in texts:
        try:
            found.append(amount_in(text, layout, column) or 0)
        except MoneyError:
            found.append(0)
    return tuple(found)


def _code(text: str, terms: Terms, column: StrEnum) -> str:
    """The one code that a cell says, by digits or by a name; "?" for one that can't be read."""
    lengths = terms.code_kind(column).lengths
    try:
        found = code_and_name(text, lengths).code
        codes = (
            (found,) if found else read_code(terms.catalogue(column), terms.code_kind(column), text)
        )
    except TypedError:
        return "?"
    return codes[0] if len(codes) == 1 else "?"
