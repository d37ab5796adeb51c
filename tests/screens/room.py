"""What has too little room in a window: rows that are cut or overlap, dialogs beyond the screen.

`python -m tests.screens.room SCENE…` plays the scenes on this screen and prints what it finds.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListView,
    QStyleOptionViewItem,
    QTableView,
    QTreeView,
    QWidget,
)

from budgetdesk.desktop.app import make_application
from tests.screens.draw import FRAME, played

_MOST = 40  # rows of one view
_REPOSITORY = Path(__file__).resolve().parents[2]


def main(names: list[str]) -> int:
    """Play scenes, print their faults; how many there are."""
    found = 0
    make_application()
    for name, stage in played(names, "room"):
        stage.picture()
        for widget in (stage.window, *(over for over, _ in stage.over)):
            for fault in (*faults_of_rows(widget), *beyond_the_screen(widget)):
                print(f"{name}: {fault}", flush=True)
                found += 1
    return found


def beyond_the_screen(widget: QWidget) -> Iterator[str]:
    """Whether a window with its frame is larger than the screen, in a sentence."""
    room = widget.screen().availableSize()
    wanted = widget.size() + FRAME
    if widget.isWindow() and wanted.boundedTo(room) != wanted:
        yield f"{_named(widget)} takes {wanted} of {room}"


def faults_of_rows(top: QWidget) -> Iterator[str]:
    """The rows below a widget whose text is cut in height, or that lie on one another."""
    for view in (top, *top.findChildren(QWidget)):
        if isinstance(view, QHeaderView):
            yield from _head(view)
        elif isinstance(view, QListView | QTreeView | QTableView) and view.isVisible():
            yield from _rows(view)


def _head(view: QHeaderView) -> Iterator[str]:
    across = view.orientation() is Qt.Orientation.Horizontal
    needed = QFontMetrics(view.font()).height()
    if across and view.isVisible() and view.count() and view.height() < needed:
        yield f"{_named(view)}: a head of {view.height()}, its text {needed}"


def _rows(view: QAbstractItemView) -> Iterator[str]:
    columns = view.model().columnCount(view.rootIndex()) if isinstance(view, QTableView) else 1
    for column in range(columns):
        shown = list(_shown(view, view.modelColumn() if isinstance(view, QListView) else column))
        for index, place in shown:
            needed = _needed(view, index, place)
            if place.height() < needed:
                text = str(index.data() or "")[:20]
                yield f"{_named(view)}: {text!r} has {place.height()} of {needed}"
        for (one, upper), (_, lower) in pairwise(shown):
            if upper.intersects(lower):
                yield f"{_named(view)}: what follows {one.data()!r} lies on it"


def _shown(view: QAbstractItemView, column: int) -> Iterator[tuple[QModelIndex, QRect]]:
    """The cells of a column that are to be seen, from the top."""
    inside = view.viewport().rect()
    index = view.indexAt(inside.topLeft()).siblingAtColumn(column)
    for _ in range(_MOST):
        place = view.visualRect(index)
        if not index.isValid() or place.top() > inside.bottom():
            break
        if place.width() > 0:
            yield index, place
        index = _below(view, index)


def _below(view: QAbstractItemView, index: QModelIndex) -> QModelIndex:
    if isinstance(view, QTreeView):
        return view.indexBelow(index)
    return index.siblingAtRow(index.row() + 1)


def _needed(view: QAbstractItemView, index: QModelIndex, place: QRect) -> int:
    """How high a row must be: its text's lines, and where the view breaks them what they take."""
    font = index.data(Qt.ItemDataRole.FontRole)
    metrics = QFontMetrics(font if isinstance(font, QFont) else view.font())
    text = index.data()
    if not isinstance(text, str) or not text:
        return 0
    if isinstance(view, QTableView):
        return metrics.height()  # what is longer ends in an ellipsis
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    option.rect = QRect(0, 0, place.width(), place.height())  # type: ignore[attr-defined]
    return max(metrics.height(), view.itemDelegate().sizeHint(option, index).height())


def _named(widget: QWidget) -> str:
    name = widget.accessibleName() or widget.objectName() or widget.windowTitle()
    return f"{type(widget).__name__} {name}"


def told_elsewhere(
    names: Sequence[str], environment: Mapping[str, str], seconds: int
) -> tuple[int, str]:
    """How a process of its own ends that plays scenes within so many seconds; what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.screens.room", *names],
        env=environment,
        cwd=_REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        timeout=seconds,
    )
    return done.returncode, done.stdout


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
