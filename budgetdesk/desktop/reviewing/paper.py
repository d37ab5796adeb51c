"""The form at hand: never wider than the place it has, smaller letters rather."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from budgetdesk.desktop.editor.geometry import LEAST_LANDSCAPE, LEAST_WIDTH
from budgetdesk.desktop.tables.table_view import BLANK, TableView
from budgetdesk.forms.sheet import Sheet

_AROUND = 16  # pixels of the desk at both sides


class FittedPaper(TableView):
    """Shows one form after another, each zoomed so that its whole width is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(BLANK, parent, opens=lambda _: False)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another form."""
        super().show_sheet(sheet)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the form to the window."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        least = LEAST_LANDSCAPE if self.sheet.landscape else LEAST_WIDTH
        self.set_zoom(min(1.0, (self.viewport().width() - _AROUND) / least))
