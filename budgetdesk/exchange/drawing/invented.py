"""What an example says in a field: a text as it would be typed, plainly invented."""

from collections.abc import Sequence
from decimal import Decimal

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.dictionary.expressions.expression import Expression
from budgetdesk.dictionary.reckoning import Reckoned
from budgetdesk.domain.fields import Field
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import DeclaredRecord, DeclaredRow, Department
from budgetdesk.domain.typed import parse_typed

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
_ROWS = 3  # of a list


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


def leaves(kind: KindDeclaration, found: Expression) -> tuple[str, ...]:
    """The paths of the fields that a formula goes back to in the end: those that no formula gives.

    In the order of the form.
    """
    seen: set[str] = set()
    waiting = [*found.reads]
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            waiting += kind.formulas[path].reads if path in kind.formulas else ()
    return tuple(path for path in kind.fields if path in seen and path not in kind.formulas)


def invented_record(kind: KindDeclaration, paths: tuple[str, ...], year: int) -> Reckoned:
    """A record with invented values in some fields, and rows of the lists that they are in."""
    said: dict[str, object] = {}
    lists: dict[str, list[str]] = {}
    for number, path in enumerate(paths, 1):
        field = kind.fields[path]
        above = path.rpartition(".")[0]
        if field.listed and above in kind.lists:
            lists.setdefault(above, []).append(path)
        else:
            said[path] = parse_typed(field.kind, invented(field, year, times=number))
    for above, columns in lists.items():
        rows = (_row(kind, columns, year, number) for number in range(1, _ROWS + 1))
        said[above] = tuple(rows)
    return reckoned_of(kind, said)


def reckoned_of(kind: KindDeclaration, said: dict[str, object]) -> Reckoned:
    """A record that says so, with what is worked out of it."""
    record = DeclaredRecord(kind.kind, Department("", ""), said)
    return Reckoned(record, kind.fields, kind.formulas)


def _row(kind: KindDeclaration, columns: Sequence[str], year: int, number: int) -> DeclaredRow:
    fields = (kind.fields[path] for path in columns)
    return DeclaredRow(
        {it.last: parse_typed(it.kind, invented(it, year, times=number)) for it in fields}
    )
