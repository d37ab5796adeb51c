"""The rows of a form's list without levels, below headings: 核心职能, 重点任务."""

import re

from budgetdesk.domain.money import Measure
from budgetdesk.domain.text import fold
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.labels import FormLabels
from budgetdesk.exchange.foreign.reading import ListedReading, ProjectReading
from budgetdesk.exchange.foreign.row_units import counted
from budgetdesk.exchange.measures import measure_in

_SUM = re.compile("(?:金额|预算|资金)?(?:合计|小计|总计)")
_FEWEST = 2  # headings that make a list


def list_at(grid: SourceGrid, row: int, labels: FormLabels) -> str:
    """The path of the list whose headings stand in a row, "" for none."""
    line = [cell for cell in grid.said_in(row) if not cell.loose]
    heads = [cell for cell in line if labels.listed(cell.text)]
    beside = [path for cell in line if (path := labels.list_of(cell.text)) and cell not in heads]
    others = [it for it in line if it not in heads and not labels.list_of(it.text)]
    if beside:  # what it is said to be, whatever else stands in its rows
        return beside[0] if heads else ""
    return "" if len(heads) < _FEWEST or others else _only_list(labels)


def _only_list(labels: FormLabels) -> str:
    """The one list without levels that a kind has; "" where there are several or none."""
    plain = [band.path for band in labels.kind.lists.values() if not band.slotted]
    return plain[0] if len(plain) == 1 else ""


def read_list(
    grid: SourceGrid,
    row: int,
    last: int,
    band: str,
    labels: FormLabels,
    into: ProjectReading,
    used: set[SourceCell],
    around: Measure | None,
) -> int:
    """Read the list whose headings stand in a row; the row behind it.

    Amounts are in what their heading says, else the list's name beside it, else `around`.
    """
    line = grid.said_in(row)
    used.update(line)
    heads = {labels.listed(cell.text): cell for cell in line if labels.listed(cell.text)}
    beside = (measure_in(cell.text) for cell in line if labels.list_of(cell.text))
    around = next(filter(None, beside), around)
    fields = {it.last: it for it in labels.kind.lists[band].fields}
    left = min(cell.column for cell in heads.values())
    row += 1
    while row < last and not _ends(grid, row, left, labels):
        cells = {role: cell for role, it in heads.items() if (cell := grid.at(row, it.column))}
        texts = {role: cell.said for role, cell in cells.items() if cell.row == row and cell.said}
        if any(_SUM.fullmatch(fold(it)) for it in texts.values()):
            texts = {}
        used.update(cell for cell in cells.values() if cell.said)
        used.update(it for it in grid.said_in(row) if labels.list_of(it.text))
        if texts:
            first = next(cell for role, cell in cells.items() if role in texts)
            into.listed.append(ListedReading(band, *counted(texts, heads, fields, around), first))
        row += 1
    return row


def _ends(grid: SourceGrid, row: int, left: int, labels: FormLabels) -> bool:
    """Whether another part of the form begins: a text left of the list that is not its name."""
    line = grid.said_in(row)
    if not line:
        return False
    first = line[0]
    if first.loose:
        return True
    return first.column < left and not labels.list_of(first.text)
