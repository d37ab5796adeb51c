"""Last year's book for this year's disclosure: its figures to compare with, and its wording."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from budgetdesk.book.book import Book
from budgetdesk.book.disclosure import disclosure_notes, keep_paragraph, put_disclosure_entry
from budgetdesk.book.read import departments
from budgetdesk.disclosure.drafting import draft_text, read_basis
from budgetdesk.disclosure.figures import Figures
from budgetdesk.disclosure.renewing import renewed
from budgetdesk.domain.disclosure import DisclosureNotes, EntryValue, OwnParagraph
from budgetdesk.domain.records import Department, Source
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.export_faults import ExportFault
from budgetdesk.tables.compute import DepartmentTables, compute_tables

# What a department mostly says again; reasons, dates and counts are this year's own.
SAME_AS_EVER = ("scope", "duties", "structure", "service_catalogue", "other")


def take_over_last_year(book: Book, last: Book) -> tuple[str, ...]:
    """Fill a book's disclosure entries from last year's book, as one step.

    Last year's amounts replace those told; texts come only where this year has none, and so do
    rewritten paragraphs: in the same words with this year's figures, where each figure is one of
    the document's. Those that tell a change against last year stay behind.

    Returns:
        The names of the departments that last year's book knows.

    Raises:
        ExportFault: it is another year's book, or knows none of the departments.
    """
    year = book.info.fiscal_year - 1
    if last.info.fiscal_year != year:
        raise ExportFault(
            f"「{last.path.name}」是 {last.info.fiscal_year} 年度的账套，上年度应为 {year} 年度。"
        )
    before, now = _Year.of(last), _Year.of(book)
    taken: list[str] = []
    with book.step(f"带入 {year} 年预算公开资料") as step:
        for department in departments(book):
            earlier = before.same(department)
            if earlier is None:
                continue
            old, told = before.notes(earlier), now.notes(department)
            for key, value in (*_amounts(before.figures(earlier)), *_texts(old, told)):
                put_disclosure_entry(step, department.id, key, value)
            drafts = before.drafts(earlier), now.drafts(department)
            for paragraph in _paragraphs(old, told, drafts, year + 1):
                keep_paragraph(step, department.id, paragraph)
            taken.append(department.name)
    if not taken:
        raise ExportFault(f"「{last.path.name}」中没有本账套各部门的预算明细，没有可带入的上年数。")
    return tuple(taken)


@dataclass(frozen=True)
class _Year:
    """One year's book: its departments with their tables, notes and drafts."""

    book: Book
    tables: Mapping[int, DepartmentTables]

    @classmethod
    def of(cls, book: Book) -> "_Year":
        return cls(book, {it.department.id: it for it in compute_tables(book)})

    def same(self, department: Department) -> Department | None:
        """The department with money here that is the same: by code and name, or by either."""
        known = [it.department for it in self.tables.values()]
        name = fold_name(department.name)
        for alike in (
            [it for it in known if (it.code, fold_name(it.name)) == (department.code, name)],
            [it for it in known if fold_name(it.name) == name],
            [it for it in known if it.code == department.code],
        ):
            if len(alike) == 1:
                return alike[0]
        return None

    def notes(self, department: Department) -> DisclosureNotes:
        """What it told."""
        return disclosure_notes(self.book, department.id)

    def figures(self, department: Department) -> Figures:
        """Its figures of the year."""
        basis = read_basis(self.book, self.tables[department.id])
        return basis.figures(self.notes(department))

    def drafts(self, department: Department) -> dict[str, str]:
        """What the program says, by paragraph; nothing where there is no ledger yet."""
        if department.id not in self.tables:
            return {}
        document = draft_text(self.figures(department), self.notes(department))
        return {it.key: it.drafted for it in document.paragraphs}


def _amounts(figures: Figures) -> Iterator[tuple[str, EntryValue]]:
    yield "last_total", figures.total
    yield "last_general", figures.current[Source.GENERAL]
    yield "last_operating", figures.operating
    for key, amount in figures.official.items():
        yield f"last_{key}", amount


def _texts(old: DisclosureNotes, told: DisclosureNotes) -> Iterator[tuple[str, EntryValue]]:
    for key in SAME_AS_EVER:
        if key in old.entries and key not in told.entries:
            yield key, old.entries[key]


def _paragraphs(
    old: DisclosureNotes,
    told: DisclosureNotes,
    drafts: tuple[Mapping[str, str], Mapping[str, str]],
    year: int,
) -> Iterator[OwnParagraph]:
    """Those whose figures can be told; each counts as one to be looked at again."""
    before, now = drafts
    for key, paragraph in old.paragraphs.items():
        if key in told.paragraphs:
            continue
        text = renewed(
            paragraph.text,
            before.get(key, ""),
            now.get(key, ""),
            year=year,
            name=old.department.name,
        )
        if text is not None:
            yield OwnParagraph(key, text, drafted="")
