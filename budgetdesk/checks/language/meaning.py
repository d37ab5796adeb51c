"""Whether a field means the same under another text: what makes a cure safe."""

from dataclasses import replace

from budgetdesk.checks.language.spelling import said
from budgetdesk.domain.fields import Kind
from budgetdesk.domain.target import Operator, Target, parse_target
from budgetdesk.domain.typed import TypedError, parse_typed


def same_meaning(kind: Kind, before: object, text: str) -> bool:
    """Whether `text`, typed into a field of a kind, means what stands there.

    Targets are compared as they are understood (operator, number, unit, dates), amounts and counts
    by their value, other texts by what they say without width, blanks and punctuation.
    """
    if kind is Kind.TARGET:
        ours, theirs = _meaning(str(before)), _meaning(text)
        return ours == theirs and (ours.quantified or said(str(before)) == said(text))
    if kind.is_number:
        return _value(kind, text) == before
    return said(str(before)) == said(text)


def _meaning(text: str) -> Target:
    """A target without its spelling: the stroke of a unit either way, all of a rate as 100%.

    No rate is more than all, so that ≥100% and 100% ask for the same; growth (提高100%) is no rate.
    """
    target = parse_target(text)
    whole = target.percent and target.number == _ALL and not target.lead
    return replace(
        target,
        text="",
        unit=target.unit.replace("\\", "/"),
        operator=None if whole and target.operator in _NO_LESS else target.operator,
    )


_ALL = 100
_NO_LESS = (Operator.AT_LEAST, Operator.MORE, Operator.EQUAL)


def _value(kind: Kind, text: str) -> object:
    try:
        return parse_typed(kind, text)
    except TypedError:
        return text
