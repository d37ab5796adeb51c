"""How long work tells how far it is, and how it is stopped."""

from collections.abc import Callable

# Called with (done, total); raises Cancelled when the user no longer wants the result.
Progress = Callable[[int, int], None]


class Cancelled(Exception):  # noqa: N818 - not an error: the user asked for it
    """The user stopped the work; nothing of it remains."""


def ignore_progress(done: int, total: int) -> None:
    """The progress of work nobody watches."""
