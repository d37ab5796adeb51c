"""What is among the values that a record holds by their paths: rows, records, offices."""

from typing import TypeGuard

from budgetdesk.domain.records import (
    Declared,
    DeclaredRecord,
    DeclaredRow,
    Department,
    Held,
    OverallForm,
    Project,
    Unit,
)


def rows_in(declared: Declared, path: str) -> tuple[DeclaredRow, ...]:
    """The rows of a list that a form set declares; none where there is no such list."""
    found = declared.get(path)
    rows = found if isinstance(found, tuple) else ()
    return tuple(one for one in rows if isinstance(one, DeclaredRow))


def records_in(above: Held, kind: str) -> tuple[DeclaredRecord, ...]:
    """The records of a declared kind that one came with from a file; read ones have none."""
    found = above.declared.get(kind)
    rows = found if isinstance(found, tuple) else ()
    return tuple(one for one in rows if isinstance(one, DeclaredRecord))


def is_record(value: object) -> TypeGuard[Held]:
    """Whether a value is a record: the one above, one of those below."""
    return isinstance(value, Project | OverallForm | DeclaredRecord)


def is_own(value: object) -> bool:
    """Whether a value is the record's own: neither a record, nor some of them, nor an office."""
    one = value[0] if isinstance(value, tuple) and value else value
    return not (is_record(one) or isinstance(one, Department | Unit))
