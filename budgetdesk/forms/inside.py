"""The form set of a book: that within it, whatever the set of its name has become here since.

What shipped with the program isn't within books; of that the one that ships now is meant. A changed
set holds for a book once the book has taken it over.
"""

import json
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from budgetdesk.book.declared import require_formulas_of
from budgetdesk.forms.carried import SetFiles, files_in, require_names, write_set
from budgetdesk.forms.loader import (
    FormSetError,
    is_known,
    load_form_set,
    read_form_set,
    texts_of,
)

if TYPE_CHECKING:
    from budgetdesk.book.book import Book
    from budgetdesk.forms.definition import FormSet


def load_forms_of(book: "Book") -> "FormSet":
    """The form set of a book, with the dictionary that the book has.

    Raises:
        FormSetError: there is no such set, here or in the book, or it cannot be used.
    """
    return as_book_has_it(set_of(book.info.form_set, files_in(book)), book)


def set_of(set_id: str, files: SetFiles) -> "FormSet":
    """The set of that id among the files that a book brings, else the one found here.

    One that can no longer be used gives way to one found here.

    Raises:
        FormSetError: none of them can be used.
    """
    if set_id not in files or all(is_found(it, texts) for it, texts in files.items()):
        return load_form_set(set_id)
    if is_known(set_id):
        with suppress(FormSetError):
            return read_inside(set_id, json.dumps(files))
        return load_form_set(set_id)
    return read_inside(set_id, json.dumps(files))


def is_found(set_id: str, texts: object) -> bool:
    """Whether a set is found here just as its files' texts say; not where it can't be read."""
    with suppress(FormSetError):
        return is_known(set_id) and texts_of(set_id) == texts
    return False


@lru_cache(maxsize=8)
def read_inside(set_id: str, text: str) -> "FormSet":
    """The set of that id among the texts of files, as JSON.

    Raises:
        FormSetError: it cannot be used.
    """
    files: SetFiles = json.loads(text)
    with TemporaryDirectory() as aside:
        folder = Path(aside)
        require_names(files, folder)
        for name, texts in files.items():
            write_set(folder / name, texts)
        return read_form_set(folder, set_id)


def as_book_has_it(form_set: "FormSet", book: "Book") -> "FormSet":
    """A form set with the dictionary that a book has, which may be of another day.

    Raises:
        FormSetError: a formula of that dictionary can't be read.
    """
    if book.dictionary.extension == form_set.dictionary.extension:
        return form_set
    require_formulas_of(book.dictionary)
    return replace(form_set, dictionary=book.dictionary)
