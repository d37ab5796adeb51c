"""Compiled pieces of an expression: what kind of value each gives, and how it is reckoned."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from typing import Protocol

from budgetdesk.dictionary.expressions.faults import KindError
from budgetdesk.dictionary.expressions.values import ExpressionValue, ValueKind, is_blank
from budgetdesk.domain.exact import EXACT


class Values(Protocol):
    """What a record or a row holds, by path; the values as the book has them."""

    def value(self, path: str) -> object:
        """What a field holds; None for a blank."""

    def rows(self, path: str) -> Sequence["Values"]:
        """The rows of a list, in order."""


@dataclass(slots=True)  # frozen ones take three times as long to make
class Situation:
    """The record that is reckoned for, and the row where that is done row by row."""

    record: Values
    row: Values | None = None


Run = Callable[[Situation], ExpressionValue]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: its kind, how it runs, where it stands (from 1).

    A `fixed` one gives the same wherever it is run.
    """

    kind: ValueKind
    run: Run
    place: int
    fixed: bool = False


def folded(whole: Piece, parts: Sequence[Piece]) -> Piece:
    """A piece that is made of fixed ones is reckoned once; any other as it is."""
    if not parts or not all(part.fixed for part in parts):
        return whole
    try:
        value = whole.run(Situation(_NOTHING))
    except DecimalException:  # too many digits: blank wherever it is reckoned
        return whole
    return Piece(whole.kind, lambda _: value, whole.place, fixed=True)


class _Nothing:
    """Values of a record that nobody asks."""

    def value(self, path: str) -> object:
        raise KeyError(path)

    def rows(self, path: str) -> Sequence[Values]:
        raise KeyError(path)


_NOTHING = _Nothing()


def plus(one: Piece, other: Piece, sign: str, place: int) -> Piece:
    """One added to, or taken from, another of its kind."""
    kind = _allowed(common_kind((one, other), place), (ValueKind.NUMBER, ValueKind.MONEY), place)
    reckon = EXACT.add if sign == "+" else EXACT.subtract
    return Piece(kind, _exact(one.run, other.run, reckon), place)


def times(one: Piece, other: Piece, place: int) -> Piece:
    """A number times a number or an amount."""
    kinds = {one.kind, other.kind}
    if not kinds <= {ValueKind.NUMBER, ValueKind.MONEY, ValueKind.BLANK} or (
        one.kind is other.kind is ValueKind.MONEY
    ):
        raise KindError(f"不能用{one.kind}乘{other.kind}", place)
    kind = ValueKind.MONEY if ValueKind.MONEY in kinds else ValueKind.NUMBER
    return Piece(kind, _exact(one.run, other.run, EXACT.multiply), place)


def divided(one: Piece, other: Piece, place: int) -> Piece:
    """Amount by amount is a number; by zero nothing is told."""
    pair = (one.kind, other.kind)
    kinds = {
        (ValueKind.NUMBER, ValueKind.NUMBER): ValueKind.NUMBER,
        (ValueKind.MONEY, ValueKind.NUMBER): ValueKind.MONEY,
        (ValueKind.MONEY, ValueKind.MONEY): ValueKind.NUMBER,
    }
    if pair not in kinds:
        raise KindError(f"不能用{one.kind}除以{other.kind}", place)

    def reckon(dividend: Decimal, divisor: Decimal) -> Decimal | None:
        return EXACT.divide(dividend, divisor) if divisor else None

    return Piece(kinds[pair], _exact(one.run, other.run, reckon), place)


def negative(one: Piece, place: int) -> Piece:
    """What has the other sign."""
    if one.kind not in (ValueKind.NUMBER, ValueKind.MONEY):
        raise KindError(f"{one.kind}没有负数", place)

    def run(situation: Situation) -> ExpressionValue:
        value = one.run(situation)
        return EXACT.minus(value) if isinstance(value, Decimal) else None

    return Piece(one.kind, run, place)


_COMPARED: dict[str, Callable[[object, object], bool]] = {
    "=": lambda one, other: one == other,
    "≠": lambda one, other: one != other,
    "<": lambda one, other: one < other,  # type: ignore[operator]
    "≤": lambda one, other: one <= other,  # type: ignore[operator]
    ">": lambda one, other: one > other,  # type: ignore[operator]
    "≥": lambda one, other: one >= other,  # type: ignore[operator]
}
_ORDERED = (ValueKind.NUMBER, ValueKind.MONEY, ValueKind.DATE)


def compared(one: Piece, other: Piece, sign: str, place: int) -> Piece:
    """Whether two values of a kind stand so; a comparison with a blank is false."""
    kinds = (*_ORDERED,) if sign not in "=≠" else tuple(ValueKind)
    _allowed(common_kind((one, other), place), kinds, place)
    reckon = _COMPARED[sign]
    left_of, right_of = _compared_by(one), _compared_by(other)
    if other.fixed:
        return Piece(ValueKind.TRUTH, _held_against(left_of, right_of, reckon), place)

    def run(situation: Situation) -> bool:
        left = left_of(situation)
        if left is None:
            return False
        right = right_of(situation)
        return right is not None and reckon(left, right)

    return Piece(ValueKind.TRUTH, run, place)


def _held_against(
    left_of: Callable[[Situation], object],
    right_of: Callable[[Situation], object],
    reckon: Callable[[object, object], bool],
) -> Callable[[Situation], bool]:
    """A comparison with what is the same for every record."""
    right = right_of(Situation(_NOTHING))

    def run(situation: Situation) -> bool:
        left = left_of(situation)
        return left is not None and right is not None and reckon(left, right)

    return run


def _compared_by(part: Piece) -> Callable[[Situation], object]:
    """What a value is compared by: numbers as they are, texts without outer blanks."""
    run = part.run
    if part.kind in (ValueKind.NUMBER, ValueKind.MONEY):
        return run
    return lambda situation: _comparable(run(situation))


def truth(one: Piece) -> Run:
    """A condition's way of running; KindError for what is none."""
    if one.kind is not ValueKind.TRUTH:
        raise KindError(f"这里要写条件，不是{one.kind}", one.place)
    return one.run


def common_kind(parts: Sequence[Piece], place: int) -> ValueKind:
    """The one kind of values that go together; a blank goes with anything.

    A target beside a text is read as its words, a text beside a date as a date.

    Raises:
        KindError: they don't go together.
    """
    kinds = {part.kind for part in parts} - {ValueKind.BLANK}
    for pair, together in _TOGETHER.items():
        if kinds == pair:
            return together
    if len(kinds) > 1:
        cure = "，金额请写成 yuan(元数)" if ValueKind.MONEY in kinds else ""
        named = "和".join(dict.fromkeys(part.kind for part in parts if part.kind in kinds))
        raise KindError(f"{named}不能放在一起{cure}", place)
    return kinds.pop() if kinds else ValueKind.BLANK


_TOGETHER = {
    frozenset({ValueKind.TEXT, ValueKind.TARGET}): ValueKind.TEXT,
    frozenset({ValueKind.TEXT, ValueKind.DATE}): ValueKind.DATE,
}


def _allowed(kind: ValueKind, allowed: Sequence[ValueKind], place: int) -> ValueKind:
    if kind not in (*allowed, ValueKind.BLANK):
        raise KindError(f"{kind}不能这样算", place)
    return kind


def _comparable(value: ExpressionValue) -> object:
    if isinstance(value, str):
        return value.strip() or None
    return None if is_blank(value) else getattr(value, "text", value)


def _exact(one: Run, other: Run, reckon: Callable[[Decimal, Decimal], Decimal | None]) -> Run:
    def run(situation: Situation) -> ExpressionValue:
        left, right = one(situation), other(situation)
        if isinstance(left, Decimal) and isinstance(right, Decimal):
            return reckon(left, right)
        return None

    return run
