"""What was typed into a field as the value the field holds, and back."""

from collections.abc import Callable

from budgetdesk.domain.kind import Kind
from budgetdesk.domain.late_pattern import late_pattern
from budgetdesk.domain.money import MoneyError, exact_wan_text, parse_wan, parse_yuan, yuan_text
from budgetdesk.domain.text import clean, half_width, one_line, shorten
from budgetdesk.domain.typed_dates import parse_date, parse_month, parse_period, show_dated

Value = str | int | None

_COUNT = late_pattern(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9}) ?(?:[个人名家辆]|台\(套\)|台|套)?")

_DECIMAL = late_pattern(r"-?[0-9]{1,12}(?:\.[0-9]{1,9})?")
_YES = frozenset("1 √ ✓ ☑ ■ 是 有 对 Y y".split())
_NO = frozenset("0 × ☐ □ 否 无 N n".split())
_DATED: dict[Kind, tuple[Callable[[str], str | None], str]] = {
    Kind.DATE: (parse_date, "日期，请写成 2025年3月1日 的样子"),
    Kind.MONTH: (parse_month, "月份，请写成 2025年3月 的样子"),
    Kind.PERIOD: (parse_period, "起止日期，请写成 2025年3月1日—2025年11月30日 的样子"),
}


class TypedError(ValueError):
    """The text doesn't suit the field; the message is one sentence for the clerk."""


def parse_typed(kind: Kind, text: str) -> Value:
    """The value of a text typed or pasted into a field of that kind.

    Amounts become 分, counts whole numbers, each None when blank. One-line fields lose their line
    breaks and outer blanks; paragraphs and targets stay as typed but for a trailing line end.
    Decimals and percents become plain decimal text, dates ISO text, a tick 1 or None.

    Raises:
        TypedError: the text is no value of that kind.
    """
    match kind:
        case Kind.MONEY | Kind.MONEY_WAN:
            return _money(kind, text)
        case Kind.COUNT:
            return _count(text)
        case Kind.TICK:
            return _tick(text)
        case Kind.DECIMAL | Kind.PERCENT:
            return _decimal(text)
        case Kind.DATE | Kind.MONTH | Kind.PERIOD:
            return _dated(kind, text)
        case Kind.LINE | Kind.CHOICE | Kind.PHONE | Kind.PERSON:
            return one_line(text)
        case Kind.PARAGRAPH | Kind.TARGET:
            return clean(text).removesuffix("\n")


def has_more_decimals(value: Value, most: int | None) -> bool:
    """Whether a decimal number as fields hold it has more places than may be; zeros don't count."""
    if most is None or not isinstance(value, str):
        return False
    return len(value.partition(".")[2].rstrip("0")) > most


def show_value(kind: Kind, value: Value) -> str:
    """A value as the text to edit; `parse_typed` gives the same value back."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        if kind is Kind.PERCENT:
            return f"{value}%"
        return show_dated(value) if kind in _DATED else value
    if kind is Kind.TICK:
        return "√" if value else ""
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


def _tick(text: str) -> int | None:
    tidy = text.strip()
    if tidy in _YES:
        return 1
    if tidy and tidy not in _NO:
        raise TypedError(f"「{shorten(text)}」不是勾选，请填 √，不选的留空。")
    return None


def _decimal(text: str) -> str:
    tidy = half_width(text).strip().removesuffix("%").replace(",", "").strip()
    if tidy and not _DECIMAL.fullmatch(tidy):
        raise TypedError(f"「{shorten(text)}」不是数字，请填 12.5 的样子。")
    whole, point, part = tidy.partition(".")
    sign = "-" if whole.startswith("-") else ""
    digits = whole.lstrip("-").lstrip("0") or ("0" if tidy else "")
    return f"{sign}{digits}{point}{part}"


def _dated(kind: Kind, text: str) -> str:
    if not text.strip():
        return ""
    parse, wanted = _DATED[kind]
    found = parse(text)
    if found is None:
        raise TypedError(f"「{shorten(text)}」不是{wanted}。")
    return found
