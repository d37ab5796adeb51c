"""Tables of several sections, each below its own heading, whose amounts are in something else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from budgetdesk.domain.money import Measure, MoneyError
from budgetdesk.domain.text import fold
from budgetdesk.exchange.line_tables.columns import Layout, Matrix, cell_of
from budgetdesk.exchange.measures import in_measure, noted_measure, split_heading

_TITLE_CELLS = 3  # of a row above a heading
_BEGINNING = 2  # characters by which a heading is told from content fast


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of a heading that is said again, `first` to `last`, and what its amounts are in."""

    first: int
    last: int
    measures: Mapping[int, Measure]


def sections_below(matrix: Matrix, layout: Layout) -> list[Section]:
    """The sections that begin below the first one."""
    headings = {_bare(row) for row in matrix[: layout.first_row] if _said(row) > 1}
    beginnings = {_beginning(row) for row in matrix[: layout.first_row]}
    again = [
        number
        for number in range(layout.first_row, len(matrix))
        if _beginning(matrix[number]) in beginnings and _bare(matrix[number]) in headings
    ]
    return [_section(matrix, layout, number) for number in again]


def _section(matrix: Matrix, layout: Layout, row: int) -> Section:
    first = row
    while first > layout.first_row and _is_title(matrix[first - 1], layout):
        first -= 1
    noted = noted_measure(matrix[first:row])
    own = {
        column: split_heading(fold(cell_of(matrix[row], column)))[1] for column in layout.amounts
    }
    measures = {
        column: found for column in layout.amounts if (found := own[column] or noted) is not None
    }
    return Section(first, row, measures)


def with_own_measures(matrix: Matrix, layout: Layout, sections: Sequence[Section]) -> Matrix:
    """The table with amounts that are in something else than the first ones saying so: 0.02万元."""
    if not any(it.measures for it in sections):
        return matrix
    return [list(_measured(row, layout, it)) for row, it in _of_sections(matrix, sections)]


def _of_sections(
    matrix: Matrix, sections: Sequence[Section]
) -> Iterator[tuple[Sequence[str], Section | None]]:
    begins = {it.last: it for it in sections}
    current: Section | None = None
    for number, row in enumerate(matrix):
        current = begins.get(number, current)
        yield row, current


def _measured(row: Sequence[str], layout: Layout, section: Section | None) -> Iterator[str]:
    for column, cell in enumerate(row):
        measure = section.measures.get(column) if section else None
        other = measure is not None and measure is not layout.measure_of(column)
        yield _in(cell, measure) if other and measure else cell


def _in(cell: str, measure: Measure) -> str:
    try:
        return in_measure(cell, measure)
    except MoneyError:
        return cell


def _is_title(row: Sequence[str], layout: Layout) -> bool:
    """Whether a row above a heading is a title or a note: no amount, no code, hardly anything."""
    said = [cell for cell in row if cell.strip()]
    digits = any(fold(cell)[:3].isdigit() for cell in said)
    sums = any(cell_of(row, it).strip()[:1].isdigit() for it in layout.amounts)
    return 0 < len(said) <= _TITLE_CELLS and not digits and not sums


def _bare(row: Sequence[str]) -> tuple[str, ...]:
    """A row without what its amounts are in."""
    return tuple(split_heading(fold(cell))[0] for cell in row)


def _beginning(row: Sequence[str]) -> str:
    return next((cell.strip()[:_BEGINNING] for cell in row if cell.strip()), "")


def _said(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)
