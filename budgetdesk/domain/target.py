"""What an indicator's target (指标值) means: operator, number and unit, or a date, period or state.

The typed text always stays; this is its meaning beside it. What can't be read is TEXT: reading
never fails. `以上`, `以下`, `以内` include the number itself (《民法典》第一千二百五十九条).
"""

import re
from dataclasses import field, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.moment import Moment, parse_moment, parse_period
from budgetdesk.domain.numerals import NUMBER, SCALES, decimal_of
from budgetdesk.domain.text import fold


class TargetKind(StrEnum):
    """What kind of statement a target is."""

    BLANK = "blank"
    NUMBER = "number"  # one number, perhaps with operator and unit
    RANGE = "range"  # from `low` to `high`
    DATE = "date"  # one date; with ≤ its latest
    PERIOD = "period"  # a span of time, or a recurring one
    STATE = "state"  # a few words: 及时, 逐步提高
    TEXT = "text"  # anything else


class Operator(StrEnum):
    """计算符号 of a target."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    MORE = ">"
    LESS = "<"
    EQUAL = "="


@immutable
class Target:
    """A target: its text as typed and what that means.

    `quantified` says whether it states a number (定量) rather than words (定性), `value` is the
    number in `base_unit`, the unit without its 万 or 亿: 47000人 for 4.7万人.

    `lead` are words before the number that belong to it: 提高 in 提高10%, 人均 in 人均4734元.
    """

    text: str
    kind: TargetKind
    operator: Operator | None = None
    number: Decimal | None = None
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    lead: str = ""
    first: Moment | None = None
    last: Moment | None = None
    every: str = ""
    # Reckoned of these once, when it is read: rule after rule asks for them.
    quantified: bool = field(default=False, compare=False)
    value: Decimal | None = field(default=None, compare=False)
    base_unit: str = field(default="", compare=False)

    @property
    def percent(self) -> bool:
        """Whether its number is a percentage."""
        return self.quantified and self.unit == "%"

    @property
    def per_cent(self) -> Decimal | None:
        """A rate as per cent: 95 for 95%, 0.95 and 95; None for a count of things."""
        if self.number is None or self.unit not in ("", "%", "‰"):
            return None
        if self.unit == "‰":
            return self.number.scaleb(-1)
        return self.number if self.unit or self.number > 1 else self.number.scaleb(2)

    def scaled(self, number: Decimal) -> Decimal:
        """A number told in this target's unit, in its `base_unit`."""
        return number.scaleb(_scale_of(self.unit)[1])

    @property
    def normal_text(self) -> str:
        """The same meaning in the usual spelling: ≥90% for 不低于９０％; else the text as typed."""
        sign = self.operator or ""
        if self.kind is TargetKind.NUMBER:
            return f"{self.lead}{sign}{self.number:f}{self.unit}"
        if self.kind is TargetKind.RANGE:
            return f"{self.low:f}{self.unit}~{self.high:f}{self.unit}"
        return self.text


_LONGEST = 60
_LONGEST_STATE = 15

_OPERATOR_WORDS = {
    Operator.AT_LEAST: (
        "≥=?", "≧", "⩾", ">=", "=>", "》=", "不低于", "不少于", "不小于", "大于等于", "大于或等于",
        "高于或等于", "至少", "最少",
    ),
    Operator.AT_MOST: (
        "≤=?", "≦", "⩽", "<=", "=<", "《=", "不超过", "不高于", "不多于", "不大于", "小于等于",
        "小于或等于", "低于或等于", "至多", "最多", "控制在",
    ),
    Operator.MORE: (">", "》", "大于", "高于", "多于", "超过", "超"),
    Operator.LESS: ("<", "《", "小于", "低于", "少于", "不足", "不到"),
    Operator.EQUAL: ("=", "等于"),
}  # fmt: skip
_SUFFIX_WORDS = {
    Operator.AT_LEAST: ("及?以上", "含?以上", "(?<![0-9])起"),  # 0起, of accidents, counts them
    Operator.AT_MOST: ("及?以下", "以内", "之内", "内", "封顶"),
}


def _pattern_of(words: dict[Operator, tuple[str, ...]], prefix: str) -> str:
    return "|".join(
        f"(?P<{prefix}{operator.name}>{'|'.join(spellings)})"
        for operator, spellings in words.items()
    )


_OPERATOR = re.compile(_pattern_of(_OPERATOR_WORDS, "op_"))
_SUFFIX = re.compile(rf"(?:\(含\))?(?:{_pattern_of(_SUFFIX_WORDS, 'end_')})$")
_LEAD = re.compile(
    r"(?:约|大约|人均[\u4e00-\u9fff]{0,4}?|平均|户均|每[人户月年天日次个亩生]|达到|达|共|共计|累计"
    r"|提高|提升|增长|增加|上升|下降|降低|减少|缩短|节约){1,4}"
    rf"(?=-?[0-9]|{_OPERATOR.pattern})"
)
_UNIT_PART = r"[A-Za-z\u4e00-\u9fff%‰℃°㎡㎥㎞㎏²³μ]{1,6}"
_UNIT_TEXT = rf"(?:[/\\每]?{_UNIT_PART}(?:[/\\、·*]{_UNIT_PART}){{0,3}})"
_QUANTITY = re.compile(rf"(?P<number>-?{NUMBER})(?P<unit>{_UNIT_TEXT}?)")
_RANGE = re.compile(
    rf"(?P<low>{NUMBER})(?P<first_unit>{_UNIT_TEXT}?)(?:[-~〜]{{1,2}}|至|到)"
    rf"(?P<high>{NUMBER})(?P<unit>{_UNIT_TEXT}?)"
)
# 年月 and 年、月 left over from a template, not a unit.
_TEMPLATE_LEFTOVER = re.compile(r"[年月日、/]{2,}")
_DATE_ENDS = re.compile(
    r"(?P<edge>底|末|初|[上中下]旬)?(?P<limit>之前|以前|前|之内|以内|内|之后|以后|后|起|开始)?"
    r"(?:完成|完工|竣工|到位|发放|拨付|支付|验收)?$"
)
# 千克 and 百户 are counted as they are.
_SCALE = re.compile(rf"(?![百千](?![万元]))(?:{'|'.join(sorted(SCALES, key=len, reverse=True))})")


@lru_cache(maxsize=4_096)  # the same few values stand in most forms, and each rule asks
def parse_target(text: str) -> Target:
    """The meaning of a target as typed. Any text has one: what can't be read is TEXT."""
    tidy = fold(text) if len(text) <= _LONGEST else ""
    if not tidy:
        kind = TargetKind.TEXT if text.strip() else TargetKind.BLANK
        return Target(text, kind)
    operator, rest = _leading_operator(tidy)
    meaning = (
        _date(rest, operator)
        or _period(rest, operator)
        or _range(rest, operator)
        or _number(rest, operator)
        or _led_number(tidy)
        or _words(tidy)
    )
    number, unit = meaning.number, meaning.unit
    return replace(
        meaning,
        text=text,
        quantified=meaning.kind in (TargetKind.NUMBER, TargetKind.RANGE),
        value=None if number is None else meaning.scaled(number),
        base_unit=unit.removeprefix(_scale_of(unit)[0]),
    )


def _leading_operator(tidy: str) -> tuple[Operator | None, str]:
    found = _OPERATOR.match(tidy)
    if found is None:
        return None, tidy
    return Operator[(found.lastgroup or "").removeprefix("op_")], tidy[found.end() :]


def _trailing_operator(rest: str) -> tuple[Operator | None, str]:
    found = _SUFFIX.search(rest)
    if found is None:
        return None, rest
    return Operator[(found.lastgroup or "").removeprefix("end_")], rest[: found.start()]


def _date(rest: str, operator: Operator | None) -> Target | None:
    ends = _DATE_ENDS.search(rest)
    if ends is None or _pointed_number(rest, operator):
        return None
    bare = rest[: ends.start()]
    # 年底 is a date of its own; elsewhere 底 and 末 only say "at the end of".
    moment = parse_moment(bare + (ends["edge"] or "")) or parse_moment(bare)
    if moment is None:
        return None
    limit = operator or _limit_of(ends["limit"])
    return Target("", TargetKind.DATE, limit, first=moment, last=moment)


def _pointed_number(rest: str, operator: Operator | None) -> bool:
    """Whether what reads as year.month is rather a compared number (≥2023.5)."""
    return operator is not None and rest.count(".") == 1 and rest.replace(".", "").isdigit()


def _limit_of(word: str | None) -> Operator | None:
    if not word:
        return None
    return Operator.AT_LEAST if word in ("之后", "以后", "后", "起", "开始") else Operator.AT_MOST


def _period(rest: str, operator: Operator | None) -> Target | None:
    period = parse_period(rest)
    if period is None:
        return None
    first, last, every = period.first, period.last, period.every
    return Target("", TargetKind.PERIOD, operator, first=first, last=last, every=every)


def _range(rest: str, operator: Operator | None) -> Target | None:
    found = _RANGE.fullmatch(rest)
    if found is None or operator is not None or not found["unit"].startswith(found["first_unit"]):
        return None
    low, high = decimal_of(found["low"]), decimal_of(found["high"])
    if low > high:
        return None
    return Target("", TargetKind.RANGE, unit=found["unit"], low=low, high=high)


def _number(rest: str, operator: Operator | None) -> Target | None:
    trailing, quantity = _trailing_operator(rest)
    # Words on both sides must agree: 不超过30日内.
    if operator and trailing and operator is not trailing:
        return None
    found = _QUANTITY.fullmatch(quantity)
    # A unit holds no words of comparison: 0以上以上 says nothing.
    if found is None or _TEMPLATE_LEFTOVER.fullmatch(found["unit"]) or _SUFFIX.search(quantity):
        return None
    number = decimal_of(found["number"])
    return Target("", TargetKind.NUMBER, operator or trailing, number, found["unit"])


def _led_number(tidy: str) -> Target | None:
    lead = _LEAD.match(tidy)
    if lead is None:
        return None
    operator, rest = _leading_operator(tidy[lead.end() :])
    found = _number(rest, operator)
    return replace(found, lead=lead[0]) if found else None


def _words(tidy: str) -> Target:
    plain = tidy.rstrip("。.!")
    state = len(plain) <= _LONGEST_STATE and plain.isalpha()
    return Target("", TargetKind.STATE if state else TargetKind.TEXT)


def _scale_of(unit: str) -> tuple[str, int]:
    found = _SCALE.match(unit)
    return (found[0], SCALES[found[0]]) if found else ("", 0)
