"""分值 distributed over indicators: equal inside a class, the rest to its first row, exact."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal

from budgetdesk.domain.exact import EXACT
from budgetdesk.domain.indicator_tree import bare

HALF, WHOLE = Decimal("0.5"), Decimal(1)
_FINEST = Decimal("0.01")


def shared(points: Decimal, rows: int, step: Decimal = HALF) -> tuple[Decimal, ...]:
    """Points of a class over its rows, rounded to steps of 0.5 or 1; their sum is exact.

    Where a row would get nothing, the steps are finer. No rows get nothing.
    """
    if not rows:
        return ()
    each = _down(EXACT.divide(points, Decimal(rows)), step)
    if not each and points:
        each = _down(EXACT.divide(points, Decimal(rows)), _FINEST)
    first = EXACT.subtract(points, EXACT.multiply(each, Decimal(rows - 1)))
    return (first, *([each] * (rows - 1)))


def distributed(
    classes: Sequence[str], points: Mapping[str, Decimal], step: Decimal = HALF
) -> tuple[Decimal, ...]:
    """The points of rows that stand below some level-1 names, in order.

    Args:
        classes: the level-1 name of each row.
        points: what each class has. A class without rows leaves its points to 效益指标, where it
            has none to the largest class that has; one that has no points there shares none.
        step: what is rounded to.

    Returns:
        One weight a row; their sum is that of `points`, where any row's class has points.
    """
    given = _given({bare(name) for name in classes}, {bare(it): n for it, n in points.items()})
    rows: dict[str, list[int]] = {}
    for place, name in enumerate(classes):
        rows.setdefault(bare(name), []).append(place)
    found = [Decimal(0)] * len(classes)
    for name, places in rows.items():
        weights = shared(given.get(name, Decimal(0)), len(places), step)
        for place, weight in zip(places, weights, strict=True):
            found[place] = weight
    return tuple(found)


def _given(present: set[str], points: Mapping[str, Decimal]) -> dict[str, Decimal]:
    given = {name: number for name, number in points.items() if name in present}
    if not given:
        return {}
    heir = bare("效益指标") if bare("效益指标") in given else max(given, key=lambda it: given[it])
    for name, number in points.items():
        if name not in present:
            given[heir] = EXACT.add(given[heir], number)
    return given


def _down(number: Decimal, step: Decimal) -> Decimal:
    steps = EXACT.divide(number, step).to_integral_value(ROUND_FLOOR)
    return EXACT.multiply(steps, step)
