"""财预〔2021〕101号: points stand on the target, and 自评 scores by the way each is given."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.book import read
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.declared_records import add_record, records
from budgetdesk.book.edit import add_department, add_project, add_unit
from budgetdesk.book.stages import stage_forms
from budgetdesk.book.weighting import distribute_weights
from budgetdesk.book.writing import write_field
from budgetdesk.dictionary.base import extended
from budgetdesk.dictionary.reckoning import Reckoned
from budgetdesk.dictionary.toml_table import plain_table
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.form_marks import Fullness
from budgetdesk.domain.records import DeclaredRecord, DeclaredRow, Department, Indicator, Unit
from budgetdesk.domain.typed import Value
from budgetdesk.exchange.checking import check_book
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_form_set
from tests.dictionary.cycle_book import cycle_book, project_of
from tests.dictionary.test_cycle_scores import PROJECT

SET = load_form_set("national-2021")
KIND = SET.dictionary.kinds["self_evaluation"]
DIRECT, RATIO, GRADED, CONTENT = "直接赋分", "完成比例赋分", "评判等级赋分", "满意度赋分"
MET, MISSED = "达成年度指标", "未达成且效果较差"
INDICATORS = (
    Indicator("成本指标", "经济成本指标", "培训成本", "≤500元/人", declared={"weight": "20"}),
    Indicator("产出指标", "数量指标", "培训人次", "≥1000人次", declared={"weight": "40"}),
    Indicator("效益指标", "社会效益指标", "就业率", "≥60%", declared={"weight": "20"}),
    Indicator("满意度指标", "服务对象满意度指标", "满意度", "≥90%", declared={"weight": "10"}),
)


@pytest.mark.parametrize(
    ("scoring", "target", "actual", "grade", "score"),
    [
        (DIRECT, "≥100人", "100人", "", "10.00"),
        (DIRECT, "≥100人", "99.9999人", "", "0.00"),
        (DIRECT, "≤3起", "0起", "", "10.00"),
        (DIRECT, "是", "是", "", "10.00"),
        (DIRECT, "是", "已带动", "", None),  # who says so must choose the grade
        (DIRECT, "是", "是", MET, "10.00"),
        (DIRECT, "是", "否", MISSED, "0.00"),
        (DIRECT, "2021年6月底前", "2021年7月1日", "", "0.00"),
        (RATIO, "≥100人", "96人", "", "9.60"),
        ("", "≥100人", "96人", "", "9.60"),
        (GRADED, "≥100人", "96人", "", None),
        (GRADED, "效果明显", "明显", MET, "10.00"),
        (GRADED, "效果明显", "一般", MISSED, None),
        (CONTENT, "≥95%", "90%", "", "10.00"),
        (CONTENT, "≥95%", "89.9%", "", "8.00"),
        (CONTENT, "≥95%", "59%", "", "0.00"),
    ],
)
def test_points_are_given_as_the_target_says(
    scoring: str, target: str, actual: str, grade: str, score: str | None
) -> None:
    said: dict[str, Value] = {"scoring": scoring, "target": target, "actual": actual}
    row = DeclaredRow({**said, "grade": grade, "weight": "10"}, "产出指标")
    held = {"project": PROJECT, "indicators": (row,)}
    record = DeclaredRecord("self_evaluation", PROJECT, held)
    found = Reckoned(record, KIND.fields, KIND.formulas)
    assert found.shown(KIND.fields["indicators.score"], row) == score


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    path = tmp_path / "一.budget"
    with cycle_book(path, INDICATORS, set_id="national-2021") as made:
        with made.step("自评") as step:
            add_record(step, "self_evaluation", 1)
        yield made


def _rows(book: Book) -> tuple[Reckoned, list[DeclaredRow]]:
    (record,) = records(book, "self_evaluation")
    reckoned = Reckoned(record, KIND.fields, KIND.formulas)
    return reckoned, [it.held for it in reckoned.listed("indicators")]  # type: ignore[misc]


def _weights(book: Book) -> list[object]:
    reckoned, rows = _rows(book)
    return [reckoned.shown(KIND.fields["indicators.weight"], row) for row in rows]


def _write(
    book: Book, path: str, value: Value, row: int = 0, kind: str = "self_evaluation"
) -> None:
    with book.step("填写") as step:
        write_field(step, FieldRef(kind, 1, path, row), value)


def test_the_points_of_the_target_are_those_of_自评_until_others_are_typed(book: Book) -> None:
    assert _weights(book) == ["20", "40", "20", "10"]
    _, rows = _rows(book)
    _write(book, "indicators.weight", "15", rows[0].id)
    assert _weights(book)[0] == "15"
    assert {it.code for it in check_book(book).findings} >= {"S13d"}
    _write(book, "indicators.weight", "", rows[0].id)
    assert _weights(book)[0] == "20"
    target = read.project(book, 1).indicators.annual[0]
    _write(book, "indicators.annual.weight", "25", target.id, "project")
    assert _weights(book)[0] == "25"
    reckoned, _ = _rows(book)
    assert reckoned.shown(KIND.fields["cost_points"]) == "25.00"


def test_a_book_of_before_has_them_once_it_takes_the_newer_set_over(tmp_path: Path) -> None:
    said: dict[str, Any] = deepcopy(dict(SET.dictionary.extension))
    rows = said["self_evaluation"]["lists"]["indicators"]["fields"]
    del rows["target_weight"], rows["weight_moved"], rows["weight"]["proposed"]
    older = extended(plain_table(said, tmp_path / "dictionary.toml"))
    info = BookInfo("national-2021", 2021, "旧")
    with Book.create(tmp_path / "旧.budget", info, older) as book:
        with book.step("新建") as step:
            owner = Department("202", "医保局", add_department(step, Department("202", "医保局")))
            unit = Unit("服务中心", owner, id=add_unit(step, Unit("服务中心", owner)))
            add_project(step, project_of(unit, INDICATORS))
            add_record(step, "self_evaluation", 1)
        assert _weights(book) == [None] * 4
        assert book.adopt(SET.dictionary)
        assert _weights(book) == ["20", "40", "20", "10"]


def test_they_are_printed_with_their_class(book: Book) -> None:
    (record,) = records(book, "self_evaluation")
    sheet = lay_out(SET.form("self_evaluation"), record, 2021)
    texts = [cell.text for cell in sheet.cells]
    assert {"成本指标（20分）", "产出指标（40分）", "20", "40"} <= set(texts)


def test_the_points_of_the_target_are_distributed_by_class(book: Book) -> None:
    with book.step("分配分值") as step:
        distribute_weights(step, SET.dictionary.kinds["project"], 1)
    rows = read.project(book, 1).indicators.annual
    assert [row.declared["weight"] for row in rows] == ["20", "40", "20", "10"]


def test_amounts_that_are_proposed_need_not_be_typed(book: Book) -> None:
    _write(book, "executed_fiscal", 70_000_000)
    _write(book, "goal_actual", "全年培训农村劳动力一千零二十人次，合格率百分之九十六。")
    findings = check_book(book).findings
    assert "Q01" not in {it.code for it in findings if it.place.ref.record == "self_evaluation"}
    _, rows = _rows(book)
    _write(book, "indicators.actual", "480元/人", rows[0].id)
    (form,) = stage_forms(book, "project", KIND)
    assert form.fullness is Fullness.COMPLETE
    _write(book, "executed_fiscal", None)
    (form,) = stage_forms(book, "project", KIND)
    assert form.fullness is Fullness.DRAFT


def test_q31_counts_satisfaction_where_the_set_files_it_under_benefit(tmp_path: Path) -> None:
    rows = (
        Indicator("产出指标", "数量指标", "培训人次", "≥1000人次"),
        Indicator("效益指标", "服务对象满意度指标", "满意度", "≥90%"),
    )
    with cycle_book(tmp_path / "湘.budget", rows, set_id="xiangtan-2023") as book:
        assert "Q31" not in {it.code for it in check_book(book).findings}
    with cycle_book(tmp_path / "二.budget", rows[:1], set_id="xiangtan-2023") as book:
        assert "Q31" in {it.code for it in check_book(book).findings}
