"""How numbers are written: digits with their thousands, 万 and 亿 behind them, 一二三."""

from decimal import Decimal

DIGITS = {word: number for number, word in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
"""Small numbers written in Chinese."""

# Longer runs of digits are numbers of accounts and documents.
NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,15})(?:\.[0-9]{1,6})?"
"""A number in half width, its thousands told apart or not."""

# As documents have them, also where commas stand out of place. Bounded, and begun only where a
# number begins: no text, however long, takes long to read.
LOOSE_NUMBER = r"(?<![\d.])(?<!\d,)-?\d[\d,]{0,20}(?:\.\d{1,9})?"
"""A number as a document may print it."""

SCALES = {"百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8}
"""What stands between a number and its unit, by the places that it moves the point."""


def decimal_of(digits: str) -> Decimal:
    """The number that is written, whatever its thousands."""
    return Decimal(digits.replace(",", ""))
