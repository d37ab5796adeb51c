"""A book's content as exchange files: projects and overall forms as JSON, the ledger as CSV."""

import json
from collections.abc import Iterable

from budgetdesk.book.book import Book
from budgetdesk.book.disclosure import disclosure_notes
from budgetdesk.book.read import departments, ledger, overalls, projects
from budgetdesk.exchange.disclosure_file import disclosure_content
from budgetdesk.exchange.ledger_file import ledger_text
from budgetdesk.exchange.overall_file import overall_content
from budgetdesk.exchange.privacy import without_persons
from budgetdesk.exchange.projects_file import projects_content
from budgetdesk.forms.loader import load_form_set


def projects_json(
    book: Book, project_ids: Iterable[int] | None = None, *, public: bool = False
) -> str:
    """The projects of a book, or those of the ids, in tree order as exchange JSON."""
    found = projects(book, project_ids)
    shown = [without_persons(project) for project in found] if public else found
    info = book.info
    return _json(projects_content(load_form_set(info.form_set), info.fiscal_year, shown))


def overall_json(book: Book) -> str | None:
    """The overall forms of a book as exchange JSON, None where it has none.

    One form is one object, several are a list.
    """
    info = book.info
    form_set = load_form_set(info.form_set)
    contents = [overall_content(form, form_set, info.fiscal_year) for form in overalls(book)]
    return _one_or_list(contents)


def disclosure_json(book: Book) -> str | None:
    """What the departments told for their disclosure as exchange JSON; None where nothing."""
    notes = [disclosure_notes(book, department.id) for department in departments(book)]
    told = [it for it in notes if it.values or it.paragraphs]
    return _one_or_list([disclosure_content(it, book.info.fiscal_year) for it in told])


def ledger_csv(book: Book) -> str | None:
    """The ledger of a book as CSV text; None where it has no line."""
    lines = ledger(book)
    return ledger_text(lines) if lines else None


def _one_or_list(contents: list[dict[str, object]]) -> str | None:
    if not contents:
        return None
    return _json(contents[0] if len(contents) == 1 else contents)


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
