"""What a book refuses of a field, told as the form in front tells of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from budgetdesk.book.errors import RefusedField
from budgetdesk.forms.inside import load_forms_of

if TYPE_CHECKING:
    from budgetdesk.book.book import Book


@contextmanager
def in_words_of(book: "Book") -> Iterator[None]:
    """Let a field that the book refuses be named as its forms name it: it knows the dictionary's.

    Whoever writes what somebody typed, chose or sent does so within.
    """
    try:
        yield
    except RefusedField as error:
        error.call(load_forms_of(book).in_own_words(error.label))
        raise
