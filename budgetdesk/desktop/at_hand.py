"""What the keys act on, so that nothing that comes by itself lies over it."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QWidget

from budgetdesk.domain.immutable import immutable

_AROUND = 8  # pixels that a cell has around its text


@immutable
class AtHand:
    """The current cell and the upper edge of the page that it scrolls in, on the screen."""

    cell: QRect
    top: int


def at_hand(within: QWidget) -> AtHand | None:
    """The current cell of the page with the focus; None where that is none, or elsewhere."""
    focus = QApplication.focusWidget()
    if focus is None or not within.isAncestorOf(focus):
        return None
    if isinstance(focus, QAbstractItemView):
        cell = focus.visualRect(focus.currentIndex())
        return _on_screen(focus.viewport(), cell) if cell.isValid() else None
    page = focus.parentWidget()
    view = page.parentWidget() if page is not None else None
    if page is None or not isinstance(view, QAbstractScrollArea) or view.viewport() is not page:
        return None
    return _on_screen(page, focus.geometry().adjusted(0, -_AROUND, 0, _AROUND))


def clear_edge(of: QWidget, height: int, *, above: bool) -> tuple[QRect, bool]:
    """Where a bar over a page's lower edge goes, and whether that is the upper one.

    It goes there, or stays there if it is `above` already, where it would cover what is at hand.
    """
    corner, here = of.mapToGlobal(QPoint(0, 0)), at_hand(of)
    foot = QRect(corner.x(), corner.y() + of.height() - height, of.width(), height)
    if here is None:
        return foot, False
    head = QRect(foot.x(), here.top, foot.width(), height)
    edges = ((head, True), (foot, False)) if above else ((foot, False), (head, True))
    return next((edge for edge in edges if not edge[0].intersects(here.cell)), (foot, False))


def _on_screen(page: QWidget, cell: QRect) -> AtHand:
    corner = page.mapToGlobal(QPoint(0, 0))
    return AtHand(cell.translated(corner), corner.y())
