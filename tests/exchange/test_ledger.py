from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetdesk.assets import resource
from budgetdesk.book.book import Book
from budgetdesk.book.edit import add_department
from budgetdesk.book.read import departments, ledger, projects, units
from budgetdesk.domain.records import (
    Department,
    LedgerLine,
    Nature,
    Origin,
    PerHorizon,
    Source,
    Unit,
)
from budgetdesk.exchange.content import ledger_csv
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.ledger_file import ledger_text, read_ledger

Write = Callable[[str, object], Path]
State = Callable[[Book], Any]

HEADER = (
    "unit,function_code,nature,project,department_economic,government_economic,source,origin,"
    "amount_yuan"
)
BUREAU = "永和县卫生健康和体育局"


def lines(*rows: str) -> str:
    return "\r\n".join((HEADER, *rows, ""))


@pytest.fixture
def filled(book: Book) -> Book:
    """A book with the three units of two files of the sample, and no ledger."""
    import_files(book, [resource("sample", "bureau.json"), resource("sample", "inspection.json")])
    return book


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_every_encoding_of_the_office_is_read(filled: Book, write: Write, encoding: str) -> None:
    text = resource("sample", "ledger.csv").read_text("utf-8-sig").splitlines()
    own = [text[0], *(line for line in text[1:] if line.startswith(BUREAU + ","))]
    report = import_files(filled, [write("明细.csv", "\n".join(own).encode(encoding))])
    assert report.files[0].ledger_lines == len(own) - 1 == len(ledger(filled))


def test_columns_in_any_order_in_chinese_with_chinese_values(filled: Book, write: Write) -> None:
    text = (
        "金额(元),资金来源,资金年度,单位,支出性质,功能科目编码,项目名称,"
        "部门经济科目编码,政府经济科目编码\n"
        f'"1,234.50",政府性基金预算,上年结转,{BUREAU},基本支出,2100101,,30101,50101\n'
        "\n,,,,,,,,\n"
    )
    import_files(filled, [write("明细.csv", text)])
    (line,) = ledger(filled)
    assert (line.amount, line.source, line.origin) == (123_450, Source.FUND, Origin.CARRYOVER)
    assert (line.nature, line.project) == (Nature.BASIC, None)
    assert (line.department_economic, line.government_economic) == ("30101", "50101")


def test_a_project_is_found_whatever_its_brackets(filled: Book, write: Write) -> None:
    wanted = next(each for each in projects(filled) if "(" in each.name)
    name = wanted.name.replace("(", "（").replace(")", "）")
    row = f"{BUREAU},2100717,project,{name},,,general,current,100"
    report = import_files(filled, [write("a.csv", lines(row))])
    (line,) = ledger(filled)
    assert line.project_id == wanted.id
    assert line.project == name
    assert report.files[0].empty_projects == []


def test_a_project_that_the_book_lacks_is_made_empty_and_reported(
    filled: Book, write: Write
) -> None:
    rows = (
        f"{BUREAU},2100717,project,新项目,,,general,carryover,100",
        f"{BUREAU},2100717,project,新项目,,,general,current,100",
        f"{BUREAU},2100717,project,上年结转项目,,,general,carryover,100",
    )
    count = len(projects(filled))
    report = import_files(filled, [write("a.csv", lines(*rows))])
    assert report.files[0].empty_projects == ["新项目"]
    assert len(projects(filled)) == count + 1
    made = next(each for each in projects(filled) if each.name == "新项目")
    assert made.goals == PerHorizon("", "")
    assert [line.project_id for line in ledger(filled)] == [made.id, made.id, None]


def test_an_empty_project_is_filled_by_its_form_later(
    filled: Book, write: Write, content: dict[str, Any]
) -> None:
    content["projects"] = content["projects"][:1]
    content["projects"][0]["name"] = "新项目"
    row = f"{BUREAU},2100717,project,新项目,,,general,current,100"
    import_files(filled, [write("a.csv", lines(row))])
    count = len(projects(filled))
    report = import_files(filled, [write("a.json", content)])
    assert report.files[0].filled == 1
    assert len(projects(filled)) == count
    made = next(each for each in projects(filled) if each.name == "新项目")
    assert made.overview == content["projects"][0]["overview"]
    assert ledger(filled)[0].project_id == made.id


def test_a_form_without_实施期_gets_projects_without_it(
    new_book: Callable[[str, int], Book], write: Write
) -> None:
    book = new_book("jincheng-chengqu-2025", 2025)
    with book.step("部门") as step:
        add_department(step, Department("034", "城区教育局"))
    row = "城区教育局,2050202,project,公用经费,,,general,current,42726082"
    report = import_files(book, [write("a.csv", lines(row))])
    assert report.files[0].units == ["城区教育局"]
    (made,) = projects(book)
    assert (made.period, made.goals.implementation, made.indicators.implementation) == (
        None, None, None,
    )  # fmt: skip
    assert made.funding.implementation is None


def test_a_ledger_replaces_the_lines_of_its_units_only(filled: Book, write: Write) -> None:
    other = "永和县卫生健康综合行政执法队"
    first = lines(
        f"{BUREAU},2100101,basic,,30101,50101,general,current,100",
        f"{other},2100402,basic,,30101,50501,general,current,200",
    )
    import_files(filled, [write("a.csv", first)])
    row = f"{BUREAU},2100101,basic,,30101,50101,general,current,300"
    report = import_files(filled, [write("b.csv", lines(row))])
    assert report.files[0].replaced_lines == 1
    assert "替换原有明细 1 行" in next(report.sentences())
    assert sorted(line.amount for line in ledger(filled)) == [20_000, 30_000]
    filled.undo()
    assert sorted(line.amount for line in ledger(filled)) == [10_000, 20_000]


def test_an_unknown_unit_joins_the_only_department(filled: Book, write: Write) -> None:
    row = "新设单位,2100101,basic,,30101,50101,general,current,100"
    report = import_files(filled, [write("a.csv", lines(row))])
    assert report.files[0].units == ["新设单位"]
    assert {unit.name: unit.department.code for unit in units(filled)}["新设单位"] == "202"


def test_a_ledger_alone_makes_the_department_of_its_first_unit(book: Book, write: Write) -> None:
    rows = [f"{unit},2100101,basic,,30101,50101,general,current,100" for unit in ("局", "中心")]
    report = import_files(book, [write("a.csv", lines(*rows))])
    assert [(it.code, it.name) for it in departments(book)] == [("", "局")]
    assert [unit.name for unit in units(book)] == ["局", "中心"]
    assert "请核对部门的编码与名称" in "".join(report.sentences())


def test_a_department_without_a_code_takes_it_from_the_forms(
    book: Book, write: Write, shared: Path
) -> None:
    samples = shared / "samples" / "yonghe-2024"
    import_files(book, [samples / "ledger.csv"])
    import_files(book, [samples / "projects.json"])
    named = [it for it in departments(book) if it.name == "永和县卫生健康和体育局"]
    assert [it.code for it in named] == ["202"]


def test_the_first_ledger_of_units_orders_the_tree(filled: Book, write: Write) -> None:
    before = [project.name for project in projects(filled)]
    rows = [
        f"{BUREAU},2100717,project,{name},,,general,current,100" for name in ("丙", *before[::-1])
    ]
    report = import_files(filled, [write("a.csv", lines(*rows))])
    assert projects(filled)[0].name == "丙"
    assert "单位和项目已按预算明细的先后排列。" in report.files[0].notes
    filled.undo()
    assert [project.name for project in projects(filled)] == before


def test_a_later_ledger_leaves_the_order_alone(filled: Book, write: Write) -> None:
    row = f"{BUREAU},2100717,project,{{}},,,general,current,100"
    import_files(filled, [write("a.csv", lines(row.format("丙"), row.format("甲")))])
    before = [project.name for project in projects(filled)]
    report = import_files(filled, [write("b.csv", lines(row.format("甲"), row.format("丙")))])
    assert [project.name for project in projects(filled)] == before
    assert report.files[0].notes == []


def test_an_unknown_unit_is_refused_where_its_department_is_open(
    book: Book, write: Write, state: State
) -> None:
    with book.step("部门") as step:
        for code in ("202", "203"):
            add_department(step, Department(code, f"部门{code}"))
    before = state(book)
    row = "新设单位,2100101,basic,,30101,50101,general,current,100"
    with pytest.raises(ImportFault, match="没有单位「新设单位」") as refusal:
        import_files(book, [write("a.csv", lines(row))])
    assert (refusal.value.record, refusal.value.field) == ("第 2 行", "unit")
    assert state(book) == before


GOOD = [BUREAU, "2100717", "project", "甲", "", "", "general", "current", "100"]


def changed(column: int, value: str) -> str:
    return ",".join([*GOOD[:column], value, *GOOD[column + 1 :]])


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        (changed(0, ""), "unit", "不能为空"),
        (changed(1, ""), "function_code", "不能为空"),
        (changed(1, "2.1E+06"), "function_code", "不是科目编码"),
        (changed(1, "21"), "function_code", "应为 3、5、7 位数字"),
        (changed(1, "²¹⁰"), "function_code", "不是科目编码"),
        (changed(2, "三公"), "nature", "「三公」应为 基本支出、项目支出 之一"),
        (changed(2, "basic"), "project", "基本支出不应有项目名称"),
        (changed(3, " "), "project", "不能为空"),
        (changed(4, "办公费"), "department_economic", "不是科目编码"),
        (changed(5, "5020101"), "government_economic", "不是科目编码"),
        (changed(6, ""), "source", "应为 一般公共预算"),
        (changed(7, "去年"), "origin", "「去年」应为 当年、上年结转 之一"),
        (changed(8, ""), "amount_yuan", "不能为空"),
        (changed(8, "五万"), "amount_yuan", "不是金额"),
        (changed(8, "0.001"), "amount_yuan", "不足一分"),
    ],
)
def test_a_bad_value_names_line_and_column_and_changes_nothing(
    filled: Book, write: Write, state: State, row: str, field: str, reason: str
) -> None:
    before = state(filled)
    with pytest.raises(ImportFault) as refusal:
        import_files(filled, [write("明细 一.csv", lines(",".join(GOOD), row))])
    assert (refusal.value.record, refusal.value.field) == ("第 3 行", field)
    assert reason in str(refusal.value)
    assert str(refusal.value).startswith("「明细 一.csv」 第 3 行 ")
    assert state(filled) == before


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "文件是空的"),
        ("\r\n\r\n", "文件是空的"),
        (HEADER.replace("origin", "来源"), "没有「来源」这一列"),
        (HEADER.replace(",origin", ""), "缺少列：origin（资金年度）"),
        (HEADER + ",金额（元）", "「金额（元）」这一列出现了两次"),
        (lines(",".join(GOOD[:-1])), "第 2 行：有 8 列，应为 9 列"),
        (lines(",".join([*GOOD, "多"])), "第 2 行：有 10 列，应为 9 列"),
        (lines('"' + ",".join(GOOD)), "引号没有成对"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused(write: Write, text: str, reason: str) -> None:
    with pytest.raises(ImportFault, match=reason):
        read_ledger(write("a.csv", text))


def test_lines_are_counted_as_the_file_shows_them(write: Write) -> None:
    quoted = [*GOOD[:3], '"甲\n乙"', *GOOD[4:]]
    path = write("a.csv", lines(",".join(quoted), changed(8, "x")))
    with pytest.raises(ImportFault) as refusal:
        read_ledger(path)
    assert refusal.value.record == "第 4 行"


words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=10)
names = st.lists(words, min_size=1, max_size=2).map(" ".join)
codes = st.sampled_from([None, "301", "30101", "50201"])
line = st.builds(
    LedgerLine,
    unit=st.builds(Unit, names, st.just(Department("202", "部门"))),
    function_code=st.sampled_from(["208", "20805", "2080505"]),
    nature=st.just(Nature.PROJECT),
    source=st.sampled_from(Source),
    origin=st.sampled_from(Origin),
    amount=st.integers(min_value=-(10**14), max_value=10**14),
    project=names,
    department_economic=codes,
    government_economic=codes,
)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=st.lists(line, max_size=5))
def test_what_is_written_is_read_the_same(tmp_path: Path, written: list[LedgerLine]) -> None:
    path = tmp_path / "明细.csv"
    path.write_text(ledger_text(written), "utf-8-sig", newline="")
    read = read_ledger(path)
    assert len(read) == len(written)
    for back, line in zip(read, written, strict=True):
        assert (back.unit, back.project, back.amount) == (line.unit.name, line.project, line.amount)
        for column in (
            "function_code", "nature", "department_economic", "government_economic", "source",
            "origin",
        ):  # fmt: skip
            assert getattr(back, column) == getattr(line, column)


def test_a_book_without_ledger_has_no_csv(book: Book) -> None:
    assert ledger_csv(book) is None
