"""The bar that says what was done, in whichever window it was asked for."""

from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from budgetdesk.desktop.bars import NoticeBar


def notice_of(window: QWidget) -> NoticeBar | None:
    """The bar that a window has itself; those of boxes above it are theirs."""
    bars = (bar for bar in window.findChildren(NoticeBar) if bar.window() is window)
    return next(bars, None)


def notice_in_front(parent: QWidget) -> NoticeBar:
    """The bar of the box in front, else of the window; one that has none gets it over its list."""
    window = QApplication.activeModalWidget() or parent.window()
    return notice_of(window) or NoticeBar(window, _largest_in(window))


def _largest_in(window: QWidget) -> QWidget:
    """The list or text of a box: its buttons stay free."""
    parts = [it for it in window.findChildren(QAbstractScrollArea) if it.isVisibleTo(window)]
    return max(parts, key=lambda it: it.width() * it.height(), default=window)
