"""What is decided about the packages of a receipt, and what that makes of them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from budgetdesk.exchange.sealed.receipt import Receipt, ReceiptOutcome


class HandEdits(StrEnum):
    """Whose values count where a package was changed by hand."""

    TAKE = "take"  # 取表中值
    LEAVE = "leave"  # 取包中值


class Conflicts(StrEnum):
    """Whose values count where both sides changed a field."""

    KEEP = "keep"  # those of the book
    TAKE = "take"  # those of the package


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided for a package; None: it waits where that is asked."""

    hand_edits: HandEdits | None = None
    conflicts: Conflicts | None = None


Deciding = Callable[[Path, str], Decided]
"""What was decided about each package: its file, and its id, since a 汇总上报 holds several."""


def undecided(_: Path, _id: str) -> Decided:
    """Nothing was decided about any package."""
    return Decided()


def outcome_with(receipt: Receipt, decided: Decided) -> ReceiptOutcome:
    """What becomes of a file that was looked at undecided, once something is decided."""
    if receipt.outcome is not ReceiptOutcome.WAITS:
        return receipt.outcome
    asked = bool(receipt.conflicts) and decided.conflicts is None
    edited = any(edit.is_decisive for edit in receipt.edits)
    asked = asked or (edited and decided.hand_edits is None)
    return ReceiptOutcome.WAITS if asked else ReceiptOutcome.TAKEN
