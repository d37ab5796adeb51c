"""Files into a book: every file is read and judged first, then all is written in one step."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from budgetdesk.book.book import Book
from budgetdesk.book.catalogue import put_catalogue_entry
from budgetdesk.book.disclosure import keep_paragraph, put_disclosure_entry
from budgetdesk.book.edit import (
    add_ledger_line,
    add_revenue_line,
    delete_ledger_line,
    delete_revenue_line,
    put_overall,
    replace_project,
)
from budgetdesk.book.overall import forget_agreeing
from budgetdesk.book.read import ledger, project, revenue_lines
from budgetdesk.book.step import Step
from budgetdesk.domain.catalogue import OwnEntry, load_catalogue
from budgetdesk.domain.disclosure import DisclosureNotes
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import (
    Department,
    LedgerLine,
    ListedProject,
    Origin,
    OverallForm,
    Project,
    RecordKind,
    RevenueLine,
    Unit,
)
from budgetdesk.domain.text import shorten
from budgetdesk.exchange import disclosure_file, livelihood_file, overall_file, projects_file
from budgetdesk.exchange.catalogue_file import looks_like_catalogue, read_catalogue
from budgetdesk.exchange.explanations_file import Given, read_given
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.json_file import read_json, read_text
from budgetdesk.exchange.ledger_file import NamedLine, looks_like_ledger, read_ledger
from budgetdesk.exchange.placing import Places, blank_project
from budgetdesk.exchange.report import FileReport, ImportReport
from budgetdesk.exchange.revenue_file import NamedRevenue, looks_like_revenue, read_revenue
from budgetdesk.exchange.shape import Reader, Shape
from budgetdesk.exchange.taking_list import take_list
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import form_set_ids, load_form_set

_JSON_FILES = (projects_file, overall_file, disclosure_file, livelihood_file)


def import_files(
    book: Book, paths: Sequence[Path], *, progress: Progress = ignore_progress
) -> ImportReport:
    """Import exchange JSON and CSV (ledger, revenue, own 科目) into a book, in one step or not.

    Projects come before overall forms, ledgers and disclosure entries whatever the order of the
    files, so that a ledger finds its units and projects; a published 民生 list comes last. A
    project that the book has without content is filled. A ledger replaces the lines of the units
    it names, a list the one before.

    Raises:
        ImportFault: a file is refused, naming file, record and field; nothing was changed.
        Cancelled: `progress` stopped it; nothing was changed.
        BookError: the book can't be written.
    """
    form_set = load_form_set(book.info.form_set)
    contents = [_read(path, form_set, book.info.fiscal_year) for path in paths]
    total = sum(content.size for content in contents)
    counter = _Counter(progress, total)
    with book.step(_step_name(contents)) as step:
        writer = _Writer(book, step, Places(book, form_set), form_set, counter)
        for content in sorted(contents, key=lambda content: content.rank):
            writer.write(content)
        _settle_funding(step, contents)
    return ImportReport(tuple(content.report for content in contents))


def _settle_funding(step: Step, contents: Sequence["_Content"]) -> None:
    """Tell of overall forms whose amounts are not the ledger's, in the report of their file."""
    told = [content for content in contents if content.overalls or content.lines]
    differing = forget_agreeing(step) if told else ()
    if differing:
        names = step.rows(
            "SELECT d.name FROM overall AS o JOIN department AS d ON d.id = o.department_id "
            "WHERE o.id IN (SELECT value FROM json_each(?)) ORDER BY d.position, d.id",
            (json.dumps(differing),),
        )
        which = "、".join(f"「{name}」" for (name,) in names)
        told[-1].report.notes.append(
            f"{which}整体表填报的资金与预算明细不等，表上以预算明细为准，审核结果中列出。"
        )


@dataclass
class _Content:
    """What one file holds, ready to be written; one of them is filled.

    `explanations` are by the identity of a project, or by the department of anything else.
    """

    report: FileReport
    projects: tuple[Project, ...] = ()
    overalls: tuple[OverallForm, ...] = ()
    lines: tuple[NamedLine, ...] = ()
    revenue: tuple[NamedRevenue, ...] = ()
    disclosures: tuple[DisclosureNotes, ...] = ()
    catalogue: tuple[OwnEntry, ...] = ()
    listed: tuple[ListedProject, ...] = ()
    explanations: Mapping[Any, tuple[Given, ...]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        records = (
            *(self.projects, self.overalls, self.lines, self.revenue, self.disclosures),
            *(self.catalogue, self.listed),
        )
        return sum(map(len, records))

    @property
    def rank(self) -> int:
        return 0 if self.projects else 1 if self.overalls else 3 if self.listed else 2

    @property
    def path(self) -> Path:
        return self.report.path


def _step_name(contents: Sequence[_Content]) -> str:
    if len(contents) == 1:
        return f"导入 {shorten(contents[0].path.name, 40)}"
    return f"导入 {len(contents)} 个文件"


def _read(path: Path, form_set: FormSet, fiscal_year: int) -> _Content:
    suffix = path.suffix.lower()
    if suffix == ".json":
        return _read_json(path, form_set, fiscal_year)
    if suffix == ".csv":
        return _read_csv(path, _first_line(path))
    if suffix in (".xls", ".xlsx", ".et", ".doc", ".docx", ".wps"):
        raise ImportFault(path, "目前可导入 JSON 和 CSV 文件。")
    return _read_by_content(path, form_set, fiscal_year)


def _read_by_content(path: Path, form_set: FormSet, fiscal_year: int) -> _Content:
    start = _first_line(path)
    if start.startswith(("{", "[")):
        return _read_json(path, form_set, fiscal_year)
    if any(looks(start) for looks in (looks_like_revenue, looks_like_ledger, looks_like_catalogue)):
        return _read_csv(path, start)
    raise ImportFault(path, "不是可导入的文件，目前可导入 JSON 和 CSV 文件。")


def _first_line(path: Path) -> str:
    return read_text(path).lstrip().partition("\n")[0].strip()


def _read_csv(path: Path, header: str) -> _Content:
    if looks_like_revenue(header):
        return _Content(FileReport(path), revenue=read_revenue(path))
    if looks_like_catalogue(header):
        return _Content(FileReport(path), catalogue=read_catalogue(path))
    return _Content(FileReport(path), lines=read_ledger(path))


def _read_json(path: Path, form_set: FormSet, fiscal_year: int) -> _Content:
    content = read_json(path)
    report, reader = FileReport(path), Reader(path)
    if isinstance(content, list):
        shapes = list(Shape(reader, {"list": content}).parts("list"))
        result = _read_list(shapes, report, form_set)
    elif isinstance(content, dict):
        result = _read_object(Shape(reader, content), report, form_set, fiscal_year)
    else:
        raise ImportFault(path, "不是项目或整体表的交换文件。")
    report.notes += _notes(reader)
    return result


def _read_list(shapes: list[Shape], report: FileReport, form_set: FormSet) -> _Content:
    """Overall forms, or disclosure entries, of several departments."""
    if shapes and _format(shapes[0]) == disclosure_file.FORMAT:
        return _read_disclosures(shapes, report)
    return _read_overalls(shapes, report, form_set)


def _format(shape: Shape) -> str:
    return shape.text("format") if shape.has("format") else ""


def _read_object(shape: Shape, report: FileReport, form_set: FormSet, fiscal_year: int) -> _Content:
    kind = _format(shape)
    if kind == disclosure_file.FORMAT:
        return _read_disclosures([shape], report)
    if kind == overall_file.FORMAT or (not kind and shape.has("department_name")):
        return _read_overalls([shape], report, form_set)
    if kind == livelihood_file.FORMAT or (not kind and livelihood_file.looks_like_list(shape)):
        listed = livelihood_file.read_list(shape, form_set.id)
        _note_year(report, livelihood_file.year_of(shape), fiscal_year)
        return _Content(report, listed=listed)
    if kind != projects_file.FORMAT:
        known = "、".join(it.FORMAT for it in _JSON_FILES)
        shape.fail("format", f"「{shorten(kind, 40)}」不是认识的格式，应为 {known}。")
    file = _read_projects(shape, form_set)
    report.ahead += _differences(file, form_set, fiscal_year)
    return _Content(report, projects=file.projects, explanations=file.explanations)


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


def _read_overalls(shapes: Iterable[Shape], report: FileReport, form_set: FormSet) -> _Content:
    forms: list[OverallForm] = []
    explanations: dict[Department, tuple[Given, ...]] = {}
    for shape in shapes:
        form = overall_file.read_overall(shape, form_set)
        if any(form.department == other.department for other in forms):
            shape.fail("department_name", f"「{form.department.name}」的整体表出现了两次。")
        forms.append(form)
        explanations[form.department] = read_given(shape, RecordKind.OVERALL)
    return _Content(report, overalls=tuple(forms), explanations=explanations)


def _read_disclosures(shapes: Iterable[Shape], report: FileReport) -> _Content:
    notes: list[DisclosureNotes] = []
    explanations: dict[Department, tuple[Given, ...]] = {}
    for shape in shapes:
        notes.append(disclosure_file.read_disclosure(shape))
        explanations[notes[-1].department] = read_given(shape, RecordKind.DEPARTMENT)
    return _Content(report, disclosures=tuple(notes), explanations=explanations)


def _notes(reader: Reader) -> Iterable[str]:
    if reader.ignored:
        yield f"未导入的栏目：{'、'.join(sorted(reader.ignored))}。"
    if reader.cleaned:
        yield f"有 {reader.cleaned} 处文字含不可见的控制字符，已去掉。"


class _Counter:
    """Counts the records done over all files."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0
        progress(0, total)

    def one(self) -> None:
        self._done += 1
        self._progress(self._done, self._total)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes what the files hold, within the step of the import."""

    book: Book
    step: Step
    places: Places
    form_set: FormSet
    counter: _Counter

    def write(self, content: _Content) -> None:
        self._each(content.catalogue, lambda item: self._write_entry(item, content.report))
        self._each(content.projects, lambda item: self._write_project(item, content))
        self._each(content.overalls, lambda item: self._write_overall(item, content))
        self._each(content.disclosures, lambda item: self._write_notes(item, content))
        if content.listed:
            take_list(self.book, self.step, content.listed, content.report)
            for _ in content.listed:
                self.counter.one()
        if content.lines:
            self._write_ledger(content)
        if content.revenue:
            self._write_revenue(content)

    def _each(self, items: Iterable[object], write: Callable[..., None]) -> None:
        for item in items:
            write(item)
            self.counter.one()

    def _write_project(self, wanted: Project, content: _Content) -> None:
        report = content.report
        unit = self.places.unit(self.step, wanted.unit, report)
        placed = replace(wanted, unit=unit, id=0, uuid="")
        known_id = self.places.project_id((unit,), wanted.name)
        report.projects += 1
        if known_id is None:
            known_id = self.places.add(self.step, placed)
        elif self._is_blank(known := project(self.book, known_id)):
            kept = replace(placed, livelihood=placed.livelihood or known.livelihood)
            replace_project(self.step, known_id, kept)
            report.filled += 1
        else:
            reason = f"账套的「{unit.name}」中已有这个项目，请先改名或删除其中一个。"
            record = f"项目「{shorten(wanted.name, 40)}」"
            raise ImportFault(report.path, reason, record=record, field="name", label="项目名称")
        for given in content.explanations.get(projects_file.identity(wanted), ()):
            given.put(self.step, RecordKind.PROJECT, known_id)

    def _is_blank(self, known: Project) -> bool:
        blank = blank_project(self.form_set, known.unit, known.name)
        return replace(known, id=0, uuid="", livelihood=False) == blank

    def _write_overall(self, form: OverallForm, content: _Content) -> None:
        department = self.places.department(self.step, form.department, content.report)
        overall_id = put_overall(self.step, replace(form, department=department))
        for given in content.explanations.get(form.department, ()):
            given.put(self.step, RecordKind.OVERALL, overall_id)
        content.report.overalls += 1

    def _write_notes(self, notes: DisclosureNotes, content: _Content) -> None:
        """Entries and paragraphs that the file has replace the book's; others stay."""
        report = content.report
        department = self.places.department(self.step, notes.department, report)
        for key, value in notes.entries.items():
            put_disclosure_entry(self.step, department.id, key, value)
        for paragraph in notes.paragraphs.values():
            keep_paragraph(self.step, department.id, paragraph)
        for given in content.explanations.get(notes.department, ()):
            given.put(self.step, RecordKind.DEPARTMENT, department.id)
        report.entries += len(notes.entries) + len(notes.paragraphs)

    def _write_entry(self, entry: OwnEntry, report: FileReport) -> None:
        """What the year's catalogue says in the same words needs no entry of the book's own."""
        known = load_catalogue(entry.kind, self.book.info.fiscal_year).name_of(entry.code)
        if known != entry.name:
            put_catalogue_entry(self.step, entry.kind, entry.code, entry.name)
            report.catalogue_entries += 1

    def _write_ledger(self, content: _Content) -> None:
        units = self._units_of(content.lines, content)
        self._clear_lines({unit.id for found in units.values() for unit in found}, content.report)
        self._add_missing_projects(content, units)
        for line in content.lines:
            self._write_line(line, units[line.unit])
            content.report.ledger_lines += 1
            self.counter.one()

    def _write_revenue(self, content: _Content) -> None:
        units = self._units_of(content.revenue, content)
        named = {unit.id for found in units.values() for unit in found}
        for known in revenue_lines(self.book):
            if known.unit.id in named:
                delete_revenue_line(self.step, known.id)
                content.report.replaced_revenue += 1
        for line in content.revenue:
            unit = units[line.unit][0]
            add_revenue_line(
                self.step,
                RevenueLine(unit, line.source, line.revenue_code, line.amount, line.name),
            )
            content.report.revenue_lines += 1
            self.counter.one()

    def _units_of(
        self, lines: Sequence[NamedLine | NamedRevenue], content: _Content
    ) -> dict[str, tuple[Unit, ...]]:
        """The book's units of the names in a file, made where the book lacks them."""
        first: dict[str, int] = {}
        for line in lines:
            first.setdefault(line.unit, line.number)
        return {name: self._units(name, number, content) for name, number in first.items()}

    def _units(self, name: str, number: int, content: _Content) -> tuple[Unit, ...]:
        found = self.places.units_named(name)
        if found:
            return found
        department = self.places.only_department()
        if department is None:
            reason = (
                f"账套中没有单位「{shorten(name)}」，无法判断它属于哪个部门，请先新建这个单位。"
            )
            record = f"第 {number} 行"
            raise ImportFault(content.path, reason, record=record, field="unit", label="单位")
        return (self.places.unit(self.step, Unit(name, department), content.report),)

    def _clear_lines(self, unit_ids: set[int], report: FileReport) -> None:
        for line in ledger(self.book):
            if line.unit.id in unit_ids:
                delete_ledger_line(self.step, line.id)
                report.replaced_lines += 1

    def _add_missing_projects(
        self, content: _Content, units: Mapping[str, tuple[Unit, ...]]
    ) -> None:
        """Add the projects that lines of this year name and the book lacks.

        What is only carried over from last year has no form this year.
        """
        for line in content.lines:
            owners = units[line.unit]
            if line.project is None or line.origin is Origin.CARRYOVER:
                continue
            if self.places.project_id(owners, line.project) is None:
                self.places.add_blank(self.step, owners[0], line.project)
                content.report.empty_projects.append(line.project)

    def _write_line(self, line: NamedLine, units: tuple[Unit, ...]) -> None:
        known = self.places.project_id(units, line.project) if line.project else None
        # Where two departments have a unit of that name, money stands with the first.
        add_ledger_line(
            self.step,
            LedgerLine(
                unit=units[0],
                function_code=line.function_code,
                nature=line.nature,
                source=line.source,
                origin=line.origin,
                amount=line.amount,
                project=line.project,
                department_economic=line.department_economic,
                government_economic=line.government_economic,
                project_id=known,
            ),
        )
