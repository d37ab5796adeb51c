"""Where in a grid one form ends and the next begins."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from budgetdesk.domain.text import fold
from budgetdesk.exchange.drawing.words import is_year_line, says_unit
from budgetdesk.exchange.foreign.columns import heads_of, is_head
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.kinds import FormKinds
from budgetdesk.exchange.foreign.labels import FormLabels, heads_form
from budgetdesk.exchange.foreign.surroundings import is_outside, pieces_of
from budgetdesk.exchange.measures import is_note

_PART = re.compile(r"第[一二三四五六七八九十]+(?:部分|章)")
_MARGIN = 12  # characters of a line that is only a page's
_NOTES = 3  # rows above a title that notes may stand in
_FURTHEST = 8  # rows between a title and the project's name
_SHORT = 8  # characters of what may stand beside a title


class SegmentKind(StrEnum):
    """What a part of a grid is."""

    FORM = "form"  # one form of a project
    OFFICE = "office"  # one form of a department
    LIST = "list"  # a table with a row for each indicator of many projects
    OTHER = "other"  # no form


@dataclass(frozen=True, slots=True)
class FormSegment:
    """The rows from `first` on, before `last`; `title` heads them, `record` is the form's kind."""

    kind: SegmentKind
    first: int
    last: int
    title: str = ""
    record: str = ""


def segments(grid: SourceGrid, kinds: FormKinds, at: Callable[[int], None]) -> list[FormSegment]:
    """The forms of a grid in their order, with what stands between them; `at` is told each row."""
    starts = list(_starts(grid, kinds, at))
    bounds = [*(row for row, _ in starts), grid.height]
    found = [FormSegment(SegmentKind.OTHER, 0, bounds[0])] if bounds[0] else []
    title = ""
    for number, (row, kind) in enumerate(starts):
        last = bounds[number + 1]
        title = _title(grid, row, last) or title
        told = (
            "" if kind is not SegmentKind.OFFICE and kinds.is_office(kinds.titled(title)) else title
        )
        record = _record(grid, kinds, (row, last), told)
        end = _list_end(grid, row, last) if kind is SegmentKind.LIST else _form_end(grid, row, last)
        found.append(FormSegment(kind, row, end, title, record))
        if end < last:
            found.append(FormSegment(SegmentKind.OTHER, end, last))
    return found


def _list_end(grid: SourceGrid, first: int, last: int) -> int:
    """The row behind a list: text of the document, or a table with other columns behind a line."""
    width, begun = 0, first
    for row in range(first, last):
        line = grid.line(row)
        if not line:
            continue
        if line[0].loose:
            if width and not all(_is_of_page(it) for it in line):
                return row
        else:
            end = max(it.end for it in line)
            if width and grid.line(row - 1) and grid.line(row - 1)[0].loose and end != width:
                return begun + 1
            width, begun = max(width, end), row
    return last


def _is_of_page(cell: SourceCell) -> bool:
    """Whether a line within a table is only a page's: its title, its number, the unit of money."""
    text = cell.said
    plain = heads_form(text) or is_year_line(text) or says_unit(text)
    return plain or len(fold(text)) <= _MARGIN


def _form_end(grid: SourceGrid, first: int, last: int) -> int:
    """The row behind a form: another chapter of a document begins below its table."""
    begun = False
    for row in range(first, last):
        line = grid.said_in(row)
        begun = begun or any(not it.loose for it in line)
        if begun and line and line[0].loose and _PART.match(fold(line[0].text)):
            return row
    return last


def _record(grid: SourceGrid, kinds: FormKinds, rows: tuple[int, int], title: str) -> str:
    texts = (cell.text for row in range(*rows) for cell in grid.said_in(row))
    return kinds.record_of(title or grid.name, texts)


def _starts(
    grid: SourceGrid, kinds: FormKinds, at: Callable[[int], None]
) -> Iterator[tuple[int, SegmentKind]]:
    floor = 0
    for row in range(grid.height):
        at(row)
        line = grid.said_in(row)
        if heads_list(grid, row, kinds.projects):
            yield _head_of(grid, row, floor), SegmentKind.LIST
        elif names_project(grid, line, kinds.projects) and not _heads_next(
            grid, row, kinds.projects
        ):
            yield _head_of(grid, row, floor), SegmentKind.FORM
        elif line and _names_department(grid, line, kinds):
            head = _head_of(grid, row, floor)
            if not kinds.is_office(kinds.titled(_title(grid, head, row + 1))):
                continue
            yield head, SegmentKind.OFFICE
        else:
            continue
        floor = row + 1


def heads_list(grid: SourceGrid, row: int, labels: FormLabels) -> bool:
    """Whether a row heads the columns of a list of many projects."""
    return is_head(grid.said_in(row), labels) and is_list_head(heads_of(grid, row), labels)


def _heads_next(grid: SourceGrid, row: int, labels: FormLabels) -> bool:
    """Whether a row is the upper one of two that head a list."""
    upper = any(cell.row == row for cell in heads_of(grid, row + 1))
    return upper and heads_list(grid, row + 1, labels)


def is_list_head(line: tuple[SourceCell, ...], labels: FormLabels) -> bool:
    """Whether a row heads a list: the project's name is one column, the indicator's another."""
    roles = {labels.column(cell.text) for cell in line} - {""}
    if not {"name", "target"} <= roles:
        return False
    meanings = (labels.meaning(cell.text) for cell in line if not labels.column(cell.text))
    return any(it is not None and it.path == "name" for it in meanings)


def names_project(grid: SourceGrid, line: tuple[SourceCell, ...], labels: FormLabels) -> bool:
    """Whether a row says what the project is called: 项目名称 with a text beside it."""
    for cell in (it for it in line if "名" in it.text):
        if not cell.loose and _is_name(labels, cell.text):
            return _beside(grid, cell) is not None and not labels.column(_said_beside(grid, cell))
        inline = (labels.within(it.text) for it in pieces_of(cell, labels))
        if any(it is not None and _is_name(labels, it[0]) for it in inline):
            return True
    return False


def name_cells(grid: SourceGrid, row: int, labels: FormLabels) -> tuple[SourceCell, ...]:
    """The label and the name of the project that a row names in cells; none where it doesn't."""
    line = grid.said_in(row)
    if not names_project(grid, line, labels):
        return ()
    label = next((it for it in line if _is_name(labels, it.text)), None)
    name = _beside(grid, label) if label else None
    return (label, name) if label and name else ()


def _names_department(grid: SourceGrid, line: tuple[SourceCell, ...], kinds: FormKinds) -> bool:
    """Whether a row says whose the form of a department is: 部门名称 with a text beside it."""
    for cell in line:
        for labels in kinds.offices:
            inline = labels.within(cell.text)
            meaning = labels.meaning(inline[0] if inline else cell.text)
            if meaning is not None and meaning.path.endswith("department.name"):
                return inline is not None or bool(_said_beside(grid, cell))
    return False


def _beside(grid: SourceGrid, cell: SourceCell) -> SourceCell | None:
    """The first cell right of another that holds a text."""
    if cell.loose:
        return next((it for it in grid.said_in(cell.row) if it.column > cell.column), None)
    beside = grid.at(cell.row, cell.end)
    while beside is not None and not beside.said:
        beside = grid.at(cell.row, beside.end)
    return beside


def _said_beside(grid: SourceGrid, cell: SourceCell) -> str:
    beside = _beside(grid, cell)
    return beside.text if beside else ""


def _is_name(labels: FormLabels, text: str) -> bool:
    """Whether a label asks for the project's name; 项目 alone heads columns of many tables."""
    meaning = labels.meaning(text) if "名" in text else None
    return meaning is not None and meaning.path == "name"


def _head_of(grid: SourceGrid, row: int, floor: int) -> int:
    """The row where a form begins whose project is named in a row: at its title above it."""
    best = row
    for above in range(row - 1, max(floor, row - _FURTHEST) - 1, -1):
        if _title_in(grid.said_in(above)):
            best = above
        elif best < row:
            break
    return _with_notes(grid, best if best < row else _after_gap(grid, row, floor), floor)


def _with_notes(grid: SourceGrid, row: int, floor: int) -> int:
    """The row where a form begins, with 附件2 and 单位：万元 that stand right above it."""
    for above in range(row - 1, max(floor, row - _NOTES) - 1, -1):
        line = grid.said_in(above)
        if line and not all(is_note(fold(it.text)) or is_outside(it) for it in line):
            break
        row = above if line else row
    return row


def _after_gap(grid: SourceGrid, row: int, floor: int) -> int:
    """Without a title: the rows right above, up to a blank one or to the start of the grid."""
    for above in range(row - 1, floor - 1, -1):
        if not grid.said_in(above):
            return above + 1
    return row if floor else 0


def _title(grid: SourceGrid, first: int, last: int) -> str:
    for row in range(first, min(first + _FURTHEST, last)):
        if title := _title_in(grid.said_in(row)):
            return title
    return ""


def _title_in(line: tuple[SourceCell, ...]) -> str:
    """The title that stands in a row, alone or left of something short: 返回目录, 附件1."""
    alone = line and all(len(cell.said) < _SHORT for cell in line[1:])
    return line[0].said if alone and heads_form(line[0].text) else ""
