"""What is said of a paragraph that no book holds: percentages, 部门 and 单位, ends of lines."""

import pytest

from budgetdesk.checks.language.prose import ProseReader
from budgetdesk.domain.catalogue import CatalogueKind, load_catalogue

READER = ProseReader(2026, "部门", load_catalogue(CatalogueKind.FUNCTION, 2025), fragments=True)


def codes(text: str, reader: ProseReader = READER) -> list[str]:
    return [it.code for it in reader.stumbles(text)]


def compared(before: str, now: str, told: str) -> str:
    return (
        f"2025年当年预算执行数为{before}万元，2026年预算安排{now}万元，比2025年预算执行数{told}。"
    )


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("1690.69", "1434.89", "减少1.10%"),
        ("57.43", "57.8", "减少0.64%"),
        ("43269.3", "3845.49", "增加17.62%"),
        ("100", "110", "增长10.04%"),
        ("100", "90", "下降9.9%"),
        ("100", "100", "增加5%"),
    ],
)
def test_a_percentage_is_that_of_its_amounts(before: str, now: str, told: str) -> None:
    assert codes(compared(before, now, told)) == ["X47"]


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("1690.69", "1434.89", "减少15.13%"),
        ("0.50", "0.62", "增加22.22%"),  # rounded to 0.01 万元, a small amount says little
        ("100", "110", "增长10.03%"),
        ("0", "110", "增加100%"),
        ("2,149.45", "2170.39", "增加0.97%"),
    ],
)
def test_a_percentage_that_rounding_explains_is_passed_over(
    before: str, now: str, told: str
) -> None:
    assert codes(compared(before, now, told)) == []


def test_the_scope_is_that_of_the_document() -> None:
    unit = ProseReader(2026, "单位", READER.functions, fragments=True)
    assert codes("2026年部门预算安排购置车辆0辆。", unit) == ["X50"]
    assert codes("本部门没有车辆。", unit) == ["X50"]
    assert codes("2026年单位预算安排购置车辆0辆。") == ["X50"]
    assert codes("2026年部门预算安排购置车辆0辆。") == []
    nobody = ProseReader(2026, "", READER.functions)
    assert codes("2026年部门预算安排购置车辆0辆，本单位没有车辆。", nobody) == []


def test_what_paper_broke_off_is_not_unfinished() -> None:
    line = "具体包括行政单位1家，参公单位1家，"
    assert codes(line) == []
    assert codes(line, ProseReader(2026, "部门", READER.functions)) == ["N08"]
