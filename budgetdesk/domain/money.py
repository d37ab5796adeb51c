"""Money as an exact count of 分: reading what clerks type and paste, writing 元 and 万元.

Accepted: `5072219`, `5,072,219`, `５０７２２１９`, `507.22万元`, `1亿元`, `¥300`,
`-3.5`, `3。5`, which input methods make of 3.5, and `叁佰元整`.

Refused rather than guessed at: separators that do not group by three, parts of a 分, `（300）`
(a minus in some books, a remark in others), `1.68E+08` (Excel has already lost digits there),
several amounts in one cell.
"""

from enum import StrEnum
from functools import lru_cache

from budgetdesk.domain.capitals import fen_in_capitals
from budgetdesk.domain.late_pattern import late_pattern
from budgetdesk.domain.text import shorten, visible

FEN_IN_YUAN = 100
FEN_IN_WAN = 1_000_000
# Fifteen digits: what Excel and WPS keep of a number.
LARGEST = 10**15 - 1


class Measure(StrEnum):
    """What amounts are counted in."""

    YUAN = "元"
    WAN = "万元"
    QIAN = "千元"
    BAI = "百元"
    SHI_WAN = "十万元"
    BAI_WAN = "百万元"
    QIAN_WAN = "千万元"
    YI = "亿元"
    FEN = "分"


_UNITS = {
    "元": 0, "百元": 2, "千元": 3, "万": 4, "万元": 4, "十万元": 5, "百万元": 6, "千万元": 7,
    "亿": 8, "亿元": 8, "分": -2,
}  # fmt: skip
_SIGNS = str.maketrans("−﹣–", "---")
_AMOUNT = late_pattern(
    r"(?:人民币|RMB|CNY)?:? ?(?P<sign>[-+]?) ?[¥￥]? ?"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)"
    r"(?:[.。](?P<part>[0-9]*))?"
    r" ?(?P<unit>[百千]元|[十百千]万元|万元?|亿元?|元)?整?"
)
_SCIENTIFIC = late_pattern(r"[-+]?[0-9.]+[eE][-+]?[0-9]+")
_IN_BRACKETS = late_pattern(r"\((.*[0-9].*)\)")
_MARKED = late_pattern(r"""=?"(.*)"|'(.*)""")  # how Excel marks a number as text
_LONGEST = 60


class MoneyError(ValueError):
    """The text is no amount; the message is a sentence for the clerk."""


def parse_yuan(text: str) -> int | None:
    """The amount in 分 of a text in 元 (or in the unit it names); None when blank.

    Raises:
        MoneyError: the text is not exactly one amount of whole 分.
    """
    return _parse(text, "元")


def parse_amount(text: str, measure: Measure) -> int | None:
    """The amount in 分 of a text in `measure` (or in the unit it names); None when blank.

    Raises:
        MoneyError: the text is not exactly one amount of whole 分.
    """
    return _parse(text, measure.value)


def parse_wan(text: str) -> int | None:
    """The amount in 分 of a text in 万元 (or in the unit it names); None when blank.

    Raises:
        MoneyError: the text is not exactly one amount of whole 分.
    """
    return _parse(text, "万元")


def yuan_text(fen: int | None, *, thousands: bool = False, decimals: bool = False) -> str:
    """An amount of 分 in 元: `5,072,219`, `282285.33`, `0.5`; always two decimals if wanted."""
    if fen is None:
        return ""
    whole, part = divmod(abs(fen), FEN_IN_YUAN)
    digits = f"{whole:,}" if thousands else str(whole)
    after = f".{part:02d}"
    return _signed(fen, digits + (after if decimals else after.rstrip("0").rstrip(".")))


def wan_text(fen: int | None) -> str:
    """An amount of 分 in 万元 with two decimals, rounded half up (四舍五入, away from zero)."""
    if fen is None:
        return ""
    hundredths = (abs(fen) + FEN_IN_WAN // 200) // (FEN_IN_WAN // 100)
    return _signed(fen if hundredths else 0, f"{hundredths // 100}.{hundredths % 100:02d}")


def exact_wan_text(fen: int | None) -> str:
    """An amount of 分 in 万元 without rounding, at least two decimals: for editing."""
    if fen is None:
        return ""
    whole, part = divmod(abs(fen), FEN_IN_WAN)
    decimals = f"{part:06d}"
    return _signed(fen, f"{whole}.{decimals[:2]}{decimals[2:].rstrip('0')}")


def with_thousands(text: str) -> str:
    """An amount as a cell shows it, its thousands set apart; a text that is none as it is."""
    digits, point, part = text.removeprefix("-").partition(".")
    if not all(it.isascii() and it.isdigit() for it in (digits, part or "0")):
        return text
    return f"{'-' if text.startswith('-') else ''}{int(digits):,}{point}{part}"


def exchange_text(fen: int | None) -> str | None:
    """An amount of 分 as the exchange files hold it: a decimal string in 元, None when blank."""
    return None if fen is None else yuan_text(fen)


def _signed(fen: int, digits: str) -> str:
    return f"-{digits}" if fen < 0 else digits


@lru_cache(maxsize=65_536)  # a table's amounts are read for its sums and for its lines
def _parse(text: str, default_unit: str) -> int | None:
    tidy = visible(text).translate(_SIGNS).strip()
    if not tidy:
        return None
    marked = _MARKED.fullmatch(tidy) if len(tidy) <= _LONGEST else None
    if marked:
        return _parse(marked[1] or marked[2] or "", default_unit)
    found = _AMOUNT.fullmatch(tidy) if len(tidy) <= _LONGEST else None
    if found is None and (fen := fen_in_capitals(tidy[:_LONGEST])) is not None:
        return fen
    if found is None or not (found["whole"] or found["part"]):
        raise MoneyError(_refusal(text, tidy))
    places = _UNITS[found["unit"] or default_unit] + 2
    fen = _shifted(found["whole"].replace(",", ""), found["part"] or "", places)
    if fen is None:
        raise MoneyError(f"「{shorten(text)}」不足一分的零头无法入账，请四舍五入到分后再填。")
    if fen > LARGEST:
        raise MoneyError(f"「{shorten(text)}」超过十万亿元，请核对单位。")
    return -fen if found["sign"] == "-" else fen


def _shifted(whole: str, part: str, places: int) -> int | None:
    """`whole.part` times ten to the power of `places`; None when that is no whole number."""
    significant = part.rstrip("0")
    if len(significant) > places:
        return None
    return int(whole + significant.ljust(places, "0"))


def _refusal(text: str, tidy: str) -> str:
    quoted = f"「{shorten(text)}」"
    if _IN_BRACKETS.fullmatch(tidy):
        return f"{quoted}用了括号，负数请写减号，如 -300。"
    if _SCIENTIFIC.fullmatch(tidy):
        return f"{quoted}是科学计数法，可能已丢失数字，请改为完整的数字。"
    if "," in tidy and tidy.replace(",", "").replace(".", "").isdigit():
        return f"{quoted}的千分位逗号位置不对，请核对后重填，如 5,072,219。"
    return f"「{shorten(text)}」不是金额，请填数字，如 5072219 或 507.22万元。"
