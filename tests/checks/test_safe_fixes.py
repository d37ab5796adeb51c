"""A safe cure changes how something is written, never what it means."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from budgetdesk.book import read
from budgetdesk.checks import examination  # noqa: F401 - registers the rules
from budgetdesk.checks.case import FormCase
from budgetdesk.checks.finding import Fix, Found, SetField
from budgetdesk.checks.fixes import safe_fixes
from budgetdesk.checks.language.meaning import same_meaning
from budgetdesk.checks.language.spelling import said, tidied
from budgetdesk.checks.rule import RULES, Scope
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import Kind, value_of
from budgetdesk.domain.records import Horizon, Project
from budgetdesk.domain.target import Target, parse_target
from tests.checks.building import case, overall, put
from tests.checks.conftest import SETS, Checked


def meaning(text: str) -> Target:
    """What a target says; a rate of at least 100 % is one of 100 %, as no rate is more than all."""
    target = parse_target(text)
    if target.percent and target.number == 100 and target.operator in (*"≥>=",):
        target = replace(target, operator=None)
    return replace(target, text="", unit=target.unit.replace("\\", "/"))


def before(project: Project, edit: SetField) -> object:
    for horizon in Horizon:
        for row in project.indicators.of(horizon) or ():
            if row.id == edit.ref.row_id:
                return getattr(row, edit.ref.path.rpartition(".")[2])
    return value_of(project, edit.ref.path)


def holds(project: Project, fix: Fix) -> None:
    """The edits of a safe cure keep the meaning, or move words from a name to its blank target."""
    edits = [edit for edit in fix.edits if isinstance(edit, SetField)]
    if "移到指标值" in fix.title:
        name, target = edits[0], next(it for it in edits if it.ref.path.endswith("target"))
        assert said(str(before(project, name))) == said(name.text + target.text)
        assert not str(before(project, target)).strip()
        return
    for edit in edits:
        old = before(project, edit)
        match field_of(edit.ref).kind:
            case Kind.TARGET:
                assert meaning(str(old)) == meaning(edit.text), (old, edit.text)
            case Kind.MONEY | Kind.MONEY_WAN | Kind.COUNT:
                raise AssertionError(f"{old} became {edit.text}")
            case _:
                assert said(str(old)) == said(edit.text), (old, edit.text)


@pytest.mark.parametrize("name", SETS)
def test_safe_cures_of_the_published_forms_keep_the_meaning(
    checked: dict[str, Checked], name: str
) -> None:
    projects = {project.id: project for project in read.projects(checked[name].book)}
    for fix in safe_fixes(checked[name].report.findings):
        (record,) = {edit.ref.record_id for edit in fix.edits}
        holds(projects[record], fix)


def found(one: FormCase, scope: Scope) -> list[Found]:
    rules = [rule for rule in RULES.values() if scope in rule.scopes]
    return [it for rule in rules for it in rule.run(one, rule.limits)]


HEADS = (
    "",
    "≥",
    "≤",
    "=",
    "不低于",
    "不超过",
    "至少",
    "约",
    "每年",
    "提高",
    "《",
    "控制在",
    "超过",
    "人均",
    "》=",
)
NUMBERS = (
    "1",
    "3",
    "12",
    "100",
    "2024",
    "2025",
    "2024.12",
    "2024．6",
    "９０",
    "1,000",
    "-3",
    "0.5",
    "2025年1",
    "１２",
)
UNITS = (
    "",
    "年",
    "%",
    "％",
    "月",
    "日",
    "个月",
    "年度",
    "年期",
    "元",
    "万元",
    "元/人/年",
    "元\\站",
    "年．",
    "人",
    "天",
    "季度",
)
TAILS = (
    "",
    "内",
    "以内",
    "之内",
    "以上",
    "以下",
    "及以上",
    "（含）以上",
    "前",
    "底前",
    "起",
    "封顶",
    "。",
    "。。",
    "<br>",
    " ",
    "完成",
)
written = st.tuples(*map(st.sampled_from, (HEADS, NUMBERS, UNITS, TAILS))).map("".join)
LEVELS = ("数量", "质量", "时效", "成本", "社会效益", "服务对象满意度")


@given(st.sampled_from(LEVELS), st.one_of(written, st.text(max_size=12)))
@example("时效", "2024年以下")
@example("时效", "3月以上")
@example("时效", "２０２４年以下")
@example("时效", "１年以内")
@example("质量", "≥100%")
@example("服务对象满意度", "９０％")
def test_safe_cures_of_any_target_keep_its_meaning(level2: str, target: str) -> None:
    one = case(put(level2, "退养村医满意情况", target))
    for it in found(one, Scope.PROJECT):
        if it.fix and it.fix.safe:
            holds(one.project, it.fix)
    form = overall(rows=[(level2, "退养村医满意情况", target)])
    for it in found(form, Scope.OVERALL):
        for edit in it.fix.edits if it.fix and it.fix.safe else ():
            assert isinstance(edit, SetField)
            if edit.ref.path.endswith("target"):
                assert meaning(target) == meaning(edit.text)


@given(st.text(alphabet="发放补助，。；、（）() \n《》“”0123456789%年月<br>筛高", max_size=40))
def test_tidying_takes_nothing_from_what_is_said(text: str) -> None:
    one = case(plan=text)
    for it in found(one, Scope.PROJECT):
        if it.fix and it.fix.safe:
            holds(one.project, it.fix)
    assert said(tidied(tidied(text))) == said(tidied(text))


@pytest.mark.parametrize(
    ("kind", "old", "new", "same"),
    [
        (Kind.TARGET, "９０％以上", "≥90%", True),
        (Kind.TARGET, "1,000元", "1000元", True),
        (Kind.TARGET, "2024年以下", "≤2024年", False),
        (Kind.TARGET, "≥100%", "100%", True),
        (Kind.TARGET, "≤100%", "100%", False),
        (Kind.TARGET, "提高≥100%", "提高100%", False),
        (Kind.TARGET, "90%", "≥90%", False),
        (Kind.TARGET, "元\\站", "元/站", True),
        (Kind.TARGET, "及时", "提高", False),
        (Kind.MONEY, 5_000_000, "50,000", True),
        (Kind.MONEY, 5_000_000, "50400", False),
        (Kind.MONEY, None, "0", False),
        (Kind.COUNT, 8, "８", True),
        (Kind.PARAGRAPH, "发放。。", "发放。", True),
        (Kind.PARAGRAPH, "发放", "发给", False),
        (Kind.LINE, "没人每年", "每人每年", True),
    ],
)
def test_what_means_the_same(kind: Kind, old: object, new: str, *, same: bool) -> None:
    assert same_meaning(kind, old, new) is same
