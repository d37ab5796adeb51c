"""Last year's book for this year's disclosure: its figures to compare with, and its wording."""

from collections.abc import Iterator

from budgetdesk.book.book import Book
from budgetdesk.book.disclosure import disclosure_notes, keep_paragraph, put_disclosure_entry
from budgetdesk.book.read import departments
from budgetdesk.disclosure.figures import Figures, figures_of
from budgetdesk.domain.disclosure import DisclosureNotes, EntryValue, OwnParagraph
from budgetdesk.domain.records import Department, Source
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.exporting import ExportFault
from budgetdesk.tables.compute import compute_tables

# What a department mostly says again; reasons, dates and counts are this year's own.
_SAME_AS_EVER = ("scope", "duties", "structure", "service_catalogue", "other")


def take_over_last_year(book: Book, last: Book) -> tuple[str, ...]:
    """Fill a book's disclosure entries from last year's book, as one step.

    Last year's amounts replace those told; texts, and rewritten paragraphs that name no figures,
    come only where this year has none.

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
    known = {_key(tables.department): tables for tables in compute_tables(last)}
    taken: list[str] = []
    with book.step(f"带入 {year} 年预算公开资料") as step:
        for department in departments(book):
            tables = known.get(_key(department))
            if tables is None:
                continue
            figures = figures_of(tables, (), year=year, units=())
            old = disclosure_notes(last, tables.department.id)
            told = disclosure_notes(book, department.id)
            for key, value in (*_amounts(figures), *_texts(old, told)):
                put_disclosure_entry(step, department.id, key, value)
            for paragraph in _paragraphs(old, told):
                keep_paragraph(step, department.id, paragraph)
            taken.append(department.name)
    if not taken:
        raise ExportFault(f"「{last.path.name}」中没有本账套各部门的预算明细，没有可带入的上年数。")
    return tuple(taken)


def _key(department: Department) -> tuple[str, str]:
    return department.code, fold_name(department.name)


def _amounts(figures: Figures) -> Iterator[tuple[str, EntryValue]]:
    yield "last_total", figures.total
    yield "last_general", figures.current[Source.GENERAL]
    yield "last_operating", figures.operating
    for key, amount in figures.official.items():
        yield f"last_{key}", amount


def _texts(old: DisclosureNotes, told: DisclosureNotes) -> Iterator[tuple[str, EntryValue]]:
    for key in _SAME_AS_EVER:
        if key in old.entries and key not in told.entries:
            yield key, old.entries[key]


def _paragraphs(old: DisclosureNotes, told: DisclosureNotes) -> Iterator[OwnParagraph]:
    """Those without any figure; they count as written before this year's figures were known."""
    for key, paragraph in old.paragraphs.items():
        if key not in told.paragraphs and not any(map(str.isdigit, paragraph.text)):
            yield OwnParagraph(key, paragraph.text, drafted="")
