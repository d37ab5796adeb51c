"""Amounts as Excel numbers: the exact value, shown as the sheet shows it."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import Kind
from budgetdesk.domain.money import FEN_IN_WAN, FEN_IN_YUAN
from budgetdesk.forms.sheet import Cell, Sheet

# Not General: in a narrow column that rounds what it shows.
_WHOLE = "0"
_WHOLE_IN_THOUSANDS = "#,##0"
# Keeps a blank's width free of the line at the right.
_CLEAR = "_ "
_COUNT = "0"
_UNITS = (Decimal(FEN_IN_YUAN), Decimal(FEN_IN_WAN))
_DIGITS = 15  # what Excel keeps of a number


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
    if cell.field is not None and field_of(cell.field).kind is Kind.COUNT:
        return _count(cell.text)
    return None


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


def _count(text: str) -> CellNumber | None:
    plain = text.isascii() and text.isdigit() and len(text) <= _DIGITS
    return CellNumber(text, _COUNT) if plain and str(int(text)) == text else None
