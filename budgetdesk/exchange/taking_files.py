"""What imported files hold, and how a book takes it, within the step of the import."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetdesk.book.book import Book
from budgetdesk.book.catalogue import (
    catalogue,
    lines_by_code,
    put_catalogue_entry,
    put_list_year,
    put_out_of_use,
    take_code_list,
)
from budgetdesk.book.declared_records import RecordsBelow, mark_below, put_below
from budgetdesk.book.disclosure import keep_paragraph, put_disclosure_entry
from budgetdesk.book.edit import (
    put_overall,
    replace_project,
)
from budgetdesk.book.filled_in import mark_filled_in
from budgetdesk.book.ledger import arrange_as_ledger
from budgetdesk.book.overall import forget_agreeing
from budgetdesk.book.provenance import Provenance, put_provenance
from budgetdesk.book.read import (
    ledger,
    overall,
    overall_of,
    overalls,
    project,
    projects,
    revenue_lines,
)
from budgetdesk.book.replaced_lines import replace_ledger_lines, replace_revenue_lines
from budgetdesk.book.step import Step
from budgetdesk.domain.catalogue import Attestation, CatalogueKind, OwnEntry, load_catalogue
from budgetdesk.domain.code_changes import CodeList, compare
from budgetdesk.domain.code_search import CODE_KINDS
from budgetdesk.domain.disclosure import DisclosureNotes
from budgetdesk.domain.livelihood import ListedProject
from budgetdesk.domain.overall_funding import OverallFunding
from budgetdesk.domain.progress import Progress
from budgetdesk.domain.records import (
    Department,
    LedgerLine,
    Origin,
    OverallForm,
    Project,
    RecordKind,
    RevenueLine,
    Unit,
)
from budgetdesk.domain.unidentified import without_identity
from budgetdesk.exchange import projects_file
from budgetdesk.exchange.claims import told_otherwise
from budgetdesk.exchange.contrasts import overall_contrasts
from budgetdesk.exchange.existing import (
    Decisions,
    ExistingProjectsFault,
    Meeting,
    OnExisting,
    recognised,
)
from budgetdesk.exchange.explanations_file import Given
from budgetdesk.exchange.ledger_file import NamedLine
from budgetdesk.exchange.line_units import WhoseLine, units_of_lines, whose_line
from budgetdesk.exchange.placing import Places, is_blank
from budgetdesk.exchange.report import FileReport, some_of
from budgetdesk.exchange.revenue_file import NamedRevenue
from budgetdesk.exchange.taking_list import take_list
from budgetdesk.forms.definition import FormSet

if TYPE_CHECKING:
    from budgetdesk.exchange.foreign.records import ReadRecord


@dataclass
class FileContent:
    """What one file holds, ready to be written; one of them is filled.

    `explanations` are by the identity of a project, or by the department of anything else.
    `of_book` says that it is another book, which holds all of them.
    """

    report: FileReport
    projects: tuple[Project, ...] = ()
    units: tuple[Unit, ...] = ()
    # By identity, of overall forms by department, as the explanations.
    filled_in: frozenset[tuple[str, ...] | Department] = frozenset()
    overalls: tuple[OverallForm, ...] = ()
    records: "tuple[ReadRecord, ...]" = ()  # below projects and overall forms, as they were read
    lines: tuple[NamedLine, ...] = ()
    revenue: tuple[NamedRevenue, ...] = ()
    disclosures: tuple[DisclosureNotes, ...] = ()
    catalogue: tuple[OwnEntry, ...] = ()
    list_years: Mapping[CatalogueKind, int] = field(default_factory=dict)
    code_lists: tuple[CodeList, ...] = ()
    listed: tuple[ListedProject, ...] = ()
    explanations: Mapping[Any, tuple[Given, ...]] = field(default_factory=dict)
    sources: Mapping[Any, Provenance] = field(default_factory=dict)  # as the explanations
    of_book: bool = False

    @property
    def size(self) -> int:
        """How many records it holds."""
        records = (
            *(
                self.projects,
                self.overalls,
                self.records,
                self.lines,
                self.revenue,
                self.disclosures,
            ),
            *(self.catalogue, self.list_years, self.code_lists, self.listed),
        )
        return sum(map(len, records))

    @property
    def rank(self) -> int:
        """What comes before what: projects, overall forms, what belongs to them, lists."""
        return 0 if self.projects or self.units else 1 if self.overalls else 3 if self.listed else 2

    @property
    def path(self) -> Path:
        """The file."""
        return self.report.path


def take(
    book: Book,
    step: Step,
    places: Places,
    form_set: FormSet,
    contents: Sequence[FileContent],
    progress: Progress,
    whole: Mapping[CatalogueKind, bool],
    decisions: Decisions,
) -> None:
    """Write the contents of files in their proper order; `progress` counts records.

    `places` are those of the book as the step finds it. `whole` says of which kinds of 科目 the
    list is whole, `decisions` what becomes of projects that the book has.

    Raises:
        ImportFault: what a file holds has no place in the book.
        Cancelled: `progress` stopped it.
    """
    counter = _Counter(progress, sum(content.size for content in contents))
    below = _below_those_met(book, places, contents)
    writer = _ContentWriter(book, step, places, form_set, counter, whole, decisions, below)
    for content in sorted(contents, key=lambda content: content.rank):
        writer.write(content)
    for content in contents:
        if content.records:
            writer.write_records(content)
    _settle_funding(step, contents)


def _below_those_met(book: Book, places: Places, contents: Sequence[FileContent]) -> RecordsBelow:
    """The records below the forms that files may go over: a book may have far more."""
    met = (places.known(wanted) for content in contents for wanted in content.projects)
    forms = overalls(book) if any(content.overalls for content in contents) else ()
    among = {
        RecordKind.PROJECT: [it for it in met if it is not None],
        RecordKind.OVERALL: [it.id for it in forms],
    }
    return RecordsBelow(book, among)


def _settle_funding(step: Step, contents: Sequence[FileContent]) -> None:
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


def meetings_in(
    book: Book, places: Places, form_set: FormSet, contents: Iterable[FileContent]
) -> tuple[Meeting, ...]:
    """The projects of files that the book has, other than blank; both sides of each."""
    met = [
        (known_id, wanted, content.path)
        for content in contents
        for wanted in content.projects
        if (known_id := places.known(wanted)) is not None
    ]
    ids = {known_id for known_id, _, _ in met}
    known = {it.id: it for it in projects(book, ids)}
    below = RecordsBelow(book, {RecordKind.PROJECT: ids})
    return tuple(
        Meeting(below.put_in(known[known_id]), wanted, path, book.dictionary, form_set)
        for known_id, wanted, path in met
        if not is_blank(form_set, known[known_id]) or below.has(RecordKind.PROJECT, known_id)
    )


class _Counter:
    """Counts the records done over all files."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def one(self) -> None:
        self._done += 1
        self._progress(self._done, self._total)


@dataclass(frozen=True, slots=True)
class _ContentWriter:
    """Writes what the files hold, within the step of the import."""

    book: Book
    step: Step
    places: Places
    form_set: FormSet
    counter: _Counter
    whole: Mapping[CatalogueKind, bool]
    decisions: Decisions
    below: RecordsBelow

    def write(self, content: FileContent) -> None:
        self._each(content.catalogue, lambda item: self._write_entry(item, content.report))
        for kind, year in content.list_years.items():
            self._write_year(kind, year, content.report)
        self._each(content.code_lists, lambda item: self._write_list(item, content.report))
        for unit in content.units:
            self.places.told(self.step, unit, content.report)
        self._write_projects(content)
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

    def _write_projects(self, content: FileContent) -> None:
        for wanted, known_id in self.places.in_runs(content.projects):
            ids = (
                self._add(wanted, content.report)
                if known_id is None
                else [self._put_project(wanted[0], known_id, content.report)]
            )
            for one, project_id in zip(wanted, ids, strict=True):
                if project_id is not None:
                    self._follow_up(one, project_id, content)
                self.counter.one()

    def _add(self, wanted: Sequence[Project], report: FileReport) -> Sequence[int]:
        units = [self.places.unit(self.step, it.unit, report) for it in wanted]
        placed = (replace(it, unit=own, id=0) for it, own in zip(wanted, units, strict=True))
        return self.places.add_all(self.step, [*placed])

    def _follow_up(self, wanted: Project, project_id: int, content: FileContent) -> None:
        """What a file says of a project beside its fields, once the book has it."""
        content.report.projects += 1
        for given in content.explanations.get(projects_file.identity(wanted), ()):
            given.put(self.step, RecordKind.PROJECT, project_id)
        if projects_file.identity(wanted) in content.filled_in:
            mark_filled_in(self.step, (project(self.book, project_id),), done=True)
        if source := content.sources.get(projects_file.identity(wanted)):
            put_provenance(self.step, project(self.book, project_id), source)
        mark_below(self.step, self.book, project_id, wanted)
        content.report.notes += told_otherwise(self.book, self.step, project_id, wanted)

    def _put_project(self, wanted: Project, known_id: int, report: FileReport) -> int | None:
        """Put a project of a file over that of the book; None where the book's stays."""
        known = project(self.book, known_id)
        self.places.learn_code(self.step, known.unit.department, wanted.unit.department)
        if is_blank(self.form_set, known) and not self.below.has(known.kind, known_id):
            kept = replace(wanted, livelihood=wanted.livelihood or known.livelihood)
            replace_project(self.step, known_id, kept)
            self.places.named(known.unit, wanted.name, known_id)
            report.filled += 1
            return known_id
        return self._settle(known, wanted, report)

    def _settle(self, known: Project, wanted: Project, report: FileReport) -> int | None:
        """Do what was decided about a project that the book has; its id, None where it stays."""
        decision = self.decisions.of(wanted)
        if decision is None:  # two files of one import hold it
            sides = known, wanted, report.path, self.step.dictionary
            raise ExistingProjectsFault([Meeting(*sides, self.form_set)])
        if decision.deed is OnExisting.SKIP:
            report.skipped.append(known.name)
            return None
        if decision.deed is OnExisting.BOTH:
            name = self.places.free_name(known.unit, wanted.name)
            report.beside.append(name)
            another = replace(without_identity(wanted), unit=known.unit, name=name, id=0)
            return self.places.add(self.step, another)
        rows = recognised(known, wanted, decision.apart)
        replace_project(self.step, known.id, rows, guess=False)
        self.places.named(known.unit, wanted.name, known.id)
        report.overwritten.append(wanted.name)
        return known.id

    def _write_overall(self, form: OverallForm, content: FileContent) -> None:
        department = self.places.department(self.step, form.department, content.report)
        wanted = replace(form, department=department)
        content.report.notes += self._told_over(department, wanted)
        overall_id = put_overall(self.step, wanted)
        put_below(self.step, overall_id, wanted)
        for given in content.explanations.get(form.department, ()):
            given.put(self.step, RecordKind.OVERALL, overall_id)
        if form.department in content.filled_in:
            mark_filled_in(self.step, (overall(self.book, overall_id),), done=True)
        if source := content.sources.get(form.department):
            put_provenance(self.step, overall(self.book, overall_id), source)
        mark_below(self.step, self.book, overall_id, wanted)
        content.report.notes += told_otherwise(self.book, self.step, overall_id, wanted)
        content.report.overalls += 1

    def write_records(self, content: FileContent) -> None:
        """Put forms of other kinds below the projects and departments, which are all there now."""
        from budgetdesk.exchange.taking_records import RecordWriter  # with the first such file

        writer = RecordWriter(
            self.book, self.step, self.form_set, self.decisions, content.path, content.report
        )
        self._each(content.records, writer.write)

    def _told_over(self, department: Department, form: OverallForm) -> Iterator[str]:
        """What of a department's overall form that has content becomes another thing."""
        held = self.below.put_in(overall_of(self.book, department.id))
        own = held.filled_in or OverallFunding(held.by_source, held.by_direction)
        typed = replace(held, by_source=own.by_source, by_direction=own.by_direction)
        changes = [*overall_contrasts(self.step.dictionary, typed, form)]
        lost = dict.fromkeys(self.form_set.in_own_words(it.label) for it in changes if it.held)
        if held.id and lost:
            yield (
                f"「{held.department.name}」整体表账套中已有内容，"
                f"{len(lost)} 处改为文件中的内容：{some_of([*lost])}。"
            )

    def _write_notes(self, notes: DisclosureNotes, content: FileContent) -> None:
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
        if not entry.name:
            put_out_of_use(self.step, entry.kind, entry.code)
            report.catalogue_entries += 1
            return
        shipped = load_catalogue(entry.kind, self.book.info.fiscal_year)
        known = shipped.entries.get(entry.code)
        if not (known and known.name == entry.name and known.certainty is Attestation.PRINTED):
            put_catalogue_entry(self.step, entry.kind, entry.code, entry.name)
            report.catalogue_entries += 1

    def _write_year(self, kind: CatalogueKind, year: int, report: FileReport) -> None:
        put_list_year(self.step, kind, year)
        report.notes.append(f"{CODE_KINDS[kind].name}用本单位 {year} 年的清单。")
        self.counter.one()

    def _write_list(self, listed: CodeList, report: FileReport) -> None:
        """An office's own list of codes, as that of the year it says, else of the book's."""
        year = self.book.info.fiscal_year
        changes = compare(
            listed, catalogue(self.book, listed.kind), is_whole=self.whole.get(listed.kind)
        )
        shipped = load_catalogue(listed.kind, year)
        take_code_list(self.step, changes, shipped, listed.year or year)
        report.listed_codes += len(listed.names)
        report.notes += changes.sentences(lines_by_code(self.book, listed.kind))
        if listed.year not in (None, year):
            report.notes.append(f"清单是 {listed.year} 年的，本账套是 {year} 年度。")

    def _write_ledger(self, content: FileContent) -> None:
        units = self._units_of(content.lines, content)
        self._add_missing_projects(content, units)
        wanted = [self._line(line, units[whose_line(line)]) for line in content.lines]
        named = {line.unit.id: line.unit for line in wanted}
        known = [line for line in ledger(self.book) if line.unit.id in named]
        replace_ledger_lines(self.step, known, wanted, self.counter.one)
        content.report.replaced_lines += len(known)
        content.report.ledger_lines += len(wanted)
        had = {line.unit.id for line in known}
        self._arrange([unit for unit in named.values() if unit.id not in had], content.report)

    def _arrange(self, fresh: Sequence[Unit], report: FileReport) -> None:
        """A unit's first ledger says in which order things are printed."""
        owners = dict.fromkeys(unit.department.id for unit in fresh)
        moved = [
            arrange_as_ledger(
                self.step, owner, [unit.id for unit in fresh if unit.department.id == owner]
            )
            for owner in owners
        ]
        if any(moved):
            report.notes.append("单位和项目已按预算明细的先后排列。")

    def _write_revenue(self, content: FileContent) -> None:
        units = self._units_of(content.revenue, content)
        wanted = [
            RevenueLine(units[whose_line(it)][0], it.source, it.revenue_code, it.amount, it.name)
            for it in content.revenue
        ]
        named = {line.unit.id for line in wanted}
        known = [line for line in revenue_lines(self.book) if line.unit.id in named]
        replace_revenue_lines(self.step, known, wanted, self.counter.one)
        content.report.replaced_revenue += len(known)
        content.report.revenue_lines += len(wanted)

    def _units_of(
        self, lines: Sequence[NamedLine | NamedRevenue], content: FileContent
    ) -> Mapping[WhoseLine, tuple[Unit, ...]]:
        return units_of_lines(self.step, self.places, lines, content.report)

    def _add_missing_projects(
        self, content: FileContent, units: Mapping[WhoseLine, tuple[Unit, ...]]
    ) -> None:
        """Add the projects that lines of this year name and the book lacks.

        What is only carried over from last year has no form this year.
        """
        for line in content.lines:
            owners = units[whose_line(line)]
            if line.project is None or line.origin is Origin.CARRYOVER:
                continue
            if self.places.project_id(owners, line.project) is None:
                self.places.add_blank(self.step, owners[0], line.project)
                content.report.empty_projects.append(line.project)

    def _line(self, line: NamedLine, units: tuple[Unit, ...]) -> LedgerLine:
        """A line with its unit and project as the book has them."""
        known = self.places.project_id(units, line.project) if line.project else None
        return LedgerLine(
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
        )
