"""What a text states: its amounts, shares, changes against last year, counts, each at its place.

Only what a reader takes for a figure of the document: what follows a given reason (主要原因是…) is
a person's own knowledge, and years in titles and document numbers (《…》, 〔2023〕1号) are cited.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetdesk.domain.numerals import LOOSE_NUMBER, decimal_of

_PLAIN = r"(?<![\d.])(?<!\d,)\d{1,9}(?:\.\d{1,9})?"
_AMOUNT = re.compile(rf"({LOOSE_NUMBER})\s{{0,3}}万元")
_PERCENT = re.compile(rf"({_PLAIN})\s{{0,3}}[%％]")
_COUNT = re.compile(rf"({_PLAIN})\s{{0,3}}(辆|台|平方米|个)")
_UP, _DOWN = "增加|增长|上升|提高", "减少|下降|降低|压减"
_CHANGE = re.compile(
    rf"({_UP}|{_DOWN})(?:了|额为?|约)?\s{{0,3}}({LOOSE_NUMBER})\s{{0,3}}万元"
    rf"(?:\s{{0,3}}[，,、；]\s{{0,3}}(?:同比)?(?:{_UP}|{_DOWN})了?\s{{0,3}}({_PLAIN})\s{{0,3}}[%％])?"
)
_SHARE = re.compile(
    rf"({LOOSE_NUMBER})\s{{0,3}}万元\s{{0,3}}[，,、]?\s{{0,3}}占[^，,。；;%％\d]{{0,30}}({_PLAIN})\s{{0,3}}[%％]"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s{0,3}年")
CITED = re.compile(r"《[^》]{0,200}》|[〔\[(（]20\d\d[〕\])）]\s{0,3}\d{0,6}号?")
_REASON = re.compile(r"(?:主要)?(?:原因|是因为|由于|因为)[^。；;\n]*")
_ENDS_LABEL = frozenset("，,。；;：:、！？（）()[]%％")
_LEADING = re.compile(r"^(?:其中|包括|分别是|年度?|共有|共)+")
_TRAILING = re.compile(r"(?:预算数?|总额|合计|总计|共计|共|均?为|是|计|达到?|约|有)+$")


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of a text: `label` what it is of, `value` what it says, `unit` of a count.

    `text` is the figure as written, from `start` to `end` of the text.
    """

    label: str
    value: Decimal
    text: str
    start: int
    end: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class StatedChange:
    """增加 or 减少 by an amount; `percent` where one is told. `rise` tells the direction."""

    rise: bool
    word: str
    amount: Stated
    percent: Stated | None
    start: int
    end: int

    @property
    def facts(self) -> tuple[bool, Decimal]:
        """Direction and amount."""
        return self.rise, self.amount.value


def without_reasons(text: str, name: str = "") -> str:
    """The text with its reasons and the department's name blanked out, all else at its place."""
    plain = _REASON.sub(lambda found: "\0" * len(found[0]), text)
    return plain.replace(name, "\0" * len(name)) if name else plain


def amounts(text: str, name: str = "") -> tuple[Stated, ...]:
    """The amounts in 万元 but those of changes; `name` is the department's, no part of a label."""
    plain = without_reasons(text, name)
    changing = {change.amount.start for change in changes(text)}
    return tuple(
        _stated(plain, found) for found in _AMOUNT.finditer(plain) if found.start(1) not in changing
    )


def amounts_anywhere(text: str) -> tuple[Decimal, ...]:
    """Every amount in 万元, those of changes and reasons too."""
    return tuple(decimal_of(found) for found in _AMOUNT.findall(text))


def changes(text: str) -> tuple[StatedChange, ...]:
    """The changes against last year."""
    plain = without_reasons(text)
    return tuple(
        StatedChange(
            rise=found[1] in _UP.split("|"),
            word=found[1],
            amount=_part(found, 2),
            percent=_part(found, 3) if found[3] else None,
            start=found.start(),
            end=found.end(),
        )
        for found in _CHANGE.finditer(plain)
    )


def shares(text: str) -> Iterator[tuple[Decimal, Stated]]:
    """Each amount that a share stands behind, with the share."""
    for found in _SHARE.finditer(without_reasons(text)):
        yield decimal_of(found[1]), _part(found, 2)


def percents(text: str) -> tuple[Stated, ...]:
    """Every percentage but those of changes."""
    plain = without_reasons(text)
    changing = {change.percent.start for change in changes(text) if change.percent}
    return tuple(
        _part(found, 1) for found in _PERCENT.finditer(plain) if found.start(1) not in changing
    )


def counts(text: str, name: str = "") -> tuple[Stated, ...]:
    """Numbers of vehicles, devices, square metres and things."""
    plain = without_reasons(text, name)
    return tuple(_stated(plain, found, found[2]) for found in _COUNT.finditer(plain))


def years(text: str) -> tuple[Stated, ...]:
    """The years that a text speaks of itself, its `label` what stands before each."""
    plain = CITED.sub(lambda found: "\0" * len(found[0]), text)
    return tuple(
        Stated(plain[: found.start()], Decimal(found[1]), found[1], *found.span(1))
        for found in _YEAR.finditer(plain)
    )


def replaced(text: str, place: Stated, new: str) -> str:
    """The text with another figure at a place."""
    return text[: place.start] + new + text[place.end :]


def _stated(text: str, found: re.Match[str], unit: str = "") -> Stated:
    label = _label_before(text[: found.start()])
    return Stated(label, decimal_of(found[1]), found[1], *found.span(1), unit)


def _part(found: re.Match[str], group: int) -> Stated:
    return Stated("", decimal_of(found[group]), found[group], *found.span(group))


def _label_before(text: str) -> str:
    """What a figure is of, as far as the words before it tell: 其中：基本支出 is 基本支出."""
    plain = text.rstrip()
    start = len(plain)
    while start and not _ends_label(plain[start - 1]):  # a search would try every place before
        start -= 1
    label = plain[start:].rpartition("\0")[2]
    return _TRAILING.sub("", _LEADING.sub("", label))


def _ends_label(character: str) -> bool:
    return character in _ENDS_LABEL or character.isspace() or character.isdecimal()
