"""Every figure of the document, in 分, read off the computed tables."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from budgetdesk.book.table_views import LACKING
from budgetdesk.domain.records import APPROPRIATED, Project, Source, UnitKind
from budgetdesk.tables.compute import DepartmentTables
from budgetdesk.tables.numerals import chinese_number
from budgetdesk.tables.table import BUDGET_COLUMNS, RowKind, Table, TableRow


@dataclass(frozen=True, slots=True)
class ProjectFigures:
    """A project of this year's budget; `amount` in 分, `has_form` where its form is filled in."""

    name: str
    category: str
    amount: int
    has_form: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one department's year, amounts in 分.

    `scope` is 部门 or 单位; `current` is this year's money by budget, `fiscal` that of the three
    granted budgets with what was carried over, as are `basic` and `project`; `current_basic` and
    `current_project` are without. `general_classes` is this year's 一般公共预算 by 类,
    `fiscal_classes` all 财政拨款. `empty_tables` are the numerals of the tables without data;
    `units` are those that the ledger has, `kinds` what all its units are, None where nobody told.
    `other_forms` counts the forms filled in for projects that this year's budget lacks.
    """

    name: str
    scope: str
    year: int
    units: tuple[str, ...]
    current: Mapping[Source, int]
    carryover: int
    fiscal: Mapping[Source, int]
    basic: int
    project: int
    current_basic: int
    current_project: int
    fiscal_classes: Sequence[tuple[str, int]]
    general_classes: Sequence[tuple[str, int]]
    personnel: int
    public: int
    personnel_items: tuple[str, ...]
    public_items: tuple[str, ...]
    official: Mapping[str, int]
    operating: int
    operating_units: tuple[str, ...]
    projects: tuple[ProjectFigures, ...]
    overall_forms: int
    tables: int
    empty_tables: tuple[str, ...]
    kinds: frozenset[UnitKind | None] = frozenset()
    other_forms: int = 0

    @property
    def current_total(self) -> int:
        """本年收入合计."""
        return sum(self.current.values())

    @property
    def total(self) -> int:
        """收入总计, which is 支出总计."""
        return self.current_total + self.carryover

    @property
    def fiscal_total(self) -> int:
        """财政拨款收支总计."""
        return sum(self.fiscal.values())


# “三公”经费 by the keys of the entries, with the rows of 表十.
_OFFICIAL_ROWS = {
    "abroad": "abroad",
    "reception": "reception",
    "vehicle_purchase": "purchase",
    "vehicle_operation": "running",
}
_CLASS = 3  # digits of the code of a 类


def figures_of(
    tables: DepartmentTables,
    projects: Collection[Project],
    *,
    year: int,
    units: Sequence[str],
    scope: str = "部门",
    overall_forms: int = 0,
    kinds: Collection[UnitKind | None] = (),
) -> Figures:
    """The figures of a department.

    Args:
        tables: its computed tables.
        projects: its projects, for their 项目类别 and whether their forms are filled in.
        year: the budget year.
        units: the names of the units that the ledger has.
        scope: 部门 or 单位, what it publishes the budget of.
        overall_forms: how many 整体支出绩效目标 forms it has.
        kinds: what kinds of units it has, with or without ledger; None for one that nobody told.
    """
    revenue, appropriation = tables["t02"], tables["t04"]
    expenditure, economic, operating = tables["t03"], tables["t06"], tables["t11"]
    return Figures(
        name=tables.department.name,
        scope=scope,
        year=year,
        units=tuple(dict.fromkeys(units)),
        current=_by_source(revenue, BUDGET_COLUMNS),
        carryover=revenue.sum_of("carryover"),
        fiscal=_by_source(appropriation, APPROPRIATED),
        basic=expenditure.sum_of("basic"),
        project=expenditure.sum_of("project"),
        current_basic=tables.by_direction.basic or 0,
        current_project=tables.by_direction.project or 0,
        fiscal_classes=tuple(_classes(appropriation, "expenditure_item", "expenditure_total")),
        general_classes=tuple(_classes(tables["t05"], "name", "total")),
        personnel=economic.sum_of("personnel"),
        public=economic.sum_of("public"),
        personnel_items=tuple(_items(economic, "personnel")),
        public_items=tuple(_items(economic, "public")),
        official=_official(tables["t10"]),
        operating=operating.sum_of("total"),
        operating_units=tuple(_with_amount(operating, "unit", "total")),
        projects=tuple(_projects(tables["t12"], projects)),
        overall_forms=overall_forms,
        kinds=frozenset(kinds),
        other_forms=_other_forms(tables["t12"], projects),
        tables=len(tables.tables),
        empty_tables=tuple(_empty(tables.tables)),
    )


def _by_source(table: Table, sources: Iterable[Source]) -> dict[Source, int]:
    return {source: table.sum_of(BUDGET_COLUMNS[source]) for source in sources}


def _official(table: Table) -> dict[str, int]:
    return {key: table.sum_of("total", code=row) for key, row in _OFFICIAL_ROWS.items()}


def _empty(tables: Iterable[Table]) -> Iterator[str]:
    """The numbers of the tables that say in a note why they are empty."""
    for number, table in enumerate(tables, start=1):
        if table.note:
            yield chinese_number(number)


def _text(table: Table, cells: Sequence[object], key: str) -> str:
    return str(cells[table.column(key)])


def _classes(table: Table, name: str, amount: str) -> Iterator[tuple[str, int]]:
    """The 类 with money; their names without the 一、 of fixed lines."""
    for row in table.rows:
        if len(row.code) == _CLASS and (told := table.figure(row, amount)):
            yield _text(table, row.cells, name).rpartition("、")[2], told


def _items(table: Table, amount: str) -> Iterator[str]:
    """The names of the economic items that have money, each once; a missing code is no item."""
    coded = (row for row in table.rows if not row.code.startswith(LACKING))
    yield from dict.fromkeys(_with_amount(table, "department_economic", amount, coded))


def _with_amount(
    table: Table, name: str, amount: str, rows: Iterable[TableRow] | None = None
) -> Iterator[str]:
    for row in table.rows if rows is None else rows:
        if row.kind is RowKind.DETAIL and table.figure(row, amount):
            yield _text(table, row.cells, name)


def _other_forms(table: Table, projects: Collection[Project]) -> int:
    """How many forms are filled in for projects that the table of this year's projects lacks."""
    budgeted = {row.project_id for row in table.rows if row.kind is RowKind.DETAIL}
    return sum(it.is_filled_in and it.id not in budgeted for it in projects)


def _projects(table: Table, projects: Collection[Project]) -> Iterator[ProjectFigures]:
    known = {project.id: project for project in projects}
    for row in table.rows:
        if row.kind is RowKind.DETAIL:
            project = known.get(row.project_id or 0)
            yield ProjectFigures(
                name=_text(table, row.cells, "name"),
                category=project.category if project else "",
                amount=table.figure(row, "total"),
                has_form=project is not None and project.is_filled_in,
            )
