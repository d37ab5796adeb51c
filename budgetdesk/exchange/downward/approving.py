"""批复: what was accepted of a unit goes back to it, project by project, as what holds from now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import Source, Unit
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.downward.approval_content import (
    Approval,
    ApprovedRevision,
    approval_content,
)
from budgetdesk.exchange.downward.approval_sheet import approval_sheet
from budgetdesk.exchange.downward.container import header_down, write_down
from budgetdesk.exchange.downward.told_amounts import ledger_totals, told_projects
from budgetdesk.exchange.exporting import make_folder
from budgetdesk.exchange.file_names import free_path
from budgetdesk.exchange.register.deciding import latest_entry
from budgetdesk.exchange.register.revising import revised_amounts
from budgetdesk.exchange.register.states import (
    RefusedDecision,
    RegisterDeed,
    RegisterEntry,
    put_entry,
)
from budgetdesk.exchange.sealed.envelope import APPROVED
from budgetdesk.exchange.sealed.registers import book_id, put_book_id
from budgetdesk.exchange.taken_back import unless_remembered

_SOURCES = {it.value: it for it in Source}


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
        parts = filter(None, (told, self.approval.balance, f"校验码 {self.code}"))
        return f"{self.unit}：{'，'.join(parts)}。"


def approve_several(
    book: Book,
    folder: Path,
    chosen: Sequence[tuple[Unit, str]],
    note: str = "",
    progress: Progress = ignore_progress,
) -> tuple[WrittenApproval, ...]:
    """Approve what was accepted of units, each with its stage, and write a file for each.

    Raises:
        RefusedDecision: one was not accepted yet, or less than nothing would be left of an amount;
            none is approved.
        OutputError: a file can't be written; those before are approved.
    """
    entries = [
        (unit, latest_entry(book, unit, stage).decided(RegisterDeed.APPROVE, note, unit.name))
        for unit, stage in dict.fromkeys(chosen)
    ]
    wanted = [(unit, entry, _approval(book, unit, entry)) for unit, entry in entries]
    made = []
    for number, (unit, entry, approval) in enumerate(wanted, start=1):
        made.append(_approve(book, folder, unit, entry, approval))
        progress(number, len(wanted))
    return tuple(made)


def _approve(
    book: Book, folder: Path, unit: Unit, entry: RegisterEntry, approval: Approval
) -> WrittenApproval:
    count = len(approval.projects)
    own_id, version = book_id(book), entry.version
    header = header_down(
        book, unit, own_id, kind=APPROVED, stage=entry.stage, version=version, forms=count
    )
    told = (APPROVED, str(header.fiscal_year), unit.code or "", unit.name, entry.stage)
    make_folder(folder)
    path = free_path(folder, f"{'_'.join(filter(None, told))}_v{version}")
    sheet = approval_sheet(header, approval)
    envelope = write_down(book, path, header, approval_content(approval), [sheet])
    name = f"批复 {shorten(unit.name, 30)} {entry.stage}"
    with unless_remembered([path]), book.step(name) as step:
        put_book_id(step, own_id)
        put_entry(book, step, unit.uuid, entry)
    return WrittenApproval(path, unit.name, envelope.code, approval)


def _approval(book: Book, unit: Unit, entry: RegisterEntry) -> Approval:
    revised = tuple(_revisions(book, unit))
    totals = ledger_totals(book, unit)
    for it in revised:
        source = _SOURCES.get(it.source)  # none where forms tell the money, by payer
        if totals and source:
            totals[source] = totals.get(source, 0) + it.revision
    told = told_projects(book, unit)
    return Approval(entry.version, entry.code, entry.note, totals, told, revised)


def _revisions(book: Book, unit: Unit) -> Iterator[ApprovedRevision]:
    for it in revised_amounts(book, [unit]):
        if it.allowed < 0:  # the unit told less after the decision
            what = f"「{unit.name}」「{it.shown_name}」的审核数不到 0 元"
            raise RefusedDecision(f"{what}，不能批复，请先改正核减核增。")
        if it.revision:
            amounts = (it.told, it.revision)
            yield ApprovedRevision(it.project, it.name, it.source, *amounts, it.reason)
