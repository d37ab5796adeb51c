"""The text of a department's document, from what its book holds."""

from collections.abc import Collection, Sequence

from budgetdesk.disclosure.document import Document, Enclosures, compose
from budgetdesk.disclosure.figures import Figures, figures_of
from budgetdesk.domain.disclosure import DisclosureNotes
from budgetdesk.domain.records import Project
from budgetdesk.tables.compute import DepartmentTables

SCOPES = ("部门", "单位")
"""What a budget is published of; the first one where nothing was told."""


def department_figures(
    tables: DepartmentTables,
    projects: Collection[Project],
    notes: DisclosureNotes,
    *,
    year: int,
    units: Sequence[str],
    overall_forms: int = 0,
) -> Figures:
    """The figures of a department's document, for 部门 or 单位 as its notes tell.

    Args:
        tables: its computed tables.
        projects: its projects.
        notes: what it told for its disclosure.
        year: the budget year.
        units: the names of its units.
        overall_forms: how many 整体支出绩效目标 forms it has.
    """
    scope = notes.text("scope")
    return figures_of(
        tables,
        projects,
        year=year,
        units=units,
        scope=scope if scope in SCOPES else SCOPES[0],
        overall_forms=overall_forms,
    )


def draft_text(figures: Figures, notes: DisclosureNotes) -> Document:
    """The document without its tables and forms: what there is to read and to check.

    Raises:
        TemplateError: the template has a blank or a slot that nobody fills.
    """
    return compose(figures, notes, Enclosures())
