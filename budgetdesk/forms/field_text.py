"""What a field of a form says, as it would be typed."""

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import record as record_of
from budgetdesk.dictionary.base import field_of
from budgetdesk.dictionary.standing import has_form
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.indicator_tree import Slot
from budgetdesk.domain.records import FormRecord, ListRow
from budgetdesk.domain.typed import show_value
from budgetdesk.forms.standing import in_list, list_path, rows_in, rows_of


def text_at(book: Book, ref: FieldRef) -> str:
    """The text of a field of a form; "" in a blank slot, and of what is no form's.

    Raises:
        RowMissing: there is no such record.
    """
    if not has_form(ref.record):
        return ""
    return text_in(record_of(book, ref.record, ref.record_id), ref)


def text_in(record: FormRecord, ref: FieldRef) -> str:
    """The text of a field of a record."""
    if not in_list(ref):
        value = value_of(record, ref.path)
    else:
        row = _row(record, ref)
        value = value_of(row, ref.path.rpartition(".")[2]) if row is not None else None
    return show_value(field_of(ref).kind, value) if isinstance(value, str | int) else ""


def _row(record: FormRecord, ref: FieldRef) -> ListRow | None:
    if ref.row_id:
        return next((it for it in rows_of(record, list_path(ref)) if it.id == ref.row_id), None)
    rows = rows_in(record, list_path(ref), Slot(ref.level1, ref.level2))
    return rows[ref.index] if ref.index < len(rows) else None
