"""Names of projects in what was copied from a list: one a row."""

import re
from collections.abc import Sequence

from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.text import fold, one_line
from budgetdesk.exchange.clipboard.block import Block
from budgetdesk.exchange.line_tables.heading_words import FOOT, SPENDING, SUM

_TOP = 6  # rows in which the heading may stand, below titles and notes
_LONGEST = 100  # characters of a name; what is longer is a text
_WORD = re.compile(r"[^\W\d_]{2}")  # what a number, an amount or a code has not


@immutable
class PastedNames:
    """The names, and what of the list is none: other columns, and rows that are too long."""

    names: tuple[str, ...]
    alone: bool  # nothing stood beside the names
    too_long: tuple[str, ...]


def project_names(block: Block) -> PastedNames:
    """The names below the heading 项目名称, else those of the first column with words.

    Numbers, sums and what stands at a table's foot are no names.
    """
    rows = block.matrix()
    head, column = _heading(rows) or (-1, _worded(rows))
    told = [one_line(row[column]) for row in rows[head + 1 :]]
    names = dict.fromkeys(it for it in told if _is_name(it))
    beside = any(cell.strip() for row in rows for at, cell in enumerate(row) if at != column)
    fitting = tuple(it for it in names if len(it) <= _LONGEST)
    return PastedNames(fitting, not beside, tuple(it for it in names if len(it) > _LONGEST))


def _heading(rows: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """Row and column of 项目名称, or what else offices call it."""
    for pattern in SPENDING[LedgerField.PROJECT]:
        for row, cells in enumerate(rows[:_TOP]):
            for column, cell in enumerate(cells):
                if pattern.fullmatch(fold(cell)):
                    return row, column
    return None


def _worded(rows: Sequence[Sequence[str]]) -> int:
    """The first column in which most rows have words, else the first."""
    columns = range(len(rows[0]) if rows else 0)
    worded = (it for it in columns if sum(bool(_WORD.search(r[it])) for r in rows) * 2 > len(rows))
    return next(worded, 0)


def _is_name(text: str) -> bool:
    folded = fold(text)
    return bool(_WORD.search(text)) and not (SUM.fullmatch(folded) or FOOT.fullmatch(folded))
