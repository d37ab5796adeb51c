"""What was taken back, or done again, is told by name and shown where it stands."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from budgetdesk.book import read
from budgetdesk.book.change import Action, Change, RowChange, StepKind
from budgetdesk.book.errors import RowMissing
from budgetdesk.book.places import place_of
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind

if TYPE_CHECKING:
    from budgetdesk.desktop.editor.form_editor import FormEditor
    from budgetdesk.desktop.window.desk import Desk

_COLUMNS = {"unit_id": "unit", "project_id": "project"}  # of a line, as the grid names them
_OVERALL = ("overall", "overall_indicator", "key_task")


def show_stepped(desk: "Desk", change: Change) -> None:
    """Bring what a step changed to the front, the cursor on it, and say what was done."""
    word = "撤销" if change.kind is StepKind.UNDO else "重做"
    node = _project_of(desk, change)
    if node is not None:
        editor = desk.tabs.open_form(RecordKind.PROJECT, node.id, stay=False)
        _go_to_changed(editor, change)
    else:
        _show_elsewhere(desk, change)
    named = f"　{node.name}" if node is not None and node.name not in change.name else ""
    desk.notice.say(f"已{word}：{change.name}{named}")


def _project_of(desk: "Desk", change: Change) -> Node | None:
    """The project that a step changed, the one in front before others; None where none is."""
    changed = _with_other_words(change)
    here = desk.together.in_front()
    if here is not None and here in changed:
        return desk.model.find(Level.PROJECT, here)
    found = (desk.model.find(Level.PROJECT, each) for each in sorted(changed))
    return next((node for node in found if node is not None), None)


def _with_other_words(change: Change) -> set[int]:
    """The projects that a step changed otherwise than by moving them on."""
    told = [row for row in change.rows if row.columns != {"position"}]
    return set(replace(change, rows=tuple(told)).projects)


def _go_to_changed(editor: "FormEditor", change: Change) -> None:
    """Put the form's cursor on the first of its cells that the step changed."""
    rows = editor.session.book.rows
    for cell in editor.state.grid.inputs:
        if cell.field is not None and _is_changed(rows, cell.field, change):
            editor.go_to(cell.field)
            return


def _is_changed(rows: "Callable[..., list[tuple[object, ...]]]", ref: FieldRef, it: Change) -> bool:
    place = place_of(rows, ref)
    return place is not None and any(
        (row.table, row.row_id) == (place.table, place.row_id)
        and (not row.columns or place.column in row.columns)
        for row in it.rows
    )


def _show_elsewhere(desk: "Desk", change: Change) -> None:
    """An overall form or the ledger; the ledger also where its line is gone again."""
    row = next((it for it in change.rows if it.table in _ELSEWHERE), None)
    if row is not None:
        _ELSEWHERE[row.table](desk, change, row)


def _show_overall(desk: "Desk", change: Change, row: RowChange) -> None:
    try:
        owner = read.overall(desk.session.book, row.record_id).department.id
    except RowMissing:
        return
    _go_to_changed(desk.tabs.open_overall(owner), change)


def _show_line(desk: "Desk", _change: Change, row: RowChange) -> None:
    panel = desk.open_ledger()
    go_to = panel.go_to_line if row.table == "ledger_line" else panel.go_to_revenue
    column = min(row.columns, default=None)
    if row.action is not Action.DELETE:
        go_to(row.row_id, _COLUMNS.get(column, column) if column else None)


_ELSEWHERE: "dict[str, Callable[[Desk, Change, RowChange], None]]" = {
    **dict.fromkeys(_OVERALL, _show_overall),
    **dict.fromkeys(("ledger_line", "revenue_line"), _show_line),
}
