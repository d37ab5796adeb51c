"""Modules are imported without being read a second time, also after PySide6 came.

PySide6 puts itself before each import, for its `__feature__` that nobody here asks for: it reads
the source of every module once more, and Python keeps what was read.
"""

import builtins

from PySide6.QtCore import QObject  # noqa: F401 - with which it puts itself there


def import_plainly() -> None:
    """Take it away again; PySide6 remembers what stood there before."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
