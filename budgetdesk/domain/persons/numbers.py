"""Numbers by which a person is reached or known: telephone, identity and bank card numbers.

Whatever groups they are written in: what looks like one is sought in the digits of a run alone,
and counts where it begins and ends with groups of the run.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from operator import itemgetter

from budgetdesk.domain.persons.documents import (
    CARDS,
    IDENTITY,
    OLD_IDENTITY,
    is_card,
    is_identity,
    is_named_card,
    is_named_identity,
    is_old_identity,
    named_cards,
    named_identities,
)
from budgetdesk.domain.persons.groups import DigitRun, NumberPart, runs
from budgetdesk.domain.persons.telephones import (
    IS_MOBILE,
    LAND_LINE,
    MOBILE,
    behind_telephone,
    is_amount,
    is_code,
    is_land_line,
    is_mobile,
    is_named,
    is_public,
    named_places,
    oddly_parted,
    with_extension,
)


class NumberKind(StrEnum):
    """What kind of number it is."""

    IDENTITY = "身份证号码"
    MOBILE = "手机号码"
    TELEPHONE = "电话号码"
    CARD = "银行卡号"
    ACCOUNT = "银行账号"


_Found = tuple[int, int, NumberKind]
_Test = tuple[NumberKind, Callable[[NumberPart], bool]]


@dataclass(frozen=True, slots=True)
class _NumberShape:
    """What digits look like, looked ahead for, as one number may begin within another."""

    digits: re.Pattern[str]
    lengths: range  # digits that it may have
    kind: NumberKind
    is_one: Callable[[NumberPart], bool]
    most: int  # groups it is written in


def _shape(
    digits: str,
    lengths: range,
    kind: NumberKind,
    is_one: Callable[[NumberPart], bool],
    most: int,
) -> _NumberShape:
    return _NumberShape(re.compile(f"(?=({digits}))"), lengths, kind, is_one, most)


# Also of numbers spelled digit by digit.
_SPELLED = (
    _shape(IDENTITY, range(18, 19), NumberKind.IDENTITY, is_identity, 6),
    _shape(MOBILE, range(11, 16), NumberKind.MOBILE, is_mobile, 7),
    _shape(f"{LAND_LINE}[0-9]", range(11, 17), NumberKind.TELEPHONE, is_land_line, 5),
    _shape(LAND_LINE, range(10, 16), NumberKind.TELEPHONE, is_land_line, 5),
)
_SHAPES = (
    *_SPELLED,
    _shape(OLD_IDENTITY, range(15, 16), NumberKind.IDENTITY, is_old_identity, 5),
    *(_shape(card, range(15, 20), NumberKind.CARD, is_card, 5) for card in CARDS),
)
# Most runs hold none: one look tells.
_ANY = re.compile("|".join((IDENTITY, MOBILE, LAND_LINE, OLD_IDENTITY, *CARDS)))


def numbers_in(text: str, known: frozenset[str] = frozenset()) -> Iterator[_Found]:
    """Where such numbers stand in a text made plain, and what they are.

    Args:
        text: made plain.
        known: digits of telephone numbers that are sought wherever they stand.
    """
    found: list[_Found] = []
    told = _ToldNumbers(text)
    for run in runs(text):
        parts = [*told.in_run(run), *_shaped(run), *_known(run, known)]
        found += [_whole(part, kind) for part, kind in parts if not _is_code(part, kind)]
    found += [(*span, NumberKind.MOBILE) for span in oddly_parted(text)]
    at = 0
    for start, end, kind in sorted(found, key=lambda it: (it[0], -it[1])):
        if start >= at:
            yield start, end, kind
            at = end
            if kind is NumberKind.TELEPHONE:
                yield from ((*span, kind) for span in behind_telephone(text, end))


_PUPIL = re.compile(r"(?<![A-Za-z0-9])[GgLl]$")


def _is_code(part: NumberPart, kind: NumberKind) -> bool:
    """Whether it is part of a code; a pupil's is his identity number behind a G or L."""
    is_pupil = kind is NumberKind.IDENTITY and _PUPIL.search(part.before)
    return is_code(part) and not (is_pupil and len(part.digits) == 18 and is_identity(part))


def _shaped(run: DigitRun) -> Iterator[tuple[NumberPart, NumberKind]]:
    """What looks like a number by itself."""
    if not _ANY.search(run.digits):
        return
    for shape in _SPELLED if run.is_spelled else _SHAPES:
        if run.has_room(shape.lengths, shape.most):
            parts = run.seek(shape.digits, shape.most)
            yield from ((part, shape.kind) for part in parts if shape.is_one(part))


def _known(run: DigitRun, known: Iterable[str]) -> Iterator[tuple[NumberPart, NumberKind]]:
    for digits in known:
        at = run.digits.find(digits)
        while at >= 0:
            part = run.part(at, at + len(digits))
            if part and not is_amount(part) and not is_public(part):
                yield part, NumberKind.TELEPHONE
            at = run.digits.find(digits, at + 1)


class _ToldNumbers:
    """The places of a text where a word tells what number stands there."""

    def __init__(self, text: str) -> None:
        self._telephones = [*named_places(text)]
        self._tests: dict[int, _Test] = {
            at: (
                NumberKind.ACCOUNT if account else NumberKind.CARD,
                partial(is_named_card, account=account),
            )
            for at, account in named_cards(text)
        }
        self._tests |= dict.fromkeys(
            named_identities(text), (NumberKind.IDENTITY, is_named_identity)
        )

    def in_run(self, run: DigitRun) -> Iterator[tuple[NumberPart, NumberKind]]:
        """What is told of a run."""
        if not self._telephones and not self._tests:
            return
        for first, (start, _) in enumerate(run.spans):
            test = self._tests.get(start)
            if test is None and self._is_telephone(start):
                test = (NumberKind.TELEPHONE, is_named)
            if test and (part := _longest(run, first, test[1])):
                yield part, NumberKind.MOBILE if IS_MOBILE.fullmatch(part.digits) else test[0]

    def _is_telephone(self, at: int) -> bool:
        number = bisect_right(self._telephones, at, key=itemgetter(0)) - 1
        return number >= 0 and at < self._telephones[number][1]


_MOST_GROUPS = 19


def _longest(run: DigitRun, first: int, is_one: Callable[[NumberPart], bool]) -> NumberPart | None:
    """The longest such number of whole groups from one on."""
    for last in range(min(first + _MOST_GROUPS, len(run.spans)), first, -1):
        part = run.groups(first, last)
        if is_one(part):
            return part
    return None


def _whole(part: NumberPart, kind: NumberKind) -> _Found:
    end = part.end
    if kind is NumberKind.TELEPHONE:
        end = with_extension(part.text, end)
    return _with_sign(part), end, kind


_COUNTRY = re.compile(
    r"(?:\+?[(\[]\+?0{0,2}86[)\]]|(?:\+|(?<![0-9]))0{0,2}86)[\s.,、\-]{0,2}(?:\(0\))?[\s\-]?$"
)


def _with_sign(part: NumberPart) -> int:
    """Where it begins with its + or country code, and the bracket that closes within it."""
    if country := _COUNTRY.search(part.before):
        return part.start - len(country[0])
    start = part.start - part.before.endswith("+")
    opened, closed, _ = part.written.partition(")")
    opens_before = closed and "(" not in opened and part.text[start - 1 : start] == "("
    return start - 1 if opens_before else start
