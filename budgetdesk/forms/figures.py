"""Figures that a form prints within its own words: what a formula gives, a sum over rows."""

from collections.abc import Iterable
from decimal import Decimal

from budgetdesk.dictionary.expressions.values import ExpressionValue, ValueKind
from budgetdesk.domain.exact import EXACT, plain_text, rounded
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.money import exact_wan_text, yuan_text
from budgetdesk.domain.target import Target
from budgetdesk.forms.definition import Form

SUMMED = frozenset({Kind.COUNT, Kind.DECIMAL, Kind.PERCENT, Kind.MONEY, Kind.MONEY_WAN})
"""The kinds of fields that can be summed over rows."""
_DECIMALS = 4


def shown_figure(value: ExpressionValue, kind: ValueKind, form: Form) -> str:
    """What a formula gives, as it is printed within a text; "" for a blank.

    Money is in 元; a condition is a tick; a number has at most four decimals.
    """
    if value is None or value is False:
        return ""
    if value is True:
        return "√"
    if isinstance(value, Decimal):
        if kind is ValueKind.MONEY:
            return yuan_text(int(rounded(value, 0)), thousands=form.thousands)
        return plain_text(value, _DECIMALS)
    return value.text if isinstance(value, Target) else str(value)


def summed(kind: Kind, held: Iterable[object], form: Form) -> str:
    """The sum of what the rows of a list hold, as it is printed; "" where none holds anything."""
    told = [Decimal(str(value)) for value in held if value not in (None, "")]
    if not told:
        return ""
    total = Decimal(0)
    for value in told:
        total = EXACT.add(total, value)
    if kind is Kind.MONEY:
        return yuan_text(int(total), thousands=form.thousands)
    if kind is Kind.MONEY_WAN:
        return exact_wan_text(int(total))
    return plain_text(total, _DECIMALS) + ("%" if kind is Kind.PERCENT else "")
