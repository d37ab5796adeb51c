"""A block that lies on the form as it was copied from it, cell by cell."""

from collections.abc import Iterator, Sequence

from budgetdesk.domain.text import fold
from budgetdesk.exchange.clipboard.block import Block, BlockCell
from budgetdesk.exchange.placement.drafting import Drafting, agrees
from budgetdesk.exchange.placement.form_map import FormMap
from budgetdesk.forms.sheet import Cell, Role

Pairs = list[tuple[BlockCell, Cell]]


def lies_on_grid(
    block: Block, form: FormMap, start: Cell, drafting: Drafting, *, printed: bool = False
) -> bool:
    """Plan each text for the cell it lies on; False where the block is not of this very form.

    It is when every label is that of the form there, and, without a label, when most of its texts
    stand there already. The form's columns are either all in the block, as in a worksheet, or
    only those in which a cell begins, as the program itself copies them. `printed` says that the
    form is as a worksheet has it, which lacks rows for slots that are not used.
    """
    for columns in _column_maps(block, form, start):
        pairs = _pairs(block, form, start.row, columns)
        if pairs is not None and _is_of_form(pairs, form, printed=printed):
            for cell, target in pairs:
                if target.field is not None:
                    drafting.put(target, cell)
            return True
    return False


def _column_maps(block: Block, form: FormMap, start: Cell) -> Iterator[Sequence[int]]:
    """The column of the form for each of the block's, in every way that may be."""
    left, width = start.column, block.columns
    if left + width <= form.columns:
        yield range(left, left + width)
    rows = range(start.row, min(start.row + block.rows, form.rows))
    for right in range(left + width - 1, form.columns):
        begun = {
            cell.column
            for row in rows
            for cell in form.line(row)
            if left <= cell.column and cell.column + cell.columns - 1 <= right
        }
        if len(begun) == width:
            yield sorted(begun)


def _pairs(block: Block, form: FormMap, top: int, columns: Sequence[int]) -> Pairs | None:
    """Each cell with the form's cell that begins there.

    None where a text lies elsewhere, or where the form has another label.
    """
    pairs: Pairs = []
    for cell in block.cells:
        target = form.beginning(top + cell.row, columns[cell.column])
        if target is None:
            if cell.text.strip():
                return None
            continue
        if target.field is None and fold(target.text) != fold(cell.text):
            return None
        pairs.append((cell, target))
    return pairs if _labels_in(block, form, top, columns) <= {id(one) for _, one in pairs} else None


def _labels_in(block: Block, form: FormMap, top: int, columns: Sequence[int]) -> set[int]:
    """The labels of the form that begin where the block lies."""
    return {
        id(cell)
        for row in range(top, min(top + block.rows, form.rows))
        for cell in form.line(row)
        if cell.column in columns and cell.field is None and cell.text.strip()
    }


def _is_of_form(pairs: Pairs, form: FormMap, *, printed: bool) -> bool:
    """Whether labels, or enough of the texts, are the form's.

    Of a list without the names of its slots all texts are, unless the form is the printed one: a
    worksheet lacks rows that the screen has.
    """
    labels = [target for _, target in pairs if target.role is Role.LABEL and target.text.strip()]
    fields = [(cell, target) for cell, target in pairs if target.field and cell.text.strip()]
    listed = [pair for pair in fields if form.band_of(pair[1].row) is not None]
    named = any(form.band_of(label.row) is not None for label in labels)
    if listed and not named and not (printed and labels):
        return all(agrees(target, cell.text) for cell, target in listed)
    agreeing = sum(agrees(target, cell.text) for cell, target in fields)
    return bool(labels) or 0 < len(fields) <= agreeing * 2
