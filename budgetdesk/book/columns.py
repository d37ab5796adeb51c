"""What the columns of a book take, read from the file itself."""

from collections.abc import Mapping, Sequence
from enum import Enum

from budgetdesk.book.change import Value
from budgetdesk.book.declared import chosen_in, dictionary_in, tables_in
from budgetdesk.book.errors import UnknownColumn
from budgetdesk.book.store import Store

_TYPES: dict[str, type] = {"INTEGER": int, "TEXT": str}


class Columns:
    """The columns of the clerk's tables and the type of each: int or str, and None for blank.

    `dictionary` is the one that holds, `chosen` its id where a setting says so.
    """

    def __init__(self, store: Store) -> None:
        self.chosen = chosen_in(store.connection)
        self.dictionary = dictionary_in(store.connection)
        tables = tables_in(store.connection)
        self._tables = {table: _columns_of(store, table) for table in tables}

    def of(self, table: str) -> dict[str, type]:
        """The columns of a table; UnknownColumn where there is no such table."""
        if table not in self._tables:
            raise UnknownColumn(table)
        return self._tables[table]

    def checked(self, table: str, values: Mapping[str, Value]) -> dict[str, Value]:
        """Values fit to be written.

        Raises:
            TypeError: a float, a Decimal, a bool, or a text where a number belongs or the reverse;
                SQLite would store them as something else.
            ValueError: a text that holds a NUL character, which SQLite tools cut off.
            UnknownColumn: a column that the table doesn't have, or its id.
        """
        columns = self.of(table)
        return {
            name: value
            # Nearly all are plain texts, and there are very many of them.
            if type(value) is str and columns.get(name) is str and "\0" not in value
            else _checked(table, name, columns, value)
            for name, value in values.items()
        }

    def checked_all(
        self, table: str, rows: Sequence[Mapping[str, Value]]
    ) -> list[dict[str, Value]]:
        """Rows that name the same columns in the same order, as `checked`."""
        columns = self.of(table)
        names = [*rows[0]] if rows else []
        said = (
            values
            if columns.get(name) is str and _are_plain(values)
            else [_checked(table, name, columns, value) for value in values]
            for name, values in zip(
                names, zip(*(row.values() for row in rows), strict=True), strict=True
            )
        )
        return [dict(zip(names, row, strict=True)) for row in zip(*said, strict=True)]


def _are_plain(values: Sequence[Value]) -> bool:
    """Whether all are plain texts that can be written."""
    return {*map(type, values)} == {str} and not any("\0" in str(it) for it in values)


def _columns_of(store: Store, table: str) -> dict[str, type]:
    rows = store.rows("SELECT name, type FROM pragma_table_info(?)", (table,))
    return {name: _TYPES[kind] for name, kind in rows}


def _checked(table: str, name: str, columns: dict[str, type], value: Value) -> Value:
    if name not in columns or name == "id":
        raise UnknownColumn(f"{table}.{name}")
    if value is None:
        return None
    wanted = columns[name]
    if not isinstance(value, wanted) or isinstance(value, bool):
        raise TypeError(f"{table}.{name} takes {wanted.__name__}, not {type(value).__name__}")
    if isinstance(value, str) and "\0" in value:
        raise ValueError(f"{table}.{name} holds a NUL character")
    return value.value if isinstance(value, Enum) else value
