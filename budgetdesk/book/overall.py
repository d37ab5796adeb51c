"""The overall form (整体支出绩效目标申报表) in the book."""

from dataclasses import asdict

from budgetdesk.book.bands import indicator_columns, put_rows
from budgetdesk.book.change import Value
from budgetdesk.book.places import KEY_TASKS, OVERALL_INDICATORS
from budgetdesk.book.shapes import OVERALL_VALUES
from budgetdesk.book.step import Step
from budgetdesk.domain.records import OverallForm


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
        overall_id = step.insert("overall", columns | {"uuid": form.uuid, "department_id": owner})
    put_rows(step, OVERALL_INDICATORS, overall_id, indicator_columns(form.indicators))
    tasks = [{"core_function": task.core_function, "task": task.task} for task in form.key_tasks]
    put_rows(step, KEY_TASKS, overall_id, tasks)
    return overall_id


def delete_overall(step: Step, overall_id: int) -> None:
    """Delete an overall form."""
    step.delete("overall", overall_id)


def _overall_columns(form: OverallForm) -> dict[str, Value]:
    columns: dict[str, Value] = {name: getattr(form, name) for name in OVERALL_VALUES}
    for prefix, amounts in (("source", form.by_source), ("direction", form.by_direction)):
        columns |= {f"{prefix}_{name}": amount for name, amount in asdict(amounts).items()}
    return columns
