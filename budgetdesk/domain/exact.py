"""Exact reckoning of shares and scores: no float, no digit lost before the last rounding."""

from decimal import ROUND_HALF_UP, Context, Decimal

EXACT = Context(prec=50, rounding=ROUND_HALF_UP)
_CLEAN = Decimal(1).scaleb(-30)


def plain_text(value: Decimal, places: int) -> str:
    """A value half up to at most `places` decimals, without zeros at its end: 49.6, 100."""
    text = f"{rounded(value, places):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, places: int) -> Decimal:
    """A value half up to `places` decimals.

    It is rounded to thirty places first: 5/24 × 3 is 0.625 and so 0.63, though fifty digits of
    5/24 give a little less.
    """
    exact = EXACT.quantize(value, _CLEAN)
    return exact.quantize(Decimal(1).scaleb(-places), context=EXACT)
