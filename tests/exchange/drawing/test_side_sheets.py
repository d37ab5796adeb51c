"""A set's rules, formulas and figures stand in sheets of its template and are read from there."""

from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from budgetdesk.assets import forms_folder
from budgetdesk.dictionary.toml_table import FormSetError
from budgetdesk.exchange.drawing.correcting import with_new_field
from budgetdesk.exchange.drawing.drawing import draw
from budgetdesk.exchange.drawing.drawn import DrawnForm, DrawnRule
from budgetdesk.exchange.drawing.fault_places import told_at
from budgetdesk.exchange.drawing.formulas import with_formula
from budgetdesk.exchange.drawing.rules import with_rule
from budgetdesk.exchange.drawing.saving import declared_kind, save_set, try_set
from budgetdesk.exchange.drawing.set_text import set_files
from budgetdesk.exchange.drawing.template_writing import write_template_files
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import BASE_SET, form_set_ids, load_form_set
from budgetdesk.forms.own_tables import own_tables
from budgetdesk.forms.set_rules.declared import DeclaredRule
from tests.exchange.drawing.scoring import TEMPLATES

_USES = ("formula", "proposed", "required_when", "carried")
_SAMPLE = ("national-2021", "huangshi-2019")


def _said(rule: DeclaredRule) -> tuple[object, ...]:
    """What a rule says, for comparing."""
    parts = (it if isinstance(it, str) else it.expression.source for it in rule.message.parts)
    return (
        *(rule.code, rule.title, rule.severity, rule.kind, rule.rows, rule.when.source, rule.at),
        *(rule.checks, rule.why, rule.source, rule.failing, rule.passing, *parts),
        *(it.expression.source for it in rule.values),
    )


def _formulas(form_set: FormSet) -> dict[tuple[str, str], tuple[object, ...]]:
    return {
        (kind.kind, path): (field.label, *(getattr(field, use) for use in _USES))
        for kind in form_set.dictionary.kinds.values()
        for path, field in kind.fields.items()
        if field.formula or field.proposed
    }


def _require_same(form_set: FormSet, folder: Path, where: Path) -> None:
    own = own_tables(where, form_set.id, BASE_SET)
    (path,) = write_template_files(form_set, folder / "模板", own)
    again = save_set(folder / "再", "again", set_files(draw(path)), overwrite=False)
    assert [_said(it) for it in again.rules] == [_said(it) for it in form_set.rules]
    assert _formulas(again) == _formulas(form_set)


@pytest.mark.parametrize("set_id", _SAMPLE)
def test_rules_and_formulas_of_a_set_that_ships_come_back(set_id: str, tmp_path: Path) -> None:
    _require_same(load_form_set(set_id), tmp_path, forms_folder())


@pytest.mark.proof
@pytest.mark.parametrize("set_id", form_set_ids())
def test_rules_and_formulas_of_every_set_come_back(set_id: str, tmp_path: Path) -> None:
    _require_same(load_form_set(set_id), tmp_path, forms_folder())


_PARTS = ("财政拨款", "上级补助", "单位自筹", "其他资金")
_LETTERS = "预算=+-（）“”\"'，。；：/\\ %0123456789元[]#,"


@pytest.mark.parametrize("seed", range(3))
def test_those_of_any_set_of_ones_own_come_back(seed: int, tmp_path: Path) -> None:
    chance = Random(seed)
    parts = chance.sample(_PARTS, chance.randint(2, 4))
    source = chance.choice([" + ".join(parts), f"total({', '.join(parts)}) - sum(支出计划, 金额)"])
    texts = ["".join(chance.choices(_LETTERS, k=20)).strip() or "空" for _ in range(3)]
    (form,) = _drawn(source, chance.choice(["error", "explain", "notice"]), *texts)
    form_set = save_set(tmp_path, "own-1", set_files([form]), overwrite=False)
    _require_same(form_set, tmp_path, tmp_path)


def _drawn(source: str, severity: str, title: str, message: str, why: str) -> list[DrawnForm]:
    """The county's form with one cell worked out and one rule."""
    (form,) = draw(TEMPLATES / "county-application-2027.xlsx")
    box = next(it.box for it in form.cells if it.box.place == "C9")
    form = with_new_field(form, box, "资金核对", "money")
    form = with_formula(form, declared_kind(set_files([form]), "project"), box, source)
    rule = DrawnRule(
        "Z01", title, severity, "", "blank(立项依据)", "basis", message, why, "本县",
        failing={"basis": ""}, passing={"basis": "有"},
    )  # fmt: skip
    return [with_rule(form, rule)]


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """The template of a set with a formula and a rule."""
    forms = _drawn("财政拨款 + 上级补助", "error", "先写依据", "没有写依据。", "要写。")
    form_set = save_set(tmp_path, "own-1", set_files(forms), overwrite=False)
    (path,) = write_template_files(form_set, tmp_path, own_tables(tmp_path, "own-1", BASE_SET))
    return path


def _change(path: Path, sheet: str, place: str, text: str) -> None:
    book = load_workbook(path)
    book[sheet][place] = text
    book.save(path)


def test_what_is_changed_in_a_sheet_is_what_the_set_says(template: Path) -> None:
    _change(template, "审核规则", "D2", "提示")
    _change(template, "公式", "H2", "年度财政拨款 - 年度上级补助")
    found = try_set(set_files(draw(template)))
    assert next(it for it in found.rules if it.code == "Z01").severity == "notice"
    own = [it for it in found.dictionary.kinds["project"].fields.values() if it.label == "资金核对"]
    assert [it.formula for it in own] == ["年度财政拨款 - 年度上级补助"]


@pytest.mark.parametrize(
    ("sheet", "place", "text", "told"),
    [
        ("审核规则", "D2", "很严重", "工作表「审核规则」D2：严重程度不能写「很严重」"),
        ("审核规则", "B2", "没有的表", "工作表「审核规则」B2：表不能写"),
        ("审核规则", "A2", "", "工作表「审核规则」A2：没有写编号"),
        ("审核规则", "C1", "叫什么", "工作表「审核规则」C1：没有「叫什么」这一栏"),
        ("审核规则", "N2", "没有等号", "工作表「审核规则」N2：应查出的例子不能写"),
        ("公式", "H2", "", "工作表「公式」H2：没有写"),
        ("公式", "G2", "猜", "工作表「公式」G2：作用不能写"),
    ],
)
def test_a_cell_that_cannot_be_is_named(
    sheet: str, place: str, text: str, told: str, template: Path
) -> None:
    _change(template, sheet, place, text)
    with pytest.raises(ImportFault) as caught:
        draw(template)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("sheet", "place", "text"),
    [("审核规则", "F2", "blank(没有)"), ("公式", "H2", "没有 + 没有")],
)
def test_a_rule_or_formula_that_is_wrong_is_told_at_its_cell(
    sheet: str, place: str, text: str, template: Path
) -> None:
    _change(template, sheet, place, text)
    forms = draw(template)
    with pytest.raises(FormSetError) as caught:
        try_set(set_files(forms))
    assert told_at(forms, caught.value).startswith(f"工作表「{sheet}」{place}：")
