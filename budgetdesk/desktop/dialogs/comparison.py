"""比较: what two states of units say otherwise, the largest amounts first."""

from PySide6.QtWidgets import QWidget

from budgetdesk.desktop.dialogs.listed import Listed, ListedDialog
from budgetdesk.exchange.comparison.changes import SidesCompared
from budgetdesk.exchange.comparison.telling import (
    DIFFERENCES,
    WHOSE,
    DifferenceLine,
    difference_rows,
    summed,
)

TITLE = "比较"


class ComparisonDialog(ListedDialog):
    """The differences, the chosen one in full below them; accepted, they are to be saved."""

    manual_page = "output"

    def __init__(self, parent: QWidget | None, found: SidesCompared) -> None:
        names = {it.unit for it in found.differences}
        whose = f"{names.pop()}：" if len(names) == 1 else ""
        headline = f"{whose}{found.old} → {found.new}"
        rows = difference_rows(found)
        super().__init__(
            parent, Listed(TITLE, headline, summed(found), DIFFERENCES, rows, _in_full)
        )
        self.table.setColumnHidden(WHOSE, bool(whose))  # told once, its room is for the others


def _in_full(line: DifferenceLine) -> str:
    it = line.it
    said = it.words or " → ".join(text or "（空）" for text in it.both)
    return f"{it.subject} {it.field}：{said}" if it.words or it.old or it.new else ""
