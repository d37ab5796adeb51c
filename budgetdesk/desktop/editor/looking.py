"""A paste that does not fit, or is only guessed, shown on two sides before it is written."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.editor.form_state import FormState
from budgetdesk.desktop.two_sides.content import Pair, Remainder, TwoSides, Verdict
from budgetdesk.desktop.two_sides.dialog import TwoSidesDialog
from budgetdesk.domain.fields import FieldRef
from budgetdesk.exchange.placement.plan import BlockPlace, Edit, Plan
from budgetdesk.forms.standing import standing_of


def look_at(plan: Plan[FieldRef], state: FormState, parent: QWidget) -> Plan[FieldRef] | None:
    """The plan with what was left ticked; None where it is not to be written."""
    changing = [edit for edit in plan.edits if edit.changes]
    dialog = TwoSidesDialog(_content(plan, changing, state), parent)
    if not ask.run(dialog):
        return None
    return replace(plan, edits=tuple(changing[number] for number in dialog.chosen))


def _content(plan: Plan[FieldRef], changing: list[Edit[FieldRef]], state: FormState) -> TwoSides:
    shown = {cell.field: cell.text for cell in state.sheet.cells if cell.field is not None}
    pairs = [
        Pair(
            _place(edit.source),
            edit.source.text,
            _named(edit.ref, state),
            shown.get(edit.ref, ""),
            edit.text,
            Verdict[edit.certainty.name],
        )
        for edit in changing
    ]
    left = [Remainder(_place(one.source), one.source.text, one.why) for one in plan.left_over]
    headline = f"粘贴的内容有 {len(left)} 处放不下" if left else "粘贴的内容不能完全确定放在哪里"
    can = "其余可以写入。" if pairs and left else "请核对后写入。" if pairs else "没有可以写入的。"
    return TwoSides("粘贴", f"{headline}；{can}", pairs, left, plan.assumed)


def _place(source: BlockPlace) -> str:
    return f"{source.row + 1} 行 {source.column + 1} 列"


def _named(ref: FieldRef, state: FormState) -> str:
    """A field in words; of a list with its slot and the row's number in it."""
    standing = standing_of(state.record, ref)
    if standing is None:
        return state.label_of(ref)
    level2 = standing.slot.level2
    return f"{level2} 第 {standing.index + 1} 行 {state.label_of(ref)}".strip()
