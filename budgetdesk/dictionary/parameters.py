"""The numeric settings of a form set that its formulas read by name: points, bounds of grades."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from budgetdesk.dictionary.toml_table import TomlTable

if TYPE_CHECKING:
    from budgetdesk.dictionary.expressions.values import Steps

PARAMETERS = "parameters"
"""The table of `set.toml`, and of the dictionary that a book carries, that they stand in."""


_BOUNDS = ("least", "most")
"""What the value, or what the steps give, may not fall below or exceed."""


class Parameter(NamedTuple):
    """A setting: its path (`parameters.grade_best`), its official name, and what it is."""

    path: str
    name: str
    value: "Decimal | Steps"


def read_parameters(table: TomlTable) -> tuple[Parameter, ...]:
    """The settings in the order in which they are written.

    Raises:
        FormSetError: a key is missing, unknown or wrong.
    """
    found = []
    for key in table.written:
        one = table.table(key)
        one.refuse_all_but(("name", "value", "steps", *_BOUNDS))
        value = _steps(one) if "steps" in one else _number(one)
        found.append(Parameter(f"{PARAMETERS}.{key}", one.text("name"), value))
    return tuple(found)


def _number(table: TomlTable) -> Decimal:
    value = _exact(table, "value")
    _require_within(table, "value", (value,))
    return value


def _exact(table: TomlTable, key: str) -> Decimal:
    return Decimal(str(table.whole(key) if table.holds(key, int) else table.signed(key)))


def _require_within(table: TomlTable, key: str, values: Iterable[Decimal]) -> None:
    """No value lies below `least` or above `most`, where these are said."""
    least, most = (_exact(table, it) if it in table else None for it in _BOUNDS)
    for value in values:
        if (least is not None and value < least) or (most is not None and value > most):
            bounds = (("不小于", least), ("不大于", most))
            told = "、".join(f"{word} {it}" for word, it in bounds if it is not None)
            table.fail(key, f"现在是 {value}，应{told}，请改。")


def _steps(table: TomlTable) -> "Steps":
    if "value" in table:
        table.fail("value", "value 和 steps 只能写一个，请删去一个。")
    pairs = table.pairs("steps")
    steps = tuple((Decimal(str(bound)), Decimal(str(given))) for bound, given in pairs)
    if len({bound for bound, _ in steps}) < len(steps):
        table.fail("steps", "同一个下限写了两次，请删去一个。")
    _require_within(table, "steps", (given for _, given in steps))
    return tuple(sorted(steps, reverse=True))
