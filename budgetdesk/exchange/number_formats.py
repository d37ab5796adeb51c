"""What a cell shows of its number, as far as the format adds to it: 0.95 as 95%, 50 as 50人.

Rounding is left out: what a format cuts off is still the cell's. Codes: ECMA-376, 18.8.30.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

BUILT_IN: Mapping[int, str] = {
    9: "0%",
    10: "0.00%",
    16: "d-mmm",
    17: "mmm-yy",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Formats without a code of their own that add something; from 27 on those of Chinese systems."""
_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<digit>[0#?])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_NO_WORD = re.compile(r"[\s¥￥$€,.()+\-—/:\u2000-\u200b\xa0]*")
_SEEN = re.compile(
    r"(?P<before>[^0-9]*?)(?P<number>-?[0-9][0-9,]*(?:\.[0-9]+)?)(?P<behind>[^0-9]*)"
)
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a format adds: a number is divided by `scale`, and stands between two texts."""

    before: str = ""
    behind: str = ""
    scale: Decimal = Decimal(1)
    digits: int = 0  # as many as leading zeros fill
    dated: str = ""  # the parts of a day that are shown, in order: ym, md

    @property
    def adds(self) -> bool:
        """Whether it shows anything else than the number."""
        return self != NumberFormat()

    def shown(self, number: str) -> str:
        """A plain decimal number as the cell shows it, unrounded."""
        if self.scale != 1:
            number = format((Decimal(number) / self.scale).normalize(), "f")
        if self.digits and number.isdecimal():
            number = number.rjust(self.digits, "0")
        return f"{self.before}{number}{self.behind}"

    def day(self, day: date) -> str:
        """A day as the cell shows it: 2025年6月, 6月30日."""
        parts = {"y": f"{day.year}年", "m": f"{day.month}月", "d": f"{day.day}日"}
        return "".join(parts[it] for it in self.dated) or day.isoformat()


PLAIN = NumberFormat()


def format_of(code: str) -> NumberFormat:
    """What a format's code adds to a number that is no less than 0."""
    parts = list(_PART.finditer(_first_section(code)))
    bare = "".join(it["other"] or "" for it in parts)
    if _DATE.search(bare):
        return NumberFormat(dated=_dated(bare))
    digits = [number for number, it in enumerate(parts) if it["digit"] or it["general"]]
    if not digits or any(it["bracket"] and it["bracket"][0] in "<>=" for it in parts):
        return PLAIN  # of a condition nothing is known
    first, last = digits[0], digits[-1]
    inner = parts[first : last + 1]
    if any(it["other"] in ("/", "E", "e") for it in inner):
        return PLAIN
    before = "".join(map(_literal, parts[:first]))
    behind = "".join(map(_literal, parts[last + 1 :]))
    percent = "%" in bare
    scale = _scale(inner, parts[last + 1 :]) / (100 if percent else 1)
    if percent and "%" not in before + behind:
        behind = f"%{behind}"
    return NumberFormat(_worded(before), _worded(behind), scale, _leading(inner))


def dressed(exact: str, seen: str) -> str:
    """A number as a cell shows it, unrounded, by the text that another program stored beside it."""
    found = _SEEN.fullmatch(seen.strip())
    if found is None:
        return exact
    number, value = found["number"].replace(",", ""), Decimal(exact)
    if number.isdecimal() and Decimal(number) == value and len(number) > len(exact):
        return number
    before, behind = _worded(found["before"]), _worded(found["behind"])
    near = Decimal(1).scaleb(-len(number.partition(".")[2])) / 2
    for power in range(13):
        scaled = value.scaleb(-power)
        if abs(scaled - Decimal(number)) <= near and (before or behind or not power):
            plain = exact if not power else format(scaled.normalize(), "f")
            return f"{before}{plain}{behind}"
    return exact


def _first_section(code: str) -> str:
    """A code up to the first semicolon that is no text."""
    end = next((it.start() for it in _PART.finditer(code) if it["other"] == ";"), len(code))
    return code[:end]


def _literal(part: re.Match[str]) -> str:
    """What a part of a code prints as it is; a comma behind the digits divides."""
    if part["bracket"]:
        return ""
    other = part["other"] or ""
    return (part["quoted"] or part["escaped"] or other).replace(",", "")


def _worded(text: str) -> str:
    """A text around a number, "" where it is only a sign of money, a bracket or a blank."""
    return "" if _NO_WORD.fullmatch(text) else text.strip()


def _scale(inner: list[re.Match[str]], behind: list[re.Match[str]]) -> Decimal:
    """By how much a number is divided: 0, by 1,000; 0!.0, by 10,000, for the point is a text."""
    commas = 0
    for part in behind:
        if part["other"] != ",":
            break
        commas += 1
    point = next((at for at, it in enumerate(inner) if (it["escaped"] or it["quoted"]) == "."), -1)
    after = sum(it["digit"] is not None for it in inner[point:]) if point >= 0 else 0
    return Decimal(1000**commas * 10**after)


def _leading(inner: list[re.Match[str]]) -> int:
    """How many digits a code such as 000 fills up to; 0 for another."""
    zeros = all(it["digit"] == "0" for it in inner)
    return len(inner) if zeros and len(inner) > 1 else 0


def _dated(code: str) -> str:
    """The parts of a day that a code without times shows, where it leaves out the year or day."""
    parts = re.sub(r"[^ymd]", "", code.lower())
    order = "".join(dict.fromkeys(parts))
    return order if order in ("ym", "md") and not re.search("[hs]", code.lower()) else ""
