"""A department as the rules see it: ledger, tables, and the text of its 部门预算公开."""

from collections.abc import Callable, Mapping
from functools import cached_property

from budgetdesk.checks.case import OverallCase, ProjectCase
from budgetdesk.checks.office import Office
from budgetdesk.checks.rule import Scope
from budgetdesk.checks.tied import Tied
from budgetdesk.disclosure.document import Document
from budgetdesk.disclosure.drafting import Basis, draft_text
from budgetdesk.disclosure.figures import Figures
from budgetdesk.domain.catalogue import Catalogue, CatalogueKind, OwnEntry, load_catalogue
from budgetdesk.domain.code_search import CODE_KINDS
from budgetdesk.domain.disclosure import DisclosureNotes
from budgetdesk.domain.fields import FieldRef, entry_ref, figure_ref, paragraph_ref
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.records import Department, LedgerLine, RecordKind, RevenueLine, Unit
from budgetdesk.tables.compute import DepartmentTables
from budgetdesk.tables.table import Table


class DepartmentCase:
    """A department with its ledger and disclosure; what is computed of both only when asked for.

    A rule that asks for `tables` reads "ledger", "revenue", "catalogue", "unit" and "department";
    one that asks for `document` also "entries", "paragraphs", "name", "category" and the content
    of projects.
    """

    record = RecordKind.DEPARTMENT
    scopes = (Scope.DEPARTMENT,)

    def __init__(
        self,
        office: Office,
        notes: DisclosureNotes,
        tables: Callable[[], DepartmentTables],
        *,
        draft: Callable[[Figures, DisclosureNotes], Document] = draft_text,
        lines: tuple[LedgerLine, ...] = (),
        revenue: tuple[RevenueLine, ...] = (),
        projects: tuple[ProjectCase, ...] = (),
        overall: OverallCase | None = None,
        own: tuple[OwnEntry, ...] = (),
    ) -> None:
        """Everything of one department.

        Args:
            office: the book around it.
            notes: what it told for its disclosure.
            tables: computes its tables.
            draft: writes the text of its document.
            lines: its ledger.
            revenue: its revenue lines.
            projects: its projects.
            overall: its overall form, where it has one.
            own: the codes that the book names itself.
        """
        self.office = office
        self.notes = notes
        self.lines = lines
        self.revenue = revenue
        self.projects = projects
        self.overall = overall
        self.own = own
        self._compute = tables
        self._draft = draft

    @property
    def department(self) -> Department:
        """The department itself."""
        return self.notes.department

    @property
    def title(self) -> str:
        """Its name."""
        return self.department.name

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Its units in tree order."""
        own = self.department.id
        return tuple(unit for unit in self.office.units if unit.department.id == own)

    @cached_property
    def tables(self) -> DepartmentTables:
        """Its computed tables."""
        return self._compute()

    @cached_property
    def tied(self) -> Tied:
        """Its tables as the tie-outs look at them."""
        return Tied(self.tables, self.lines, self.revenue)

    @cached_property
    def figures(self) -> Figures:
        """The figures of its document."""
        basis = Basis(
            self.office.fiscal_year,
            self.tables,
            tuple(case.stored for case in self.projects),
            self.units,
            frozenset(line.unit.id for line in self.lines),
            overall_forms=0 if self.overall is None else 1,
        )
        return basis.figures(self.notes)

    @cached_property
    def document(self) -> Document:
        """The text of its 部门预算公开, without tables and forms."""
        return self._draft(self.figures, self.notes)

    def catalogue(self, kind: CatalogueKind) -> Catalogue:
        """A catalogue of the year, with what the book names itself."""
        return self._catalogues[kind]

    @cached_property
    def _catalogues(self) -> Mapping[CatalogueKind, Catalogue]:
        year = self.office.fiscal_year
        return {kind: load_catalogue(kind, year).with_own(self.own) for kind in CODE_KINDS}

    @cached_property
    def lines_by_id(self) -> Mapping[int, LedgerLine]:
        """Its ledger lines by their ids."""
        return {line.id: line for line in self.lines}

    def entry_ref(self, key: str) -> FieldRef:
        """The reference of something that it tells for its disclosure."""
        return entry_ref(self.department.id, key)

    def line_ref(self, line: LedgerLine, column: LedgerField) -> FieldRef:
        """The reference of a cell of a ledger line."""
        path = f"ledger.{column}"
        return FieldRef(RecordKind.DEPARTMENT, self.department.id, path, line.id)

    def revenue_ref(self, line: RevenueLine, column: str) -> FieldRef:
        """The reference of a cell of a revenue line."""
        path = f"revenue.{column}"
        return FieldRef(RecordKind.DEPARTMENT, self.department.id, path, line.id)

    def paragraph_ref(self, key: str) -> FieldRef:
        """The reference of a paragraph of the document."""
        return paragraph_ref(self.department.id, key)

    def figure_ref(self, table: Table, row: int, column: str) -> FieldRef:
        """The reference of a figure of a table: the row's number from 0 and the column's key."""
        return figure_ref(self.department.id, table.id, column, row)
