"""What an amount sums, brought to the front: ledger lines, or the table that it stands in."""

from typing import TYPE_CHECKING

from budgetdesk.book.read import overall
from budgetdesk.dictionary.base import field_of
from budgetdesk.dictionary.standing import has_form
from budgetdesk.domain.fields import FieldRef

if TYPE_CHECKING:
    from budgetdesk.desktop.window.desk import Desk

_NO_LINES = "预算明细中没有这一项的金额。"


def show_sum(desk: "Desk", ref: FieldRef) -> None:
    """Show what an amount sums: of an overall form the ledger lines, of a disclosure its table."""
    if not has_form(ref.record):
        _show_table(desk, ref)
        return
    from budgetdesk.tables.compute import overall_lines_behind

    book = desk.session.book
    ids = overall_lines_behind(book, overall(book, ref.record_id).department.id, ref.path)
    if ids:
        desk.open_ledger().show_only(ids, f"整体表 {field_of(ref).label}")
    else:
        desk.notice.say(_NO_LINES)


def _show_table(desk: "Desk", ref: FieldRef) -> None:
    from budgetdesk.desktop.disclosure.entries import table_behind

    table_id = table_behind(desk.session.book.info.form_set, ref)
    desk.open_tables().show_table(table_id, ref.record_id)
