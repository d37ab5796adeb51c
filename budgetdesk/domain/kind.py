"""What kinds of values fields hold."""

from enum import StrEnum


class Kind(StrEnum):
    """What a field holds, and so how typed text becomes its value."""

    LINE = "line"  # one line of text
    PARAGRAPH = "paragraph"  # text of any length, may hold line breaks
    CHOICE = "choice"  # text from an open list that the form set gives
    TICK = "tick"  # 1 for yes, else blank
    MONEY = "money"  # 分, typed and shown in 元
    MONEY_WAN = "money_wan"  # 分, typed and shown in 万元
    COUNT = "count"  # a non-negative whole number
    DECIMAL = "decimal"  # a number as plain decimal text, never a float
    PERCENT = "percent"  # the same, without its sign
    DATE = "date"  # 2025-03-01
    MONTH = "month"  # 2025-03
    PERIOD = "period"  # two dates: 2025-03-01/2025-11-30
    TARGET = "target"  # an indicator's target, text as typed
    PHONE = "phone"
    PERSON = "person"

    @property
    def is_number(self) -> bool:
        """Whether the value is an int, and blank is None; else it is a text, and blank is ""."""
        return self in _NUMBERS

    @property
    def is_text(self) -> bool:
        """Whether it is words that may be searched and replaced in."""
        return self in _TEXTS

    @property
    def is_money(self) -> bool:
        """Whether the value is an amount in 分."""
        return self in (Kind.MONEY, Kind.MONEY_WAN)


_TEXTS = frozenset({Kind.LINE, Kind.PARAGRAPH, Kind.TARGET, Kind.PHONE, Kind.PERSON})
_NUMBERS = frozenset({Kind.TICK, Kind.MONEY, Kind.MONEY_WAN, Kind.COUNT})
