"""What a department has told for its 部门预算公开, in the book."""

from budgetdesk.book.book import Book
from budgetdesk.book.errors import RowMissing
from budgetdesk.book.read import departments
from budgetdesk.book.step import Step
from budgetdesk.dictionary.entries import ENTRIES
from budgetdesk.domain.disclosure import DisclosureNotes, EntryValue, OwnParagraph


def disclosure_notes(book: Book, department_id: int) -> DisclosureNotes:
    """The entries and rewritten paragraphs of a department; RowMissing when there is none.

    Entries that this version doesn't know are left out.
    """
    with book.snapshot():
        owners = {department.id: department for department in departments(book)}
        if department_id not in owners:
            raise RowMissing("department", department_id)
        entries = book.rows(
            "SELECT key, text, number FROM disclosure_entry WHERE department_id = ?",
            (department_id,),
        )
        paragraphs = book.rows(
            "SELECT key, text, drafted FROM disclosure_paragraph WHERE department_id = ? "
            "ORDER BY id",
            (department_id,),
        )
    values = {
        key: number if ENTRIES[key].kind.is_number else text
        for key, text, number in entries
        if key in ENTRIES
    }
    return DisclosureNotes(
        owners[department_id], values, {row[0]: OwnParagraph(*row) for row in paragraphs}
    )


def departments_told(book: Book) -> frozenset[int]:
    """The departments that have told anything for their disclosure."""
    rows = book.rows(
        "SELECT department_id FROM disclosure_entry "
        "UNION SELECT department_id FROM disclosure_paragraph"
    )
    return frozenset(department_id for (department_id,) in rows)


def put_disclosure_entry(
    step: Step, department_id: int, key: str, value: EntryValue | None
) -> None:
    """Tell an entry; None or "" takes it back.

    Raises:
        KeyError: there is no such entry.
        TypeError: a text where the entry is a number, or a number where it is a text.
    """
    is_number = ENTRIES[key].kind.is_number
    if value is None or value == "":
        _remove(step, "disclosure_entry", department_id, key)
        return
    if isinstance(value, int) is not is_number:
        raise TypeError(f"{key} does not take {value!r}")
    columns: dict[str, EntryValue | None] = {
        "text": None if is_number else value,
        "number": value if is_number else None,
    }
    _put(step, "disclosure_entry", department_id, key, columns)


def keep_paragraph(step: Step, department_id: int, paragraph: OwnParagraph) -> None:
    """Keep a paragraph in a person's own words from now on."""
    columns: dict[str, EntryValue | None] = {"text": paragraph.text, "drafted": paragraph.drafted}
    _put(step, "disclosure_paragraph", department_id, paragraph.key, columns)


def drop_paragraph(step: Step, department_id: int, key: str) -> None:
    """Let the program write a paragraph again."""
    _remove(step, "disclosure_paragraph", department_id, key)


def _put(
    step: Step, table: str, department_id: int, key: str, columns: dict[str, EntryValue | None]
) -> None:
    row_id = _row_of(step, table, department_id, key)
    if row_id is None:
        step.insert(table, {**columns, "department_id": department_id, "key": key})
    else:
        step.update(table, row_id, columns)


def _remove(step: Step, table: str, department_id: int, key: str) -> None:
    row_id = _row_of(step, table, department_id, key)
    if row_id is not None:
        step.delete(table, row_id)


def _row_of(step: Step, table: str, department_id: int, key: str) -> int | None:
    sql = f"SELECT id FROM {table} WHERE department_id = ? AND key = ?"  # noqa: S608 - own names
    rows = step.rows(sql, (department_id, key))
    return rows[0][0] if rows else None
