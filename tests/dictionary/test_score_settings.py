"""What offices settle of 自评's scores: bands, late dates, budgets of nothing, points of grades."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.dictionary.reckoning import Reckoned
from budgetdesk.dictionary.toml_table import FormSetError
from budgetdesk.domain.money import parse_wan
from budgetdesk.domain.records import DeclaredRecord, DeclaredRow, Department, Project, Unit
from budgetdesk.domain.typed import Value
from budgetdesk.forms.loader import read_form_set

PROJECT = Project("项目", Unit("单位", Department("202", "部门")))
BANDS = "satisfaction_bands.steps = [[60, 50], [90, 100], [80, 80]]"
MONEY_BANDS = "execution_bands.steps = [[90, 100], [80, 60]]"
Said = Mapping[str, Value]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sets")


@cache
def kind_of(folder: Path, parameters: str) -> KindDeclaration:
    own = folder / "own-2026"
    own.mkdir(exist_ok=True)
    head = 'extend = "cycle"\nname = "本市2026年预算绩效目标套表"\nfiscal_year = 2026\n'
    (own / "set.toml").write_text(f"{head}[parameters]\n{parameters}\n", "utf-8")
    return read_form_set(folder, "own-2026").dictionary.kinds["self_evaluation"]


def reckoned(kind: KindDeclaration, rows: Sequence[Said], **fields: Value) -> Reckoned:
    lines = tuple(DeclaredRow(dict(row), str(row.get("level1", "产出指标"))) for row in rows)
    held = {"project": PROJECT, "indicators": lines, **fields}
    return Reckoned(DeclaredRecord("self_evaluation", PROJECT, held), kind.fields, kind.formulas)


def scores(kind: KindDeclaration, record: Reckoned) -> list[Value]:
    field = kind.fields["indicators.score"]
    return [record.shown(field, row.held) for row in record.listed("indicators")]


def score(kind: KindDeclaration, **row: Value) -> Value:
    return scores(kind, reckoned(kind, [{"weight": "10", **row}]))[0]


@pytest.mark.parametrize(
    ("actual", "wanted"),
    [
        ("100%", "10.00"),
        ("90%", "10.00"),
        ("89.99%", "8.00"),
        ("80%", "8.00"),
        ("79.99%", "5.00"),
        ("60%", "5.00"),
        ("59.99%", "0.00"),
        ("0%", "0.00"),
        ("0.85", "8.00"),
        ("85", "8.00"),
        ("85‰", "0.00"),
        ("86人", None),  # persons are no rate: neither a band nor a ratio
        ("", None),
    ],
)
def test_satisfaction_scores_by_the_bands_of_the_set(
    folder: Path, actual: str, wanted: str | None
) -> None:
    kind = kind_of(folder, BANDS)
    assert score(kind, level1="满意度指标", target="≥95%", actual=actual) == wanted
    assert score(kind, level1="产出指标", target="≥95%", actual="90%") == "9.47"


@pytest.mark.parametrize(
    ("budget", "executed", "wanted"),
    [
        ("100", "90", "10.00"),
        ("100", "89.99", "6.00"),
        ("100", "80", "6.00"),
        ("100", "79.99", "0.00"),
        ("100", "150", "10.00"),
        ("100", "0", "0.00"),
        ("0", "0", None),
        ("0", "5", None),
        ("100", "", None),
    ],
)
def test_execution_scores_by_the_bands_of_the_set(
    folder: Path, budget: str, executed: str, wanted: str | None
) -> None:
    kind = kind_of(folder, MONEY_BANDS)
    money = {"full_total": parse_wan(budget), "executed_total": parse_wan(executed)}
    record = reckoned(kind, [], **money)
    assert record.shown(kind.fields["execution_score"]) == wanted


@pytest.mark.parametrize(
    ("target", "actual", "wanted"),
    [
        ("2024年6月30日前", "2024年6月30日", "10.00"),
        ("2024年6月30日前", "2024年7月1日", "9.00"),
        ("2024年6月30日前", "2024年7月31日", "9.00"),
        ("2024年6月30日前", "2024年8月1日", "8.00"),
        ("2024年6月15日前", "2024年6月16日", "9.00"),
        ("2024年6月15日前", "2024年7月15日", "9.00"),
        ("2024年6月15日前", "2024年7月16日", "8.00"),
        ("2024年11月底前", "2025年1月", "8.00"),
        ("2023年6月底前", "2024年12月", "0.00"),
        ("2024年6月20日前", "2024年6月", None),  # nobody says on which day
        ("2024年6月20日前", "2024年5月", "10.00"),
        ("2024年1月-6月", "2024年7月", "9.00"),
        ("6月底前", "8月", "8.00"),
        ("2024年6月底前", "按时", None),
    ],
)
def test_late_dates_lose_by_the_month(
    folder: Path, target: str, actual: str, wanted: str | None
) -> None:
    assert score(kind_of(folder, "late.value = 10"), target=target, actual=actual) == wanted


@pytest.mark.parametrize(
    ("setting", "actual", "wanted", "total"),
    [
        (0, "5个", None, "45.00"),
        (1, "5个", "10.00", "55.00"),
        (2, "5个", "5.00", "50.00"),
        (2, "10个", "10.00", "100.00"),
        (2, "0个", "0.00", "0.00"),
        (2, "", None, None),
    ],
)
def test_points_of_a_budget_of_nothing(
    folder: Path, setting: int, actual: str, wanted: str | None, total: str | None
) -> None:
    kind = kind_of(folder, f"unspent.value = {setting}")
    rows: list[Said] = [{"target": "≥10个", "actual": actual, "weight": "90"}]
    record = reckoned(kind, rows, full_total=0, executed_total=0)
    assert record.shown(kind.fields["execution_score"]) == wanted
    assert record.shown(kind.fields["total_score"]) == total


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("late = { value = 10, steps = [] }", "只能写一个"),
        ("satisfaction_bands.steps = [[90]]", "第 1 项应为两个数"),
        ("satisfaction_bands.steps = [[90, 100], [90, 80]]", "写了两次"),
        ("satisfaction_bands = 90", "应为表"),
        ("satisfaction_bands.steps = [[90, 120]]", "steps.*现在是 120，应不小于 0、不大于 100"),
        ("execution_bands.steps = [[90, -1]]", "steps.*现在是 -1"),
        ("late.value = -10", r"set\.toml.*late.*value.*现在是 -10，应不小于 0"),
        ("late.value = 100.5", "现在是 100.5"),
        ("unspent.value = 3", "不大于 2"),
        ("task_month.value = 13", "不大于 12"),
    ],
)
def test_faults_in_steps_are_told(folder: Path, written: str, told: str) -> None:
    with pytest.raises(FormSetError, match=told):
        kind_of(folder, written)


POINTS = st.decimals(0, 60, places=2).map(str)
ACTUAL = st.one_of(
    st.decimals(-10, 200, places=1).map(lambda it: f"{it}%"),
    st.sampled_from(["", "95", "0.9", "12人", "达成预期指标", "2024年7月", "2026年3月"]),
)
TARGET = st.sampled_from(["≥95%", "≤5%", "=100%", "0次", "5-10%", "2024年6月底前", "提高"])
CLASS = st.sampled_from(["产出指标", "满意度指标"])


@settings(max_examples=40)
@given(st.lists(st.tuples(CLASS, TARGET, ACTUAL, POINTS), max_size=6), st.integers(0, 2))
def test_no_setting_lets_a_score_leave_its_points(
    folder: Path,
    drawn: list[tuple[str, str, str, str]],
    unspent: int,
) -> None:
    parameters = f"{BANDS}\n{MONEY_BANDS}\nlate.value = 10\nunspent.value = {unspent}"
    kind = kind_of(folder, parameters)
    keys = ("level1", "target", "actual", "weight")
    rows = [dict(zip(keys, each, strict=True)) for each in drawn]
    record = reckoned(kind, rows, full_total=0, executed_total=0)
    found = [*scores(kind, record), record.shown(kind.fields["execution_score"])]
    most = [*(row["weight"] for row in rows), "10"]
    told = [Decimal(str(it)) for it in found if it is not None]
    for value, points in zip(found, most, strict=True):
        assert value is None or 0 <= Decimal(str(value)) <= Decimal(points)
    total = record.shown(kind.fields["total_score"])
    assert (Decimal(str(total)) if told else total) == (sum(told) if told else None)
