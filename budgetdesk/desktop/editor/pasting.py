"""Pasting into a form: what the clipboard holds is placed, shown where that is needed, written."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from budgetdesk.desktop.editor.copying import Clip
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import FormRecord
from budgetdesk.exchange.placement.placing import place
from budgetdesk.exchange.placement.plan import Plan
from budgetdesk.forms.sheet import Cell, Sheet

Texts = Iterable[tuple[FieldRef, str]]
PrintOut = Callable[[], Sheet]

NOT_HERE = "这里不能粘贴，请选中可填写的格。"


@dataclass(frozen=True, slots=True)
class FormPasting:
    """Pastes into one form by what it is given.

    `write` writes texts as one step of a name, False where that is refused; `say` tells one
    sentence; `look` shows a plan that wants a look, and gives what of it is to be written;
    `label_of` says what the forms call a field.
    """

    write: Callable[[str, Texts], bool]
    say: Callable[[str], None]
    look: Callable[[Plan[FieldRef]], Plan[FieldRef] | None]
    label_of: Callable[[FieldRef], str]

    def paste(
        self, clip: Clip, sheet: Sheet, record: FormRecord, start: Cell, print_out: PrintOut
    ) -> None:
        """Paste what the clipboard holds at a cell; `print_out` gives the sheet as exported."""
        self._carry_out(place(clip.clipping, sheet, record, start, print_out, clip.origins))

    def fill(self, text: str, cells: Sequence[Cell]) -> None:
        """Give every one of the cells the one text on the clipboard."""
        texts = [
            (cell.field, text) for cell in cells if cell.field is not None and cell.text != text
        ]
        if texts:
            self.write(f"粘贴 {len(texts)} 格", texts)

    def _carry_out(self, plan: Plan[FieldRef]) -> None:
        looked_at = self.look(plan) if plan.wants_a_look else plan
        if looked_at is None:
            return
        plan = looked_at
        if not plan.edits:
            self.say(NOT_HERE)
            return
        texts = plan.texts
        if texts and not self.write(self._name(texts), texts):
            return
        self.say(_told(plan))

    def _name(self, texts: Sequence[tuple[FieldRef, str]]) -> str:
        return f"粘贴 {self.label_of(texts[0][0])}" if len(texts) == 1 else f"粘贴 {len(texts)} 格"


def _told(plan: Plan[FieldRef]) -> str:
    """What came of it, in one sentence or two."""
    done = f"已粘贴 {len(plan.texts)} 格" if plan.texts else "内容与表中相同，没有改动"
    refused = plan.refused
    left = f"；有 {refused} 处落在不能填写的格中，没有粘贴" if refused else ""
    assumed = f"；{'，'.join(plan.assumed)}" if plan.assumed else ""
    return f"{done}{left}{assumed}。"
