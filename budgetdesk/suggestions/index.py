"""The office's past forms in one small file of the user's: what suggestions are made from.

It holds names and targets of indicators and the pairs of texts, and of what was returned the
remarks with the texts they were about; no persons, and no other sentences. It can be emptied at any
time: it is made anew from the books.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from budgetdesk.assets import user_folder
from budgetdesk.domain.refusals import reason_of
from budgetdesk.domain.return_lessons import ReturnLesson, lesson_of_text, lesson_text
from budgetdesk.domain.there import is_there
from budgetdesk.suggestions.not_kept import NotKeptError
from budgetdesk.suggestions.past import PastForm, PastRow

_VERSION = 3


def index_file() -> Path:
    """Where it lies in the user's data folder."""
    return user_folder("data") / "past-forms.sqlite"


def remember(file: Path, book: Path, forms: Iterable[PastForm]) -> int:
    """Put the forms of a book in place of those it brought before; how many there are.

    Raises:
        NotKeptError: the file cannot be written.
    """
    path = str(book.resolve())
    rows = [_as_row(path, form) for form in forms]
    with _opened(file) as database, database.conn:
        database["form"].delete_where("book = ?", [path])  # type: ignore[union-attr]
        database["form"].insert_all(rows)  # type: ignore[union-attr]
    return len(rows)


def remembered(file: Path, apart: Path | None = None) -> tuple[PastForm, ...]:
    """The forms of all books but one, each form of a year once: as it was read last.

    A file that can't be used holds none, as with settings: it is only convenience.
    """
    if not is_there(file):
        return ()
    path = str(apart.resolve()) if apart is not None else ""
    forms: dict[tuple[str, int], PastForm] = {}
    with suppress(NotKeptError), _opened(file) as database:
        found = database.query("SELECT * FROM form WHERE book <> ? ORDER BY rowid", [path])
        forms = {(row["uuid"], row["year"]): _as_form(row) for row in found}
    return tuple(forms.values())


def remember_lessons(file: Path, book: Path, year: int, lessons: Iterable[ReturnLesson]) -> None:
    """Put what was returned of a year's book, without persons, in place of what it brought before.

    Raises:
        NotKeptError: the file cannot be written.
    """
    path = str(book.resolve())
    rows = [
        {"book": path, "year": year, "told": lesson_text(it), "off": int(it.off)} for it in lessons
    ]
    with _opened(file) as database, database.conn:
        database["lesson"].delete_where("book = ?", [path])  # type: ignore[union-attr]
        database["lesson"].insert_all(rows)  # type: ignore[union-attr]


def remembered_lessons(file: Path) -> tuple[ReturnLesson, ...]:
    """What was returned of all books, each remark as the latest knows it: off where one has it so.

    A file of another version of the program is begun anew; one that can't be used holds none.
    """
    if not is_there(file):
        return ()
    rows: list[dict[str, Any]] = []
    with suppress(NotKeptError), _opened(file) as database:
        rows = [*database.query("SELECT told, off FROM lesson ORDER BY year, rowid")]
    lessons = [lesson_of_text(row["told"], off=bool(row["off"])) for row in rows]
    off = {it.remark.id for it in lessons if it.off}
    latest = {it.remark.id: it for it in lessons}
    return tuple(replace(it, off=key in off) for key, it in latest.items())


def forget(file: Path) -> None:
    """Empty the index; NotKeptError where it can't be removed."""
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise NotKeptError(file, reason_of(error)) from error


@contextmanager
def _opened(file: Path) -> Iterator[Database]:
    """The index; one that is damaged or of another version is begun anew, books hold it all."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with closing((database := _begun(file)).conn):
            yield database
    except OSError as error:
        raise NotKeptError(file, reason_of(error)) from error
    except sqlite3.OperationalError as error:  # full, not to be written, or held by another window
        raise NotKeptError(file, str(error)) from error


def _begun(file: Path) -> Database:
    try:
        return _connected(file)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        forget(file)
        return _connected(file)


def _connected(file: Path) -> Database:
    database = Database(sqlite3.connect(file))
    try:
        if database.conn.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            _begin(database)
    except sqlite3.DatabaseError:
        database.conn.close()
        raise
    return database


def _begin(database: Database) -> None:
    database["form"].drop(ignore=True)
    database["lesson"].drop(ignore=True)
    database["lesson"].create({"book": str, "year": int, "told": str, "off": int})  # type: ignore[union-attr]
    database["form"].create(  # type: ignore[union-attr]
        {
            "book": str, "uuid": str, "year": int, "name": str, "unit": str,
            "function_code": str, "texts": str, "rows": str, "library": str,
        }
    )  # fmt: skip
    database.conn.execute(f"PRAGMA user_version = {_VERSION}")


def _as_row(book: str, form: PastForm) -> dict[str, str | int]:
    rows = [[row.place, row.name, row.target, row.reached] for row in form.rows]
    return {
        "book": book,
        "uuid": form.uuid,
        "year": form.year,
        "name": form.name,
        "unit": form.unit,
        "function_code": form.function_code,
        "texts": json.dumps(form.texts, ensure_ascii=False),
        "rows": json.dumps(rows, ensure_ascii=False),
        "library": form.library,
    }


def _as_form(row: dict[str, str | int]) -> PastForm:
    return PastForm(
        str(row["uuid"]),
        int(row["year"]),
        str(row["name"]),
        str(row["unit"]),
        str(row["function_code"]),
        json.loads(str(row["texts"])),
        tuple(PastRow(*it) for it in json.loads(str(row["rows"]))),
        str(row["library"]),
    )
