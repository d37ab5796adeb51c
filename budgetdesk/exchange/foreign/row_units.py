"""What the values in a row are counted in, as the headings of their columns say: 指标值（%）."""

import re
from collections.abc import Mapping

from budgetdesk.domain.fields import Field
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.money import Measure, MoneyError
from budgetdesk.exchange.foreign.grid import SourceCell
from budgetdesk.exchange.heading_units import unit_of_heading, with_unit
from budgetdesk.exchange.measures import in_measure, measure_in

NO_UNIT = "没有写明金额单位，按元读入"


def names_unit(text: str) -> bool:
    """Whether an amount says itself what it is counted in."""
    return re.search("[元万亿]", text) is not None


def counted(
    texts: Mapping[str, str],
    heads: Mapping[str, SourceCell],
    fields: Mapping[str, Field],
    around: Measure | None,
) -> tuple[dict[str, str], str]:
    """The texts of a row with their units, by the last parts of paths; why that is not sure.

    `around` is what the form says its amounts are in where a heading says nothing.
    """
    told, why = dict(texts), ""
    for last, text in texts.items():
        field, head = fields.get(last), heads.get(last)
        if field is None or head is None or not text:
            continue
        if field.kind.is_money:
            measure = measure_in(head.text) or around
            told[last] = _amount(text, measure)
            why = why or ("" if measure or names_unit(text) else NO_UNIT)
        elif field.kind is Kind.TARGET and (unit := unit_of_heading(head.text)):
            told[last] = with_unit(text, unit)
    return told, why


def _amount(text: str, measure: Measure | None) -> str:
    """An amount that says what it is in; what is none is told where the row is taken."""
    try:
        return in_measure(text, measure) if measure else text
    except MoneyError:
        return text
