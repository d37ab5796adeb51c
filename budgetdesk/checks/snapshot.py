"""The book as the rules see it: cases read once, and read again only where a change was."""

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.checks.case import BookCase, Office, OverallCase, ProjectCase
from budgetdesk.checks.touched import Touched
from budgetdesk.domain.records import RecordKind
from budgetdesk.forms.definition import FormSet


class Snapshot:
    """Every record of a book, each wrapped as the case its rules are given."""

    def __init__(self, book: Book, form_set: FormSet) -> None:
        self._book = book
        self.office = Office(
            form_set,
            book.info.fiscal_year,
            tuple(read.departments(book)),
            tuple(read.units(book)),
            form_set.form(RecordKind.PROJECT).paths,
        )
        self.projects: dict[int, ProjectCase] = {}
        self.projects = {p.id: ProjectCase(p, self.office) for p in read.projects(book)}
        self._read_ledger()
        self._read_overalls()

    def refresh(self, touched: Touched) -> None:
        """Read again what a change touched; records that are gone leave the snapshot."""
        if touched.projects:
            for project_id in touched.projects:
                self.projects.pop(project_id, None)
            changed = read.projects(self._book, tuple(touched.projects))
            self.projects.update({p.id: ProjectCase(p, self.office) for p in changed})
        if touched.ledger:
            self._read_ledger()
        if touched.overalls or touched.ledger:
            self._read_overalls()

    def whole(self) -> BookCase:
        """The case of rules that compare records with each other."""
        return BookCase(
            self.office,
            tuple(self.projects.values()),
            self.ledger,
            tuple(case.overall for case in self.overalls.values()),
        )

    def _read_ledger(self) -> None:
        self.ledger = tuple(read.ledger(self._book))

    def _read_overalls(self) -> None:
        self.overalls = {
            overall.id: OverallCase(overall, self.office, self.ledger)
            for overall in read.overalls(self._book)
        }
