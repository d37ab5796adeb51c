"""What the values in a row are counted in, as the headings of their columns say: 指标值（%）."""

import re
from collections.abc import Mapping

from budgetdesk.domain.fields import Field
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.money import Measure, MoneyError
from budgetdesk.domain.target import TargetKind, parse_target
from budgetdesk.domain.text import fold
from budgetdesk.exchange.foreign.grid import SourceCell
from budgetdesk.exchange.measures import in_measure, measure_in

NO_UNIT = "没有写明金额单位，按元读入"
_COUNTED = (
    "[十百千万亿]{0,2}(?:元|人次|人|个|户|项|次|辆|家|名|所|台|套|亩|件|间|处|座|条|场|期|批|村|册|"
    "公里|千米|平方米|立方米|吨|天|日|月|年|㎡)"
)
_UNIT = re.compile(rf"\((?:(?:计量|度量)?单位:(?P<told>[^():]{{1,8}})|(?P<unit>%|‰|{_COUNTED}))\)$")
_NUMBERS = (TargetKind.NUMBER, TargetKind.RANGE)


def unit_of_heading(text: str) -> str:
    """The unit that a heading says its column is counted in, "" for none: 完成值（%）."""
    found = _UNIT.search(fold(text))
    return (found["told"] or found["unit"]) if found else ""


def is_unit(text: str) -> bool:
    """Whether a text is a usual unit and nothing else: 公里."""
    return re.fullmatch(f"%|‰|{_COUNTED}", fold(text)) is not None


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
            told[last] = f"{text}{unit}" if _is_bare(text) else text
    return told, why


def _amount(text: str, measure: Measure | None) -> str:
    """An amount that says what it is in; what is none is told where the row is taken."""
    try:
        return in_measure(text, measure) if measure else text
    except MoneyError:
        return text


def _is_bare(text: str) -> bool:
    """Whether a value ends with its number, and no unit behind it."""
    return parse_target(text).kind in _NUMBERS and fold(text)[-1:].isdecimal()
