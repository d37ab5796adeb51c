"""The clipboard in the cells of a pasted table that is looked at."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView

from budgetdesk.desktop import ask
from budgetdesk.desktop.clips import NO_TEXT, clipping_of, exceeds, text_to_paste
from budgetdesk.desktop.ledger.paste_model import RESULT, PasteModel
from budgetdesk.desktop.two_sides.content import Pair, Remainder, TwoSides
from budgetdesk.desktop.two_sides.dialog import TwoSidesDialog
from budgetdesk.exchange.clipboard.writing import format_cells
from budgetdesk.exchange.placement.on_lines import LineCell, PasteTarget, place_on_lines
from budgetdesk.exchange.placement.plan import BlockPlace, Edit, Plan

_MOST_CELLS = 20_000
_TOO_LARGE = ask.Telling(
    "粘贴",
    f"剪贴板里的内容超过 {_MOST_CELLS:,} 格，没有粘贴。",
    "这里只用来改正已粘贴的表；请取消后在预算明细中粘贴整张表。",
)
_Cells = Plan[LineCell[int]]


class PreviewClips:
    """Copies the current cell, and pastes from it on."""

    def __init__(self, view: QTableView, model: PasteModel) -> None:
        self._view, self._model = view, model

    def copy(self) -> None:
        """Put the current cell's text on the clipboard."""
        text = self._view.currentIndex().data() or ""
        QGuiApplication.clipboard().setText(format_cells([[text]]) if "\n" in text else text)

    def paste(self) -> None:
        """Paste from the current cell on; what does not fit is shown before anything changes."""
        here = self._view.currentIndex()
        if not here.isValid() or here.column() == RESULT:
            return
        data = text_to_paste(self._say)
        if data is None:
            return
        if exceeds(data, _MOST_CELLS):
            ask.tell(self._view, _TOO_LARGE)
            return
        block = clipping_of(data).block.without_idle_rows()
        if not block.cells:
            self._say(NO_TEXT)
            return
        if block.alone is not None:
            self._model.setData(here, block.alone)  # mends what is wrong in the same way
            return
        row, column = here.row(), here.column() - 1
        rows, columns = self._model.rowCount(), self._model.columnCount() - 1
        target = PasteTarget([row], [column], range(row, rows), range(column, columns))
        plan = place_on_lines(block, target)
        self._model.put(self._looked_at(plan) if plan.left_over else plan.edits)

    def _say(self, why: str) -> None:
        ask.tell(self._view, ask.Telling("粘贴", why))

    def _looked_at(self, plan: _Cells) -> Sequence[Edit[LineCell[int]]]:
        """The edits that are to be made, as ticked on the two sides; none where it is given up."""
        pairs = [
            Pair(_place(edit.source), edit.text, _named(edit.ref), self._held(edit.ref), edit.text)
            for edit in plan.edits
        ]
        left = [Remainder(_place(one.source), one.source.text, one.why) for one in plan.left_over]
        headline = f"粘贴的内容有 {len(left)} 处放不下；其余可以写入。"
        dialog = TwoSidesDialog(TwoSides("粘贴", headline, pairs, left), self._view)
        return [plan.edits[number] for number in dialog.chosen] if ask.run(dialog) else []

    def _held(self, cell: LineCell[int]) -> str:
        return str(self._model.index(cell.line, cell.column + 1).data() or "")


def _place(source: BlockPlace) -> str:
    return f"{source.row + 1} 行 {source.column + 1} 列"


def _named(cell: LineCell[int]) -> str:
    return f"表中 {cell.line + 1} 行 {cell.column + 1} 列"
