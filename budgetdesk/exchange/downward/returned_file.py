"""A 退回 that came: what it is for this book, and taking its remarks."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from budgetdesk.book.book import Book
from budgetdesk.book.return_remarks import RemarkSide, put_remark, remarks_of
from budgetdesk.domain.records import Unit
from budgetdesk.domain.return_remarks import ReturnRemark, from_plain
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.downward.for_unit import require_unit
from budgetdesk.exchange.downward.registers import TakenReturn, put_taken_return, taken_returns
from budgetdesk.exchange.sealed.envelope import Header
from budgetdesk.exchange.sealed.opening import DamagedPackage, Opened
from budgetdesk.exchange.sealed.receipt import Receipt, ReceiptOutcome, ReceivedChange
from budgetdesk.exchange.sealed.registers import last_sent
from budgetdesk.exchange.sealed.untaken import untaken

_MOST = 20_000  # remarks


@dataclass(frozen=True, slots=True)
class ReturnPlan:
    """What a 退回 would bring to a unit of the book; `receipt` tells it."""

    receipt: Receipt
    header: Header
    unit: Unit
    note: str
    remarks: tuple[ReturnRemark, ...]


def plan_return(book: Book, opened: Opened, before: Sequence[ReturnPlan] = ()) -> ReturnPlan:
    """What a 退回 is for a book, as if those `before` had been taken.

    Raises:
        DamagedPackage: its remarks can't be read.
        WrongBook: it is of another year or set, for another unit, or went out from here.
    """
    header = opened.envelope.header
    note, remarks = _read(opened)
    unit = require_unit(book, opened)
    known = {it.package_id for it in taken_returns(book, unit.uuid)}
    known |= {it.header.package_id for it in before}
    is_new = header.package_id not in known
    found = ReceivedChange.RETURNED if is_new else ReceivedChange.DUPLICATE
    receipt = Receipt(
        opened.path,
        (found,),
        ReceiptOutcome.TAKEN if is_new else ReceiptOutcome.NOTHING,
        _sentence(opened.path, header, len(remarks), is_new=is_new),
        opened.envelope.label,
        warnings=tuple(_warnings(book, unit, opened)),
    )
    return ReturnPlan(receipt, header, unit, note, remarks)


def _read(opened: Opened) -> tuple[str, tuple[ReturnRemark, ...]]:
    try:
        return _told(opened.payload["note"], opened.payload["remarks"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedPackage(opened.path, "退回意见读不出来，请让对方重新发来。") from error


def _told(note: Any, remarks: Any) -> tuple[str, tuple[ReturnRemark, ...]]:
    if not isinstance(note, str) or not isinstance(remarks, list) or len(remarks) > _MOST:
        raise TypeError("remarks")
    return note, tuple(map(from_plain, remarks))


def _sentence(path: Path, header: Header, count: int, *, is_new: bool) -> str:
    said = f"意见 {count} 条，请逐条改正或说明后重报" if is_new else "已收过"
    return f"「{path.name}」：{header.unit.name} {header.stage}第 {header.version} 次退回，{said}。"


def _warnings(book: Book, unit: Unit, opened: Opened) -> list[str]:
    header, sent = opened.envelope.header, last_sent(book, unit.uuid)
    told = [*untaken(opened)]
    if sent and header.previous and header.previous != sent.package_id:
        is_older = header.previous in sent.chain
        which = "以前的版本" if is_older else "别处上报的版本"
        told.append(f"退回的是{which}，本账套最近上报的是第 {sent.version} 版。")
    return told


def take_return(book: Book, plan: ReturnPlan) -> Receipt:
    """Keep the remarks of a 退回, in one step; those that are there stay as they were answered."""
    header, unit = plan.header, plan.unit
    if plan.receipt.outcome is not ReceiptOutcome.TAKEN:
        return plan.receipt
    there = {it.id for it in remarks_of(book, RemarkSide.GOT, unit.uuid)}
    with book.step(f"收到退回 {shorten(unit.name, 30)} 第 {header.version} 次") as step:
        for remark in plan.remarks:
            if remark.id not in there:
                put_remark(step, RemarkSide.GOT, unit.uuid, remark)
        put_taken_return(
            book,
            step,
            unit.uuid,
            TakenReturn(
                header.package_id,
                header.version,
                header.stage,
                plan.note,
                header.made_by,
                header.made_at,
            ),
        )
    return plan.receipt
