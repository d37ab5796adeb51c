"""Texts as a workbook stores them."""

import re
from collections.abc import Iterable

from budgetdesk.domain.text import clean
from budgetdesk.forms.own_words import name_of
from budgetdesk.forms.sheet import Cell, Sheet
from budgetdesk.output.files import OutputError

CELL_LIMIT = 32_767  # UTF-16 units; Excel calls a file with a longer text damaged
NAME_LIMIT = 31

# What Excel takes for the start of a formula when a cell is typed into or pasted.
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# ECMA-376 part 1, 22.9.2.19 ST_Xstring: readers turn _x0041_ into A, so a text that holds such a
# sequence itself has its first underscore written the same way.
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


class TextTooLong(OutputError):  # noqa: N818 - the sentence is the error
    """A text is longer than an Excel cell can hold."""


def cell_text(text: str) -> str:
    """A text as a cell holds it: every line break as Excel's own, nothing XML cannot hold."""
    return text if text.isprintable() else clean(text)


def xml_text(text: str) -> str:
    """A text as the content of an XML element, every character kept."""
    if "_x" in text:
        text = _LOOKS_ESCAPED.sub("_x005F_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def reads_as_formula(text: str) -> bool:
    """Whether Excel would take the text for a formula if it were typed."""
    return text.startswith(_FORMULA_STARTS)


def check_length(cell: Cell, text: str, sheet: Sheet) -> None:
    """Refuse a text that Excel cannot hold.

    Raises:
        TextTooLong: names the form and the cell.
    """
    if len(text) <= CELL_LIMIT // 2:
        return
    units = len(text.encode("utf-16-le")) // 2
    if units > CELL_LIMIT:
        label = name_of(sheet, cell) or f"第 {cell.row + 1} 行"
        raise TextTooLong(
            f"“{sheet.name}”的“{label}”有 {units:,} 个字，"
            f"Excel 单元格最多 {CELL_LIMIT:,} 个，请缩短后再导出。"
        )


def worksheet_names(wanted: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Names that Excel accepts and that differ: at most 31 characters, none of its signs."""
    used = {name.casefold() for name in taken}
    names = []
    for index, text in enumerate(wanted, 1):
        name = _unused(_acceptable(text) or f"表{index}", used)
        used.add(name.casefold())
        names.append(name)
    return names


def _acceptable(text: str) -> str:
    name = " ".join(_NOT_IN_NAMES.sub(" ", clean(text)).split()).strip("' ")
    # Excel keeps "History" for itself.
    return f"{name}_" if name.casefold() == "history" else name


def _unused(name: str, used: set[str]) -> str:
    candidate, number = _cut(name, NAME_LIMIT), 1
    while candidate.casefold() in used:
        number += 1
        mark = f"({number})"
        candidate = _cut(name, NAME_LIMIT - len(mark)) + mark
    return candidate


def _cut(name: str, units: int) -> str:
    """The name's beginning within so many UTF-16 units, no pair cut in half."""
    encoded = name.encode("utf-16-le")[: units * 2]
    return encoded.decode("utf-16-le", "ignore").rstrip("' ")
