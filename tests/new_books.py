"""Books as the program makes them: with everything that their form set asks for."""

from pathlib import Path

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.forms.loader import load_form_set


def new_book(path: Path, info: BookInfo) -> Book:
    """A new, empty book."""
    return Book.create(path, info, load_form_set(info.form_set).dictionary)
