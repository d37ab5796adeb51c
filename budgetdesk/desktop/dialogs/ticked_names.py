"""A list of names, each to be ticked."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem, QWidget

from budgetdesk.desktop.theme import colours
from budgetdesk.desktop.whole_rows import WholeRowsList
from budgetdesk.domain.records import Unit

_TICKED, _UNTICKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class TickedNames(WholeRowsList):
    """Names in their order, of which some are ticked."""

    def __init__(
        self, parent: QWidget, names: Iterable[tuple[str, bool | None]], wide: int
    ) -> None:
        """`names` say of each whether it is ticked at first, None where it can't be.

        `wide` is how many characters.
        """
        super().__init__(parent)
        for name, ticked in names:
            item = QListWidgetItem(name, self)
            item.setCheckState(_TICKED if ticked else _UNTICKED)
            if ticked is None:
                item.setForeground(colours().ink_faint)
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        self.setCurrentRow(0)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * wide)

    @property
    def ticked(self) -> tuple[int, ...]:
        """The places of the names that are ticked, from 0."""
        return tuple(at for at in range(self.count()) if self.item(at).checkState() == _TICKED)


def names_of_units(units: Sequence[Unit]) -> list[str]:
    """The units by name, with their departments where there are several."""
    several = len({unit.department.id for unit in units}) > 1
    return [f"{it.department.name}　{it.name}" if several else it.name for it in units]
