"""Judging one package by what was found: what it is, whether it waits, what it would write."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from budgetdesk.domain.records import Unit
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.sealed.answers import Answers, read_answers
from budgetdesk.exchange.sealed.belonging import goes_on
from budgetdesk.exchange.sealed.contents import Contents
from budgetdesk.exchange.sealed.deciding import Decided, HandEdits
from budgetdesk.exchange.sealed.edits import HandEdit
from budgetdesk.exchange.sealed.envelope import Header
from budgetdesk.exchange.sealed.fitting_in import Renames, projects_in
from budgetdesk.exchange.sealed.lines import as_lines, as_records, names_of_lines
from budgetdesk.exchange.sealed.merging import Merged
from budgetdesk.exchange.sealed.opening import DamagedPackage, Opened
from budgetdesk.exchange.sealed.putting_together import Sides
from budgetdesk.exchange.sealed.receipt import Receipt, ReceiptOutcome, ReceivedChange, told
from budgetdesk.exchange.sealed.registers import Received


@dataclass(frozen=True, slots=True)
class ReceiptPlan:
    """What is to be written for one file; `merged` None where the package itself is known.

    `unit` is the book's; `whose` the same, or as it is made where there is none yet.
    """

    receipt: Receipt
    unit_key: str
    unit: Unit | None
    have: Contents
    merged: Contents | None
    received: Received
    edits: tuple[HandEdit, ...] = ()
    renames: Renames = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)
    whose: Unit | None = None

    def told_more(self, told: Sequence[str]) -> "ReceiptPlan":
        """The plan with further warnings."""
        if not told:
            return self
        receipt = replace(self.receipt, warnings=(*self.receipt.warnings, *told))
        return replace(self, receipt=receipt)


def refused_plan(path: Path, found: ReceivedChange, fault: ImportFault) -> ReceiptPlan:
    """The plan of a file that is refused: nothing is written."""
    receipt = Receipt(path, (found,), ReceiptOutcome.REFUSED, str(fault))
    return ReceiptPlan(receipt, "", None, {}, None, Received())


@dataclass(frozen=True, slots=True)
class Judging:
    """Judges one package by what was found."""

    opened: Opened
    unit: Unit | None
    whose: Unit
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

    def known(self, key: str) -> ReceiptPlan:
        """Of a package that was received before, or that a received one stands on."""
        hash_then = self.received.known[self._header.package_id]
        if hash_then not in ("", self.opened.envelope.hash):
            fault = DamagedPackage(self.opened.path, "编号与已收的文件相同而内容不同，没有接收。")
            return refused_plan(self.opened.path, ReceivedChange.DAMAGED, fault)
        is_head = self._header.package_id in self.received.heads
        found = ReceivedChange.DUPLICATE if is_head or hash_then else ReceivedChange.SUPERSEDED
        settled = self._settled(self.received)
        return self._plan(key, [found], None, settled, (), (), ())

    def taken(self, key: str, merged: Merged, sides: Sides, labels: dict[str, str]) -> ReceiptPlan:
        """Of a package that is new to the book."""
        header, received, base = self._header, self.received, sides.base
        names: dict[str, str] = {}
        for side in (base, sides.new, self.have):
            names |= {uuid: it["name"] for uuid, it in projects_in(side).items()}
            names |= names_of_lines(as_records(side))
        first = ReceivedChange.RESUBMISSION if received.known else ReceivedChange.NEW
        stands_on_all = set(received.heads) <= set(header.chain)
        found = [first]
        if received.known and not goes_on(header, received):
            found = [ReceivedChange.UNRELATED, first]
        elif received.known and not stands_on_all:
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
            self.opened.envelope.label,
            self.edits,
            conflicts,
            parallel,
            changes,
            tuple(f"文件中有{it}。" for it in self.opened.extras),
        )
        state = (self.unit, self.have, merged, received, take, self.renames)
        return ReceiptPlan(receipt, key, *state, read_answers(self.opened.payload), self.whose)
