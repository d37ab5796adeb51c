"""Templates written as text: what is printed in each cell, or what belongs into it.

A line is a row, `|` stands between cells; `<` takes a cell into the one left of it, `^` into the
one above. `=label;kind;flags` is a blank to be filled in: `c` carried, `x` computed, `r` a row of a
list. A line that begins with `~` has no lines around its cells, `widths` gives the columns'.
"""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.exchange.drawing.scoring import Cell

LAYOUTS = Path(__file__).parent / "layouts"
NAMES = tuple(sorted(path.stem for path in LAYOUTS.glob("*.txt")))
_LINE = Side(style="thin")
_RULED = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


class _Row(NamedTuple):
    ruled: bool
    cells: list[str]


def made(name: str, target: Path) -> list[Cell]:
    """Write a template as an Excel file; what its cells are."""
    sheet_name, widths, rows = _read(name)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = sheet_name
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    expected: list[Cell] = []
    count: Counter[str] = Counter()
    for at, row in enumerate(rows):
        for column, text in enumerate(row.cells):
            if text in ("<", "^"):
                continue
            _put(sheet, at, column, _span(rows, at, column), ruled=row.ruled)
            cell = sheet.cell(at + 1, column + 1)
            if text.startswith("="):
                expected.append(_expected(text, cell.coordinate, count))
            elif text:
                cell.value = text.replace("\\n", "\n")
    sheet.cell(1, 1).font = Font(size=16, bold=True)
    book.save(target)
    return expected


def _read(name: str) -> tuple[str, list[float], list[_Row]]:
    sheet, widths, rows = "Sheet1", list[float](), list[_Row]()
    for line in (LAYOUTS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("widths "):
            widths = [float(it) for it in line.split()[1:]]
        elif line.startswith("sheet "):
            sheet = line.removeprefix("sheet ")
        elif line:
            plain = line.removeprefix("~")
            cells = [it.strip() for it in plain.split("|")]
            if plain is not line and len(cells) == 1:
                cells += ["<"] * (len(widths) - 1)
            rows.append(_Row(plain is line, cells + [""] * (len(widths) - len(cells))))
    return sheet, widths, rows


def _span(rows: list[_Row], at: int, column: int) -> tuple[int, int]:
    """The rows and columns of a cell."""
    end, bottom = column + 1, at + 1
    while end < len(rows[at].cells) and rows[at].cells[end] == "<":
        end += 1
    while bottom < len(rows) and rows[bottom].cells[column] == "^":
        bottom += 1
    return bottom - at, end - column


def _put(sheet: Worksheet, row: int, column: int, span: tuple[int, int], *, ruled: bool) -> None:
    for y in range(row + 1, row + 1 + span[0]):
        for x in range(column + 1, column + 1 + span[1]):
            if ruled:
                sheet.cell(y, x).border = _RULED
            sheet.cell(y, x).alignment = Alignment(wrap_text=True)
    if span != (1, 1):
        sheet.merge_cells(
            start_row=row + 1, end_row=row + span[0],
            start_column=column + 1, end_column=column + span[1],
        )  # fmt: skip


def _expected(text: str, place: str, count: Counter[str]) -> Cell:
    label, kind, *rest = text[1:].split(";")
    flags = rest[0] if rest else ""
    cell: dict[str, object] = {"cell": place, "field": label, "kind": kind}
    cell |= {"carried": True} if "c" in flags else {}
    cell |= {"computed": True} if "x" in flags else {}
    if "r" in flags:
        column = place.rstrip("0123456789")
        cell["row"] = count[label + column]
        count[label + column] += 1
    return cell
