"""A 批复 that came: what it is for this book, what differs from it there, and keeping it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetdesk.book.book import Book
from budgetdesk.domain.ledger_columns import SOURCES
from budgetdesk.domain.money import yuan_text
from budgetdesk.domain.records import Unit
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.downward.approval_content import (
    Approval,
    ApprovedProject,
    ApprovedRevision,
    read_approval,
)
from budgetdesk.exchange.downward.for_unit import require_unit
from budgetdesk.exchange.downward.registers import TakenApproval, put_approval, taken_approvals
from budgetdesk.exchange.downward.told_amounts import ledger_totals, told_projects
from budgetdesk.exchange.register.revising import SOURCE_NAMES
from budgetdesk.exchange.sealed.envelope import Header
from budgetdesk.exchange.sealed.opening import DamagedPackage, Opened
from budgetdesk.exchange.sealed.receipt import (
    FOUND_LABELS,
    Receipt,
    ReceiptOutcome,
    ReceivedChange,
)
from budgetdesk.exchange.sealed.registers import last_sent
from budgetdesk.exchange.sealed.untaken import untaken


@dataclass(frozen=True, slots=True)
class ApprovalPlan:
    """What a 批复 would bring to a unit of the book; `receipt` tells it."""

    receipt: Receipt
    header: Header
    unit: Unit
    approval: Approval

    @property
    def taken(self) -> TakenApproval:
        """What the book remembers of it."""
        header, told = self.header, self.approval
        said = (told.version, told.code, told.note, header.made_by, header.made_at)
        return TakenApproval(header.package_id, header.stage, *said)


def plan_approval(book: Book, opened: Opened, before: Sequence[ApprovalPlan] = ()) -> ApprovalPlan:
    """What a 批复 is for a book, as if those `before` had been taken.

    Raises:
        DamagedPackage: it can't be read.
        WrongBook: it is of another year or set, for another unit, or went out from here.
    """
    header = opened.envelope.header
    try:
        approval = read_approval(opened.payload)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedPackage(opened.path, "批复的内容读不出来，请让对方重新发来。") from error
    unit = require_unit(book, opened)
    supposed = (it.taken for it in before if it.unit.uuid == unit.uuid)
    found = _found(header, approval, (*taken_approvals(book, unit.uuid), *supposed))
    is_new = found is ReceivedChange.APPROVED
    version = "，".join(filter(None, (f"批复第 {approval.version} 版", approval.balance)))
    said = version if is_new else f"批复第 {approval.version} 版，{FOUND_LABELS[found]}"
    # Of one that no longer stands nothing is to be followed.
    stands = found is not ReceivedChange.SUPERSEDED
    differing = _differing(book, unit, header, approval) if stands else ()
    receipt = Receipt(
        opened.path,
        (found,),
        ReceiptOutcome.TAKEN if is_new else ReceiptOutcome.NOTHING,
        f"「{opened.path.name}」：{header.unit.name} {header.stage}，{said}。",
        opened.envelope.label,
        warnings=(*untaken(opened), *differing),
    )
    return ApprovalPlan(receipt, header, unit, approval)


def _found(header: Header, approval: Approval, taken: Sequence[TakenApproval]) -> ReceivedChange:
    """Whether a 批复 was taken before, or a later one of its stage.

    One version may be approved twice with other revisions: the bureau's own clock tells them apart.
    """
    own = (approval.version, header.made_at)
    if any(it.stage == header.stage and (it.version, it.made_at) > own for it in taken):
        return ReceivedChange.SUPERSEDED
    is_known = any(it.package_id == header.package_id for it in taken)
    return ReceivedChange.DUPLICATE if is_known else ReceivedChange.APPROVED


def _differing(book: Book, unit: Unit, header: Header, approval: Approval) -> Iterator[str]:
    """What of the book is not as it was approved."""
    sent = last_sent(book, unit.uuid)
    if sent and header.previous and header.previous != sent.package_id:
        yield f"批复的是第 {approval.version} 版，本账套最近上报的是第 {sent.version} 版。"
    own = {it.uuid: it for it in told_projects(book, unit)}
    for one in approval.projects:
        yield from _differing_project(approval, one, own.pop(one.uuid, None))
    yield from (f"账套中的项目「{shorten(it.name, 40)}」不在批复中。" for it in own.values())
    yield from map(_revised_apart, approval.apart)
    have = ledger_totals(book, unit)
    for source, fen in approval.totals.items():
        if fen != have.get(source, 0):
            yield f"{SOURCES[source]}批复 {_yuan(fen)} 元，账套中是 {_yuan(have.get(source))} 元。"


def _differing_project(
    approval: Approval, one: ApprovedProject, here: ApprovedProject | None
) -> Iterator[str]:
    """What a project gets and why, where the book has another amount of it."""
    name, gets = shorten(one.name, 40), approval.allowed(one)
    if here is None:
        yield f"批复的项目「{name}」账套中没有。"
    elif here.total != gets:
        why = "，".join(it.in_words for it in approval.revised(one))
        told = f"「{name}」批复 {_yuan(gets)} 元，账套中是 {_yuan(here.total)} 元"
        yield f"{told}（{why}）。" if why else f"{told}。"


def _revised_apart(it: ApprovedRevision) -> str:
    """What was revised of 基本支出, or of a project that has no form."""
    source = SOURCE_NAMES.get(it.source, it.source)
    told, gets = _yuan(it.told), _yuan(it.told + it.revision)
    name = f"「{shorten(it.name, 40)}」{source}"
    return f"{name}报送 {told} 元，批复 {gets} 元（{it.in_words}）。"


def _yuan(fen: int | None) -> str:
    return yuan_text(fen or 0, thousands=True) or "0"


def take_approval(book: Book, plan: ApprovalPlan) -> Receipt:
    """Keep a 批复, in one step; the forms stay as they are, what differs is told."""
    header = plan.header
    if plan.receipt.outcome is ReceiptOutcome.TAKEN:
        name = f"收到批复 {shorten(header.unit.name, 30)} {header.stage}"
        with book.step(name) as step:
            put_approval(book, step, plan.unit.uuid, plan.taken)
    return plan.receipt
