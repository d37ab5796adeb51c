"""Rows of a block that belong to a list, with what their columns hold."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from budgetdesk.domain.indicator_tree import Slot
from budgetdesk.exchange.clipboard.block import Block, BlockCell
from budgetdesk.exchange.placement.columns import (
    BlockColumns,
    ColumnGroup,
    by_content,
    by_heading,
    by_place,
    in_units,
)
from budgetdesk.exchange.placement.form_map import AbreastBand, FormMap
from budgetdesk.exchange.placement.listing import Segment
from budgetdesk.exchange.placement.plan import Certainty
from budgetdesk.exchange.placement.words import (
    heading,
    heads_all,
    key_of,
    names_level1,
    names_level2,
)
from budgetdesk.forms.sheet import Cell

_FEW = 3  # columns from which on a list has some that only its own form names


@dataclass
class SegmentRows:
    """The rows of a list as they are met, and the row of headings above them, if there is one."""

    band: AbreastBand
    heading: int | None = None
    rows: list[int] = field(default_factory=list)


class Segments:
    """Finds out what the columns of lists hold in one block."""

    def __init__(self, block: Block, form: FormMap, start: Cell, offset: int) -> None:
        self._block, self._form, self._start, self._offset = block, form, start, offset
        self.levelled = [band for band in form.bands if band.halves[0].level2 is not None]
        self._slots: list[Slot] = form.slots(self.levelled[0]) if self.levelled else []

    def headed(self, row: int) -> AbreastBand | None:
        """The list whose headings a row of the block holds."""
        if self.levelled and by_heading(self._block, row) is not None:
            return self.levelled[0]
        keys = {key_of(cell.text) for cell in self._block.line(row) if cell.text.strip()}
        for band in self._form.bands:
            heads = {key_of(cell.text) for cell in self._form.line(band.head) if cell.column}
            if band not in self.levelled and keys and (keys <= heads or heads <= keys):
                return band
        return None

    def begins(self, row: int) -> bool:
        """Whether a row without headings names a level of indicators."""
        said = [cell for cell in self._block.line(row) if cell.text.strip()]
        if not self.levelled or (len(said) < 2 and self.start_in(self.levelled[0]) is None):
            return False
        return any(
            self._names_level(cell.text) and self._holds_levels(row, cell) for cell in said[:3]
        )

    def _names_level(self, text: str) -> bool:
        return names_level1(text) or names_level2(text, self._slots)

    def _holds_levels(self, row: int, cell: BlockCell) -> bool:
        """Whether a column names levels about a row: an indicator may be called like one (满意度).

        Then others stand below it, or above it, that are no names of levels.
        """
        below = self._texts(range(row, self._block.rows), cell.column)
        if sum(map(self._names_level, below)) * 2 <= len(below):
            return False
        if self._block.rows == 1:
            return cell.text.strip().endswith("指标")
        above = self._texts(range(row), cell.column)
        return not above or self._names_level(above[-1]) or self._is_label(above[-1])

    def _is_label(self, text: str) -> bool:
        labels = {key_of(cell.text) for cell in self._form.sheet.cells if cell.field is None}
        return key_of(text) in labels or heading(text) is not None or heads_all(text)

    def start_in(self, band: AbreastBand) -> int | None:
        """The row of the list that the block was pasted at, if it was pasted there."""
        row = self._start.row
        return row if band.top <= row <= band.bottom else None

    def segment(self, met: SegmentRows) -> Segment | None:
        """What was met as a segment; None where no row holds a text."""
        band, rows = met.band, self._trimmed(met.rows)
        if not rows:
            return None
        columns = self._columns(met, rows)
        start = self.start_in(band)
        if met.heading is not None and not columns.named:
            start = min(band.top + rows[0] - met.heading - 1, band.bottom)
        near = band.head <= self._start.row <= band.bottom
        certainty = Certainty.SURE if near or met.heading is not None else Certainty.GUESSED
        return Segment(tuple(rows), columns, band, self._half(met), start, certainty)

    def loose(self, rows: Sequence[int], start: int) -> Segment | None:
        """Rows that stood in a list, though nothing in them says so; `start` is the form's row."""
        band = self._form.band_of(start)
        columns = by_place(self._block, rows, band, self._offset) if band is not None else None
        if band is None or columns is None:
            return None
        return Segment(tuple(rows), columns, band, band.half_at(self._offset), start)

    def _trimmed(self, rows: Sequence[int]) -> list[int]:
        """The rows up to the last with a text: blank ones below may belong to a merged cell."""
        kept = list(rows)
        while (
            kept
            and not self._block.spanned
            and not any(cell.text.strip() for cell in self._block.line(kept[-1]))
        ):
            kept.pop()
        return kept

    def _columns(self, met: SegmentRows, rows: list[int]) -> BlockColumns:
        return in_units(self._block, met.heading, self._plain_columns(met, rows))

    def _plain_columns(self, met: SegmentRows, rows: list[int]) -> BlockColumns:
        for offset in dict.fromkeys((self._offset, self._start.column, self._list_offset(met))):
            found = by_place(self._block, rows, met.band, offset) if offset is not None else None
            if found is None or not self._levels_fit(found, rows):
                continue
            if self._heads_fit(met, offset or 0):
                return found
        headed = met.heading is not None and met.band in self.levelled
        named = by_heading(self._block, met.heading or 0) if headed else None
        if named is not None and len(met.band.halves) == len(named.groups) == 1:
            named = replace(named, groups=(self._with_own_heads(named.groups[0], met),))
        if named is not None and named.groups:
            return named
        return by_content(self._block, rows, self._form.slots(met.band))

    def _heads_fit(self, met: SegmentRows, offset: int) -> bool:
        """Whether no heading stands over another column than on the form."""
        halves = met.band.halves
        if met.heading is None or len(halves) > 1 or len(halves[0].columns) < _FEW:
            return True
        heads = self._own_heads(met.band)
        said = [cell for cell in self._block.line(met.heading) if cell.text.strip()]
        told = ((heads.get(key_of(cell.text)), cell.column + offset) for cell in said)
        return all(own in (None, here) for own, here in told)

    def _own_heads(self, band: AbreastBand) -> dict[str, int]:
        """The columns of a list's fields by what the form heads them."""
        columns = (column for half in band.halves for column in half.columns)
        above = ((self._form.at(band.head, column), column) for column in columns)
        return {key_of(cell.text): column for cell, column in above if cell is not None}

    def _with_own_heads(self, group: ColumnGroup, met: SegmentRows) -> ColumnGroup:
        """A list's columns with those that only this form has (权重, 计算方法), by its headings."""
        half = met.band.halves[0]
        if len(half.columns) < _FEW:
            return group
        heads = {
            key_of(cell.text): cell.column
            for cell in self._block.line(met.heading or 0)
            if cell.text.strip()
        }
        above = (self._form.at(met.band.head, column) for column in half.columns)
        fields = [heads.get(key_of(cell.text)) if cell is not None else None for cell in above]
        for number, like in enumerate(half.likes):
            if like.path.endswith(".name"):
                fields[number] = group.field(0)
        fields[half.target] = group.field(1)
        return replace(group, fields=tuple(fields), target=half.target)

    def _list_offset(self, met: SegmentRows) -> int | None:
        """How far the form's columns lie right of the block's, by the list's own headings."""
        if met.heading is None:
            return None
        heads = {key_of(cell.text): cell.column for cell in self._form.line(met.band.head)}
        for cell in self._block.line(met.heading):
            if cell.text.strip() and key_of(cell.text) in heads:
                return heads[key_of(cell.text)] - cell.column
        return None

    def _levels_fit(self, columns: BlockColumns, rows: list[int]) -> bool:
        """Whether levels, and nothing else, stand where the form has them."""
        level2 = {group.level2 for group in columns.groups} - {None}
        names = {group.fields[0] for group in columns.groups} - {None}
        for column in range(self._block.columns):
            texts = self._texts(rows, column)
            if column == columns.level1 and not all(map(names_level1, texts)):
                return False
            if column in level2 and not all(names_level2(one, self._slots) for one in texts):
                return False
            if column in names and texts and all(map(names_level1, texts)):
                return False  # the block lies one off
        return True

    def _texts(self, rows: Sequence[int], column: int) -> list[str]:
        cells = (self._block.at(row, column) for row in rows)
        return [cell.text for cell in cells if cell is not None and cell.text.strip()]

    def _half(self, met: SegmentRows) -> int:
        """The half for a block that has one: as its words say, else the one pasted at."""
        if len(met.band.halves) == 1:
            return 0
        said = "".join(cell.text for cell in self._block.cells if len(cell.text) < 12)
        annual, whole = ("年度指标值" in said or "年度目标" in said), "实施期" in said
        if annual != whole and met.heading is not None:
            return int(annual)
        return met.band.half_at(self._start.column)
