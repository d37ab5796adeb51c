"""Accessible interfaces made here: Qt holds plain pointers to them, so Python must hold them.

PySide6 besides never lets go of what a factory gave to Qt. So an interface whose widget is gone is
emptied, or it would keep the widget's Python half for good, and with it the page it was on.
"""

from collections.abc import Iterable

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessibleInterface

_held: dict[int, list[QAccessibleInterface]] = {}  # by the widget's address
_buried: list[list[QAccessibleInterface]] = []


def hold(made: QAccessibleInterface, widget: QObject) -> QAccessibleInterface:
    """Keep an interface as long as its widget lives, and a little longer."""
    _buried.clear()
    address = shiboken6.getCppPointer(widget)[0]
    if address not in _held:
        _held[address] = []
        widget.destroyed.connect(lambda: _bury(address))
    _held[address].append(made)
    return made


def empty(made: Iterable[QAccessibleInterface]) -> None:
    """Have interfaces forget all they know; Qt asks them nothing more."""
    for one in made:
        vars(one).clear()


def _bury(address: int) -> None:
    """Right after this Qt frees the interfaces; our hold on them must outlive that."""
    interfaces = _held.pop(address)
    empty(interfaces)
    _buried.append(interfaces)
