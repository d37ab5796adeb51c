"""Long texts of a form: goals of the year and of all years, texts in several cells of one label."""

import re
from collections.abc import Sequence
from dataclasses import replace

from budgetdesk.domain.records import Horizon
from budgetdesk.exchange.drawing.words import core_of
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.labels import FormLabels, horizon_in
from budgetdesk.exchange.foreign.reading import FieldReading, ProjectReading
from budgetdesk.exchange.placement.plan import Certainty

JOINED = "几格合为一段"
_OF_ALL_YEARS = "另有年度目标，记为实施期目标"
_ANNUAL, _ALL_YEARS = "goals.annual", "goals.implementation"
_COUNTS = re.compile(
    r"(?:目标|任务|内容)?\s*[0-9一二三四五六七八九十]{1,2}\s*[:：.、]?|.{1,8}[:：]"
)
_HEADS = re.compile("^.{0,12}(?:目标|情况|综述)$")


class Goals:
    """Takes the goals of a form: 总体目标 is the year's unless another is called so."""

    def __init__(self, into: ProjectReading) -> None:
        self._into = into
        self._says_year = False

    def placed(self, reading: FieldReading, label: SourceCell) -> FieldReading:
        """A goal that stands for the year, in its place; the one before it may move."""
        if reading.path != _ANNUAL:
            return reading
        before, own = self._says_year, horizon_in(label.text) is Horizon.ANNUAL
        self._says_year = own or before
        known = self._into.fields.get(_ANNUAL)
        is_one = known is None or before is own or known.text == reading.text
        if known is None or is_one or _ALL_YEARS in self._into.fields:
            return reading
        if before:
            return _of_all_years(reading)
        self._into.fields[_ALL_YEARS] = _of_all_years(known)
        del self._into.fields[_ANNUAL]
        return reading


def _of_all_years(goal: FieldReading) -> FieldReading:
    return replace(goal, path=_ALL_YEARS, certainty=Certainty.GUESSED, why=_OF_ALL_YEARS)


def heads_text(grid: SourceGrid, cell: SourceCell) -> bool:
    """Whether what stands right of a label is a heading over the text, and not the text."""
    below = None if cell.loose else grid.at(cell.bottom, cell.column)
    is_longer = below is not None and len(below.said) > len(cell.said)
    return is_longer and _HEADS.search(core_of(cell.text)) is not None


def cells_of_text(
    grid: SourceGrid, label: SourceCell, labels: FormLabels
) -> Sequence[Sequence[SourceCell]]:
    """The cells, row by row, that a text right of one label is parted into: 目标1： over 目标2：.

    () where it isn't.
    """
    if label.loose:
        return ()
    rows = [
        [it for it in grid.said_in(row) if it.row == row and it.column >= label.end]
        for row in range(label.row, label.bottom)
    ]
    rows = [row for row in rows if row]
    plain = all(len(row) == 1 or (len(row) == 2 and _counts(row[0])) for row in rows)
    is_text = not any(_is_label(it, labels) for row in rows for it in row)
    return rows if plain and is_text and sum(map(len, rows)) > 1 else ()


def _counts(cell: SourceCell) -> bool:
    return _COUNTS.fullmatch(cell.said) is not None


def _is_label(cell: SourceCell, labels: FormLabels) -> bool:
    known = labels.meaning(cell.text) or labels.within(cell.text) or labels.payer(cell.text)
    return bool(known or labels.is_side(cell.text) or horizon_in(cell.text))
