"""A computed table: plain data for screen, Excel, paper and JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from budgetdesk.domain.records import Department, Source
from budgetdesk.tables.definition import Column

Key = str | int | None


class ViewRow(NamedTuple):
    """One row of an official table's view. `places` says where a column is among the amounts."""

    view: str
    level: int
    keys: tuple[Key, ...]
    amounts: tuple[int, ...]  # 分
    places: Mapping[str, int]

    @property
    def code(self) -> str:
        """The last key, which tells the row apart where there is one key."""
        return str(self.keys[-1])

    def figure(self, column: str) -> "Figure":
        """The figure of a column."""
        return Figure(self.amounts[self.places[column]], self, column)


BUDGET_COLUMNS: Mapping[Source, str] = {
    Source.GENERAL: "general_public_budget",
    Source.FUND: "government_fund",
    Source.STATE_CAPITAL: "state_capital",
    Source.SPECIAL_ACCOUNT: "fiscal_special_account",
    Source.UNIT_FUNDS: "unit_funds",
}
"""The keys of the columns of the five budgets, in every table that has them."""


class TableKey(NamedTuple):
    """One computed table of one department."""

    department_id: int
    table_id: str


class Figure(NamedTuple):
    """An amount in 分 and the view's row and column it is from; a line always blank has none."""

    amount: int = 0
    row: ViewRow | None = None
    column: str = ""


class RowKind(StrEnum):
    """What a row stands for."""

    TOTAL = "total"
    GROUP = "group"  # with rows of its own below it
    DETAIL = "detail"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: a text or a figure for each column.

    `code` is what the row is about: a function or revenue code, an item, or a pair of economic
    codes; "" for the 合计 and fixed lines. `attributes` are parent, level and unit, for the JSON.
    """

    kind: RowKind
    cells: tuple[str | Figure, ...]
    code: str = ""
    unit_id: int | None = None
    project_id: int | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """One official table of a department; `note` says so where it has no data.

    `keys` are those of a row in the JSON, `unit` is the unit that amounts are shown in, `counts`
    says in words what of the ledger it counts.
    """

    id: str
    number: str
    title: str
    department: Department
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    keys: tuple[str, ...]
    note: str = ""
    landscape: bool = False
    numbered: bool = False
    counts: str = ""
    form_id: str = ""

    def column(self, key: str) -> int:
        """The place of a column; KeyError when the table has none of that key."""
        for place, column in enumerate(self.columns):
            if column.key == key:
                return place
        raise KeyError(key)

    def figure(self, row: TableRow, key: str) -> int:
        """The amount in 分 of a row in a column."""
        cell = row.cells[self.column(key)]
        return cell.amount if isinstance(cell, Figure) else 0

    def sum_of(self, key: str, *, code: str = "") -> int:
        """The amount in 分 in a column: of the 合计, or of the row with a code; 0 where none."""
        for row in self.rows:
            if row.code == code and (code or row.kind is RowKind.TOTAL):
                return self.figure(row, key)
        return 0
