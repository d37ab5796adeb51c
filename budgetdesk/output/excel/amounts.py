"""Amounts as Excel numbers: the exact value, shown as the sheet shows it."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import FieldRef, Kind
from budgetdesk.domain.money import FEN_IN_WAN, FEN_IN_YUAN
from budgetdesk.forms.parts import VALUE
from budgetdesk.forms.sheet import Cell, Sheet
from budgetdesk.output.excel.styles import TEXT

# Not General: in a narrow column that rounds what it shows.
_WHOLE = "0"
_WHOLE_IN_THOUSANDS = "#,##0"
# Keeps a blank's width free of the line at the right.
_CLEAR = "_ "
_UNITS = (Decimal(FEN_IN_YUAN), Decimal(FEN_IN_WAN))
_DIGITS = 15  # what Excel keeps of a number
_PLAIN = re.compile(r"0|-?(?:[1-9][0-9]*|0(?=\.))(?:\.[0-9]*[1-9])?")


@dataclass(frozen=True, slots=True)
class CellNumber:
    """A number cell: `digits` is the stored decimal text, in the unit the sheet shows."""

    digits: str
    number_format: str


def groups_thousands(sheet: Sheet) -> bool:
    """Whether the sheet writes its amounts with thousands separators."""
    return any(cell.style.numeric and "," in cell.text for cell in sheet.cells)


def number_format(decimals: int = 0, *, thousands: bool) -> str:
    """The number format of amounts with so many decimals; 0 also for what is still to be typed."""
    whole = _WHOLE_IN_THOUSANDS if thousands else _WHOLE
    return whole + (f".{'0' * decimals}" if decimals else "") + _CLEAR


def number_of(cell: Cell, *, thousands: bool) -> CellNumber | None:
    """The number a cell stands for; None when its text says anything but that number.

    The stored value is the exact amount: 282.2853 (万元) for 282285300 分 shown as 282.29.
    """
    if not cell.text:
        return None
    if cell.number is not None and cell.style.numeric:
        return _amount(cell.text, cell.number, thousands=thousands)
    if cell.field is None:
        return None
    number = _plain(cell.text) if is_number(cell.field) or cell.field.part == VALUE else None
    if number is not None and cell.field.part == VALUE:
        # A number to sum; what is typed over it (1-3, 95%) stays as typed.
        return CellNumber(number.digits, TEXT)
    return number


def is_number(ref: FieldRef) -> bool:
    """Whether a field is a plain number by the dictionary."""
    return field_of(ref).kind in (Kind.COUNT, Kind.DECIMAL)


def _amount(text: str, fen: int, *, thousands: bool) -> CellNumber | None:
    digits = text.replace(",", "")
    try:
        shown = Decimal(digits)
    except InvalidOperation:
        return None
    for unit in _UNITS:
        exact = Decimal(fen) / unit
        if exact.quantize(shown, ROUND_HALF_UP) == shown:
            decimals = len(digits.partition(".")[2])
            return CellNumber(
                f"{exact.normalize():f}", number_format(decimals, thousands=thousands)
            )
    return None


def _plain(text: str) -> CellNumber | None:
    """A number that reads the same when it comes back: not 007, 12.50 or 1,200."""
    if not _PLAIN.fullmatch(text) or len(text) > _DIGITS:
        return None
    decimals = len(text.partition(".")[2])
    return CellNumber(text, f"{_WHOLE}.{'0' * decimals}" if decimals else _WHOLE)
