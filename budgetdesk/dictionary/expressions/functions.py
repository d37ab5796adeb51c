"""The functions of the language: what each takes, and what it gives."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import reduce

from budgetdesk.dictionary.expressions.faults import ExpressionError, KindError
from budgetdesk.dictionary.expressions.pieces import Piece, Run, Situation, common_kind, truth
from budgetdesk.dictionary.expressions.values import ExpressionValue, ValueKind, is_blank
from budgetdesk.domain.exact import EXACT, plain_text, rounded
from budgetdesk.domain.scoring import NOTHING_WHEN_LATE, points_of
from budgetdesk.domain.target import Target, parse_target

Function = Callable[[Sequence[Piece], int], Piece]
_SUMMED = (ValueKind.NUMBER, ValueKind.MONEY)
_MONTH = re.compile(r"[0-9]{4}-([0-9]{2})")
_WORDS = (ValueKind.TEXT, ValueKind.NUMBER, ValueKind.TARGET, ValueKind.BLANK)
_WORD_PLACES = 4  # decimals of a number within words, at most
_YUAN_PLACES = 2  # an amount is in 分: its decimals are counted in 元


def _takes(parts: Sequence[Piece], least: int, most: int, name: str, place: int) -> None:
    if not least <= len(parts) <= most:
        many = f"{least} 项" if least == most else f"{least} 到 {most} 项"
        raise ExpressionError(f"{name} 要写 {many}，写了 {len(parts)} 项", place)


def _round(parts: Sequence[Piece], place: int) -> Piece:
    _takes(parts, 2, 2, "round", place)
    value, digits = parts
    if value.kind not in _SUMMED or digits.kind is not ValueKind.NUMBER:
        raise KindError("round 要写数或金额，和小数位数", place)
    less = _YUAN_PLACES if value.kind is ValueKind.MONEY else 0

    def run(situation: Situation) -> ExpressionValue:
        held, places = value.run(situation), digits.run(situation)
        if not isinstance(held, Decimal) or not isinstance(places, Decimal):
            return None
        return rounded(held, int(places) - less)

    return Piece(value.kind, run, place)


def _extreme(name: str, choose: Callable[[list[Decimal]], Decimal]) -> Function:
    def build(parts: Sequence[Piece], place: int) -> Piece:
        _takes(parts, 2, 20, name, place)
        kind = common_kind(parts, place)
        if kind not in _SUMMED:
            raise KindError(f"{name} 要写数或金额", place)

        def run(situation: Situation) -> ExpressionValue:
            values = [part.run(situation) for part in parts]
            told = [value for value in values if isinstance(value, Decimal)]
            return choose(told) if len(told) == len(values) else None

        return Piece(kind, run, place)

    return build


def _total(parts: Sequence[Piece], place: int) -> Piece:
    """The sum of what is told; blank where nothing is."""
    _takes(parts, 1, 20, "total", place)
    kind = common_kind(parts, place)
    if kind not in _SUMMED:
        raise KindError("total 要写数或金额", place)

    def run(situation: Situation) -> ExpressionValue:
        values = [part.run(situation) for part in parts]
        told = [value for value in values if isinstance(value, Decimal)]
        return reduce(EXACT.add, told) if told else None

    return Piece(kind, run, place)


def _first(parts: Sequence[Piece], place: int) -> Piece:
    """The first that is not blank."""
    _takes(parts, 1, 20, "first", place)
    kind = common_kind(parts, place)

    def run(situation: Situation) -> ExpressionValue:
        values = (part.run(situation) for part in parts)
        return next((value for value in values if not is_blank(value)), None)

    return Piece(kind, run, place)


def _month(parts: Sequence[Piece], place: int) -> Piece:
    """The month of a date, 1 to 12."""
    _takes(parts, 1, 1, "month", place)
    if parts[0].kind is not ValueKind.DATE:
        raise KindError("month 要写日期或月份", place)
    held = parts[0].run

    def run(situation: Situation) -> ExpressionValue:
        found = _MONTH.match(str(held(situation) or ""))
        return Decimal(found[1]) if found else None

    return Piece(ValueKind.NUMBER, run, place)


def _iff(parts: Sequence[Piece], place: int) -> Piece:
    _takes(parts, 3, 3, "if", place)
    condition, one, other = truth(parts[0]), parts[1], parts[2]
    kind = common_kind((one, other), place)

    def run(situation: Situation) -> ExpressionValue:
        return one.run(situation) if condition(situation) else other.run(situation)

    return Piece(kind, run, place)


def _blank(parts: Sequence[Piece], place: int) -> Piece:
    _takes(parts, 1, 1, "blank", place)
    value = parts[0].run
    return Piece(ValueKind.TRUTH, lambda situation: is_blank(value(situation)), place)


def _yuan(parts: Sequence[Piece], place: int) -> Piece:
    _takes(parts, 1, 1, "yuan", place)
    if parts[0].kind is not ValueKind.NUMBER:
        raise KindError("yuan 要写元数", place)
    value = parts[0].run

    def run(situation: Situation) -> ExpressionValue:
        told = value(situation)
        return EXACT.scaleb(told, _YUAN_PLACES) if isinstance(told, Decimal) else None

    return Piece(ValueKind.MONEY, run, place)


def _length(parts: Sequence[Piece], place: int) -> Piece:
    _takes(parts, 1, 1, "length", place)
    value = _text(parts[0])
    return Piece(ValueKind.NUMBER, lambda situation: Decimal(len(value(situation))), place)


def _joined(parts: Sequence[Piece], place: int) -> Piece:
    """Words and numbers one behind the other; blank where one of them is."""
    _takes(parts, 1, 20, "text", place)
    wrong = next((it for it in parts if it.kind not in _WORDS), None)
    if wrong:
        raise KindError(f"text 要写文字、数和指标值，不是{wrong.kind}", wrong.place)

    def run(situation: Situation) -> ExpressionValue:
        values = [part.run(situation) for part in parts]
        return None if any(map(is_blank, values)) else "".join(map(_as_word, values))

    return Piece(ValueKind.TEXT, run, place)


def _as_word(value: ExpressionValue) -> str:
    if isinstance(value, Decimal):
        return plain_text(value, _WORD_PLACES)
    return value.text if isinstance(value, Target) else str(value)


def _contains(parts: Sequence[Piece], place: int) -> Piece:
    """Whether a text holds one of some others."""
    _takes(parts, 2, 20, "contains", place)
    text, *others = map(_text, parts)

    def run(situation: Situation) -> bool:
        held = text(situation)
        return any(wanted and wanted in held for wanted in (one(situation) for one in others))

    return Piece(ValueKind.TRUTH, run, place)


def _text(part: Piece) -> Callable[[Situation], str]:
    if part.kind not in (ValueKind.TEXT, ValueKind.TARGET, ValueKind.BLANK):
        raise KindError(f"这里要写文字，不是{part.kind}", part.place)
    run = part.run

    def text(situation: Situation) -> str:
        value = run(situation)
        return value.text if isinstance(value, Target) else str(value or "").strip()

    return text


def _points(parts: Sequence[Piece], place: int) -> Piece:
    """得分 of an indicator by 财预〔2018〕10号: what was reached of the target, in points.

    A fourth part is what each month begun after a date costs, in per cent of the points.
    """
    _takes(parts, 3, 4, "points", place)
    reached, wanted, weight, *late = parts
    if wanted.kind is not ValueKind.TARGET or any(
        it.kind is not ValueKind.NUMBER for it in (weight, *late)
    ):
        raise KindError("points 要写实际完成值、指标值、分值，可再写逾期每月扣减的百分比", place)
    as_target = _target(reached)
    lost = late[0].run if late else lambda _: NOTHING_WHEN_LATE

    def run(situation: Situation) -> ExpressionValue:
        target, full, month = wanted.run(situation), weight.run(situation), lost(situation)
        if not isinstance(full, Decimal) or not isinstance(month, Decimal):
            return None
        if not isinstance(target, Target):
            return None
        return points_of(as_target(situation), target, full, month)

    return Piece(ValueKind.NUMBER, run, place)


def _target(part: Piece) -> Callable[[Situation], Target]:
    text: Run = part.run

    def run(situation: Situation) -> Target:
        value = text(situation)
        return value if isinstance(value, Target) else parse_target(str(value or ""))

    return run


def _step(parts: Sequence[Piece], place: int) -> Piece:
    """What the steps of a setting give for a number: below the lowest 0, without steps blank."""
    _takes(parts, 2, 2, "step", place)
    number, table = parts
    if number.kind is not ValueKind.NUMBER or table.kind is not ValueKind.STEPS:
        raise KindError("step 要写数，和 [parameters] 中有 steps 的一项", place)

    def run(situation: Situation) -> ExpressionValue:
        held, steps = number.run(situation), table.run(situation)
        if not isinstance(held, Decimal) or not isinstance(steps, tuple) or not steps:
            return None
        return next((given for bound, given in steps if held >= bound), Decimal(0))

    return Piece(ValueKind.NUMBER, run, place)


FUNCTIONS: Mapping[str, Function] = {
    "round": _round,
    "min": _extreme("min", min),
    "max": _extreme("max", max),
    "total": _total,
    "first": _first,
    "month": _month,
    "iff": _iff,
    "blank": _blank,
    "yuan": _yuan,
    "length": _length,
    "text": _joined,
    "contains": _contains,
    "points": _points,
    "step": _step,
}
