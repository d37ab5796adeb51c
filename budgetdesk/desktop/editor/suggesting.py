"""推荐: a list of names or values below an empty cell of an indicator, each saying why."""

from typing import TYPE_CHECKING

from budgetdesk.desktop.editor.commands import FormCommands
from budgetdesk.desktop.editor.editing import FormEditing
from budgetdesk.desktop.editor.form_state import FormState
from budgetdesk.desktop.editor.lists import list_path, row_ref, standing_of, value_in
from budgetdesk.dictionary.base import field_of
from budgetdesk.dictionary.standing import as_project, is_project
from budgetdesk.domain.fields import FieldRef, Kind
from budgetdesk.domain.records import Horizon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from budgetdesk.suggestions.asking import Asking
    from budgetdesk.suggestions.proposing import Suggestion

NAME, KEYS = "推荐内容", "Ctrl+J"
_NOTHING = "往年和本套表里没有可供参考的内容。"
_NO_FIGURES = "指标里还没有数字，写不成目标；请先填指标。"
_GOALS = {f"goals.{horizon}": horizon for horizon in Horizon}


def offer_suggestions(commands: FormCommands, state: FormState, editing: FormEditing) -> None:
    """Put the command into the menu of a project's form."""
    if not is_project(state.source.kind):
        return

    def suggest() -> None:
        ref = _asked(state)
        if ref is None or not editing.commit():
            return
        if ref.path in _GOALS:
            _offer_draft(state, editing, ref)
            return
        found = _suggested(state, ref)
        choices = [it.target if _is_value(ref) else it.name for it in found]
        if choices:
            editing.offer(choices, [_shown(it, value=_is_value(ref)) for it in found])
        else:
            state.message.emit(_NOTHING)

    commands.offer(NAME, KEYS, suggest, lambda: _asked(state) is not None)


def _asked(state: FormState) -> FieldRef | None:
    """What is typed into the current cell: an indicator's name or value, or an empty goal."""
    cell = state.current
    if cell is None or cell.field is None or not state.can_type(cell):
        return None
    if cell.field.path in _GOALS:
        return None if cell.text else cell.field
    standing = standing_of(state.record, cell.field)
    named = cell.field.path == _path_of_name(cell.field) or _is_value(cell.field)
    return cell.field if standing is not None and named else None


def _offer_draft(state: FormState, editing: FormEditing, ref: FieldRef) -> None:
    """A goal drafted from the indicators, to be taken and gone over."""
    from budgetdesk.checks.goal_drafting import goal_drafted

    project = as_project(state.record)
    draft = goal_drafted(project, _GOALS[ref.path]) if project is not None else ""
    if draft:
        editing.offer([draft], [f"按指标起草：{draft}"])
    else:
        state.message.emit(_NO_FIGURES)


def _is_value(ref: FieldRef) -> bool:
    return field_of(ref).kind is Kind.TARGET


def _path_of_name(ref: FieldRef) -> str:
    return f"{list_path(ref)}.name"


def _suggested(state: FormState, ref: FieldRef) -> "Sequence[Suggestion]":
    from budgetdesk.suggestions.past import function_codes, place_of

    project, standing = as_project(state.record), standing_of(state.record, ref)
    if project is None or standing is None:
        return ()
    code = function_codes(state.session.book).get(project.id, "")
    proposals = _asking(state).about(project, code)
    place = place_of(standing.slot.level1, standing.slot.level2)
    if not _is_value(ref):
        return proposals.suggestions(place)
    name = row_ref(project, ref, _path_of_name(ref), standing)
    return proposals.values(str(value_in(project, name) or ""), place)


def _asking(state: FormState) -> "Asking":
    """What is asked; read at once where the window has not come to it."""
    from budgetdesk.suggestions.asking import Asking
    from budgetdesk.suggestions.index import index_file, remembered

    session = state.session
    if session.asking is None:
        others = remembered(index_file(), apart=session.book.path)
        session.asking = Asking.of(session.book, others)
    return session.asking


def _shown(it: "Suggestion", *, value: bool) -> str:
    if value:
        return f"{it.target}　　{it.target_why}　{it.why}".rstrip()
    told = f"　{it.target}" if it.target else ""
    return f"{it.name}{told}　　{it.why}"
