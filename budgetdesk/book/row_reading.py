"""Reading the rows of lists, and what a form set declares of the records of any kind."""

# ruff: noqa: S608 - names are this package's own; values are always bound

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from budgetdesk.book.book import Book
from budgetdesk.book.declared import FOLLOWS, GONE
from budgetdesk.dictionary.declaration import KindDeclaration, RowList
from budgetdesk.domain.fields import Field
from budgetdesk.domain.records import Declared, DeclaredRow

T = TypeVar("T")


def among(column: str, ids: str | None) -> str:
    """A condition with one parameter, the ids as JSON or None for all."""
    return "?1 IS NULL" if ids is None else f"{column} IN (SELECT value FROM json_each(?1))"


def rows_of(
    book: Book, band: RowList, key: tuple[str, ...], ids: str | None
) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    """The rows of a list's table in order, as arguments; what a set declares under `declared`."""
    base = [field for field in band.fields if not field.own]
    own = band.own_fields
    following = (FOLLOWS, GONE) if band.follows else ()
    names = (*band.levels, *(field.column for field in base), "id", "uuid", *following)
    columns = (band.owner, *key, *names, *(field.column for field in own))
    rows = book.rows(
        f"SELECT {', '.join(columns)} FROM {band.table} "
        f"WHERE {among(band.owner, ids)} ORDER BY {band.owner}, position, id",
        (ids,),
    )
    start, end = 1 + len(key), 1 + len(key) + len(names)
    for row in rows:
        said = dict(zip(names, row[start:end], strict=True))
        if own:
            said["declared"] = {
                field.last: value for field, value in zip(own, row[end:], strict=True)
            }
        yield row[:start], said


def lists_of(
    book: Book, band: RowList, made: Callable[..., T], ids: str | None = None
) -> Mapping[int, list[T]]:
    """The rows of a list by the records they belong to."""
    lists: dict[int, list[T]] = defaultdict(list)
    for (owner,), row in rows_of(book, band, (), ids):
        lists[owner].append(made(**row))
    return lists


def declared_of(book: Book, kind: KindDeclaration, ids: str | None) -> Mapping[int, Declared]:
    """What the form set declares of the records of a kind: values and rows, by their paths."""
    found: dict[int, dict[str, object]] = {}
    for table, owner, horizon, fields in _own_places(kind):
        only = f"AND horizon = '{horizon}'" if table != kind.table else ""
        columns = ", ".join(field.column for field in fields)
        sql = f"SELECT {owner}, {columns} FROM {table} WHERE {among(owner, ids)} {only}"
        paths = [field.path for field in fields]
        for row_id, *values in book.rows(sql, (ids,)):
            found.setdefault(row_id, {}).update(zip(paths, values, strict=True))
    for band in kind.own_lists:
        for row_id, rows in lists_of(book, band, DeclaredRow, ids).items():
            found.setdefault(row_id, {})[band.path] = tuple(rows)
    return found


def _own_places(kind: KindDeclaration) -> Iterator[tuple[str, str, str, tuple[Field, ...]]]:
    """Table, column of the record and horizon, with the fields that a set declares there."""
    if kind.own_fields:
        yield kind.table, "id", "", kind.own_fields
    for part in kind.parts.values():
        own = tuple(field for field in part.fields if field.own)
        if own:
            yield part.table or kind.table, part.owner if part.table else "id", part.horizon, own
