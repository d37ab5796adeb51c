"""Keeping what a book held whose file was moved, deleted or replaced while it was open."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from budgetdesk.book import backup
from budgetdesk.book.errors import BackupFailed
from budgetdesk.book.store import Store


def rescue(store: Store, path: Path) -> Path | None:
    """Write all that was committed to a new file; where, None if it can't be kept anywhere.

    It lies where the book was; at the user's home where that folder went too (a stick that was
    taken out) or takes no file any more.
    """
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H-%M-%S")
    name = f"{path.stem} 找回 {stamp}{path.suffix}"
    for target in (path.with_name(name), Path.home() / name):
        with suppress(BackupFailed, OSError):
            if not target.exists():
                backup.copy_to(store, target)
                return target
    return None
