"""A published list of 民生领域重大事项: into a book, held against its forms, and out again."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.book import edit
from budgetdesk.book.book import Book
from budgetdesk.book.listed import listed_projects
from budgetdesk.book.read import project_ids, project_rows, units
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.explanations import explain, key_of
from budgetdesk.checks.finding import Finding
from budgetdesk.checks.fixes import apply_fixes
from budgetdesk.domain.file_kinds import EXCEL, EXCHANGE, PDF
from budgetdesk.exchange.content import livelihood_json, projects_json
from budgetdesk.exchange.exporting import ExportOrder, export_book, sheets_of
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.listing import listing_json, listing_lines
from budgetdesk.forms.loader import load_form_set
from budgetdesk.tables.livelihood import compute_livelihood
from tests.exchange.conftest import Content
from tests.exchange.identities import anyones

Write = Callable[[str, object], Path]
NewBook = Callable[[str, int], Book]
SET = "jincheng-chengqu-2025"
# As the list has them, as the form does.
RENAMED = {
    "城乡义务教育生均公用经费": "城区城乡义务教育生均公用经费",
    "优抚对象抚恤和生活补助": "优抚对象抚恤和生活补助经费",
}


def a_project(name: str, amount: str, *, unit: str, department: tuple[str, str]) -> Content:
    """A project of the annual-only family as exchange JSON."""
    return {
        "name": name,
        "department": {"code": department[0], "name": department[1]},
        "unit": {"name": unit},
        "attribute": "",
        "period": None,
        "funding": {
            "implementation": None,
            "annual": {"total": amount, **dict.fromkeys(
                ("central", "provincial", "local", "own", "other"))},
        },
        **dict.fromkeys(("overview", "basis", "necessity", "safeguards", "plan"), "按政策发放。"),
        "goals": {"implementation": None, "annual": "按时足额发放。"},
        "indicators": {"implementation": None, "annual": []},
        **dict.fromkeys(("responsible", "handler", "phone", "filed_at"), ""),
    }  # fmt: skip


def projects_of(*projects: Content) -> Content:
    return {
        "format": "budgetdesk-projects/1",
        "form_set": SET,
        "fiscal_year": 2025,
        "region": {"code": "140502", "name": "晋城市城区", "level": ""},
        "projects": list(projects),
    }


def a_row(project: str = "城乡低保金", amount: object = "21912000", **fields: object) -> Content:
    return {
        "seq": 1, "unit_code": "041002", "unit_name": "低保中心", "project_name": project,
        "amount": amount, **fields,
    }  # fmt: skip


def a_list(*rows: Content, **fields: object) -> Content:
    return {"title": "2025年民生领域重大事项绩效目标情况表", "unit": "元",
            "rows": list(rows) or [a_row()], **fields}  # fmt: skip


@pytest.fixture
def county(new_book: NewBook, write: Write) -> Book:
    """A book of one project on which a list may be."""
    book = new_book(SET, 2025)
    one = a_project("城乡低保金", "21912000", unit="低保中心", department=("041", "民政局"))
    import_files(book, [write("项目.json", projects_of(one))])
    return book


def findings(book: Book) -> list[Finding]:
    report = Checker(book, load_form_set(SET)).run()
    assert not report.faults
    return [finding for finding in report.findings if finding.code.startswith("M")]


def told(book: Book, code: str) -> set[str]:
    """The projects that a rule tells of."""
    return {finding.place.project for finding in findings(book) if finding.code == code}


# Into the book


def test_a_list_is_kept_its_projects_are_marked_and_units_coded(county: Book, write: Write) -> None:
    report = import_files(county, [write("清单.json", a_list(a_row(), a_row("护理补贴", None)))])
    assert list(report.sentences()) == [
        "清单.json：导入民生清单 2 项。",
        "民生清单 2 项，1 项有绩效目标表。",
        "对应的 1 个项目已列入民生领域重大事项。",
        "按清单补上单位编码 1 个。",
    ]
    assert [(row.project, row.amount) for row in listed_projects(county)] == [
        ("城乡低保金", 2191200000), ("护理补贴", None),
    ]  # fmt: skip
    assert [unit.code for unit in units(county)] == ["041002"]
    county.undo()
    assert listed_projects(county) == ()
    assert [row.livelihood for row in project_rows(county)] == [False]
    assert [unit.code for unit in units(county)] == [None]


def test_a_newer_list_replaces_the_older_one_whole(county: Book, write: Write) -> None:
    import_files(county, [write("旧.json", a_list(a_row(), a_row("护理补贴")))])
    report = import_files(county, [write("新.json", a_list(a_row("老年人福利补贴", "5")))])
    first = next(iter(report.sentences()))
    assert first == "新.json：导入民生清单 1 项，替换原有清单 2 项。"
    assert [row.project for row in listed_projects(county)] == ["老年人福利补贴"]
    # What an older list or a person marked stays marked, and is told of.
    assert told(county, "M02") == {"城乡低保金"}


def test_forms_and_list_come_in_one_import_whatever_their_order(
    new_book: NewBook, write: Write
) -> None:
    book = new_book(SET, 2025)
    one = a_project("城乡低保金", "21912000", unit="低保中心", department=("041", "民政局"))
    files = [write("清单.json", a_list()), write("项目.json", projects_of(one))]
    import_files(book, files)
    assert [row.livelihood for row in project_rows(book)] == [True]
    assert len(book.undo_steps(9)) == 1


def test_a_unit_keeps_the_code_it_has(county: Book, write: Write) -> None:
    with county.step("编码") as step:
        step.update("unit", 1, {"code": "041009"})
    import_files(county, [write("清单.json", a_list())])
    assert [unit.code for unit in units(county)] == ["041009"]
    (found,) = findings(county)
    assert (found.code, found.values) == (
        "M04", (("清单", "041002-低保中心"), ("绩效目标表", "041009-低保中心")),
    )  # fmt: skip


def test_amounts_may_be_in_wan(county: Book, write: Write) -> None:
    import_files(county, [write("清单.json", a_list(a_row(amount="2191.2"), unit="万元"))])
    assert [row.amount for row in listed_projects(county)] == [2191200000]


def test_a_list_of_another_year_is_told(county: Book, write: Write) -> None:
    old = a_list(title="2024年民生领域重大事项绩效目标情况表")
    report = import_files(county, [write("清单.json", old)])
    assert "文件是 2024 年度的，本账套是 2025 年度。" in report.sentences()


def test_what_is_not_known_is_told(county: Book, write: Write) -> None:
    report = import_files(county, [write("清单.json", a_list(a_row(memo="x")))])
    assert "未导入的栏目：rows.memo。" in report.sentences()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (a_list(rows=[]), "「清单.json」 清单各行（rows）：清单是空的。"),
        (a_list(a_row(amount="12万3")), "预算金额（rows 第 1 项.amount）：「12万3」不是金额"),
        (a_list(a_row(amount=5)), "rows 第 1 项.amount）：应为文字，现为数字"),
        (a_list(a_row(), a_row("乙", unit_name=" ")),
         "预算单位（rows 第 2 项.unit_name）：不能为空"),
        (a_list(a_row(project_name="")), "项目名称（rows 第 1 项.project_name）：不能为空"),
        (a_list(a_row(), a_row("城乡 低保金")), "与第 1 项是同一单位的同一个项目"),
        (a_list(unit="美元"), "单位（unit）：「美元」不是金额单位，应为 元 或 万元。"),
        (a_list(rows="无"), "应为列表，现为文字"),
        (a_list(rows=["无"]), "清单各行（rows 第 1 项）：应为一组内容"),
        ({"format": "budgetdesk-livelihood/1", "fiscal_year": 2025}, "rows）：缺少这一栏"),
        (a_list({"unit_name": "甲", "project_name": "乙"}), "unit_code）：缺少这一栏"),
    ],
)  # fmt: skip
def test_a_bad_list_is_refused_and_nothing_changes(
    county: Book, write: Write, content: object, told: str
) -> None:
    before = county.undo_steps(9)
    with pytest.raises(ImportFault) as caught:
        import_files(county, [write("清单.json", content)])
    assert told in str(caught.value)
    assert listed_projects(county) == ()
    assert county.undo_steps(9) == before


def test_a_set_without_the_list_refuses_it(book: Book, write: Write) -> None:
    with pytest.raises(ImportFault, match="本账套的套表没有民生领域重大事项绩效目标情况表"):
        import_files(book, [write("清单.json", a_list())])


# The mark, through files


def test_the_mark_travels_only_where_it_is_set(county: Book, write: Write) -> None:
    assert "livelihood" not in projects_json(county)
    assert "livelihood" not in listing_json(county)
    with county.step("列入") as step:
        edit.mark_livelihood(step, project_ids(county), listed=True)
    exported = projects_json(county)
    assert json.loads(exported)["projects"][0]["livelihood"] is True
    unit = json.loads(listing_json(county))["departments"][0]["units"][0]
    assert unit["projects"][0]["livelihood"] is True
    assert list(listing_lines(county))[-1].endswith("城乡低保金　〔民生〕")


def test_the_mark_comes_back_from_a_file(new_book: NewBook, write: Write) -> None:
    one = a_project("低保金", "5", unit="低保中心", department=("041", "民政局"))
    file = write("项目.json", projects_of(one | {"livelihood": True}))
    book = new_book(SET, 2025)
    import_files(book, [file])
    assert [row.livelihood for row in project_rows(book)] == [True]
    assert anyones(json.loads(projects_json(book))) == json.loads(file.read_text("utf-8"))
    bad = write("项目2.json", projects_of(one | {"name": "乙", "livelihood": "是"}))
    with pytest.raises(ImportFault, match="民生领域重大事项（livelihood）：应为是否，现为文字"):
        import_files(book, [bad])


def test_filling_a_blank_project_keeps_its_mark(new_book: NewBook, write: Write) -> None:
    book = new_book(SET, 2025)
    blank = a_project("低保金", "5", unit="低保中心", department=("041", "民政局"))
    spare = copy.deepcopy(blank)
    spare["funding"]["annual"]["total"] = None
    spare["goals"]["annual"] = ""
    spare |= dict.fromkeys(("overview", "basis", "necessity", "safeguards", "plan"), "")
    import_files(book, [write("空.json", projects_of(spare))])
    with book.step("列入") as step:
        edit.mark_livelihood(step, project_ids(book), listed=True)
    report = import_files(book, [write("满.json", projects_of(blank))])
    assert report.files[0].filled == 1
    assert [row.livelihood for row in project_rows(book)] == [True]


# The published one


@pytest.fixture
def published(shared: Path) -> Content:
    path = shared / "samples" / SET / "summary.json"
    content: Content = json.loads(path.read_text("utf-8"))
    return content


@pytest.fixture
def sample(shared: Path, new_book: NewBook) -> Book:
    """The published forms with the published list held against them."""
    book = new_book(SET, 2025)
    folder = shared / "samples" / SET
    import_files(book, [folder / "projects.json", folder / "summary.json"])
    return book


def test_the_published_list_against_the_published_forms(sample: Book, published: Content) -> None:
    names = [row["project_name"] for row in published["rows"]]
    forms = {row.name for row in project_rows(sample)}
    without = {name for name in names if RENAMED.get(name, name) not in forms}
    assert (len(names), len(without)) == (30, 20)
    assert told(sample, "M01") == without
    assert told(sample, "M03") == set(RENAMED.values())
    assert {finding.code for finding in findings(sample)} == {"M01", "M03"}
    assert all(row.livelihood for row in project_rows(sample))


def test_the_computed_list_equals_the_published_one_row_by_row(
    sample: Book, published: Content
) -> None:
    listed = compute_livelihood(sample)
    assert listed is not None
    forms = {row.name for row in project_rows(sample)}
    expected = [
        (row["unit_code"], row["unit_name"], RENAMED.get(row["project_name"], row["project_name"]),
         row["amount"])
        for row in published["rows"]
        if RENAMED.get(row["project_name"], row["project_name"]) in forms
    ]  # fmt: skip
    found = [(row.unit_code, row.unit, row.project, _yuan(row.amount)) for row in listed.rows]
    assert found == expected
    assert len(found) == 10


def _yuan(fen: int | None) -> str:
    whole, part = divmod(fen or 0, 100)
    return f"{whole}.{part:02d}" if part else str(whole)


def test_the_published_list_comes_out_as_it_went_in(sample: Book, published: Content) -> None:
    text = livelihood_json(sample)
    assert text is not None
    content = json.loads(text)
    for key in ("title", "unit", "columns", "rows"):
        assert content[key] == published[key]


def test_taking_over_the_lists_names_ends_the_findings(sample: Book) -> None:
    fixes = [finding.fix for finding in findings(sample) if finding.code == "M03"]
    assert len(fixes) == 2
    assert not any(fix.safe for fix in fixes if fix)
    apply_fixes(sample, [fix for fix in fixes if fix], "按清单改名")
    assert told(sample, "M03") == set()
    assert set(RENAMED) <= {row.name for row in project_rows(sample)}


# Of the 30 forms that the list was published with, ten are in the sample. The others are made here
# as the list has them, but for what is known to differ in all: six names, two units, one form.
LIKE_THE_PUBLISHED: dict[str, Content | None] = {
    "学前教育公用经费": {"name": "城区学前教育公用经费"},
    "加强乡村医生队伍建设": {"name": "加强乡村医生队伍建设资金"},
    "惠民蔬菜直通车": {"name": "惠民蔬菜直通车项目"},
    "垃圾厂运行经费": {"name": "垃圾处理厂运行经费"},
    "药品零差率补助": {"unit": {"name": "晋城市城区人民医院"}},
    "老年人福利补贴": {"unit": {"name": "晋城市城区老龄服务中心"}},
    "生态环境巡查服务": None,
}


def test_thirty_rows_with_six_names_two_units_and_a_form_that_differ(
    sample: Book, published: Content, write: Write
) -> None:
    missing = told(sample, "M01")
    others = [
        _as_listed(row) | (LIKE_THE_PUBLISHED.get(row["project_name"]) or {})
        for row in published["rows"]
        if row["project_name"] in missing
        and LIKE_THE_PUBLISHED.get(row["project_name"], {}) is not None
    ]
    import_files(sample, [write("其余.json", projects_of(*others))])
    report = import_files(sample, [write("清单.json", published)])
    assert "民生清单 30 项，29 项有绩效目标表。" in report.sentences()
    assert told(sample, "M01") == {"生态环境巡查服务"}
    assert told(sample, "M03") == set(RENAMED.values()) | {
        change["name"] for change in LIKE_THE_PUBLISHED.values() if change and "name" in change
    }
    assert told(sample, "M04") == {"药品零差率补助", "老年人福利补贴"}
    assert {finding.code for finding in findings(sample)} == {"M01", "M03", "M04"}
    listed = compute_livelihood(sample)
    assert listed is not None
    assert len(listed.rows) == 29


def _as_listed(row: Content) -> Content:
    unit: str = row["unit_name"]
    return a_project(
        row["project_name"], row["amount"], unit=unit, department=(row["unit_code"][:3], unit)
    )


def test_amounts_are_held_against_each_other_exactly(sample: Book) -> None:
    (place,) = [row.id for row in project_rows(sample) if row.name == "环卫合同经费"]
    with sample.step("改") as step:
        (funding,) = step.rows("SELECT id FROM funding WHERE project_id = ?", (place,))[0]
        step.update("funding", funding, {"total": 10439020000})
    found = [it for it in findings(sample) if it.code == "M05"]
    assert [dict(it.values) for it in found] == [
        {"清单": "104,390,210.16 元", "绩效目标表": "104,390,200 元"}
    ]


def test_the_running_check_follows_list_and_marks(county: Book, write: Write) -> None:
    checker = Checker(county, load_form_set(SET))
    checker.run()

    def codes() -> list[str]:
        return sorted(f.code for f in checker.report.findings if f.code.startswith("M"))

    stop = county.subscribe(lambda change: checker.update(change) and None)
    import_files(county, [write("清单.json", a_list(a_row(), a_row("护理补贴", "3")))])
    assert codes() == ["M01"]
    with county.step("改名") as step:
        edit.rename(step, "project", 1, "城乡低保资金")
    assert codes() == ["M01", "M03"]
    county.undo()
    county.undo()
    assert codes() == []
    county.redo()
    assert codes() == ["M01"]
    stop()


# On paper and as files


def test_the_list_stands_before_the_forms(sample: Book, tmp_path: Path) -> None:
    names = [sheet.name for sheet in sheets_of(sample)]
    assert names[0] == "2025年民生领域重大事项绩效目标情况表"
    assert len(names) == 11
    chosen = [sheet.name for sheet in sheets_of(sample, project_ids(sample)[:1])]
    assert chosen == ["城区城乡义务教育生均公用经费"]
    paths = export_book(sample, tmp_path / "出", ExportOrder((EXCEL, PDF, EXCHANGE)))
    assert [path.name for path in paths] == [
        "试验 2025.xlsx", "试验 2025.pdf", "projects.json", "livelihood.json",
    ]  # fmt: skip


def test_an_empty_list_is_not_printed(county: Book) -> None:
    assert [sheet.name for sheet in sheets_of(county)] == ["城乡低保金"]


def test_the_worksheet_holds_the_amounts_as_numbers(sample: Book, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    (path,) = export_book(sample, tmp_path / "出", ExportOrder((EXCEL,)))
    workbook = load_workbook(path)
    sheet: Any = workbook[workbook.sheetnames[1]]
    assert sheet["A1"].value == "2025年民生领域重大事项绩效目标情况表"
    rows = {row[2].value: row for row in sheet.iter_rows(min_row=4)}
    assert rows["环卫合同经费"][3].value == 104390210.16
    assert rows["环卫合同经费"][1].value == "113001-晋城市城区市容环卫中心"


def test_a_row_without_a_form_is_explained_and_keeps_it_in_the_next_list(
    county: Book, write: Write
) -> None:
    listed = a_list(a_row(), a_row("护理补贴", "3"), a_row("丧葬补助", "4"))
    import_files(county, [write("清单.json", listed)])
    checker = Checker(county, load_form_set(SET))
    checker.run()
    stop = county.subscribe(lambda change: checker.update(change) and None)

    def explained() -> dict[str, str | None]:
        return {
            it.place.project: it.explanation.text if it.explanation else None
            for it in checker.report.findings
            if it.code == "M01"
        }

    (first, _) = [it for it in checker.report.findings if it.code == "M01"]
    with county.step("说明") as step:
        explain(step, key_of(first.code, first.place), "由市级部门填报。")
    assert explained() == {"护理补贴": "由市级部门填报。", "丧葬补助": None}
    import_files(county, [write("清单 再发.json", listed)])
    assert explained() == {"护理补贴": "由市级部门填报。", "丧葬补助": None}
    stop()
