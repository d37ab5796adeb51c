"""Files that came in, from below or above: packages are received, what comes down is taken."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

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
    supposed: dict[str, list[_DownwardPlan]] = {}
    return [_down(book, it, supposed, write=False) for it in receipts]


def take_incoming(
    book: Book,
    paths: Sequence[Path],
    deciding: Deciding = undecided,
    progress: Progress = ignore_progress,
) -> list[Receipt]:
    """Receive packages and take what comes down, each in a step; errors as `receive_files`."""
    receipts = receive_files(book, paths, deciding, progress)
    return [_down(book, it, {}, write=True) for it in receipts]


class _DownwardPlan(Protocol):
    """What a file that came down would bring."""

    @property
    def receipt(self) -> Receipt: ...


class _DownwardKind(NamedTuple):
    """How a file is planned, as if others of its kind had been taken before, and taken."""

    plan: Callable[[Book, Opened, list[Any]], _DownwardPlan]
    take: Callable[[Book, Any], Receipt]


_KINDS = {
    RETURNED: _DownwardKind(plan_return, take_return),
    ISSUED: _DownwardKind(plan_issue, take_issue),
    APPROVED: _DownwardKind(plan_approval, take_approval),
    COLLECTED: _DownwardKind(plan_county, take_county),
}


def _down(
    book: Book, receipt: Receipt, supposed: dict[str, list[_DownwardPlan]], *, write: bool
) -> Receipt:
    """The receipt of a file that is none of a unit's, and perhaps one that comes down."""
    if receipt.found != (ReceivedChange.WRONG_KIND,):
        return receipt
    try:
        opened = open_package(receipt.path)
        kind = _KINDS.get(opened.envelope.header.kind)
        if kind is None:
            return receipt
        before = supposed.setdefault(opened.envelope.header.kind, [])
        plan = kind.plan(book, opened, before)
        return kind.take(book, plan) if write else _supposed(plan, before)
    except WrongBook as fault:
        return _refused(receipt, fault.found, fault)
    except DamagedPackage as fault:
        return _refused(receipt, ReceivedChange.DAMAGED, fault)
    except ImportFault as fault:
        return _refused(receipt, ReceivedChange.UNREADABLE, fault)


def _supposed(plan: _DownwardPlan, before: list[_DownwardPlan]) -> Receipt:
    """The receipt of a plan, which the next files find carried out."""
    if plan.receipt.outcome is ReceiptOutcome.TAKEN:
        before.append(plan)
    return plan.receipt


def _refused(receipt: Receipt, found: ReceivedChange, fault: ImportFault) -> Receipt:
    label = receipt.package
    return Receipt(receipt.path, (found,), ReceiptOutcome.REFUSED, str(fault), label)
