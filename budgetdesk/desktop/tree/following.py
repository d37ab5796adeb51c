"""The tree after a step: only what the step touched is read anew, where that is little."""

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.change import Change
from budgetdesk.book.stages import projects_marked, projects_touched
from budgetdesk.desktop.tree.model import OutlineModel
from budgetdesk.desktop.tree.source import departments_of, projects_by_unit, projects_of
from budgetdesk.dictionary.declaration import KindDeclaration

_FEW = 20  # projects read by themselves; for more the whole tree is read


def follow(
    model: OutlineModel, book: Book, change: Change, stage: KindDeclaration | None = None
) -> bool:
    """Show what a step has changed; whether lines may have come, gone or moved."""
    marked = projects_marked(book, change)
    changed = projects_touched(book, change) | (marked or frozenset())
    moved = any(
        not row.columns or row.columns & {"position", "unit_id"} for row in change.of("project")
    )
    # A setting that is no project's mark may be one of any form's.
    whole = change.touches("department", "unit") or marked is None or len(changed) > _FEW
    if whole or (moved and model.query):
        model.set_departments(departments_of(book, stage))
        model.read_again(changed)
        return True
    if moved:
        units = {row.unit_id for row in read.project_rows(book, changed)}
        model.set_projects(projects_by_unit(book, units | model.units_of(changed), stage))
    for node in projects_of(book, changed, stage) if changed else ():
        model.refresh_project(node)
    return moved
