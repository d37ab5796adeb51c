"""From one entry of a dictionary to a `Field`."""

from collections.abc import Callable
from typing import Any

from budgetdesk.dictionary.declaration import OWN
from budgetdesk.dictionary.toml_table import TomlTable
from budgetdesk.domain.fields import FROM_ROW, HORIZON_LABELS, Field
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.late_pattern import late_pattern
from budgetdesk.domain.records import Horizon

_KINDS = {kind.value: kind for kind in Kind if kind is not Kind.MONEY_WAN}
_ABOVE = {"department": "department", "unit": "unit"}
_DECIMAL = late_pattern(r"decimal\(([0-9])\)")
_PERSONAL = (Kind.PERSON, Kind.PHONE)
_NEEDED = ("name", "kind")
# How the other keys are read, each where it is written; most fields write few of them.
_READ: dict[str, Callable[[TomlTable, str], Any]] = {
    **dict.fromkeys(
        ("hint", "group", "unit", "instruction", "key", "required_when", "proposed"), TomlTable.text
    ),
    **dict.fromkeys(("aliases", "choices"), TomlTable.texts),
    **dict.fromkeys(("required", "counts", "foot", "personal", "evident"), TomlTable.flag),
    "longest": TomlTable.count,
    "carried": lambda table, key: (
        table.text(key) if table.text(key).startswith(FROM_ROW) else table.one_of(key, _ABOVE)
    ),
}
_KEYS = (*_NEEDED, *_READ, "column", "may_lack", "computed")  # the caller has read the column


def read_field(
    tables: TomlTable, key: str, path: str, column: str, horizon: str, *, own: bool, listed: bool
) -> Field:
    """The field that stands at `key`.

    Args:
        tables: the fields of a record, part or list.
        key: which of them.
        path: the path of the field.
        column: its column in the book.
        horizon: for which of the horizons it is read, "" for none.
        own: whether a form set declares it.
        listed: whether it is in a row of a list.

    Raises:
        FormSetError: a key is missing, unknown or wrong.
    """
    table = tables.table(key)
    table.refuse_all_but(_KEYS)
    if "proposed" in table and "computed" in table:
        table.fail("proposed", "computed 和 proposed 只能写一个，请删去一个。")
    said = {name: _READ[name](table, name) for name in table.written if name in _READ}
    if listed and not table.text("carried", FROM_ROW).startswith(FROM_ROW):
        table.fail("carried", f'列表的字段请写成 carried = "{FROM_ROW}字段名"。')
    kind, decimals = _kind(table)
    prefix = HORIZON_LABELS[Horizon(horizon)] if horizon else ""
    worked_out: dict[str, Any] = {
        "decimals": decimals,
        "most_decimals": decimals if kind is Kind.DECIMAL and "(" in table.text("kind") else None,
        "personal": kind in _PERSONAL,
        "may_lack": _may_lack(table, horizon),
        **_computed(table),
        "column": _column(table, column, own=own),
        "key": key,
        "own": own,
        "listed": listed,
    }
    return Field(path, f"{prefix}{table.text('name')}", kind, **(worked_out | said))


def _kind(table: TomlTable) -> tuple[Kind, int]:
    """The kind at `kind`, and how many decimals it may have."""
    word = table.text("kind")
    if word not in _KINDS and (found := _DECIMAL.fullmatch(word)):
        return Kind.DECIMAL, int(found[1])
    kind = table.one_of("kind", _KINDS)
    if kind is Kind.MONEY and table.text("unit", "") == "万元":
        return Kind.MONEY_WAN, 0
    return kind, 2 if kind in (Kind.DECIMAL, Kind.PERCENT) else 0


def _computed(table: TomlTable) -> dict[str, object]:
    """Whether a field is computed: `true` by the program, a text by that formula."""
    if "computed" not in table:
        return {}
    if table.holds("computed", str):
        return {"computed": True, "formula": table.text("computed")}
    return {"computed": table.flag("computed")}


def _may_lack(table: TomlTable, horizon: str) -> bool:
    """True, or the horizon whose field a record may lack."""
    if "may_lack" not in table:
        return False
    if table.holds("may_lack", str):
        return table.text("may_lack") == horizon
    return table.flag("may_lack")


def _column(table: TomlTable, column: str, *, own: bool) -> str:
    """A name of the base dictionary as it says; of a form set behind its prefix."""
    if own and "column" in table:
        table.fail("column", "套表的字段不写 column，请删去。")
    return f"{OWN}{column}" if own else column
