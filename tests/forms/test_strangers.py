"""Forms as other provinces print them, written from docs/forms.md alone: in, checked, out, back.

East: 自评 with heads in two rows, merged group labels, points by class, boxes of a computed grade.
South: 监控 of six months with likelihoods of its own. Table: all 自评 of a department in one table.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.domain.file_kinds import EXCEL, EXCHANGE
from budgetdesk.exchange.checking import check_book
from budgetdesk.exchange.exporting import ExportOrder, export_book
from budgetdesk.exchange.importing import import_files
from budgetdesk.forms.loader import forget_sets, load_form_set

_FOLDER = Path(__file__).parent / "strangers"
_ROWS = (
    ("产出指标", "数量指标", "培训人次", "≥1000人次", "15", "960人次"),
    ("产出指标", "质量指标", "培训合格率", "≥95%", "15", "96%"),
    ("产出指标", "时效指标", "完成时间", "2026年11月30日前", "10", "2026年11月20日"),
    ("效益指标", "社会效益指标", "就业面", "明显扩大", "30", "明显扩大"),
    ("满意度指标", "服务对象满意度指标", "学员满意度", "≥90%", "10", "92%"),
)


@pytest.fixture(autouse=True)
def _strangers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("BUDGETDESK_FORMS", str(_FOLDER))
    forget_sets()
    yield
    forget_sets()


def _keys(row: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(("level1", "level2", "name", "target"), row, strict=False))


def _project(name: str, **below: list[dict[str, Any]]) -> dict[str, Any]:
    amounts = dict.fromkeys(("total", "central", "provincial", "local", "own", "other"))
    money = {**amounts, "total": "800000.00", "local": "800000.00"}
    blank = dict.fromkeys(("overview", "basis", "necessity", "safeguards", "plan"), "")
    return {
        "name": name,
        "department": {"code": "301", "name": "人社局"},
        "unit": {"name": "就业中心"},
        "attribute": "",
        "period": "",
        "funding": {"implementation": money, "annual": money},
        "goals": {"implementation": "", "annual": "全年培训一千人次。"},
        "indicators": {"implementation": [], "annual": [_keys(row) for row in _ROWS]},
        **blank,
        **dict.fromkeys(("responsible", "handler", "phone", "filed_at"), ""),
        **below,
    }


def _evaluation(grade: str) -> dict[str, Any]:
    rows = [
        {**_keys(row), "weight": row[4], "actual": row[5]}
        | ({"grade": grade} if row[2] == "就业面" else {})
        | ({"cause": "客观因素", "reason": "报名少。"} if row[2] == "培训人次" else {})
        for row in _ROWS
    ]
    done = "全年培训农村劳动力九百六十人次，合格率百分之九十六。"
    return {
        "code": "33010001", "sort": "专项业务", "executed_fiscal": "79.2", "goal_actual": done,
        "indicators": rows,
    }  # fmt: skip


def _monitoring() -> dict[str, Any]:
    said = {
        "培训人次": {"so_far": "300人次", "forecast": "900人次", "likelihood": "确保"},
        "学员满意度": {"so_far": "91%", "forecast": "91%", "likelihood": "确保"},
        "培训合格率": {"so_far": "93%", "forecast": "93%", "likelihood": "有可能"},
    }
    return {
        "period_end": "2026-06", "executed_total": "30", "forecast_total": "78",
        "advice": "继续执行", "indicators": [_keys(row) | said.get(row[2], {}) for row in _ROWS],
    }  # fmt: skip


def _book(path: Path, set_id: str, projects: list[dict[str, Any]]) -> Book:
    form_set = load_form_set(set_id)
    file = path.with_suffix(".json")
    content = {
        "format": "budgetdesk-projects/1",
        "form_set": set_id,
        "fiscal_year": 2026,
        "region": {"code": form_set.region.code, "name": form_set.region.name, "level": ""},
        "projects": projects,
    }
    file.write_text(json.dumps(content), encoding="utf-8")
    book = Book.create(path, BookInfo(set_id, 2026, "别省"), form_set.dictionary)
    report = import_files(book, [file])
    assert [note for each in report.files for note in each.notes] == []
    return book


def _sheets(folder: Path) -> list[set[str]]:
    (workbook,) = (folder / "出").glob("*.xlsx")
    sheets = openpyxl.load_workbook(workbook).worksheets
    return [{str(cell.value) for row in sheet.rows for cell in row} for sheet in sheets]


def _texts(folder: Path, book: Book) -> set[str]:
    """What stands in the cells of the workbook; the book goes out and comes back the same."""
    export_book(book, folder / "出", ExportOrder((EXCEL, EXCHANGE)))
    other = folder / "二.budget"
    again = json.loads((folder / "出" / "projects.json").read_text("utf-8"))
    with _book(other, book.info.form_set, again["projects"]) as back:
        export_book(back, folder / "回", ExportOrder((EXCHANGE,)))
    assert json.loads((folder / "回" / "projects.json").read_text("utf-8")) == again
    return set().union(*_sheets(folder))


def _codes(book: Book, kind: str) -> set[str]:
    return {it.code for it in check_book(book).findings if it.place.ref.record == kind}


def test_a_self_evaluation_with_grouped_heads_and_points_by_class(tmp_path: Path) -> None:
    project = _project("培训", self_evaluation=[_evaluation("达成年度指标")])
    with _book(tmp_path / "一.budget", "east-2026", [project]) as book:
        assert _codes(book, "self_evaluation") == {"F01"}  # 主要成效, asked for from 95 points
        texts = _texts(tmp_path, book)
    for text in ("预算执行情况（20分）", "产出指标（权重40，得分39.4）", "√优 □良 □中 □差"):
        assert text in texts
    assert {"指标完成情况", "偏差分析", "96.00%", "客观因素"} <= texts


def test_monitoring_with_words_of_its_own_for_the_likelihood(tmp_path: Path) -> None:
    project = _project("培训", monitoring=[_monitoring()])
    with _book(tmp_path / "一.budget", "south-2026", [project]) as book:
        codes = _codes(book, "monitoring")
        texts = _texts(tmp_path, book)
    assert codes == {"F01", "J04", "J05", "J06", "Z01"}
    assert {"1—6月执行情况", "1—6月完成值", "确保", "√"} <= texts


def test_one_table_for_all_self_evaluations_whose_grades_have_other_words(tmp_path: Path) -> None:
    names = ("达成预期指标", "部分达成预期指标")
    projects = [_project(it, self_evaluation=[_evaluation(it)]) for it in names]
    with _book(tmp_path / "一.budget", "table-2026", projects) as book:
        texts = _texts(tmp_path, book)
    assert set(names) <= texts
    (table,) = (it for it in _sheets(tmp_path) if "某县项目支出绩效自评汇总表（2026年度）" in it)
    assert {"99.20", "69.20", "1", "2"} <= table
