"""What a book remembers of packages: which it sent, which it received, as settings of the book."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from budgetdesk.book.book import Book
from budgetdesk.book.read import setting
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step, new_uuid

_BOOK = "book_id"
_SENT = "sent_package."
_RECEIVED = "received_packages."
_ALIAS = "unit_alias."


@dataclass(frozen=True, slots=True)
class Sent:
    """The last package of a unit that a book sent; `history` leads back to those before."""

    package_id: str
    version: int
    hash: str
    chain: tuple[str, ...] = ()
    contents: Mapping[str, Any] = field(default_factory=dict)
    history: tuple[Mapping[str, Any], ...] = ()  # the newest first


@dataclass(frozen=True, slots=True)
class Received:
    """What was received of a unit.

    `known` are the ids of packages that need not be taken any more, taken or stood on, with the
    hash where it is known; `settled` the hand edits that were decided about, by their own ids.
    """

    version: int = 0
    heads: tuple[str, ...] = ()
    known: Mapping[str, str] = field(default_factory=dict)
    settled: tuple[str, ...] = ()


def known_book_id(book: Book) -> str:
    """The identity of a book; "" while it sent nothing."""
    return setting(book, _BOOK) or ""


def book_id(book: Book) -> str:
    """The identity of a book; made anew while it has none."""
    return known_book_id(book) or new_uuid()


def put_book_id(step: Step, own_id: str) -> None:
    """Keep the identity of a book once something went out under it."""
    put_setting(step, _BOOK, own_id)


def last_sent(book: Book, unit_uuid: str) -> Sent | None:
    """The last package that was sent of a unit."""
    told = setting(book, _SENT + unit_uuid)
    if not told:
        return None
    values = json.loads(told)
    lists = {key: tuple(values[key]) for key in ("chain", "history")}
    return Sent(**{**values, **lists})


def put_sent(step: Step, own_id: str, unit_uuid: str, sent: Sent) -> None:
    """Remember a package that was sent."""
    put_book_id(step, own_id)
    put_setting(step, _SENT + unit_uuid, json.dumps(asdict(sent), ensure_ascii=False))


def received_of(book: Book, unit_uuid: str) -> Received:
    """What was received of a unit so far."""
    told = setting(book, _RECEIVED + unit_uuid)
    if not told:
        return Received()
    values = json.loads(told)
    lists = {key: tuple(values[key]) for key in ("heads", "settled")}
    return Received(**{**values, **lists})


def put_received(step: Step, unit_uuid: str, received: Received) -> None:
    """Remember what was received of a unit."""
    put_setting(step, _RECEIVED + unit_uuid, json.dumps(asdict(received), ensure_ascii=False))


def alias_of(book: Book, key: str) -> str:
    """The uuid of the unit that a name of packages stands for; "" where none is remembered."""
    return setting(book, _ALIAS + key) or ""


def put_alias(step: Step, key: str, unit_uuid: str) -> None:
    """Remember which unit a name of packages stands for."""
    put_setting(step, _ALIAS + key, unit_uuid)
