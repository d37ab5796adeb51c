"""Letting go of every open book on each way out of the program."""

import atexit
import signal
import weakref
from contextlib import ExitStack
from types import FrameType
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


def close_on_signals() -> None:
    """Close the open books when the system ends the program (SIGTERM, SIGHUP where it exists).

    For the window and the command line to call once, from the main thread.
    """
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, _close_and_end)


def _close_and_end(number: int, _frame: FrameType | None) -> None:
    close_open_books()
    signal.signal(number, signal.SIG_DFL)
    signal.raise_signal(number)
