"""Receiving packages (收数): each file one step of the book, or nothing of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import delete_record
from budgetdesk.book.edit import delete_project, update_unit
from budgetdesk.book.errors import LockedField
from budgetdesk.book.places import place_of
from budgetdesk.book.read import ledger, revenue_lines, units
from budgetdesk.book.replaced_lines import replace_ledger_lines, replace_revenue_lines
from budgetdesk.book.row_edits import write_rows
from budgetdesk.book.step import Step
from budgetdesk.book.writing import write_field
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import Unit
from budgetdesk.domain.text import fold_name, shorten
from budgetdesk.domain.typed import TypedError, Value, parse_typed, show_value
from budgetdesk.exchange.existing import Decisions, OnExisting
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.sealed.contents import texts_of
from budgetdesk.exchange.sealed.edits import EditKind, HandEdit
from budgetdesk.exchange.sealed.envelope import Header
from budgetdesk.exchange.sealed.fitting_in import projects_in
from budgetdesk.exchange.sealed.looking import Conflicts, Decided, Looking, ReceiptPlan, unit_key_of
from budgetdesk.exchange.sealed.receipt import (
    FieldConflict,
    Receipt,
    ReceiptOutcome,
    ReceivedChange,
)
from budgetdesk.exchange.sealed.registers import put_alias, put_received
from budgetdesk.exchange.sealed.telling import with_sentence
from budgetdesk.exchange.sealed.written import FieldKey, ref_of
from budgetdesk.forms.parts import whole_texts


class _EditsWait(Exception):  # noqa: N818 - not an error: somebody has to decide
    """Values typed into a package can't be taken as they are; nothing of the file is."""

    def __init__(self, sentence: str, conflicts: tuple[FieldConflict, ...] = ()) -> None:
        super().__init__(sentence)
        self.conflicts = conflicts


def receive_files(
    book: Book,
    paths: Sequence[Path],
    decided: Decided,
    progress: Progress = ignore_progress,
) -> list[Receipt]:
    """Receive packages in their order; what waits or is refused leaves the book as it was.

    Raises:
        BookError: the book can't be written; files before are received.
        Cancelled: `progress` stopped the work between two files.
    """
    looking = Looking(book, decided)
    receipts = []
    for number, path in enumerate(paths, start=1):
        plan = looking.at(path)
        receipt = plan.receipt
        if receipt.outcome is ReceiptOutcome.TAKEN:
            receipt = _carried_out(book, plan, decided)
            looking.forget(plan)
        receipts.append(with_sentence(receipt))
        progress(number, len(paths))
    return receipts


def _carried_out(book: Book, plan: ReceiptPlan, decided: Decided) -> Receipt:
    receipt = plan.receipt
    try:
        return _Taking(book, plan, decided).take()
    except _EditsWait as waits:
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
    except (TypedError, LockedField) as fault:
        sentence = f"「{receipt.path.name}」：{fault}"
        return replace(receipt, outcome=ReceiptOutcome.REFUSED, sentence=sentence)


class _Taking:
    """Writes one package into the book."""

    def __init__(self, book: Book, plan: ReceiptPlan, decided: Decided) -> None:
        self._book, self._plan, self._decided = book, plan, decided
        envelope = plan.receipt.envelope
        assert envelope is not None, "what can't be opened is not taken"  # noqa: S101
        self._header: Header = envelope.header

    def take(self) -> Receipt:
        receipt, header = self._plan.receipt, self._header
        name = f"收数 {shorten(header.unit.name, 30)} 第 {header.version} 版"
        notes: list[str] = []
        with self._book.step(name) as step:
            if self._plan.merged is not None:
                notes += self._put_contents(step, self._plan.merged)
            unit = self._unit(step)
            notes += self._put_edits(step)
            put_alias(step, unit_key_of(header), unit.uuid)
            put_received(step, unit.uuid, self._plan.received)
        return replace(receipt, warnings=(*receipt.warnings, *notes))

    def _put_contents(self, step: Step, merged: Mapping[str, Any]) -> list[str]:
        gone = [*self._take_away(step, merged)]
        changed = {
            key: part for key, part in merged.items() if part and part != self._plan.have.get(key)
        }
        if not changed:
            return gone
        with TemporaryDirectory() as folder:
            paths = []
            for name, text in texts_of(changed):
                path = Path(folder) / name
                path.write_text(text, encoding="utf-8", newline="")
                paths.append(path)
            every = Decisions(OnExisting.OVERWRITE)
            report = import_files(self._book, paths, decisions=every)
        lost = [note for file in report.files for note in file.notes if "没有导入" in note]
        if lost:
            raise ImportFault(self._plan.receipt.path, f"有内容不能接收：{lost[0]}")
        return gone

    def _take_away(self, step: Step, merged: Mapping[str, Any]) -> Iterator[str]:
        """What the package has no more, and the book has only from packages before."""
        before, after = projects_in(dict(self._plan.have)), projects_in(dict(merged))
        for uuid, one in before.items():
            if uuid not in after:
                delete_project(step, self._id(step, "project", uuid))
                yield f"已删除项目「{one['name']}」。"
            else:
                self._take_records_away(step, one, after[uuid])
        unit = self._plan.unit
        if unit is not None and not merged.get("ledger") and self._plan.have.get("ledger"):
            known = ledger(self._book, unit_id=unit.id)
            replace_ledger_lines(step, known, (), lambda: None)
            yield "预算明细已全部删去。"
        if unit is not None and not merged.get("revenue") and self._plan.have.get("revenue"):
            lines = revenue_lines(self._book, unit_id=unit.id)
            replace_revenue_lines(step, lines, (), lambda: None)

    def _take_records_away(
        self, step: Step, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> None:
        for kind in step.dictionary.own_kinds:
            kept = {it["uuid"] for it in after.get(kind.kind, ())}
            for one in before.get(kind.kind, ()):
                if one["uuid"] not in kept:
                    delete_record(step, kind.kind, self._id(step, kind.table, one["uuid"]))

    def _id(self, step: Step, table: str, uuid: str) -> int:
        return int(step.rows(f"SELECT id FROM {table} WHERE uuid = ?", (uuid,))[0][0])  # noqa: S608

    def _unit(self, step: Step) -> Unit:
        """The unit as it stands now; its code is learnt from the package."""
        known = self._plan.unit
        for unit in units(self._book):
            same = unit.uuid == known.uuid if known else self._is_named(unit)
            if same:
                if not unit.code and self._header.unit.code:
                    update_unit(step, replace(unit, code=self._header.unit.code))
                return unit
        raise ImportFault(self._plan.receipt.path, "文件中没有单位的内容，没有接收。")

    def _is_named(self, unit: Unit) -> bool:
        told = self._header
        same = fold_name(unit.name) == fold_name(told.unit.name)
        return same and fold_name(unit.department.name) == fold_name(told.department.name)

    # What was typed into the visible sheets

    def _put_edits(self, step: Step) -> list[str]:
        edits = self._plan.edits
        rows = [it for it in edits if it.kind is EditKind.ROW_DELETED]
        inserted = [it for it in edits if it.kind is EditKind.ROW_INSERTED]
        self._delete_rows(step, rows)
        texts: list[tuple[FieldRef, str]] = []
        conflicts: list[FieldConflict] = []
        for edit in edits:
            if edit.kind is EditKind.INPUT and edit.field is not None:
                texts += self._text(edit, edit.field, conflicts)
        if conflicts and self._decided.conflicts is None:
            raise _EditsWait("手工改过的栏目，账套中也改过，请选择取哪一边。", tuple(conflicts))
        self._write(step, whole_texts(texts, self._held))
        return [
            f"「{it.sheet}」{it.place}插入的行「{it.new}」不能自动取用，请在账套中补填。"
            for it in inserted
        ]

    def _text(
        self, edit: HandEdit, key: FieldKey, conflicts: list[FieldConflict]
    ) -> Iterator[tuple[FieldRef, str]]:
        renames = self._plan.renames
        ref = ref_of(
            self._book,
            key._replace(
                record=renames.get(key.record, key.record), row=renames.get(key.row, key.row)
            ),
        )
        if ref is None:
            raise _EditsWait(f"「{edit.sheet}」{edit.place}改过的栏目，账套中已经没有。")
        held = self._held(replace(ref, part="")) if not ref.part else edit.old
        if _same(held, edit.new):
            return
        if not _same(held, edit.old):
            said = (edit.old, held, edit.new)
            conflicts.append(FieldConflict(edit.sheet, edit.place, *said))
            if self._decided.conflicts is Conflicts.KEEP:
                return
        yield ref, edit.new

    def _held(self, ref: FieldRef) -> str:
        """What a whole field says now, as it would be typed."""
        field = self._book.dictionary.field(ref)
        place = place_of(self._book.rows, ref, self._book.dictionary)
        if place is None:
            return ""
        sql = f"SELECT {place.column} FROM {place.table} WHERE id = ?"  # noqa: S608 - own names
        return show_value(field.kind, self._book.rows(sql, (place.row_id,))[0][0])

    def _write(self, step: Step, texts: Sequence[tuple[FieldRef, str]]) -> None:
        listed: list[tuple[FieldRef, Value]] = []
        for ref, text in texts:
            field = self._book.dictionary.field(ref)
            try:
                value = parse_typed(field.kind, text)
                if self._book.dictionary.list_of(ref) is None:
                    write_field(step, ref, value)
                else:
                    listed.append((ref, value))
            except (TypedError, LockedField) as error:
                raise _EditsWait(f"{field.label}「{shorten(text)}」不能取用：{error}") from error
        write_rows(step, listed)

    def _delete_rows(self, step: Step, edits: Sequence[HandEdit]) -> None:
        """Rows of lists of which a whole row was deleted in the sheet."""
        done = set()
        for edit in edits:
            for key in (it.field for it in edit.cells if it.field and it.field.row):
                uuid = self._plan.renames.get(key.row, key.row)
                band = step.dictionary.kinds[key.kind].list_at(key.path)
                if band is None or uuid in done or not self._is_whole(key):
                    continue
                done.add(uuid)
                found = step.rows(f"SELECT id FROM {band.table} WHERE uuid = ?", (uuid,))  # noqa: S608
                if found and not band.follows:
                    step.delete(band.table, found[0][0])

    def _is_whole(self, key: FieldKey) -> bool:
        """Whether no cell of the row was merely changed."""
        return not any(
            it.kind is EditKind.INPUT and it.field and it.field.row == key.row
            for it in self._plan.edits
        )


def _same(held: str, shown: str) -> bool:
    """Whether a field's text is what a cell shows: amounts without separators and end zeros."""
    return _plain(held) == _plain(shown)


def _plain(text: str) -> str:
    plain = text.replace(",", "").strip()
    head, point, decimals = plain.partition(".")
    if point and decimals.isdigit():
        return f"{head}.{decimals}".rstrip("0").rstrip(".")
    return plain
