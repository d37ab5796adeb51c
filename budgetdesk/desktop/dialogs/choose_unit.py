"""Asks for the unit that a project goes to."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem, QWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.whole_rows import WholeRowsList
from budgetdesk.domain.records import Unit


class UnitDialog(Dialog):
    """The units, each below the name of its department where there are several."""

    manual_page = "projects"

    def __init__(
        self, parent: QWidget | None, title: str, deed: str, units: Sequence[Unit]
    ) -> None:
        super().__init__(parent, title, deed)
        self.units = WholeRowsList(self)
        several = len({unit.department.id for unit in units}) > 1
        for unit in units:
            name = f"{unit.department.name}　{unit.name}" if several else unit.name
            item = QListWidgetItem(name, self.units)
            item.setData(Qt.ItemDataRole.UserRole, unit.id)
        self.units.setCurrentRow(0)
        self.units.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * 22)
        self.units.itemDoubleClicked.connect(self.accept)
        self.add("单位", self.units)

    @property
    def unit_id(self) -> int:
        """The unit chosen."""
        return int(self.units.currentItem().data(Qt.ItemDataRole.UserRole))

    @classmethod
    def ask(cls, parent: QWidget, title: str, deed: str, units: Sequence[Unit]) -> int | None:
        """The id of the unit chosen; None when the user declines."""
        dialog = cls(parent, title, deed, units)
        return dialog.unit_id if ask.run(dialog) else None
