"""Whatever the record: the cells cover the grid without overlap or hole and drop no indicator."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk.domain.records import (
    Department,
    Funding,
    Indicator,
    KeyTask,
    OverallForm,
    PerHorizon,
    Project,
    RecordKind,
    Unit,
)
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_form_set
from budgetdesk.forms.sheet import Sheet
from tests.forms.conftest import SHANXI

_LEVEL1 = st.sampled_from(
    ["产出指标", "效益指标", "满意度", "产 出", "成本指标", "管理", "", "指标"]
)
_LEVEL2 = st.one_of(
    st.sampled_from(
        ["数量指标", "质量", "成本指标", "社会效益指标", "服务对象满意度指", "安全", ""]
    ),
    st.text(max_size=4),
)

_PAIRS = st.lists(st.tuples(_LEVEL1, _LEVEL2), max_size=200)
_AMOUNTS = st.one_of(st.none(), st.integers(-(10**14), 10**14))


def _assert_covered(sheet: Sheet) -> None:
    width, height = len(sheet.columns), len(sheet.rows)
    taken = [
        (row, column)
        for cell in sheet.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    assert len(taken) == width * height
    assert set(taken) == {(row, column) for row in range(height) for column in range(width)}
    places = [(cell.row, cell.column) for cell in sheet.cells]
    assert places == sorted(places)


def _indicators(pairs: list[tuple[str, str]], ids: "count[int]") -> tuple[Indicator, ...]:
    numbered = ((level1, level2, next(ids)) for level1, level2 in pairs)
    return tuple(Indicator(level1, level2, f"名{n}", f"值{n}", n) for level1, level2, n in numbered)


def _assert_all_shown(sheet: Sheet, indicators: tuple[Indicator, ...]) -> None:
    shown = [(c.field.row_id, c.text) for c in sheet.cells if c.field and c.field.row_id]
    expected = [(row.id, text) for row in indicators for text in (row.name, row.target)]
    assert sorted(shown) == sorted(expected)


def _assert_refs_differ(sheet: Sheet) -> None:
    refs = [cell.field for cell in sheet.cells if cell.field]
    assert len(set(refs)) == len(refs)


@pytest.mark.parametrize("set_id", SHANXI)
@settings(max_examples=25, deadline=None)
@given(left=_PAIRS, right=_PAIRS, amount=_AMOUNTS, every_slot=st.booleans(), halves=st.booleans())
def test_project_sheets(
    set_id: str,
    left: list[tuple[str, str]],
    right: list[tuple[str, str]],
    amount: int | None,
    every_slot: bool,
    halves: bool,
) -> None:
    form_set = load_form_set(set_id)
    ids = count(1)
    implementation = _indicators(left, ids) if halves else None
    annual = _indicators(right, ids)
    project = Project(
        "项目",
        Unit("单位", Department("202", "部门")),
        funding=PerHorizon(Funding(amount) if halves else None, Funding(amount)),
        indicators=PerHorizon(implementation, annual),
        id=1,
    )
    form = form_set.form(RecordKind.PROJECT)
    sheet = lay_out(form, project, 2025, every_slot=every_slot)
    _assert_covered(sheet)
    _assert_refs_differ(sheet)
    printed = implementation or () if len(form_set.horizons) == 2 else ()
    _assert_all_shown(sheet, (*printed, *annual))


@settings(max_examples=25, deadline=None)
@given(pairs=_PAIRS, tasks=st.integers(0, 30), every_slot=st.booleans())
def test_overall_sheets(pairs: list[tuple[str, str]], tasks: int, every_slot: bool) -> None:
    indicators = _indicators(pairs, count(1))
    record = OverallForm(
        Department("202", "部门"),
        key_tasks=tuple(KeyTask(f"职能{n}", f"任务{n}") for n in range(tasks)),
        indicators=indicators,
        id=1,
    )
    form = load_form_set("yonghe-2024").form(RecordKind.OVERALL)
    sheet = lay_out(form, record, 2025, every_slot=every_slot)
    _assert_covered(sheet)
    _assert_refs_differ(sheet)
    _assert_all_shown(sheet, indicators)
