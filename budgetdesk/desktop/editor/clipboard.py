"""Ranges of cells as text and as HTML, the way Excel and WPS tables write and read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

Matrix = tuple[tuple[str, ...], ...]

_NEEDS_QUOTES = ("\t", "\n", "\r")


def parse_cells(text: str) -> Matrix:
    """Clipboard text as rows of cells.

    Cells are parted by tabs, rows by line ends; one line end at the very end is not a row. A cell
    in double quotes may hold tabs, line breaks and doubled quotes. Excel puts no quotes where
    none are needed, so a cell that is merely typed in quotes keeps them.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text:
        return ()
    rows: list[tuple[str, ...]] = []
    cells: list[str] = []
    at = 0
    while True:
        cell, at = _read_cell(text, at)
        cells.append(cell)
        if at < len(text) and text[at] == "\t":
            at += 1
            continue
        rows.append(tuple(cells))
        cells = []
        if at + 1 >= len(text):
            return _squared(rows)
        at += 1


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


def _read_cell(text: str, at: int) -> tuple[str, int]:
    if text.startswith('"', at):
        quoted = _read_quoted(text, at)
        if quoted is not None:
            return quoted
    ends = [end for end in (text.find("\t", at), text.find("\n", at)) if end >= 0]
    end = min(ends, default=len(text))
    return text[at:end], end


def _read_quoted(text: str, at: int) -> tuple[str, int] | None:
    """The content of a quoted cell and where it ends; None when the quotes are the cell's own."""
    end = at + 1
    while (end := text.find('"', end)) >= 0:
        if not text.startswith('""', end):
            break
        end += 2
    if end < 0 or not (end + 1 == len(text) or text[end + 1] in "\t\n"):
        return None
    inner = text[at + 1 : end]
    if '""' not in inner and not any(mark in inner for mark in _NEEDS_QUOTES):
        return None
    return inner.replace('""', '"'), end + 1


def _quoted(cell: str) -> str:
    if cell.startswith('"') or any(mark in cell for mark in _NEEDS_QUOTES):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _squared(rows: list[tuple[str, ...]]) -> Matrix:
    width = max(map(len, rows))
    return tuple(row + ("",) * (width - len(row)) for row in rows)


def _html_cell(cell: HtmlCell) -> str:
    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    weight = ";font-weight:bold" if cell.bold else ""
    # Excel splits a cell at <br> unless told that the break belongs to it.
    text = escape(cell.text).replace("\n", '<br style="mso-data-placement:same-cell">')
    # Text format, so that long numbers and leading zeros arrive as they are.
    style = f"text-align:{cell.align};white-space:pre-wrap;mso-number-format:'\\@'{weight}"
    return f'<td{spans} style="{style}">{text}</td>'
