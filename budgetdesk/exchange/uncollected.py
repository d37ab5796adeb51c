"""Work that makes very many values at once, without garbage collection meanwhile."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Without garbage collection for a while.

    Opening a package, or reading a page of PDF, makes some ten thousand values of which none hangs
    in a circle; to look for circles among them again and again took a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
