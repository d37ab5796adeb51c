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
    rows = _rows(block, form, top, columns)
    for cell in block.cells:
        row = rows[cell.row] if cell.row < len(rows) else form.rows
        target = form.beginning(row, columns[cell.column])
        if target is None:
            if cell.text.strip():
                return None
            continue
        if target.field is None and fold(target.text) != fold(cell.text):
            return None
        pairs.append((cell, target))
    lying = _lying_in(form, rows[: block.rows], columns, fields_too=block.spanned)
    return pairs if lying <= {id(one) for _, one in pairs} else None


def _rows(block: Block, form: FormMap, top: int, columns: Sequence[int]) -> Sequence[int]:
    """The form's row for each of the block's.

    A block that says what is merged comes without rows in which nothing begins; the form's are
    passed over then too: rows of a merged label of which the block has no other column.
    """
    rows = range(top, form.rows)
    if not block.spanned:
        return rows
    return [row for row in rows if any(one.column in columns for one in form.line(row))]


def _lying_in(
    form: FormMap, rows: Sequence[int], columns: Sequence[int], *, fields_too: bool
) -> set[int]:
    """The cells of the form that begin where the block lies: labels, and fields too if so asked.

    A block that says what is merged has a cell for each of them.
    """
    return {
        id(cell)
        for row in rows
        for cell in form.line(row)
        if cell.column in columns and (cell.text.strip() if cell.field is None else fields_too)
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
