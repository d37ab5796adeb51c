"""How an indicator that was found fault with could be written, beside the finding."""

from collections.abc import Iterator
from dataclasses import replace

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.errors import RowMissing
from budgetdesk.checks.finding import Finding
from budgetdesk.dictionary.standing import is_project
from budgetdesk.domain.persons.finder import Persons
from budgetdesk.forms.definition import FormSet
from budgetdesk.suggestions.library import Library
from budgetdesk.suggestions.objecting import Objecting
from budgetdesk.suggestions.past import past_form, place_of
from budgetdesk.suggestions.proposing import Proposals, Suggestion

_LIST = "indicators."


def writing_aid(book: Book, form_set: FormSet, finding: Finding) -> str:
    """How it may be written: a value for the indicator, and a common pattern of its place.

    Of patterns alone, filled with the project's own words; "" for a finding at anything but an
    indicator of a project, and where no pattern fits.
    """
    place = finding.place
    if not is_project(place.ref.record) or not place.ref.path.startswith(_LIST):
        return ""
    if not place.level2:
        return ""
    try:
        project = read.project(book, place.ref.record_id)
    except RowMissing:  # gone since it was found
        return ""
    year = book.info.fiscal_year
    form = past_form(project, year, "", Persons.of_projects([project]))
    asked = Proposals(project, replace(form, rows=()), _NONE, Objecting(form_set, year))
    return "\n".join(dict.fromkeys(_told(asked, place_of("", place.level2), place.indicator)))


_NONE = Library(())


def _told(asked: Proposals, place: str, name: str) -> Iterator[str]:
    for it in asked.values(name, place, 1) if name else ():
        yield _line(name, it)
    for it in asked.suggestions(place, 1):
        yield _line(it.name, it)


def _line(name: str, it: Suggestion) -> str:
    evidence = f"（佐证：{it.evidence}）" if it.evidence else ""
    return f"{name} → {it.target}{evidence}" if it.target else f"{name}{evidence}"
