"""Two rows of pieces held against each other: what was changed, is missing, was added, moved."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from budgetdesk.domain.text import fold, shorten
from budgetdesk.exchange.final_copy.matching import CLOSE, stretches
from budgetdesk.exchange.final_copy.page_breaks import without_torn
from budgetdesk.exchange.final_copy.pieces import TextPiece
from budgetdesk.exchange.final_copy.text_difference import DifferenceKind, TextDifference

_ALIKE = 0.5
_SAME_HEAD = 0.6  # for two rows that begin with the same text
_MOST_PAIRS = 40_000


Block = tuple[list[int], list[int]]
"""The numbers of pieces of ours and of theirs that stand between two places that agree."""


def differences(
    own: Sequence[TextPiece], file: Sequence[TextPiece], same: Mapping[str, str]
) -> tuple[TextDifference, ...]:
    """What differs, in the order of the book's document; `same` are texts that stand for others."""
    told = sorted(_Alignment(own, file, same).found(), key=lambda it: it[0])
    return without_torn([it for _, it in told])


def likeness(own: Sequence[TextPiece], file: Sequence[TextPiece]) -> float:
    """Which share of the pieces of both the other has as well."""
    ours, theirs = {it.key for it in own}, {it.key for it in file}
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours else 0.0


class _Alignment:
    def __init__(
        self, own: Sequence[TextPiece], file: Sequence[TextPiece], same: Mapping[str, str]
    ) -> None:
        self._own, self._file = own, file
        self._left = [same.get(it.key, it.key) for it in own]
        self._right = [same.get(it.key, it.key) for it in file]
        self._heads: set[str] = set()  # changed headings of pages, printed again further on
        again = (fold(it.again) for it in own if it.again)
        self._repeated = {same.get(it, it) for it in again} | {it.key for it in own if it.optional}

    def found(self) -> Iterator[tuple[int, TextDifference]]:
        """The differences with the place of each in the book's document."""
        near: list[list[Block]] = [[]]  # blocks close together
        for same, ours, theirs in stretches(self._left, self._right):
            if same:
                for one, other in zip(ours, theirs, strict=True):
                    yield from self._of_cells(one, other)
                near += [[]] if len(ours) > CLOSE else []
            else:
                kept = [it for it in theirs if self._right[it] not in self._repeated]
                near[-1].append((list(ours), kept))
        blocks = [block for group in near for block in group]
        yield from self._moved(blocks, self._lone())
        for group in near:
            yield from self._moved(group, None)
        begins = [ours[0] if ours else 0 for ours, _ in blocks]
        for block in blocks:
            yield from self._changed(*block)
        yield from self._moved(blocks, None)
        for block, at in zip(blocks, begins, strict=True):
            yield from self._alone(*block, at)

    def _lone(self) -> frozenset[str]:
        """What stands once on either side: wherever it is found, it is that."""
        ours, theirs = Counter(self._left), Counter(self._right)
        return frozenset(it for it, count in ours.items() if count == theirs[it] == 1)

    def _moved(
        self, blocks: Sequence[Block], among: frozenset[str] | None
    ) -> Iterator[tuple[int, TextDifference]]:
        """What stands elsewhere as it was, taken out of the blocks; `among` these, or all."""
        elsewhere: dict[str, list[tuple[int, list[int]]]] = {}
        for _, theirs in blocks:
            for it in theirs:
                elsewhere.setdefault(self._right[it], []).append((it, theirs))
        for ours, _ in blocks:
            for one in list(ours):
                if among is not None and self._left[one] not in among:
                    continue
                if places := elsewhere.get(self._left[one]):
                    other, theirs = places.pop(0)
                    ours.remove(one)
                    theirs.remove(other)
                    yield one, self._told(DifferenceKind.MOVED, one, other)

    def _changed(self, ours: list[int], theirs: list[int]) -> Iterator[tuple[int, TextDifference]]:
        """Alike pieces between two places that agree: one that was changed; taken out of both."""
        for one, other in self._pairs(ours, theirs):
            ours.remove(one)
            theirs.remove(other)
            if self._own[one].again:
                self._heads.add(self._right[other])
            if self._own[one].cells and (self._file[other].cells or self._is_rest(one, other)):
                yield from self._of_cells(one, other)
            else:
                yield one, self._told(DifferenceKind.CHANGED, one, other)

    def _alone(
        self, ours: Sequence[int], theirs: Sequence[int], at: int
    ) -> Iterator[tuple[int, TextDifference]]:
        """What only one of the two has."""
        for one in ours:
            if not self._own[one].optional:
                yield one, self._told(DifferenceKind.MISSING, one, None)
        is_head = any(self._own[one].again for one in ours)
        for other in theirs:
            if self._right[other] not in self._heads:
                yield self._before(other) or at, self._told(DifferenceKind.ADDED, None, other)
        if is_head:  # what was added may stand for it, on every page
            self._heads.update(self._right[it] for it in theirs)

    def _pairs(self, ours: Sequence[int], theirs: Sequence[int]) -> list[tuple[int, int]]:
        if len(ours) * len(theirs) > _MOST_PAIRS:
            return []
        scored = sorted((-self._alike(one, other), one, other) for one in ours for other in theirs)
        pairs: dict[int, int] = {}
        taken: set[int] = set()
        for score, one, other in scored:
            if -score >= _ALIKE and one not in pairs and other not in taken:
                pairs[one] = other
                taken.add(other)
        return sorted(pairs.items())

    def _alike(self, one: int, other: int) -> float:
        ours, theirs = self._own[one], self._file[other]
        whole = SequenceMatcher(None, self._left[one], self._right[other], autojunk=False).ratio()
        same_head = ours.head and fold(ours.head) == fold(theirs.head)
        return (
            max(whole, _SAME_HEAD + whole / 3) if same_head or self._is_rest(one, other) else whole
        )

    def _is_rest(self, one: int, other: int) -> bool:
        """Whether a text of the file is all that is left of a row of ours."""
        cells = (fold(it) for it in self._own[one].cells)
        return not self._file[other].cells and self._right[other] in cells

    # Differences

    def _of_cells(self, one: int, other: int) -> Iterator[tuple[int, TextDifference]]:
        """The cells of two rows that differ."""
        ours, theirs = self._own[one], self._file[other]
        if not ours.cells or (self._left[one] == self._right[other] and not theirs.cells):
            return
        for at, left, right in _cells_apart(ours.cells, theirs.cells or (theirs.text,)):
            column = ours.columns[at] if at < len(ours.columns) else ""
            head = shorten(ours.head) if at else ""
            place = f"{ours.place}{f'「{head}」' if head else ''}{column}"
            yield (
                one,
                TextDifference(DifferenceKind.CHANGED, place, theirs.place, left, right),
            )

    def _told(self, kind: DifferenceKind, one: int | None, other: int | None) -> TextDifference:
        ours = self._own[one] if one is not None else None
        theirs = self._file[other] if other is not None else None
        return TextDifference(
            kind,
            ours.place if ours else "",
            theirs.place if theirs else "",
            _said(ours),
            _said(theirs),
        )

    def _before(self, other: int) -> int:
        """The place in the book's document of what stands before an added piece, for the order."""
        key = self._right[other - 1] if other else ""
        return self._left.index(key) if key in self._left else 0


def _said(piece: TextPiece | None) -> str:
    if piece is None:
        return ""
    return " ".join(it for it in piece.cells if it) if piece.cells else piece.text


def _cells_apart(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """The cells of two rows that say something else, with their number in ours."""
    left, right = [fold(it) for it in ours], [fold(it) for it in theirs]
    if len(left) == len(right):
        for at, pair in enumerate(zip(left, right, strict=True)):
            if pair[0] != pair[1]:
                yield at, ours[at], theirs[at]
        return
    kept = [at for at, it in enumerate(left) if it]
    other = [at for at, it in enumerate(right) if it]
    steps = SequenceMatcher(
        None, [left[it] for it in kept], [right[it] for it in other], autojunk=False
    ).get_opcodes()
    for step, begin, end, first, last in steps:
        if step == "equal":
            continue
        for number in range(max(end - begin, last - first)):
            at = kept[begin + number] if begin + number < end else kept[min(begin, len(kept) - 1)]
            said = ours[at] if begin + number < end else ""
            yield at, said, theirs[other[first + number]] if first + number < last else ""
