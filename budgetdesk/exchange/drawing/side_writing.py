"""Rules, formulas and figures of a set into the sheets of its template."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from budgetdesk.exchange.drawing.side_sheets import (
    FORMULAS,
    PARAMETERS,
    RULES,
    USES,
    Kinds,
    SideSheet,
)
from budgetdesk.forms.own_tables import OwnTables

if TYPE_CHECKING:
    from openpyxl import Workbook

Says = Mapping[str, Any]
_TOLD = ("name", "kind", "unit")


def write_side_sheets(book: "Workbook", own: OwnTables, kinds: Kinds) -> None:
    """Add the sheets that have a line, behind the forms."""
    parts: Sequence[tuple[SideSheet, list[Says]]] = (
        (RULES, [{"code": code, **it} for code, it in own.rules.items()]),
        (FORMULAS, list(_formulas(own.dictionary))),
        (PARAMETERS, [{"key": key, **it} for key, it in own.parameters.items()]),
    )
    for sheet, lines in parts:
        if lines:
            _write(book, sheet, lines, kinds)


def _formulas(dictionary: Says) -> Iterator[Says]:
    """The formulas of the set's own fields, and those that it gives to others."""
    for record, table in dictionary.items():
        within = (table, table.get("by_horizon", {}))
        lists = {k: it for part in within for k, it in part.get("lists", {}).items()}
        lists |= {k: it for part in within for k, it in part.get("parts", {}).items()}
        for list_path, listed in {"": table, **lists}.items():
            for key, says in listed.get("fields", {}).items():
                told = {it: says[it] for it in _TOLD if it in says}
                declared = {"name"} if "kind" in says else set()  # with its name, not renamed
                for use in (it for it in USES if it in says.keys() - declared):
                    place = {"record": record, "list": list_path, "key": key}
                    formula = {} if use == "name" else {"formula": says[use]}
                    yield {**place, **told, "use": use, **formula}


def _write(book: "Workbook", sheet: SideSheet, lines: Sequence[Says], kinds: Kinds) -> None:
    from openpyxl.styles import Alignment, Font

    page = book.create_sheet(sheet.name)
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, 1):
        head = page.cell(1, number, column.head)
        head.font = Font(bold=True)
        page.column_dimensions[head.column_letter].width = column.width
        for row, line in enumerate(lines, 2):
            if column.key not in line:
                continue
            cell = page.cell(row, number, column.write(line[column.key], kinds))
            cell.data_type = "s"  # a text that begins with = is none of a spreadsheet's formulas
            cell.alignment = Alignment(wrap_text=True, vertical="top")
