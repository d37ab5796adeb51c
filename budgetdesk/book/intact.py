"""Whether a file has exactly the tables, views and triggers that this program makes.

A trigger of somebody else's would run with every step, a changed view would show other figures.
"""

import hashlib
from pathlib import Path

from budgetdesk.book.blank import Parts, own_parts_made, parts_in, parts_made
from budgetdesk.book.declared import dictionaries_in, widens_base
from budgetdesk.book.errors import AlteredBook
from budgetdesk.book.migrations import known_version
from budgetdesk.book.store import Store
from budgetdesk.book.triggers import is_ours, table_of
from budgetdesk.dictionary.declaration import OWN, Dictionary
from budgetdesk.dictionary.toml_table import FormSetError

# What `fingerprint` gives for a new book; a file that has it needs no further look. It saves
# making a book in memory at each opening, and a test says when it is another.
KNOWN = "d38420f8b446524361ae2b51"
_KINDS = {"table": "表", "view": "视图", "trigger": "触发器", "index": "索引"}


def foreign_parts(store: Store, path: Path) -> tuple[str, ...]:
    """What a file has that this program would not have made, or made otherwise, in words.

    With any of it a book is only read.

    Raises:
        AlteredBook: the tables themselves are others, or the file has yet to be brought up to
            date; it can't even be read.
    """
    found = parts_in(store.connection)
    if not any(_is_own(*part) for part in found) and fingerprint(found) == KNOWN:
        return ()
    [(version,)] = store.rows("PRAGMA user_version")
    if version < known_version():
        foreign = sorted(part for part in found if not _made_here(*part))
        if foreign:
            raise AlteredBook(path, parts=_in_words(foreign))
        return ()
    dictionaries = _extensions(store, path)
    if _is_base_beside(dictionaries, found):
        return ()
    made = parts_made(dictionaries)
    differing = sorted(_differing(found, made))
    tables = [part for part in differing if part[0] == "table" and part in made]
    if tables:
        raise AlteredBook(path, parts=_in_words(tables))
    return tuple(_named(part) for part in differing)


def notes_on(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The sentence that says why a book is only read; none where nothing is foreign."""
    if not parts:
        return ()
    names = "、".join(parts)
    return (f"账套的结构被其他程序改过（{names}），只能以只读方式打开；请恢复改动之前的备份。",)


def fingerprint(parts: Parts) -> str:
    """A short text that is the same for the same tables, views and triggers only."""
    told = "".join(  # the lengths tell where each begins
        f"{len(kind)} {len(name)} {len(sql)} {kind}{name}{sql}"
        for (kind, name), sql in sorted(parts.items())
    )
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _extensions(store: Store, path: Path) -> tuple[Dictionary, ...]:
    """What the form set of a book added; AlteredBook where that is no dictionary any more."""
    try:
        return dictionaries_in(store.connection)
    except (FormSetError, ValueError) as error:
        raise AlteredBook(path, parts="表 dictionary") from error


def _is_base_beside(dictionaries: tuple[Dictionary, ...], found: Parts) -> bool:
    """Whether a file has the parts of every book and beside them just those of its form sets.

    As with `KNOWN` this saves making a book in memory.
    """
    if any(map(widens_base, dictionaries)):
        return False
    own = {part: sql for part, sql in found.items() if _is_own(*part)}
    rest = {part: sql for part, sql in found.items() if part not in own}
    return fingerprint(rest) == KNOWN and own == own_parts_made(dictionaries)


def _is_own(kind: str, name: str) -> bool:
    table = table_of(name) if kind == "trigger" else name
    return table.startswith(OWN)


def _differing(found: Parts, made: Parts) -> set[tuple[str, str]]:
    return {part for part, _ in found.items() ^ made.items()}


def _made_here(kind: str, name: str) -> bool:
    """By its name, for a file that has yet to be brought up to date."""
    from budgetdesk.book.views import VIEWS

    if kind == "trigger":
        return is_ours(name)
    return kind != "view" or name in VIEWS


def _in_words(parts: list[tuple[str, str]]) -> str:
    return "、".join(_named(part) for part in parts)


def _named(part: tuple[str, str]) -> str:
    kind, name = part
    return f"{_KINDS[kind]} {name}"
