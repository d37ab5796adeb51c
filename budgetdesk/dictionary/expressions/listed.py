"""What is said of a list as a whole: sum, count, any, all over its rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from budgetdesk.dictionary.expressions.faults import ExpressionError, KindError
from budgetdesk.dictionary.expressions.pieces import Piece, Run, Situation, truth
from budgetdesk.dictionary.expressions.values import ExpressionValue, ValueKind, is_blank
from budgetdesk.domain.exact import EXACT

Aggregate = Callable[[str, Sequence[Piece], int], Piece]


def _sum(path: str, parts: Sequence[Piece], place: int) -> Piece:
    """The sum over the rows, of those where a condition holds; blanks are skipped."""
    if not 1 <= len(parts) <= 2:
        raise ExpressionError("sum 要写列表、每行的值，可再写条件", place)
    kind, run = parts[0].kind, parts[0].run
    if kind not in (ValueKind.NUMBER, ValueKind.MONEY):
        raise KindError("sum 要写数或金额", place)
    rows = _rows_where(path, parts[1:])

    def summed(situation: Situation) -> ExpressionValue:
        values = [run(row) for row in rows(situation)]
        told = [value for value in values if isinstance(value, Decimal)]
        total = Decimal(0)
        for value in told:
            total = EXACT.add(total, value)
        return total if told else None

    return Piece(kind, summed, place)


def _last(path: str, parts: Sequence[Piece], place: int) -> Piece:
    """What the last row says that is not blank, of those where a condition holds."""
    if not 1 <= len(parts) <= 2:
        raise ExpressionError("last 要写列表、每行的值，可再写条件", place)
    run, rows = parts[0].run, _rows_where(path, parts[1:])

    def found(situation: Situation) -> ExpressionValue:
        values = [run(row) for row in rows(situation)]
        return next((value for value in reversed(values) if not is_blank(value)), None)

    return Piece(parts[0].kind, found, place)


def _count(path: str, parts: Sequence[Piece], place: int) -> Piece:
    """How many rows there are, or how many of which a condition holds."""
    if len(parts) > 1:
        raise ExpressionError("count 要写列表，可再写条件", place)
    rows = _rows_where(path, parts)
    return Piece(
        ValueKind.NUMBER,
        lambda situation: Decimal(sum(1 for _ in rows(situation))),
        place,
    )


def _whether(name: str, together: Callable[[Iterator[object]], bool]) -> Aggregate:
    def build(path: str, parts: Sequence[Piece], place: int) -> Piece:
        if len(parts) != 1:
            raise ExpressionError(f"{name} 要写列表和条件", place)
        condition, rows = truth(parts[0]), _rows_where(path, ())
        return Piece(
            ValueKind.TRUTH,
            lambda situation: together(condition(row) for row in rows(situation)),
            place,
        )

    return build


def _rows_where(
    path: str, conditions: Sequence[Piece]
) -> Callable[[Situation], Iterator[Situation]]:
    tests: list[Run] = [truth(one) for one in conditions]

    def rows(situation: Situation) -> Iterator[Situation]:
        record = situation.record
        for row in record.rows(path):
            at = Situation(record, row)
            for test in tests:
                if test(at) is not True:
                    break
            else:
                yield at

    return rows


AGGREGATES: Mapping[str, Aggregate] = {
    "sum": _sum,
    "last": _last,
    "count": _count,
    "any": _whether("any", any),
    "all": _whether("all", all),
}
