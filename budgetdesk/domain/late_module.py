"""Modules that are imported when something of them is first used, for many uses in one file.

For checks of types the file imports such a module as any other, below `if TYPE_CHECKING`.
"""

from importlib import import_module
from typing import Any


class _LateModule:
    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name), name)


def late_module(name: str) -> Any:
    """What stands for a module of that name."""
    return _LateModule(name)
