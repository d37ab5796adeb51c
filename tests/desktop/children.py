"""What stands within a widget."""

import gc
from typing import TypeVar

from PySide6.QtCore import QObject

Kind = TypeVar("Kind", bound=QObject)


def children_of(top: QObject, kind: type[Kind]) -> list[Kind]:
    """All objects of a kind below one.

    Making a Python object for each may set off the collection of garbage, which deletes widgets of
    earlier tests, such as are among them and have not had their turn: so it waits.
    """
    gc.disable()
    try:
        return list(top.findChildren(kind))
    finally:
        gc.enable()
