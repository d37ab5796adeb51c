"""What files bring: a package is one version of its unit, a book one of each of its units.

Of a package only what was sealed counts. Whoever wants to see what was typed into its visible
sheets receives it into a bureau's book first, and loads that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from budgetdesk import __version__
from budgetdesk.book.book import Book
from budgetdesk.book.borrowing import borrowed
from budgetdesk.book.read import setting, units
from budgetdesk.domain.file_kinds import BOOK, kind_of
from budgetdesk.domain.records import Unit
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.register.states import entries_of
from budgetdesk.exchange.sealed.belonging import unit_key_of
from budgetdesk.exchange.sealed.contents import Contents, contents_of
from budgetdesk.exchange.sealed.envelope import (
    UPWARD,
    Envelope,
    Header,
    Payload,
    SendingOffice,
)
from budgetdesk.exchange.sealed.opening import open_sealed
from budgetdesk.exchange.sealed.registers import last_sent, received_of
from budgetdesk.forms.carried import SETTING, bring_set, bring_sets
from budgetdesk.forms.inside import load_forms_of

Stages = Mapping[str, Mapping[str, str | int]]
"""State, version and time of the decision by stage, as plain JSON."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One version of a unit; `position` is the unit's in its book, None where none is told.

    `stages` is where the bureau's book says that the unit stands: a package says nothing of it,
    nor does the book of an office that keeps no register.
    """

    envelope: Envelope
    payload: Payload
    position: int | None = None
    stages: Stages = field(default_factory=dict)


def arrivals(path: Path) -> tuple[Arrival, ...]:
    """The versions in a package or book.

    Raises:
        ImportFault: the package can't be read, or what was sealed can't be trusted.
        BookError: the book can't be read.
        FormSetError: its form set is not known here and not in it.
    """
    if kind_of(path) is BOOK:
        with borrowed(path) as book:
            bring_sets(book)
            return tuple(_of_book(book, path))
    envelope, payload = open_sealed(path)
    if envelope.header.kind != UPWARD:
        raise ImportFault(path, f"是{envelope.header.kind}的文件，不是上报的，没有装入。")
    bring_set(envelope.header.form_set, _text(payload["form_set_files"]), path)
    return (Arrival(envelope, payload),)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _of_book(book: Book, path: Path) -> Iterator[Arrival]:
    at = _last_change(book, path)
    for position, unit in enumerate(units(book)):
        contents = contents_of(book, unit)
        payload = {
            "contents": contents,
            "history": [],
            "dictionary": book.dictionary.extension,
            "form_set_files": setting(book, SETTING) or "",
            "sheets": [],
        }
        envelope = Envelope.of(_header(book, unit, at, contents), payload)
        yield Arrival(_named_by_content(envelope), payload, position, _stages(book, unit))


def _stages(book: Book, unit: Unit) -> Stages:
    """Without who decided and in which words: persons are named there."""
    return {
        entry.stage: {
            "state": entry.state.value,
            "version": entry.version,
            "at": entry.events[-1].at,
        }
        for entry in entries_of(book, unit.uuid)
        if entry.events
    }


def _last_change(book: Book, path: Path) -> str:
    [(at,)] = book.rows("SELECT max(at) FROM step")
    if at:
        return str(at)
    changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    return changed.isoformat(timespec="seconds")


def _header(book: Book, unit: Unit, at: str, contents: Contents) -> Header:
    region = load_forms_of(book).region
    sent = last_sent(book, unit.uuid)
    received = received_of(book, unit.uuid)
    return Header(
        package_id="",
        book_id="",
        kind=BOOK.name,
        form_set=book.info.form_set,
        fiscal_year=book.info.fiscal_year,
        region=SendingOffice(region.code, region.name),
        department=SendingOffice(unit.department.code, unit.department.name),
        unit=SendingOffice(unit.code or "", unit.name),
        stage="",
        version=max(sent.version if sent else 0, received.version),
        made_at=at,
        made_by="",
        program=__version__,
        forms=_forms(contents),
        totals={},
        previous=sent.package_id if sent else "",
    )


def _forms(contents: Contents) -> int:
    projects: Any = contents["projects"]["projects"]
    return len(projects) + ("overall" in contents)


def _named_by_content(envelope: Envelope) -> Envelope:
    """The same content has the same id from whatever copy of the book, and is loaded once."""
    header = envelope.header
    told = f"{unit_key_of(header)}|{header.fiscal_year}|{header.form_set}|{header.sha256}"
    named = replace(header, package_id=str(uuid5(NAMESPACE_OID, told)))
    return Envelope(named, envelope.payload)
