"""What an amount sums, brought to the front: ledger lines, or the table that it stands in."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from budgetdesk.book.book import Book
from budgetdesk.book.read import overall
from budgetdesk.dictionary.standing import has_form
from budgetdesk.domain.fields import FieldRef

if TYPE_CHECKING:
    from budgetdesk.desktop.ledger.panel import LedgerPanel
    from budgetdesk.desktop.tables.panel import TablesPanel


def show_sum(
    book: Book,
    ref: FieldRef,
    open_ledger: "Callable[[], LedgerPanel]",
    open_tables: "Callable[[], TablesPanel]",
) -> bool:
    """Show what an amount sums: of an overall form ledger lines, of a disclosure its table.

    False where no line of the ledger has any of it.
    """
    if not has_form(ref.record):
        from budgetdesk.desktop.disclosure.entries import table_behind

        table_id = table_behind(book.info.form_set, ref)
        open_tables().show_table(table_id, ref.record_id)
        return True
    from budgetdesk.forms.inside import load_forms_of
    from budgetdesk.tables.compute import overall_lines_behind

    ids = overall_lines_behind(book, overall(book, ref.record_id).department.id, ref.path)
    if ids:
        open_ledger().show_only(ids, f"整体表 {load_forms_of(book).label_of(ref)}")
    return bool(ids)
