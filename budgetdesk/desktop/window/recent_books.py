"""The books used lately."""

from datetime import datetime
from pathlib import Path

from budgetdesk.desktop.settings import RECENT_BOOKS, Settings
from budgetdesk.domain.immutable import immutable

_MOST = 10
_PARTED = "\t"  # between path and title: in no path


@immutable
class RecentBook:
    """A book used lately, as the page lists it."""

    path: Path
    title: str
    used: datetime | None


def recent_books(settings: Settings) -> tuple[RecentBook, ...]:
    """The books used lately, the latest first, with the time of their last change."""
    return tuple(_book(line) for line in settings.get(RECENT_BOOKS))


def remember_book(settings: Settings, path: Path, title: str) -> None:
    """Put a book at the head of the list."""
    lines = [line for line in settings.get(RECENT_BOOKS) if _path(line) != path]
    settings.put(RECENT_BOOKS, [f"{path}{_PARTED}{title}", *lines][:_MOST])


def forget_book(settings: Settings, path: Path) -> None:
    """Take a book that is gone off the list."""
    lines = [line for line in settings.get(RECENT_BOOKS) if _path(line) != path]
    settings.put(RECENT_BOOKS, lines)


def _book(line: str) -> RecentBook:
    path = _path(line)
    title = line.partition(_PARTED)[2] or path.stem
    try:
        used = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except OSError:
        used = None
    return RecentBook(path, title, used)


def _path(line: str) -> Path:
    return Path(line.partition(_PARTED)[0]).absolute()
