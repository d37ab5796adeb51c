"""Amounts in the capital numerals of cheques and contracts: 叁佰肆拾伍万陆仟柒佰元整.

Words of speech, 五百元, are none: they may be rough.
"""

from budgetdesk.domain.late_pattern import late_pattern

_DIGITS = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
_TENS = {"拾": 10, "佰": 100, "仟": 1000}
_SMALL = f"[{''.join(_DIGITS)}{''.join(_TENS)}]"
_AMOUNT = late_pattern(
    rf"(?:人民币)?:? ?(?:(?P<yi>{_SMALL}+)亿)?(?:(?P<wan>{_SMALL}+)[万萬])?"
    rf"(?P<ones>{_SMALL}*)[元圆圓]"
    r"(?:零?(?P<jiao>[壹贰叁肆伍陆柒捌玖])角)?"
    r"(?:零?(?P<fen>[壹贰叁肆伍陆柒捌玖])分)?[整正]?"
)


def fen_in_capitals(text: str) -> int | None:
    """The amount in 分 of a text in capitals, which ends with 元; None where it is none."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return None
    groups = [_under_wan(found[name] or "") for name in ("yi", "wan", "ones")]
    if None in groups or not (found["yi"] or found["wan"] or found["ones"]):
        return None
    yi, wan, ones = (it or 0 for it in groups)
    parts = _DIGITS.get(found["jiao"] or "", 0) * 10 + _DIGITS.get(found["fen"] or "", 0)
    return ((yi * 10_000 + wan) * 10_000 + ones) * 100 + parts


def _under_wan(text: str) -> int | None:
    """A number below 万: digits, each before a lesser ten than the one before; None else."""
    total, digit, last = 0, -1, 10_000
    for sign in text:
        if sign in _TENS:
            if _TENS[sign] >= last or digit == 0:
                return None
            last = _TENS[sign]
            total += last * (1 if digit < 0 else digit)
            digit = -1
        elif digit > 0:
            return None
        else:
            digit = _DIGITS[sign]
    return total + max(digit, 0)
