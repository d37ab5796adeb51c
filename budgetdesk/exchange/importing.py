"""Files into a book: every file is read and judged first, then all is written in one step."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from budgetdesk.book.book import Book
from budgetdesk.dictionary.base import fields_of
from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.code_changes import CodeList
from budgetdesk.domain.disclosure import DisclosureNotes
from budgetdesk.domain.file_kinds import (
    BOOK,
    EXCEL,
    EXCHANGE,
    PDF,
    TABLE,
    TEXT,
    WEB,
    WORD,
    FileKind,
    import_words,
    kind_of,
)
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import Department, OverallForm, RecordKind, Unit
from budgetdesk.domain.text import clean, shorten
from budgetdesk.exchange import disclosure_file, livelihood_file, overall_file, projects_file
from budgetdesk.exchange.catalogue_file import looks_like_catalogue, read_catalogue
from budgetdesk.exchange.code_lists import CodeListError, code_lists
from budgetdesk.exchange.existing import (
    NOTHING_DECIDED,
    Decisions,
    ExistingProjectsFault,
    OnExisting,
)
from budgetdesk.exchange.explanations_file import Given, read_given
from budgetdesk.exchange.faults import ImportFault, each_apart
from budgetdesk.exchange.first_bytes import kind_by_content
from budgetdesk.exchange.json_file import read_json, read_text
from budgetdesk.exchange.ledger_file import looks_like_ledger, read_ledger
from budgetdesk.exchange.line_tables.assumptions import Assumptions
from budgetdesk.exchange.line_tables.files import has_sums, holds_lines, read_table
from budgetdesk.exchange.placement.words import ColumnRole, heading
from budgetdesk.exchange.placing import Places
from budgetdesk.exchange.report import FileReport, ImportReport
from budgetdesk.exchange.revenue_file import looks_like_revenue, read_revenue
from budgetdesk.exchange.shape import Reader, Shape
from budgetdesk.exchange.spreadsheet import Cells, read_sheets, text_rows
from budgetdesk.exchange.taking_files import FileContent, meetings_in, take
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.inside import load_forms_of
from budgetdesk.forms.loader import form_set_ids, load_form_set

NOTHING_ASSUMED = Assumptions()
_NEITHER = (
    "没有找到科目清单，也没有找到绩效表（要有「项目名称」或「部门名称」和旁边的内容）；"
    "预算明细请在表格中复制，粘贴到预算明细里。"
)
_JSON_FILES = (projects_file, overall_file, disclosure_file, livelihood_file)


def code_lists_in(
    book: Book, paths: Sequence[Path], progress: Progress = ignore_progress
) -> tuple[CodeList, ...]:
    """The office's own lists of 科目 in files, which change how every ledger is read.

    Raises:
        ImportFault: the only file, or one that is no foreign one, is refused.
        Cancelled: `progress` stopped it.
    """
    found, _ = each_apart(paths, lambda path: _lists_of(path, book, progress))
    return tuple(it for lists in found for it in lists)


def _lists_in_workbook(path: Path, progress: Progress) -> tuple[CodeList, ...]:
    sheets = read_sheets(path, progress)
    return () if _holds_indicators(sheets) else _code_lists(path, sheets)


def _lists_of(path: Path, book: Book, progress: Progress) -> tuple[CodeList, ...]:
    kind = _kind_of(path)
    if kind is EXCEL:
        return _lists_in_workbook(path, progress)
    return _lists_in_table(path, book) if kind.codes else ()


def import_files(
    book: Book,
    paths: Sequence[Path],
    *,
    assumed: Assumptions = NOTHING_ASSUMED,
    whole: Mapping[CatalogueKind, bool] = MappingProxyType({}),
    decisions: Decisions = NOTHING_DECIDED,
    progress: Progress = ignore_progress,
    dry_run: bool = False,
    whose: Unit | None = None,
) -> ImportReport:
    """Import exchange JSON, CSV, tables, lists of 科目, forms and other books, in one step or not.

    Of several files a foreign one (Excel, Word, PDF, a web page) that can't be read is left out,
    which the report tells; of those that belong together (JSON, CSV) none is imported without all.

    A table of lines from another program (.csv, .tsv, .txt) may leave open what decides money, its
    source or unit of measure: then what is `assumed` counts, else the file is refused.

    Projects come before overall forms, ledgers and disclosure entries whatever the order of the
    files, so that a ledger finds its units and projects; a published 民生 list comes last. A
    project that the book has without content is filled. A ledger replaces the lines of the units
    it names, a list the one before.
    `whole` says of which kinds a list of 科目 is whole, where it shall not be judged by its size;
    `decisions` what becomes of projects that the book has otherwise. Of another book only what this
    one lacks is taken beside its projects, but where all are covered. Lines are those of the unit
    `whose` the files are, where that is known: two departments may have a unit of one name.

    Raises:
        ExistingProjectsFault: the book has some of the projects, and nothing is decided for one.
        ImportFault: a file is refused, naming file, record and field; nothing was changed.
        Cancelled: `progress` stopped it; nothing was changed.
        BookError: the book can't be written.
    """
    form_set = load_forms_of(book)
    inside = _Inside(form_set, book, assumed, progress)
    contents, refused = each_apart(paths, lambda path: _read_something(path, inside))
    if decisions.all is not OnExisting.OVERWRITE:
        contents = _beside_the_own(book, contents)
    progress(0, sum(content.size for content in contents))
    places = Places(book, form_set, whose)
    meetings = meetings_in(book, places, form_set, contents)
    if dry_run:
        decisions = replace(decisions, all=decisions.all or OnExisting.OVERWRITE)
    elif any(decisions.of(meeting.wanted) is None for meeting in meetings):
        raise ExistingProjectsFault(meetings)
    with suppress(_Rehearsed), book.step(_step_name(contents)) as step:
        take(book, step, places, form_set, contents, progress, whole, decisions)
        if dry_run:
            raise _Rehearsed
    return ImportReport(tuple(it.report for it in contents), tuple(map(str, refused)))


def _beside_the_own(book: Book, contents: list[FileContent]) -> list[FileContent]:
    """What is read, of other books only what goes beside what this one has."""
    if not any(it.of_book for it in contents):
        return contents
    from budgetdesk.exchange.book_file import beside_the_own

    return [beside_the_own(book, it) if it.of_book else it for it in contents]


class _Rehearsed(Exception):  # noqa: N818 - no error: what was written is taken back
    """Ends the step of a dry run."""


class _Inside(NamedTuple):
    """What a file is read for: the book with its set, what is assumed, who watches."""

    form_set: FormSet
    book: Book
    assumed: Assumptions
    progress: Progress


def _read_something(path: Path, inside: _Inside) -> FileContent:
    """What a file holds; one that holds nothing (a heading alone, an empty list) is refused."""
    content = _read(path, inside)
    if not content.size and not content.units:
        raise ImportFault(path, "文件里没有可导入的内容。")
    return content


def _step_name(contents: Sequence[FileContent]) -> str:
    if len(contents) == 1:
        return f"导入 {shorten(contents[0].path.name, 40)}"
    return f"导入 {len(contents)} 个文件"


def _read(path: Path, inside: _Inside) -> FileContent:
    return _READERS[_kind_of(path)](path, inside)


def _kind_of(path: Path) -> FileKind:
    """How a file is read: by its content, else its suffix; a text by its beginning.

    Raises:
        ImportFault: nothing can be imported from such a file.
    """
    kind = kind_by_content(path) or kind_of(path) or TEXT
    if kind is TEXT:
        return EXCHANGE if _first_line(path).startswith(("{", "[")) else TABLE
    if kind not in _READERS:
        raise ImportFault(path, f"{kind.name}文件不能导入。可以导入的有{import_words()}。")
    return kind


def _first_line(path: Path) -> str:
    return clean(read_text(path)).lstrip().partition("\n")[0].strip()


def _read_table(path: Path, inside: _Inside) -> FileContent:
    """A table of the program's own shape is read strictly, any other as it is recognised.

    What is no table of lines may be forms, or a list of 一体化, saved as text.
    """
    book, assumed = inside.book, inside.assumed
    header = _first_line(path)
    if looks_like_revenue(header):
        return FileContent(FileReport(path), revenue=read_revenue(path))
    if looks_like_catalogue(header):
        file = read_catalogue(path)
        return FileContent(FileReport(path), catalogue=file.entries, list_years=file.years)
    if looks_like_ledger(header) and not has_sums(path):
        return FileContent(FileReport(path), lines=read_ledger(path))
    if lists := _lists_in_table(path, book):
        return FileContent(FileReport(path), code_lists=lists)
    try:
        table = read_table(path, book, assumed)
    except ImportFault:
        if (forms := _forms_in_table(path, inside)) is None:
            raise
        return forms
    report = FileReport(path, notes=list(table.notes))
    return FileContent(report, lines=table.lines, revenue=table.revenue)


def _forms_in_table(path: Path, inside: _Inside) -> FileContent | None:
    """The forms that a table of text holds; None where it holds none."""
    from budgetdesk.exchange.foreign_file import read_source  # with the first such file

    return _read_forms(path, inside) if read_source(path, inside.form_set).forms else None


def _lists_in_table(path: Path, book: Book) -> tuple[CodeList, ...]:
    """The lists of 科目 in a table of text; none in one of lines, the program's own or another."""
    header = _first_line(path)
    of_lines = looks_like_revenue(header) or looks_like_ledger(header)
    if of_lines or looks_like_catalogue(header) or holds_lines(path, book):
        return ()
    return _code_lists(path, [("", text_rows(read_text(path)))])


def _read_exchange(path: Path, inside: _Inside) -> FileContent:
    return _read_json(path, inside.form_set, inside.book.info.fiscal_year)


def _read_workbook(path: Path, inside: _Inside) -> FileContent:
    """A list of 科目, else the forms of projects that it holds."""
    lists = _lists_in_workbook(path, inside.progress)
    if lists:
        return FileContent(FileReport(path), code_lists=lists)
    from budgetdesk.exchange.foreign_file import NoFormFault

    try:
        return _read_forms(path, inside)
    except NoFormFault as fault:
        raise fault.because(_NEITHER) from fault


def _read_forms(path: Path, inside: _Inside) -> FileContent:
    from budgetdesk.exchange.foreign_file import foreign_content  # with the first such file

    return foreign_content(path, inside.form_set, inside.book, inside.progress)


def _read_book(path: Path, inside: _Inside) -> FileContent:
    from budgetdesk.exchange.book_file import read_book  # with all that writes exchange files

    return read_book(path, inside.book, lambda file: _read(file, inside))


_READERS = {
    BOOK: _read_book,
    EXCHANGE: _read_exchange,
    TABLE: _read_table,
    EXCEL: _read_workbook,
    WORD: _read_forms,
    PDF: _read_forms,
    WEB: _read_forms,
}


def _holds_indicators(sheets: Sequence[tuple[str, Cells]]) -> bool:
    """Whether a workbook has a table of indicators, which no list of 科目 has."""
    cells = (cell for _, rows in sheets for row in rows for cell in row)
    return any(heading(cell) is ColumnRole.NAME for cell in cells if isinstance(cell, str))


def _code_lists(path: Path, sheets: Sequence[tuple[str, Cells]]) -> tuple[CodeList, ...]:
    try:
        return code_lists(sheets, path.stem)
    except CodeListError as error:
        raise ImportFault(path, str(error)) from error


def _read_json(path: Path, form_set: FormSet, fiscal_year: int) -> FileContent:
    content = read_json(path)
    report, reader = FileReport(path), Reader(path)
    if isinstance(content, list):
        shapes = list(Shape(reader, {"list": content}).parts("list"))
        result = _read_list(shapes, report, form_set)
    elif isinstance(content, dict):
        shapes = [Shape(reader, content)]
        result = _read_object(shapes[0], report, form_set, fiscal_year)
    else:
        raise ImportFault(path, "不是项目或整体表的交换文件。")
    report.notes += [*_newer(shapes), *_notes(reader)]
    return result


def _read_list(shapes: list[Shape], report: FileReport, form_set: FormSet) -> FileContent:
    """Overall forms, or disclosure entries, of several departments."""
    if shapes and disclosure_file.FORMAT.is_of(shapes[0]):
        return _read_disclosures(shapes, report)
    return _read_overalls(shapes, report, form_set)


def _read_object(
    shape: Shape, report: FileReport, form_set: FormSet, fiscal_year: int
) -> FileContent:
    kind = shape.text("format") if shape.has("format") else ""
    if disclosure_file.FORMAT.is_of(shape):
        return _read_disclosures([shape], report)
    if overall_file.FORMAT.is_of(shape) or (not kind and shape.has("department_name")):
        return _read_overalls([shape], report, form_set)
    if livelihood_file.FORMAT.is_of(shape) or (not kind and livelihood_file.looks_like_list(shape)):
        listed = livelihood_file.read_list(shape, form_set.id)
        _note_year(report, livelihood_file.year_of(shape), fiscal_year)
        return FileContent(report, listed=listed)
    if not projects_file.FORMAT.is_of(shape):
        known = "、".join(str(it.FORMAT) for it in _JSON_FILES)
        shape.fail("format", f"「{shorten(kind, 40)}」不是认识的格式，应为 {known}。")
    file = _read_projects(shape, form_set)
    report.ahead += _differences(file, form_set, fiscal_year)
    return FileContent(
        report,
        projects=file.projects,
        units=file.units,
        filled_in=file.filled_in,
        explanations=file.explanations,
    )


def _note_year(report: FileReport, told: int | None, fiscal_year: int) -> None:
    if told not in (None, fiscal_year):
        report.notes.append(f"文件是 {told} 年度的，本账套是 {fiscal_year} 年度。")


def _read_projects(shape: Shape, form_set: FormSet) -> projects_file.ProjectsFile:
    """The projects of a file. One of another form set is refused with the names of both."""
    try:
        return projects_file.read_projects(shape, form_set)
    except ImportFault as fault:
        other = shape.content.get("form_set")
        if not isinstance(other, str) or other == form_set.id:
            raise
        reason = f"{fault.reason}文件按「{_set_name(other)}」填报，本账套是「{form_set.name}」。"
        raise fault.because(reason) from fault


def _differences(
    file: projects_file.ProjectsFile, form_set: FormSet, fiscal_year: int
) -> Iterable[str]:
    """In which respects a file is not one of this book's own kind."""
    if file.form_set != form_set.id:
        other = _set_name(file.form_set)
        yield f"文件按「{other}」填报，本账套是「{form_set.name}」，各栏已对应到本账套的表。"
    if file.fiscal_year != fiscal_year:
        yield f"文件是 {file.fiscal_year} 年度的，本账套是 {fiscal_year} 年度。"
    if unprinted := file.unprinted(form_set):
        yield f"本账套的表没有{'、'.join(unprinted)}，文件中的这些内容留在账套里，不显示也不打印。"


def _set_name(set_id: str) -> str:
    """A form set's name; its id where it is not installed here."""
    return load_form_set(set_id).name if set_id in form_set_ids() else shorten(set_id)


def _read_overalls(shapes: Iterable[Shape], report: FileReport, form_set: FormSet) -> FileContent:
    forms: list[OverallForm] = []
    explanations: dict[Department, tuple[Given, ...]] = {}
    filled_in = set()
    known = form_set.dictionary.kinds[RecordKind.OVERALL].fields
    for shape in shapes:
        form = overall_file.read_overall(shape, form_set)
        if any(form.department == other.department for other in forms):
            shape.fail("department_name", f"「{form.department.name}」的整体表出现了两次。")
        forms.append(form)
        explanations[form.department] = read_given(shape, known)
        if shape.is_filled_in:
            filled_in.add(form.department)
    return FileContent(
        report,
        overalls=tuple(forms),
        explanations=explanations,
        filled_in=frozenset(filled_in),
    )


def _read_disclosures(shapes: Iterable[Shape], report: FileReport) -> FileContent:
    notes: list[DisclosureNotes] = []
    explanations: dict[Department, tuple[Given, ...]] = {}
    known = fields_of(RecordKind.DEPARTMENT)
    for shape in shapes:
        notes.append(disclosure_file.read_disclosure(shape))
        explanations[notes[-1].department] = read_given(shape, known)
    return FileContent(report, disclosures=tuple(notes), explanations=explanations)


def _newer(shapes: Iterable[Shape]) -> Iterable[str]:
    """The sentence about a file of a newer version, once."""
    notes = (it.FORMAT.note_on(shape) for shape in shapes for it in _JSON_FILES)
    return dict.fromkeys(note for note in notes if note)


def _notes(reader: Reader) -> Iterable[str]:
    if reader.ignored:
        yield f"未导入的栏目：{'、'.join(sorted(reader.ignored))}。"
    if reader.cleaned:
        yield f"有 {reader.cleaned} 处文字含不可见的控制字符，已去掉。"
