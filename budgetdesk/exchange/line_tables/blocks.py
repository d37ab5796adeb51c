"""A block of cells from the clipboard as a table of lines."""

from budgetdesk.domain.ledger_lines import AMOUNT, Terms
from budgetdesk.exchange.clipboard.block import Block
from budgetdesk.exchange.line_tables.columns import Matrix
from budgetdesk.exchange.line_tables.recognising import recognise


def table_of_block(block: Block, terms: Terms) -> Matrix:
    """The texts of a block, a merged unit, code or project repeated in each of its rows.

    An amount belongs to one line alone, whatever it is merged over.
    """
    matrix = block.matrix()
    if not any(cell.rows > 1 for cell in block.cells):
        return matrix
    layout = recognise(matrix, terms)
    repeated = {n for n, it in enumerate(layout.meanings) if it.field not in (None, AMOUNT)}
    return tuple(
        tuple(
            below if column in repeated and number >= layout.first_row else text
            for column, (text, below) in enumerate(zip(row, filled, strict=True))
        )
        for number, (row, filled) in enumerate(zip(matrix, block.filled_down(), strict=True))
    )
