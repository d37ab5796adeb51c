"""A book with nothing in it: the tables, views and triggers that this program makes.

Making them takes longer than all the rest of making a book, so it is done once in a process for
what a form set asks for: a further book, and the look whether a file has just these, begin there.
"""

import sqlite3
from contextlib import closing
from typing import NamedTuple

from budgetdesk.book import migrations
from budgetdesk.book.declared import make_tables, text_of
from budgetdesk.book.triggers import triggers_of
from budgetdesk.dictionary.declaration import OWN, Dictionary

Parts = dict[tuple[str, str], str]  # (kind, name): its SQL

_ALL = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
_KEPT = 16  # some 350 KB each


class _Blank(NamedTuple):
    """The bytes of such a book, and what stands in it."""

    content: bytes
    parts: Parts


_made: dict[tuple[object, ...], _Blank] = {}


def parts_in(connection: sqlite3.Connection) -> Parts:
    """The tables, views, triggers and indexes of a file."""
    rows = connection.execute(_ALL)
    return {(kind, name): sql for kind, name, sql in rows if not name.startswith("sqlite_stat")}


def parts_made(dictionaries: tuple[Dictionary, ...]) -> Parts:
    """The parts that this program makes; `dictionaries` and errors as `fill_blank`."""
    return _blank(dictionaries).parts


def own_parts_made(dictionaries: tuple[Dictionary, ...]) -> Parts:
    """The tables and triggers that form sets have alone, where they widen none of the base's.

    Without the base tables beside them they are made in a twentieth of the time.
    """
    with closing(_in_memory()) as memory:
        for dictionary in dictionaries:
            make_tables(memory, dictionary)
        made = {part: sql for part, sql in parts_in(memory).items() if part[1].startswith(OWN)}
        for table in [name for _, name in made]:
            triggers = triggers_of(memory, table, dictionaries[-1])
            made |= {("trigger", name): sql for name, sql in triggers.items()}
    return made


def fill_blank(connection: sqlite3.Connection, dictionaries: tuple[Dictionary, ...]) -> None:
    """Make an empty file a book without a row.

    Args:
        connection: to the empty file.
        dictionaries: what its form set asked for beyond the base dictionary, each time it was
            taken over, the first one first.

    Raises:
        DeclaredOtherwise: a field was declared before with another kind of value.
        sqlite3.Error: the file can't be written.
    """
    with closing(_in_memory()) as memory:
        memory.deserialize(_blank(dictionaries).content)
        memory.backup(connection)


def _blank(dictionaries: tuple[Dictionary, ...]) -> _Blank:
    key = (*migrations.MIGRATIONS, *map(text_of, dictionaries))
    if key not in _made:
        while len(_made) >= _KEPT:
            del _made[next(iter(_made))]
        with closing(_in_memory()) as memory:
            migrations.migrate(memory)
            for dictionary in dictionaries:
                migrations.take_over(memory, dictionary)
            _made[key] = _Blank(memory.serialize(), parts_in(memory))
    return _made[key]


def _in_memory() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None)
