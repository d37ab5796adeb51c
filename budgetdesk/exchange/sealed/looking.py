"""A dry run: what each file is and what it would change, without writing anything."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from budgetdesk.book.book import Book
from budgetdesk.book.read import units
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import Department, Unit
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.register.states import STATE_LABELS, entry_of
from budgetdesk.exchange.sealed.accepted_parts import accepted_before
from budgetdesk.exchange.sealed.belonging import (
    WrongBook,
    require_same_set,
    require_same_unit,
    said_otherwise,
    unit_key_of,
)
from budgetdesk.exchange.sealed.contents import (
    OF_DEPARTMENT,
    Contents,
    KeptContents,
    contents_of,
    department_contents,
)
from budgetdesk.exchange.sealed.deciding import Deciding, undecided
from budgetdesk.exchange.sealed.edits import hand_edits
from budgetdesk.exchange.sealed.envelope import COLLECTED, UPWARD
from budgetdesk.exchange.sealed.fitting_in import (
    as_of_unit,
    projects_in,
    renamed,
    renames_for,
)
from budgetdesk.exchange.sealed.judging import Judging, ReceiptPlan, refused_plan
from budgetdesk.exchange.sealed.known_units import KnownUnits
from budgetdesk.exchange.sealed.lines import LABELS
from budgetdesk.exchange.sealed.merging import patched
from budgetdesk.exchange.sealed.nested import nested_in
from budgetdesk.exchange.sealed.opening import (
    DamagedPackage,
    ForeignFile,
    Opened,
    open_package,
)
from budgetdesk.exchange.sealed.putting_together import Sides, within_accepted
from budgetdesk.exchange.sealed.receipt import Receipt, ReceiptOutcome, ReceivedChange
from budgetdesk.exchange.sealed.registers import (
    Received,
    alias_of,
    known_book_id,
    received_of,
)
from budgetdesk.exchange.sealed.told_contents import require_contents
from budgetdesk.exchange.set_versions.received import refusal_of_fields, remark_on_version
from budgetdesk.exchange.uncollected import uncollected
from budgetdesk.forms.inside import load_forms_of


class Looking:
    """Looks at one file after the other, each as if those before had been taken."""

    def __init__(self, book: Book, deciding: Deciding) -> None:
        self._book, self._deciding = book, deciding
        self._form_set = load_forms_of(book)
        self._units = KnownUnits(book)
        self._contents: dict[str, KeptContents] = {}  # as plans would leave them
        self._received: dict[str, Received] = {}
        self._told: dict[int, Contents] = {}  # of departments, by their ids, the same
        self._supposed: dict[str, str] = {}  # the units' keys of projects that are not there yet

    def each(self, path: Path) -> Iterator[ReceiptPlan]:
        """What a file is and would change; of a 汇总上报 first each package in it, then itself.

        A refusal is a plan without anything to write. The next package is looked at when it is
        asked for, so that what was taken or supposed of those before counts.
        """
        try:
            opened = open_package(path)
            inside = self._inside(opened)
        except ImportFault as fault:
            yield _refused(path, fault)
            return
        for one in inside:
            yield self._at(one)
        yield self._at(opened)

    def _at(self, opened: Opened) -> ReceiptPlan:
        try:
            self._require_ours(opened)
            return self._remarked(opened, self._if_open(opened, self._plan(opened)))
        except ImportFault as fault:
            plan = _refused(opened.path, fault)
            return replace(plan, receipt=replace(plan.receipt, package=opened.envelope.label))

    def _inside(self, opened: Opened) -> Iterator[Opened]:
        """The packages within one that a bureau made of its units'."""
        header = opened.envelope.header
        if header.kind != COLLECTED:
            return iter(())
        self._require_same_fields(opened)
        if header.book_id == known_book_id(self._book):
            reason = "是本账套发出的汇总上报，请发给上级。"
            raise WrongBook(opened.path, reason, ReceivedChange.OWN)
        return nested_in(opened)

    def suppose(self, plan: ReceiptPlan) -> None:
        """Go on as if a plan had been carried out."""
        assert plan.receipt.package is not None, "what can't be opened is not taken"  # noqa: S101
        self._units.suppose(plan.receipt.package.header, plan.unit_key)
        if plan.merged is not None:
            self._contents[plan.unit_key] = KeptContents.of(plan.merged)
            self._supposed |= dict.fromkeys(projects_in(plan.merged), plan.unit_key)
            department = self._units.placed(plan.receipt.package.header).department
            told = {key: plan.merged[key] for key in OF_DEPARTMENT if key in plan.merged}
            self._told.setdefault(department.id, {}).update(told)
        self._received[plan.unit_key] = plan.received

    def forget(self, plan: ReceiptPlan) -> None:
        """Read anew what a plan changed in the book."""
        self._received.pop(plan.unit_key, None)
        if plan.receipt.package is not None:
            alias = alias_of(self._book, unit_key_of(plan.receipt.package.header))
            found = self._book.rows("SELECT id FROM unit WHERE uuid = ?", (alias,))
            for unit in units(self._book, ids=[row_id for (row_id,) in found]):
                self._units = self._units.renewed(plan.unit, unit)

    def _require_ours(self, opened: Opened) -> None:
        header = opened.envelope.header
        if header.kind != UPWARD:
            reason = f"是{header.kind}的文件，不是上报的，没有接收。"
            raise WrongBook(opened.path, reason, ReceivedChange.WRONG_KIND)
        self._require_same_fields(opened)

    def _require_same_fields(self, opened: Opened) -> None:
        require_same_set(opened.path, opened.envelope.header, self._book)
        if opened.payload.get("dictionary") != self._extension:
            reason = refusal_of_fields(self._book, opened.path, opened.payload)
            raise WrongBook(opened.path, reason, ReceivedChange.WRONG_SET)

    def _remarked(self, opened: Opened, plan: ReceiptPlan) -> ReceiptPlan:
        """A plan that tells of another version of the set, of the same fields."""
        remark = remark_on_version(self._book, opened.path, opened.payload)
        return plan.told_more([remark] if remark else [])

    def _if_open(self, opened: Opened, plan: ReceiptPlan) -> ReceiptPlan:
        """A plan, unless it is for what was accepted: that takes nothing until it is unlocked."""
        stage = opened.envelope.header.stage
        if plan.unit is None or plan.receipt.outcome is ReceiptOutcome.NOTHING:
            return plan
        entry = entry_of(self._book, plan.unit.uuid, stage)
        if entry.is_locked:
            state = STATE_LABELS[entry.state]
            reason = f"{plan.unit.name}的{stage}{state}，没有接收，要收请先在收报登记中解锁。"
            raise WrongBook(opened.path, reason, ReceivedChange.LOCKED)
        return plan

    def _plan(self, opened: Opened) -> ReceiptPlan:
        header, sent = opened.envelope.header, opened.payload["contents"]
        unit, whose = self._units.of(header), self._units.placed(header)
        key = unit.uuid if unit else unit_key_of(header)
        have = self._have(key, unit, whose.department, sent)
        received = self._received_of(key, unit)
        is_new = unit is not None and self._units.remembered(header) is None
        if unit is not None and is_new:
            require_same_unit(opened.path, header, unit, received)
        before = _base(opened, received) if header.package_id not in received.known else {}
        owners = self._owners_of({**projects_in(before), **projects_in(sent)})
        renames = {
            **renames_for(before, have, owners, key, unit_key_of(header)),
            **renames_for(sent, have, owners, key, unit_key_of(header)),
        }
        edits = hand_edits(opened)
        decided = self._deciding(opened.path, header.package_id)
        outcome = Judging(opened, unit, whose, have, received, renames, edits, decided)
        if header.package_id in received.known:
            return outcome.known(key)
        base, new = (as_of_unit(renamed(it, renames), whose, have) for it in (before, sent))
        sides = Sides(base, have, new)
        told = [*said_otherwise(header, whose)] if is_new else []
        told += self._shared(owners, key, sent, have)
        if unit is not None and accepted_before(self._book, unit.uuid, header.stage):
            merged, more = within_accepted(self._book, opened.path, sides, decided)
            told += more
        else:
            merged = sides.merged(decided)
        plan = outcome.taken(key, merged, sides, self._labels)
        return plan.told_more(told)

    def _have(
        self, key: str, unit: Unit | None, department: Department, sent: Contents
    ) -> Contents:
        """What the book has of a unit, and of its department what the package tells."""
        if key in self._contents:
            have = self._contents[key].contents()
        else:
            have = contents_of(self._book, unit) if unit else {}
        own = self._told.get(department.id, {})
        if department.id > 0 and not {*OF_DEPARTMENT} & {*sent} <= {*have, *own}:
            own = {**department_contents(self._book, department), **own}
        return {**have, **{it: own[it] for it in OF_DEPARTMENT if it in sent and it in own}}

    def _shared(
        self, owners: dict[str, str], key: str, sent: Contents, have: Contents
    ) -> Iterator[str]:
        """Of which other units there are the same projects, where that comes for the first time."""
        projects = projects_in(sent)
        if key in owners.values() or not have.keys() <= {*OF_DEPARTMENT}:
            return
        for other in dict.fromkeys(owners.values()):
            named = [it["name"] for uuid, it in projects.items() if owners.get(uuid) == other]
            what = f"「{shorten(named[0])}」等 {len(named)} 个项目"
            yield (
                f"{what}与「{self._units.name_of(other)}」的出自同一个账套，收为本单位自己的；"
                "那个单位是改了名称或并入本单位的，请删去它的，免得重复计算。"
            )

    def _received_of(self, key: str, unit: Unit | None) -> Received:
        if key not in self._received:
            self._received[key] = received_of(self._book, unit.uuid) if unit else Received()
        return self._received[key]

    def _owners_of(self, uuids: Collection[str]) -> dict[str, str]:
        """The keys of the units that have the projects of a package."""
        found = self._book.rows(
            "SELECT p.uuid, u.uuid FROM project AS p JOIN unit AS u ON u.id = p.unit_id "
            "WHERE p.uuid IN (SELECT value FROM json_each(?))",
            (json.dumps([*uuids]),),
        )
        supposed = {it: self._supposed[it] for it in uuids if it in self._supposed}
        return {**dict(found), **supposed}

    @cached_property
    def _extension(self) -> Any:
        """The fields that the form set adds, as JSON brings them back."""
        return json.loads(json.dumps(self._book.dictionary.extension, ensure_ascii=False))

    @cached_property
    def _labels(self) -> dict[str, str]:
        fields: dict[str, str] = {}
        own = self._form_set.in_own_words
        for kind in self._form_set.dictionary.kinds.values():
            for it in kind.fields.values():
                fields.setdefault(it.path, own(it.label))
                fields.setdefault(it.key or it.last, own(it.label))
        return LABELS | fields


def _refused(path: Path, fault: ImportFault) -> ReceiptPlan:
    """The plan of what can't be taken, by why."""
    if isinstance(fault, WrongBook):
        return refused_plan(path, fault.found, fault)
    found = ReceivedChange.UNREADABLE
    if isinstance(fault, DamagedPackage):
        found = ReceivedChange.DAMAGED
    elif isinstance(fault, ForeignFile):
        found = ReceivedChange.FOREIGN
    return refused_plan(path, found, fault)


def _base(opened: Opened, received: Received) -> Contents:
    """The newest version that both sides know, as the package leads back to it; {} for none."""
    content: Any = opened.payload["contents"]
    try:
        for back in opened.payload["history"]:
            content = patched(content, back["patch"])
            require_contents(content)
            if back["id"] in received.known:
                return dict(content)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise DamagedPackage(opened.path, "封存的历史读不出来，请让对方重新发来。") from error
    return {}


def looked_at(
    book: Book,
    paths: Sequence[Path],
    deciding: Deciding = undecided,
    progress: Progress = ignore_progress,
) -> list[Receipt]:
    """A dry run over files, in their order.

    Raises:
        Cancelled: `progress` stopped the work.
    """
    from budgetdesk.exchange.sealed.telling import with_sentence

    looking = Looking(book, deciding)
    receipts = []
    for number, path in enumerate(paths, start=1):
        with uncollected():
            for plan in looking.each(path):
                if plan.receipt.outcome is ReceiptOutcome.TAKEN:
                    looking.suppose(plan)
                receipts.append(with_sentence(plan.receipt))
        progress(number, len(paths))
    return receipts
