"""Figures in words: amounts, shares, changes and lists, right in every case.

What is subtracted are the amounts as the reader sees them, in hundredths of a 万元, so that this
year's figure less last year's is always the change that stands beside them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from budgetdesk.domain.money import wan_text

_HUNDREDTH = 10_000  # 分 in 0.01 万元
_WHOLE = 10_000  # 0.01 % in a whole


class Direction(Enum):
    """How this year stands to last year."""

    UP = "增加"
    DOWN = "减少"
    SAME = "持平"


@dataclass(frozen=True, slots=True)
class YearOnYear:
    """This year against last year, both in 分."""

    now: int
    before: int

    @property
    def amount(self) -> int:
        """The difference of the two amounts as printed, in 分."""
        return as_shown(self.now) - as_shown(self.before)

    @property
    def direction(self) -> Direction:
        """SAME too where the difference doesn't show in 万元."""
        if self.amount == 0:
            return Direction.SAME
        return Direction.UP if self.amount > 0 else Direction.DOWN


def as_shown(fen: int) -> int:
    """An amount in 分 rounded to what is printed, 0.01 万元, half away from zero."""
    rounded = (abs(fen) + _HUNDREDTH // 2) // _HUNDREDTH * _HUNDREDTH
    return -rounded if fen < 0 else rounded


def amount_text(fen: int) -> str:
    """An amount of 分 as prose has it: `5,808.72万元`, zero as `0万元`."""
    shown = wan_text(fen)
    if not as_shown(fen):
        return "0万元"
    sign, digits = ("-", shown[1:]) if shown.startswith("-") else ("", shown)
    whole, _, part = digits.partition(".")
    return f"{sign}{int(whole):,}.{part}万元"


def percent_text(part: int, whole: int) -> str | None:
    """What share `part` is of `whole`: `86.89%`, `0%`, `100%`; None where no share can be told.

    That is of nothing, and between amounts of different signs.
    """
    if not part:
        return "0%"
    if not whole or (part < 0) is not (whole < 0):
        return None
    if part == whole:
        return "100%"
    hundredths = (2 * abs(part) * _WHOLE + abs(whole)) // (2 * abs(whole))
    if not hundredths:
        return "不足0.01%"
    if hundredths == _WHOLE:
        return "100%"
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def share_text(part: int, whole: int) -> str:
    """An amount with its share: `5,460.41万元，占94.00%`; the amount alone where there is none.

    Of nothing there is no share; what shows as nothing is 0%, or of so little that none is told.
    """
    percent = percent_text(part, whole) if as_shown(whole) else None
    if percent and not as_shown(part):
        percent = "0%" if percent in ("0%", "不足0.01%") else None
    return amount_text(part) if percent is None else f"{amount_text(part)}，占{percent}"


def change_text(change: YearOnYear, reason: str = "") -> str:
    """A change in words, with its reason: `比上年增加49.28万元，增长0.86%，主要原因是…`.

    No percentage where last year had nothing, or less than nothing. What stays the same needs no
    reason.
    """
    direction = change.direction
    if direction is Direction.SAME:
        return "与上年持平"
    told = f"比上年{direction.value}{amount_text(abs(change.amount))}"
    grown = "增长" if direction is Direction.UP else "下降"
    before = as_shown(change.before)
    percent = percent_text(abs(change.amount), before) if before > 0 else None
    if percent is not None:
        told += f"，{grown}{percent}"
    elif not before:
        told += "，上年没有安排"
    return told + (f"，主要原因是{bare_sentence(reason)}" if reason else "")


def bare_sentence(text: str) -> str:
    """A typed sentence without what would double the punctuation around it."""
    tidy = " ".join(text.split()).rstrip("。.；;，,")
    for opening in ("主要原因是", "主要原因：", "主要原因:", "原因是"):
        tidy = tidy.removeprefix(opening)
    return tidy


def listed(names: Sequence[str]) -> str:
    """Names as a list in a sentence: 甲、乙和丙; each name once."""
    once = list(dict.fromkeys(names))
    if len(once) < 2:
        return "".join(once)
    return f"{'、'.join(once[:-1])}和{once[-1]}"


def itemised(parts: Iterable[tuple[str, int]], whole: int | None = None) -> str:
    """Names with their amounts, and shares of `whole` where it is given; joined by ；.

    Where corrections stand among the parts the others are more than the whole: no shares then.
    """
    listing = list(parts)
    corrected = any(amount < 0 for _, amount in listing)
    return "；".join(
        f"{name}{_corrected(amount) if whole is None or corrected else share_text(amount, whole)}"
        for name, amount in listing
    )


def _corrected(fen: int) -> str:
    """An amount; what is below zero takes back, and is no spending."""
    return f"{amount_text(fen)}（冲减）" if as_shown(fen) < 0 else amount_text(fen)
