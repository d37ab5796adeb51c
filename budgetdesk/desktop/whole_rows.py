"""Lists that are cut between rows, never within one."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListView, QListWidget, QWidget

_GAP = 4


class WholeRowsView(QListView):
    """A list of rows of one height, as high as some of them."""

    def showEvent(self, event: QShowEvent) -> None:
        """Rows are measured anew: on a real screen all but the first were too low at times."""
        self.doItemsLayout()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave what no whole row fits into blank."""
        super().resizeEvent(event)
        _cut(self)


class MeasuredList(QListWidget):
    """A list with items of its own, whose rows are as high as they must be."""

    def showEvent(self, event: QShowEvent) -> None:
        """Rows are measured anew, as above."""
        self.doItemsLayout()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A bar that comes beside rows narrows them: what wraps needs more height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


class WholeRowsList(MeasuredList):
    """The same, cut between its rows."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave what no whole row fits into blank."""
        super().resizeEvent(event)
        _cut(self)


def _cut(view: QListView) -> None:
    row = view.sizeHintForRow(0)
    inside = view.contentsRect().height()
    spare = inside % row if 0 < row < inside else 0
    margins = view.viewportMargins()
    if margins.bottom() != spare:
        margins.setBottom(spare)
        view.setViewportMargins(margins)


def lay_beside(slip: QListView, view: QWidget, cell: QRect, width: int, rows: int) -> None:
    """Lay a list of so many rows below a cell of a view, or above it where more room is.

    It lies on the window, so that a low table does not cut it; `put_away` takes it back.
    """
    window = view.window()
    if slip.parentWidget() is not window:
        slip.setParent(window)
    here = QRect(view.mapTo(window, cell.topLeft()), cell.size())
    row = max(slip.sizeHintForRow(0), 1)
    edges = slip.height() - slip.contentsRect().height()
    below = window.height() - here.bottom() - _GAP - edges
    above = here.top() - _GAP - edges
    under = below >= rows * row or below >= above
    height = row * max(1, min(rows, (below if under else above) // row)) + edges
    top = here.bottom() + _GAP if under else here.top() - _GAP - height
    left = max(0, min(here.left(), window.width() - width))
    slip.setGeometry(left, top, width, height)


def put_away(slip: QListView, view: QWidget) -> None:
    """Hide a list that lay beside a cell; it goes with its view again."""
    QListView.hide(slip)
    if slip.parentWidget() is not view:
        slip.setParent(view)
