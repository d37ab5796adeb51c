"""A book's content as exchange files: projects and overall forms as JSON, the ledger as CSV."""

import json
from collections.abc import Collection, Iterable

from budgetdesk.book.book import Book
from budgetdesk.book.catalogue import catalogue_entries, list_years
from budgetdesk.book.declared_records import RecordsBelow
from budgetdesk.book.disclosure import disclosure_notes
from budgetdesk.book.filled_in import filled_in_ids, filled_in_marks, is_marked
from budgetdesk.book.read import departments, ledger, overalls, projects, revenue_lines, units
from budgetdesk.checks.explanations import read_explanations
from budgetdesk.domain.records import RecordKind
from budgetdesk.domain.unidentified import without_identity
from budgetdesk.exchange.catalogue_file import catalogue_text
from budgetdesk.exchange.disclosure_file import disclosure_content
from budgetdesk.exchange.explanations_file import contents_by_record
from budgetdesk.exchange.ledger_file import ledger_text
from budgetdesk.exchange.livelihood_file import list_content
from budgetdesk.exchange.overall_file import overall_content
from budgetdesk.exchange.privacy import without_persons
from budgetdesk.exchange.projects_file import projects_content
from budgetdesk.exchange.revenue_file import revenue_text
from budgetdesk.forms.inside import load_forms_of
from budgetdesk.tables.livelihood import Listing, livelihood_of


def projects_json(
    book: Book, project_ids: Iterable[int] | None = None, *, public: bool = False
) -> str:
    """The projects of a book, or those of the ids, in tree order as exchange JSON.

    Their 出错说明 go with them, but not into what is published: they name who wrote them.
    """
    found, info = projects(book, project_ids), book.info
    form_set = load_forms_of(book)
    ids = [one.id for one in found]
    among = None if project_ids is None else {RecordKind.PROJECT: ids}
    found = tuple(map(RecordsBelow(book, among).put_in, found))
    if public:
        dictionary = form_set.dictionary
        shown = [without_identity(without_persons(project, dictionary)) for project in found]
        return _json(projects_content(form_set, info.fiscal_year, shown))
    given = contents_by_record(read_explanations(book))
    named = units(book) if project_ids is None else ()
    marked = filled_in_ids(book, None if project_ids is None else ids)
    return _json(projects_content(form_set, info.fiscal_year, found, given, named, marked))


def overall_json(
    book: Book, ids: Collection[int] | None = None, *, public: bool = False
) -> str | None:
    """The overall forms of a book, or those of `ids`, as exchange JSON; None where it has none.

    One form is one object, several are a list. 出错说明 go with them unless `public`.
    """
    info = book.info
    form_set = load_forms_of(book)
    given = {} if public else contents_by_record(read_explanations(book))
    below = RecordsBelow(book, None if ids is None else {RecordKind.OVERALL: ids})
    marks = {} if public else filled_in_marks(book)
    contents = [
        overall_content(
            without_identity(without_persons(form, form_set.dictionary)) if public else form,
            form_set,
            info.fiscal_year,
            given,
            filled_in=is_marked(marks, form),
        )
        for form in map(below.put_in, overalls(book))
        if ids is None or form.id in ids
    ]
    return _one_or_list(contents)


def disclosure_json(book: Book, *, public: bool = False) -> str | None:
    """What the departments told for their disclosure as exchange JSON; None where nothing.

    The 出错说明 of their ledgers, tables and texts go with it unless `public`.
    """
    year = book.info.fiscal_year
    explained = {} if public else contents_by_record(read_explanations(book))
    kind = RecordKind.DEPARTMENT
    given = {owner: content for (record, owner), content in explained.items() if record == kind}
    notes = [disclosure_notes(book, department.id) for department in departments(book)]
    contents = [
        disclosure_content(it, year, given.get(it.department.id))
        for it in notes
        if it.entries or it.paragraphs or it.department.id in given
    ]
    return _one_or_list(contents)


def livelihood_json(book: Book, which: Listing = Listing.PUBLISHED) -> str | None:
    """A list of 民生领域重大事项 as exchange JSON; None where the book has none."""
    listed = livelihood_of(book, which)
    return _json(list_content(listed, book.info.fiscal_year)) if listed else None


def ledger_csv(book: Book) -> str | None:
    """The ledger of a book as CSV text; None where it has no line."""
    lines = ledger(book)
    return ledger_text(lines, units(book)) if lines else None


def revenue_csv(book: Book) -> str | None:
    """Fund and state-capital revenue by code as CSV text; None where the book has none."""
    lines = revenue_lines(book)
    return revenue_text(lines, units(book)) if lines else None


def catalogue_csv(book: Book) -> str | None:
    """The 科目 of the office's own and the years of its lists as CSV text; None without any."""
    entries, years = catalogue_entries(book), list_years(book)
    return catalogue_text(entries, years) if entries or years else None


def _one_or_list(contents: list[dict[str, object]]) -> str | None:
    if not contents:
        return None
    return _json(contents[0] if len(contents) == 1 else contents)


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
