"""One thing measured twice, in two units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from budgetdesk.checks.case import CONTENT, ProjectCase
from budgetdesk.checks.finding import Found, Severity
from budgetdesk.checks.language.counted import counter, counts_in
from budgetdesk.checks.language.pairing import subject
from budgetdesk.checks.rule import rule
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.conversion import converted, dimension, same_measure
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.quantities import Quantity
from budgetdesk.domain.records import Horizon
from budgetdesk.domain.text import shorten

CLARITY = "财预〔2015〕88号 绩效目标审核：明确清晰性"


_PERSON = re.compile(r"[名位]$")


@dataclass(frozen=True, slots=True)
class _Measure:
    """An area, a length or a weight, told in a text or asked for by an indicator."""

    ref: FieldRef
    where: str
    shown: str
    unit: str  # as written: 万吨
    kind: str  # the dimension
    value: Fraction  # in the base unit of its dimension
    about: frozenset[str]


@rule(
    "Q51",
    "同一数量两种单位不相等",
    Severity.EXPLAIN,
    reads=CONTENT,
    checks="同一件事写成亩和平方米、公里和米、万吨和吨、万人和人等两种单位的，换算后应相等（容许进位的差）；有“约”的不算。",
    why="同一块地、同一条路只有一个大小，换算不对就有一处写错。",
    source=CLARITY,
    failing="概况写征地面积 171.86亩，必要性写征地面积 214573平方米",
    passing="概况写征地面积 171.86亩，必要性写征地面积 114573平方米",
)
def units_convert(case: ProjectCase) -> Iterator[Found]:
    """What is told of one thing in two units is the same when converted; one finding a form."""
    told = [*_in_texts(case), *_in_rows(case)]
    for place, one in enumerate(told):
        for other in told[:place]:
            if (
                _PERSON.sub("人", one.unit) == _PERSON.sub("人", other.unit)
                or one.kind != other.kind
            ):
                continue
            if _same_thing(one, other, told) and not same_measure(one.value, other.value):
                values = ((one.where, one.shown), (other.where, other.shown))
                message = (
                    f"{one.where} 写 {one.shown}，{other.where} 写 {other.shown}，换算后不等。"
                )
                yield Found(one.ref, message, values)
                return


def _in_texts(case: ProjectCase) -> Iterator[_Measure]:
    for ref, text in case.texts:
        for count in counts_in(text):
            quantity = count.quantity
            if dimension(count.unit) and not (quantity.rough or quantity.limit or quantity.per):
                value, label = converted(quantity.value, count.unit), field_of(ref).label
                kind, shown = dimension(count.unit), f"{_plain(quantity, count.written)}"
                yield _Measure(ref, label, shown, count.written, kind, value, count.about)


def _in_rows(case: ProjectCase) -> Iterator[_Measure]:
    for row in case.of(Horizon.ANNUAL):
        target = row.target
        kind = dimension(counter(target.base_unit))
        if target.value is not None and kind:
            value = converted(Fraction(target.value), counter(target.base_unit))
            where, shown = f"指标“{shorten(row.name)}”", target.text.strip()
            about = subject(row.name)
            yield _Measure(row.target_ref, where, shown, target.unit, kind, value, about)


def _plain(quantity: Quantity, written: str) -> str:
    """A number as it was written, with its unit: 3万吨."""
    scale = 10_000 if written.startswith("万") else 1
    return f"{float(quantity.value / scale):.10g}{written}"


def _same_thing(one: _Measure, other: _Measure, told: list[_Measure]) -> bool:
    """Whether two speak of one thing: no third shares as many words with either."""
    shared = len(one.about & other.about)
    rivals = [
        it
        for it in told
        if it is not one
        and it is not other
        and it.kind == one.kind
        and (it.value not in (one.value, other.value) or it.unit == other.unit)
    ]
    if any(it.unit == other.unit and same_measure(it.value, one.value) for it in rivals):
        return False  # the other's text tells of it too, and rightly
    return shared > 0 and all(
        len(it.about & one.about) < shared or it.unit != other.unit for it in rivals
    )
