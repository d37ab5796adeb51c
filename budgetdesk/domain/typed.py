"""What was typed into a field as the value the field holds, and back."""

import re

from budgetdesk.domain.kind import Kind
from budgetdesk.domain.money import MoneyError, exact_wan_text, parse_wan, parse_yuan, yuan_text
from budgetdesk.domain.text import clean, half_width, one_line, shorten

Value = str | int | None

_COUNT = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9}) ?(?:[个人名家辆]|台\(套\)|台|套)?")


class TypedError(ValueError):
    """The text doesn't suit the field; the message is one sentence for the clerk."""


def parse_typed(kind: Kind, text: str) -> Value:
    """The value of a text typed or pasted into a field of that kind.

    Amounts become 分, counts whole numbers, each None when blank. One-line fields lose their line
    breaks and outer blanks; paragraphs and targets stay as typed but for a trailing line end.

    Raises:
        TypedError: the text is no value of that kind.
    """
    match kind:
        case Kind.MONEY | Kind.MONEY_WAN:
            return _money(kind, text)
        case Kind.COUNT:
            return _count(text)
        case Kind.LINE | Kind.CHOICE:
            return one_line(text)
        case Kind.PARAGRAPH | Kind.TARGET:
            return clean(text).removesuffix("\n")


def show_value(kind: Kind, value: Value) -> str:
    """A value as the text to edit; `parse_typed` gives the same value back."""
    if value is None or isinstance(value, str):
        return value or ""
    if kind is Kind.MONEY_WAN:
        return exact_wan_text(value)
    return yuan_text(value) if kind is Kind.MONEY else str(value)


def _money(kind: Kind, text: str) -> int | None:
    try:
        return parse_yuan(text) if kind is Kind.MONEY else parse_wan(text)
    except MoneyError as error:
        raise TypedError(str(error)) from error


def _count(text: str) -> int | None:
    tidy = half_width(text).strip()
    if not tidy:
        return None
    found = _COUNT.fullmatch(tidy)
    if found is None:
        raise TypedError(f"「{shorten(text)}」不是个数，请填 0 或正整数，如 18。")
    return int(found[1].replace(",", ""))
