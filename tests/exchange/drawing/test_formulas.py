"""Cells of a drawn form worked out by formulas in the form's own words."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from budgetdesk.dictionary.expressions.faults import ExpressionError
from budgetdesk.exchange.drawing import correcting
from budgetdesk.exchange.drawing.correcting import CorrectionError
from budgetdesk.exchange.drawing.drawing import draw
from budgetdesk.exchange.drawing.drawn import DrawnCell, DrawnForm
from budgetdesk.exchange.drawing.formula_names import words_for
from budgetdesk.exchange.drawing.formulas import (
    formula_examples,
    formula_of,
    tried_formula,
    with_formula,
)
from budgetdesk.exchange.drawing.saving import declared_kind, save_set, try_set
from budgetdesk.exchange.drawing.set_text import set_files
from budgetdesk.exchange.drawing.template_writing import write_template_files
from tests.exchange.drawing.scoring import TEMPLATES

COUNTY = "county-application-2027"


@cache
def form_of(template: str = COUNTY) -> DrawnForm:
    """A template as it is drawn; corrections leave it as it was."""
    (form,) = draw(TEMPLATES / f"{template}.xlsx")
    return form


def cell_of(form: DrawnForm, place: str) -> DrawnCell:
    return next(it for it in form.cells if it.box.place == place)


def as_money(place: str = "C9") -> tuple[DrawnForm, DrawnCell]:
    """The county's form with a new amount."""
    form = form_of()
    form = correcting.with_kind(form, cell_of(form, place).box, "money")
    return form, cell_of(form, place)


@pytest.mark.parametrize(
    ("source", "written", "result"),
    [
        ("sum(支出计划, 金额)", "sum(支出计划, 金额)", "75.00 万元"),
        ("财政拨款 + 单位自筹", "年度财政拨款 + 年度单位自筹", "37.50 万元"),
        ("资金总额－财政拨款", "年度资金总额－年度财政拨款", "-12.50 万元"),
        ("if(blank(项目编码), 财政拨款, 空)", "if(blank(项目编码), 年度财政拨款, 空)", "空白"),
    ],
)
def test_labels_of_the_form_are_names_and_the_result_is_told_at_once(
    source: str, written: str, result: str
) -> None:
    form, cell = as_money()
    kind = declared_kind(set_files((form,)), form.record)
    assert tried_formula(form, kind, cell, source, 2027).result == result
    made = with_formula(form, kind, cell.box, source)
    assert formula_of(made, cell_of(made, "C9")) == written
    assert cell_of(made, "C9").computed
    field = try_set(set_files((made,))).dictionary.kinds["project"].fields["zjxz"]
    assert field.formula == written
    back = with_formula(made, kind, cell.box, "")
    assert not cell_of(back, "C9").computed
    assert formula_of(back, cell_of(back, "C9")) == ""


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("金额", "「金额」是支出计划的一列，请写 sum(支出计划, 金额) 等"),
        ("财政拨款 +", "不完整"),
        ("财政拨款 ÷ 资金总额", "请把类型改为「小数」或「百分比」"),
        ("没有这个", "没有叫「没有这个」的字段"),
        ("资金性质 + 财政拨款", "不能由它自己算出"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(source: str, told: str) -> None:
    form, cell = as_money()
    kind = declared_kind(set_files((form,)), form.record)
    with pytest.raises(ExpressionError, match=told[:6]) as tried:
        tried_formula(form, kind, cell, source, 2027)
    assert told in str(tried.value)
    with pytest.raises(CorrectionError) as refused:
        with_formula(form, kind, cell.box, source)
    assert told in str(refused.value)


def test_a_field_of_the_dictionary_is_not_given_a_formula() -> None:
    form = form_of()
    kind = declared_kind(set_files((form,)), form.record)
    with pytest.raises(CorrectionError, match="已有的字段"):
        with_formula(form, kind, cell_of(form, "C8").box, "资金总额")


@pytest.mark.parametrize("template", [COUNTY, "self-evaluation"])
def test_every_word_offered_is_understood(template: str) -> None:
    form = form_of(template)
    kind = declared_kind(set_files((form,)), form.record)
    new = NEW_AT[template]
    names = [
        it.word for it in words_for(form, kind) if "(" not in it.word and it.about[0].isupper()
    ]
    assert len(names) > 10
    for name in names:
        tried_formula(form, kind, replace(cell_of(form, new), path="none"), name, 2027)


NEW_AT = {COUNTY: "C9", "self-evaluation": "C3"}


def test_every_example_can_be_used_in_a_cell_of_its_kind() -> None:
    form, cell = as_money()
    kind = declared_kind(set_files((form,)), form.record)
    examples = dict(formula_examples(form, kind, cell))
    assert set(examples) == {"合计", "相减", "支出计划的金额合计"}
    for source in examples.values():
        assert tried_formula(form, kind, cell, source, 2027).result.endswith(" 万元")
    text = cell_of(form, "B4")
    others = dict(formula_examples(form, kind, text))
    assert set(others) == {*examples, "比率", "年度绩效指标的权重合计"}
    for source in others.values():
        assert tried_formula(form, kind, replace(text, path="none"), source, 2027).result


def test_a_typed_formula_outlives_other_corrections() -> None:
    form, cell = as_money()
    kind = declared_kind(set_files((form,)), form.record)
    made = with_formula(form, kind, cell.box, "sum(支出计划, 金额)")
    made = correcting.without_field(made, cell_of(made, "B15").box)
    assert formula_of(made, cell_of(made, "C9")) == "sum(支出计划, 金额)"


def test_a_formula_is_the_same_when_its_template_is_drawn_again(tmp_path: Path) -> None:
    form, cell = as_money()
    kind = declared_kind(set_files((form,)), form.record)
    made = with_formula(form, kind, cell.box, "sum(支出计划, 金额)")
    row = cell_of(made, "F11")
    made = with_formula(made, kind, row.box, "yuan(10000) × length(测算依据及过程)")
    form_set = save_set(tmp_path, "once-2027", set_files((made,)), overwrite=False)
    (path,) = write_template_files(form_set, tmp_path)
    again = draw(path)
    drawn = {it.key: it.says.get("computed") for form in again for it in form.fields}
    assert drawn["zjxz"] == "sum(支出计划, 金额)"
    assert drawn["je"] == "yuan(10000) × length(测算依据及过程)"
    fields = try_set(set_files(again)).dictionary.kinds["project"].fields
    assert fields["zjxz"] == form_set.dictionary.kinds["project"].fields["zjxz"]
