"""The language of a set's formulas: exact, blanks stay blanks, faults told at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk.dictionary.expressions.expression import in_order, read_condition, read_expression
from budgetdesk.dictionary.expressions.faults import (
    AmbiguousNameError,
    CircleError,
    ExpressionError,
    KindError,
    UnknownNameError,
)
from budgetdesk.dictionary.expressions.naming import NamedField, Naming, RowNaming
from budgetdesk.dictionary.expressions.values import ExpressionValue, ValueKind
from budgetdesk.domain.target import Target

ROWS = RowNaming(
    "indicators",
    Naming([
        NamedField("name", ValueKind.TEXT, ("三级指标",)),
        NamedField("level1", ValueKind.TEXT, ("一级指标",)),
        NamedField("target", ValueKind.TARGET, ("指标值",)),
        NamedField("reached", ValueKind.TEXT, ("实际完成值",)),
        NamedField("weight", ValueKind.NUMBER, ("分值",)),
        NamedField("score", ValueKind.NUMBER, ("得分",)),
        NamedField("reason", ValueKind.TEXT, ("偏差原因",)),
    ]),
    ("指标", "绩效指标"),
)  # fmt: skip
NAMING = Naming(
    [
        NamedField("money.budget", ValueKind.MONEY, ("全年预算", "资金.全年预算")),
        NamedField("money.spent", ValueKind.MONEY, ("全年执行", "资金.全年执行")),
        NamedField("money.local", ValueKind.MONEY, ("市县（区）财政资金",)),
        NamedField("money_score", ValueKind.NUMBER, ("资金得分",)),
        NamedField("total", ValueKind.NUMBER, ("总分",)),
        NamedField("done", ValueKind.TEXT, ("实际完成情况",)),
        NamedField("goal", ValueKind.TEXT, ("预期目标",)),
        NamedField("unit.name", ValueKind.TEXT, ("单位",)),
        NamedField("owner.name", ValueKind.TEXT, ("单位",)),
    ],
    {"indicators": ROWS},
)


@dataclass
class Held:
    fields: Mapping[str, object]
    lists: Mapping[str, Sequence["Held"]] = field(default_factory=dict)

    def value(self, path: str) -> object:
        return self.fields.get(path)

    def rows(self, path: str) -> Sequence["Held"]:
        return self.lists.get(path, ())


def row(level1: str, weight: str, score: str, reason: str = "") -> Held:
    return Held({"level1": level1, "weight": weight, "score": score, "reason": reason})


RECORD = Held(
    {"money.budget": 9_000_000, "money.spent": 8_997_400, "total": "93.5", "done": "完成"},
    {"indicators": [
        row("产出指标", "20", "18"), row("产出指标", "15", "11.25", "天气"),
        row("效益指标", "15", "15"), row("效益指标", "10", ""),
    ]},
)  # fmt: skip
BLANK = Held({})


def reckon(source: str, record: Held = RECORD) -> ExpressionValue:
    return read_expression(source, NAMING).value(record)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("round(min(资金.全年执行 ÷ 资金.全年预算, 1) × 10, 2)", "10.00"),
        ("资金.全年执行 / 资金.全年预算 × 9", "8.9974"),
        ("sum(指标, 分值, 一级指标 = “产出指标”)", "35"),
        ("sum（指标，得分）", "44.25"),
        ("count(指标)", "4"),
        ("count(指标, blank(得分))", "1"),
        ("sum(指标, 分值) + 10", "70"),
        ("0.1 + 0.2", "0.3"),
        ("round(2.675, 2)", "2.68"),
        ("round(5 / 24 * 3, 2)", "0.63"),
        ("-(3 - 5) × 90%", "1.80"),
        ("if(总分 ≥ 90, 1, 0)", "1"),
        ("max(1, 2, 总分)", "93.5"),
        ("length(实际完成情况)", "2"),
    ],
)
def test_what_it_gives(source: str, value: str) -> None:
    found = reckon(source)
    assert isinstance(found, Decimal)
    assert found == Decimal(value)


@pytest.mark.parametrize(
    "source",
    [
        "资金.全年执行 ÷ 资金.全年预算",
        "min(资金.全年执行 ÷ 资金.全年预算, 1)",
        "资金得分 + 1",
        "sum(指标, 分值)",
        "1 ÷ 0",
        "1 ÷ (总分 - 总分)",
        "空",
    ],
)
def test_blanks_and_nothing_to_divide_by_give_blanks(source: str) -> None:
    assert reckon(source, BLANK) is None


def test_words_and_numbers_are_joined_unless_one_is_blank() -> None:
    assert reckon("text(“得”, 总分, “分，”, 实际完成情况)") == "得93.5分，完成"
    assert reckon("text(“得”, 资金得分, “分”)") is None
    with pytest.raises(KindError, match="不是金额"):
        read_expression("text(“付”, 全年执行)", NAMING)


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("总分 ≥ 90 且 总分 < 100", True),
        ("非 总分 > 100 或 总分 = 1", True),
        ("资金.全年执行 > yuan(10000)", True),
        ("any(指标, 得分 < 分值 且 blank(偏差原因))", True),
        ("all(指标, 分值 > 0)", True),
        ("实际完成情况 = “完成”", True),
        ("contains(实际完成情况, “未”, “完”)", True),
        ("资金得分 = 0", False),  # a comparison with a blank is false
        ("资金得分 ≠ 0", False),
        ("blank(资金得分)", True),
        ("实际完成情况 = 预期目标", False),
    ],
)
def test_what_holds(source: str, *, holds: bool) -> None:
    assert read_condition(source, NAMING).holds(RECORD) is holds


@pytest.mark.parametrize(
    ("reached", "target", "weight", "score"),
    [("450", "≥500", "20", "18"), ("40", "≤30", "15", "11.25"), ("5", "=4", "15", "12")],
)
def test_a_row_is_scored(reached: str, target: str, weight: str, score: str) -> None:
    expression = read_expression("points(实际完成值, 指标值, 分值)", NAMING, ROWS)
    held = Held({"reached": reached, "target": target, "weight": weight})
    assert expression.value(RECORD, held) == Decimal(score)
    assert expression.reads == {"indicators.reached", "indicators.target", "indicators.weight"}


def test_a_target_has_its_number_and_unit() -> None:
    held = Held({"target": "≥4.5万人"})
    assert read_expression("指标值.number", NAMING, ROWS).value(RECORD, held) == Decimal("4.5")
    assert read_expression("指标值.unit", NAMING, ROWS).value(RECORD, held) == "万人"


@pytest.mark.parametrize(
    ("source", "error", "told"),
    [
        ("全年执行 > 10000", KindError, "yuan"),
        ("全年执行 × 全年预算", KindError, "金额"),
        ("全年执行 + 总分", KindError, "金额和数"),
        ("总分 + 实际完成情况", KindError, "文字"),
        ("实际完成情况 > “一”", KindError, "文字"),
        ("总分 且 1", KindError, "条件"),
        ("没有这个", UnknownNameError, "没有叫「没有这个」"),
        ("单位", AmbiguousNameError, "owner.name、unit.name"),
        ("sum(指标, sum(指标, 分值))", ExpressionError, "列表里"),
        ("sum(名单, 分值)", UnknownNameError, "名单"),
        ("总分 +", ExpressionError, "不完整"),
        ("总分 ** 2", ExpressionError, "只能写"),
        ("总分 // 2", ExpressionError, "只能写"),
        ("[1]", ExpressionError, "不认识"),
        ("总分.__class__", UnknownNameError, "__class__"),
        ("__import__(1)", UnknownNameError, "__import__"),
        ("lambda: 1", ExpressionError, "."),
        ("1 if 1 = 1 else 2", ExpressionError, "这里不能"),
        ("1e9", ExpressionError, "."),
        ("round(总分)", ExpressionError, "2 项"),
        ("1 < 总分 < 3", ExpressionError, "一次只能比较两项"),
        ("", ExpressionError, "没有写"),
        ("1" + "+1" * 1_000, ExpressionError, "最多"),
        ("1" + "+1" * 150, ExpressionError, "最多 400"),
        ("(" * 900 + "1" + ")" * 900, ExpressionError, "."),
        ("-" * 1_900 + "1", ExpressionError, "."),
    ],
)
def test_what_is_wrong_is_told_when_it_is_read(
    source: str, error: type[ExpressionError], told: str
) -> None:
    with pytest.raises(error, match=told):
        read_expression(source, NAMING)


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("总分 ＋ 没有", 6),
        ("（总分）×「没有」", 6),
        ("总分 ? 1", 4),
        ("  没有", 3),
        ("总分 且 且", 6),
    ],
)
def test_an_error_names_its_place(source: str, place: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        read_expression(source, NAMING)
    assert caught.value.place == place


@pytest.mark.parametrize(
    "source",
    [
        "round(总分, 60)",
        f"round({'9' * 60} × 9, 2)",
        f"{'9' * 1000} × {'9' * 900}",
        f"count(指标) ÷ 0.{'0' * 900}1",
    ],
)
def test_what_has_too_many_digits_is_blank(source: str) -> None:
    assert reckon(source) is None


def test_a_name_that_is_no_identifier_is_quoted() -> None:
    held = Held({"money.local": 500})
    assert reckon("「市县（区）财政资金」 × 2", held) == Decimal(1_000)


def test_computed_fields_stand_after_what_they_read() -> None:
    fields = {
        "total": read_expression("资金得分 + sum(指标, 得分)", NAMING),
        "money_score": read_expression("round(全年执行 ÷ 全年预算, 2)", NAMING),
    }
    assert in_order(fields) == ("money_score", "total")
    fields["money_score"] = read_expression("总分 - 1", NAMING)
    with pytest.raises(CircleError, match=r"total → money_score → total|money_score → total → "):
        in_order(fields)


@settings(max_examples=300)
@given(
    st.text(
        st.sampled_from("总分全年执行预算指标(),，+-×÷≥=<“”「」.0123 且或非%\"'[]{}\\_a#@\n"),
        max_size=40,
    )
)
def test_any_text_is_an_expression_or_an_error(source: str) -> None:
    try:
        found = read_expression(source, NAMING)
    except ExpressionError:
        return
    assert isinstance(found.value(RECORD), Decimal | str | bool | Target | None)
    assert isinstance(found.value(BLANK), Decimal | str | bool | Target | None)
