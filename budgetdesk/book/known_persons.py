"""The persons that a book knows by name and telephone: whoever signs its forms, or works on it."""

from collections.abc import Iterator

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import forms_of
from budgetdesk.book.person import person_of
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.dictionary.standing import has_form
from budgetdesk.domain.fields import value_of
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.persons import Persons
from budgetdesk.domain.records import Held

_Told = tuple[Kind, object]


def known_persons(book: Book) -> Persons:
    """Those in all fields that ask for persons, of whatever record and row, and who works on it."""
    with book.snapshot():
        told = [it for kind in book.dictionary.kinds.values() for it in _of_kind(book, kind)]
        names = [person_of(book), *(who for (who,) in book.rows("SELECT who FROM explanation"))]
    names += [it for kind, it in told if kind is Kind.PERSON and isinstance(it, str)]
    phones = {it for kind, it in told if kind is Kind.PHONE and isinstance(it, str)}
    return Persons.of(filter(None, dict.fromkeys(names)), filter(None, phones))


def _of_kind(book: Book, kind: KindDeclaration) -> Iterator[_Told]:
    if has_form(kind.kind) and any(field.personal for field in kind.fields.values()):
        for record in forms_of(book, kind.kind):
            yield from _of_record(kind, record)


def _of_record(kind: KindDeclaration, record: Held) -> Iterator[_Told]:
    for field in kind.fields.values():
        if not field.personal:
            continue
        if not field.listed:
            yield field.kind, value_of(record, field.path)
            continue
        rows = value_of(record, field.path.rpartition(".")[0])
        for row in rows if isinstance(rows, tuple) else ():
            yield field.kind, value_of(row, field.last)
