"""Codes that tables print in the place of a name, because no catalogue names them."""

import re
from collections.abc import Iterable, Mapping

from budgetdesk.tables.table import Table, TableRow

_BARE = re.compile(r"(?:.*、)?([0-9]+)")  # a class has its number before it


def bare_codes(tables: Iterable[Table]) -> Mapping[str, tuple[str, ...]]:
    """The codes printed as names, each with the numbers of the tables that do so."""
    found: dict[str, tuple[str, ...]] = {}
    for table in tables:
        places = [
            place
            for place, column in enumerate(table.columns)
            if column.text in ("name", "government")
        ]
        for row in table.rows:
            for code in _bare(row, places):
                found[code] = tuple(dict.fromkeys((*found.get(code, ()), table.number)))
    return found


def _bare(row: TableRow, places: Iterable[int]) -> Iterable[str]:
    own = row.code.split("/")
    for place in places:
        cell = row.cells[place]
        hit = _BARE.fullmatch(cell) if isinstance(cell, str) else None
        if hit and hit[1] in own:
            yield hit[1]
