"""What of a book belongs to one unit, as plain JSON that can be compared and taken over."""

import json
import marshal
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from budgetdesk.book.book import Book
from budgetdesk.book.read import ledger, overalls, project_ids, revenue_lines, units
from budgetdesk.domain.records import Department, Unit
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.claims import COMPUTED_KEY
from budgetdesk.exchange.content import (
    catalogue_csv,
    disclosure_json,
    overall_json,
    projects_json,
)
from budgetdesk.exchange.ledger_file import ledger_text
from budgetdesk.exchange.projects_file import unit_content
from budgetdesk.exchange.revenue_file import revenue_text

Contents = dict[str, Any]
"""`projects`, `overall`, `disclosure`, `ledger`, `revenue`, `catalogue`; each may be missing."""


@dataclass(frozen=True, slots=True)
class KeptContents:
    """Contents kept small while others are looked at: there may be thousands."""

    packed: bytes

    @classmethod
    def of(cls, contents: Contents) -> "KeptContents":
        """Pack them."""
        return cls(zlib.compress(marshal.dumps(contents), 1))

    def contents(self) -> Contents:
        """The contents again."""
        told: Contents = marshal.loads(zlib.decompress(self.packed))  # noqa: S302 - its own bytes
        return told


FILES = {
    "projects": "projects.json",
    "overall": "overall.json",
    "disclosure": "disclosure.json",
    "ledger": "ledger.csv",
    "revenue": "revenue.csv",
    "catalogue": "catalogue.csv",
}
"""The exchange files that the parts of a package's content are."""


OF_DEPARTMENT = ("overall", "disclosure")
"""The parts that are of a unit's department."""


def speaks_for_department(book: Book, unit: Unit) -> bool:
    """Whether what a department fills in goes with this unit: its own office, else its first."""
    own = units(book, unit.department.id)
    named = [it for it in own if fold_name(it.name) == fold_name(unit.department.name)]
    return (named or list(own))[0].id == unit.id


def contents_of(book: Book, unit: Unit) -> Contents:
    """All that a unit fills in, and what its department does where the unit speaks for it."""
    found: Contents = {"projects": _projects(book, unit)}
    lines, revenue = ledger(book, unit_id=unit.id), revenue_lines(book, unit_id=unit.id)
    if lines:
        found["ledger"] = ledger_text(lines).splitlines()
    if revenue:
        found["revenue"] = revenue_text(revenue).splitlines()
    if speaks_for_department(book, unit):
        found |= department_contents(book, unit.department)
    return found


def _projects(book: Book, unit: Unit) -> Contents:
    content = json.loads(projects_json(book, project_ids(book, unit_id=unit.id)))
    told: Contents = _without_computed({**content, "units": [unit_content(unit)]})
    return told


def department_contents(book: Book, department: Department) -> Contents:
    """What a department fills in."""
    return dict(_of_department(book, department))


def _of_department(book: Book, department: Department) -> Iterator[tuple[str, Any]]:
    own = [it.id for it in overalls(book) if it.department.id == department.id]
    told = (("overall", overall_json(book, own)), ("disclosure", disclosure_json(book)))
    for name, text in told:
        content = json.loads(text) if text else []
        listed = content if isinstance(content, list) else [content]
        for one in listed:
            if one["department_code"] == department.code and fold_name(
                one["department_name"]
            ) == fold_name(department.name):
                yield name, _without_blank_rows(_without_computed(one))
    if catalogue := catalogue_csv(book):
        yield "catalogue", catalogue.splitlines()


def _without_computed(content: Any) -> Any:
    """Figures that follow from others are nobody's edit."""
    if isinstance(content, Mapping):
        return {key: _without_computed(it) for key, it in content.items() if key != COMPUTED_KEY}
    return [_without_computed(it) for it in content] if isinstance(content, list) else content


def _without_blank_rows(content: Contents) -> Contents:
    """The places of an overall form that nobody filled in are no rows."""
    return {
        key: [it for it in value if not isinstance(it, dict) or it.get("uuid")]
        if isinstance(value, list) and key == "indicators"
        else value
        for key, value in content.items()
    }


def texts_of(contents: Contents) -> Iterator[tuple[str, str]]:
    """The exchange files that contents are: name and text."""
    for key, name in FILES.items():
        if key in contents:
            part = contents[key]
            yield (
                name,
                "\r\n".join(part) + "\r\n"
                if name.endswith(".csv")
                else json.dumps(part, ensure_ascii=False),
            )
