"""Changing records, each within a step that the caller opened.

All raise `RowMissing` where the record they change is not in the book, and `TypeError` for an
amount that is not an int.
"""

# ruff: noqa: S608 - names are this package's own; values are always bound

from collections.abc import Iterable

from budgetdesk.book.bands import (
    FIXED_ROWS,
    insert_row,
    move_row,
    put_rows,
    remove_row,
    stored_rows,
)
from budgetdesk.book.catalogue import put_catalogue_entry as put_catalogue_entry
from budgetdesk.book.change import Value
from budgetdesk.book.declared_records import put_below
from budgetdesk.book.errors import LockedField, RowMissing
from budgetdesk.book.ledger import add_ledger_line as add_ledger_line
from budgetdesk.book.ledger import add_revenue_line as add_revenue_line
from budgetdesk.book.ledger import delete_ledger_line as delete_ledger_line
from budgetdesk.book.ledger import delete_revenue_line as delete_revenue_line
from budgetdesk.book.ledger import move_ledger_lines, rename_ledger_lines
from budgetdesk.book.ledger import update_ledger_line as update_ledger_line
from budgetdesk.book.ledger import update_revenue_line as update_revenue_line
from budgetdesk.book.list_writing import put_lists
from budgetdesk.book.listed import put_listed_projects as put_listed_projects
from budgetdesk.book.new_projects import add_project as add_project
from budgetdesk.book.new_projects import add_projects as add_projects
from budgetdesk.book.new_projects import columns_of_project
from budgetdesk.book.overall import delete_overall as delete_overall
from budgetdesk.book.overall import put_overall as put_overall
from budgetdesk.book.row_edits import write_rows as write_rows
from budgetdesk.book.said import put_parts
from budgetdesk.book.setting import put_setting as put_setting
from budgetdesk.book.step import Step
from budgetdesk.book.tree import last_position, move_to
from budgetdesk.book.writing import write_field as write_field
from budgetdesk.dictionary.declaration import FieldGroup
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import Department, Horizon, Project, RecordKind, Unit

# Departments and units


def add_department(step: Step, department: Department) -> int:
    """Add a department behind the others; its id comes back."""
    return step.insert(
        "department",
        {
            "uuid": department.uuid,
            "position": last_position(step, "department", None) + 1,
            "code": department.code,
            "name": department.name,
        },
    )


def add_unit(step: Step, unit: Unit) -> int:
    """Add a unit behind those of its department (`unit.department.id`); its id comes back."""
    return step.insert(
        "unit",
        {
            "uuid": unit.uuid,
            "department_id": unit.department.id,
            "position": last_position(step, "unit", unit.department.id) + 1,
            "code": unit.code,
            "name": unit.name,
            "kind": unit.kind,
        },
    )


def update_department(step: Step, department: Department) -> None:
    """Give a department (`department.id`) its code and name."""
    step.update("department", department.id, {"code": department.code, "name": department.name})


def update_unit(step: Step, unit: Unit) -> None:
    """Give a unit (`unit.id`) its code, name and kind; `move_unit` changes its department."""
    step.update("unit", unit.id, {"code": unit.code, "name": unit.name, "kind": unit.kind})


def rename(step: Step, table: str, row_id: int, name: str) -> None:
    """Rename a `department`, `unit` or `project`; a project's ledger lines follow."""
    step.update(table, row_id, {"name": name})
    if table == "project":
        rename_ledger_lines(step, row_id, name)


def move_unit(step: Step, unit_id: int, department_id: int, position: int) -> None:
    """Move a unit to a place in a department, counted from 0 without the unit itself."""
    move_to(step, "unit", unit_id, department_id, position)


def delete_department(step: Step, department_id: int) -> None:
    """Delete a department with its units, projects, ledger lines and overall form."""
    step.delete("department", department_id)


def delete_unit(step: Step, unit_id: int) -> None:
    """Delete a unit with its projects and ledger lines."""
    step.delete("unit", unit_id)


# Projects; they are added in new_projects.py


def replace_project(step: Step, project_id: int, project: Project, *, guess: bool = True) -> None:
    """Make a project say all that another says; it keeps its id, uuid, unit and place.

    So do its indicators that are found again; `guess` says whether also under another name.
    """
    step.update("project", project_id, columns_of_project(step, project))
    _put_lists(step, project_id, project, guess=guess)
    rename_ledger_lines(step, project_id, project.name)


def duplicate_project(step: Step, project_id: int) -> int:
    """Add a copy of a project right behind it, named …（副本）; its id comes back."""
    columns, unit_id, place = _row_of_project(step, project_id)
    copy_id = step.insert(
        "project",
        columns
        | {
            "name": f"{columns['name']}（副本）",
            "unit_id": unit_id,
            "position": last_position(step, "project", unit_id) + 1,
        },
    )
    for table, owner in step.dictionary.kinds[RecordKind.PROJECT].tables.items():
        if owner != "id":
            _copy_rows(step, table, owner, project_id, copy_id)
    move_to(step, "project", copy_id, unit_id, place + 1)
    return copy_id


def move_project(step: Step, project_id: int, unit_id: int, position: int) -> None:
    """Move a project to a place in a unit, counted from 0 without the project itself.

    Its ledger lines go with it to another unit.
    """
    move_to(step, "project", project_id, unit_id, position)
    move_ledger_lines(step, project_id, unit_id)


def delete_project(step: Step, project_id: int) -> None:
    """Delete a project; its ledger lines stay, without the link to it."""
    step.delete("project", project_id)


def copy_to_annual(step: Step, project_id: int) -> None:
    """Copy the goal and the indicators of the 实施期 to the year; amounts where it has none.

    Raises:
        LockedField: the form has no 实施期.
    """
    kind = step.dictionary.kinds[RecordKind.PROJECT]
    goals = [kind.fields[f"goals.{horizon}"].column for horizon in Horizon]
    found = step.rows(f"SELECT {goals[0]} FROM project WHERE id = ?", (project_id,))
    if not found:
        raise RowMissing("project", project_id)
    if found[0][0] is None:
        raise LockedField("实施期", "本表没有这一项")
    step.update("project", project_id, {goals[1]: found[0][0]})
    long, year = (kind.lists[f"indicators.{horizon}"] for horizon in Horizon)
    wanted = [{**row, "uuid": ""} for row in stored_rows(step, long, project_id)]
    put_rows(step, year, project_id, wanted)
    _copy_blank_funding(step, project_id, *(kind.parts[f"funding.{it}"] for it in Horizon))


def mark_livelihood(step: Step, project_ids: Iterable[int], *, listed: bool) -> None:
    """Put projects on the list of 民生领域重大事项, or take them off it."""
    for project_id in project_ids:
        step.update("project", project_id, {"livelihood": int(listed)})


# Rows of lists


def add_row(step: Step, ref: FieldRef, index: int | None) -> int:
    """Add a blank row to the list that a field is in, and below its levels; the row's id.

    Args:
        step: the step under way.
        ref: any field of a row, with the slot as its `level1` and `level2`.
        index: the place within the slot, from 0; None for its end.
    """
    band = step.dictionary.list_of(ref)
    if band is None:
        raise KeyError(ref.path)
    if band.fixed:
        raise LockedField(band.name, FIXED_ROWS)
    return insert_row(step, band, ref.record_id, (ref.level1, ref.level2), index)


def add_indicator(
    step: Step, project_id: int, horizon: Horizon, level1: str, level2: str, index: int | None
) -> int:
    """Add a blank indicator at a place within its slot (None: the end); its id comes back."""
    path = f"indicators.{horizon}.name"
    slot = FieldRef(RecordKind.PROJECT, project_id, path, 0, level1, level2)
    return add_row(step, slot, index)


def remove_indicator(step: Step, row_id: int, table: str = "indicator") -> None:
    """Remove a row of a list by the list's table; errors as `remove_row`."""
    remove_row(step, table, row_id)


def move_indicator(step: Step, row_id: int, offset: int, table: str = "indicator") -> None:
    """Move a row up (negative) or down within its slot; at the slot's edge it stops."""
    move_row(step, table, row_id, offset)


# Settings


def _put_lists(step: Step, project_id: int, project: Project, *, guess: bool = True) -> None:
    kind = step.dictionary.kinds[project.kind]
    put_parts(step, kind, project_id, project)
    put_lists(step, kind, project_id, project, guess=guess)
    put_below(step, project_id, project)


def _row_of_project(step: Step, project_id: int) -> tuple[dict[str, Value], int, int]:
    """The columns of a project that make up its form, its unit, and its place there."""
    kind = step.dictionary.kinds[RecordKind.PROJECT]
    names = (*(field.column for field in kind.single), "livelihood")
    found = step.rows(
        f"SELECT unit_id, {', '.join(names)} FROM project WHERE id = ?",
        (project_id,),
    )
    if not found:
        raise RowMissing("project", project_id)
    unit_id, *values = found[0]
    siblings = step.rows(
        "SELECT id FROM project WHERE unit_id = ? ORDER BY position, id", (unit_id,)
    )
    return dict(zip(names, values, strict=True)), unit_id, siblings.index((project_id,))


def _copy_rows(step: Step, table: str, owner: str, record_id: int, copy_id: int) -> None:
    names = step.columns_of(table) - {"id", "uuid", owner}
    rows = step.rows(
        f"SELECT {', '.join(names)} FROM {table} WHERE {owner} = ? ORDER BY id",
        (record_id,),
    )
    for row in rows:
        step.insert(table, {owner: copy_id, **dict(zip(names, row, strict=True))})


def _copy_blank_funding(step: Step, project_id: int, long: FieldGroup, year: FieldGroup) -> None:
    rows = [
        step.rows(
            f"SELECT id, {', '.join(part.columns)} FROM {part.table} "
            f"WHERE {part.owner} = ? AND horizon = ?",
            (project_id, part.horizon),
        )
        for part in (long, year)
    ]
    if all(rows) and all(amount is None for amount in rows[1][0][1:]):
        amounts = dict(zip(year.columns, rows[0][0][1:], strict=True))
        step.update(year.table, rows[1][0][0], amounts)
