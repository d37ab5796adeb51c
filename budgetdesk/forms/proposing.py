"""A sheet with the cells pale of which nobody has confirmed what they say."""

from collections.abc import Collection
from dataclasses import replace

from budgetdesk.forms.sheet import Cell, Sheet


def with_proposals(sheet: Sheet, paths: Collection[str], rows: Collection[int]) -> Sheet:
    """The sheet with its proposals marked: fields by path, rows of lists by id."""
    cells = (replace(it, proposed=True) if _is_one(it, paths, rows) else it for it in sheet.cells)
    return replace(sheet, cells=tuple(cells))


def _is_one(cell: Cell, paths: Collection[str], rows: Collection[int]) -> bool:
    if cell.field is None:
        return False
    return cell.field.row_id in rows if cell.field.row_id else cell.field.path in paths
