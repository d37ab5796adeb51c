"""A block of values alone: it goes down and across from where it is pasted, within one region."""

from collections.abc import Sequence

from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import Kind
from budgetdesk.domain.text import fold
from budgetdesk.exchange.clipboard.block import Block, BlockCell
from budgetdesk.exchange.placement.by_columns import own_columns
from budgetdesk.exchange.placement.columns import BlockColumns, ColumnGroup, by_content, by_place
from budgetdesk.exchange.placement.drafting import Drafting, agrees
from budgetdesk.exchange.placement.form_map import AbreastBand, FormMap
from budgetdesk.exchange.placement.listing import ListFilling, Segment, any_field
from budgetdesk.forms.sheet import Cell

_TOO_FAR = "超出了这一部分"
_NO_CELL = "这里没有可填写的格"


class Unlabelled:
    """Places one block."""

    def __init__(self, block: Block, form: FormMap, drafting: Drafting, start: Cell) -> None:
        self._block, self._form, self._drafting = block, form, drafting
        self._start = self._first_field(start)

    def place(self) -> None:
        """Plan the block."""
        start = self._start
        if start is None:
            for cell in self._block.cells:
                self._drafting.leave(cell, _NO_CELL)
            return
        band = self._form.band_of(start.row)
        if band is not None:
            self._into_list(band, start)
        elif self._fits_as_it_lies(start):
            self._as_it_lies(start)
        else:
            self._row_by_row(start)

    def _first_field(self, start: Cell) -> Cell | None:
        """The cell pasted at, or the first field beside a label."""
        if start.field is not None:
            return start
        fields = [cell for cell in self._form.line(start.row)
                  if cell.field is not None and cell.column > start.column]  # fmt: skip
        if fields:
            return fields[0]
        band = next((one for one in self._form.bands if one.head == start.row), None)
        if band is None:
            return None
        return self._form.at(band.top, band.halves[band.half_at(start.column)].columns[0])

    # A list

    def _into_list(self, band: AbreastBand, start: Cell) -> None:
        rows = range(self._block.rows)
        columns = own_columns(self._block, band, start)
        if columns is None:
            columns = by_place(self._block, rows, band, start.column)
            if columns is None or not self._is_as_wide(columns, band, start):
                columns = self._by_count(band, start)
        half = band.half_at(start.column)
        segment = Segment(tuple(rows), columns, band, half, start.row)
        ListFilling(self._block, self._form, self._drafting).put(segment)

    def _is_as_wide(self, columns: BlockColumns, band: AbreastBand, start: Cell) -> bool:
        """Whether the columns are the form's and no others: a narrow block stays in its half."""
        used = [number for number, group in enumerate(columns.groups) if any_field(group)]
        if self._block.columns == 1:
            return True
        if used == [band.half_at(start.column)]:
            own = band.halves[used[0]].columns
            within = len(own) > 2 and start.column + self._block.columns - 1 <= own[-1]
            return start.column == own[0] or (start.column in own and within)
        return len(used) > 1 and start.column == band.halves[0].columns[0]

    def _by_count(self, band: AbreastBand, start: Cell) -> BlockColumns:
        """Names and targets by how many columns there are; one alone goes where it is pasted."""
        half = band.halves[band.half_at(start.column)]
        if 2 < self._block.columns == len(half.columns) and start.column == half.columns[0]:
            return BlockColumns(None, (ColumnGroup(None, tuple(range(self._block.columns))),))
        found = by_content(self._block, range(self._block.rows), [])
        if len(found.groups) == 1 and found.groups[0].fields[1:] == (None,):
            place = half.columns.index(start.column) if start.column in half.columns else 0
            fields = [None, None]
            only: list[int | None] = [*fields]
            only[place] = found.groups[0].fields[0]
            return BlockColumns(None, (ColumnGroup(None, tuple(only)),))
        return found

    # Other fields

    def _region(self, cell: Cell) -> tuple[str, bool]:
        """What must not be left: the fields of one parent, or the paragraphs below one another."""
        if cell.field is None:
            return ("", False)
        parent = cell.field.path.rpartition(".")[0]
        paragraph = field_of(cell.field).kind is Kind.PARAGRAPH
        return ("" if paragraph else parent.partition(".")[0], paragraph)

    def _targets(self, start: Cell) -> list[tuple[BlockCell, Cell | None]]:
        return [
            (
                cell,
                self._form.beginning(start.row + cell.row, start.column + cell.column),
            )
            for cell in self._block.cells
        ]

    def _fits_as_it_lies(self, start: Cell) -> bool:
        """Whether every text falls on a field of the region, as the block was on the form.

        Other regions too, where most of the texts stand there already.
        """
        if self._has_its_shape(start):
            return True
        said = [(cell, target) for cell, target in self._targets(start) if cell.text.strip()]
        if not said or any(target is None or target.field is None for _, target in said):
            return False
        if all(target and self._region(target) == self._region(start) for _, target in said):
            rows = range(start.row, start.row + self._block.rows)
            return all(self._fields(row, start) for row in rows) or self._block.rows == 1
        agreeing = sum(agrees(target, cell.text) for cell, target in said)
        return agreeing * 2 >= len(said)

    def _has_its_shape(self, start: Cell) -> bool:
        """Whether a block that says what is merged has just the cells of the form where it lies."""
        if not self._block.spanned:
            return False
        rows = range(start.row, start.row + self._block.rows)
        columns = range(start.column, start.column + self._block.columns)
        there = [it for row in rows for it in self._form.line(row) if it.column in columns]
        targets = self._targets(start)
        return len(there) == len(targets) and all(
            target is not None
            and target.columns == cell.columns
            and (target.field is not None or fold(target.text) == fold(cell.text))
            for cell, target in targets
        )

    def _as_it_lies(self, start: Cell) -> None:
        own_shape = self._has_its_shape(start)
        for cell, target in self._targets(start):
            if target is None or target.field is None:
                continue
            if own_shape or self._region(target) == self._region(start) or cell.text.strip():
                self._drafting.put(target, cell)

    def _row_by_row(self, start: Cell) -> None:
        """The n-th text of a row into the n-th field of the form's next row of the region."""
        rows = self._rows_below(start)
        for number in self._rows_said(len(rows)):
            cells = self._block.line(number)
            at = self._rows_said(len(rows)).index(number)
            fields = self._fields(rows[at], start) if at < len(rows) else []
            for place, cell in enumerate(self._cells(cells, len(fields))):
                if place < len(fields):
                    self._drafting.put(fields[place], cell)
                else:
                    self._drafting.leave(cell, _TOO_FAR)

    def _rows_said(self, room: int) -> list[int]:
        """The block's rows; without blank ones where the last with a text would not fit.

        Blank ones at the end may belong to a merged cell, unless the source said what is merged.
        """
        rows = list(range(self._block.rows))
        said = [row for row in rows if any(cell.text.strip() for cell in self._block.line(row))]
        if said and said[-1] >= room:
            return said
        return rows[:room] if self._block.spanned or not said else rows[: said[-1] + 1]

    def _cells(self, cells: Sequence[BlockCell], fields: int) -> Sequence[BlockCell]:
        """A row's cells; without blank ones where there are more than fields."""
        said = [cell for cell in cells if cell.text.strip()]
        return said if len(cells) > fields and len(said) <= fields else cells

    def _rows_below(self, start: Cell) -> list[int]:
        """The rows of the region from where it is pasted; between them may lie none."""
        rows = []
        row = start.row
        while row < self._form.rows and self._form.band_of(row) is None:
            if self._fields(row, start):
                rows.append(row)
            elif rows and not self._is_covered(row, start):
                break
            row += 1
        return rows

    def _is_covered(self, row: int, start: Cell) -> bool:
        cell = self._form.at(row, start.column)
        return cell is not None and cell.field is not None

    def _fields(self, row: int, start: Cell) -> list[Cell]:
        """The fields of the region in a row, from the column pasted at on."""
        return [
            cell
            for cell in self._form.line(row)
            if cell.field is not None
            and cell.column >= start.column
            and self._region(cell) == self._region(start)
        ]
