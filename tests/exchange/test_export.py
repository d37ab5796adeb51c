import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from budgetdesk.assets import resource
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.edit import add_department, add_project, add_unit, replace_project
from budgetdesk.book.read import departments, overalls, project, projects
from budgetdesk.domain.file_kinds import EXCEL, EXCHANGE, PDF
from budgetdesk.domain.progress import Cancelled
from budgetdesk.domain.records import Department, Unit
from budgetdesk.exchange.exporting import (
    ExportFault,
    ExportOrder,
    NotPrinted,
    export_book,
    selected_sheets,
    sheets_of,
)
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.placing import blank_project
from budgetdesk.exchange.refusals import REFUSALS
from budgetdesk.exchange.selection import EVERY_STAGE, Selection
from budgetdesk.forms.loader import load_form_set
from budgetdesk.output.files import OutputError
from budgetdesk.tables.table import TableKey

PERSONS: dict[str, Any] = {"responsible": "张负责", "handler": "李经办", "phone": "13900001234"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with seven projects, an overall form and a ledger; one project names its persons."""
    path = tmp_path_factory.mktemp("导出 一") / "账套.budget"
    names = ("disease-control.json", "overall.json", "ledger.csv")
    with Book.create(path, BookInfo("yonghe-2024", 2024, "疾控中心 2024/示例")) as book:
        import_files(book, [resource("sample", name) for name in names[:2]])
        with book.step("人员") as step:
            first = projects(book)[0]
            replace_project(step, first.id, replace(first, **PERSONS))
    return path


@pytest.fixture
def book(path: Path) -> Iterator[Book]:
    with Book.open(path, read_only=True) as book:
        yield book


def text_of(path: Path) -> str:
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            pages = [page.get_textpage().get_text_bounded() for page in document]
        return "".join("".join(pages).split())
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
        return "".join(str(cell.value) for cell in cells if cell.value is not None)
    return path.read_text("utf-8-sig")


def test_one_workbook_and_one_pdf_hold_every_form(book: Book, tmp_path: Path) -> None:
    folder = tmp_path / "新 文件夹" / "内层"
    paths = export_book(book, folder, ExportOrder((EXCEL, PDF)))
    assert [path.name for path in paths] == [
        "疾控中心 2024／示例.xlsx", "疾控中心 2024／示例.pdf",
    ]  # fmt: skip
    assert sorted(folder.iterdir()) == sorted(paths)
    workbook = openpyxl.load_workbook(paths[0])
    assert len(workbook.sheetnames) == 1 + 1 + len(projects(book))
    for path in paths:
        text = "".join(text_of(path).split())
        for each in projects(book):
            assert "".join(each.overview.split()) in text
        assert "整体支出绩效目标申报表" in text


def test_split_makes_one_file_a_form(book: Book, tmp_path: Path) -> None:
    paths = export_book(book, tmp_path, ExportOrder((EXCEL, PDF), split=True))
    count = 1 + len(projects(book))
    assert len(paths) == len(set(paths)) == 2 * count
    names = [path.stem for path in paths[:count]]
    assert names[0].startswith("001 ")
    assert "整体支出" in names[0]
    assert [name[4:] for name in names[1:]] == [each.name for each in projects(book)]
    assert projects(book)[2].overview in text_of(paths[3])
    with pypdfium2.PdfDocument(paths[-1]) as document:
        assert document.get_metadata_value("Title") == projects(book)[-1].name


@pytest.fixture
def strange(path: Path, tmp_path: Path) -> Iterator[Book]:
    """The book with a character in one project that no face has."""
    copy = tmp_path / "生僻.budget"
    shutil.copy(path, copy)
    with Book.open(copy) as book:
        with book.step("生僻字") as step:
            second = projects(book)[1]
            replace_project(step, second.id, replace(second, overview="𠮷家庄卫生院"))
        yield book


def test_a_character_no_face_has_stops_the_pdf_alone(strange: Book, tmp_path: Path) -> None:
    with pytest.raises(NotPrinted) as refusal:
        export_book(strange, tmp_path / "出", ExportOrder((EXCEL, PDF, EXCHANGE)))
    sentence = str(refusal.value)
    name = projects(strange)[1].name
    assert f"“{name}”的“项目概况”中的“𠮷”（U+20BB7），请改用其他字" in sentence
    assert f"Excel、数据交换文件 已写成，在“{tmp_path / '出'}”。" in sentence
    suffixes = {path.suffix for path in (tmp_path / "出").iterdir()}
    assert suffixes == {".xlsx", ".json"}
    assert "𠮷家庄卫生院" in text_of(refusal.value.paths[0])


def test_of_split_files_only_those_that_cannot_be_printed_are_missing(
    strange: Book, tmp_path: Path
) -> None:
    with pytest.raises(NotPrinted) as refusal:
        export_book(strange, tmp_path / "出", ExportOrder((PDF,), split=True))
    assert len(refusal.value.paths) == len(projects(strange))  # and the overall form's
    assert "其余 PDF 已写成" in str(refusal.value)


def test_chosen_projects_come_alone(book: Book, tmp_path: Path) -> None:
    second = projects(book)[1]
    wish = ExportOrder((EXCEL, EXCHANGE), Selection((second.id,)))
    paths = export_book(book, tmp_path, wish)
    assert [path.name for path in paths] == [f"{second.name}.xlsx", "projects.json"]
    content = json.loads(text_of(paths[1]))
    assert [each["name"] for each in content["projects"]] == [second.name]

    ids = tuple(each.id for each in projects(book)[:3])
    (both,) = export_book(book, tmp_path, ExportOrder((PDF,), Selection(ids)))
    assert both.name == "疾控中心 2024／示例（3个项目）.pdf"


def test_an_overall_form_comes_alone(tmp_path: Path, sample_book: Path) -> None:
    with Book.open(sample_book, read_only=True) as book:
        (form,) = overalls(book)
        wish = ExportOrder((PDF, EXCHANGE), Selection((), (form.id,)))
        pdf, exchange = export_book(book, tmp_path / "导出", wish)
        with pytest.raises(ExportFault, match="编号为 999 的整体支出"):
            export_book(book, tmp_path, replace(wish, selection=Selection((), (999,))))
    assert "整体支出绩效目标" in text_of(pdf)
    assert exchange.name == "overall.json"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, put_sample: Callable[[Path], Path]) -> Path:
    """The sample: projects, an overall form and a ledger."""
    return put_sample(tmp_path_factory.mktemp("全部") / "示例.budget")


def sheet_names(path: Path) -> list[str]:
    return [*openpyxl.load_workbook(path, read_only=True).sheetnames]


def test_the_tables_come_as_one_workbook_with_a_sheet_each(whole: Path, tmp_path: Path) -> None:
    wish = ExportOrder((EXCEL, PDF, EXCHANGE), Selection((), (), tables=True))
    with Book.open(whole, read_only=True) as book:
        paths = export_book(book, tmp_path / "出", wish)
    names = [path.name for path in paths]
    title = "永和县卫生健康和体育局 2024 示例 报表"
    files = ["ledger.csv", "revenue.csv", "tables.json"]
    assert names == [f"{title}.xlsx", f"{title}.pdf", *[n for n in files if n in names]]
    assert {"ledger.csv", "tables.json"} <= set(names)
    sheets = sheet_names(paths[0])
    assert len([name for name in sheets if name.startswith("表")]) == 13
    assert text_of(paths[1]).count("部门名称：永和县卫生健康和体育局") >= 13


def test_one_table_comes_alone(whole: Path, tmp_path: Path) -> None:
    with Book.open(whole, read_only=True) as book:
        (department,) = departments(book)
        key = TableKey(department.id, "t05_general_public_budget_expenditure")
        wish = ExportOrder((EXCEL, PDF), Selection((), tables=True, table=key))
        workbook, pdf = export_book(book, tmp_path / "出", wish)
    assert workbook.name == "表五 2024年一般公共预算支出预算表（不含上年结转）.xlsx"
    assert sheet_names(workbook)[-1].startswith("表五")
    assert "5460.41" in text_of(pdf)


def test_kinds_of_forms_are_left_out(whole: Path, tmp_path: Path) -> None:
    wish = ExportOrder((PDF, EXCHANGE), Selection((), None))
    with Book.open(whole, read_only=True) as book:
        names = [path.name for path in export_book(book, tmp_path / "整体", wish)]
        assert [name for name in names if name.endswith(".json")] == ["overall.json"]
        assert any("整体支出绩效目标" in name for name in names)
        wish = replace(wish, selection=Selection(None, ()))
        paths = export_book(book, tmp_path / "项目", wish)
        assert [path.name for path in paths[1:]] == ["projects.json"]
        assert "整体支出绩效目标" not in text_of(paths[0])
        with pytest.raises(ExportFault, match="没有选择要导出的内容"):
            export_book(book, tmp_path / "无", replace(wish, selection=Selection((), ())))


def test_public_copies_name_no_persons(book: Book, tmp_path: Path) -> None:
    wish = ExportOrder((EXCEL, PDF, EXCHANGE))
    whole = "".join(map(text_of, export_book(book, tmp_path / "内部", wish)))
    public = "".join(map(text_of, export_book(book, tmp_path / "公开", replace(wish, public=True))))
    for person in PERSONS.values():
        assert whole.count(person) == 3
        assert person not in public
    assert projects(book)[0].overview in public
    assert project(book, projects(book)[0].id).phone == PERSONS["phone"]


def test_json_leaves_out_what_the_book_has_not(book: Book, tmp_path: Path) -> None:
    paths = export_book(book, tmp_path, ExportOrder((EXCHANGE,)))
    assert [path.name for path in paths] == ["projects.json", "overall.json"]


def test_the_ledger_is_marked_as_utf8_for_excel(tmp_path: Path) -> None:
    with Book.create(tmp_path / "b.budget", BookInfo("yonghe-2024", 2024, "")) as book:
        row = "甲单位,2100101,basic,,30101,50101,general,current,100.50"
        header = resource("sample", "ledger.csv").read_text("utf-8-sig").splitlines()[0]
        (tmp_path / "l.csv").write_text(f"{header}\n{row}\n", "utf-8")
        import_files(book, [resource("sample", "inspection.json"), tmp_path / "l.csv"])
        paths = export_book(book, tmp_path / "出", ExportOrder((EXCHANGE,)))
        data = paths[-1].read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == f"{header}\r\n{row.replace('100.50', '100.5')}\r\n"


def test_progress_counts_all_files_and_can_cancel(book: Book, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    count = 1 + len(projects(book))

    def watch(done: int, total: int) -> None:
        seen.append((done, total))

    for split in (False, True):
        seen.clear()
        wish = ExportOrder((EXCEL, PDF), split=split)
        export_book(book, tmp_path, wish, progress=watch)
        assert seen[-1] == (2 * count, 2 * count)
        assert {total for _, total in seen} == {2 * count}
        assert [done for done, _ in seen] == sorted(done for done, _ in seen)

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        export_book(book, tmp_path / "取消", ExportOrder((PDF,)), progress=cancel)
    assert list((tmp_path / "取消").iterdir()) == []


@pytest.mark.parametrize(
    ("ids", "reason"),
    [((99999,), "编号为 99999"), ((), "没有选择要导出的内容"), ((1, -5), "编号为 -5")],
)
def test_projects_that_are_not_there_are_refused(
    book: Book, tmp_path: Path, ids: tuple[int, ...], reason: str
) -> None:
    with pytest.raises(ExportFault, match=reason):
        export_book(book, tmp_path / "出", ExportOrder((EXCEL,), Selection(ids)))
    assert not (tmp_path / "出").exists()


def test_an_empty_book_has_nothing_to_print_but_its_json(tmp_path: Path) -> None:
    with Book.create(tmp_path / "b.budget", BookInfo("yonghe-2024", 2024, "")) as book:
        with pytest.raises(ExportFault, match="还没有项目"):
            export_book(book, tmp_path, ExportOrder((PDF,)))
        (only,) = export_book(book, tmp_path, ExportOrder((EXCHANGE,)))
        assert json.loads(text_of(only))["projects"] == []


def test_a_book_without_title_lends_its_files_its_own_name(tmp_path: Path) -> None:
    with Book.create(tmp_path / "我的账套.budget", BookInfo("yonghe-2024", 2024, "")) as book:
        import_files(book, [resource("sample", "inspection.json")])
        (path,) = export_book(book, tmp_path, ExportOrder((EXCEL,)))
    assert path.name == "我的账套.xlsx"


def test_blank_projects_of_every_set_can_be_printed(tmp_path: Path) -> None:
    for form_set_id in ("jincheng-chengqu-2025", "taiyuan-2023", "yonghe-2024"):
        form_set = load_form_set(form_set_id)
        info = BookInfo(form_set_id, form_set.fiscal_year, "空白")
        with Book.create(tmp_path / f"{form_set_id}.budget", info) as book:
            with book.step("新建") as step:
                department = Department("1", "部门")
                department = replace(department, id=add_department(step, department))
                unit = Unit("单位", department)
                unit = replace(unit, id=add_unit(step, unit))
                add_project(step, blank_project(form_set, unit, "空白项目"))
            (sheet,) = sheets_of(book)
            assert sheet.name == "空白项目"
            assert len(export_book(book, tmp_path / form_set_id, ExportOrder((EXCEL, PDF)))) == 2


def test_a_target_that_cannot_be_written_is_said_plainly(book: Book, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("")
    with pytest.raises(OutputError, match="不是文件夹"):
        export_book(book, tmp_path / "文件", ExportOrder((EXCHANGE,)))
    with pytest.raises(OutputError, match="不能新建"):
        export_book(book, tmp_path / "文件" / "内", ExportOrder((EXCHANGE,)))


@pytest.mark.parametrize(
    "gone",
    [
        Selection(projects=(9999,)),
        Selection(overalls=(9999,)),
        Selection(projects=(9999,), overalls=(9999,)),
        Selection(projects=(9999,), stage=EVERY_STAGE),
        Selection(projects=(9999,), record=9999),
        Selection(tables=True),  # there is no ledger
        Selection(tables=True, table=TableKey(9999, "t05_general_public_budget_expenditure")),
        Selection(life_line=9999),
    ],
)
def test_what_is_no_longer_there_is_refused_in_words(book: Book, gone: Selection) -> None:
    with pytest.raises(REFUSALS, match="可能已被删除或撤销"):
        selected_sheets(book, gone)
