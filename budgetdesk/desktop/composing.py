"""Letters under composition: whoever holds them hands them over."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

_holders: list[Callable[[], None]] = []


def register(commit: Callable[[], None]) -> None:
    """Ask this one too; for the life of the program."""
    _holders.append(commit)


def commit_composed() -> None:
    """Have every input method put what it holds into the text."""
    QGuiApplication.inputMethod().commit()
    for commit in _holders:
        commit()
