"""退回: remarks to a unit written into a file of their own, and the decision kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.return_remarks import RemarkSide, put_remark, remarks_of
from budgetdesk.checks.report import Report
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import Unit
from budgetdesk.domain.return_remarks import ReturnRemark, as_plain, sent_out
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.checking import check_book
from budgetdesk.exchange.downward.container import header_down, write_down
from budgetdesk.exchange.downward.remark_sheet import remark_sheet
from budgetdesk.exchange.downward.remarking import remarks_of_findings
from budgetdesk.exchange.exporting import make_folder
from budgetdesk.exchange.file_names import free_path
from budgetdesk.exchange.register.deciding import latest_entry
from budgetdesk.exchange.register.states import (
    RegisterDeed,
    RegisterEntry,
    UnitState,
    deadline_of,
    entries_of,
    put_entry,
)
from budgetdesk.exchange.sealed.envelope import RETURNED
from budgetdesk.exchange.sealed.registers import book_id, put_book_id
from budgetdesk.exchange.taken_back import unless_remembered


@dataclass(frozen=True, slots=True)
class WrittenReturn:
    """A 退回 that was written."""

    path: Path
    unit: str
    number: int
    code: str
    remarks: tuple[ReturnRemark, ...]

    def sentence(self) -> str:
        """What was written, for the console and the window."""
        said = f"意见 {len(self.remarks)} 条" if self.remarks else "没有逐条意见"
        return f"{self.unit}：第 {self.number} 次退回，{said}，校验码 {self.code}。"


def noted_remarks(book: Book, unit: Unit) -> tuple[ReturnRemark, ...]:
    """The remarks that wait for the next 退回 to a unit."""
    return tuple(it for it in remarks_of(book, RemarkSide.GIVEN, unit.uuid) if not it.returned)


def return_unit(
    book: Book,
    folder: Path,
    unit: Unit,
    note: str,
    remarks: Sequence[ReturnRemark] = (),
    stage: str = "",
) -> WrittenReturn:
    """Return what a unit sent: with the remarks that were noted, and further ones.

    The file is written first; then decision and remarks are kept in one step.

    Args:
        book: the bureau's.
        folder: where the file is written.
        unit: to whom.
        note: why, in general.
        remarks: beside those that were noted.
        stage: which one; "" for the one that came last.

    Raises:
        RefusedDecision: it can't be returned in its state, or without a reason.
        OutputError: the file can't be written.
    """
    entry = latest_entry(book, unit, stage).decided(RegisterDeed.RETURN, note, unit.name)
    number = _number(book, unit) + 1
    told = sent_out((*noted_remarks(book, unit), *remarks), number, entry.stage)
    header = header_down(
        book, unit, book_id(book), kind=RETURNED, stage=entry.stage, version=number, forms=len(told)
    )
    content = {
        "remarks": [as_plain(it) for it in told],
        "note": note.strip(),
        "returned_version": entry.version,
        "deadline": deadline_of(book),
    }
    make_folder(folder)
    name = "_".join(filter(None, (RETURNED, str(header.fiscal_year), unit.code, unit.name)))
    path = free_path(folder, f"{name}_v{number}")
    envelope = write_down(book, path, header, content, [remark_sheet(header, note, told)])
    with unless_remembered([path]):
        _remember(book, unit, entry, told, header.book_id)
    return WrittenReturn(path, unit.name, number, envelope.code, told)


def return_several(
    book: Book,
    folder: Path,
    chosen: Sequence[tuple[Unit, str]],
    note: str,
    *,
    findings: bool,
    progress: Progress = ignore_progress,
) -> tuple[WrittenReturn, ...]:
    """Return what several units sent, each with its stage; errors as `return_unit`.

    With `findings` what 审核 leaves open of each goes along. All of them can be returned, or none
    is; what was returned before a file can't be written stays so.
    """
    for unit, stage in chosen:
        latest_entry(book, unit, stage).decided(RegisterDeed.RETURN, note, unit.name)
    report = check_book(book) if findings else Report()
    made = []
    for number, (unit, stage) in enumerate(chosen, start=1):
        found = tuple(remarks_of_findings(book, unit, report))
        made.append(return_unit(book, folder, unit, note, found, stage))
        progress(number, len(chosen))
    return tuple(made)


def _number(book: Book, unit: Unit) -> int:
    """How often something was returned to a unit so far."""
    events = (event for entry in entries_of(book, unit.uuid) for event in entry.events)
    return sum(event.state is UnitState.RETURNED for event in events)


def _remember(
    book: Book, unit: Unit, entry: RegisterEntry, remarks: Sequence[ReturnRemark], own_id: str
) -> None:
    with book.step(f"退回 {shorten(unit.name, 30)} {entry.stage}") as step:
        put_book_id(step, own_id)
        put_entry(book, step, unit.uuid, entry)
        for remark in remarks:
            put_remark(step, RemarkSide.GIVEN, unit.uuid, remark)
