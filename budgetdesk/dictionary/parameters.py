"""The numeric settings of a form set that its formulas read by name: points, bounds of grades."""

from decimal import Decimal

from budgetdesk.dictionary.expressions.naming import NamedField
from budgetdesk.dictionary.expressions.values import ValueKind
from budgetdesk.dictionary.toml_table import TomlTable

PARAMETERS = "parameters"
"""The table of `set.toml`, and of the dictionary that a book carries, that they stand in."""


def read_parameters(table: TomlTable) -> tuple[NamedField, ...]:
    """The settings as names of numbers: by path (`parameters.grade_best`) and official name.

    Raises:
        FormSetError: a key is missing, unknown or wrong.
    """
    found = []
    for key in table.written:
        one = table.table(key)
        one.refuse_all_but(("name", "value"))
        value = one.whole("value") if one.holds("value", int) else one.signed("value")
        path = f"{PARAMETERS}.{key}"
        found.append(NamedField(path, ValueKind.NUMBER, (one.text("name"),), Decimal(str(value))))
    return tuple(found)
