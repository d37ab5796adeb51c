"""A block that brings a form's labels, headings or level names along: they say where it goes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from budgetdesk.exchange.clipboard.block import Block, BlockCell
from budgetdesk.exchange.placement.columns import Columns, by_content, by_heading, by_place
from budgetdesk.exchange.placement.drafting import Drafting
from budgetdesk.exchange.placement.form_map import Band, FormMap
from budgetdesk.exchange.placement.gaps import Gap, fill_gap
from budgetdesk.exchange.placement.labels import Found, Labels
from budgetdesk.exchange.placement.listing import Listing, Segment
from budgetdesk.exchange.placement.plan import Certainty
from budgetdesk.exchange.placement.words import is_title, key_of, names_level1, names_level2
from budgetdesk.forms.sheet import Cell

_NO_PLACE = "本表没有对应的格"


@dataclass
class _Open:
    """A list of the block whose rows are being collected."""

    band: Band
    heading: int | None = None
    rows: list[int] = field(default_factory=list)


class Labelled:
    """Reads one block row by row."""

    def __init__(self, block: Block, form: FormMap, drafting: Drafting, start: Cell) -> None:
        self._block, self._form, self._drafting, self._start = block, form, drafting, start
        self._labels = Labels(form)
        offset = self._labels.offset_of(block)
        self._offset = start.column if offset is None else offset
        self._open: _Open | None = None
        self._found_any = False
        self._rows: dict[int, int] = {}  # rows of the block → rows of the form
        self._loose: list[int] = []
        self._heads: list[tuple[BlockCell, Cell]] = []
        self._levels = [band for band in form.bands if band.halves[0].level2 is not None]

    def read(self) -> bool:
        """Plan the block; False, and nothing planned, where it has nothing to go by."""
        for row in range(self._block.rows):
            self._read_row(row)
        self._close()
        if self._found_any:
            for row in self._loose:
                self._place_loose(row)
        return self._found_any

    def _read_row(self, row: int) -> None:
        line = self._block.line(row)
        said = [cell for cell in line if cell.text.strip()]
        band = self._headed(row)
        if band is not None:
            self._close()
            self._open, self._found_any = _Open(band, row), True
        elif self._is_head(said):
            self._close()
            self._heads = [(cell, self._labels.heads[key_of(cell.text)]) for cell in said]
            self._found_any = True
        elif self._is_labelled(said):
            self._close()
            self._put_labelled(row, line)
        elif self._open is not None or self._begins_list(said):
            if self._open is None:
                self._open = _Open(self._levels[0])
            self._open.rows.append(row)
        elif not all(self._is_furniture(cell) for cell in said) or not said:
            self._loose.append(row)

    # What kind of row

    def _headed(self, row: int) -> Band | None:
        """The list whose headings a row of the block holds."""
        if self._levels and by_heading(self._block, row) is not None:
            return self._levels[0]
        keys = {key_of(cell.text) for cell in self._block.line(row) if cell.text.strip()}
        for band in self._form.bands:
            heads = {key_of(cell.text) for cell in self._form.line(band.head) if cell.column}
            if band not in self._levels and heads and heads <= keys:
                return band
        return None

    def _is_head(self, said: Sequence[BlockCell]) -> bool:
        """Whether a row only names, over columns, the fields that stand below."""
        return bool(said) and all(key_of(cell.text) in self._labels.heads for cell in said)

    def _is_labelled(self, said: Sequence[BlockCell]) -> bool:
        known = [cell for cell in said if self._labels.knows(cell.text)]
        if self._open is not None:  # an indicator may be called like a label
            return bool(known) and said[0] in known
        return bool(known)

    def _begins_list(self, said: Sequence[BlockCell]) -> bool:
        if not self._levels or len(said) < 2:
            return False
        slots = self._form.slots(self._levels[0])
        return any(names_level1(cell.text) or names_level2(cell.text, slots) for cell in said[:3])

    def _is_furniture(self, cell: BlockCell) -> bool:
        """Whether a text is printed on the form anyway, or heads a form."""
        return self._labels.is_printed(cell.text) or is_title(cell.text)

    # Lists

    def _close(self) -> None:
        self._heads = []
        opened, self._open = self._open, None
        if opened is None or not opened.rows:
            return
        band, rows = opened.band, self._without_labels(opened)
        columns = self._columns(opened, rows)
        if columns is None or not (columns.named or band not in self._levels or opened.heading):
            self._loose += rows
            return
        self._found_any = True
        start = self._start_in(band)
        listing = Listing(self._block, self._form, self._drafting)
        listing.put(Segment(tuple(rows), columns, band, self._half(band, opened), start))

    def _columns(self, opened: _Open, rows: list[int]) -> Columns | None:
        band = opened.band
        for offset in dict.fromkeys((self._offset, self._start.column, self._list_offset(opened))):
            found = by_place(self._block, rows, band, offset) if offset is not None else None
            if found is not None and self._levels_fit(found, rows):
                return found
        if opened.heading is not None and band in self._levels:
            return by_heading(self._block, opened.heading)
        return by_content(self._block, rows, self._form.slots(band))

    def _list_offset(self, opened: _Open) -> int | None:
        """How far the form's columns lie right of the block's, by the list's own headings."""
        if opened.heading is None:
            return None
        heads = {key_of(cell.text): cell.column for cell in self._form.line(opened.band.head)}
        for cell in self._block.line(opened.heading):
            if cell.text.strip() and key_of(cell.text) in heads:
                return heads[key_of(cell.text)] - cell.column
        return None

    def _levels_fit(self, columns: Columns, rows: list[int]) -> bool:
        """Whether levels, and nothing else, stand where the form has them."""
        slots = self._form.slots(self._levels[0]) if self._levels else []
        above = [columns.level1]
        level2 = [group.level2 for group in columns.groups]
        for row in rows:
            for cell in self._block.line(row):
                if not cell.text.strip():
                    continue
                if cell.column in above and not names_level1(cell.text):
                    return False
                if cell.column in level2 and not names_level2(cell.text, slots):
                    return False
        fields = {column for group in columns.groups for column in group.fields}
        return bool(fields - {None}) and not self._only_levels_in(columns, rows)

    def _only_levels_in(self, columns: Columns, rows: list[int]) -> bool:
        """Whether a column of names holds names of levels: then the block lies one off."""
        names = {group.fields[0] for group in columns.groups} - {None}
        for column in names:
            cells = (self._block.at(row, column) for row in rows if column is not None)
            texts = [cell.text for cell in cells if cell is not None and cell.text.strip()]
            if texts and all(map(names_level1, texts)):
                return True
        return False

    def _without_labels(self, opened: _Open) -> list[int]:
        """The rows up to the last with a text: blank ones below belong to what is above them."""
        rows = list(opened.rows)
        while rows and not any(cell.text.strip() for cell in self._block.line(rows[-1])):
            rows.pop()
        return rows

    def _half(self, band: Band, opened: _Open) -> int:
        """The half for a block that has one: as its words say, else the one pasted at."""
        if len(band.halves) == 1:
            return 0
        said = "".join(cell.text for cell in self._block.cells if len(cell.text) < 12)
        annual, whole = ("年度指标值" in said or "年度目标" in said), "实施期" in said
        if annual != whole and opened.heading is not None:
            return int(annual)
        return band.half_at(self._start.column)

    def _start_in(self, band: Band) -> int | None:
        row = self._start.row
        return row if band.top <= row <= band.bottom else None

    # Labels with their fields

    def _put_labelled(self, row: int, line: Sequence[BlockCell]) -> None:
        self._found_any = True
        found = self._labels.in_line(line, self._offset)
        bound = [one for one in found if one.binding is not None]
        self._rows[row] = max(
            (one.binding.label.row for one in bound if one.binding), default=self._start.row
        )
        heads, self._heads = self._heads, []
        self._put_before(row, line, found)
        for number, one in enumerate(found):
            end = found[number + 1].cell.column if number + 1 < len(found) else None
            self._put_gap(row, one, end, heads)

    def _put_before(self, row: int, line: Sequence[BlockCell], found: Sequence[Found]) -> None:
        """The cells left of a row's first label stand where they stood on the form."""
        for cell in line:
            if cell.column < found[0].cell.column:
                self._put_at(cell, self._rows[row])

    def _put_gap(
        self,
        row: int,
        one: Found,
        end: int | None,
        heads: Sequence[tuple[BlockCell, Cell]],
    ) -> None:
        cells = [
            cell
            for cell in self._block.line(row)
            if cell.column > one.cell.column and (end is None or cell.column < end)
        ]
        if one.binding is None:
            for cell in cells:
                self._drafting.leave(cell, _NO_PLACE)
            return
        fields = one.binding.fields
        if heads and len(fields) >= 1:
            cells = self._under_heads(cells, heads)
        gap = Gap(self._block, one.cell, one.binding, tuple(cells), last=end is None)
        fill_gap(gap, self._drafting)

    def _under_heads(
        self, cells: list[BlockCell], heads: Sequence[tuple[BlockCell, Cell]]
    ) -> list[BlockCell]:
        """Give the cells below headings their fields; the others come back."""
        if len(heads) < 2:
            return cells
        left = []
        for cell in cells:
            target = next((under for head, under in heads if head.column == cell.column), None)
            if target is not None:
                self._drafting.put(target, cell)
            else:
                left.append(cell)
        return [cell for cell in left if cell.text.strip()]

    # Rows without a label among such with one

    def _place_loose(self, row: int) -> None:
        target = self._row_between(row)
        for cell in self._block.line(row):
            if target is None:
                if not self._is_furniture(cell):
                    self._drafting.leave(cell, _NO_PLACE)
            else:
                self._put_at(cell, target)

    def _row_between(self, row: int) -> int | None:
        """The row of the form, where the labels above and below leave no doubt."""
        above = max((one for one in self._rows if one < row), default=None)
        below = min((one for one in self._rows if one > row), default=None)
        if above is not None and below is not None:
            fits = below - above == self._rows[below] - self._rows[above]
            return self._rows[above] + row - above if fits else None
        if above is not None:
            return self._rows[above] + row - above
        return self._rows[below] + row - below if below is not None else None

    def _put_at(self, cell: BlockCell, row: int) -> None:
        target = self._form.beginning(row, cell.column + self._offset)
        if target is not None and target.field is not None and self._form.band_of(row) is None:
            if cell.text.strip() or self._block.spanned:
                self._drafting.put(target, cell, Certainty.SURE)
        elif not self._is_furniture(cell):
            self._drafting.leave(cell, _NO_PLACE)
