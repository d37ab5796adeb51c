"""The book as the rules see it: cases read once, and read again only where a change was."""

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.checks.case import BookCase, Ledger, Office, OverallCase, ProjectCase
from budgetdesk.checks.touched import Touched
from budgetdesk.domain.records import RecordKind
from budgetdesk.forms.definition import FormSet


class Snapshot:
    """Every record of a book, each wrapped as the case its rules are given, in tree order."""

    def __init__(self, book: Book, form_set: FormSet) -> None:
        self._book = book
        self._form_set = form_set
        with book.snapshot():
            self.office = self._read_office()
            self.projects = {p.id: ProjectCase(p, self.office) for p in read.projects(book)}
            self._read_ledger()
            self._read_overalls()

    def use(self, book: Book) -> None:
        """Read from another connection to the same book from now on."""
        self._book = book

    def refresh(self, touched: Touched) -> None:
        """Read again what a change touched; records that are gone leave the snapshot."""
        with self._book.snapshot():
            self._refresh_projects(touched)
            # Ledger lines and overall forms name their unit and department too.
            if touched.ledger or touched.tree:
                self._read_ledger()
            if touched.overalls or touched.ledger or touched.tree:
                self._read_overalls()

    def whole(self) -> BookCase:
        """The case of rules that compare records with each other."""
        return BookCase(self.office, tuple(self.projects.values()), self.ledger)

    def _refresh_projects(self, touched: Touched) -> None:
        stale = set(touched.projects)
        if touched.tree:
            self.office = self._read_office()
            for case in self.projects.values():
                case.office = self.office
            stale |= self._projects_below(touched)
        if touched.order:
            for project_id in touched.projects:
                self.projects.pop(project_id, None)
        changed = read.projects(self._book, tuple(stale)) if stale else ()
        self.projects.update({p.id: ProjectCase(p, self.office) for p in changed})
        if touched.order:
            # What a later change added is known only when that change is told of.
            order = [row_id for row_id in read.project_ids(self._book) if row_id in self.projects]
            self.projects = {row_id: self.projects[row_id] for row_id in order}

    def _projects_below(self, touched: Touched) -> set[int]:
        """The projects of the units and departments that a change touched."""
        units = ((case.project.id, case.project.unit) for case in self.projects.values())
        return {
            project_id
            for project_id, unit in units
            if unit.id in touched.units or unit.department.id in touched.departments
        }

    def _read_office(self) -> Office:
        return Office(
            self._form_set,
            self._book.info.fiscal_year,
            read.departments(self._book),
            read.units(self._book),
            self._form_set.form(RecordKind.PROJECT).paths,
        )

    def _read_ledger(self) -> None:
        self.ledger = Ledger(read.ledger(self._book))

    def _read_overalls(self) -> None:
        self.overalls = {
            overall.id: OverallCase(overall, self.office, self.ledger.lines)
            for overall in read.overalls(self._book)
        }
