"""Forms of a foreign file on their way into the book, with all that was not sure."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from budgetdesk.book.book import Book
from budgetdesk.book.read import departments, units
from budgetdesk.domain.file_kinds import FOREIGN, kind_of
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.faults import ImportFault, each_apart
from budgetdesk.exchange.foreign.content import ProjectContents
from budgetdesk.exchange.foreign.forms import SourceReading, read_forms
from budgetdesk.exchange.foreign.kinds import FormKinds
from budgetdesk.exchange.foreign.records import (
    ReadRecord,
    RecordContents,
    provenance_of,
)
from budgetdesk.exchange.foreign.sources import read_grids
from budgetdesk.exchange.foreign.telling import READING_KEYS, notes_on, reading_content
from budgetdesk.exchange.foreign_ledger import LedgerSeen, ledger_seen
from budgetdesk.exchange.foreign_overall import overall_read
from budgetdesk.exchange.json_file import JsonNumber
from budgetdesk.exchange.projects_file import FORMAT, identity, read_projects
from budgetdesk.exchange.report import FileReport, ImportReport
from budgetdesk.exchange.shape import Reader, Shape
from budgetdesk.exchange.taking_files import FileContent
from budgetdesk.exchange.taking_records import owner_of
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.inside import load_forms_of

NO_FORM = "没有找到绩效表（要有「项目名称」或「部门名称」和旁边的内容），也没有预算表。"
_NO_OFFICE = "没有写主管部门和实施单位，账套中{}，请在文件中写明实施单位。"


class NoFormFault(ImportFault):
    """A file holds no form."""


def read_source(
    path: Path, form_set: FormSet, progress: Progress = ignore_progress
) -> SourceReading:
    """What the forms of a file say.

    Raises:
        ImportFault: it cannot be read.
        Cancelled: `progress` stopped it.
    """
    return read_forms(read_grids(path, progress), FormKinds(form_set), progress)


class ForeignSource(NamedTuple):
    """What the forms of a file say, and the same as projects of an exchange file."""

    path: Path
    reading: SourceReading
    projects: list[dict[str, object]]
    records: list[ReadRecord]
    form_set: FormSet
    ledger: LedgerSeen


def foreign_source(
    path: Path, form_set: FormSet, book: Book, progress: Progress = ignore_progress
) -> ForeignSource:
    """The forms of a file, held against what the book knows and has a place for.

    Raises:
        NoFormFault: it holds no form.
        ImportFault: it cannot be read, or a form says of no office.
        Cancelled: `progress` stopped it.
    """
    reading = read_source(path, form_set, progress)
    if not reading.forms and not reading.tables:
        raise NoFormFault(path, NO_FORM)
    contents = ProjectContents(form_set, departments(book), units(book))
    projects = [contents.content(it) for it in reading.projects]
    for one in projects:
        if one["unit"] == {"name": ""}:
            known = "又不止一个单位" if units(book) else "也还没有单位"
            raise ImportFault(path, _NO_OFFICE.format(known), record=f"项目「{one['name']}」")
    records = _records(reading, form_set, book, path.name)
    seen = ledger_seen(reading.tables, book)
    return ForeignSource(path, reading, projects, records, form_set, seen)


def _records(reading: SourceReading, form_set: FormSet, book: Book, file: str) -> list[ReadRecord]:
    """The forms of other kinds, each told whose it is where that is not sure."""
    contents = {it.record: RecordContents(form_set, it.record) for it in reading.records}
    brought = {fold_name(it.name) for it in reading.projects}
    found = []
    for form in reading.records:
        read = contents[form.record].content(form, file)
        found.append(read)
        owner = owner_of(book, read.of)
        is_below = form_set.dictionary.kinds[form.record].own
        if owner.why and is_below and fold_name(form.name) not in brought:
            form.doubt_owner(owner.why if owner.id else f"{owner.why}，没有它则不导入")
    return found


def foreign_content(
    path: Path, form_set: FormSet, book: Book, progress: Progress = ignore_progress
) -> FileContent:
    """The projects of a file, ready to be written; errors as `foreign_source`."""
    _, reading, projects, records, _, seen = foreign_source(path, form_set, book, progress)
    kinds = form_set.dictionary.kinds
    year = JsonNumber(str(book.info.fiscal_year))
    head = {**FORMAT.content, "form_set": form_set.id, "fiscal_year": year}
    file = read_projects(Shape(Reader(path), {**head, "projects": projects}), form_set)
    told = reading_content(reading, form_set)
    if not reading.forms and not seen.lines:
        raise ImportFault(path, "".join(seen.notes))
    doubts = [*notes_on(reading, form_set), *seen.doubts]
    report = FileReport(path, notes=[*seen.notes], reading=told, doubts=doubts)
    of_projects = zip(file.projects, reading.projects, strict=True)
    overalls = [it for it in records if not kinds[it.kind].own]
    forms = tuple(overall_read(it, path, form_set, book) for it in overalls)
    return FileContent(
        report,
        projects=file.projects,
        overalls=forms,
        sources={
            **{
                identity(it): provenance_of(read, path.name, kinds[it.kind])
                for it, read in of_projects
            },
            **{it.department: of.source for it, of in zip(forms, overalls, strict=True)},
        },
        records=tuple(it for it in records if it not in overalls),
        lines=seen.lines,
    )


class SourcesSeen(NamedTuple):
    """What foreign files would bring, and the sentences on those that can't be read."""

    sources: tuple[ForeignSource, ...]
    refused: tuple[str, ...]


def sources_in(
    book: Book, paths: Sequence[Path], progress: Progress = ignore_progress
) -> SourcesSeen:
    """Those of some files that hold forms, as an import would read them.

    Raises:
        ImportFault: no file can be read.
        Cancelled: `progress` stopped it.
    """
    form_set = load_forms_of(book)

    def source(path: Path) -> ForeignSource | None:
        is_foreign = kind_of(path) in FOREIGN
        return foreign_source(path, form_set, book, progress) if is_foreign else None

    found, refused = each_apart(paths, source)
    return SourcesSeen(tuple(filter(None, found)), tuple(map(str, refused)))


def reading_json(report: ImportReport) -> str:
    """What was read of the foreign files of an import, as one JSON object."""
    merged: dict[str, list[object]] = {key: [] for key in READING_KEYS}
    for file in report.files:
        for key, found in file.reading.items():
            merged[key] += found
    told = {**merged, "report": [*report.with_doubts()], "refused": [*report.refused]}
    return json.dumps(told, ensure_ascii=False, indent=2)
