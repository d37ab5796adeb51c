"""The numeric settings of a form set that its formulas read by name: points, bounds of grades."""

from decimal import Decimal
from typing import NamedTuple

from budgetdesk.dictionary.toml_table import TomlTable

PARAMETERS = "parameters"
"""The table of `set.toml`, and of the dictionary that a book carries, that they stand in."""


class Parameter(NamedTuple):
    """A setting: its path (`parameters.grade_best`), its official name, and what it is."""

    path: str
    name: str
    value: Decimal


def read_parameters(table: TomlTable) -> tuple[Parameter, ...]:
    """The settings in the order in which they are written.

    Raises:
        FormSetError: a key is missing, unknown or wrong.
    """
    found = []
    for key in table.written:
        one = table.table(key)
        one.refuse_all_but(("name", "value"))
        value = one.whole("value") if one.holds("value", int) else one.signed("value")
        found.append(Parameter(f"{PARAMETERS}.{key}", one.text("name"), Decimal(str(value))))
    return tuple(found)
