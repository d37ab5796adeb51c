"""The whole content of a book, for comparing one state with another."""

import hashlib
from typing import Any

from budgetdesk.book.schema import DATA_TABLES

Content = dict[str, list[tuple[Any, ...]]]


def content(book: Any) -> Content:
    """Every row of the clerk's tables with its id."""
    return {table: book.rows(f"SELECT * FROM {table} ORDER BY id") for table in DATA_TABLES}


def signature(book: Any) -> str:
    """A short text that is the same for the same content only."""
    return hashlib.sha256(repr(content(book)).encode()).hexdigest()


def require_sound(book: Any) -> None:
    """The file is whole, its references hold, and no step was left open."""
    assert book.rows("PRAGMA integrity_check") == [("ok",)]
    assert book.rows("PRAGMA foreign_key_check") == []
    assert book.rows("SELECT id, step_id FROM ongoing") == [(1, None)]
