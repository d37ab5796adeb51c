"""Which of one's own form sets is to be corrected."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QListWidgetItem, QWidget

from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.whole_rows import WholeRowsList
from budgetdesk.exchange.drawing.own_sets import OwnSet


class OwnSetsDialog(Dialog):
    """The sets of the user's folder by their names; a broken one can't be opened."""

    manual_page = "books"

    def __init__(self, parent: QWidget | None, sets: Sequence[OwnSet]) -> None:
        """`sets` are at least one."""
        super().__init__(parent, "修改自建套表", "打开")
        self._own = sets
        self.sets = WholeRowsList(self)
        for own in sets:
            self.sets.addItem(QListWidgetItem(f"{own.name}\u3000{own.told}"))
        self.sets.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * 42)
        self.add("套表", self.sets)
        self.sets.currentRowChanged.connect(self._judge)
        self.sets.doubleClicked.connect(self._open)
        self.sets.setCurrentRow(0)

    @property
    def chosen(self) -> OwnSet:
        """The set that is chosen."""
        return self._own[max(self.sets.currentRow(), 0)]

    def _judge(self) -> None:
        self.tell_amiss(self.chosen.fault)

    def _open(self, _place: QModelIndex) -> None:
        if self.accept_button.isEnabled():
            self.accept()
