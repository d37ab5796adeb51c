"""The columns of 一体化 that a set says."""

from pathlib import Path

import pytest

from budgetdesk.dictionary.toml_table import FormSetError
from budgetdesk.domain.records import Indicator
from budgetdesk.exchange.clipboard.copying_out import indicator_lines
from budgetdesk.forms.loader import load_form_set, read_form_set
from budgetdesk.forms.portal import USUAL, PortalColumns
from tests.dictionary.own_set import SET, own_set


def said(folder: Path, portal: str) -> PortalColumns:
    own_set(folder)
    with (folder / "forms" / SET / "set.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[portal]\n{portal}\n")
    return read_form_set(folder / "forms", SET).portal


def test_without_a_word_they_are_the_usual_ones() -> None:
    assert load_form_set("yonghe-2024").portal == USUAL
    assert [it.key for it in USUAL.table] == ["level1", "level2", "name", "sign", "value", "unit"]


def test_columns_of_the_set_s_own_and_blank_ones(tmp_path: Path) -> None:
    columns = said(tmp_path, 'columns = ["level2", "name", "", "target", "weight"]')
    assert [it.head for it in columns.table] == ["二级指标", "三级指标", "空列", "指标值", "分值"]
    assert columns.single == USUAL.single
    row = Indicator("产出指标", "数量指标", "食堂数", "≥12个", declared={"weight": 10})
    assert indicator_lines([row], columns.table) == [["数量指标", "食堂数", "", "≥12个", "10"]]


@pytest.mark.parametrize(
    ("portal", "told"),
    [
        ('columns = ["level3"]', "没有「level3」这一列"),
        ("columns = []", "请至少写一列"),
        ('order = ["name"]', "order"),
    ],
)
def test_a_column_that_nobody_knows_is_refused(portal: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(FormSetError, match=told):
        said(tmp_path, portal)
