"""Sending upward (上报): what units fill in as sealed workbooks and PDFs in one dated folder."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from budgetdesk import __version__
from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import RecordsBelow
from budgetdesk.book.person import is_signed, person_of, put_person
from budgetdesk.book.read import has_ledger, ledger, overalls, project_ids, projects, setting, units
from budgetdesk.book.return_remarks import open_remarks
from budgetdesk.book.stages import stage_forms, told_shortly
from budgetdesk.book.step import new_uuid
from budgetdesk.book.submitted import mark_submitted
from budgetdesk.checks.finding import Severity
from budgetdesk.checks.report import Report
from budgetdesk.checks.report_sheet import report_sheet
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import Held, RecordKind, Unit
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.checking import check_book
from budgetdesk.exchange.export_faults import ExportFault
from budgetdesk.exchange.exporting import make_folder, sheets_of
from budgetdesk.exchange.file_names import safe_name
from budgetdesk.exchange.sealed.answers import answers_content
from budgetdesk.exchange.sealed.contents import Contents, contents_of, speaks_for_department
from budgetdesk.exchange.sealed.cover import cover_sheet
from budgetdesk.exchange.sealed.envelope import (
    ANSWERS,
    SHEET,
    UPWARD,
    Envelope,
    Header,
    SendingOffice,
)
from budgetdesk.exchange.sealed.merging import patch
from budgetdesk.exchange.sealed.own_findings import findings_of
from budgetdesk.exchange.sealed.registers import Sent, book_id, last_sent, put_sent
from budgetdesk.exchange.sealed.written import CODE_CELL, as_json, written_sheets
from budgetdesk.exchange.selection import EVERY_STAGE
from budgetdesk.exchange.taken_back import unless_remembered
from budgetdesk.forms.carried import SETTING
from budgetdesk.forms.inside import load_forms_of
from budgetdesk.forms.sheet import Sheet
from budgetdesk.output.files import replacing
from budgetdesk.output.together import together
from budgetdesk.tables.compute import compute_tables
from budgetdesk.tables.sheets import table_sheet

_LOG = "上报记录.txt"
BLANK_CODE = "0000-0000-0000"
"""What stands on a cover in place of 校验码 while that is not known: as wide as one."""
_MOST_VERSIONS = 200  # that a package leads back to


@dataclass(frozen=True, slots=True)
class Submission:
    """One package that was written."""

    unit: str
    version: int
    code: str
    paths: tuple[Path, ...]
    still_open: str  # in words; "" where nothing is

    def sentence(self) -> str:
        """What was written, for the log and the console."""
        left = f"，尚有{self.still_open}" if self.still_open else ""
        return f"{self.unit}：第 {self.version} 版，校验码 {self.code}{left}。"


def units_wanted(book: Book, names: Sequence[str]) -> tuple[Unit, ...]:
    """The units of names or codes, all where none is named.

    Raises:
        ExportFault: a name is of no unit of the book, or the book has none.
    """
    known = units(book)
    if not known:
        raise ExportFault("账套中还没有单位，没有可上报的内容。")
    found = []
    for name in names:
        own = [it for it in known if it.code == name or fold_name(it.name) == fold_name(name)]
        if not own:
            raise ExportFault(f"账套中没有单位「{name}」，单位名称见 list。")
        found += own
    return tuple(dict.fromkeys(found)) or known


def submit(
    book: Book,
    folder: Path,
    wanted: Sequence[Unit],
    progress: Progress = ignore_progress,
    *,
    person: str | None = None,
) -> tuple[Path, tuple[Submission, ...]]:
    """Check the book and write the packages of units into a new dated folder within `folder`.

    The book remembers what was sent, in one step, once the files are written; before, the name of
    `person` who sends it, where one is given: cover and explanations bear it.

    Returns:
        The dated folder, and what stands in it.

    Raises:
        OutputError: a file can't be written.
        MissingGlyph: a text can't be printed.
        Cancelled: `progress` stopped the work.
    """
    if person is not None and not is_signed(book, person):
        with book.step(UPWARD) as step:
            step.stands = True  # 上报 is one deed, and this is what it was signed with
            put_person(step, person)
    report = check_book(book)
    now = datetime.now().astimezone()
    home = _free(folder, f"{UPWARD} {now:%Y-%m-%d %H%M}")
    make_folder(folder)
    made = []
    own_id = book_id(book)
    with together(folder, ()) as staging:
        inside = staging / home.name
        inside.mkdir()
        for number, unit in enumerate(wanted, start=1):
            draft = _PackageDraft(book, unit, report, now.isoformat(timespec="seconds"), own_id)
            made.append((unit, draft.write(inside)))
            progress(number, len(wanted))
        told = [sent.sentence() for _, (sent, _) in made]
        with replacing(inside / _LOG) as log:
            log.write_text(f"{now:%Y-%m-%d %H:%M}\n" + "\n".join(told) + "\n", encoding="utf-8")
    with unless_remembered([home]):
        _remember(book, own_id, {unit.id: (unit, sent) for unit, (_, sent) in made})
    submissions = (one for _, (one, _) in made)
    return home, tuple(
        replace(it, paths=tuple(home / path.name for path in it.paths)) for it in submissions
    )


def stage_sent(book: Book, projects: Collection[int]) -> str:
    """The stage of the latest forms of a unit's projects, with what tells it apart."""
    root, *later = book.dictionary.stages(RecordKind.PROJECT)
    for kind in reversed(later):
        forms = stage_forms(book, RecordKind.PROJECT, kind, projects)
        if forms:
            numbers = sorted(str(it.number) for it in forms if it.number not in (None, ""))
            number = told_shortly(kind, numbers[-1], book.info.fiscal_year) if numbers else ""
            return "-".join(filter(None, (kind.stage, number)))
    return root.stage


def stages_sent(book: Book, wanted: Sequence[Unit]) -> list[str]:
    """The stage that the package of each unit would be of."""
    root, *later = book.dictionary.stages(RecordKind.PROJECT)
    if not any(stage_forms(book, RecordKind.PROJECT, kind) for kind in later):
        return [root.stage] * len(wanted)  # of hundreds of units, most of the year
    return [stage_sent(book, project_ids(book, unit_id=it.id)) for it in wanted]


def cells_below_cover(book: Book, cover: Sheet, sheets: Sequence[Sheet]) -> list[Any]:
    """What a package keeps of its visible cells; `cover` is one with `BLANK_CODE`."""
    cells = as_json(written_sheets(book, [cover, *sheets], SHEET))
    for cell in cells[0]["cells"]:
        if cell[2] == BLANK_CODE:
            cell[2] = CODE_CELL
    return cells


def _free(folder: Path, name: str) -> Path:
    number = 1
    while (folder / (name if number == 1 else f"{name} ({number})")).exists():
        number += 1
    return folder / (name if number == 1 else f"{name} ({number})")


def _remember(book: Book, own_id: str, sent: dict[int, tuple[Unit, Sent]]) -> None:
    """What was sent, and the mark ↑ of its forms."""
    ids = [one for unit_id in sent for one in project_ids(book, unit_id=unit_id)]
    speaking = {
        unit.department.id for unit, _ in sent.values() if speaks_for_department(book, unit)
    }
    forms = [form for form in overalls(book) if form.department.id in speaking]
    with book.step(UPWARD) as step:
        step.stands = True
        for unit, one in sent.values():
            put_sent(step, own_id, unit.uuid, one)
        roots: tuple[Held, ...] = (*(projects(book, ids) if ids else ()), *forms)
        among = {RecordKind.PROJECT: ids, RecordKind.OVERALL: [it.id for it in forms]}
        mark_submitted(step, (*roots, *RecordsBelow(book, among).below(roots)))


class _PackageDraft:
    """One unit's package while it is made."""

    def __init__(self, book: Book, unit: Unit, report: Report, at: str, own_id: str) -> None:
        self._book, self._unit, self._at, self._own_id = book, unit, at, own_id
        self._speaks = speaks_for_department(book, unit)
        self._report = Report(findings_of(unit, report, speaks=self._speaks))
        self._last = last_sent(book, unit.uuid)
        self._projects = project_ids(book, unit_id=unit.id)
        self._form_set = load_forms_of(book)

    def write(self, folder: Path) -> tuple[Submission, Sent]:
        """Write workbook and PDF; what was written, and what the book remembers of it."""
        from budgetdesk.output.excel import write_sealed
        from budgetdesk.output.excel.workbook import Sealed
        from budgetdesk.output.pdf import write_pdf

        forms = list(self._sheets())
        header, contents = self._header(len(forms)), contents_of(self._book, self._unit)
        history = self._history(contents)
        report = report_sheet(self._report, self._unit.name)
        envelope = self._envelope(header, contents, history, [*forms, report])
        sheets = [self._cover(header, envelope.code, forms), *forms, report]
        foot = f"校验码 {envelope.code}"
        path = folder / f"{self._name(header)}.xlsx"
        title = f"{header.unit.name} {header.fiscal_year} 年度{UPWARD}"
        write_sealed(path, sheets, title, Sealed(SHEET, envelope.lines, foot))
        printed = path.with_suffix(".pdf")
        write_pdf(printed, sheets, title, foot=foot)
        chain = (*header.chain, header.package_id)
        sent = Sent(header.package_id, header.version, envelope.hash, chain, contents, history)
        paths = (path, printed)
        left = self._still_open()
        return Submission(self._unit.name, header.version, envelope.code, paths, left), sent

    def _name(self, header: Header) -> str:
        parts = (UPWARD, header.fiscal_year, header.unit.code, header.unit.name, header.stage)
        return safe_name("_".join(filter(None, map(str, parts)))) + f"_v{header.version}"

    def _envelope(
        self, header: Header, contents: Contents, history: Sequence[Any], sheets: Sequence[Sheet]
    ) -> Envelope:
        cover = self._cover(header, BLANK_CODE, sheets[:-1])
        cells = cells_below_cover(self._book, cover, sheets)
        payload = {
            "contents": contents,
            "history": history,
            "dictionary": self._form_set.dictionary.extension,
            "form_set_files": setting(self._book, SETTING) or "",
            "sheets": cells,
            ANSWERS: answers_content(self._book, self._unit),
        }
        return Envelope.of(header, payload)

    def _cover(self, header: Header, code: str, forms: Sequence[Sheet]) -> Sheet:
        return cover_sheet(header, code, [it.name for it in forms], self._still_open())

    def _header(self, forms: int) -> Header:
        region, last = self._form_set.region, self._last
        department = self._unit.department
        chain = last.chain[-_MOST_VERSIONS:] if last else ()
        return Header(
            package_id=new_uuid(),
            book_id=self._own_id,
            kind=UPWARD,
            form_set=self._book.info.form_set,
            fiscal_year=self._book.info.fiscal_year,
            region=SendingOffice(region.code, region.name),
            department=SendingOffice(department.code, department.name),
            unit=SendingOffice(self._unit.code or "", self._unit.name),
            stage=stage_sent(self._book, self._projects),
            version=last.version + 1 if last else 1,
            made_at=self._at,
            made_by=person_of(self._book),
            program=__version__,
            forms=forms,
            totals=self._totals(),
            chain=chain,
            base=chain[-1] if chain else "",
            previous=last.package_id if last else "",
            previous_hash=last.hash if last else "",
        )

    def _history(self, contents: Contents) -> tuple[Any, ...]:
        """What leads back from this version to those before, the newest first."""
        if self._last is None:
            return ()
        back = {"id": self._last.package_id, "patch": patch(contents, self._last.contents)}
        return (back, *self._last.history)[:_MOST_VERSIONS]

    def _totals(self) -> dict[str, int]:
        totals: dict[str, int] = {}
        for line in ledger(self._book, unit_id=self._unit.id):
            totals[line.source.value] = totals.get(line.source.value, 0) + line.amount
        return totals

    def _sheets(self) -> Iterator[Sheet]:
        department = self._unit.department.id
        told = [it.id for it in overalls(self._book) if it.department.id == department]
        yield from sheets_of(
            self._book, self._projects, overall_ids=told if self._speaks else (), stage=EVERY_STAGE
        )
        if self._speaks and has_ledger(self._book, department):
            for tables in compute_tables(self._book, department):
                yield from map(table_sheet, tables.tables)

    def _still_open(self) -> str:
        counts = self._report.counts()
        unexplained = sum(it.is_unexplained for it in self._report.findings)
        remarks = len(open_remarks(self._book, self._unit.uuid))
        errors = counts[Severity.ERROR]
        parts = (("错误", errors), ("待说明", unexplained), ("未处理的退回意见", remarks))
        return "、".join(f"{name} {count} 条" for name, count in parts if count)
