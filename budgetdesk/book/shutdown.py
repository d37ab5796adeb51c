"""Letting go of every open book on each way out of the program."""

import atexit
import weakref
from contextlib import ExitStack
from typing import Protocol


class Closable(Protocol):
    """What is closed when the program ends."""

    def close(self) -> None:
        """Release what is held."""


_open: "weakref.WeakSet[Closable]" = weakref.WeakSet()


def closes_at_exit(book: Closable) -> None:
    """See to it that a book still open when the program ends lets go of its lock."""
    _open.add(book)


@atexit.register
def close_open_books() -> None:
    """Close every open book; a step under way is taken back."""
    with ExitStack() as closing:  # one that fails doesn't keep the others open
        for book in tuple(_open):
            closing.callback(book.close)
