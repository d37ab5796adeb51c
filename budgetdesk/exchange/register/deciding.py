"""The bureau's decisions, each a named step of the book."""

from collections.abc import Sequence

from budgetdesk.book.book import Book
from budgetdesk.domain.records import Unit
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.register.states import (
    DEED_LABELS,
    RefusedDecision,
    RegisterDeed,
    RegisterEntry,
    entries_of,
    put_deadline,
    put_entry,
)


def decide(
    book: Book, chosen: Sequence[tuple[Unit, str]], deed: RegisterDeed, note: str = ""
) -> None:
    """Decide the same about some units, each in a step; all of them or none.

    Args:
        book: the bureau's book.
        chosen: the units, each with its stage; "" for the one that came last.
        deed: what is decided.
        note: why, for those that need a reason.

    Raises:
        RefusedDecision: one of the units is in no state for it, or the reason is missing.
    """
    made = [
        (unit, latest_entry(book, unit, stage).decided(deed, note, unit.name))
        for unit, stage in chosen
    ]
    for unit, entry in made:
        name = f"{DEED_LABELS[deed]} {shorten(unit.name, 30)} {entry.stage}"
        with book.step(name) as step:
            put_entry(book, step, unit.uuid, entry)


def latest_entry(book: Book, unit: Unit, stage: str = "") -> RegisterEntry:
    """The entry of a stage, else the one in which something happened last.

    Raises:
        RefusedDecision: nothing was received of it.
    """
    known = entries_of(book, unit.uuid)
    if stage:
        known = tuple(it for it in known if it.stage == stage)
    if not known:
        raise RefusedDecision(f"还没有收到「{unit.name}」{stage}的上报文件。")
    return max(known, key=lambda it: it.moved)


def set_deadline(book: Book, day: str) -> None:
    """Set the day until which units send, ISO; "" for none."""
    with book.step("报送期限") as step:
        put_deadline(step, day)
