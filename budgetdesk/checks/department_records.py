"""What departments hold beside their forms, read once, and again only where a change was."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.disclosure import departments_told, disclosure_notes
from budgetdesk.checks.booked import Ledger
from budgetdesk.checks.touched import Touched
from budgetdesk.disclosure.document import Document
from budgetdesk.disclosure.drafting import draft_text
from budgetdesk.disclosure.figures import Figures
from budgetdesk.domain.disclosure import DisclosureNotes
from budgetdesk.domain.records import LedgerLine, RevenueLine
from budgetdesk.tables.compute import DepartmentTables, compute_tables

# What else than the ledger decides what the tables say.
_OF_TABLES = frozenset({"revenue", "catalogue"})
_NOTES = frozenset({"entries", "paragraphs"})


@dataclass(frozen=True, slots=True)
class _Draft:
    figures: Figures
    notes: DisclosureNotes
    document: Document


class DepartmentRecords:
    """Ledger, revenue and disclosure by department; the tables are computed when asked for.

    `ledger` is the whole one, `own` are the codes that the book names itself.
    """

    def __init__(self, book: Book) -> None:
        """Read everything within the caller's snapshot."""
        self._book = book
        self._lines: dict[int, LedgerLine] = {}
        self._read_lines()
        self._read_revenue()
        self._read_notes()
        self.own = read.catalogue_entries(book)
        self._tables: dict[int, DepartmentTables] = {}
        self._drafts: dict[int, _Draft] = {}

    def use(self, book: Book) -> None:
        """Read from another connection to the same book from now on."""
        self._book = book

    @property
    def ids(self) -> frozenset[int]:
        """The departments that hold anything."""
        return frozenset(self._by_department) | self._revenue.keys() | self._notes.keys()

    def lines_of(self, department_id: int) -> tuple[LedgerLine, ...]:
        """The ledger lines of a department."""
        return self._by_department.get(department_id, ())

    def revenue_of(self, department_id: int) -> tuple[RevenueLine, ...]:
        """The revenue lines of a department."""
        return tuple(self._revenue.get(department_id, ()))

    def notes_of(self, department_id: int) -> DisclosureNotes:
        """What a department told for its disclosure."""
        known = self._notes.get(department_id)
        return known or disclosure_notes(self._book, department_id)

    def tables_of(self, department_id: int) -> DepartmentTables:
        """The tables of a department; those of all that lack them are computed together.

        Raises:
            FormSetError: the form set's tables cannot be used.
        """
        if department_id not in self._tables:
            lacking = self.ids - self._tables.keys()
            alone = department_id if len(lacking) == 1 else None
            for computed in compute_tables(self._book, alone):
                self._tables.setdefault(computed.department.id, computed)
        if department_id not in self._tables:
            (self._tables[department_id],) = compute_tables(self._book, department_id)
        return self._tables[department_id]

    def draft(self, figures: Figures, notes: DisclosureNotes) -> Document:
        """The text of a department's document; the last one while it would say the same.

        Most edits of a form change nothing in it, and drafting takes longer than looking.
        """
        known = self._drafts.get(notes.department.id)
        if known is None or (known.figures, known.notes) != (figures, notes):
            known = _Draft(figures, notes, draft_text(figures, notes))
            self._drafts[notes.department.id] = known
        return known.document

    def refresh(self, touched: Touched) -> frozenset[int]:
        """Read again what a change touched; the departments whose ledger or notes it was."""
        before = self.ids
        owners = frozenset() if touched.tree else self._refresh_lines(touched.lines)
        if touched.tree:
            self._read_lines()
        if touched.tree or "revenue" in touched.told:
            self._read_revenue()
        if touched.tree or touched.told & _NOTES:
            self._read_notes()
        if "catalogue" in touched.told:
            self.own = read.catalogue_entries(self._book)
        if touched.tree or touched.told & _OF_TABLES:
            self._tables = {}
        self._tables = {one: it for one, it in self._tables.items() if one not in owners}
        return before | self.ids if touched.tree or touched.told else owners

    def _refresh_lines(self, ids: Collection[int]) -> frozenset[int]:
        """Read some lines again; the departments that they were or are of."""
        if not ids:
            return frozenset()
        changed = read.ledger(self._book, ids)
        owners = {self._lines[one].unit.department.id for one in ids if one in self._lines}
        last = max(self._lines, default=0)
        fresh = {line.id for line in changed} - self._lines.keys()
        for one in set(ids) - {line.id for line in changed}:
            self._lines.pop(one, None)
        self._lines.update((line.id, line) for line in changed)
        if any(one < last for one in fresh):  # a deletion was undone
            self._lines = dict(sorted(self._lines.items()))
        self._arrange_lines()
        return frozenset(owners | {line.unit.department.id for line in changed})

    def _read_lines(self) -> None:
        self._lines = {line.id: line for line in read.ledger(self._book)}
        self._arrange_lines()

    def _arrange_lines(self) -> None:
        self.ledger = Ledger(tuple(self._lines.values()))
        self._by_department = _by_department(self.ledger.lines)

    def _read_revenue(self) -> None:
        revenue: dict[int, list[RevenueLine]] = defaultdict(list)
        for line in read.revenue_lines(self._book):
            revenue[line.unit.department.id].append(line)
        self._revenue = dict(revenue)

    def _read_notes(self) -> None:
        told = departments_told(self._book)
        self._notes = {owner: disclosure_notes(self._book, owner) for owner in told}


def _by_department(lines: Iterable[LedgerLine]) -> Mapping[int, tuple[LedgerLine, ...]]:
    owned: dict[int, list[LedgerLine]] = defaultdict(list)
    for line in lines:
        owned[line.unit.department.id].append(line)
    return {owner: tuple(own) for owner, own in owned.items()}
