"""Which texts of a block go over which cells of a grid of lines."""

from budgetdesk.exchange.clipboard.block import Block

Texts = list[list[str | None]]


def spread(block: Block, rows: int, columns: int) -> Texts:
    """The block over and over, as far as the chosen cells reach.

    None where a place only belongs to a merged cell: it says nothing of the line there.
    """
    cells = [
        [block.at(row, column) for column in range(block.columns)] for row in range(block.rows)
    ]
    texts = [[cell.text if cell is not None else None for cell in line] for line in cells]
    return [
        [texts[row % block.rows][column % block.columns] for column in range(columns)]
        for row in range(rows)
    ]
