"""Another dictionary for a book, as a part of a step, so that it can be undone like any other.

Tables and columns are only ever added, and stay when the step is undone; which dictionary holds is
a setting, of which the journal knows. The triggers are those of the dictionary that holds.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from budgetdesk.book.declared import CHOSEN, chosen_in, dictionary_in, text_of
from budgetdesk.book.migrations import take_over
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step
from budgetdesk.book.triggers import create_triggers, drop_triggers
from budgetdesk.dictionary.declaration import Dictionary


def adopt(connection: sqlite3.Connection, step: Step, dictionary: Dictionary) -> None:
    """Let a dictionary hold from this step on.

    Raises:
        DeclaredOtherwise: a field was declared before with another kind of value.
    """
    drop_triggers(connection)  # what held before is no part of the step
    if chosen_in(connection) is None:
        connection.execute(
            "INSERT INTO setting (key, value) VALUES (?, ?)", (CHOSEN, str(_held_in(connection)))
        )
    chosen = take_over(connection, dictionary)
    put_setting(step, CHOSEN, str(chosen))
    step.look_anew()


def _held_in(connection: sqlite3.Connection) -> int:
    """The id of the dictionary that holds without a setting, 0 for the base alone."""
    text = text_of(dictionary_in(connection))
    found = connection.execute(
        "SELECT max(id) FROM dictionary WHERE extension = ?", (text,)
    ).fetchone()
    return int(found[0] or 0)


@contextmanager
def keeping_triggers(connection: sqlite3.Connection) -> Iterator[None]:
    """Have the triggers of the dictionary that holds at the end, where that is another one."""
    before = chosen_in(connection)
    yield
    if chosen_in(connection) != before:
        drop_triggers(connection)
        create_triggers(connection, dictionary_in(connection))
