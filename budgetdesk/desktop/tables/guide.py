"""What helps with a figure of a table: what it is, exactly how much, and what the table counts."""

from collections.abc import Iterator
from dataclasses import dataclass

from budgetdesk.book.change import Value
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.money import yuan_text
from budgetdesk.forms.sheet import Cell
from budgetdesk.tables.sheets import place_on, table_name
from budgetdesk.tables.table import Figure, Table, TableRow


@dataclass(frozen=True, slots=True)
class FigureGuide:
    """Title and text for the side pane; a figure has no past of its own."""

    title: str
    text: str
    ref: FieldRef | None = None

    def say(self, value: Value) -> str:
        """See `Guide`; nothing is asked."""
        return "" if value is None else str(value)


def guide_of(table: Table, cell: Cell | None) -> FigureGuide:
    """The help for a cell of a table; for one without a figure, for the table."""
    spot = place_on(table, cell) if cell is not None else None
    number = table_name(table).partition(" ")[0]
    counted = f"{number}统计：{table.counts}" if table.counts else ""
    if spot is None:
        return FigureGuide(number, counted)
    row, key = spot
    column = table.columns[table.column(key)]
    parts = (*_figure(table, row, key), counted)
    return FigureGuide(f"{number}　{column.name}", "\n\n".join(filter(None, parts)))


def _figure(table: Table, row: TableRow, key: str) -> Iterator[str]:
    figure = row.cells[table.column(key)]
    if not isinstance(figure, Figure):
        return
    yield " ".join(_names_beside(table, row, key))
    if figure.amount:
        yield f"{yuan_text(figure.amount, thousands=True)} 元\n双击或按回车，看它由哪些明细相加。"


def _names_beside(table: Table, row: TableRow, key: str) -> list[str]:
    """The texts that name a figure's row: those nearest before it, where two sides stand."""
    names: list[str] = []
    for column, cell in zip(table.columns, row.cells, strict=True):
        if column.key == key:
            break
        if isinstance(cell, Figure):
            names = [*names, ""]
        elif names and names[-1] == "":
            names = [cell]
        else:
            names.append(cell)
    return [name for name in names if name]
