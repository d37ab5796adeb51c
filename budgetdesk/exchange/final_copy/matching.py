"""Which of two rows of texts are the same ones in the same order, and what stands between them.

Texts that stand once on either side hold the two together, first in the whole, then in each gap
between such ones: what repeats (a row 其他资金 0, a heading) finds its own place so, near what is
its own, and not the one that makes the longest stretch. Where differences stand close together
the most that can be the same is: of two rows that changed places no third one moves.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

CLOSE = 8
"""Pieces that are the same between two differences that are seen together."""
_MOST = 20_000  # pairs of pieces to be compared for that

Pair = tuple[int, int]
Pairs = list[Pair]


class Stretch(NamedTuple):
    """A part of either row, from one index to before another; `same` where they say the same."""

    same: bool
    left: range
    right: range


def stretches(left: Sequence[str], right: Sequence[str]) -> Iterator[Stretch]:
    """Both rows from begin to end: what is the same, and between it what is not."""
    pairs = [*_pairs(left, right, range(len(left)), range(len(right)))]
    at, other = 0, 0
    for run in _runs(_nearest(left, right, pairs)):
        (one, two), (last, end) = run[0], run[-1]
        if (one, two) != (at, other):
            yield Stretch(False, range(at, one), range(other, two))
        at, other = last + 1, end + 1
        yield Stretch(True, range(one, at), range(two, other))
    if (at, other) != (len(left), len(right)):
        yield Stretch(False, range(at, len(left)), range(other, len(right)))


def _pairs(left: Sequence[str], right: Sequence[str], ours: range, theirs: range) -> Iterator[Pair]:
    """Indices of the same texts in the same order, within a part of either row."""
    while ours and theirs and left[ours[0]] == right[theirs[0]]:
        yield ours[0], theirs[0]
        ours, theirs = ours[1:], theirs[1:]
    behind: Pairs = []
    while ours and theirs and left[ours[-1]] == right[theirs[-1]]:
        behind.append((ours[-1], theirs[-1]))
        ours, theirs = ours[:-1], theirs[:-1]
    if ours and theirs:
        yield from _within(left, right, ours, theirs)
    yield from reversed(behind)


def _within(
    left: Sequence[str], right: Sequence[str], ours: range, theirs: range
) -> Iterator[Pair]:
    anchors = _anchors(left, right, ours, theirs)
    if not anchors:
        yield from _repeated(left, right, ours, theirs)
        return
    begin, first = ours.start, theirs.start
    for one, two in anchors:
        yield from _pairs(left, right, range(begin, one), range(first, two))
        yield one, two
        begin, first = one + 1, two + 1
    yield from _pairs(left, right, range(begin, ours.stop), range(first, theirs.stop))


def _anchors(left: Sequence[str], right: Sequence[str], ours: range, theirs: range) -> Pairs:
    """What stands once on either side, the most of it that stands in the same order."""
    lone = _lone(left, ours)
    there = _lone(right, theirs)
    return _rising([(at, there[text]) for text, at in lone.items() if text in there])


def _lone(texts: Sequence[str], part: range) -> dict[str, int]:
    """Texts that stand once in a part, in their order, with their places."""
    counts = Counter(texts[at] for at in part)
    return {texts[at]: at for at in part if counts[texts[at]] == 1}


def _rising(pairs: Sequence[Pair]) -> Pairs:
    """The longest choice of pairs whose second numbers rise."""
    ends: list[int] = []  # the least second number that a choice of each length ends with
    last: list[int] = []  # which pair that is
    before: list[int] = []  # of each pair, the one chosen before it
    for number, (_, two) in enumerate(pairs):
        length = bisect_left(ends, two)
        before.append(last[length - 1] if length else -1)
        ends[length:] = [two, *ends[length + 1 :]]
        last[length:] = [number, *last[length + 1 :]]
    found: Pairs = []
    at = last[-1] if last else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _repeated(
    left: Sequence[str], right: Sequence[str], ours: range, theirs: range
) -> Iterator[Pair]:
    """The same where every text stands several times, or nowhere on the other side."""
    a, b = [left[at] for at in ours], [right[at] for at in theirs]
    for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        for number in range(block.size):
            yield ours.start + block.a + number, theirs.start + block.b + number


def _nearest(left: Sequence[str], right: Sequence[str], pairs: Pairs) -> Pairs:
    """The pairs, those among differences close together chosen anew so that they are the most."""
    found: Pairs = []
    among: Pairs = []  # since the last long stretch that is the same
    begin = (0, 0)  # where that ends
    for run in _runs(pairs):
        if len(run) <= CLOSE:
            among += run
            continue
        found += _most(left, right, begin, run[0], among) + run
        begin, among = (run[-1][0] + 1, run[-1][1] + 1), []
    return found + _most(left, right, begin, (len(left), len(right)), among)


def _runs(pairs: Pairs) -> Iterator[Pairs]:
    """Pairs that follow each other on both sides."""
    run: Pairs = []
    for pair in pairs:
        if run and pair != (run[-1][0] + 1, run[-1][1] + 1):
            yield run
            run = []
        run.append(pair)
    if run:
        yield run


def _most(
    left: Sequence[str],
    right: Sequence[str],
    begin: Pair,
    end: Pair,
    known: Pairs,
) -> Pairs:
    """The most pairs of the same in the same order between two places, `known` where too many."""
    a, b = left[begin[0] : end[0]], right[begin[1] : end[1]]
    if not known or len(a) * len(b) > _MOST:
        return known
    found = _longest(a, b)
    return [(begin[0] + i, begin[1] + j) for i, j in found] if len(found) > len(known) else known


def _longest(a: Sequence[str], b: Sequence[str]) -> Pairs:
    """The longest choice of the same in the same order."""
    most = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            longer = max(most[i + 1][j], most[i][j + 1])
            most[i][j] = most[i + 1][j + 1] + 1 if a[i] == b[j] else longer
    found: Pairs = []
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif most[i + 1][j] >= most[i][j + 1]:
            i += 1
        else:
            j += 1
    return found
