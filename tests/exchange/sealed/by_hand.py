"""What somebody may do to a package in an office program, at random, and what is to be told of it.

Each deed is done with openpyxl to a sheet of its own, so that what is to be told is known exactly.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from budgetdesk.exchange.sealed.written import WrittenCell, WrittenSheet, canonical

_NEW = (
    "改过的内容", "两行\n的内容", "1,234.50", "√", "0350", "=第一行", "　　段落", "2024年", "𠮷😀",
    0, -3, 7, 1234.5, 99999999.99, 0.1 + 0.2, True, None, date(2024, 3, 1),
)  # fmt: skip


class Told(NamedTuple):
    """One edit as `receive --json` tells it; `cell` "" where any will do."""

    kind: str
    sheet: str
    cell: str = ""
    old: str = ""
    new: str = ""


@dataclass
class Hand:
    """A workbook under somebody's hands; `left` are the sheets that nobody touched yet."""

    workbook: Workbook
    written: Mapping[str, WrittenSheet]
    chance: Random
    left: list[str]
    warnings: set[str]

    def sheet(self) -> tuple[Worksheet, WrittenSheet] | None:
        """A sheet that nobody touched, to be touched now."""
        if not self.left:
            return None
        name = self.left.pop(self.chance.randrange(len(self.left)))
        return self.workbook[name], self.written[name]


Deed = Callable[[Hand, Worksheet, WrittenSheet], list[Told]]
_KINDS = {"t": "label", "l": "label", "c": "total", "k": "total"}


def _kind(cell: WrittenCell) -> str:
    return "input" if cell.field else _KINDS.get(cell.role, "other")


def type_over(hand: Hand, sheet: Worksheet, written: WrittenSheet) -> list[Told]:
    """One to three cells that were written."""
    among = [it for it in written.cells if not it.value.startswith("\x00")]
    told = []
    for cell in hand.chance.sample(among, min(len(among), hand.chance.randint(1, 3))):
        value: Any = hand.chance.choice(_NEW)
        sheet.cell(cell.row + 1, cell.column + 1).value = value
        if canonical(value) != cell.value:
            place = f"{get_column_letter(cell.column + 1)}{cell.row + 1}"
            told.append(Told(_kind(cell), sheet.title, place, cell.value, canonical(value)))
        if str(value).startswith("="):
            sheet.cell(cell.row + 1, cell.column + 1).data_type = "s"
    return told


def type_beside(hand: Hand, sheet: Worksheet, written: WrittenSheet) -> list[Told]:
    """A cell where nothing stands, right of all or below all."""
    down = max(it.row for it in written.cells) + hand.chance.randint(2, 9)
    right = max(it.column for it in written.cells) + hand.chance.randint(2, 9)
    row = hand.chance.choice([down, hand.chance.choice(written.cells).row])
    sheet.cell(row + 1, right + 1).value = "旁注"
    place = f"{get_column_letter(right + 1)}{row + 1}"
    if row == down:
        return [Told("row_inserted", sheet.title, "", "", "旁注")]
    return [Told("other", sheet.title, place, "", "旁注")]


def delete_row(hand: Hand, sheet: Worksheet, written: WrittenSheet) -> list[Told]:
    """A row that says something."""
    coded = {it.row for it in written.cells if it.value.startswith("\x00")}
    row = hand.chance.choice([it for it in written.cells if it.value and it.row not in coded]).row
    told = _row_text(written, row)
    sheet.delete_rows(row + 1)
    return [Told("row_deleted", sheet.title, "", told)]


def _row_text(written: WrittenSheet, row: int) -> str:
    said = [it.value for it in written.cells if it.row == row and it.value]
    return " ".join(said).replace("\n", " ")


def insert_row(hand: Hand, sheet: Worksheet, written: WrittenSheet) -> list[Told]:
    """A row between others."""
    row = hand.chance.choice(written.cells).row
    sheet.insert_rows(row + 1)
    sheet.cell(row + 1, 1).value = "插入"
    sheet.cell(row + 1, 2).value = 12
    return [Told("row_inserted", sheet.title, "", "", "插入 12")]


def delete_sheet(hand: Hand, sheet: Worksheet, _: WrittenSheet) -> list[Told]:
    """A whole sheet."""
    hand.workbook.remove(sheet)
    return [Told("sheet_deleted", sheet.title)]


def rename_sheet(hand: Hand, sheet: Worksheet, _: WrittenSheet) -> list[Told]:
    """A sheet under another name."""
    old, sheet.title = sheet.title, f"改名{hand.chance.randrange(1000)}"
    return [Told("sheet_renamed", sheet.title, "", old)]


def copy_sheet(hand: Hand, sheet: Worksheet, _: WrittenSheet) -> list[Told]:
    """A second one of a sheet."""
    copy = hand.workbook.copy_worksheet(sheet)
    return [Told("sheet_copied", copy.title, "", sheet.title)]


def add_sheet(hand: Hand, sheet: Worksheet, _: WrittenSheet) -> list[Told]:
    """A sheet of something else."""
    name = f"便条{hand.chance.randrange(1000)}"
    hand.workbook.create_sheet(name, hand.chance.randrange(3)).append(["记一下", 3])
    return [Told("sheet_added", name)]


def comment(hand: Hand, sheet: Worksheet, _: WrittenSheet) -> list[Told]:
    """A remark at a cell, which is no cell."""
    sheet["A1"].comment = Comment("请核对", "审核")
    hand.warnings.add("批注")
    return []


DEEDS: tuple[Deed, ...] = (
    *(type_over, type_over, type_over, type_over, delete_row, insert_row, type_beside),
    *(delete_sheet, rename_sheet, copy_sheet, add_sheet, comment),
)


def some_deeds(hand: Hand) -> list[Told]:
    """One to four deeds, and at times the sheets in another order."""
    told: list[Told] = []
    for deed in hand.chance.choices(DEEDS, k=hand.chance.randint(1, 4)):
        chosen = hand.sheet()
        if chosen is not None:
            told += deed(hand, *chosen)
    kept = [it for it in told if it.kind != "sheet_added"]
    if hand.chance.random() < 0.2 and not any(it.kind.startswith("sheet") for it in kept):
        names = [it for it in hand.workbook.sheetnames if it in hand.written]
        hand.workbook.move_sheet(names[-1], -hand.chance.randint(1, len(names) - 1))
        told.append(Told("sheets_reordered", ""))
    return told
