"""A block without headings on a list whose fields stand in several columns each.

A target in three columns, or a column for each choice, leaves nothing to guess by content: what is
pasted there goes column by column, as in any table.
"""

from dataclasses import replace

from budgetdesk.exchange.clipboard.block import Block, BlockCell
from budgetdesk.exchange.placement.columns import by_heading
from budgetdesk.exchange.placement.drafting import Drafting
from budgetdesk.exchange.placement.form_map import AbreastBand, FormMap
from budgetdesk.forms.sheet import Cell
from budgetdesk.forms.standing import row_ref, standing_of


def place_by_columns(block: Block, form: FormMap, drafting: Drafting, start: Cell) -> bool:
    """Plan a block column by column; False where the list has no such columns."""
    band = form.band_of(start.row)
    if band is None or start.field is None or not _is_parted(band):
        return False
    if by_heading(block, 0) is not None:
        return False
    line = sorted(form.line(start.row), key=lambda cell: cell.column)
    columns = [cell for cell in line if cell.column >= start.column]
    for cell in block.cells:
        if cell.column >= len(columns):
            drafting.leave(cell, "超出了表的列数")
        else:
            _put(cell, columns[cell.column], form, band, drafting, start.row + cell.row)
    return True


def _is_parted(band: AbreastBand) -> bool:
    return any(
        half.sign is not None or half.measure is not None or any(it.part for it in half.likes)
        for half in band.halves
    )


def _put(
    cell: BlockCell, like: Cell, form: FormMap, band: AbreastBand, drafting: Drafting, row: int
) -> None:
    """Give the cell below `like` in a row its text; below the last row there are new ones."""
    target = form.beginning(row, like.column) if row <= band.bottom else None
    if target is not None:
        drafting.put(target, cell)
        return
    standing = standing_of(form.record, like.field) if like.field is not None else None
    if standing is None or like.field is None:
        drafting.leave(cell, "落在标签上")
        return
    there = replace(standing, index=standing.index + cell.row)
    drafting.fill(row_ref(form.record, like.field, like.field.path, there), cell, cell.text)
