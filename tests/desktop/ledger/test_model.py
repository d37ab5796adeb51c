"""The Qt model over the rows, watched by Qt's own model tester."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.ledger.kinds import SPENDING
from budgetdesk.desktop.ledger.model import LinesModel
from budgetdesk.desktop.ledger.rows import key_of
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.records import Department, LedgerLine, Nature, Origin, Source, Unit

COLUMNS = tuple(LedgerField)
AMOUNT = COLUMNS.index(LedgerField.AMOUNT)
BUREAU = Department("202", "县卫健局", id=1)
UNITS = (Unit("县卫健局", BUREAU, id=1), Unit("县医院", BUREAU, id=2))
CODES = ("2100101", "2100201", "")


def line(number: int, unit: int = 0, code: int = 0, amount: int = 100) -> LedgerLine:
    return LedgerLine(
        UNITS[unit], CODES[code], Nature.BASIC, Source.GENERAL, Origin.CURRENT, amount, id=number
    )


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[LinesModel]:
    model = LinesModel(LedgerTerms(2024, UNITS))
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode, model)
    model.load([line(1), line(2, 1), line(3, 1, 1, 123_456)], model.terms)
    yield model
    del tester


def test_cells_say_what_the_lines_say(model: LinesModel) -> None:
    texts = [model.index(2, column).data() for column in range(len(COLUMNS))]
    assert texts == ["县医院", "2100201 综合医院", "基本支出", "", "1,234.56", "", "",
                     "一般公共预算", "当年"]  # fmt: skip
    assert model.headerData(AMOUNT, Qt.Orientation.Horizontal) == "金额（元）"
    assert model.index(0, AMOUNT).data(Qt.ItemDataRole.AccessibleTextRole) == "金额（元） 1"


def test_one_changed_line_is_told_as_one_change(model: LinesModel, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, _: told.append((first.row(), last.row())))
    model.take([line(2, 1, 1)], ())
    assert told == [(1, 1)]
    assert model.index(1, 1).data() == "2100201 综合医院"


states = st.tuples(
    st.dictionaries(
        st.integers(1, 14), st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(-3, 3)),
        max_size=10,
    ),
    st.sampled_from([None, *SPENDING.groupings]),
    st.sampled_from(["", "xyy", "2100201"]),
    st.sampled_from([None, LedgerField.AMOUNT, LedgerField.FUNCTION_CODE]),
    st.sets(st.sampled_from(["unit:1", "function_code:2100201", "nature:basic"])),
)  # fmt: skip
State = tuple[
    dict[int, tuple[int, int, int]], LedgerField | None, str, LedgerField | None, set[str]
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(states, min_size=2, max_size=4))
def test_any_state_becomes_any_other_and_what_stays_keeps_its_index(
    model: LinesModel, states: list[State]
) -> None:
    for lines, grouping, query, order, folded in states:
        kept = {
            key_of(row): QPersistentModelIndex(model.index(number, 2))
            for number, row in enumerate(model.shown)
        }
        arrangement = model.arrangement
        wanted = {number: line(number, *parts) for number, parts in lines.items()}
        gone = [number for number in arrangement.lines if number not in wanted]
        changed = [each for each in wanted.values() if arrangement.lines.get(each.id) != each]
        model.take(changed, gone)
        arrangement.filter(query)
        arrangement.grouping = grouping
        arrangement.sort(order)
        for heading in ("unit:1", "function_code:2100201", "nature:basic"):
            arrangement.fold(heading, folded=heading in folded)
        model.rearrange()
        assert model.shown == arrangement.rows()
        for key, index in kept.items():
            if index.isValid():
                assert key_of(model.shown[index.row()]) == key


def test_many_scattered_changes_are_told_as_a_new_beginning(
    model: LinesModel, qtbot: QtBot
) -> None:
    model.load([line(number) for number in range(1, 201)], model.terms)
    with qtbot.waitSignal(model.modelReset):
        model.take((), range(1, 201, 2))
    assert len(model.shown) == 101
    assert model.place(2) == 0
    assert model.place(1) == -1
