"""科目 that the office named itself: kept in the book, laid over the year's catalogues.

The tree and the forms do without catalogues: they are loaded with the first ledger.
"""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from budgetdesk.book.book import Book
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step
from budgetdesk.domain.text import one_line

if TYPE_CHECKING:
    from budgetdesk.domain.catalogue import Catalogue, CatalogueEntry, CatalogueKind, OwnEntry
    from budgetdesk.domain.code_changes import CodeChanges

_LIST_YEAR = "code_list."  # the setting with the year of the office's list, by kind
_COLUMNS = {
    "function": ("ledger_line", "function_code"),
    "department_economic": ("ledger_line", "department_economic"),
    "government_economic": ("ledger_line", "government_economic"),
    "revenue": ("revenue_line", "revenue_code"),
}


def catalogue_entries(book: Book) -> "tuple[OwnEntry, ...]":
    """The book's own entries, by catalogue and code."""
    from budgetdesk.domain.catalogue import CatalogueKind, OwnEntry

    rows = book.rows("SELECT kind, code, name FROM catalogue_entry ORDER BY kind, code")
    known = {kind.value for kind in CatalogueKind}
    return tuple(OwnEntry(CatalogueKind(kind), *rest) for kind, *rest in rows if kind in known)


def named_otherwise(book: Book) -> "tuple[OwnEntry, ...]":
    """The book's own entries that say other names than the year's catalogue."""
    from budgetdesk.domain.catalogue import load_catalogue

    year = book.info.fiscal_year
    return tuple(
        each
        for each in catalogue_entries(book)
        if each.name and load_catalogue(each.kind, year).name_of(each.code) != each.name
    )


def catalogue(book: Book, kind: "CatalogueKind") -> "Catalogue":
    """The catalogue of the book's year with the book's own entries.

    Raises:
        CatalogueError: there is none for that year, or a file is wrong.
    """
    from budgetdesk.domain.catalogue import load_catalogue

    return load_catalogue(kind, book.info.fiscal_year).with_own(catalogue_entries(book))


def editions(book: Book) -> "Mapping[CatalogueKind, int]":
    """The year whose list each kind of code is from: the office's own, else the one shipped."""
    from budgetdesk.domain.catalogue import load_catalogue
    from budgetdesk.domain.code_search import CODE_KINDS

    year, own = book.info.fiscal_year, list_years(book)
    return {
        kind: own.get(kind) or load_catalogue(kind, year).edition or year for kind in CODE_KINDS
    }


def list_years(book: Book) -> "Mapping[CatalogueKind, int]":
    """The year of the office's own list, of each kind that it has one of."""
    from budgetdesk.domain.catalogue import CatalogueKind

    rows = book.rows("SELECT key, value FROM setting WHERE key LIKE ?", (f"{_LIST_YEAR}%",))
    known = {f"{_LIST_YEAR}{kind.value}": kind for kind in CatalogueKind}
    return {known[key]: int(value) for key, value in rows if value and key in known}


def lines_by_code(book: Book, kind: "CatalogueKind") -> Mapping[str, int]:
    """How many lines each code of a kind stands in; a code above counts those below it."""
    table, column = _COLUMNS[kind.value]
    counts: Counter[str] = Counter()
    for code, count in book.rows(
        f"SELECT {column}, count(*) FROM {table} WHERE {column} <> '' GROUP BY 1"  # noqa: S608
    ):
        for length in range(3, len(code) + 1, 2):
            counts[code[:length]] += count
    return counts


def unconfirmed(book: Book) -> "Mapping[CatalogueKind, tuple[CatalogueEntry, ...]]":
    """The entries in use, and those above them, whose names are from memory and unconfirmed."""
    from budgetdesk.domain.catalogue import Attestation
    from budgetdesk.domain.code_search import CODE_KINDS

    found = {}
    for kind in CODE_KINDS:
        known, used = catalogue(book, kind).entries, lines_by_code(book, kind)
        entries = (known[code] for code in sorted(used) if code in known)
        found[kind] = tuple(it for it in entries if it.certainty is not Attestation.PRINTED)
    return {kind: entries for kind, entries in found.items() if entries}


def confirm_names(step: Step, kind: "CatalogueKind", names: Mapping[str, str]) -> None:
    """Keep names that the catalogue says as the office's own: it has compared them."""
    for code, name in names.items():
        _put(step, kind, code, one_line(name))


def take_code_list(step: Step, changes: "CodeChanges", shipped: "Catalogue", year: int) -> None:
    """Take an office's own list over as that of a year; `shipped` is what the program brings.

    What the program is sure of needs no entry. A whole list puts the codes out of use that it
    lacks.
    """
    from budgetdesk.domain.catalogue import Attestation

    kind = changes.listed.kind
    for code, name in changes.listed.names.items():
        entry = shipped.entries.get(code)
        is_sure = entry and entry.name == name and entry.certainty is Attestation.PRINTED
        if is_sure:
            _remove(step, kind, code)
        else:
            _put(step, kind, code, one_line(name))
    for code in changes.gone if changes.is_whole else ():
        put_out_of_use(step, kind, code)
    put_list_year(step, kind, year)


def put_list_year(step: Step, kind: "CatalogueKind", year: int) -> None:
    """Say of which year the office's own list of a kind is."""
    put_setting(step, f"{_LIST_YEAR}{kind.value}", str(year))


def put_out_of_use(step: Step, kind: "CatalogueKind", code: str) -> None:
    """Take a code out of use in the book, whatever the year's catalogue says of it."""
    _put(step, kind, code, "")


def put_catalogue_entry(step: Step, kind: "CatalogueKind", code: str, name: str) -> None:
    """Name a code in the book, or name it otherwise; a blank name takes the entry back."""
    if name := one_line(name):
        _put(step, kind, code, name)
    else:
        _remove(step, kind, code)


def _put(step: Step, kind: "CatalogueKind", code: str, name: str) -> None:
    """Put an entry; with a blank name the code is out of use."""
    found = _find(step, kind, code)
    if not found:
        step.insert("catalogue_entry", {"kind": kind.value, "code": code, "name": name})
    else:
        step.update("catalogue_entry", found[0], {"name": name})


def _remove(step: Step, kind: "CatalogueKind", code: str) -> None:
    for entry_id in _find(step, kind, code):
        step.delete("catalogue_entry", entry_id)


def _find(step: Step, kind: "CatalogueKind", code: str) -> list[int]:
    found = step.rows("SELECT id FROM catalogue_entry WHERE kind = ? AND code = ?", (kind, code))
    return [row[0] for row in found]
