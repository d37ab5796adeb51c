"""What `tables.toml` of a form set says: the columns, heads and fixed lines of its tables."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from budgetdesk.assets import forms_folder
from budgetdesk.book.table_views import TABLE_VIEWS
from budgetdesk.dictionary.toml_table import TomlTable
from budgetdesk.forms.loader import FormSetError, read_part

__all__ = ["FormSetError", "load_table_set", "read_table_set"]

_FILE = "tables"
# What a row says beside its cells, for the JSON.
_ATTRIBUTES = ("line", "level", "parent", "unit", "values")
_TEXTS = ("name", "code", "government")


class Rows(StrEnum):
    """Which rows a side has."""

    ITEMS = "items"  # the fixed lines of the definition
    CLASSES = "classes"  # 类, the fixed ones and what else has money
    CODES = "codes"  # 合计, 类, 款, 项
    ECONOMIC = "economic"  # 合计, 类, pairs of economic codes
    UNITS = "units"  # 部门合计 and its units
    PROJECTS = "projects"  # 部门, 单位, 项目


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `heads` from the outermost in; `amount` is a column of the side's view.

    `width` is a weight. An `optional` column is printed only with an amount in it.
    """

    key: str
    name: str
    heads: tuple[str, ...]
    width: float
    text: str = ""  # name, code or government; "" for an amount
    amount: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A fixed line: the row of the view it shows, and the column where it shows only one.

    With neither it is a line without figures.
    """

    name: str
    row: str | None = None
    column: str | None = None
    parent: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One half of a table that has two, or all of it."""

    view: str
    rows: Rows
    columns: tuple[Column, ...]
    items: tuple[Item, ...] = ()
    footer: tuple[Item, ...] = ()
    unnamed_total: bool = False


@dataclass(frozen=True, slots=True)
class TableDefinition:
    """One official table. `{year}` in its texts stands for the budget year."""

    id: str
    number: str
    title: str
    sides: tuple[Side, ...]
    keys: tuple[str, ...]  # of a row in the JSON
    landscape: bool = False
    numbered: bool = False  # a row below the heads counts the columns
    counts: str = ""  # what of the ledger it counts, in words


@dataclass(frozen=True, slots=True)
class TableSet:
    """The tables of a form set."""

    form_set: str
    version: str
    unit: str
    no_data: str
    classes: tuple[tuple[str, str], ...]  # code and name
    tables: tuple[TableDefinition, ...]


@cache
def load_table_set(form_set: str) -> TableSet:
    """The tables of a form set, read once.

    Raises:
        FormSetError: the file cannot be used.
    """
    return read_table_set(forms_folder(), form_set)


def read_table_set(folder: Path, form_set: str) -> TableSet:
    """The tables of a form set below `folder`, read anew.

    Raises:
        FormSetError: a key is missing, unknown or wrong.
    """
    table = read_part(folder, form_set, _FILE)
    tables = table.table("tables")
    result = TableSet(
        form_set=form_set,
        version=table.text("version"),
        unit=table.text("unit"),
        no_data=table.text("no_data"),
        classes=_classes(table),
        tables=tuple(_definition(tables, name, table) for name in table.texts("order")),
    )
    table.finish()
    return result


def _classes(table: TomlTable) -> tuple[tuple[str, str], ...]:
    pairs = table.text_lists("classes")
    if any(len(pair) != 2 for pair in pairs):
        table.fail("classes", '每一项应为编码和名称，请写成 ["208", "社会保障和就业支出"]。')
    return tuple((code, name) for code, name in pairs)


def _definition(tables: TomlTable, name: str, top: TomlTable) -> TableDefinition:
    if name not in tables:
        top.fail("order", f"没有写「{name}」这张表，请补上 [tables.{name}]。")
    table = tables.table(name)
    sides = tuple(_side(side) for side in table.tables("sides"))
    definition = TableDefinition(
        id=name,
        number=table.text("number"),
        title=table.text("title"),
        sides=sides,
        keys=_keys(table, sides),
        landscape=table.flag("landscape", default=False),
        numbered=table.flag("numbered", default=False),
        counts=table.text("counts", ""),
    )
    table.finish()
    return definition


def _keys(table: TomlTable, sides: tuple[Side, ...]) -> tuple[str, ...]:
    keys = table.texts("keys")
    columns = [column.key for side in sides for column in side.columns]
    if len(set(columns)) < len(columns):
        table.fail("sides", "两列的 key 相同，请改其中一个。")
    for key in keys:
        if key not in (*_ATTRIBUTES, *columns):
            table.fail("keys", f"没有「{key}」这一列，可用的有：{'、'.join(columns)}。")
    return keys


def _side(table: TomlTable) -> Side:
    view = table.one_of("view", {name: name for name in TABLE_VIEWS})
    side = Side(
        view=view,
        rows=table.one_of("rows", {rows.value: rows for rows in Rows}),
        columns=tuple(_column(column, view) for column in table.tables("columns")),
        items=_items(table, "items", view),
        footer=_items(table, "footer", view),
        unnamed_total=table.flag("unnamed_total", default=False),
    )
    table.finish()
    return side


def _column(table: TomlTable, view: str) -> Column:
    heads = table.texts("heads")
    if not heads:
        table.fail("heads", "请写至少一层表头。")
    if ("text" in table) == ("amount" in table):
        table.fail("key", "每一列要么写 text，要么写 amount。")
    column = Column(
        key=table.text("key"),
        name=table.text("name", heads[-1]),
        heads=heads,
        width=table.number("width"),
        text=table.one_of("text", {text: text for text in _TEXTS}) if "text" in table else "",
        amount=_amount(table, "amount", view) if "amount" in table else "",
        optional=table.flag("optional", default=False),
    )
    table.finish()
    return column


def _items(table: TomlTable, key: str, view: str) -> tuple[Item, ...]:
    return tuple(_item(item, view) for item in table.tables(key)) if key in table else ()


def _item(table: TomlTable, view: str) -> Item:
    item = Item(
        name=table.text("name"),
        row=table.text("row") if "row" in table else None,
        column=_amount(table, "column", view) if "column" in table else None,
        parent=table.text("parent", ""),
        total=table.flag("total", default=False),
    )
    table.finish()
    return item


def _amount(table: TomlTable, key: str, view: str) -> str:
    return table.one_of(key, {name: name for name in TABLE_VIEWS[view].columns})
