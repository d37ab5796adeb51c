"""比较: what two states of units say otherwise, the largest amounts first."""

from PySide6.QtWidgets import QWidget

from budgetdesk.desktop.dialogs.listed import Listed, ListedDialog
from budgetdesk.exchange.comparison.changes import SidesCompared
from budgetdesk.exchange.comparison.telling import (
    DIFFERENCES,
    DifferenceLine,
    difference_rows,
    summed,
)

TITLE = "比较"


class ComparisonDialog(ListedDialog):
    """The differences, the chosen one in full below them; accepted, they are to be saved."""

    manual_page = "output"

    def __init__(self, parent: QWidget | None, found: SidesCompared) -> None:
        headline = f"{found.old} → {found.new}"
        rows = difference_rows(found)
        super().__init__(
            parent, Listed(TITLE, headline, summed(found), DIFFERENCES, rows, _in_full)
        )


def _in_full(line: DifferenceLine) -> str:
    it = line.it
    said = it.words or " → ".join(filter(None, (it.old, it.new)))
    return f"{it.field}：{said}" if said else ""
