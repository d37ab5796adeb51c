"""The 整体支出绩效目标申报表 as exchange JSON: read into records and written.

Amounts are decimal strings in 万元, head counts strings; an unused slot of the indicator tree is
a row with a blank level3. From version 2 on forms and rows say which they are (`uuid`).
"""

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any

from budgetdesk.dictionary.base import base_dictionary
from budgetdesk.domain.fields import Field, Kind
from budgetdesk.domain.indicator_tree import IndicatorTree
from budgetdesk.domain.money import exact_wan_text, parse_wan, wan_text
from budgetdesk.domain.overall_funding import OverallByDirection, OverallBySource
from budgetdesk.domain.records import Department, Indicator, KeyTask, OverallForm, RecordKind
from budgetdesk.domain.text import shorten
from budgetdesk.domain.typed import TypedError, parse_typed
from budgetdesk.exchange.declared_file import (
    own_content,
    own_keys,
    read_own,
    records_content,
    with_records,
)
from budgetdesk.exchange.explanations_file import KEY, GivenContents
from budgetdesk.exchange.shape import FILLED_IN, Shape
from budgetdesk.exchange.versions import (
    FORMAT_KEYS,
    UUID_KEY,
    FileFormat,
    identity_content,
    read_uuid,
)
from budgetdesk.forms.definition import FormSet

FORMAT = FileFormat("budgetdesk-overall/1", 2)

_KIND = base_dictionary().kinds[RecordKind.OVERALL]
# Attribute of the record: key in the file.
_COUNTS = {field.path: field.key for field in _KIND.single if field.kind is Kind.COUNT}
_TEXTS = tuple(field.path for field in _KIND.single if field.kind is Kind.PARAGRAPH)
_SOURCES = {field.last: field.key for field in _KIND.parts["by_source"].fields}
_DIRECTIONS = {field.last: field.key for field in _KIND.parts["by_direction"].fields}


def key_in_file(field: Field) -> str:
    """Where a field stands in the file, without the numbers of list items."""
    above = field.path.rpartition(".")[0]
    if field.carried or not above:
        return field.key
    return f"{above}.{field.key}" if field.listed else f"funding.{above}.{field.key}"


def read_overall(numbered: Shape, form_set: FormSet) -> OverallForm:
    """The overall form of a file.

    Raises:
        ImportFault: the form set has no such form, a key is missing, a value of the wrong type,
            an amount, a count or an indicator level unknown.
    """
    kind = form_set.dictionary.kinds[RecordKind.OVERALL]
    numbered.reader.labels = {key_in_file(it): it.label for it in kind.fields.values()}
    numbered.reader.own = form_set.in_own_words
    name = numbered.name("department_name")
    shape = numbered.about(f"部门「{shorten(name, 40)}」")
    if not form_set.has_form(RecordKind.OVERALL):
        shape.fail("format", "本账套的套表没有整体支出绩效目标申报表。")
    shape.known(
        *FORMAT_KEYS, "title", "fiscal_year", "department_code", "department_name",
        *_COUNTS.values(), *_TEXTS, "funding", "key_tasks", "indicators", KEY, UUID_KEY, FILLED_IN,
        *own_keys(form_set.dictionary, RecordKind.OVERALL),
    )  # fmt: skip
    funding = shape.part("funding")
    funding.known("unit", "by_source", "by_direction")
    if funding.has("unit") and funding.text("unit") != "万元":
        funding.fail("unit", "整体表的金额单位应为万元。")
    tree = form_set.tree_of(RecordKind.OVERALL)
    form = OverallForm(
        department=Department(shape.text("department_code"), name),
        **{attribute: _count(shape, key) for attribute, key in _COUNTS.items()},
        **shape.texts(*_TEXTS),
        by_source=OverallBySource(**_amounts(funding.part("by_source"), _SOURCES)),
        by_direction=OverallByDirection(**_amounts(funding.part("by_direction"), _DIRECTIONS)),
        key_tasks=tuple(_key_tasks(shape)),
        indicators=tuple(_indicators(shape, tree)),
        declared=read_own(shape, form_set.dictionary, RecordKind.OVERALL, tree),
        uuid=read_uuid(shape),
    )
    return with_records(shape, form_set, form)


def _count(shape: Shape, key: str) -> Any:
    text = shape.text_or_none(key)
    try:
        return parse_typed(Kind.COUNT, text or "")
    except TypedError as error:
        shape.fail(key, str(error))


def _amounts(shape: Shape, keys: dict[str, str]) -> dict[str, Any]:
    shape.known(*keys.values())
    return {attribute: shape.amount(key, parse_wan) for attribute, key in keys.items()}


def _key_tasks(shape: Shape) -> Iterator[KeyTask]:
    for part in shape.parts("key_tasks"):
        part.known("core_function", "task", UUID_KEY)
        task = KeyTask(part.text("core_function"), part.text("task"), uuid=read_uuid(part))
        if task != KeyTask():
            yield task


def _indicators(shape: Shape, tree: IndicatorTree) -> Iterator[Indicator]:
    for part in shape.parts("indicators"):
        part.known("level1", "level2", "level3", "value", UUID_KEY)
        level1, level2 = part.text("level1"), part.text("level2")
        slot = tree.find(level1, level2)
        if slot is None:
            part.fail("level2", f"本账套的表没有「{level1} / {level2}」。")
        name, target = part.text("level3"), part.text("value")
        if name or target:
            yield Indicator(slot.level1, slot.level2, name, target, uuid=read_uuid(part))


def _title(form_set: FormSet) -> str:
    """What the set's form is called; of a set that has none any more, what the dictionary says."""
    forms = form_set.forms_of(RecordKind.OVERALL)
    return forms[0].name if forms else form_set.dictionary.kinds[RecordKind.OVERALL].name


def overall_content(
    form: OverallForm,
    form_set: FormSet,
    fiscal_year: int,
    explanations: GivenContents = MappingProxyType({}),
    *,
    filled_in: bool = False,
) -> dict[str, object]:
    """An overall form, with its 出错说明 and the records below it, as the content of a file.

    `filled_in` tells that it is marked as 填报完成.
    """
    explained = explanations.get((form.kind, form.id))
    return {
        **FORMAT.content,
        "title": _title(form_set),
        "fiscal_year": fiscal_year,
        "department_code": form.department.code,
        "department_name": form.department.name,
        **{key: _count_text(getattr(form, attribute)) for attribute, key in _COUNTS.items()},
        **{path: getattr(form, path) for path in _TEXTS},
        "funding": {
            "unit": "万元",
            "by_source": _amounts_content(form, form.by_source, _SOURCES),
            "by_direction": _amounts_content(form, form.by_direction, _DIRECTIONS),
        },
        "key_tasks": [
            {"core_function": task.core_function, "task": task.task} | identity_content(task.uuid)
            for task in form.key_tasks
        ],
        "indicators": list(_indicator_rows(form.indicators, form_set.tree_of(RecordKind.OVERALL))),
        **({FILLED_IN: True} if filled_in else {}),
        **({KEY: explained} if explained else {}),
        **own_content(form_set.dictionary.kinds[RecordKind.OVERALL], form),
        **records_content(form_set.dictionary, form, explanations),
        **identity_content(form.uuid),
    }


def _count_text(count: int | None) -> str | None:
    return None if count is None else str(count)


def _amounts_content(
    form: OverallForm, amounts: object, keys: dict[str, str]
) -> dict[str, str | None]:
    # What the ledger says goes out as the form prints it; the exact amounts are in the ledger.
    text = wan_text if form.funding_computed else exact_wan_text
    return {key: text(getattr(amounts, attribute)) or None for attribute, key in keys.items()}


def _indicator_rows(
    indicators: Iterable[Indicator], tree: IndicatorTree
) -> Iterator[dict[str, str]]:
    """The indicators slot by slot; those whose slot the tree lacks come last."""
    waiting = list(indicators)
    for slot in tree.slots():
        own = [row for row in waiting if tree.find(row.level1, row.level2) == slot]
        waiting = [row for row in waiting if row not in own]
        for row in own or [Indicator(slot.level1, slot.level2)]:
            yield _indicator_row(row)
    yield from map(_indicator_row, waiting)


def _indicator_row(row: Indicator) -> dict[str, str]:
    said = {"level1": row.level1, "level2": row.level2, "level3": row.name, "value": row.target}
    return said | identity_content(row.uuid)
