"""What a benchmark gives, and taking times so that two things can be compared."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Figure:
    """One line of docs/performance.md. Times in seconds; the reference was measured beside it."""

    what: str
    bar: str
    time: float
    met: bool | None  # None where the bar is against a reference that is missing here
    reference_name: str
    reference: float | None
    note: str = ""


def nothing() -> None:
    """No tidying up."""


def in_turns(
    works: Sequence[Work], rounds: int, prepare: Work = nothing, tidy: Work = nothing
) -> list[float]:
    """Medians in seconds of several works, run in turns so that a busy machine slows all alike.

    `prepare` and `tidy` run around each, outside its time. The first round is not counted.
    """
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds + 1):
        for work, found in zip(works, times, strict=True):
            prepare()
            start = time.perf_counter()
            work()
            found.append(time.perf_counter() - start)
            tidy()
    return [statistics.median(found[1:]) for found in times]


def readable(seconds: float) -> str:
    """A time with its unit."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    milliseconds = seconds * 1000
    return f"{milliseconds:.0f} ms" if milliseconds >= 10 else f"{milliseconds:.2f} ms"
