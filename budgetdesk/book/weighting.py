"""分值 of a record's indicators, distributed by what the form set gives each class."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from budgetdesk.book.bands import stored_rows
from budgetdesk.book.declared import GONE
from budgetdesk.book.step import Step
from budgetdesk.dictionary.declaration import KindDeclaration, RowList
from budgetdesk.domain.exact import plain_text
from budgetdesk.domain.indicator_tree import bare
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import Horizon
from budgetdesk.domain.weights import distributed

WEIGHT = "weight"
"""What the field is called, by the last part of its path, that holds the points of a row."""
_OF_CLASS = "应有分值"
"""What the official name of a parameter ends in that gives a class of indicators its points."""
_WITHOUT = re.compile("无(.+?)时(.+)")
"""无成本指标时产出指标: what a class has where another one has no rows."""


def weighted_list(kind: KindDeclaration) -> RowList | None:
    """The list of a kind whose rows have points to be distributed, if any; of two, the year's."""
    for band in kind.lists.values():
        if band.horizon == Horizon.IMPLEMENTATION:
            continue
        weight = kind.fields.get(f"{band.path}.{WEIGHT}")
        typed = weight is not None and not weight.computed and weight.kind is Kind.DECIMAL
        if typed and band.slotted and class_points(kind):
            return band
    return None


def class_points(kind: KindDeclaration, classes: Sequence[str] = ()) -> Mapping[str, Decimal]:
    """What each class of indicators has, by its level-1 name, from the parameters of the set.

    `classes` are the level-1 names that have rows: without one the others may have other points.
    """
    named = _named_points(kind)
    points = {name: value for name, value in named.items() if not _WITHOUT.fullmatch(name)}
    present = {bare(name) for name in classes}
    for name, value in named.items():
        found = _WITHOUT.fullmatch(name)
        if found and bare(found[1]) not in present:
            points.pop(found[1], None)
            points[found[2]] = value
    return points


def _named_points(kind: KindDeclaration) -> Mapping[str, Decimal]:
    return {
        it.name.removesuffix(_OF_CLASS): it.value
        for it in kind.around.parameters
        if it.name.endswith(_OF_CLASS) and isinstance(it.value, Decimal)
    }


def distribute_weights(step: Step, kind: KindDeclaration, record_id: int) -> None:
    """Give every row its points: equal inside its class, exact in sum; those typed are replaced."""
    band = weighted_list(kind)
    if band is None:
        return
    rows = [row for row in stored_rows(step, band, record_id) if not row.get(GONE)]
    classes = [str(row["level1"]) for row in rows]
    weights = distributed(classes, class_points(kind, classes))
    column = kind.fields[f"{band.path}.{WEIGHT}"].column
    for row, weight in zip(rows, weights, strict=True):
        step.update(band.table, int(str(row["id"])), {column: plain_text(weight, 2)})
