"""A block without headings on a list whose fields stand in several columns each.

A target in three columns, or a column for each choice, leaves nothing to guess by content: what is
pasted there goes column by column, as in any table.
"""

from collections.abc import Sequence
from dataclasses import replace

from budgetdesk.exchange.clipboard.block import Block, BlockCell
from budgetdesk.exchange.placement.columns import BlockColumns, by_heading, by_place
from budgetdesk.exchange.placement.drafting import Drafting
from budgetdesk.exchange.placement.form_map import AbreastBand, FormMap
from budgetdesk.exchange.placement.words import is_sign
from budgetdesk.forms.parts import SIGN
from budgetdesk.forms.sheet import Cell
from budgetdesk.forms.standing import row_ref, standing_of


def place_by_columns(block: Block, form: FormMap, drafting: Drafting, start: Cell) -> bool:
    """Plan a block column by column; False where the list has no such columns.

    A block of the form's own columns in which each target is whole goes row by row as any other.
    """
    band = form.band_of(start.row)
    if band is None or start.field is None or not _is_parted(band):
        return False
    own = own_columns(block, band, start)
    if by_heading(block, 0) is not None or (own is not None and _has_whole_targets(own, band)):
        return False
    line = sorted(form.line(start.row), key=lambda cell: cell.column)
    columns = [cell for cell in line if cell.column >= start.column]
    if own is None and _has_words_for_signs(block, columns):
        return False
    if own is not None:  # as wide as the sheet, with blanks where a cell goes on
        begun = {cell.column - start.column: cell for cell in columns}
    else:
        begun = dict(enumerate(columns))
    for cell in block.cells:
        if cell.column in begun:
            _put(cell, begun[cell.column], form, band, drafting, start.row + cell.row)
        elif own is None or cell.text.strip():
            drafting.leave(cell, "超出了表的列数")
    return True


def _has_words_for_signs(block: Block, columns: Sequence[Cell]) -> bool:
    """Whether the texts for a column of signs are none: of a form with its targets in one."""
    signs = {at for at, it in enumerate(columns) if it.field and it.field.part.startswith(SIGN)}
    told = [it.text for it in block.cells if it.column in signs and it.text.strip()]
    return bool(told) and not any(map(is_sign, told))


def own_columns(block: Block, band: AbreastBand, start: Cell) -> BlockColumns | None:
    """The columns of a block that lies as a worksheet of a list with parted targets does.

    None where it doesn't: a text stands where the sheet has no column, or where a sign would.
    """
    own = by_place(block, range(block.rows), band, start.column) if _is_parted(band) else None
    if own is None or len(own.read) < 2:
        return None
    signs = {group.sign for group in own.groups} - {None}
    told = (it.text for it in block.cells if it.column in signs and it.text.strip())
    return own if all(map(is_sign, told)) else None


def _has_whole_targets(own: BlockColumns, band: AbreastBand) -> bool:
    """Whether each target of a block has all that it stands in, or nothing of it."""
    for group, half in zip(own.groups, band.halves, strict=True):
        asked = [half.sign, half.columns[half.target], half.measure]
        found = [group.sign, group.field(group.target), group.measure]
        there = {said is not None for said, column in zip(found, asked, strict=True)
                 if column is not None}  # fmt: skip
        if len(there) > 1:
            return False
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
