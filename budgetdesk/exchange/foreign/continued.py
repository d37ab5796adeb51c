"""Forms that go on over several sheets: 基本情况 on one, the table of indicators on the next."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from budgetdesk.domain.text import fold, fold_name
from budgetdesk.exchange.foreign.columns import is_head
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid, stacked
from budgetdesk.exchange.foreign.labels import FormLabels, heads_form
from budgetdesk.exchange.foreign.segments import heads_list, name_cells

_GOES_ON = re.compile(r".{0,40}\(?(?:续表?|接上[页表])\)?")
_SAYS = re.compile(r"\(?(?:续表?|接上[页表])\)?$")
_LABELS = 3  # that a form has at least
_TOP = 3  # rows that may say so


def joined_sheets(grids: Sequence[SourceGrid], labels: FormLabels) -> list[SourceGrid]:
    """The sheets, each that goes on with the form of the one before it below that."""
    found: list[SourceGrid] = []
    for grid in grids:
        if found and _goes_on(found[-1], grid, labels):
            found[-1] = _joined(found[-1], grid, labels)
        else:
            found.append(grid)
    return found


def _goes_on(before: SourceGrid, grid: SourceGrid, labels: FormLabels) -> bool:
    """Whether a sheet has what the last form of the sheet before it lacks, and no other form."""
    if any(heads_list(grid, row, labels) for row in range(grid.height)):
        return False
    names = list(_named(grid, labels))
    above = list(_named(before, labels))
    if not above or len(names) > 1 or not _is_form(before, above[-1][0], labels):
        return False
    row, name = above[-1]
    if names and fold_name(names[0][1]) != fold_name(name):
        return False
    if not _titles(grid) <= _titles(before):
        return False
    heads = [it for it in range(row, before.height) if is_head(before.said_in(it), labels)]
    again = next((it for it in range(grid.height) if is_head(grid.said_in(it), labels)), None)
    if any(_says_so(grid, it) for it in range(_TOP)):
        return True
    return again is not None and (not heads or _repeats(before, heads[-1], grid, again))


def _named(grid: SourceGrid, labels: FormLabels) -> Iterator[tuple[int, str]]:
    """The projects that a sheet names, with their rows."""
    for row in range(grid.height):
        if cells := name_cells(grid, row, labels):
            yield row, cells[-1].said


def _is_form(grid: SourceGrid, row: int, labels: FormLabels) -> bool:
    """Whether what names a project goes on as its form does: label below label."""
    lines = (grid.said_in(it) for it in range(row, grid.height))
    asked = sum(labels.meaning(line[0].text) is not None for line in lines if line)
    return asked >= _LABELS


def _titles(grid: SourceGrid) -> set[str]:
    """The titles of the forms of a sheet, without 续."""
    texts = (it.text for row in range(grid.height) for it in grid.said_in(row))
    return {_SAYS.sub("", fold(it)) for it in texts if heads_form(it)}


def _repeats(before: SourceGrid, head: int, grid: SourceGrid, row: int) -> bool:
    """Whether a sheet begins with the very headings of the table that it goes on with."""
    above = any(grid.said_in(it) for it in range(row))
    texts = [[(it.column, it.said) for it in one.said_in(at)] for one, at in
             ((before, head), (grid, row))]  # fmt: skip
    return not above and texts[0] == texts[1]


def _says_so(grid: SourceGrid, row: int) -> bool:
    line = grid.said_in(row)
    return len(line) == 1 and _GOES_ON.fullmatch(fold(line[0].text)) is not None


def _joined(before: SourceGrid, grid: SourceGrid, labels: FormLabels) -> SourceGrid:
    """Both as one grid; what only says again whose form it is stays blank."""
    again: set[SourceCell] = set()
    for row in range(grid.height):
        again.update(name_cells(grid, row, labels))
        again.update(it for it in grid.said_in(row) if heads_form(it.text) or _says_so(grid, row))
    below = (replace(it, text="") if it in again else it for it in grid.cells)
    whole = stacked(before.name, (before.cells, below))
    return replace(whole, unseen=(*before.unseen, *grid.unseen))
