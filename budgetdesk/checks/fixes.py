"""Applying fixes: each is a step, and so can be undone by its name."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from budgetdesk.book.book import Book
from budgetdesk.book.edit import move_project, update_ledger_line, write_field
from budgetdesk.book.errors import RowMissing
from budgetdesk.book.overall import forget_filled_in
from budgetdesk.book.read import catalogue_entries, ledger, units
from budgetdesk.book.step import Step
from budgetdesk.checks.finding import (
    Edit,
    Finding,
    Fix,
    MoveIndicator,
    MoveProject,
    SetField,
    TakeLedger,
)
from budgetdesk.dictionary.base import field_of, list_of
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.typed import parse_typed
from budgetdesk.forms.refused import in_words_of


def apply_fixes(book: Book, fixes: Iterable[Fix], name: str) -> int:
    """Apply fixes as one step; of fixes to the same field the first is taken. How many were.

    Raises:
        RowMissing: what is to be mended is gone; nothing was changed.
        RefusedField: a field is decided elsewhere; nothing was changed.
    """
    places: set[FieldRef] = set()
    count = 0
    with in_words_of(book), book.step(name) as step:
        cells = _LedgerCells(book, step)
        for fix in fixes:
            refs = {edit.ref for edit in fix.edits}
            if refs & places:
                continue
            for edit in fix.edits:
                _apply(step, cells, edit)
            places |= refs
            count += 1
    return count


def safe_fixes(findings: Iterable[Finding]) -> tuple[Fix, ...]:
    """The fixes that change how something is written, never what it means."""
    return tuple(
        finding.fix
        for finding in findings
        if finding.fix and finding.fix.safe and finding.explanation is None
    )


_BEHIND_ALL = 1_000_000


def _apply(step: Step, cells: "_LedgerCells", edit: Edit) -> None:
    match edit:
        case MoveIndicator(ref, level1, level2):
            levels = {"level1": level1, "level2": level2}
            step.update(list_of(ref).table, ref.row_id, levels)
        case MoveProject(ref, unit_id):
            move_project(step, ref.record_id, unit_id, _BEHIND_ALL)
        case TakeLedger(ref):
            forget_filled_in(step, ref.record_id)
        case SetField(ref, text) if ref.path.startswith("ledger."):
            cells.put(ref, text)
        case SetField(ref, text):
            write_field(step, ref, parse_typed(field_of(ref).kind, text))


@dataclass(frozen=True)
class _LedgerCells:
    """Writes into lines of the ledger as typing there would."""

    book: Book
    step: Step

    @cached_property
    def _terms(self) -> LedgerTerms:
        year, own = self.book.info.fiscal_year, catalogue_entries(self.book)
        return LedgerTerms(year, units(self.book), own=own)

    def put(self, ref: FieldRef, text: str) -> None:
        found = ledger(self.book, (ref.row_id,))
        if not found:
            raise RowMissing("ledger_line", ref.row_id)
        column = LedgerField(ref.path.partition(".")[2])
        update_ledger_line(self.step, self._terms.with_text(found[0], column, text))
