"""The dictionary that a book was made with: kept in it, and its tables and columns made from it.

A book holds what its form set added to the base dictionary, one row for each time that was taken
over: made one after the other, they give the book's tables. Columns are added, none is dropped.
Which of them holds now a setting says, so that taking one over can be undone; else the last.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from budgetdesk.book.errors import DeclaredOtherwise
from budgetdesk.book.schema import DATA_TABLES
from budgetdesk.dictionary.base import base_dictionary, extended
from budgetdesk.dictionary.declaration import OWN, Dictionary, KindDeclaration, RowList
from budgetdesk.dictionary.toml_table import TomlTable, plain_table
from budgetdesk.domain.fields import Field

_ID = "id INTEGER PRIMARY KEY AUTOINCREMENT,\n    uuid TEXT NOT NULL UNIQUE"
_TYPES = {True: "INTEGER", False: "TEXT NOT NULL DEFAULT ''"}
FOLLOWS = "follows"
"""The column of a following list that holds the uuid of the row it follows."""
GONE = "gone"
"""The column that says that this row is no longer there."""
CHOSEN = "dictionary"
"""The setting that says which of the book's dictionaries holds now, by its id."""
SETTING = "form_set_files"
"""The setting with the files of the sets that a book brings."""
_CHOSEN_ID = f"SELECT CAST(value AS INTEGER) FROM setting WHERE key = '{CHOSEN}'"  # noqa: S608
_FOLLOWING = {FOLLOWS: "TEXT NOT NULL DEFAULT ''", GONE: "INTEGER NOT NULL DEFAULT 0"}


def dictionaries_in(connection: sqlite3.Connection) -> tuple[Dictionary, ...]:
    """The dictionaries that a book has taken over, the one that holds now last; () for none.

    An earlier one that holds again stands in its own place and at the end.

    Raises:
        FormSetError: one of them is none.
    """
    table = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'dictionary'"
    if connection.execute(table).fetchone() is None:
        return ()
    rows = dict(connection.execute("SELECT id, extension FROM dictionary ORDER BY id").fetchall())
    taken = tuple(_read(text) for text in rows.values())
    chosen = chosen_in(connection) if rows else None
    if chosen is None or chosen == max(rows):
        return taken
    return (*taken, _read(rows[chosen]) if chosen in rows else base_dictionary())


def chosen_in(connection: sqlite3.Connection) -> int | None:
    """The id of the dictionary that a setting says holds now; None where none says so."""
    found = connection.execute(_CHOSEN_ID).fetchone()
    return int(found[0]) if found else None


def dictionary_in(connection: sqlite3.Connection) -> Dictionary:
    """The dictionary that a book has now."""
    return next(reversed(dictionaries_in(connection)), base_dictionary())


def tables_in(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The clerk's tables that a book has, those of its own dictionary behind the others."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    names = [name for (name,) in rows]
    own = (name for name in names if name.startswith(OWN))
    return (*(name for name in DATA_TABLES if name in names), *own)


def put_dictionary(connection: sqlite3.Connection, dictionary: Dictionary) -> int:
    """Keep a dictionary in a book, and make the tables and columns that it lacks; its id.

    One that the book took over before is not kept twice.

    Raises:
        DeclaredOtherwise: a field was declared before with another kind of value.
    """
    make_tables(connection, dictionary)
    text = text_of(dictionary)
    known = connection.execute("SELECT id FROM dictionary WHERE extension = ?", (text,)).fetchone()
    if known:
        return int(known[0])
    return (
        connection.execute("INSERT INTO dictionary (extension) VALUES (?)", (text,)).lastrowid or 0
    )


def make_tables(connection: sqlite3.Connection, dictionary: Dictionary) -> None:
    """Make the tables and columns of a dictionary that a book lacks; errors as `put_dictionary`."""
    for statement in _statements(connection, dictionary):
        connection.execute(statement)


def widens_base(dictionary: Dictionary) -> bool:
    """Whether a form set declares fields in the tables of the base dictionary."""
    base = (kind for kind in dictionary.kinds.values() if not kind.own)
    return any(
        it.own and not (isinstance(group, RowList) and group.own)
        for kind in base
        for path, it in kind.fields.items()
        for group in (kind.group_of(path),)
    )


def text_of(dictionary: Dictionary) -> str:
    """What a dictionary adds to the base one, as a book keeps it."""
    return json.dumps(dictionary.extension, ensure_ascii=False)


def require_formulas_of(dictionary: Dictionary) -> None:
    """Read the formulas of a book's dictionary, which opening the book leaves for later.

    Raises:
        FormSetError: one of them can't be read.
    """
    extended(_table(dictionary.extension))


@lru_cache(maxsize=16)
def _read(text: str) -> Dictionary:
    return extended(_table(json.loads(text)), trusted=True)


def _table(extension: Mapping[str, object]) -> TomlTable:
    return plain_table(extension, Path("账套") / "dictionary")


def _statements(connection: sqlite3.Connection, dictionary: Dictionary) -> Iterator[str]:
    fields: dict[str, dict[str, Field]] = {}
    begun: dict[str, str] = {}
    for kind in dictionary.kinds.values():
        if kind.own:
            begun[kind.table] = _kind_columns(kind, dictionary)
        _gather(fields, kind.table, kind.own_fields)
        for group in kind.groups:
            if isinstance(group, RowList) and group.own:
                begun[group.table] = _list_columns(kind, group)
            _gather(fields, group.table or kind.table, (it for it in group.fields if it.own))
    lists = {it.table: it for kind in dictionary.own_kinds for it in kind.own_lists}
    for table, own in fields.items():
        known = _columns_of(connection, table)
        if known:
            yield from _added(table, known, own.values())
            yield from _made_following(known, lists.get(table))
        elif own or table in begun:
            yield _made(table, begun[table], own.values())


def _gather(fields: dict[str, dict[str, Field]], table: str, own: Iterable[Field]) -> None:
    columns = fields.setdefault(table, {})
    for field in own:
        if _type_of(columns.setdefault(field.column, field)) != _type_of(field):
            raise DeclaredOtherwise(field.label)


def _type_of(field: Field) -> str:
    return _TYPES[field.kind.is_number]


def _made(table: str, begun: str, fields: Iterable[Field]) -> str:
    """Written as SQLite has it once the columns were added: each of these takes its time."""
    columns = "".join(f", {field.column} {_type_of(field)}" for field in fields)
    return f"CREATE TABLE {table} (\n    {begun}\n{columns}) STRICT"


def _added(table: str, known: Mapping[str, str], fields: Iterable[Field]) -> Iterator[str]:
    """The columns that a table lacks."""
    for field in fields:
        kind, wanted = known.get(field.column), _type_of(field)
        if kind is None:
            yield f"ALTER TABLE {table} ADD COLUMN {field.column} {wanted}"
        elif kind != wanted.partition(" ")[0]:
            raise DeclaredOtherwise(field.label)


def _kind_columns(kind: KindDeclaration, dictionary: Dictionary) -> str:
    above = kind.below
    table = dictionary.kinds[above].table if above in dictionary.kinds else above
    once = "" if kind.many else " UNIQUE"
    return f"""{_ID},
    {above}_id INTEGER NOT NULL{once} REFERENCES {table}(id) ON DELETE CASCADE,
    position INTEGER NOT NULL"""


def _list_columns(kind: KindDeclaration, rows: RowList) -> str:
    levels = "".join(f",\n    {level} TEXT NOT NULL" for level in rows.levels)
    follows = "".join(f",\n    {name} {kind}" for name, kind in _following(rows).items())
    return f"""{_ID},
    {rows.owner} INTEGER NOT NULL REFERENCES {kind.table}(id) ON DELETE CASCADE,
    position INTEGER NOT NULL{levels}{follows}"""


def _made_following(known: Mapping[str, str], rows: RowList | None) -> Iterator[str]:
    """The columns that a list lacks which followed nothing before."""
    for name, kind in _following(rows).items() if rows else ():
        if name not in known and rows:
            yield f"ALTER TABLE {rows.table} ADD COLUMN {name} {kind}"


def _following(rows: RowList) -> Mapping[str, str]:
    return _FOLLOWING if rows.follows else {}


def _columns_of(connection: sqlite3.Connection, table: str) -> Mapping[str, str]:
    rows = connection.execute("SELECT name, type FROM pragma_table_info(?)", (table,))
    return dict(rows.fetchall())
