"""The computed tables as JSON, with the keys under which the published ones are kept."""

import json
from collections.abc import Iterable

from budgetdesk.book.book import Book
from budgetdesk.domain.money import wan_text
from budgetdesk.tables.compute import DepartmentTables, compute_tables
from budgetdesk.tables.livelihood import LivelihoodList, compute_livelihood, livelihood_content
from budgetdesk.tables.table import Figure, Table, TableRow

_TEXTS = 2  # a row of `values` gives code and name by key, what follows as a list


def tables_json(book: Book) -> str:
    """The tables of a book as JSON: one object, or a list of several departments' objects.

    Amounts are texts in 万元 with two decimals, "" for zero. `line` counts tables and rows.
    A form set's list of 民生领域重大事项 stands under `livelihood`, in 元: in the only object, or
    behind several departments in one of its own.
    """
    content = whole_content(compute_tables(book), compute_livelihood(book))
    return json.dumps(content, ensure_ascii=False, indent=1)


def whole_content(
    departments: Iterable[DepartmentTables], listed: LivelihoodList | None
) -> dict[str, object] | list[dict[str, object]]:
    """The tables of departments and the list, as `tables_json` has them."""
    contents = [tables_content(department) for department in departments]
    if listed is not None:
        if len(contents) != 1:
            contents.append({})
        contents[-1]["livelihood"] = livelihood_content(listed)
    return contents[0] if len(contents) == 1 else contents


def tables_content(department: DepartmentTables) -> dict[str, object]:
    """The tables of one department by their ids."""
    return {
        table.id: _content(table, number) for number, table in enumerate(department.tables, start=1)
    }


def figure_text(cell: str | Figure) -> str:
    """What a cell prints: a text, or an amount in 万元 with two decimals, blank for zero."""
    if isinstance(cell, str):
        return cell
    return wan_text(cell.amount) if cell.amount else ""


def _content(table: Table, number: int) -> dict[str, object]:
    content: dict[str, object] = {
        "title": table.title,
        "line": number,
        "department": table.department.name,
        "unit": table.unit,
        "rows": [_row(table, row, place) for place, row in enumerate(table.rows, start=1)],
        "columns": [column.name for column in table.columns],
    }
    return content | ({"note": table.note} if table.note else {})


def _row(table: Table, row: TableRow, number: int) -> dict[str, object]:
    texts = [figure_text(cell) for cell in row.cells]
    known: dict[str, object] = {"line": number, "values": texts[_TEXTS:]}
    known |= dict(row.attributes)
    known |= {column.key: text for column, text in zip(table.columns, texts, strict=True)}
    return {key: known.get(key, "") for key in table.keys}
