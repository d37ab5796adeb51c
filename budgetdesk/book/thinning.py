"""Which dated copies may go, by their rank among each other and never by today's date.

The clock of an office computer may be years off: a copy's age tells nothing. What counts is how
many hours, days, weeks and months have a copy: the newest copy of each stays. A copy that is dated
after today was made under a clock that ran ahead; it stays, and takes no other's rank.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

_NEWEST = 5  # always stay
# (a span of time, how many of those that have copies keep one)
_KEPT: tuple[tuple[Callable[[datetime], object], int], ...] = (
    (lambda time: time.strftime("%Y-%m-%d %H"), 24),
    (lambda time: time.date(), 31),
    (lambda time: time.date() - timedelta(days=time.weekday()), 26),
    (lambda time: (time.year, time.month), 600),
)
_AT_ONCE = 3  # a call removes so many, so that no fault here ever costs much


def needless(times: Mapping[Path, datetime], now: datetime) -> tuple[Path, ...]:
    """The copies to be removed now, the oldest first.

    Args:
        times: when each was made, as its name says, in local time.
        now: the present by this computer's clock. Where that runs behind, less is removed.
    """
    past = [file for file in times if times[file] <= now]
    newest_first = sorted(past, key=lambda file: times[file], reverse=True)
    kept = {*newest_first[:_NEWEST]}
    for span, count in _KEPT:
        kept.update(_newest_of_each(newest_first, times, span, count))
    return tuple(file for file in reversed(newest_first) if file not in kept)[:_AT_ONCE]


def _newest_of_each(
    newest_first: list[Path],
    times: Mapping[Path, datetime],
    span: Callable[[datetime], object],
    count: int,
) -> Iterator[Path]:
    seen: set[object] = set()
    for file in newest_first:
        which = span(times[file])
        if which in seen:
            continue
        if len(seen) == count:
            return
        seen.add(which)
        yield file
