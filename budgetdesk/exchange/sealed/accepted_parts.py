"""What of a unit was accepted under another stage than its package is of, and so stays as it is.

A package says all that a unit has. What is of a stage that was accepted takes nothing until it is
unlocked, also where it comes along with the forms of a later one.
"""

from collections.abc import Collection
from typing import Any

from budgetdesk.book.book import Book
from budgetdesk.dictionary.declaration import Dictionary
from budgetdesk.domain.records import RecordKind
from budgetdesk.exchange.explanations_file import KEY as EXPLANATIONS
from budgetdesk.exchange.register.states import entries_of
from budgetdesk.exchange.sealed.contents import Contents
from budgetdesk.exchange.sealed.fitting_in import projects_in

_BUDGET = ("ledger", "revenue")


def accepted_before(book: Book, unit_uuid: str, stage: str) -> bool:
    """Whether the first stage of a unit was accepted, and what comes is of another."""
    first, *_ = book.dictionary.stages(RecordKind.PROJECT)
    own = [it for it in entries_of(book, unit_uuid) if it.stage == first.stage]
    return stage != first.stage and any(it.is_locked for it in own)


def with_accepted(dictionary: Dictionary, have: Contents, new: Contents) -> Contents:
    """What a package says, with the book's own of the first stage: its forms and its lines."""
    kept = dict(new)
    for part in _BUDGET:
        kept.pop(part, None)
        if part in have:
            kept[part] = have[part]
    if "overall" in have and "overall" in new:
        later = _later(dictionary, RecordKind.OVERALL)
        kept["overall"] = _with_later(have["overall"], new["overall"], later)
    sent, own = projects_in(new), projects_in(have)
    later = _later(dictionary, RecordKind.PROJECT)
    projects = [_with_later(it, sent.get(uuid, {}), later) for uuid, it in own.items()]
    kept["projects"] = {**new.get("projects", {}), "projects": projects}
    return kept


def _later(dictionary: Dictionary, root: str) -> Collection[str]:
    """The keys under which a form has those of later stages."""
    _, *later = dictionary.stages(root)
    return {EXPLANATIONS, *(it.kind for it in later)}


def _with_later(have: Any, new: Any, later: Collection[str]) -> Any:
    """A form of the book with the later forms of the package."""
    if not new:
        return have
    own = {key: it for key, it in have.items() if key not in later}
    return {**own, **{key: it for key, it in new.items() if key in later}}
