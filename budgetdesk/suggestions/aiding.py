"""How an indicator that was found fault with could be written, beside the finding."""

from collections.abc import Iterator
from dataclasses import replace

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.errors import RowMissing
from budgetdesk.checks.finding import Finding
from budgetdesk.dictionary.standing import is_project
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.persons.finder import Persons
from budgetdesk.domain.records import Horizon, Indicator, Project
from budgetdesk.domain.target import Operator, TargetKind, parse_target
from budgetdesk.forms.definition import FormSet
from budgetdesk.suggestions.library import Library
from budgetdesk.suggestions.objecting import Objecting
from budgetdesk.suggestions.past import past_form, place_of
from budgetdesk.suggestions.proposing import Proposals, Suggestion

_LIST = "indicators."


def writing_aid(book: Book, form_set: FormSet, finding: Finding) -> str:
    """How it may be written: a value for the indicator, and a common pattern of its place.

    Of patterns alone, filled with the project's own words. A value in numbers is the clerk's own:
    what is offered beside it is that value with a sign, and none that a pattern has. "" for a
    finding at anything but name or value of a project's indicator, and where nothing fits.
    """
    place = finding.place
    if not is_project(place.ref.record) or not place.ref.path.startswith(_LIST):
        return ""
    field = place.ref.path.rpartition(".")[2]
    if not place.level2 or field not in ("name", "target"):
        return ""
    try:
        project = read.project(book, place.ref.record_id)
    except RowMissing:  # gone since it was found
        return ""
    year = book.info.fiscal_year
    form = past_form(project, year, "", Persons.of_projects([project]))
    objecting, where = Objecting(form_set, year), place_of("", place.level2)
    asked = Proposals(project, replace(form, rows=()), _NONE, objecting)
    row = _row_of(project, place.ref)
    if row is None or not parse_target(row.target).quantified:
        told = _told(asked, where, place.indicator)
    elif field == "target":
        signed = _signed(row)
        against = objecting.against(project, where, [(row.name, it) for it in signed])
        fit = [it for it in signed if (row.name, it) not in against]
        told = (_line(row.name, Suggestion(row.name, "", it)) for it in fit[:_MOST_SIGNS])
    else:
        told = (_line(it.name, replace(it, target="")) for it in asked.suggestions(where, 1))
    return "\n".join(dict.fromkeys(told))


_NONE = Library(())
_MOST_SIGNS = 2
# The likeliest first; nobody promises to spend no less.
_SIGNS = (Operator.AT_LEAST, Operator.EQUAL, Operator.AT_MOST)
_SIGNS_OF_COST = (Operator.AT_MOST, Operator.EQUAL)


def _row_of(project: Project, ref: FieldRef) -> Indicator | None:
    rows = (row for horizon in Horizon for row in project.indicators.of(horizon) or ())
    return next((row for row in rows if row.id == ref.row_id), None)


def _signed(row: Indicator) -> tuple[str, ...]:
    """A number that stands without a sign, with each that it may have; none for anything else."""
    target = parse_target(row.target)
    if target.kind is not TargetKind.NUMBER or target.operator or target.lead:
        return ()
    signs = _SIGNS_OF_COST if "成本" in f"{row.level1}{row.level2}" else _SIGNS
    return tuple(f"{sign}{row.target.strip()}" for sign in signs)


def _told(asked: Proposals, place: str, name: str) -> Iterator[str]:
    for it in asked.values(name, place, 1) if name else ():
        yield _line(name, it)
    for it in asked.suggestions(place, 1):
        yield _line(it.name, it)


def _line(name: str, it: Suggestion) -> str:
    evidence = f"（佐证：{it.evidence}）" if it.evidence else ""
    return f"{name} → {it.target}{evidence}" if it.target else f"{name}{evidence}"
