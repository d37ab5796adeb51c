"""A 下发 that came: what it is for this book, taking it, and a new book made from it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.ceilings import ceilings_of, due_day, put_ceilings, put_due_day
from budgetdesk.book.edit import add_department, add_unit, update_unit
from budgetdesk.book.opening import building
from budgetdesk.book.read import setting, units
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step
from budgetdesk.domain.records import Department, Unit
from budgetdesk.domain.text import fold_name, shorten
from budgetdesk.exchange.downward.issue_content import Issue, IssuedUnit, read_issue
from budgetdesk.exchange.downward.issued_before import (
    Limits,
    changed_limits,
    newest_issue,
    put_newest,
    versions_of,
)
from budgetdesk.exchange.existing import Decisions, OnExisting
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.sealed.belonging import WrongBook, require_same_set
from budgetdesk.exchange.sealed.envelope import ISSUED, Header, SendingOffice
from budgetdesk.exchange.sealed.known_units import KnownUnits
from budgetdesk.exchange.sealed.opening import DamagedPackage, Opened, open_package
from budgetdesk.exchange.sealed.receipt import (
    FOUND_LABELS,
    Receipt,
    ReceiptOutcome,
    ReceivedChange,
)
from budgetdesk.exchange.sealed.registers import known_book_id
from budgetdesk.exchange.sealed.untaken import untaken
from budgetdesk.exchange.set_versions.received import refusal_of_fields
from budgetdesk.forms.carried import SETTING, read_files
from budgetdesk.forms.inside import set_of

_TAKEN = "taken_issue."  # by the id of the package


@dataclass(frozen=True, slots=True)
class IssuePlan:
    """What a 下发 would bring; `met` are its units with those of the book, None for new ones."""

    receipt: Receipt
    header: Header
    issue: Issue
    met: tuple[tuple[IssuedUnit, Unit | None], ...]


def issue_in(opened: Opened) -> Issue:
    """What a file of this kind says.

    Raises:
        DamagedPackage: it can't be read.
    """
    try:
        return read_issue(opened.payload)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedPackage(opened.path, "下发的内容读不出来，请让对方重新发来。") from error


def plan_issue(book: Book, opened: Opened, before: Sequence[IssuePlan] = ()) -> IssuePlan:
    """What a 下发 is for a book: of its own units those on the list, of a blank book all.

    It is looked at as if those `before` had been taken.

    Raises:
        DamagedPackage: it can't be read.
        WrongBook: it is of another year or set, for another department, or went out from here.
    """
    header, issue = opened.envelope.header, issue_in(opened)
    require_same_set(opened.path, header, book)
    _require_same_fields(book, opened)
    if header.book_id == known_book_id(book):
        reason = f"是本账套下发的，请发给{header.department.name}。"
        raise WrongBook(opened.path, reason, ReceivedChange.OWN)
    known, named = units(book), KnownUnits(book)
    met = tuple((one, _own(header, one, known, named)) for one in issue.units)
    if known:
        met = tuple((one, own) for one, own in met if own is not None)
    elif before:
        there = {one.uuid for it in before for one, _ in it.met}
        met = tuple((one, own) for one, own in met if one.uuid in there)
    if not met:
        reason = (
            f"是发给「{header.department.name}」的，本账套没有其中的单位，没有接收，"
            "请打开那个部门的账套再收，或由它新建账套。"
        )
        raise WrongBook(opened.path, reason, ReceivedChange.UNKNOWN_UNIT)
    found = _found(book, header, [it.header for it in before])
    is_new = found is ReceivedChange.ISSUED
    outcome = ReceiptOutcome.TAKEN if is_new else ReceiptOutcome.NOTHING
    told = (
        _sentence(opened.path, header, issue, met) if is_new else _known(opened.path, header, found)
    )
    changes = changed_limits(_limits(book, before), issue, met) if is_new else ()
    warnings = (*untaken(opened), *changes)
    label = opened.envelope.label
    receipt = Receipt(opened.path, (found,), outcome, told, label, warnings=warnings)
    return IssuePlan(receipt, header, issue, met)


def _found(book: Book, header: Header, before: Sequence[Header]) -> ReceivedChange:
    """Whether a 下发 was taken before, or one that the same bureau made after it."""
    known = {it.package_id for it in before}
    if header.package_id in known or setting(book, _TAKEN + header.package_id):
        return ReceivedChange.DUPLICATE
    newest = max([newest_issue(book, header), *versions_of(header, before)])
    return ReceivedChange.SUPERSEDED if header.version < newest else ReceivedChange.ISSUED


def _limits(book: Book, before: Sequence[IssuePlan]) -> Limits:
    """The 控制数 and the day that hold once those before are taken."""
    ceilings, day = dict(ceilings_of(book)), due_day(book)
    for plan in before:
        ceilings |= {(own or one).uuid: one.ceilings for one, own in plan.met}
        day = plan.issue.due
    return Limits(ceilings, day)


def _own(
    header: Header, one: IssuedUnit, known: Sequence[Unit], by_name: KnownUnits
) -> Unit | None:
    same = next((it for it in known if it.uuid == one.uuid), None)
    return same or by_name.of(replace(header, unit=SendingOffice(one.code, one.name)))


def _require_same_fields(book: Book, opened: Opened) -> None:
    own = json.loads(json.dumps(book.dictionary.extension, ensure_ascii=False))
    if opened.payload.get("dictionary") != own:
        reason = refusal_of_fields(book, opened.path, opened.payload)
        raise WrongBook(opened.path, reason, ReceivedChange.WRONG_SET)


def _known(path: Path, header: Header, found: ReceivedChange) -> str:
    whose = f"{header.department.name} {header.fiscal_year} 年度下发"
    return f"「{path.name}」：{whose}，{FOUND_LABELS[found]}。"


def _sentence(
    path: Path, header: Header, issue: Issue, met: Sequence[tuple[IssuedUnit, Unit | None]]
) -> str:
    until = f"，报送期限 {issue.due}" if issue.due else ""
    ceilings = sum(len(one.ceilings) for one, _ in met)
    told = f"单位 {len(met)} 个，控制数 {ceilings} 项{until}"
    return f"「{path.name}」：{header.department.name} {header.fiscal_year} 年度下发，{told}。"


def take_issue(book: Book, plan: IssuePlan) -> Receipt:
    """Take a 下发 over, in one step: units that a blank book lacks, 控制数, day and 科目."""
    if plan.receipt.outcome is not ReceiptOutcome.TAKEN:
        return plan.receipt
    header = plan.header
    with book.step(f"收到下发 {shorten(header.department.name, 30)}") as step:
        department = _department(book, step, header)
        for one, own in plan.met:
            put_ceilings(step, _put_unit(step, department, one, own), one.ceilings)
        put_due_day(step, plan.issue.due)
        _take_catalogue(book, plan)
        put_setting(step, _TAKEN + header.package_id, header.made_at)
        put_newest(step, header)
    return plan.receipt


def _department(book: Book, step: Step, header: Header) -> Department:
    told = header.department
    known = {fold_name(it.department.name): it.department for it in units(book)}
    if fold_name(told.name) in known:
        return known[fold_name(told.name)]
    made = Department(told.code, told.name)
    return replace(made, id=add_department(step, made))


def _put_unit(step: Step, department: Department, one: IssuedUnit, own: Unit | None) -> str:
    """The uuid of the book's unit, which is made where there is none, and learns its code."""
    if own is None:
        add_unit(step, Unit(one.name, department, one.code or None, one.kind, uuid=one.uuid))
        return one.uuid
    if not own.code and one.code:
        update_unit(step, replace(own, code=one.code))
    return own.uuid


def _take_catalogue(book: Book, plan: IssuePlan) -> None:
    if not plan.issue.catalogue:
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.csv"
        path.write_text("\r\n".join(plan.issue.catalogue) + "\r\n", encoding="utf-8", newline="")
        try:
            import_files(book, [path], decisions=Decisions(OnExisting.OVERWRITE))
        except ImportFault as fault:
            raise ImportFault(plan.receipt.path, f"下发的科目不能接收：{fault.reason}") from fault


def look_at_issue(path: Path) -> tuple[Header, Issue]:
    """What a file of this kind says, before a book is made of it.

    Raises:
        ImportFault: it can't be read, or is no 下发.
    """
    opened = _open_issue(path)
    return opened.envelope.header, issue_in(opened)


def _open_issue(path: Path) -> Opened:
    opened = open_package(path)
    kind = opened.envelope.header.kind
    if kind != ISSUED:
        raise ImportFault(path, f"是{kind}的文件，不是下发的，不能由它新建账套，请先打开账套。")
    return opened


def book_from_issue(path: Path, target: Path, wanted: Sequence[str] = ()) -> IssuePlan:
    """Make a new book from a 下发, with the units of its list or those of names or codes.

    Raises:
        ImportFault: it is no 下发, has no such unit, or its set differs from the one known here.
        FormSetError: the set that it brings can't be used.
        BookError: the book can't be made there.
    """
    opened = _open_issue(path)
    header = opened.envelope.header
    opened = _narrowed(opened, issue_in(opened), wanted)
    carried = str(opened.payload.get("form_set_files") or "")
    form_set = set_of(header.form_set, read_files(path, carried) if carried else {})
    settings = {SETTING: carried} if carried else {}
    with building(target) as unfinished:
        info = _info(header, issue_in(opened).units)
        with Book.create(unfinished, info, form_set.dictionary, settings) as book:
            plan = plan_issue(book, opened)
            take_issue(book, plan)
    return plan


def _narrowed(opened: Opened, issue: Issue, wanted: Sequence[str]) -> Opened:
    """A 下发 as if it were for the wanted units alone."""
    told = opened.payload["units"]
    chosen = [it for it in told if not wanted or {it["code"], it["name"]} & {*wanted}]
    if not chosen:
        names = shorten("、".join(it.name for it in issue.units), 200)
        raise ImportFault(opened.path, f"其中没有单位「{'、'.join(wanted)}」，有 {names}。")
    return replace(opened, payload={**opened.payload, "units": chosen})


def _info(header: Header, chosen: Sequence[IssuedUnit]) -> BookInfo:
    whose = chosen[0].name if len(chosen) == 1 else header.department.name
    return BookInfo(header.form_set, header.fiscal_year, f"{whose} {header.fiscal_year}")
