"""What kinds of values fields hold."""

from enum import StrEnum


class Kind(StrEnum):
    """What a field holds, and so how typed text becomes its value."""

    LINE = "line"  # one line of text
    PARAGRAPH = "paragraph"  # text of any length, may hold line breaks
    CHOICE = "choice"  # text from an open list that the form set gives
    MONEY = "money"  # 分, typed and shown in 元
    MONEY_WAN = "money_wan"  # 分, typed and shown in 万元
    COUNT = "count"  # a non-negative whole number
    TARGET = "target"  # an indicator's target, text as typed
