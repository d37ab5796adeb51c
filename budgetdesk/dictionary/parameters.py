"""The numeric settings of a form set that its formulas read by name: points, bounds of grades."""

from decimal import Decimal
from typing import NamedTuple

from budgetdesk.dictionary.expressions.values import Steps
from budgetdesk.dictionary.toml_table import TomlTable

PARAMETERS = "parameters"
"""The table of `set.toml`, and of the dictionary that a book carries, that they stand in."""


class Parameter(NamedTuple):
    """A setting: its path (`parameters.grade_best`), its official name, and what it is."""

    path: str
    name: str
    value: Decimal | Steps


def read_parameters(table: TomlTable) -> tuple[Parameter, ...]:
    """The settings in the order in which they are written.

    Raises:
        FormSetError: a key is missing, unknown or wrong.
    """
    found = []
    for key in table.written:
        one = table.table(key)
        one.refuse_all_but(("name", "value", "steps"))
        value = _steps(one) if "steps" in one else _number(one)
        found.append(Parameter(f"{PARAMETERS}.{key}", one.text("name"), value))
    return tuple(found)


def _number(table: TomlTable) -> Decimal:
    value = table.whole("value") if table.holds("value", int) else table.signed("value")
    return Decimal(str(value))


def _steps(table: TomlTable) -> Steps:
    if "value" in table:
        table.fail("value", "value 和 steps 只能写一个，请删去一个。")
    pairs = table.pairs("steps")
    steps = tuple((Decimal(str(bound)), Decimal(str(given))) for bound, given in pairs)
    if len({bound for bound, _ in steps}) < len(steps):
        table.fail("steps", "同一个下限写了两次，请删去一个。")
    return tuple(sorted(steps, reverse=True))
