"""Receiving packages (收数): each file one step of the book, or nothing of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from budgetdesk.book.book import Book
from budgetdesk.book.edit import update_unit
from budgetdesk.book.errors import RefusedField
from budgetdesk.book.read import units
from budgetdesk.book.step import Step
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import Unit
from budgetdesk.domain.text import fold_name, shorten
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.existing import Decisions, OnExisting
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.register.states import entry_of, put_entry
from budgetdesk.exchange.sealed.answers import put_answers
from budgetdesk.exchange.sealed.belonging import unit_key_of
from budgetdesk.exchange.sealed.contents import texts_of
from budgetdesk.exchange.sealed.deciding import Deciding
from budgetdesk.exchange.sealed.envelope import Header
from budgetdesk.exchange.sealed.judging import ReceiptPlan
from budgetdesk.exchange.sealed.looking import Looking
from budgetdesk.exchange.sealed.receipt import (
    Receipt,
    ReceiptOutcome,
    ReceivedChange,
)
from budgetdesk.exchange.sealed.registers import put_alias, put_received
from budgetdesk.exchange.sealed.taking_away import TakingAway
from budgetdesk.exchange.sealed.telling import with_sentence
from budgetdesk.exchange.sealed.typed_in import EditsWait, TypedInto
from budgetdesk.exchange.uncollected import uncollected


def receive_files(
    book: Book,
    paths: Sequence[Path],
    deciding: Deciding,
    progress: Progress = ignore_progress,
) -> list[Receipt]:
    """Receive packages in their order; what waits or is refused leaves the book as it was.

    Raises:
        BookError: the book can't be written; files before are received.
        Cancelled: `progress` stopped the work between two files.
    """
    looking = Looking(book, deciding)
    receipts = []
    with TemporaryDirectory() as folder:
        for number, path in enumerate(paths, start=1):
            with uncollected():
                for plan in looking.each(path):
                    receipt = plan.receipt
                    if receipt.outcome is ReceiptOutcome.TAKEN:
                        taking = _Taking(book, plan, deciding, Path(folder))
                        receipt = _carried_out(taking, receipt)
                        looking.forget(plan)
                    receipts.append(with_sentence(receipt))
            progress(number, len(paths))
    return receipts


def _carried_out(taking: "_Taking", receipt: Receipt) -> Receipt:
    try:
        return taking.take()
    except EditsWait as waits:
        conflicts = (*receipt.conflicts, *waits.conflicts)
        return replace(
            receipt,
            outcome=ReceiptOutcome.WAITS,
            conflicts=conflicts,
            warnings=(*receipt.warnings, str(waits)),
        )
    except ImportFault as fault:
        told = ImportFault(receipt.path, fault.reason, record=fault.record, label=fault.label)
        return replace(
            receipt,
            found=(ReceivedChange.DAMAGED,),
            outcome=ReceiptOutcome.REFUSED,
            sentence=str(told),
        )
    except (TypedError, RefusedField) as fault:
        sentence = f"「{receipt.path.name}」：{fault}"
        return replace(receipt, outcome=ReceiptOutcome.REFUSED, sentence=sentence)


class _Taking:
    """Writes one package into the book; its parts are laid into `folder` to be imported."""

    def __init__(self, book: Book, plan: ReceiptPlan, deciding: Deciding, folder: Path) -> None:
        self._book, self._plan, self._folder = book, plan, folder
        label = plan.receipt.package
        assert label is not None, "what can't be opened is not taken"  # noqa: S101
        self._header: Header = label.header
        self._decided = deciding(plan.receipt.path, self._header.package_id)
        self._code = label.code

    def take(self) -> Receipt:
        receipt, header = self._plan.receipt, self._header
        name = f"收数 {shorten(header.unit.name, 30)} 第 {header.version} 版"
        notes: list[str] = []
        with self._book.step(name) as step:
            if self._plan.merged is not None:
                notes += self._put_contents(step, self._plan.merged)
            unit = self._unit(step)
            notes += TypedInto(self._book, self._plan, self._decided).put(step)
            put_alias(step, unit_key_of(header), unit.uuid)
            put_received(step, unit.uuid, self._plan.received)
            put_answers(self._book, step, unit.uuid, self._plan.answers, goes_on=self._goes_on)
            if self._plan.merged is not None:
                entry = entry_of(self._book, unit.uuid, header.stage)
                entry = entry.with_package(header.version, self._code)
                put_entry(self._book, step, unit.uuid, entry)
        return replace(receipt, warnings=(*receipt.warnings, *notes))

    @property
    def _goes_on(self) -> bool:
        """Whether the package stands on all that was received of its unit."""
        first = self._plan.receipt.found[0]
        return first in (ReceivedChange.NEW, ReceivedChange.RESUBMISSION)

    def _put_contents(self, step: Step, merged: Mapping[str, Any]) -> list[str]:
        away = TakingAway(self._book, step, self._plan.unit)
        gone = [*away.carry_out(self._plan.have, merged)]
        changed = {
            key: part for key, part in merged.items() if part and part != self._plan.have.get(key)
        }
        if not changed:
            return gone
        paths = []
        for name, text in texts_of(changed):
            paths.append(self._folder / name)
            paths[-1].write_text(text, encoding="utf-8", newline="")
        decisions = Decisions(OnExisting.OVERWRITE)
        report = import_files(self._book, paths, decisions=decisions, whose=self._plan.whose)
        lost = [note for file in report.files for note in file.notes if "没有导入" in note]
        if lost:
            raise ImportFault(self._plan.receipt.path, f"有内容不能接收：{lost[0]}")
        return gone

    def _unit(self, step: Step) -> Unit:
        """The unit as it stands now; its code is learnt from the package."""
        known, code = self._plan.unit, self._header.unit.code
        found = units(self._book, ids=(known.id,)) if known else self._named()
        if not found:
            raise ImportFault(self._plan.receipt.path, "文件中没有单位的内容，没有接收。")
        if found[0].code or not code:
            return found[0]
        learnt = replace(found[0], code=code)
        update_unit(step, learnt)
        return learnt

    def _named(self) -> Sequence[Unit]:
        """The units of the package's name: mostly the one that was made under just this name."""
        same = self._book.rows("SELECT id FROM unit WHERE name = ?", (self._header.unit.name,))
        found = [*filter(self._is_named, units(self._book, ids=[row for (row,) in same]))]
        return found or [*filter(self._is_named, units(self._book))]

    def _is_named(self, unit: Unit) -> bool:
        whose = self._plan.whose
        if whose is None or fold_name(unit.name) != fold_name(whose.name):
            return False
        own, told = unit.department, whose.department
        if told.id:
            return own.id == told.id
        return own.code == told.code and fold_name(own.name) == fold_name(told.name)
