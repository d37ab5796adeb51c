"""A book without the records of a kind."""

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import delete_record, records


def without_records(book: Book, kind: str) -> None:
    """Take the records of a declared kind off a book: what comes then is all there is."""
    with book.step("清除") as step:
        for one in records(book, kind):
            delete_record(step, kind, one.id)
