"""A list of differences in a dialog, the chosen one in full below it."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QLabel, QWidget

from budgetdesk.desktop.dialogs.frame import Dialog, open_wide
from budgetdesk.desktop.listing.model import ListModel
from budgetdesk.desktop.listing.view import ListTable
from budgetdesk.domain.immutable import immutable
from budgetdesk.forms.listing import ListedColumn

Line = TypeVar("Line")


@immutable
class Listed(Generic[Line]):
    """What the dialog shows: what is above the list, its columns and lines, a line in full."""

    title: str
    headline: str
    totals: str
    columns: tuple[ListedColumn[Line], ...]
    lines: Sequence[Line]
    in_full: Callable[[Line], str]


class ListedDialog(Dialog):
    """Accepted, the list is to be saved."""

    manual_page = "disclosure"
    characters, lines = 96, 30

    def __init__(self, parent: QWidget | None, content: Listed[Any]) -> None:
        super().__init__(parent, content.title, "另存为…")
        self._content = content
        self.cancel_button.setText("关闭")
        self.headline = QLabel(content.headline, self)
        self.headline.setObjectName("field-name")
        self.totals = QLabel(content.totals, self)
        last = len(content.columns) - 1
        self.table = ListTable(ListModel(content.columns), parent=self, stretches=last)
        self.table.setAccessibleName("不同之处")
        self.in_full = QLabel(self)
        for label in (self.totals, self.in_full):
            label.setWordWrap(True)
        for part in (self.headline, self.totals, self.table, self.in_full):
            self.fields.addRow(part)
        self.table.selection_moved.connect(self._look)
        self.table.show_lines(list(content.lines))
        self.table.selectRow(0)
        open_wide(self)

    def _look(self) -> None:
        chosen = self.table.selected_lines()
        self.in_full.setText(self._content.in_full(chosen[0]) if len(chosen) == 1 else "")
