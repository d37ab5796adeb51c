"""What expressions reckon with: kinds of values, and how each is made exact.

Money is a kind of its own, in 分, so that 分 and 元 can't be mixed; every number is a Decimal.
Blank is None: arithmetic with it is blank, a comparison with it is false.
"""

from decimal import Decimal
from enum import StrEnum

from budgetdesk.domain.kind import Kind
from budgetdesk.domain.target import Target, parse_target

Steps = tuple[tuple[Decimal, Decimal], ...]
"""What is given from each bound upwards, the highest bound first."""
ExpressionValue = Decimal | str | bool | Target | Steps | None


class ValueKind(StrEnum):
    """What a part of an expression gives."""

    NUMBER = "数"
    MONEY = "金额"
    TEXT = "文字"
    TRUTH = "是否"
    TARGET = "指标值"
    DATE = "日期"
    STEPS = "分档"  # of a setting: what is given from each bound upwards
    BLANK = "空"  # of a blank that is written out: it goes with anything


_KINDS = {
    Kind.MONEY: ValueKind.MONEY,
    Kind.MONEY_WAN: ValueKind.MONEY,
    Kind.COUNT: ValueKind.NUMBER,
    Kind.TICK: ValueKind.NUMBER,
    Kind.DECIMAL: ValueKind.NUMBER,
    Kind.PERCENT: ValueKind.NUMBER,
    Kind.DATE: ValueKind.DATE,
    Kind.MONTH: ValueKind.DATE,
    Kind.TARGET: ValueKind.TARGET,
}


_WORDS = frozenset({ValueKind.TEXT, ValueKind.DATE})


def kind_of(kind: Kind) -> ValueKind:
    """What a field of a kind gives in an expression."""
    return _KINDS.get(kind, ValueKind.TEXT)


UNDERSTOOD = frozenset({type(None), Decimal, Target, bool})
"""What expressions reckon with as it is; a text may still be a blank one."""


def value_from(kind: ValueKind, held: object) -> ExpressionValue:
    """What a field holds (分, a count, a text), as an expression reckons with it."""
    if type(held) in UNDERSTOOD:
        return held  # type: ignore[return-value]
    if held == "":
        return None
    if kind in _WORDS and isinstance(held, str):
        return held
    match kind:
        case ValueKind.MONEY | ValueKind.NUMBER:
            return Decimal(str(held))
        case ValueKind.TARGET:
            return parse_target(str(held))
    return str(held)


def is_blank(value: ExpressionValue) -> bool:
    """Whether a value is none: a text of blanks, a target without words."""
    if isinstance(value, Target):
        return not value.text.strip()
    return value is None or (isinstance(value, str) and not value.strip())
