"""Keeping what a book held whose file was moved, deleted or replaced while it was open."""

from datetime import datetime
from pathlib import Path

from budgetdesk.book import backup
from budgetdesk.book.errors import BackupFailed
from budgetdesk.book.store import Store


def rescue(store: Store, path: Path) -> Path | None:
    """Write all that was committed to a new file where the book was; where, None if that fails."""
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H-%M-%S")
    target = path.with_name(f"{path.stem} 找回 {stamp}{path.suffix}")
    try:
        if target.exists():
            return None
        backup.copy_to(store, target)
    except (BackupFailed, OSError):
        return None
    return target
