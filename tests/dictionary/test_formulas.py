"""Fields that a set computes: shown, typed and stored nowhere, wrong ones told at load."""

from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.book import edit, read
from budgetdesk.dictionary.toml_table import FormSetError
from budgetdesk.domain.records import PerHorizon
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.sheet import Cell, Role
from tests.dictionary.own_set import DICTIONARY, own_book, own_set

_SHARE = 'share = { name = "配套比例", kind = "percent" }'
_WEIGHT = 'weight = { name = "分值", kind = "count" }'


def _dictionary(share: str, weight: str) -> str:
    assert _SHARE in DICTIONARY
    assert _WEIGHT in DICTIONARY
    computed = _SHARE.replace(" }", f', computed = "{share}" }}')
    row = _WEIGHT.replace(" }", f', computed = "{weight}" }}')
    return DICTIONARY.replace(_SHARE, computed).replace(_WEIGHT, row)


_GOOD = _dictionary("年度单位自筹 ÷ 年度资金总额", "if(contains(三级指标, “率”), 2, 1)")


def _cells(path: Path, dictionary: str = _GOOD) -> dict[str, list[Cell]]:
    form_set = own_set(path, dictionary)
    with own_book(path / "a.budget", form_set) as book:
        project = read.project(book, 1)
        money = project.funding.annual
        funding = replace(money, total=30_000, own=10_000)
        changed = replace(project, funding=PerHorizon(project.funding.implementation, funding))
        with book.step("改") as step:
            edit.replace_project(step, 1, changed)
        held = read.project(book, 1)
    sheet = lay_out(form_set.form("project"), held, 2026)
    found: dict[str, list[Cell]] = {}
    for cell in sheet.cells:
        if cell.field is not None:
            found.setdefault(cell.field.path, []).append(cell)
    return found


def test_a_field_of_the_record_and_one_of_its_rows_are_computed(tmp_path: Path) -> None:
    cells = _cells(tmp_path)
    [share] = cells["share"]
    assert share.text == "33.33%"
    assert share.role is Role.COMPUTED
    assert share.reason == "由算式算出，不用填写：年度单位自筹 ÷ 年度资金总额"
    names = [cell.text for cell in cells["indicators.annual.name"]]
    weights = [cell.text for cell in cells["indicators.annual.weight"]]
    assert names
    assert weights == ["2" if "率" in name else "1" if name else "" for name in names]


@pytest.mark.parametrize(
    ("share", "weight", "told"),
    [
        ("没有 ÷ 年度资金总额", "1", "没有叫「没有」的字段"),
        ("年度资金总额", "1", "算出来的是金额，这个字段要数"),
        ("年度资金总额 > 3", "1", "yuan"),
        ("配套比例 + 1", "1", "share → share"),
        ("1 ÷", "1", "不完整"),
        ("1", "三级指标", "算出来的是文字"),
        ("sum(绩效指标, 分值)", "1", "indicators.annual、indicators.implementation"),
    ],
)
def test_a_wrong_formula_is_told_when_the_set_is_read(
    tmp_path: Path, share: str, weight: str, told: str
) -> None:
    with pytest.raises(FormSetError, match=told) as caught:
        own_set(tmp_path, _dictionary(share, weight))
    assert caught.value.key in ("share", "indicators.implementation.weight")
    assert caught.value.file.name == "dictionary.toml"
