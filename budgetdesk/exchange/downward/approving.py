"""批复: what was accepted of a unit goes back to it, project by project, as what holds from now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.read import ledger, project_ids, projects
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import Source, Unit
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.downward.approval_content import (
    Approval,
    ApprovedProject,
    approval_content,
)
from budgetdesk.exchange.downward.approval_sheet import approval_sheet
from budgetdesk.exchange.downward.container import header_down, write_down
from budgetdesk.exchange.exporting import make_folder
from budgetdesk.exchange.file_names import safe_name
from budgetdesk.exchange.register.deciding import latest_entry
from budgetdesk.exchange.register.states import RegisterDeed, RegisterEntry, put_entry
from budgetdesk.exchange.sealed.envelope import APPROVED
from budgetdesk.exchange.sealed.registers import book_id, put_book_id


@dataclass(frozen=True, slots=True)
class WrittenApproval:
    """A 批复 that was written."""

    path: Path
    unit: str
    code: str
    approval: Approval

    def sentence(self) -> str:
        """What was written, for the console and the window."""
        told = f"批复第 {self.approval.version} 版，项目 {len(self.approval.projects)} 个"
        return f"{self.unit}：{told}，校验码 {self.code}。"


def approve_several(
    book: Book,
    folder: Path,
    chosen: Sequence[tuple[Unit, str]],
    note: str = "",
    progress: Progress = ignore_progress,
) -> tuple[WrittenApproval, ...]:
    """Approve what was accepted of units, each with its stage, and write a file for each.

    Raises:
        RefusedDecision: it was not accepted yet; those before are approved.
        OutputError: a file can't be written.
    """
    made = []
    for number, (unit, stage) in enumerate(chosen, start=1):
        entry = latest_entry(book, unit, stage).decided(RegisterDeed.APPROVE, note, unit.name)
        made.append(_approve(book, folder, unit, entry))
        progress(number, len(chosen))
    return tuple(made)


def _approve(book: Book, folder: Path, unit: Unit, entry: RegisterEntry) -> WrittenApproval:
    approval = _approval(book, unit, entry)
    count = len(approval.projects)
    own_id, version = book_id(book), entry.version
    header = header_down(
        book, unit, own_id, kind=APPROVED, stage=entry.stage, version=version, forms=count
    )
    told = (APPROVED, str(header.fiscal_year), unit.code or "", unit.name, entry.stage)
    make_folder(folder)
    path = folder / f"{safe_name('_'.join(filter(None, told)))}_v{version}.xlsx"
    sheet = approval_sheet(header, approval)
    envelope = write_down(book, path, header, approval_content(approval), [sheet])
    with book.step(f"批复 {shorten(unit.name, 30)} {entry.stage}") as step:
        put_book_id(step, own_id)
        put_entry(book, step, unit.uuid, entry)
    return WrittenApproval(path, unit.name, envelope.code, approval)


def _approval(book: Book, unit: Unit, entry: RegisterEntry) -> Approval:
    own = project_ids(book, unit_id=unit.id)
    told = tuple(
        ApprovedProject(it.uuid, it.name, it.funding.annual.total)
        for it in (projects(book, own) if own else ())
    )
    return Approval(entry.version, entry.code, entry.note, _totals(book, unit), told)


def _totals(book: Book, unit: Unit) -> Mapping[Source, int]:
    totals: dict[Source, int] = {}
    for line in ledger(book, unit_id=unit.id):
        totals[line.source] = totals.get(line.source, 0) + line.amount
    return totals
