"""Beside a finding at an indicator stands how it may be written."""

from pathlib import Path

import pytest

from budgetdesk.book import read
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.edit import add_department, add_project, add_unit
from budgetdesk.domain.records import Department, Horizon, Indicator, PerHorizon, Project, Unit
from budgetdesk.domain.target import parse_target
from budgetdesk.exchange.checking import check_book
from budgetdesk.forms.loader import form_set_ids, load_form_set
from budgetdesk.suggestions.aiding import writing_aid
from tests.checks.conftest import Checked, checked

__all__ = ["checked"]


def test_findings_at_indicators_have_a_pattern_beside_them(checked: dict[str, Checked]) -> None:
    sample = checked["yonghe-2024"]
    form_set = load_form_set("yonghe-2024")
    found = [it for it in sample.report.findings if it.code in ("Q14", "Q18", "Q29", "Q30")]
    told = [writing_aid(sample.book, form_set, it) for it in found[:40]]
    assert sum(map(bool, told)) >= len(told) // 2
    assert any("佐证：" in it for it in told)


def test_other_findings_have_none(checked: dict[str, Checked]) -> None:
    sample = checked["yonghe-2024"]
    form_set = load_form_set("yonghe-2024")
    elsewhere = [
        it for it in sample.report.findings if not it.place.ref.path.startswith("indicators.")
    ]
    assert len(elsewhere) > 20
    assert {writing_aid(sample.book, form_set, it) for it in elsewhere[:60]} == {""}


def test_beside_a_value_in_numbers_no_other_value_stands(checked: dict[str, Checked]) -> None:
    seen = 0
    for name, sample in checked.items():
        form_set = load_form_set(name)
        rows = _rows(sample.book)
        for found in sample.report.findings:
            own = rows.get((found.place.ref.record_id, found.place.ref.row_id))
            if own is None or not parse_target(own.target).quantified:
                continue
            seen += 1
            for line in writing_aid(sample.book, form_set, found).splitlines():
                _, arrow, offered = line.partition(" → ")
                assert not arrow or _is_the_own(own.target, offered), (found.code, own, line)
    assert seen > 100


def _rows(book: Book) -> dict[tuple[int, int], Indicator]:
    return {
        (project.id, row.id): row
        for project in read.projects(book)
        for horizon in Horizon
        for row in project.indicators.of(horizon) or ()
    }


def _is_the_own(own: str, offered: str) -> bool:
    """Whether it is the same number with its unit, and a sign where none was."""
    bare, signed = parse_target(own), parse_target(offered)
    same = (bare.number, bare.unit) == (signed.number, signed.unit)
    return same and bare.operator is None and signed.operator is not None


@pytest.mark.parametrize(
    ("indicator", "offered"),
    [
        (Indicator("产出指标", "数量指标", "建成村级卫生室", "79个"), "≥79个 =79个"),
        (
            Indicator("产出指标", "数量指标", "培训乡村医生人数", " 1,200人次"),
            "≥1,200人次 =1,200人次",
        ),
        (Indicator("成本指标", "经济成本指标", "培训成本", "500元/人"), "≤500元/人 =500元/人"),
    ],
)
@pytest.mark.parametrize("set_id", [it for it in form_set_ids() if load_form_set(it).rules])
def test_a_number_without_a_sign_is_offered_with_one(
    set_id: str, indicator: Indicator, offered: str, tmp_path: Path
) -> None:
    form_set = load_form_set(set_id)
    info = BookInfo(set_id, form_set.fiscal_year, "试")
    with Book.create(tmp_path / "试.budget", info, form_set.dictionary) as book:
        with book.step("建") as step:
            department = Department("201", "卫健局")
            department = Department("201", "卫健局", add_department(step, department))
            unit = Unit("医疗集团", department)
            unit = Unit("医疗集团", department, id=add_unit(step, unit))
            add_project(step, Project("项目", unit, indicators=PerHorizon(None, (indicator,))))
        unsigned = [it for it in check_book(book).findings if it.code == "S13e"]
        for found in unsigned:
            lines = writing_aid(book, form_set, found).splitlines()
            name = indicator.name
            assert set(lines) <= {f"{name} → {it}" for it in offered.split()}, lines
            assert lines
        assert bool(unsigned) is (form_set.checks["S13e"]["on"] is True)
