"""汇总上报: what a bureau has of its units as one sealed workbook for the city or province.

The book keeps what packages said and not the packages: each accepted unit is sealed anew as it
stands in the book, on top of the versions that were received of it. What has not changed since it
was passed on goes out again as the same package.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from budgetdesk import __version__
from budgetdesk.book.book import Book
from budgetdesk.book.person import person_of
from budgetdesk.book.read import ledger, setting, units
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import new_uuid
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import Unit
from budgetdesk.exchange.county.content import report_of
from budgetdesk.exchange.county.names import within
from budgetdesk.exchange.county.sheets import county_sheets
from budgetdesk.exchange.export_faults import ExportFault
from budgetdesk.exchange.exporting import make_folder
from budgetdesk.exchange.file_names import free_path
from budgetdesk.exchange.register.states import RegisterEntry, entries_of
from budgetdesk.exchange.sealed.answers import answers_content
from budgetdesk.exchange.sealed.contents import contents_of
from budgetdesk.exchange.sealed.county_report import CountyReport, as_plain
from budgetdesk.exchange.sealed.cover import cover_sheet
from budgetdesk.exchange.sealed.envelope import (
    ANSWERS,
    COLLECTED,
    SHEET,
    SHEETS,
    UPWARD,
    Envelope,
    EnvelopeFault,
    Header,
    Payload,
    SendingOffice,
    kept_envelope,
    require_readable,
)
from budgetdesk.exchange.sealed.fitting_in import as_of_unit
from budgetdesk.exchange.sealed.merging import patch
from budgetdesk.exchange.sealed.nested import COUNTY, PACKAGES, nested_content
from budgetdesk.exchange.sealed.registers import (
    Sent,
    book_id,
    last_sent,
    put_sent,
    received_of,
)
from budgetdesk.exchange.sealed.submitting import BLANK_CODE, cells_below_cover
from budgetdesk.exchange.taken_back import unless_remembered
from budgetdesk.forms.carried import SETTING
from budgetdesk.forms.inside import load_forms_of
from budgetdesk.forms.sheet import Sheet

_COUNTY = "county"  # stands where the uuid of a unit does
_OWN_COUNTY = "own_county"
_PASSED_ON = "passed_on."
_OWN_SHEETS = 2  # register and sums
_MOST_VERSIONS = 200  # that a package leads back to


@dataclass(frozen=True, slots=True)
class CountySubmission:
    """One 汇总上报 that was written."""

    path: Path
    version: int
    code: str
    passed_on: int  # units
    report: CountyReport

    @property
    def is_whole(self) -> bool:
        """Whether the forms of every unit are in it."""
        return not self.report.lacking

    def sentence(self) -> str:
        """What was written, for the console."""
        return (
            f"汇总上报：第 {self.version} 版，校验码 {self.code}，附 {self.passed_on} 个单位的表，"
            f"{_told_unsent(self.report)}。"
        )


def _told_unsent(report: CountyReport) -> str:
    unsent = report.unsent
    if not unsent:
        return "没有未报的单位"
    more = "等" if unsent[3:] else ""
    return f"未报 {len(unsent)} 个：{'、'.join(unsent[:3])}{more}"


def submit_county(
    book: Book,
    folder: Path,
    county: SendingOffice,
    without_forms: Collection[int] = (),
    progress: Progress = ignore_progress,
) -> CountySubmission:
    """Write the accepted units' packages, the register and the sums into one workbook.

    Args:
        book: the bureau's; it remembers what was passed on, in one step.
        folder: where the workbook is written.
        county: whose bureau it is.
        without_forms: the ids of units of which only register and sums go out.
        progress: told how many units are sealed; may stop the work before anything is written.

    Raises:
        ExportFault: the book has no unit, or all of them together are too large.
        OutputError: the file can't be written.
        Cancelled: `progress` stopped it.
    """
    if not units(book):
        raise ExportFault("账套中还没有单位，没有可上报的内容。")
    return _CountyDraft(book, county).write(folder, without_forms, progress)


@dataclass(frozen=True, slots=True)
class _PassedOn:
    """A unit's package, and what the book remembers of it; None where it is the one of before."""

    unit: Unit
    stage: str
    envelope: Envelope
    sent: Sent | None


class _CountyDraft:
    """A 汇总上报 while it is made."""

    def __init__(self, book: Book, county: SendingOffice) -> None:
        self._book, self._county, self._own_id = book, county, book_id(book)
        self._at = datetime.now().astimezone().isoformat(timespec="seconds")
        self._form_set = load_forms_of(book)

    def write(
        self, folder: Path, without_forms: Collection[int], progress: Progress
    ) -> CountySubmission:
        passed = [*self._packages(without_forms, progress)]
        report = report_of(self._book, {it.unit.uuid: it.stage for it in passed})
        header = self._header()
        sheets = county_sheets(header, report)
        envelope = self._sealed(header, report, passed, sheets)
        make_folder(folder)
        path = free_path(folder, self._name(header))
        self._save(path, envelope, [self._cover(header, envelope.code, report, sheets), *sheets])
        with unless_remembered([path]):
            self._remember(header, envelope, passed)
        return CountySubmission(path, header.version, envelope.code, len(passed), report)

    def _packages(self, without_forms: Collection[int], progress: Progress) -> Iterator[_PassedOn]:
        known = units(self._book)
        for number, unit in enumerate(known, start=1):
            progress(number, len(known))
            entry = accepted_of(self._book, unit)
            if entry is not None and unit.id not in without_forms:
                yield self._package(unit, entry)

    def _package(self, unit: Unit, entry: RegisterEntry) -> _PassedOn:
        named = within(self._county, unit)
        contents = as_of_unit(contents_of(self._book, unit), named, {})
        answers = answers_content(self._book, unit)
        kept, last = self._kept(unit), last_sent(self._book, unit.uuid)
        header = self._unit_header(named, entry, last)
        told: Payload = json.loads(json.dumps({"contents": contents, ANSWERS: answers}))
        if kept is not None and last is not None and last.package_id == kept.header.package_id:
            before = kept.opened()
            same = all(before[key] == told[key] for key in told)
            if same and _is_same(kept.header, header, last):
                return _PassedOn(unit, entry.stage, kept, None)
        back = {"id": last.package_id, "patch": patch(contents, last.contents)} if last else None
        history = (back, *last.history)[:_MOST_VERSIONS] if last and back else ()
        envelope = Envelope.of(header, {**told, "history": history, SHEETS: []})
        chain = (*header.chain, header.package_id)
        sent = Sent(header.package_id, header.version, envelope.hash, chain, contents, history)
        return _PassedOn(unit, entry.stage, envelope, sent)

    def _kept(self, unit: Unit) -> Envelope | None:
        told = setting(self._book, _PASSED_ON + unit.uuid)
        return kept_envelope(**json.loads(told)) if told else None

    def _unit_header(self, named: Unit, entry: RegisterEntry, last: Sent | None) -> Header:
        """Stands on all that was received of the unit and on what was passed on before."""
        received = received_of(self._book, named.uuid)
        known = (*received.known, *(last.chain if last else ()))
        chain = tuple(dict.fromkeys(known))[-_MOST_VERSIONS:]
        version = entry.version if last is None else max(entry.version, last.version + 1)
        lines = ledger(self._book, unit_id=named.id)
        return replace(
            self._bare(UPWARD, version, [(it.source.value, it.amount) for it in lines]),
            department=SendingOffice(named.department.code, named.department.name),
            unit=SendingOffice(named.code or "", named.name),
            stage=entry.stage,
            chain=chain,
            base=chain[-1] if chain else "",
            previous=last.package_id if last else chain[-1] if chain else "",
            previous_hash=last.hash if last else received.known.get(chain[-1], "") if chain else "",
        )

    def _header(self) -> Header:
        last = last_sent(self._book, _COUNTY)
        chain = last.chain[-_MOST_VERSIONS:] if last else ()
        lines = [(it.source.value, it.amount) for it in ledger(self._book)]
        return replace(
            self._bare(COLLECTED, last.version + 1 if last else 1, lines),
            stage=COLLECTED,
            forms=_OWN_SHEETS,
            chain=chain,
            base=chain[-1] if chain else "",
            previous=last.package_id if last else "",
            previous_hash=last.hash if last else "",
        )

    def _bare(self, kind: str, version: int, amounts: list[tuple[str, int]]) -> Header:
        totals: dict[str, int] = {}
        for source, fen in amounts:
            totals[source] = totals.get(source, 0) + fen
        return Header(
            package_id=new_uuid(),
            book_id=self._own_id,
            kind=kind,
            form_set=self._book.info.form_set,
            fiscal_year=self._book.info.fiscal_year,
            region=self._county,
            department=self._county,
            unit=self._county,
            stage="",
            version=version,
            made_at=self._at,
            made_by=person_of(self._book),
            program=__version__,
            forms=0,
            totals=totals,
        )

    def _sealed(
        self, header: Header, report: CountyReport, passed: list[_PassedOn],
        sheets: tuple[Sheet, ...],
    ) -> Envelope:  # fmt: skip
        cover = self._cover(header, BLANK_CODE, report, sheets)
        payload: dict[str, Any] = {
            COUNTY: as_plain(report),
            PACKAGES: nested_content([it.envelope for it in passed]),
            "dictionary": self._form_set.dictionary.extension,
            "form_set_files": setting(self._book, SETTING) or "",
            SHEETS: cells_below_cover(self._book, cover, sheets),
        }
        envelope = Envelope.of(header, payload)
        try:
            require_readable(envelope)
        except EnvelopeFault as fault:
            reason = (
                "各单位的表合在一起过大，一个文件写不下，请用 --without-forms 去掉一些单位的表。"
            )
            raise ExportFault(reason) from fault
        return envelope

    def _cover(
        self, header: Header, code: str, report: CountyReport, sheets: tuple[Sheet, ...]
    ) -> Sheet:
        return cover_sheet(header, code, [it.name for it in sheets], _told_unsent(report))

    def _name(self, header: Header) -> str:
        parts = (COLLECTED, header.fiscal_year, self._county.code, self._county.name)
        return f"{'_'.join(map(str, parts))}_v{header.version}"

    def _save(self, path: Path, envelope: Envelope, sheets: list[Sheet]) -> None:
        from budgetdesk.output.excel import write_sealed
        from budgetdesk.output.excel.workbook import Sealed

        title = f"{self._county.name} {envelope.header.fiscal_year} 年度{COLLECTED}"
        sealed = Sealed(SHEET, envelope.lines, f"校验码 {envelope.code}")
        write_sealed(path, sheets, title, sealed)

    def _remember(self, header: Header, envelope: Envelope, passed: list[_PassedOn]) -> None:
        chain = (*header.chain, header.package_id)
        own = Sent(header.package_id, header.version, envelope.hash, chain)
        with self._book.step(COLLECTED) as step:
            step.stands = True
            put_sent(step, self._own_id, _COUNTY, own)
            put_setting(step, _OWN_COUNTY, json.dumps(asdict(self._county)))
            for one in passed:
                if one.sent is not None:
                    put_sent(step, self._own_id, one.unit.uuid, one.sent)
                    [kept] = nested_content([one.envelope])
                    put_setting(step, _PASSED_ON + one.unit.uuid, json.dumps(kept))


def own_county(book: Book) -> SendingOffice | None:
    """The county that a book passed on for last; None while it did not."""
    told = setting(book, _OWN_COUNTY)
    return SendingOffice(**json.loads(told)) if told else None


def accepted_of(book: Book, unit: Unit) -> RegisterEntry | None:
    """The entry of a unit where its latest stage is accepted: then what stands may be passed on."""
    known = entries_of(book, unit.uuid)
    latest = max(known, key=lambda it: it.moved, default=None)
    return latest if latest is not None and latest.is_locked else None


def _is_same(kept: Header, now: Header, last: Sent) -> bool:
    """Whether a package that was passed on tells of the same unit, stage and versions."""
    same = ("book_id", "department", "unit", "stage", "totals", "form_set", "fiscal_year")
    unchanged = all(getattr(kept, name) == getattr(now, name) for name in same)
    return unchanged and {*now.chain} <= {*last.chain}
