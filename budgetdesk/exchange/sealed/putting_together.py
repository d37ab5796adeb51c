"""What a package says put onto what the book has of its unit, but for what was accepted there."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.domain.records import RecordKind
from budgetdesk.exchange.sealed.accepted_parts import with_accepted
from budgetdesk.exchange.sealed.belonging import WrongBook
from budgetdesk.exchange.sealed.contents import Contents
from budgetdesk.exchange.sealed.deciding import Conflicts, Decided
from budgetdesk.exchange.sealed.lines import as_records
from budgetdesk.exchange.sealed.merging import Merged, differences, merge
from budgetdesk.exchange.sealed.receipt import ReceivedChange

_LONE = (("projects", "projects"), ("ledger",), ("revenue",))
"""The lists of which it is asked what the book alone has, where no version is common to both."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The version that both know, {} for none; what the book has; what the package says."""

    base: Contents
    have: Contents
    new: Contents

    def merged(self, decided: Decided) -> Merged:
        """The changes of the package on what the book has."""
        keep = decided.conflicts is Conflicts.KEEP
        sides = map(as_records, (self.base, self.have, self.new))
        return merge(*sides, keep=keep, lone=() if self.base else _LONE)


def within_accepted(
    book: Book, path: Path, sides: Sides, decided: Decided
) -> tuple[Merged, Sequence[str]]:
    """As `Sides.merged`, where the unit's first stage was accepted: that stays as it is.

    What the package would change of it are conflicts; what is to be known of them comes beside.

    Raises:
        WrongBook: it was decided to take them.
    """
    merged = sides.merged(decided)
    new = with_accepted(book.dictionary, sides.have, sides.new)
    kept = Sides(sides.base, sides.have, new).merged(decided)
    changes = tuple(differences(kept.content, merged.content))
    if not changes:
        return merged, ()
    stage = book.dictionary.stages(RecordKind.PROJECT)[0].stage
    unlock = "要收请先在收报登记中解锁"
    if decided.conflicts is Conflicts.TAKE:
        reason = f"{stage}已验收，文件中有 {len(changes)} 处改动，没有接收，{unlock}。"
        raise WrongBook(path, reason, ReceivedChange.LOCKED)
    told = f"{stage}已验收，文件中的 {len(changes)} 处改动只能保留账套的，{unlock}。"
    conflicts = (*kept.conflicts, *changes)
    return Merged(kept.content, conflicts, kept.taken, kept.kept), (told,)
