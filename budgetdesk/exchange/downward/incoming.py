"""Files that came in, from below or above: packages are received, what comes down is taken."""

from collections.abc import Callable, Sequence
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.exchange.county.arrived import plan_county, take_county
from budgetdesk.exchange.downward.approved_file import plan_approval, take_approval
from budgetdesk.exchange.downward.issued_file import plan_issue, take_issue
from budgetdesk.exchange.downward.returned_file import plan_return, take_return
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.sealed.belonging import WrongBook
from budgetdesk.exchange.sealed.deciding import Deciding, undecided
from budgetdesk.exchange.sealed.envelope import APPROVED, COLLECTED, ISSUED, RETURNED
from budgetdesk.exchange.sealed.looking import looked_at
from budgetdesk.exchange.sealed.opening import DamagedPackage, Opened, open_package
from budgetdesk.exchange.sealed.receipt import Receipt, ReceiptOutcome, ReceivedChange
from budgetdesk.exchange.sealed.receiving import receive_files


def look_at_incoming(
    book: Book,
    paths: Sequence[Path],
    deciding: Deciding = undecided,
    progress: Progress = ignore_progress,
) -> list[Receipt]:
    """What each file is and would change, in their order; errors as `looked_at`."""
    receipts = looked_at(book, paths, deciding, progress)
    return [_down(book, it, write=False) for it in receipts]


def take_incoming(
    book: Book,
    paths: Sequence[Path],
    deciding: Deciding = undecided,
    progress: Progress = ignore_progress,
) -> list[Receipt]:
    """Receive packages and take what comes down, each in a step; errors as `receive_files`."""
    receipts = receive_files(book, paths, deciding, progress)
    return [_down(book, it, write=True) for it in receipts]


def _down(book: Book, receipt: Receipt, *, write: bool) -> Receipt:
    """The receipt of a file that is none of a unit's, and perhaps one that comes down."""
    if receipt.found != (ReceivedChange.WRONG_KIND,):
        return receipt
    path = receipt.path
    try:
        opened = open_package(path)
        taken = _KINDS.get(opened.envelope.header.kind)
        return taken(book, opened, write=write) if taken else receipt
    except WrongBook as fault:
        return _refused(path, fault.found, fault)
    except DamagedPackage as fault:
        return _refused(path, ReceivedChange.DAMAGED, fault)
    except ImportFault as fault:
        return _refused(path, ReceivedChange.UNREADABLE, fault)


def _returned(book: Book, opened: Opened, *, write: bool) -> Receipt:
    plan = plan_return(book, opened)
    return take_return(book, plan) if write else plan.receipt


def _issued(book: Book, opened: Opened, *, write: bool) -> Receipt:
    plan = plan_issue(book, opened)
    return take_issue(book, plan) if write else plan.receipt


def _approved(book: Book, opened: Opened, *, write: bool) -> Receipt:
    plan = plan_approval(book, opened)
    return take_approval(book, plan) if write else plan.receipt


def _collected(book: Book, opened: Opened, *, write: bool) -> Receipt:
    plan = plan_county(book, opened)
    return take_county(book, plan) if write else plan.receipt


_KINDS: dict[str, Callable[..., Receipt]] = {
    RETURNED: _returned,
    ISSUED: _issued,
    APPROVED: _approved,
    COLLECTED: _collected,
}


def _refused(path: Path, found: ReceivedChange, fault: ImportFault) -> Receipt:
    return Receipt(path, (found,), ReceiptOutcome.REFUSED, str(fault))
