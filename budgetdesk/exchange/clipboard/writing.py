"""Cells as text and as HTML, the way Excel, WPS and LibreOffice write and read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_NEEDS_QUOTES = ("\t", "\n", "\r")


def format_cells(matrix: Sequence[Sequence[str]]) -> str:
    """Rows of cells as clipboard text that `parse_cells`, Excel and WPS read back."""
    return "".join("\t".join(_quoted(cell) for cell in row) + "\r\n" for row in matrix)


@dataclass(frozen=True, slots=True)
class HtmlCell:
    """One cell of the HTML flavour; alignment as CSS says it."""

    text: str
    rows: int = 1
    columns: int = 1
    align: str = "left"
    bold: bool = False


def format_html(rows: Sequence[Sequence[HtmlCell]]) -> str:
    """Rows of cells as an HTML table with merged cells; breaks stay within their cell."""
    lines = "".join(f"<tr>{''.join(_html_cell(cell) for cell in row)}</tr>" for row in rows)
    return (
        '<html><head><meta charset="utf-8"></head><body>'
        f'<table border="1" style="border-collapse:collapse">{lines}</table></body></html>'
    )


def _quoted(cell: str) -> str:
    if cell.startswith('"') or any(mark in cell for mark in _NEEDS_QUOTES):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _html_cell(cell: HtmlCell) -> str:
    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    weight = ";font-weight:bold" if cell.bold else ""
    # Excel splits a cell at <br> unless told that the break belongs to it.
    text = escape(cell.text).replace("\n", '<br style="mso-data-placement:same-cell">')
    # Text format, so that long numbers and leading zeros arrive as they are.
    style = f"text-align:{cell.align};white-space:pre-wrap;mso-number-format:'\\@'{weight}"
    return f'<td{spans} style="{style}">{text}</td>'
