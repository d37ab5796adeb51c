"""Whether a text of a list says what the book says, however either is written."""

from collections.abc import Iterable
from decimal import Decimal

from budgetdesk.domain.kind import Kind
from budgetdesk.domain.money import FEN_IN_WAN, FEN_IN_YUAN, MoneyError, parse_yuan
from budgetdesk.domain.target import Operator, TargetKind, parse_target
from budgetdesk.domain.text import fold
from budgetdesk.domain.typed import TypedError, Value, parse_typed

_USUAL_DECIMALS = 2  # of 万元: 12.30 is shown as 12.3


def rounding_of(amounts: Iterable[str]) -> int:
    """What amounts of a list are rounded to, in 分: its amount with the most decimals tells."""
    found = [_places(it) for it in amounts]
    wan: int = max((places for places, is_wan in found if is_wan), default=0)
    if any(is_wan for _, is_wan in found):
        return max(1, FEN_IN_WAN // int(10 ** max(wan, _USUAL_DECIMALS)))
    yuan: int = max((places for places, _ in found), default=0)
    return max(1, FEN_IN_YUAN // int(10**yuan))


def _places(text: str) -> tuple[int, bool]:
    folded = fold(text)
    digits = folded.rstrip("万元")
    return len(digits.partition(".")[2]), "万" in folded


def amounts_agree(ours: int | None, theirs: str, rounding: int) -> bool:
    """Whether an amount of the book, in 分, is one of the list but for rounding; blank is 0."""
    try:
        told = parse_yuan(theirs) or 0
    except MoneyError:
        return False
    return abs((ours or 0) - told) * 2 <= (rounding if rounding > 1 else 0)


def texts_agree(kind: Kind, ours: Value, theirs: str) -> bool:
    """Whether two texts of a field say the same: widths, blanks and line breaks don't count."""
    if kind is Kind.TARGET:
        return targets_agree(str(ours or ""), theirs)
    told = "" if ours is None else str(ours)
    if fold(told) == fold(theirs):
        return True
    try:
        parsed = parse_typed(kind, theirs)
    except TypedError:
        return False
    if kind is Kind.CHOICE:  # 一次性项目(1年结束) is called 一次性项目 too
        return bool(theirs.strip()) and _chosen(told) == _chosen(theirs)
    return parsed == ours and parsed not in ("", None)


def _chosen(text: str) -> str:
    return fold(text).partition("(")[0]


def targets_agree(ours: str, theirs: str) -> bool:
    """Whether two targets mean the same: =95% is 95%, 不低于95% is ≥95%, 12.0个 is 12个."""
    return fold(ours) == fold(theirs) or _meaning(ours) == _meaning(theirs)


def _meaning(text: str) -> tuple[object, ...]:
    target = parse_target(text)
    operator = None if target.operator is Operator.EQUAL else target.operator
    if target.kind is TargetKind.NUMBER:
        return (target.lead, operator, _plain(target.number), target.unit)
    if target.kind is TargetKind.RANGE:
        return (_plain(target.low), _plain(target.high), target.unit)
    return (fold(text).removeprefix("="),)


def _plain(number: Decimal | None) -> Decimal | None:
    return None if number is None else number.normalize()
