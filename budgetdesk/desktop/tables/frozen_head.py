"""The heads of a table's columns, which stay in view while its rows scroll, as in WPS."""

from collections.abc import Callable
from itertools import takewhile

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from budgetdesk.desktop.editor.geometry import Geometry
from budgetdesk.desktop.editor.painting import SheetPainter, View, paint_desk
from budgetdesk.desktop.theme import colours
from budgetdesk.forms.sheet import Sheet


def head_rows(sheet: Sheet) -> range:
    """The rows of the column heads: those repeated on every page that have lines around them."""
    last = len([*takewhile(lambda row: row.repeat, sheet.rows)])
    lined = [cell.row for cell in sheet.cells if cell.style.border and cell.row < last]
    return range(min(lined, default=last), last)


class FrozenHead:
    """Where the heads of the sheet shown lie, and how they are drawn over its scrolled rows."""

    def __init__(self, geometry: Callable[[], Geometry], scrolled: Callable[[], QPoint]) -> None:
        self._geometry = geometry
        self._scrolled = scrolled
        self._sheet: Sheet | None = None
        self._rows = range(0)

    @property
    def rows(self) -> range:
        """The rows of the heads."""
        sheet = self._geometry().sheet
        if sheet is not self._sheet:
            self._sheet, self._rows = sheet, head_rows(sheet)
        return self._rows

    @property
    def height(self) -> int:
        """How much of the view the heads take when they are frozen."""
        tops = self._geometry().tops
        return tops[self.rows.stop] - tops[self.rows.start] if self.rows else 0

    @property
    def frozen(self) -> bool:
        """Whether the heads have been scrolled away from their place."""
        return bool(self.rows) and self._scrolled().y() > self._geometry().tops[self.rows.start]

    def holds(self, point: QPoint) -> bool:
        """Whether a point of the viewport lies on the frozen heads."""
        return self.frozen and point.y() < self.height

    def paint(self, viewport: QWidget, view: View) -> None:
        """Draw the heads over the top of the viewport."""
        geometry, rows = self._geometry(), self.rows
        top = geometry.tops[rows.start]
        place = QPoint(self._scrolled().x(), top)
        area = QRect(place.x(), top, viewport.width(), self.height + 1)
        painter = QPainter(viewport)
        painter.translate(-place)
        painter.setClipRect(area)
        paint_desk(painter, area, geometry.paper, colours())
        cells = [cell for cell in geometry.sheet.cells if cell.row in rows]
        SheetPainter(painter, geometry, colours()).paint(cells, view)
        paper = geometry.paper
        painter.fillRect(paper.left(), area.bottom() - 1, paper.width(), 2, colours().line)
        painter.end()
