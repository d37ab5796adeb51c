"""A field's value as exchange JSON has it."""

from typing import cast

from budgetdesk.domain.kind import Kind
from budgetdesk.domain.money import exact_wan_text, exchange_text


def told_value(kind: Kind, value: object) -> str | bool:
    """Amounts as decimal strings in the field's own unit, a tick as true, all else as text."""
    if kind is Kind.MONEY:
        return exchange_text(cast(int, value)) or ""
    if kind is Kind.MONEY_WAN:
        return exact_wan_text(cast(int, value))
    return bool(value) if kind is Kind.TICK else str(value)
