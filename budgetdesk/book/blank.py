"""A book with nothing in it: the tables, views and triggers that this program makes.

Making them takes longer than all the rest of making a book, so it is done once in a process for
what a form set asks for: a further book, and the look whether a file has just these, begin there.
"""

import sqlite3
from contextlib import closing

from budgetdesk.book import migrations
from budgetdesk.book.declared import text_of
from budgetdesk.dictionary.declaration import Dictionary

_KEPT = 16  # some 350 KB each
_made: dict[tuple[object, ...], bytes] = {}


def fill_blank(connection: sqlite3.Connection, dictionaries: tuple[Dictionary, ...]) -> None:
    """Make an empty file or memory a book without a row.

    Args:
        connection: to the empty file.
        dictionaries: what its form set asked for beyond the base dictionary, each time it was
            taken over, the first one first.

    Raises:
        DeclaredOtherwise: a field was declared before with another kind of value.
        sqlite3.Error: the file can't be written.
    """
    with closing(_in_memory(_blank(dictionaries))) as memory:
        memory.backup(connection)


def _blank(dictionaries: tuple[Dictionary, ...]) -> bytes:
    key = (*migrations.MIGRATIONS, *(text_of(dictionary) for dictionary in dictionaries))
    if key not in _made:
        while len(_made) >= _KEPT:
            del _made[next(iter(_made))]
        with closing(_in_memory()) as memory:
            migrations.migrate(memory)
            for dictionary in dictionaries:
                migrations.take_over(memory, dictionary)
            _made[key] = memory.serialize()
    return _made[key]


def _in_memory(content: bytes = b"") -> sqlite3.Connection:
    memory = sqlite3.connect(":memory:", isolation_level=None)
    if content:
        memory.deserialize(content)
    return memory
