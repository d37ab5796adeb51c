"""Fund and state-capital revenue by code: into a book, out again, and what is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.book import edit
from budgetdesk.book.book import Book
from budgetdesk.book.read import revenue_lines, units
from budgetdesk.domain.file_kinds import EXCHANGE
from budgetdesk.domain.records import Department, Source, Unit
from budgetdesk.exchange.exporting import ExportOrder, export_book
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.line_tables.assumptions import Assumptions
from budgetdesk.exchange.revenue_file import COLUMNS

Write = Callable[[str, object], Path]
_HEADER = ",".join(COLUMNS)
_LINES = (
    "体育中心,fund,1030155,彩票公益金收入,250000.5",
    "体育中心,国有资本经营预算,1030601,,３０万元",
)


@pytest.fixture
def office(book: Book) -> Book:
    """A book with one department and one of its units."""
    with book.step("单位") as step:
        owner = Department("202", "永和县卫生健康和体育局")
        row_id = edit.add_department(step, owner)
        edit.add_unit(step, Unit("体育中心", Department("202", owner.name, id=row_id)))
    return book


def _file(write: Write, *lines: str, header: str = _HEADER, name: str = "收入.csv") -> Path:
    return write(name, "\n".join([header, *lines]) + "\n")


def test_revenue_is_imported_and_replaced(office: Book, write: Write) -> None:
    report = import_files(office, [_file(write, *_LINES)])
    assert list(report.sentences()) == ["收入.csv：导入收入科目 2 行。"]
    found = [
        (line.unit.name, line.source, line.revenue_code, line.name, line.amount)
        for line in revenue_lines(office)
    ]
    assert found == [
        ("体育中心", Source.FUND, "1030155", "彩票公益金收入", 25000050),
        ("体育中心", Source.STATE_CAPITAL, "1030601", "", 30000000),
    ]
    report = import_files(office, [_file(write, "新设的中心,fund,1030148,,1", _LINES[0])])
    assert list(report.sentences()) == [
        "收入.csv：导入收入科目 2 行，替换原有收入科目 2 行。",
        "新建单位 1 个：新设的中心。",
    ]
    assert len(revenue_lines(office)) == 2
    office.undo()
    assert len(revenue_lines(office)) == 2
    assert {unit.name for unit in units(office)} == {"体育中心"}


def test_a_file_is_known_by_its_columns_whatever_it_is_called(office: Book, write: Write) -> None:
    chinese = ",".join(COLUMNS.values())
    assert import_files(office, [_file(write, _LINES[0], header=chinese, name="收入.txt")])
    assert len(revenue_lines(office)) == 1


def test_revenue_of_another_source_is_refused_in_words(office: Book, write: Write) -> None:
    file = _file(write, "体育中心,1030155,100", header="单位,收入科目,金额（元）")
    with pytest.raises(ImportFault, match="--assume source=fund"):
        import_files(office, [file])
    with pytest.raises(ImportFault, match=r"第 2 行.*不记一般公共预算的"):
        import_files(office, [file], assumed=Assumptions(source=Source.GENERAL))
    import_files(office, [file], assumed=Assumptions(source=Source.FUND))
    assert [line.amount for line in revenue_lines(office)] == [10_000]


def test_it_comes_back_as_it_went_out(office: Book, write: Write, tmp_path: Path) -> None:
    import_files(office, [_file(write, *_LINES)])
    before = revenue_lines(office)
    paths = export_book(office, tmp_path / "出", ExportOrder((EXCHANGE,)))
    (revenue,) = (path for path in paths if path.name == "revenue.csv")
    import_files(office, [revenue])
    after = revenue_lines(office)
    assert [(line.source, line.revenue_code, line.name, line.amount) for line in after] == [
        (line.source, line.revenue_code, line.name, line.amount) for line in before
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("体育中心,general,1030155,,1", "第 2 行.*资金来源.*只有政府性基金预算和国有资本经营预算"),
        ("体育中心,fund,10301551,,1", "第 2 行.*收入科目编码.*应为 3、5、7、9 位数字"),
        ("体育中心,fund,,,1", "第 2 行.*收入科目编码.*不能为空"),
        (",fund,1030155,,1", "第 2 行.*单位.*不能为空"),
        ("体育中心,fund,1030155,,", "第 2 行.*金额.*不能为空"),
        ("体育中心,fund,1030155,,一百", "第 2 行.*金额.*不是金额"),
        ("体育中心,fund,1030155,1", "第 2 行.*有 4 列，应为 5 列"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_changed(
    office: Book, write: Write, line: str, reason: str
) -> None:
    with pytest.raises(ImportFault, match=reason):
        import_files(office, [_file(write, line)])
    assert revenue_lines(office) == ()


def test_a_unit_of_no_known_department_is_refused(office: Book, write: Write) -> None:
    with office.step("部门") as step:
        edit.add_department(step, Department("301", "永和县教育局"))
    with pytest.raises(ImportFault, match=r"第 2 行.*无法判断它属于哪个部门"):
        import_files(office, [_file(write, "中学,fund,1030155,,1")])
