"""What screen readers are told of the lines between panes, which are dragged."""

from functools import cache

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QSplitterHandle

_NAMES = {
    Qt.Orientation.Horizontal: "分隔条，左右拖动调整宽度",
    Qt.Orientation.Vertical: "分隔条，上下拖动调整高度",
}


@cache
def install() -> None:
    """Have Qt ask here for the interfaces of dividers; once for the program."""
    QAccessible.installFactory(_make)


def _make(_key: str, widget: QObject) -> QAccessibleInterface | None:
    """Qt's own is a nameless grip, which Linux' readers do not know at all."""
    if not isinstance(widget, QSplitterHandle):
        return None
    from budgetdesk.desktop.held_interfaces import hold

    name = _NAMES[widget.orientation()]
    return hold(QAccessibleWidget(widget, QAccessible.Role.Separator, name), widget)
