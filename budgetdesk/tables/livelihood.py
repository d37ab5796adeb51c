"""民生领域重大事项绩效目标情况表: the list of the projects marked for it, over the whole book."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.listed import listed_projects
from budgetdesk.domain.livelihood import ListedProject
from budgetdesk.domain.money import exchange_text
from budgetdesk.domain.records import Unit
from budgetdesk.forms.listing import (
    ColumnKind,
    LineGroup,
    ListedColumn,
    ListLook,
    ListPage,
    list_sheet,
)
from budgetdesk.forms.sheet import Cell, Sheet
from budgetdesk.forms.styles import LABEL, STYLES, TITLE
from budgetdesk.tables.livelihood_definition import (
    ListColumn,
    LivelihoodDefinition,
    Shows,
    load_livelihood,
)

_REASON = "取自项目的绩效目标表，不用填写；双击可打开这个项目。"
_KINDS = {Shows.NUMBER: ColumnKind.SHORT, Shows.AMOUNT: ColumnKind.MONEY}
_LOOK = ListLook(
    title=STYLES[TITLE],
    about=STYLES["note"],
    head=STYLES[LABEL],
    cells={
        ColumnKind.SHORT: STYLES["line"],
        ColumnKind.TEXT: STYLES["indicator"],
        ColumnKind.MONEY: STYLES["amount"],
    },
    title_height=34.0,
    about_height=20.0,
    line_height=20.0,
)


class Listing(StrEnum):
    """Which of the two lists: off the forms, or the published one that was imported."""

    COMPUTED = "computed"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row, amount in 分; `project_id` is that of its form, None where it has none."""

    unit_code: str
    unit: str
    project: str
    amount: int | None
    project_id: int | None = None

    @property
    def unit_text(self) -> str:
        """预算单位 as printed: CODE-NAME, the name alone where the code is not known."""
        return f"{self.unit_code}-{self.unit}" if self.unit_code else self.unit


_Numbered = tuple[int, ListRow]


@dataclass(frozen=True, slots=True)
class LivelihoodList:
    """The list of a year, its rows in order."""

    definition: LivelihoodDefinition
    title: str
    rows: tuple[ListRow, ...]

    @property
    def project_column(self) -> int:
        """The place of the column with the projects' names."""
        return [column.shows for column in self.definition.columns].index(Shows.PROJECT)

    @property
    def page(self) -> "ListPage[_Numbered]":
        """What is printed above the rows, and the columns."""
        definition = self.definition
        columns = [_column(it, thousands=definition.thousands) for it in definition.columns]
        unit = f"单位：{definition.unit}"
        return ListPage(self.title, self.title, columns, unit, definition.id, look=_LOOK)

    def with_forms(self, project_ids: Sequence[int | None]) -> "LivelihoodList":
        """The same list, each row with the id of the project it means."""
        pairs = zip(self.rows, project_ids, strict=True)
        return replace(self, rows=tuple(replace(row, project_id=one) for row, one in pairs))

    def row_at(self, cell: Cell) -> ListRow | None:
        """The row that a cell of the list's Sheet belongs to; None above the rows."""
        place = cell.row - self.page.top
        return self.rows[place] if 0 <= place < len(self.rows) else None


def livelihood_of(book: Book, which: Listing) -> LivelihoodList | None:
    """One of the two lists; None where the set has no list, or none was imported."""
    published = which is Listing.PUBLISHED
    return published_livelihood(book) if published else compute_livelihood(book)


def compute_livelihood(book: Book) -> LivelihoodList | None:
    """The list of the projects marked in a book, in tree order; None where the set has no list.

    The amount is the annual total of the form. Units are named as in the tree.

    Raises:
        FormSetError: the set's definition cannot be used.
    """
    definition = load_livelihood(book.info.form_set)
    if definition is None:
        return None
    with book.snapshot():
        units = {unit.id: unit for unit in read.units(book)}
        marked = [row for row in read.project_rows(book) if row.livelihood]
    rows = (_computed(row, units[row.unit_id]) for row in marked)
    return livelihood_list(definition, book.info.fiscal_year, rows)


def published_livelihood(book: Book) -> LivelihoodList | None:
    """The published list that was imported; None where the set has no list or none was imported.

    Raises:
        FormSetError: the set's definition cannot be used.
    """
    definition = load_livelihood(book.info.form_set)
    listed = listed_projects(book) if definition else ()
    if definition is None or not listed:
        return None
    return livelihood_list(definition, book.info.fiscal_year, map(_published, listed))


def livelihood_sheet(listed: LivelihoodList) -> Sheet:
    """The list as a Sheet: title, unit, heads, rows; the first three stand on every page."""
    return list_sheet(listed.page, [LineGroup("", "", list(enumerate(listed.rows, start=1)))])


def livelihood_content(listed: LivelihoodList) -> dict[str, object]:
    """The list for JSON, as the published one is kept: amounts are decimal strings in 元."""
    return {
        "title": listed.title,
        "unit": listed.definition.unit,
        "columns": [column.head for column in listed.definition.columns],
        "rows": [_row_content(row, number) for number, row in enumerate(listed.rows, start=1)],
    }


def cell_texts(listed: LivelihoodList, row: ListRow, number: int) -> list[str]:
    """What the cells of a row print; `number` counts from 1."""
    return [column.text((number, row)) for column in listed.page.columns]


def livelihood_list(
    definition: LivelihoodDefinition, fiscal_year: int, rows: Iterable[ListRow]
) -> LivelihoodList:
    """The list of a year with these rows."""
    title = definition.title.replace("{year}", str(fiscal_year))
    return LivelihoodList(definition, title, tuple(rows))


def _computed(row: read.ProjectRow, unit: Unit) -> ListRow:
    return ListRow(unit.code or "", unit.name, row.name, row.annual_total, row.id)


def _published(row: ListedProject) -> ListRow:
    return ListRow(row.unit_code, row.unit, row.project, row.amount)


def _column(column: ListColumn, *, thousands: bool) -> ListedColumn[_Numbered]:
    kind = _KINDS.get(column.shows, ColumnKind.TEXT)
    reason = _REASON if kind is ColumnKind.MONEY else ""
    held = _HELD[column.shows]
    return ListedColumn(column.head, column.width, held, kind, thousands=thousands, reason=reason)


_HELD: Mapping[Shows, Callable[[_Numbered], str | int | None]] = {
    Shows.NUMBER: lambda line: str(line[0]),
    Shows.UNIT: lambda line: line[1].unit_text,
    Shows.PROJECT: lambda line: line[1].project,
    Shows.AMOUNT: lambda line: line[1].amount,
}


def _row_content(row: ListRow, number: int) -> dict[str, object]:
    return {
        "seq": number,
        "unit_code": row.unit_code,
        "unit_name": row.unit,
        "project_name": row.project,
        "amount": exchange_text(row.amount),
    }
