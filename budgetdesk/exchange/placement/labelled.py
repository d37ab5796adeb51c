"""A block that brings a form's labels, headings or level names along: they say where it goes."""

from collections.abc import Sequence
from itertools import groupby

from budgetdesk.exchange.clipboard.block import Block, BlockCell
from budgetdesk.exchange.placement.drafting import Drafting
from budgetdesk.exchange.placement.form_map import FormMap
from budgetdesk.exchange.placement.gaps import LabelGap, fill_gap
from budgetdesk.exchange.placement.labels import FoundHead, FoundLabel, Labels
from budgetdesk.exchange.placement.listing import ListFilling
from budgetdesk.exchange.placement.segments import SegmentRows, Segments
from budgetdesk.exchange.placement.words import heads_all, is_title
from budgetdesk.forms.sheet import Cell

_NO_PLACE = "本表没有对应的格"


class Labelled:
    """Reads one block row by row."""

    def __init__(self, block: Block, form: FormMap, drafting: Drafting, start: Cell) -> None:
        self._block, self._form, self._drafting, self._start = block, form, drafting, start
        self._labels = Labels(form)
        offset = self._labels.offset_of(block)
        self._offset = start.column if offset is None else offset
        self._segments = Segments(block, form, start, self._offset)
        self._listing = ListFilling(block, form, drafting)
        self._met: SegmentRows | None = None
        self._heads: list[FoundHead] = []
        self._rows: dict[int, int] = {}  # rows of the block → rows of the form
        self._loose: list[int] = []
        self._found_any = False

    def read(self) -> bool:
        """Plan the block; False, and nothing planned, where it has nothing to go by."""
        for row in range(self._block.rows):
            self._read_row(row)
        self._close()
        if self._found_any:
            self._place_loose()
        return self._found_any

    def _read_row(self, row: int) -> None:
        said = [cell for cell in self._block.line(row) if cell.text.strip()]
        band = self._segments.headed(row)
        if band is not None:
            self._close()
            self._met, self._found_any = SegmentRows(band, row), True
            self._rows[row] = band.head
        elif self._labels.is_head(said):
            self._begin_heads(row, said)
        elif self._heads and said:
            self._put_under_heads(row)
        elif self._is_labelled(said):
            self._close()
            self._put_labelled(row)
        elif self._met is not None:
            self._met.rows.append(row)
        elif self._segments.begins(row):
            self._met = SegmentRows(self._segments.levelled[0], None, [row])
        else:
            self._loose.append(row)

    def _is_labelled(self, said: Sequence[BlockCell]) -> bool:
        known = [cell for cell in said if self._labels.knows(cell.text)]
        if self._met is not None:  # an indicator may be called like a label
            return bool(known) and said[0] in known
        return bool(known)

    def _is_furniture(self, cell: BlockCell) -> bool:
        """Whether a text is printed on the form anyway, or heads a form."""
        printed = self._labels.is_printed(cell.text)
        return printed or is_title(cell.text) or heads_all(cell.text)

    def _close(self) -> None:
        """Place the list whose rows are over."""
        self._heads = []
        met, self._met = self._met, None
        segment = self._segments.segment(met) if met is not None else None
        if segment is not None:
            self._found_any = True
            self._listing.put(segment)

    # Headings with their fields below

    def _begin_heads(self, row: int, said: Sequence[BlockCell]) -> None:
        self._close()
        self._heads = self._labels.heads_of(said)
        self._found_any = True
        below = [one.target for one in self._heads if one.target is not None]
        if below:
            self._rows[row] = below[0].row - 1

    def _put_under_heads(self, row: int) -> None:
        heads, self._heads = self._heads, []
        for cell in self._block.line(row):
            head = next((one for one in heads if one.cell.column == cell.column), None)
            if head is None:
                if not self._is_furniture(cell):
                    self._drafting.leave(cell, _NO_PLACE)
            elif head.target is None:
                self._drafting.leave(cell, f"本表没有{head.cell.text.strip()}")
            else:
                self._drafting.put(head.target, cell)
                self._rows[row] = head.target.row

    # Labels with their fields

    def _put_labelled(self, row: int) -> None:
        self._found_any = True
        line = self._block.line(row)
        found = self._labels.in_line(line, self._offset)
        rows = [one.binding.label.row for one in found if one.binding is not None]
        self._rows[row] = max(rows, default=self._start.row)
        for cell in line:  # what stands left of the first label stood there on the form
            if cell.column < found[0].cell.column:
                self._put_at(cell, self._rows[row])
        for number, one in enumerate(found):
            end = found[number + 1].cell.column if number + 1 < len(found) else None
            self._put_gap(row, one, end)

    def _put_gap(self, row: int, one: FoundLabel, end: int | None) -> None:
        cells = [
            cell
            for cell in self._block.line(row)
            if cell.column > one.cell.column and (end is None or cell.column < end)
        ]
        if one.binding is None:
            for cell in cells:
                self._drafting.leave(cell, _NO_PLACE)
            return
        gap = LabelGap(self._block, one.cell, one.binding, tuple(cells), last=end is None)
        fill_gap(gap, self._drafting)

    # Rows without a label

    def _place_loose(self) -> None:
        """Rows without a label stand as far from those with one as they did on the form."""
        rows = [(row, self._row_between(row)) for row in self._loose]
        for listed, together in groupby(rows, lambda pair: self._list_of(pair[1])):
            pairs = list(together)
            first = pairs[0][1]
            if listed is not None and first is not None:
                self._place_listed([row for row, _ in pairs], first)
                continue
            for row, target in pairs:
                for cell in self._block.line(row):
                    self._put_at(cell, target)

    def _list_of(self, row: int | None) -> int | None:
        band = self._form.band_of(row) if row is not None else None
        return band.top if band is not None else None

    def _place_listed(self, rows: list[int], start: int) -> None:
        segment = self._segments.loose(rows, start)
        if segment is not None:
            self._listing.put(segment)
            return
        for row in rows:
            for cell in self._block.line(row):
                self._put_at(cell, None)

    def _row_between(self, row: int) -> int | None:
        """The row of the form, where the labels above and below leave no doubt.

        A text does not say which of its blank rows belong to a cell that takes several: where
        there are more rows than the form has there, they do.
        """
        above = max((one for one in self._rows if one < row), default=-1)
        below = min((one for one in self._rows if one > row), default=None)
        first = self._rows.get(above, self._start.row - 1)
        if below is None:
            return first + row - above if above >= 0 else None
        room = self._rows[below] - first
        if below - above == room:
            return first + row - above
        said = [one for one in range(above + 1, below) if self._is_said(one)]
        if len(said) + 1 == room and row in said and not self._block.spanned:
            return first + 1 + said.index(row)
        return self._rows[below] + row - below if above < 0 else None

    def _is_said(self, row: int) -> bool:
        return any(cell.text.strip() for cell in self._block.line(row))

    def _is_between(self, row: int) -> bool:
        """Whether a row lies between rows of the form that are just as far apart."""
        above = max((one for one in self._rows if one < row), default=None)
        below = min((one for one in self._rows if one > row), default=None)
        if above is None or below is None:
            return False
        return below - above == self._rows[below] - self._rows[above]

    def _put_at(self, cell: BlockCell, row: int | None) -> None:
        target = self._form.beginning(row, cell.column + self._offset) if row is not None else None
        if target is None or target.field is None:
            if not self._is_furniture(cell):
                self._drafting.leave(cell, _NO_PLACE)
        elif cell.text.strip() or self._block.spanned or self._is_between(cell.row):
            self._drafting.put(target, cell)
