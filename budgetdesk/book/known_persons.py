"""The persons that a book knows by name and telephone: whoever signs its forms, or works on it."""

from collections.abc import Iterator

from budgetdesk.book.book import Book
from budgetdesk.book.person import person_of
from budgetdesk.book.places import table_of
from budgetdesk.dictionary.standing import has_form
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.persons import Persons


def known_persons(book: Book) -> Persons:
    """Those in all fields that ask for persons, of whatever record and row, and who works on it."""
    with book.snapshot():
        explained = (who for (who,) in book.rows("SELECT who FROM explanation"))
        names = [person_of(book), *explained, *_told(book, Kind.PERSON)]
        phones = {*_told(book, Kind.PHONE)}
    return Persons.of(filter(None, dict.fromkeys(names)), filter(None, phones))


def _told(book: Book, asked: Kind) -> Iterator[str]:
    """What fields of a kind hold; one that is carried is told where it is carried from."""
    columns = {
        (table_of(kind, path), field.column)
        for kind in book.dictionary.kinds.values()
        for path, field in kind.fields.items()
        if has_form(kind.kind) and field.kind is asked and not (field.carried or field.computed)
    }
    for table, column in sorted(columns):
        for (text,) in book.rows(f"SELECT DISTINCT {column} FROM {table}"):  # noqa: S608 - own names
            yield text
