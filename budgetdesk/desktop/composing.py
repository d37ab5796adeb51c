"""Letters under composition: whoever holds them hands them over."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


@runtime_checkable
class _ShowsComposing(Protocol):
    composing: bool


_holders: list[Callable[[], None]] = []


def register(commit: Callable[[], None]) -> None:
    """Ask this one too; for the life of the program."""
    _holders.append(commit)


def commit_composed() -> None:
    """Have every input method put what it holds into the text."""
    QGuiApplication.inputMethod().commit()
    for commit in _holders:
        commit()


def shows_composed(widget: QWidget) -> bool:
    """Whether the letters stand in it.

    A locked cell refused them, a closed one gave them up: the cell that its editor lies over next
    must not get them.
    """
    return not isinstance(widget, _ShowsComposing) or widget.composing
