"""Pointers as `QAccessibleInterface.interface_cast` returns them."""

from typing import cast

import shiboken6


def nothing() -> int:
    """A null pointer: Qt's own None for one kills the program when PySide6 hands it on."""
    return cast(int, shiboken6.VoidPtr(0))


def pointer(interface: shiboken6.Shiboken.Object) -> int:
    """Where an interface stands, for Qt to ask; it must be held in Python."""
    # The stubs call a void pointer an int.
    return cast(int, shiboken6.VoidPtr(shiboken6.getCppPointer(interface)[0]))
