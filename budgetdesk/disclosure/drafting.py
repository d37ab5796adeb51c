"""The text of a department's document, from what its book holds."""

from dataclasses import dataclass

from budgetdesk.book.book import Book
from budgetdesk.book.read import ledger, overalls, project_ids, projects, units
from budgetdesk.disclosure.document import Document, Enclosures, compose
from budgetdesk.disclosure.figures import Figures, figures_of
from budgetdesk.domain.disclosure import DisclosureNotes
from budgetdesk.domain.records import Project, Unit
from budgetdesk.tables.compute import DepartmentTables

SCOPES = ("部门", "单位")
"""What a budget is published of; the first one where nothing was told."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What the figures of a department's document come from, beside what it tells.

    `projects` are its own in tree order, `units` all its units and `spending` the ids of those
    that the ledger has, `overall_forms` counts its 整体支出绩效目标 forms.
    """

    year: int
    tables: DepartmentTables
    projects: tuple[Project, ...] = ()
    units: tuple[Unit, ...] = ()
    spending: frozenset[int] = frozenset()
    overall_forms: int = 0

    def figures(self, notes: DisclosureNotes) -> Figures:
        """The figures of the document, for 部门 or 单位 as the notes tell."""
        scope = notes.text("scope")
        return figures_of(
            self.tables,
            self.projects,
            year=self.year,
            units=[unit.name for unit in self.units if unit.id in self.spending],
            kinds=[unit.kind for unit in self.units],
            scope=scope if scope in SCOPES else SCOPES[0],
            overall_forms=self.overall_forms,
        )


def read_basis(book: Book, tables: DepartmentTables) -> Basis:
    """What a book holds of the department that the tables are of."""
    owner = tables.department.id
    return Basis(
        book.info.fiscal_year,
        tables,
        projects(book, project_ids(book, owner)),
        units(book, owner),
        frozenset(line.unit.id for line in ledger(book)),
        sum(form.department.id == owner for form in overalls(book)),
    )


def draft_text(figures: Figures, notes: DisclosureNotes) -> Document:
    """The document without its tables and forms: what there is to read and to check.

    Raises:
        TemplateError: the template has a blank or a slot that nobody fills.
    """
    return compose(figures, notes, Enclosures())
