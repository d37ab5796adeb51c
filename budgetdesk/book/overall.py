"""The overall form (整体支出绩效目标申报表) in the book, and its funding off the ledger.

Where a department has ledger lines, the view `table_overall` says the amounts of its form. What
was filled in before stays in the form's own columns while it differs, so that 审核 can tell of it.
"""

# ruff: noqa: S608 - names are this package's own; values are always bound

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from budgetdesk.book.bands import indicator_columns, put_rows
from budgetdesk.book.change import Value
from budgetdesk.book.places import KEY_TASKS, OVERALL_INDICATORS, Rows
from budgetdesk.book.shapes import DIRECTIONS, OVERALL_VALUES, SOURCES
from budgetdesk.book.step import Step
from budgetdesk.book.table_views import TABLE_VIEWS
from budgetdesk.domain.records import (
    OverallByDirection,
    OverallBySource,
    OverallForm,
    OverallFunding,
)

_VIEW = "table_overall"
# 分: what is filled in was rounded to 0.01 万元.
ROUNDING = 5_000


def booked_funding(rows: Rows) -> dict[int, OverallFunding]:
    """年度预算情况 by department id, for the departments that have ledger lines.

    This year's lines without 上年结转, in 分. A budget that the ledger doesn't know is 0.
    """
    columns = list(TABLE_VIEWS[_VIEW].columns)
    found = rows(f"SELECT department_id, {', '.join(columns)} FROM {_VIEW}", ())
    return {owner: _booked(dict(zip(columns, amounts, strict=True))) for owner, *amounts in found}


def funding_of_row(amounts: Sequence[Any]) -> OverallFunding:
    """The form's own amounts, given in the order of its columns."""
    by_source, by_direction = amounts[: len(SOURCES)], amounts[len(SOURCES) :]
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
    step.update("overall", overall_id, dict.fromkeys((*SOURCES, *DIRECTIONS)))


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
    columns = ", ".join((*SOURCES, *DIRECTIONS))
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
    columns = _overall_columns(form)
    if found:
        overall_id: int = found[0][0]
        step.update("overall", overall_id, columns)
    else:
        own = step.free_uuid("overall", form.uuid)
        overall_id = step.insert("overall", columns | {"uuid": own, "department_id": owner})
    put_rows(step, OVERALL_INDICATORS, overall_id, indicator_columns(form.indicators))
    tasks: list[dict[str, Value]] = [
        {"core_function": task.core_function, "task": task.task, "uuid": task.uuid}
        for task in form.key_tasks
    ]
    put_rows(step, KEY_TASKS, overall_id, tasks)
    return overall_id


def delete_overall(step: Step, overall_id: int) -> None:
    """Delete an overall form."""
    step.delete("overall", overall_id)


def _overall_columns(form: OverallForm) -> dict[str, Value]:
    columns: dict[str, Value] = {name: getattr(form, name) for name in OVERALL_VALUES}
    own = form.filled_in or OverallFunding(form.by_source, form.by_direction)
    return columns | dict(zip((*SOURCES, *DIRECTIONS), _amounts(own), strict=True))
