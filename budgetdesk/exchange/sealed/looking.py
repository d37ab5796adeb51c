"""A dry run: what each file is and what it would change, without writing anything."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from budgetdesk.book.book import Book
from budgetdesk.book.read import units
from budgetdesk.domain.records import Unit
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.sealed.contents import Contents, contents_of
from budgetdesk.exchange.sealed.edits import HandEdit, hand_edits
from budgetdesk.exchange.sealed.envelope import Header
from budgetdesk.exchange.sealed.fitting_in import (
    Renames,
    as_of_unit,
    projects_in,
    renamed,
    renames_for,
)
from budgetdesk.exchange.sealed.lines import LABELS, as_lines, as_records, names_of_lines
from budgetdesk.exchange.sealed.merging import Merged, merge, patched
from budgetdesk.exchange.sealed.opening import (
    DamagedPackage,
    ForeignFile,
    Opened,
    open_package,
)
from budgetdesk.exchange.sealed.receipt import Receipt, ReceiptOutcome, ReceivedChange, told
from budgetdesk.exchange.sealed.registers import Received, alias_of, received_of
from budgetdesk.exchange.sealed.told_contents import require_contents
from budgetdesk.forms.loader import load_forms_of


class HandEdits(StrEnum):
    """Whose values count where a package was changed by hand."""

    TAKE = "take"  # 取表中值
    LEAVE = "leave"  # 取包中值


class Conflicts(StrEnum):
    """Whose values count where both sides changed a field."""

    KEEP = "keep"  # those of the book
    TAKE = "take"  # those of the package


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided for all files; None: such a file waits."""

    hand_edits: HandEdits | None = None
    conflicts: Conflicts | None = None


@dataclass(frozen=True, slots=True)
class ReceiptPlan:
    """What is to be written for one file; `merged` None where the package itself is known."""

    receipt: Receipt
    unit_key: str
    unit: Unit | None
    have: Contents
    merged: Contents | None
    received: Received
    edits: tuple[HandEdit, ...] = ()
    renames: Renames = field(default_factory=dict)


class WrongBook(ImportFault):
    """A package is of another year or form set."""

    def __init__(self, path: Path, reason: str, found: ReceivedChange) -> None:
        super().__init__(path, reason)
        self.found = found


def unit_key_of(header: Header) -> str:
    """The name under which a book remembers whose package it is."""
    whose = (header.region.code, header.department.code, header.department.name)
    return "|".join((*whose, header.unit.code, fold_name(header.unit.name)))


class Looking:
    """Looks at one file after the other, each as if those before had been taken."""

    def __init__(self, book: Book, decided: Decided) -> None:
        self._book, self._decided = book, decided
        self._form_set = load_forms_of(book)
        self._units = units(book)
        self._contents: dict[str, Contents] = {}
        self._received: dict[str, Received] = {}
        self._owners: dict[str, str] | None = None
        self._keys: dict[int, str] = {}

    def at(self, path: Path) -> ReceiptPlan:
        """What a file is and would change; a refusal is a plan without anything to write."""
        try:
            opened = open_package(path)
            self._require_ours(opened)
            return self._plan(opened)
        except DamagedPackage as fault:
            return _refused(path, ReceivedChange.DAMAGED, fault)
        except ForeignFile as fault:
            return _refused(path, ReceivedChange.FOREIGN, fault)
        except WrongBook as fault:
            return _refused(path, fault.found, fault)
        except ImportFault as fault:
            return _refused(path, ReceivedChange.UNREADABLE, fault)

    def suppose(self, plan: ReceiptPlan) -> None:
        """Go on as if a plan had been carried out."""
        if plan.merged is not None:
            self._contents[plan.unit_key] = plan.merged
            for uuid in projects_in(plan.merged):
                self._owner_keys()[uuid] = plan.unit_key
        self._received[plan.unit_key] = plan.received

    def forget(self, plan: ReceiptPlan) -> None:
        """Read anew what a plan changed in the book."""
        self._contents.pop(plan.unit_key, None)
        self._units = units(self._book)
        self._received.pop(plan.unit_key, None)
        self._owners = None

    def _require_ours(self, opened: Opened) -> None:
        header, info = opened.envelope.header, self._book.info
        if header.form_set != info.form_set:
            reason = f"按套表「{header.form_set}」填报，本账套是「{info.form_set}」，没有接收。"
            raise WrongBook(opened.path, reason, ReceivedChange.WRONG_SET)
        if header.fiscal_year != info.fiscal_year:
            reason = f"是 {header.fiscal_year} 年度的，本账套是 {info.fiscal_year} 年度，没有接收。"
            raise WrongBook(opened.path, reason, ReceivedChange.WRONG_YEAR)
        if opened.payload.get("dictionary") != _plain(self._book.dictionary.extension):
            reason = "所用套表的栏目与本账套的不同，请双方换用同一份套表后重新上报。"
            raise WrongBook(opened.path, reason, ReceivedChange.WRONG_SET)

    def _unit_of(self, header: Header) -> Unit | None:
        """The book's unit: remembered, else by code, else by name within the department."""
        alias = alias_of(self._book, unit_key_of(header))
        for unit in self._units:
            if alias and unit.uuid == alias:
                return unit
        ours = [it for it in self._units if _is_department(it, header)]
        coded = [it for it in ours if header.unit.code and it.code == header.unit.code]
        named = [it for it in ours if fold_name(it.name) == fold_name(header.unit.name)]
        return next(iter((*coded, *named)), None)

    def _plan(self, opened: Opened) -> ReceiptPlan:
        header = opened.envelope.header
        unit = self._unit_of(header)
        key = unit.uuid if unit else unit_key_of(header)
        have = self._have(key, unit)
        received = self._received_of(key, unit)
        sent = opened.payload["contents"]
        renames = renames_for(sent, have, self._owner_keys(), key, unit_key_of(header))
        new = as_of_unit(renamed(sent, renames), unit, have)
        edits = hand_edits(opened)
        outcome = _Outcome(opened, unit, have, received, renames, edits, self._decided)
        if header.package_id in received.known:
            return outcome.known(key, self._labels())
        base = as_of_unit(renamed(_base(opened, received), renames), unit, have)
        keep = self._decided.conflicts is Conflicts.KEEP
        merged = merge(*map(as_records, (base, have, new)), keep=keep)
        return outcome.taken(key, merged, base, self._labels())

    def _have(self, key: str, unit: Unit | None) -> Contents:
        if key not in self._contents:
            self._contents[key] = contents_of(self._book, unit) if unit else {}
        return self._contents[key]

    def _received_of(self, key: str, unit: Unit | None) -> Received:
        if key not in self._received:
            self._received[key] = received_of(self._book, unit.uuid) if unit else Received()
        return self._received[key]

    def _owner_keys(self) -> dict[str, str]:
        if self._owners is None:
            self._owners = dict(
                self._book.rows(
                    "SELECT p.uuid, u.uuid FROM project AS p JOIN unit AS u ON u.id = p.unit_id"
                )
            )
        return self._owners

    def _labels(self) -> dict[str, str]:
        fields: dict[str, str] = {}
        for kind in self._form_set.dictionary.kinds.values():
            for it in kind.fields.values():
                fields.setdefault(it.path, it.label)
                fields.setdefault(it.key or it.last, it.label)
        return LABELS | fields


def _is_department(unit: Unit, header: Header) -> bool:
    ours, theirs = unit.department, header.department
    if fold_name(ours.name) != fold_name(theirs.name):
        return bool(ours.code) and ours.code == theirs.code
    return not ours.code or not theirs.code or ours.code == theirs.code


def _plain(extension: object) -> Any:
    return json.loads(json.dumps(extension, ensure_ascii=False))


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


def _refused(path: Path, found: ReceivedChange, fault: ImportFault) -> ReceiptPlan:
    receipt = Receipt(path, (found,), ReceiptOutcome.REFUSED, str(fault))
    return ReceiptPlan(receipt, "", None, {}, None, Received())


@dataclass(frozen=True, slots=True)
class _Outcome:
    """Judges one package by what was found."""

    opened: Opened
    unit: Unit | None
    have: Contents
    received: Received
    renames: Renames
    edits: tuple[HandEdit, ...]
    decided: Decided

    @property
    def _header(self) -> Header:
        return self.opened.envelope.header

    @property
    def _decisive(self) -> tuple[HandEdit, ...]:
        """The edits that somebody has to decide about and nobody has."""
        wanted = tuple(it for it in self.edits if it.is_decisive)
        return () if not wanted or self._edit_id in self.received.settled else wanted

    @property
    def _edit_id(self) -> str:
        said = repr([(it.kind, it.sheet, it.row, it.column, it.new) for it in self.edits])
        return str(uuid5(NAMESPACE_OID, self._header.package_id + said))

    def known(self, key: str, _labels: Mapping[str, str]) -> ReceiptPlan:
        """Of a package that was received before, or that a received one stands on."""
        hash_then = self.received.known[self._header.package_id]
        if hash_then not in ("", self.opened.envelope.hash):
            fault = DamagedPackage(self.opened.path, "编号与已收的文件相同而内容不同，没有接收。")
            return _refused(self.opened.path, ReceivedChange.DAMAGED, fault)
        is_head = self._header.package_id in self.received.heads
        found = ReceivedChange.DUPLICATE if is_head or hash_then else ReceivedChange.SUPERSEDED
        settled = self._settled(self.received)
        return self._plan(key, [found], None, settled, (), (), ())

    def taken(
        self, key: str, merged: Merged, base: Contents, labels: dict[str, str]
    ) -> ReceiptPlan:
        """Of a package that is new to the book."""
        header, received = self._header, self.received
        names = {
            uuid: it["name"]
            for side in (base, self.have, merged.content)
            for uuid, it in projects_in(side).items()
        }
        for side in (as_records(base), as_records(self.have), merged.content):
            names |= names_of_lines(side)
        first = ReceivedChange.RESUBMISSION if received.known else ReceivedChange.NEW
        stands_on_all = set(received.heads) <= set(header.chain)
        found = [first]
        if received.known and not stands_on_all:
            found = [
                ReceivedChange.CONFLICT if merged.conflicts else ReceivedChange.PARALLEL,
                first,
            ]
        elif merged.conflicts:
            found = [ReceivedChange.CONFLICT, first]
        elif merged.kept and base:
            found.append(ReceivedChange.PARALLEL)
        if self.unit is None:
            found.append(ReceivedChange.UNKNOWN_UNIT)
        known = {**dict.fromkeys(header.chain, ""), **received.known}
        heads = tuple(it for it in received.heads if it not in header.chain)
        now = Received(
            max(received.version, header.version),
            (*heads, header.package_id),
            known | {header.package_id: self.opened.envelope.hash},
            received.settled,
        )
        told_so = (told(it, names, labels) for it in (merged.conflicts, merged.kept, merged.taken))
        content = as_lines(merged.content, self.have)
        return self._plan(key, found, content, self._settled(now), *told_so)

    def _settled(self, received: Received) -> Received:
        if not self._decisive or self.decided.hand_edits is None:
            return received
        settled = (*received.settled, self._edit_id)
        return Received(received.version, received.heads, received.known, settled)

    def _plan(
        self,
        key: str,
        found: list[ReceivedChange],
        merged: Contents | None,
        received: Received,
        conflicts: Any,
        parallel: Any,
        changes: Any,
    ) -> ReceiptPlan:
        if self.edits:
            found = [*found, ReceivedChange.EDITED]
        waits = bool(conflicts) and self.decided.conflicts is None
        waits = waits or (bool(self._decisive) and self.decided.hand_edits is None)
        take = self._decisive if self.decided.hand_edits is HandEdits.TAKE else ()
        nothing = merged is None and not self._decisive
        outcome = (
            ReceiptOutcome.WAITS
            if waits
            else ReceiptOutcome.NOTHING
            if nothing
            else ReceiptOutcome.TAKEN
        )
        receipt = Receipt(
            self.opened.path,
            tuple(found),
            outcome,
            "",
            self.opened.envelope,
            self.edits,
            conflicts,
            parallel,
            changes,
            tuple(f"文件中有{it}。" for it in self.opened.extras),
        )
        return ReceiptPlan(receipt, key, self.unit, self.have, merged, received, take, self.renames)


def looked_at(book: Book, paths: Iterable[Path], decided: Decided) -> list[Receipt]:
    """A dry run over files, in their order."""
    from budgetdesk.exchange.sealed.telling import with_sentence

    looking = Looking(book, decided)
    receipts = []
    for path in paths:
        plan = looking.at(path)
        if plan.receipt.outcome is ReceiptOutcome.TAKEN:
            looking.suppose(plan)
        receipts.append(with_sentence(plan.receipt))
    return receipts
