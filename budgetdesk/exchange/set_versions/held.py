"""Which records of a book hold something in a field, and what another kind could not read."""

# ruff: noqa: S608 - names of tables and columns are the dictionary's own

from collections.abc import Iterable, Iterator, Mapping

from budgetdesk.book.book import Book
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.fields import Field
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.typed import TypedError, parse_typed, show_value

_NAMED = ("project", "unit", "department")


def holders(book: Book, record: str, path: str) -> Mapping[str, tuple[str, ...]]:
    """What stands in a field of the book's dictionary, as it is shown, by the record's name.

    A record below a project goes by the project's name, an overall form by its department's.
    Nothing is stored of a field that is computed or carried; what departments tell of their
    disclosure stands on no form of a set.
    """
    kind = book.dictionary.kinds.get(record)
    field = kind.fields.get(path) if kind else None
    if kind is None or field is None or not _is_stored(kind, field):
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for name, value in _values(book, kind, field):
        found[name] = (*found.get(name, ()), show_value(field.kind, value))
    return found


def stored(book: Book, record: str, path: str) -> Iterator[tuple[str, int, str | int | None]]:
    """What stands in a field of the book's dictionary: table, row and value."""
    kind = book.dictionary.kinds[record]
    field = kind.fields[path]
    if _is_stored(kind, field):
        table, _, where = _place(kind, field)
        column = field.column
        for row_id, value in book.rows(
            f"SELECT id, {column} FROM {table} "
            f"WHERE {column} IS NOT NULL AND {column} <> '' {where}"
        ):
            yield table, row_id, value


def _place(kind: KindDeclaration, field: Field) -> tuple[str, str, str]:
    """The table of a field, the column that names the record there, and which of its rows."""
    group = kind.group_of(field.path)
    if group is not None and group.table:
        return group.table, group.owner, f"AND horizon = '{group.horizon}'" if group.horizon else ""
    return kind.table, "id", ""


def _is_stored(kind: KindDeclaration, field: Field) -> bool:
    told_elsewhere = field.computed or (field.carried and not field.followed)
    return not (told_elsewhere or getattr(kind.group_of(field.path), "keyed", False))


def unreadable(texts: Iterable[str], kind: Kind) -> tuple[str, ...]:
    """Those of the texts that are no value of a kind."""
    return tuple(text for text in texts if not _is_read(kind, text))


def _is_read(kind: Kind, text: str) -> bool:
    try:
        parse_typed(kind, text)
    except TypedError:
        return False
    return True


def _values(
    book: Book, kind: KindDeclaration, field: Field
) -> Iterator[tuple[str, str | int | None]]:
    table, owner, where = _place(kind, field)
    column = field.column
    held = book.rows(
        f"SELECT {owner}, {column} FROM {table} "
        f"WHERE {column} IS NOT NULL AND {column} <> '' {where} ORDER BY {owner}, rowid"
    )
    names = _RecordNames(book)
    for row_id, value in held:
        yield names.of(kind.kind, row_id), value


class _RecordNames:
    """What a person calls the records of a book."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def of(self, record: str, row_id: int) -> str:
        """The name of a record, or of the nearest one above it that has one."""
        while record not in _NAMED:
            kind = self._book.dictionary.kinds[record]
            column = f"{kind.below}_id"
            rows = self._book.rows(f"SELECT {column} FROM {kind.table} WHERE id = ?", (row_id,))
            record, row_id = kind.below, rows[0][0]
        [(name,)] = self._book.rows(f"SELECT name FROM {record} WHERE id = ?", (row_id,))
        return str(name)
