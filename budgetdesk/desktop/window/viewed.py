"""A copy that is looked at in its book's place."""

from dataclasses import dataclass
from pathlib import Path

from budgetdesk.book.restoring import KeptCopy


@dataclass(frozen=True, slots=True)
class Viewed:
    """Which copy, and whose."""

    book: Path
    copy: KeptCopy
