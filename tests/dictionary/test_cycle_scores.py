"""What 自评 scores, by the declarations that ship: every edge of 10号, and forms as published."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk.dictionary.reckoning import Reckoned
from budgetdesk.domain.money import parse_wan
from budgetdesk.domain.records import (
    DeclaredRecord,
    DeclaredRow,
    Department,
    Funding,
    PerHorizon,
    Project,
    Unit,
)
from budgetdesk.domain.typed import Value
from budgetdesk.forms.loader import load_form_set
from tests.dictionary.cycle_book import SET

KIND = load_form_set(SET).dictionary.kinds["self_evaluation"]
PROJECT = Project("项目", Unit("单位", Department("202", "部门")))
MET, PARTLY, MISSED = "达成年度指标", "部分达成并具有一定效果", "未达成且效果较差"
Said = dict[str, Value]


def evaluation(rows: Sequence[Said], **fields: Value) -> Reckoned:
    lines = tuple(DeclaredRow({**row}, str(row.get("level1", "产出指标"))) for row in rows)
    held = {"project": PROJECT, "indicators": lines, **fields}
    return Reckoned(DeclaredRecord("self_evaluation", PROJECT, held), KIND.fields, KIND.formulas)


def shown(record: Reckoned, path: str) -> Value:
    return record.shown(KIND.fields[path])


def scores(record: Reckoned) -> list[Value]:
    rows = cast("DeclaredRecord", record.record).declared["indicators"]
    field = KIND.fields["indicators.score"]
    return [record.shown(field, row) for row in cast("tuple[DeclaredRow, ...]", rows)]


def score(row: Said) -> Value:
    return scores(evaluation([row]))[0]


@pytest.mark.parametrize(
    ("budget", "executed", "rate", "points"),
    [
        ("65.66", "65.07", "99.10", "9.91"),
        ("89.974", "89.974", "100.00", "10.00"),
        ("100", "120", "120.00", "10.00"),
        ("100", "0", "0.00", "0.00"),
        ("0", "0", None, None),
        ("0", "5", None, None),
        ("100", "", None, None),
        ("", "5", None, None),
        ("300", "100", "33.33", "3.33"),
        ("0.000001", "0.000001", "100.00", "10.00"),
    ],
)
def test_money_scores_by_its_rate(
    budget: str, executed: str, rate: str | None, points: str | None
) -> None:
    record = evaluation([], full_total=parse_wan(budget), executed_total=parse_wan(executed))
    assert (shown(record, "rate_total"), shown(record, "execution_score")) == (rate, points)


@pytest.mark.parametrize(
    ("target", "actual", "wanted"),
    [
        ("≥95%", "96%", "10.00"),
        ("≥100人", "50人", "5.00"),
        ("≥100", "50", "5.00"),
        ("≤90万元", "89.974万元", "10.00"),
        ("≤90万元", "100万元", "9.00"),
        ("≤90万元", "1000000元", "9.00"),
        ("=75元", "75元", "10.00"),
        ("=75元", "100元", "7.50"),
        ("=75元", "60元", "8.00"),
        ("0次", "0次", "10.00"),
        ("0起", "1起", "0.00"),
        ("≤5起", "10起", "5.00"),
        ("0次", "1次", "0.00"),
        ("≤0次", "1次", "0.00"),
        ("≤5次", "0次", "10.00"),
        ("≥90%", "45人", None),
        ("5-10人", "7人", "10.00"),
        ("5-10人", "20人", "5.00"),
        ("2024年6月30日前", "2024年6月1日", "10.00"),
        ("2024年6月30日前", "2024年7月1日", "0.00"),
        ("效果明显", "达成预期指标", "10.00"),
        ("效果明显", "一般", None),
        ("≥95%", "", None),
    ],
)
def test_an_indicator_scores_by_its_target(target: str, actual: str, wanted: str | None) -> None:
    assert score({"target": target, "actual": actual, "weight": "10"}) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"grade": MET}, "10.00"),
        ({"grade": PARTLY}, None),
        ({"grade": PARTLY, "manual_score": "7"}, "7.00"),
        ({"grade": MISSED, "manual_score": "0"}, "0.00"),
        ({"actual": "96%", "manual_score": "9"}, "9.00"),
        ({"actual": "96%", "manual_score": "12"}, "10.00"),
        ({"actual": "96%", "manual_score": "-3"}, "0.00"),
    ],
)
def test_a_grade_or_a_score_by_hand_counts_within_the_points(
    said: Said, wanted: str | None
) -> None:
    assert score({"target": "≥95%", "weight": "10", **said}) == wanted


@pytest.mark.parametrize(
    ("total", "grade"),
    [("90", "优"), ("89.99", "良"), ("80", "良"), ("79.99", "中"), ("60", "中"), ("59.99", "差")],
)
def test_grades_begin_at_their_bounds(total: str, grade: str) -> None:
    row: Said = {"target": "100", "weight": "100", "manual_score": total}
    budget = {"full_total": 100, "executed_total": 0}
    record = evaluation([row], **budget)
    assert (Decimal(str(shown(record, "total_score"))), shown(record, "grade")) == (
        Decimal(total), grade,
    )  # fmt: skip


def test_there_is_no_grade_while_a_score_is_missing() -> None:
    rows: list[Said] = [
        {"target": "100", "actual": "100", "weight": "50"},
        {"target": "100", "actual": "", "weight": "40"},
    ]
    record = evaluation(rows, full_total=100, executed_total=100)
    assert (shown(record, "total_score"), shown(record, "grade")) == ("60.00", None)


def test_money_is_proposed_from_the_target_and_gives_way_to_what_is_typed() -> None:
    funding = Funding(total=300, central=100, local=50, own=150)
    project = replace(PROJECT, funding=PerHorizon(Funding(), funding))
    held: dict[str, object] = {"project": project, "indicators": ()}
    record = Reckoned(DeclaredRecord("self_evaluation", project, held), KIND.fields, KIND.formulas)
    paths = ("initial_total", "initial_fiscal", "initial_other", "full_total", "full_fiscal")
    assert [shown(record, path) for path in paths] == [300, 150, 150, 300, 150]
    held["full_fiscal"] = 140
    again = Reckoned(DeclaredRecord("self_evaluation", project, held), KIND.fields, KIND.formulas)
    assert [shown(again, path) for path in paths] == [300, 150, 150, 290, 140]


WEIGHTS = st.decimals(0, 100, places=2).map(str)
VALUES = st.one_of(
    st.decimals(-10, 1000, places=1).map(str),
    st.sampled_from(["", "达成预期指标", "95%", "12人", "2024年6月", "0", "≥3"]),
)


@settings(max_examples=60)
@given(st.lists(st.tuples(VALUES, VALUES, WEIGHTS, st.one_of(st.just(""), WEIGHTS)), max_size=8))
def test_no_score_leaves_its_points_and_the_total_is_the_sum(
    drawn: list[tuple[str, str, str, str]],
) -> None:
    rows: list[Said] = [
        {"target": target, "actual": actual, "weight": weight, "manual_score": by_hand}
        for target, actual, weight, by_hand in drawn
    ]
    record = evaluation(rows, full_total=300, executed_total=100)
    found = scores(record)
    for row, value in zip(rows, found, strict=True):
        assert value is None or 0 <= Decimal(str(value)) <= Decimal(str(row["weight"]))
    told = sum((Decimal(str(value)) for value in found if value is not None), Decimal(0))
    assert Decimal(str(shown(record, "total_score"))) == told + Decimal("3.33")
    given_points = sum((Decimal(str(row["weight"])) for row in rows), Decimal(10))
    assert Decimal(str(shown(record, "total_points"))) == given_points


# Forms as published: target, actual value, 分值, the printed score where it is right or the right
# one where it is not (8676 ÷ 8755 × 15 was printed 13; 65.07 ÷ 65.66 × 10 was printed 9).
JISHAN = [
    ("产出指标", "8755", "8676", "15", "14.86"),
    ("产出指标", "100%", "100%", "15", "15.00"),
    ("产出指标", "100%", "100%", "10", "10.00"),
    ("产出指标", "75元", "75元", "10", "10.00"),
    ("效益指标", "95%", "95%", "30", "30.00"),
    ("满意度指标", "95%", "95%", "10", "10.00"),
]
CHIZHOU = [
    ("产出指标", "≥50个", "50", "8", "8.00"),
    ("产出指标", "≥100百分比", "100", "8", "8.00"),
    ("产出指标", "严格执行相关制度规定", "达成预期指标", "8", "8.00"),
    ("产出指标", "在项目计划完成时间内完成", "达成预期指标", "8", "8.00"),
    ("产出指标", "≤90万元", "90", "8", "8.00"),
    ("产出指标", "符合相关规定", "达成预期指标", "10", "10.00"),
    ("效益指标", "效果明显", "达成预期指标", "10", "10.00"),
    ("效益指标", "效果明显", "达成预期指标", "10", "10.00"),
    ("效益指标", "效果明显", "达成预期指标", "10", "10.00"),
]
LIJIANG = [
    ("产出指标", "=72890元", "72890", "10", "10.00"),
    ("产出指标", "=100%", "100", "20", "20.00"),
    ("产出指标", "=100%", "100", "20", "20.00"),
    ("效益指标", "≥95%", "95", "30", "30.00"),
    ("满意度指标", "≥95%", "95", "10", "10.00"),
]


@pytest.mark.parametrize(
    ("rows", "budget", "executed", "points", "classes", "total", "grade"),
    [
        (JISHAN, "65.66", "65.07", "9.91", ("49.86", "30.00", "10.00"), "99.77", "优"),
        (CHIZHOU, "89.974", "89.974", "10.00", ("50.00", "30.00", None), "90.00", "优"),
        (LIJIANG, "7.29", "7.29", "10.00", ("50.00", "30.00", "10.00"), "100.00", "优"),
    ],
    ids=["稷山县2020", "贵池区2022", "古城区2020"],
)
def test_published_forms_score_right_from_targets_and_actual_values(
    rows: list[tuple[str, str, str, str, str]],
    budget: str,
    executed: str,
    points: str,
    classes: tuple[str | None, ...],
    total: str,
    grade: str,
) -> None:
    said: list[Said] = [
        {"level1": level1, "target": target, "actual": actual, "weight": weight}
        for level1, target, actual, weight, _ in rows
    ]
    # As they were typed: the money in the row of 财政拨款 alone, whose sums the form shows.
    record = evaluation(said, full_fiscal=parse_wan(budget), executed_fiscal=parse_wan(executed))
    assert scores(record) == [wanted for *_, wanted in rows]
    assert shown(record, "execution_score") == points
    paths = ("output_score", "benefit_score", "satisfaction_score")
    assert tuple(shown(record, path) for path in paths) == classes
    assert (shown(record, "total_score"), shown(record, "grade")) == (total, grade)
