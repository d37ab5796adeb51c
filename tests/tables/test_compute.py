"""What the tables make of gaps, oddities, revenue lines and several departments."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetdesk.book import edit
from budgetdesk.book.book import Book
from budgetdesk.book.ledger import link_ledger_lines
from budgetdesk.book.read import units
from budgetdesk.book.table_views import SUMS, TABLE_VIEWS
from budgetdesk.domain.records import Department, RevenueLine, Source, Unit
from budgetdesk.tables.as_json import tables_json
from budgetdesk.tables.compute import DepartmentTables, compute_tables
from budgetdesk.tables.table import Figure, RowKind, Table
from tests.tables.ledgers import ROUGH_CODES, Entry, entries, put


def _only(book: Book) -> DepartmentTables:
    (tables,) = compute_tables(book)
    return tables


def _shown(table: Table) -> list[list[str | int]]:
    """The rows that show an amount, with amounts in 分."""
    return [
        [cell.amount if isinstance(cell, Figure) else cell for cell in row.cells]
        for row in table.rows
        if any(isinstance(cell, Figure) and cell.amount for cell in row.cells)
    ]


def _line(code: str = "2100101", amount: int = 100, **given: object) -> Entry:
    base = {
        "unit": 0,
        "nature": "basic",
        "project": None,
        "department": "30101",
        "government": "50101",
        "source": "general",
        "origin": "current",
    }
    return Entry(code=code, amount=amount, **(base | given))  # type: ignore[arg-type]


def test_without_ledger_there_are_no_tables(book: Book) -> None:
    assert compute_tables(book) == ()
    assert json.loads(tables_json(book)) == []


def test_a_department_without_ledger_can_be_asked_for(book: Book) -> None:
    (owner,) = (row_id for (row_id,) in book.rows("SELECT id FROM department"))
    (department,) = compute_tables(book, owner)
    assert all(table.note == "注：本表无数据" for table in department.tables)
    assert [len(table.rows) for table in department.tables] == [
        33, 1, 1, 36, 1, 1, 1, 1, 1, 6, 1, 0, 0,
    ]  # fmt: skip


@given(st.lists(entries(ROUGH_CODES), max_size=15))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_code_that_is_not_detailed_counts_where_it_stands(book: Book, lines: list[Entry]) -> None:
    put(book, lines)
    tables = compute_tables(book, book.rows("SELECT id FROM department")[0][0])[0]
    for row in tables["t03"].rows:
        own = [line for line in lines if line.code.startswith(row.code)]
        assert tables["t03"].figure(row, "total") == sum(line.amount for line in own)
        basic = sum(line.amount for line in own if line.nature == "basic")
        assert tables["t03"].figure(row, "basic") == basic


def test_amounts_that_cancel_leave_no_row_but_their_parents_stay(book: Book) -> None:
    put(
        book,
        [
            _line("2100101", 500),
            _line("2100102", -500),
            _line("2080501", 300),
            _line("2080501", -300),
        ],
    )
    assert _shown(_only(book)["t03"]) == [
        ["2100101", "行政运行", 500, 500, 0],
        ["2100102", "一般行政管理事务", -500, -500, 0],
    ]
    assert [row.code for row in _only(book)["t03"].rows] == [
        "", "210", "21001", "2100101", "2100102",
    ]  # fmt: skip


def test_a_class_the_form_does_not_print_gets_a_line_of_its_own(book: Book) -> None:
    put(book, [_line("2350101", 700), _line("", 20)])
    tables = _only(book)
    lines = [row.cells[2] for row in tables["t01"].rows]
    assert lines[29:33] == [
        "三十、抗疫特别国债安排的支出",
        "三十一、235",
        "三十二、未填功能科目",
        "本年支出合计",
    ]
    assert [tables["t01"].figure(row, "current_year") for row in tables["t01"].rows[30:33]] == [
        700,
        20,
        720,
    ]
    assert _shown(tables["t03"])[1:] == [
        ["235", "235", 700, 700, 0],
        ["23501", "23501", 700, 700, 0],
        ["2350101", "2350101", 700, 700, 0],
        ["", "未填功能科目", 20, 20, 0],
    ]


def test_lines_without_economic_code_or_project_fall_off_no_table(book: Book) -> None:
    put(
        book,
        [
            _line(amount=5, department=None, government="50502"),
            _line(amount=7, department="", government="50501"),
            _line(amount=13, department=None, government="50905"),
            _line(amount=11, nature="project", department=None, government=None),
        ],
    )
    tables = _only(book)
    assert _shown(tables["t06"]) == [
        ["合计", "", 25, 20, 5],
        ["未填部门经济科目", "", 25, 20, 5],
        ["未填部门经济科目", "工资福利支出", 7, 7, 0],
        ["未填部门经济科目", "商品和服务支出", 5, 0, 5],
        ["未填部门经济科目", "离退休费", 13, 13, 0],
    ]
    assert [row[0] for row in _shown(tables["t12"])][1:] == ["机关", "未填项目名称"]


def test_three_public_are_known_by_either_code(book: Book) -> None:
    put(
        book,
        [
            _line(amount=1, department="30212", government="50207"),
            _line(amount=2, department=None, government="50206", nature="project", project="甲"),
            _line(amount=4, department="31013", government="50303", source="fund"),
            _line(amount=8, department="30913", government=None),
            _line(amount=16, department="30231", government="50502"),
            _line(amount=32, department="30231", origin="carryover"),
            _line(amount=64, department="30231", source="unit_funds"),
            _line(amount=128, department="30239", government="50208"),
        ],
    )
    assert _shown(_only(book)["t10"]) == [
        ["因公出国（境）费", 1, 1, 0, 0],
        ["公务接待费", 2, 2, 0, 0],
        ["公务用车购置及运行费", 28, 24, 4, 0],
        ["①公务用车购置费", 12, 8, 4, 0],
        ["②公务用车运行维护费", 16, 16, 0, 0],
        ["合计", 31, 27, 4, 0],
    ]


def test_carried_over_unit_funds_get_columns_of_their_own(book: Book) -> None:
    put(
        book,
        [
            _line(nature="project", project="甲", origin="carryover", source="unit_funds"),
            _line(nature="project", project="甲", origin="carryover", amount=30, unit=1),
        ],
    )
    table = _only(book)["t13"]
    assert [column.key for column in table.columns][-2:] == ["state_capital", "unit_funds"]
    assert _shown(table)[0][1:] == [130, 30, 0, 0, 100]
    assert json.loads(tables_json(book))[table.id]["rows"][0]["unit_funds"] == "0.00"


def test_revenue_lines_break_the_fund_down(book: Book) -> None:
    put(book, [_line("2120899", 1000, source="fund"), _line("2230102", 50, source="state_capital")])
    (office, centre) = units(book)
    with book.step("收入") as step:
        for line in (
            RevenueLine(office, Source.FUND, "1030148", 600),
            RevenueLine(centre, Source.FUND, "1030148", 150),
            RevenueLine(office, Source.FUND, "1030188", 200, name="彩票公益金收入"),
            RevenueLine(office, Source.STATE_CAPITAL, "1030601", 50),
        ):
            edit.add_revenue_line(step, line)
    tables = _only(book)
    assert _shown(tables["t07"]) == [
        ["", "合计", 1000],
        ["103", "非税收入", 950],
        ["10301", "政府性基金收入", 950],
        ["1030148", "国有土地使用权出让收入", 750],
        ["1030188", "彩票公益金收入", 200],
        ["", "未列收入科目", 50],
    ]
    assert _shown(tables["t09"]) == [
        ["", "合计", 50, "", "", 50, 50, 0],
        ["103", "非税收入", 50, "223", "国有资本经营预算支出", 50, 50, 0],
        ["10306", "国有资本经营收入", 50, "22301", "解决历史遗留问题及改革成本支出", 50, 50, 0],
        ["1030601", "利润收入", 50, "2230102", "2230102", 50, 50, 0],
    ]
    rows = json.loads(tables_json(book))["t07_government_fund_revenue"]["rows"]
    assert rows[1] == {"code": "103", "name": "非税收入", "values": ["0.00"]}


def test_departments_are_computed_each_by_itself(book: Book) -> None:
    with book.step("另一部门") as step:
        other = Department("301", "永和县教育局")
        row_id = edit.add_department(step, other)
        school = edit.add_unit(step, Unit("第一中学", Department("301", other.name, id=row_id)))
    put(book, [_line(amount=5), _line("2050299", 9, unit=2)])
    first, second = compute_tables(book)
    assert [first.department.name, second.department.name] == [
        "永和县卫生健康和体育局",
        "永和县教育局",
    ]
    assert (first["t03"].sum_of("total"), second["t03"].sum_of("total")) == (5, 9)
    assert [
        content["t03_expenditure"]["department"] for content in json.loads(tables_json(book))
    ] == [
        "永和县卫生健康和体育局",
        "永和县教育局",
    ]
    assert school in {unit.id for unit in units(book)}


def test_projects_stand_in_tree_order_and_names_without_project_last(book: Book) -> None:
    from tests.book.records import a_project

    with book.step("项目") as step:
        for name in ("丙", "甲"):
            edit.add_project(step, a_project(units(book)[0], name))
    put(book, [_line(nature="project", project=name) for name in ("乙", "甲", "丙")])
    with book.step("关联") as step:
        for row_id, name in step.rows("SELECT id, name FROM project"):
            link_ledger_lines(step, row_id, units(book)[0].id, name)
    names = [row.cells[0] for row in _only(book)["t12"].rows if row.kind is RowKind.DETAIL]
    assert names == ["丙", "甲", "乙"]


def test_a_table_says_what_it_lacks(book: Book) -> None:
    put(book, [_line()])
    tables = _only(book)
    with pytest.raises(KeyError):
        tables["t99"]
    with pytest.raises(KeyError):
        tables["t01"].column("nothing")
    assert tables["t03"].sum_of("total", code="999") == 0


@given(st.lists(entries(), max_size=15))
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_sqlite_tool_sees_the_same_figures(book: Book, lines: list[Entry]) -> None:
    put(book, lines)
    owner = book.rows("SELECT id FROM department")[0][0]
    (tables,) = compute_tables(book, owner)
    for table in tables.tables:
        for row in table.rows:
            for cell in row.cells:
                if isinstance(cell, Figure) and cell.row is not None and cell.amount:
                    view = TABLE_VIEWS[cell.row.view]
                    keys = " AND ".join(f"{key} IS ?" for key in SUMS[view.sums].keys)
                    found = book.rows(
                        f"SELECT {cell.column} FROM {cell.row.view} "
                        f"WHERE department_id = ? AND level = ? AND {keys}",
                        (owner, cell.row.level, *cell.row.keys),
                    )
                    assert found == [(cell.amount,)]
