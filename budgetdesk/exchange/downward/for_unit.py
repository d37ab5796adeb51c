"""Whose a file is that goes to one unit: which of the book's, or why it is none for this book."""

from budgetdesk.book.book import Book
from budgetdesk.book.read import units
from budgetdesk.domain.records import Unit
from budgetdesk.exchange.sealed.belonging import WrongBook, require_same_set
from budgetdesk.exchange.sealed.envelope import Header
from budgetdesk.exchange.sealed.known_units import KnownUnits
from budgetdesk.exchange.sealed.opening import Opened
from budgetdesk.exchange.sealed.receipt import ReceivedChange
from budgetdesk.exchange.sealed.registers import known_book_id, last_sent


def require_unit(book: Book, opened: Opened) -> Unit:
    """The unit whose package a file answers, else the one that it names.

    Raises:
        WrongBook: it is of another year or set, for another unit, or went out from here.
    """
    header = opened.envelope.header
    require_same_set(opened.path, header, book)
    if header.book_id == known_book_id(book):
        reason = f"是本账套发出的{header.kind}，请发给{header.unit.name}。"
        raise WrongBook(opened.path, reason, ReceivedChange.OWN)
    unit = _unit_of(book, header)
    if unit is None:
        reason = (
            f"是{header.kind}给「{header.unit.name}」的，本账套没有这个单位，没有接收，"
            "请打开那个单位的账套再收。"
        )
        raise WrongBook(opened.path, reason, ReceivedChange.UNKNOWN_UNIT)
    return unit


def _unit_of(book: Book, header: Header) -> Unit | None:
    for unit in units(book):
        sent = last_sent(book, unit.uuid)
        if header.previous and sent and header.previous in (sent.package_id, *sent.chain):
            return unit
    return KnownUnits(book).of(header)
