"""What screen readers are told of line edits, wherever one stands, and of spin boxes around one.

Nothing of it is loaded before a reader asks.
"""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit


@cache
def install() -> None:
    """Have Qt ask here for the interfaces of line edits; once for the program."""
    QAccessible.installFactory(_make)


def _make(_key: str, widget: QObject) -> QAccessibleInterface | None:
    if not isinstance(widget, QLineEdit | QAbstractSpinBox):
        return None
    from budgetdesk.desktop.line_interfaces import interface_of

    return interface_of(widget)
