"""Adding projects with all that they say: several at once, each table written in one go."""

from collections.abc import Sequence

from budgetdesk.book.change import Value
from budgetdesk.book.declared_records import put_below
from budgetdesk.book.ledger import link_ledger_lines
from budgetdesk.book.list_writing import add_lists
from budgetdesk.book.said import add_parts, said_alone
from budgetdesk.book.step import Step, new_uuid
from budgetdesk.book.tree import last_position
from budgetdesk.domain.records import FormRecord, Project, RecordKind


def add_project(step: Step, project: Project) -> int:
    """Add a project behind those of its unit (`project.unit.id`); its id comes back."""
    return add_projects(step, (project,))[0]


def add_projects(step: Step, projects: Sequence[Project]) -> list[int]:
    """Add projects, each behind those of its unit (`project.unit.id`); their ids come back."""
    kind = step.dictionary.kinds[RecordKind.PROJECT]
    free = step.free_uuids(RecordKind.PROJECT, [it.uuid for it in projects])
    uuids = [uuid or new_uuid() for uuid in free]
    step.insert_all(kind.table, _rows(step, projects, uuids))
    ids = step.ids_of(kind.table, uuids)
    added: list[tuple[int, FormRecord]] = [*zip(ids, projects, strict=True)]
    add_parts(step, kind, added)
    add_lists(step, kind, added)
    for project_id, project in zip(ids, projects, strict=True):
        put_below(step, project_id, project)
        link_ledger_lines(step, project_id, project.unit.id, project.name)
    return ids


def _rows(step: Step, projects: Sequence[Project], uuids: Sequence[str]) -> list[dict[str, Value]]:
    last = {
        unit: last_position(step, RecordKind.PROJECT, unit)
        for unit in {it.unit.id for it in projects}
    }
    rows = []
    for project, uuid in zip(projects, uuids, strict=True):
        last[project.unit.id] += 1
        place: dict[str, Value] = {
            "uuid": uuid,
            "unit_id": project.unit.id,
            "position": last[project.unit.id],
        }
        rows.append(columns_of_project(step, project) | place)
    return rows


def columns_of_project(step: Step, project: Project) -> dict[str, Value]:
    """What stands in the row of a project itself."""
    said = said_alone(step.dictionary.kinds[project.kind], project)
    return said | {"livelihood": int(project.livelihood)}
