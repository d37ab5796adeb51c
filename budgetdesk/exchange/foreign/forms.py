"""A source's forms: cut apart, each read by its labels and its table of indicators."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from budgetdesk.domain.money import Measure
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import RecordKind
from budgetdesk.exchange.drawing.words import core_of, is_note
from budgetdesk.exchange.foreign.budget.reading import read_budget
from budgetdesk.exchange.foreign.budget.table import BudgetTable
from budgetdesk.exchange.foreign.columns import ListColumns, columns_at, heads_of, is_head
from budgetdesk.exchange.foreign.continued import joined_sheets
from budgetdesk.exchange.foreign.cuts import suspected_cuts
from budgetdesk.exchange.foreign.fields import FieldRows
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.indicators import IndicatorRows
from budgetdesk.exchange.foreign.kinds import FormKinds
from budgetdesk.exchange.foreign.labels import FormLabels
from budgetdesk.exchange.foreign.list_rows import list_at, read_list
from budgetdesk.exchange.foreign.numbered_rows import without_numbers
from budgetdesk.exchange.foreign.reading import NO_PLACE, ProjectReading, Unread
from budgetdesk.exchange.foreign.record_rows import RecordRows
from budgetdesk.exchange.foreign.segments import FormSegment, SegmentKind, segments
from budgetdesk.exchange.foreign.strips import beside_each_other
from budgetdesk.exchange.foreign.surroundings import SUMS, measure_around
from budgetdesk.exchange.measures import measure_in
from budgetdesk.exchange.sheet_notes import HIDDEN

_NO_FORM = "不是绩效表，没有读"
_NO_COLUMN = "没有认出这一列是什么，整列没有读"
_HIDDEN_COLUMN = "在隐藏的列中，整列没有读"
_TELLS_APART = ("unit.", "funding.", "goals.")
_NO_NAME = "没有写项目名称，没有读"


@dataclass
class SourceReading:
    """All that was read of a file, and what stands outside of its forms."""

    projects: list[ProjectReading] = field(default_factory=list)
    records: list[ProjectReading] = field(default_factory=list)  # of all other kinds
    unread: list[Unread] = field(default_factory=list)
    tables: list[BudgetTable] = field(default_factory=list)

    @property
    def forms(self) -> list[ProjectReading]:
        """All forms: those of projects, then all others."""
        return [*self.projects, *self.records]


def read_forms(
    grids: Sequence[SourceGrid], kinds: FormKinds, progress: Progress = ignore_progress
) -> SourceReading:
    """The forms of a source, of projects and of other kinds that the set has; budget tables.

    Raises:
        Cancelled: `progress` stopped it; it counts every row twice, when looked for and when read.
    """
    found = SourceReading()
    grids = joined_sheets(grids, kinds.projects)
    total, done = 2 * sum(grid.height for grid in grids), 0
    for grid in grids:
        found.unread += [*_unseen(grid), *_unreckoned(grid)]
        for part in beside_each_other(grid, kinds.projects):
            _take_grid(part, kinds, found, _counted_from(done, total, progress))
        done += 2 * grid.height
    for form in found.forms:
        form.cuts += suspected_cuts(form)
    return found


def _unseen(grid: SourceGrid) -> Iterator[Unread]:
    """The first text of each hidden column."""
    told: set[int] = set()
    for cell in grid.unseen:
        if cell.column not in told:
            told.add(cell.column)
            yield Unread(cell, _HIDDEN_COLUMN)


def _unreckoned(grid: SourceGrid) -> Iterator[Unread]:
    """What shows nothing for a reason: a formula never reckoned, a page that is scanned."""
    return (Unread(it, it.note) for it in grid.cells if it.note not in ("", HIDDEN) and not it.said)


def _counted_from(done: int, total: int, progress: Progress) -> Callable[[int], None]:
    return lambda row: progress(done + row, total)


def _take_grid(
    grid: SourceGrid, kinds: FormKinds, found: SourceReading, at: Callable[[int], None]
) -> None:
    """Read one grid; `at` is told each row when forms are looked for, then when they are read."""
    tables = read_budget(grid)
    covered = {row for table in tables for span in table.spans for row in span}
    found.tables += tables
    for segment in segments(grid, kinds, at):
        at(grid.height + segment.first)
        rows = range(segment.first, segment.last)
        said = [row for row in rows if grid.said_in(row)]
        if not said or said[0] not in covered:
            _take_segment(grid, segment, kinds, found)


def _take_segment(
    grid: SourceGrid, segment: FormSegment, kinds: FormKinds, found: SourceReading
) -> None:
    """Read one part of a grid; what is no form of the set is unread as a whole."""
    if segment.kind is SegmentKind.OTHER:
        found.unread += _outside(grid, segment)
    elif segment.kind is SegmentKind.LIST:
        found.projects += _read_list(grid, segment, kinds.projects)
    elif not kinds.known(segment.record):
        why = f"本账套的套表没有{kinds.name_of(segment.record)}，没有读"
        found.unread += _outside(grid, segment, why)
    else:
        _TAKEN.get(segment.record, _take_record)(grid, segment, kinds, found)


def _take_record(
    grid: SourceGrid, segment: FormSegment, kinds: FormKinds, found: SourceReading
) -> None:
    found.records.append(_read_record(grid, segment, kinds.labels(segment.record)))


def _take_project(
    grid: SourceGrid, segment: FormSegment, kinds: FormKinds, found: SourceReading
) -> None:
    read = _read_form(grid, segment, kinds.projects)
    if why := _not_form(read, kinds.projects):
        found.unread += _outside(grid, segment, why)
    else:
        found.projects.append(read)


_TAKEN: Mapping[str, Callable[[SourceGrid, FormSegment, FormKinds, SourceReading], None]] = {
    RecordKind.PROJECT: _take_project
}


def _not_form(read: ProjectReading, labels: FormLabels) -> str:
    """Why what names a project is no form of one, "" where it is.

    Budget tables have 项目名称 and who pays too; what a form asks beside them tells it: one such
    field in the row of the name, else two, for 单位 stands above any table.
    """
    name = read.fields.get("name")
    if name is None or not name.text.strip():
        return _NO_NAME
    if labels.meaning(name.text) or labels.payer(name.text) or labels.is_side(name.text):
        return _NO_FORM  # a row of headings
    own = [
        it.cell.row
        for path, it in read.fields.items()
        if path != "name" and not path.startswith("funding.") and _says(it.text, labels)
    ]
    enough = read.rows or len(own) > 1 or name.cell.row in own
    return "" if enough else _NO_FORM


def _says(text: str, labels: FormLabels) -> bool:
    """Whether a field's text is one, and not the next heading of a table."""
    is_heading = labels.meaning(text) is not None or labels.is_side(text)
    return text.strip() != "" and not is_heading


def _outside(grid: SourceGrid, segment: FormSegment, why: str = _NO_FORM) -> Iterator[Unread]:
    """What a part without a project's form says: its first text stands for all of it."""
    for row in range(segment.first, segment.last):
        for cell in grid.said_in(row):
            yield Unread(cell, why)
            return


def _read_record(grid: SourceGrid, segment: FormSegment, labels: FormLabels) -> ProjectReading:
    """A form of another kind: its fields and amounts, its lists, its indicators."""
    into = ProjectReading(segment.title, labels.record)
    fields, indicators = RecordRows(grid, labels, into), IndicatorRows(grid, labels, into)
    fields.around = measure_around(grid, segment.first, segment.last)
    row = segment.first
    while row < segment.last:
        after = row
        if is_head(grid.said_in(row), labels):
            indicators.around = fields.measure
            after = indicators.read(row, segment.last)
            fields.used |= indicators.used
        elif band := list_at(grid, row, labels):
            after = read_list(
                grid, row, segment.last, band, labels, into, fields.used, fields.measure
            )
        if after == row:
            fields.read(row)
            after = row + 1
        row = after
    _leave(fields, segment, into)
    return into


def _leave(fields: FieldRows, segment: FormSegment, into: ProjectReading) -> None:
    left = fields.left(range(segment.first, segment.last))
    into.unread += [Unread(cell, NO_PLACE) for cell in left]


def _read_form(grid: SourceGrid, segment: FormSegment, labels: FormLabels) -> ProjectReading:
    into = ProjectReading(segment.title)
    fields, indicators = FieldRows(grid, labels, into), IndicatorRows(grid, labels, into)
    fields.around = measure_around(grid, segment.first, segment.last)
    row = segment.first
    while row < segment.last:
        if is_head(grid.said_in(row), labels):
            indicators.around = fields.measure
            after = indicators.read(row, segment.last)
            fields.used |= indicators.used
            if after > row:
                row = after
                continue
        fields.read(row)
        row += 1
    fields.used |= indicators.used
    _leave(fields, segment, into)
    return into


def _read_list(grid: SourceGrid, segment: FormSegment, labels: FormLabels) -> list[ProjectReading]:
    """A table with a row for each indicator of many projects."""
    head = next(
        row for row in range(segment.first, segment.last) if is_head(grid.said_in(row), labels)
    )
    line = heads_of(grid, head)
    columns = columns_at(grid, head, labels, line)
    if columns is None:
        return []
    top = min(cell.row for cell in line)
    above = ProjectReading(segment.title)
    fields = FieldRows(grid, labels, above)
    fields.around = measure_around(grid, segment.first, segment.last)
    fields.around = fields.around or _measure_of_title(grid, range(segment.first, top))
    for row in range(segment.first, top):
        fields.read(row)
    fields.used.update(cell for row in range(top, columns.first) for cell in grid.said_in(row))
    return _read_rows(grid, segment, labels, columns, fields)


def _measure_of_title(grid: SourceGrid, rows: range) -> Measure | None:
    """What the title of a list says amounts are in: …清单（单位：万元）."""
    lines = (grid.said_in(row) for row in rows)
    told = (measure_in(line[0].text) for line in lines if len(line) == 1)
    return next(filter(None, told), None)


def _read_rows(
    grid: SourceGrid,
    segment: FormSegment,
    labels: FormLabels,
    columns: ListColumns,
    fields: FieldRows,
) -> list[ProjectReading]:
    projects: list[ProjectReading] = []
    readers: list[IndicatorRows] = []
    begun: Mapping[str, SourceCell] = {}
    blank = False
    for row in range(columns.first, segment.last):
        named = {path: cell for path, cell in _told_in(grid, row, columns) if cell.said}
        if _is_beside_projects(grid.said_in(row), named, fields.used):
            continue
        if _begins(named, begun, after_blank=blank):
            projects.append(ProjectReading(segment.title))
            readers.append(IndicatorRows(grid, labels, projects[-1]))
            readers[-1].around = fields.measure
            begun = named
        blank = "name" not in named
        if not projects:
            continue
        if is_head(grid.said_in(row), labels):
            readers[-1].used.update(grid.said_in(row))
            continue
        fields.take_columns(row, columns.others, projects[-1])
        readers[-1].take_row(row, columns, projects[-1])
    for project in projects:
        project.rows[:] = without_numbers(project.rows)
    used = fields.used.union(*(it.used for it in readers))
    if projects:
        rows = range(columns.first, segment.last)
        projects[-1].unread += _left_columns(grid, rows, used, columns)
    return projects


def _is_beside_projects(
    line: Sequence[SourceCell], named: Mapping[str, SourceCell], used: set[SourceCell]
) -> bool:
    """Whether a row of a list is of no project: a note, which is told, or a sum."""
    if line and is_note(line[0].text):
        return True
    is_sum = "name" in named and core_of(named["name"].text) in SUMS
    used.update(line if is_sum else ())
    return is_sum


def _told_in(grid: SourceGrid, row: int, columns: ListColumns) -> Iterator[tuple[str, SourceCell]]:
    """What a row of a list says of its project."""
    for path, head in columns.others.items():
        if (cell := grid.at(row, head.column)) is not None:
            yield path, cell


def _begins(
    named: Mapping[str, SourceCell], begun: Mapping[str, SourceCell], *, after_blank: bool
) -> bool:
    """Whether a row is of another project than those above: its name, its office, its money.

    A name that is repeated in each row is one project's; two merged cells of one name, or one
    said again below blank cells, are two.
    """
    if "name" not in named:
        return False
    before = begun.get("name")
    if before is None or named["name"].said != before.said:
        return True
    if named["name"] is not before and (before.rows > 1 or named["name"].rows > 1):
        return True
    if after_blank and named.keys() >= begun.keys():
        return True
    told = (it for it in named.keys() & begun.keys() if it.startswith(_TELLS_APART))
    return any(named[it].said != begun[it].said for it in told)


def _left_columns(
    grid: SourceGrid, rows: range, used: set[SourceCell], columns: ListColumns
) -> Iterator[Unread]:
    """What found no place; columns that nobody knows are told once, by their first text."""
    known = {head.column for half in columns.halves for head in half.heads.values()}
    known |= {head.column for head in columns.others.values()}
    told = set(columns.counts)
    for row in rows:
        for cell in grid.said_in(row):
            if cell in used or cell.column in told:
                continue
            if cell.column not in known:
                told.add(cell.column)
            yield Unread(cell, NO_PLACE if cell.column in known else _NO_COLUMN)
