"""An error in what Qt calls of ours is told, where PySide6 would end the program.

Until somebody catches an error that C raised (an index out of range, a missing key), Python 3.11
has no exception of it, only the words. PySide6 (6.9 to 6.12) takes them for one wherever our code
called Qt and Qt in turn ours, and dies of it: a window that paints is gone without a word. Python
3.12 makes the exception at once.
"""

import sys
from collections.abc import Callable
from types import FunctionType

from PySide6.QtCore import QObject

_AT_ONCE = (3, 12)
_OF_QT = "PySide6"


def catch_errors() -> None:
    """Have what later classes put in place of Qt's methods catch its errors and pass them on."""
    if sys.version_info < _AT_ONCE:
        root = QObject.__mro__[-2]  # of all that Qt can call, widgets or not
        setattr(root, "__init_subclass__", classmethod(_watch))  # noqa: B010 - mypy knows none


def _watch(cls: type) -> None:
    for name, method in [*vars(cls).items()]:
        if isinstance(method, FunctionType) and not name.startswith("__") and _is_qts(cls, name):
            setattr(cls, name, _caught(method))


def _is_qts(cls: type, name: str) -> bool:
    bases = (it for it in cls.__mro__[1:] if it.__module__.startswith(_OF_QT))
    return any(name in vars(base) for base in bases)


def _caught(method: FunctionType) -> Callable[..., object]:
    def caught(*given: object, **named: object) -> object:
        try:
            return method(*given, **named)
        except BaseException:  # noqa: TRY203 - caught once, it is an exception
            raise

    caught.__name__, caught.__doc__ = method.__name__, method.__doc__
    vars(caught)["__wrapped__"] = method
    return caught
