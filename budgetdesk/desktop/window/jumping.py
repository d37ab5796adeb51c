"""From a finding to its place: the form, ledger line, figure, entry or paragraph it points at."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from budgetdesk.book.errors import RowMissing
from budgetdesk.dictionary.standing import has_form
from budgetdesk.domain.fields import FieldRef

if TYPE_CHECKING:
    from budgetdesk.desktop.window.desk import Desk

_FORM_GONE = "这张表已不在账套中。"
_NO_CELL = "这一处在表中没有单独的格，请看整张表。"
_LINE_GONE = "这一行已不在账套中。"
_FIGURE_GONE = "报表中已没有这个数。"
_NOT_SHOWN = "这一处现在没有显示，请先看整份公开文件。"


def open_place(desk: "Desk", ref: FieldRef) -> str:
    """Bring what a reference points at to the front, the cursor on it; "", or why it is not."""
    if not has_form(ref.record):
        return _WITHIN_DEPARTMENT[ref.path.partition(".")[0]](desk, ref)
    try:
        editor = desk.tabs.open_form(ref.record, ref.record_id, stay=False)
    except RowMissing:
        return _FORM_GONE
    editor.setFocus()
    return "" if editor.go_to(ref) else _NO_CELL


def _open_line(desk: "Desk", ref: FieldRef) -> str:
    found = desk.open_ledger().go_to_line(ref.row_id, ref.path.partition(".")[2])
    return "" if found else _LINE_GONE


def _open_revenue(desk: "Desk", ref: FieldRef) -> str:
    found = desk.open_ledger().go_to_revenue(ref.row_id, ref.path.partition(".")[2])
    return "" if found else _LINE_GONE


def _open_figure(desk: "Desk", ref: FieldRef) -> str:
    panel = desk.open_tables()
    found = panel.show_figure(ref.record_id, ref.level1, ref.level2, ref.index)
    return "" if found else _FIGURE_GONE


def _open_disclosure(desk: "Desk", ref: FieldRef) -> str:
    panel = desk.open_disclosure(ref.record_id)
    found = panel.go_to(ref)
    panel.setFocus()
    return "" if found else _NOT_SHOWN


def _open_listed(desk: "Desk", ref: FieldRef) -> str:
    return "" if desk.open_livelihood().show_listed(ref.row_id) else _LINE_GONE


_WITHIN_DEPARTMENT: "Mapping[str, Callable[[Desk, FieldRef], str]]" = {
    "ledger": _open_line,
    "revenue": _open_revenue,
    "tables": _open_figure,
    "entries": _open_disclosure,
    "paragraphs": _open_disclosure,
    "listed": _open_listed,
}
