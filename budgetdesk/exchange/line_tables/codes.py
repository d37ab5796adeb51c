"""Codes that stand split over columns: 210, 04, 08, or 210, 21004, 2100408."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from budgetdesk.domain.code_text import tidy_code
from budgetdesk.domain.ledger_lines import Terms
from budgetdesk.exchange.line_tables.columns import Layout, Matrix, cell_of


def joined_codes(matrix: Matrix, layout: Layout, terms: Terms) -> Matrix:
    """The table with each split code whole in the column of its 类, the other parts blank.

    A blank part left of a given one is as in the row above: such cells were merged.
    """
    split = _split_columns(layout, terms)
    if not split:
        return matrix
    rows = [list(row) + [""] * (len(layout.meanings) - len(row)) for row in matrix]
    for columns in split.values():
        above = [""] * len(columns)
        for row in rows[layout.first_row :]:
            parts = [_part(cell_of(row, column)) for column in columns]
            above = _with_above(parts, above)
            for column in columns:
                row[column] = ""
            row[columns[0]] = _joined(above) if any(parts) else ""
    return rows


def _part(cell: str) -> str:
    """The digits of one part of a code, without its name or what Excel adds: 04 公共卫生, 04.0."""
    tidy = tidy_code(cell)
    found = re.match(r"\[?([0-9]{1,9})\]?(?:\.0*$|(?![0-9.,]))", tidy)
    return found[1] if found else tidy


def _split_columns(layout: Layout, terms: Terms) -> Mapping[StrEnum, Sequence[int]]:
    """The columns of the parts of each split code, 类 first."""
    found = {
        wanted: sorted(
            (
                column
                for column, it in enumerate(layout.meanings)
                if it.field == wanted and it.level
            ),
            key=lambda column: layout.meanings[column].level,
        )
        for wanted in terms.catalogues
    }
    return {wanted: columns for wanted, columns in found.items() if len(columns) > 1}


def _with_above(parts: Sequence[str], above: Sequence[str]) -> list[str]:
    """A row's parts, those left blank before a given one as above."""
    if not any(parts):
        return list(above)
    first = next(place for place, part in enumerate(parts) if part)
    return [*above[:first], *parts[first:]]


def _joined(parts: Sequence[str]) -> str:
    """The code of its parts; a part that holds those before it stands for all of them."""
    code = ""
    for part in filter(None, parts):
        if not part.isdigit() or (len(part) > 2 and part.startswith(code)):
            code = part
        else:
            code += part.zfill(2) if code else part
    return code
