"""What an example says in a field: a text as it would be typed, plainly invented."""

from decimal import Decimal

from budgetdesk.domain.fields import Field
from budgetdesk.domain.kind import Kind

_PARAGRAPH = "这是为查看表样编写的示例文字，写项目做什么、为谁做、做到什么程度。"
_TEXTS = {
    Kind.LINE: "示例", Kind.PARAGRAPH: _PARAGRAPH, Kind.CHOICE: "示例", Kind.TICK: "√",
    Kind.TARGET: "≥95%", Kind.PHONE: "0000-0000000", Kind.PERSON: "示例人",
}  # fmt: skip
_NUMBERS = {
    Kind.MONEY: "125000", Kind.MONEY_WAN: "12.5", Kind.COUNT: "3", Kind.DECIMAL: "10",
    Kind.PERCENT: "90",
}  # fmt: skip
_MOST_PER_CENT = 100


def invented(field: Field, year: int, choices: tuple[str, ...] = (), times: int = 1) -> str:
    """An invented text for a field.

    Args:
        field: which field.
        year: of its dates.
        choices: what may be chosen, where the form says more than the field.
        times: numbers that stand beside each other differ by it.
    """
    dated = {
        Kind.DATE: f"{year}年3月1日",
        Kind.MONTH: f"{year}年7月",
        Kind.PERIOD: f"{year}年1月1日—{year}年12月31日",
    }
    offered = choices or field.choices
    if field.kind is Kind.CHOICE and offered:
        return offered[0]
    text = dated.get(field.kind) or _TEXTS.get(field.kind) or _number(field.kind, times)
    return text[: field.longest] if field.longest else text


def _number(kind: Kind, times: int) -> str:
    number = Decimal(_NUMBERS[kind]) * times
    return f"{min(number, _MOST_PER_CENT) if kind is Kind.PERCENT else number:f}"
