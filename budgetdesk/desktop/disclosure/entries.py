"""The entries on their form, for the form editor: what only people know, beside what is known."""

from collections.abc import Mapping
from dataclasses import replace

from budgetdesk.book.change import Change, Value
from budgetdesk.book.edit import write_field
from budgetdesk.book.step import Step
from budgetdesk.desktop.disclosure.reading import NotWritten, Reading
from budgetdesk.desktop.editor.lists import value_in
from budgetdesk.desktop.session import Session
from budgetdesk.dictionary.entries import (
    ENTRIES,
    LAST_YEAR,
    OFFICIAL_EXPENSES,
    PURCHASES,
    VEHICLE_USES,
)
from budgetdesk.disclosure.figures import Figures
from budgetdesk.disclosure.wording import YearOnYear as Difference
from budgetdesk.domain.disclosure import DisclosureNotes
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.records import DisclosureForm, FormRecord, RecordKind, Source
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_disclosure_form
from budgetdesk.forms.sheet import Cell, Role, Sheet
from budgetdesk.tables.definition import load_table_set

_NOW, _REASON = "now.", "reason_"
# The tables in which this year's amounts stand, by their numbers.
_TABLES = {"total": "t01", "general": "t05", "operating": "t11"}
_OFFICIAL_TABLE = "t10"


class EntriesSource:
    """What one department tells, on the form where it is asked for."""

    kind: str = RecordKind.DEPARTMENT

    def __init__(self, session: Session, reading: Reading) -> None:
        self._session = session
        self.reading = reading
        self.form = load_disclosure_form(session.book.info.form_set)

    @property
    def record_id(self) -> int:
        """The department's id."""
        return self.reading.department_id

    def read(self) -> FormRecord:
        """See `SheetSource`."""
        notes = self.reading.notes()
        try:
            now = amounts_compared(self.reading.figures())
        except NotWritten:
            now = {}
        change = differences(notes, now)
        return DisclosureForm(notes.department, notes.entries, now, change, sums_of(notes))

    def sheet_of(self, record: FormRecord) -> Sheet:
        """See `SheetSource`; what the text waits for asks for it in its blank cell."""
        year = self._session.book.info.fiscal_year
        sheet = lay_out(self.form, record, year)
        waiting = self.reading.missing() or ()
        cells = tuple(_asking(cell, waiting, record, year) for cell in sheet.cells)
        return replace(sheet, cells=cells)

    def printed_of(self, record: FormRecord) -> Sheet:
        """See `SheetSource`."""
        return self.sheet_of(record)

    def held(self, record: FormRecord, ref: FieldRef) -> Value:
        """See `SheetSource`."""
        return value_in(record, ref)

    def off_ledger(self, ref: FieldRef) -> bool:
        """See `SheetSource`."""
        return ref.path.startswith(_NOW)

    def settle(self, step: Step, ref: FieldRef) -> FieldRef:  # noqa: ARG002 - it is there
        """See `SheetSource`."""
        return ref

    def put(self, step: Step, ref: FieldRef, value: Value) -> int:
        """See `SheetSource`."""
        return write_field(step, ref, value)

    def shown_by(self, change: Change) -> bool:
        """See `SheetSource`."""
        return bool(change.rows)

    def ended_by(self, change: Change) -> bool:
        """See `SheetSource`."""
        return change.takes("department", self.record_id)


def table_behind(form_set: str, ref: FieldRef) -> str:
    """The id of the table in which an amount of this year stands."""
    number = _TABLES.get(ref.path.removeprefix(_NOW), _OFFICIAL_TABLE)
    tables = load_table_set(form_set).tables
    return next(it.id for it in tables if it.id.partition("_")[0] == number)


def amounts_compared(figures: Figures) -> dict[str, int]:
    """This year's amounts in 分 beside which last year's are asked for."""
    official = {key: figures.official[key] for key in OFFICIAL_EXPENSES}
    return {
        "total": figures.total,
        "general": figures.current[Source.GENERAL],
        "operating": figures.operating,
        **official,
    }


def differences(notes: DisclosureNotes, now: Mapping[str, int]) -> dict[str, int]:
    """This year's amounts less last year's, as printed, in 分; where both are known."""
    return {
        key: Difference(now[key], before).amount
        for key in LAST_YEAR
        if key in now and (before := notes.number(f"last_{key}")) is not None
    }


def sums_of(notes: DisclosureNotes) -> dict[str, int]:
    """What is told of purchases (分) and vehicles together, where all of it is told."""
    sums = {"purchases": notes.sum_of(PURCHASES), "vehicles": notes.sum_of(VEHICLE_USES)}
    return {key: number for key, number in sums.items() if number is not None}


def _asking(cell: Cell, waiting: tuple[str, ...], record: FormRecord, year: int) -> Cell:
    """A blank cell with what is asked for in it, if anything is."""
    ref = cell.field
    if ref is None or cell.text or cell.role is not Role.INPUT:
        return cell
    entry = ENTRIES[ref.path.partition(".")[2]]
    hint = "" if entry.kind.is_number else _hint_in(entry.hint, year)  # a narrow cell has no room
    if entry.label in waiting:
        return replace(cell, hint=f"待填：{hint}" if hint else "待填")
    if entry.key.startswith(_REASON) and _unchanged(record, entry.key.removeprefix(_REASON)):
        return replace(cell, hint="与上年持平，不用填")
    return replace(cell, hint=hint)


def _hint_in(hint: str, year: int) -> str:
    """A hint with the budget year, or the one before, where it names one."""
    return hint.replace("{year}", str(year)).replace("{last_year}", str(year - 1))


def _unchanged(record: FormRecord, key: str) -> bool:
    return value_of(record, f"change.{key}") == 0
