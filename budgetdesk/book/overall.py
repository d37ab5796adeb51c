"""The overall form (整体支出绩效目标申报表) in the book, and its funding off the ledger.

Where a department has ledger lines, the view `table_overall` says the amounts of its form. What
was filled in before stays in the form's own columns while it differs, so that 审核 can tell of it.
"""

# ruff: noqa: S608 - names are this package's own; values are always bound

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from budgetdesk.book.change import Value
from budgetdesk.book.places import Rows
from budgetdesk.book.said import said_alone
from budgetdesk.book.step import Step
from budgetdesk.dictionary.declaration import Dictionary
from budgetdesk.domain.overall_funding import OverallByDirection, OverallBySource, OverallFunding
from budgetdesk.domain.records import OverallForm, RecordKind

_VIEW = "table_overall"
# 分: what is filled in was rounded to 0.01 万元.
ROUNDING = 5_000
_SOURCES = len(fields(OverallBySource))


def amount_columns(dictionary: Dictionary) -> tuple[str, ...]:
    """The columns of the amounts that the ledger says where it has lines: sources, then uses."""
    parts = dictionary.kinds[RecordKind.OVERALL].parts.values()
    told = (field for part in parts if part.of_ledger for field in part.fields)
    return tuple(field.column for field in told if not field.own)


def booked_funding(rows: Rows) -> dict[int, OverallFunding]:
    """年度预算情况 by department id, for the departments that have ledger lines.

    This year's lines without 上年结转, in 分. A budget that the ledger doesn't know is 0.
    """
    from budgetdesk.book.table_views import TABLE_VIEWS

    columns = list(TABLE_VIEWS[_VIEW].columns)
    found = rows(f"SELECT department_id, {', '.join(columns)} FROM {_VIEW}", ())
    return {owner: _booked(dict(zip(columns, amounts, strict=True))) for owner, *amounts in found}


def funding_of_row(amounts: Sequence[Any]) -> OverallFunding:
    """The form's own amounts, given in the order of its columns."""
    by_source, by_direction = amounts[:_SOURCES], amounts[_SOURCES:]
    return OverallFunding(OverallBySource(*by_source), OverallByDirection(*by_direction))


def has_ledger(rows: Rows, overall_id: int) -> bool:
    """Whether the ledger says the amounts of an overall form."""
    sql = (
        "SELECT 1 FROM ledger_line AS l JOIN unit AS u ON u.id = l.unit_id "
        "JOIN overall AS o ON o.department_id = u.department_id WHERE o.id = ? LIMIT 1"
    )
    return bool(rows(sql, (overall_id,)))


def forget_filled_in(step: Step, overall_id: int) -> None:
    """Forget the amounts that were filled in; the form shows those of the ledger."""
    step.update("overall", overall_id, dict.fromkeys(amount_columns(step.dictionary)))


def differs(filled_in: OverallFunding, booked: OverallFunding) -> bool:
    """Whether an amount filled in is another one than the ledger's, rounded to 0.01 万元."""
    pairs = zip(_amounts(filled_in), _amounts(booked), strict=True)
    return any(
        filled is not None and abs(filled - (amount or 0)) > ROUNDING for filled, amount in pairs
    )


def forget_agreeing(step: Step) -> tuple[int, ...]:
    """Forget what was filled in where the ledger says the same; ids of the forms that differ.

    So the amounts of a form and a ledger that came together do not differ as soon as the ledger
    is worked on.
    """
    booked = booked_funding(step.rows)
    columns = ", ".join(amount_columns(step.dictionary))
    differing = []
    for row_id, owner, *amounts in step.rows(f"SELECT id, department_id, {columns} FROM overall"):
        if owner not in booked:
            continue
        if differs(funding_of_row(amounts), booked[owner]):
            differing.append(row_id)
        else:
            forget_filled_in(step, row_id)
    return tuple(differing)


def _booked(amounts: Mapping[str, int]) -> OverallFunding:
    by_source = {field.name: amounts.get(field.name, 0) for field in fields(OverallBySource)}
    by_direction = {field.name: amounts[field.name] for field in fields(OverallByDirection)}
    return OverallFunding(OverallBySource(**by_source), OverallByDirection(**by_direction))


def _amounts(funding: OverallFunding) -> tuple[int | None, ...]:
    by_source, by_direction = funding.by_source, funding.by_direction
    return (*asdict(by_source).values(), *asdict(by_direction).values())


def put_overall(step: Step, form: OverallForm) -> int:
    """Put the overall form of a department (`form.department.id`), over one it has.

    Its id comes back; an existing form keeps its own, and its uuid.
    """
    owner = form.department.id
    found = step.rows("SELECT id FROM overall WHERE department_id = ?", (owner,))
    columns = _overall_columns(step, form)
    if found:
        overall_id: int = found[0][0]
        step.update("overall", overall_id, columns)
    else:
        own = step.free_uuid("overall", form.uuid)
        overall_id = step.insert("overall", columns | {"uuid": own, "department_id": owner})
    from budgetdesk.book.list_writing import put_lists

    put_lists(step, step.dictionary.kinds[form.kind], overall_id, form)
    return overall_id


def delete_overall(step: Step, overall_id: int) -> None:
    """Delete an overall form."""
    step.delete("overall", overall_id)


def _overall_columns(step: Step, form: OverallForm) -> dict[str, Value]:
    """Its amounts are those that were filled in, also where the ledger says others."""
    own = form.filled_in or OverallFunding(form.by_source, form.by_direction)
    told = replace(form, by_source=own.by_source, by_direction=own.by_direction)
    return said_alone(step.dictionary.kinds[form.kind], told)
