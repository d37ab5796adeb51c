"""Where in a grid one form ends and the next begins."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from budgetdesk.domain.text import fold
from budgetdesk.exchange.drawing.vocabulary import vocabulary
from budgetdesk.exchange.foreign.columns import heads_of, is_head
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.labels import FormLabels, heads_form

_FURTHEST = 8  # rows between a title and the project's name
_LATER = {"self_evaluation": ("actual",), "monitoring": ("so_far", "forecast")}


class SegmentKind(StrEnum):
    """What a part of a grid is."""

    FORM = "form"  # one project's form
    LIST = "list"  # a table with a row for each indicator of many projects
    OTHER = "other"  # a form of another kind, or no form


@dataclass(frozen=True, slots=True)
class FormSegment:
    """The rows from `first` on, before `last`; `title` is what heads them."""

    kind: SegmentKind
    first: int
    last: int
    title: str = ""


def segments(grid: SourceGrid, labels: FormLabels) -> list[FormSegment]:
    """The forms of a grid in their order, with what stands between them."""
    starts = list(_starts(grid, labels))
    bounds = [*(row for row, _ in starts), grid.height]
    found = [FormSegment(SegmentKind.OTHER, 0, bounds[0])] if bounds[0] else []
    title = ""
    for number, (row, kind) in enumerate(starts):
        title = _title(grid, row, bounds[number + 1]) or title
        last = bounds[number + 1]
        if kind is SegmentKind.FORM and _is_other(grid, labels, (row, last), title):
            kind = SegmentKind.OTHER
        found.append(FormSegment(kind, row, last, title))
    return found


def _starts(grid: SourceGrid, labels: FormLabels) -> Iterator[tuple[int, SegmentKind]]:
    floor = 0
    for row in range(grid.height):
        line = grid.said_in(row)
        if _heads_list(grid, row, labels):
            yield _head_of(grid, row, floor), SegmentKind.LIST
            floor = row + 1
        elif names_project(grid, line, labels) and not _heads_next(grid, row, labels):
            yield _head_of(grid, row, floor), SegmentKind.FORM
            floor = row + 1


def _heads_list(grid: SourceGrid, row: int, labels: FormLabels) -> bool:
    return is_head(grid.said_in(row), labels) and is_list_head(heads_of(grid, row), labels)


def _heads_next(grid: SourceGrid, row: int, labels: FormLabels) -> bool:
    """Whether a row is the upper one of two that head a list."""
    upper = any(cell.row == row for cell in heads_of(grid, row + 1))
    return upper and _heads_list(grid, row + 1, labels)


def is_list_head(line: tuple[SourceCell, ...], labels: FormLabels) -> bool:
    """Whether a row heads a list: the project's name is one column, the indicator's another."""
    roles = {labels.column(cell.text) for cell in line} - {""}
    if not {"name", "target"} <= roles:
        return False
    meanings = (labels.meaning(cell.text) for cell in line if not labels.column(cell.text))
    return any(it is not None and it.path == "name" for it in meanings)


def names_project(grid: SourceGrid, line: tuple[SourceCell, ...], labels: FormLabels) -> bool:
    """Whether a row says what the project is called: 项目名称 with a text beside it."""
    for cell in line:
        if not cell.loose and _is_name(labels, cell.text):
            beside = grid.at(cell.row, cell.end)
            while beside is not None and not beside.said:
                beside = grid.at(cell.row, beside.end)
            return beside is not None and labels.column(beside.text) == ""
        inline = labels.within(cell.text)
        if inline is not None and _is_name(labels, inline[0]):
            return True
    return False


def _is_name(labels: FormLabels, text: str) -> bool:
    """Whether a label asks for the project's name; 项目 alone heads columns of many tables."""
    meaning = labels.meaning(text)
    return meaning is not None and meaning.path == "name" and "名" in text


def _head_of(grid: SourceGrid, row: int, floor: int) -> int:
    """The row where a form begins whose project is named in a row: at its title above it."""
    best = row
    for above in range(row - 1, max(floor, row - _FURTHEST) - 1, -1):
        line = grid.said_in(above)
        if len(line) == 1 and heads_form(line[0].text):
            best = above
        elif best < row:
            break
    if best < row:
        return best
    return _after_gap(grid, row, floor)


def _after_gap(grid: SourceGrid, row: int, floor: int) -> int:
    """Without a title: the rows right above, up to a blank one or to the start of the grid."""
    for above in range(row - 1, floor - 1, -1):
        if not grid.said_in(above):
            return above + 1
    return row if floor else 0


def _title(grid: SourceGrid, first: int, last: int) -> str:
    for row in range(first, min(first + _FURTHEST, last)):
        line = grid.said_in(row)
        if len(line) == 1 and heads_form(line[0].text):
            return line[0].said
    return ""


def _is_other(grid: SourceGrid, labels: FormLabels, segment: tuple[int, int], title: str) -> bool:
    """Whether a form is one of another stage: 自评, 监控, 调整."""
    if labels.of_another(title or grid.name):
        return True
    texts = {fold(cell.text) for row in range(*segment) for cell in grid.said_in(row)}
    heads = [text for text in texts if len(text) < 12]
    return any(
        vocabulary(kind).column(head) in roles for kind, roles in _LATER.items() for head in heads
    )
