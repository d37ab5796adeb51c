"""The table's rows follow the lines with the least that Qt has to be told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from budgetdesk.checks.finding import Severity
from budgetdesk.desktop.findings.entries import FindingLine, Line, Wish, arranged, entries_of
from budgetdesk.desktop.findings.model import CODE, MESSAGE, FindingModel
from tests.desktop.findings.test_entries import MIXED, finding

_POOL = [
    finding(code, severity, record_id=number)
    for number, (code, severity) in enumerate(
        (code, severity) for code in ("Q01", "Q02", "Q03") for severity in Severity
    )
]


def shown(model: FindingModel) -> list[object]:
    return [line.key for line in model.lines]


@pytest.mark.usefixtures("qapp")
def test_the_model_keeps_qt_s_rules_while_reports_come_and_go() -> None:
    model = FindingModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for findings in (MIXED, MIXED[1:], (), MIXED[:2], MIXED):
        lines = arranged(entries_of(findings), Wish())
        model.show(lines)
        assert shown(model) == [line.key for line in lines]
        assert model.rowCount() == len(lines)
    assert tester.model() is model


@pytest.mark.usefixtures("qapp")
@given(st.lists(st.lists(st.sampled_from(_POOL), unique=True), min_size=1, max_size=4))
def test_lines_that_stay_keep_their_persistent_place(
    reports: list[list[object]],
) -> None:
    model = FindingModel()
    entries: list[FindingLine] = []
    kept: dict[object, QPersistentModelIndex] = {}
    for findings in reports:
        entries = entries_of(findings, entries)  # type: ignore[arg-type]
        lines: list[Line] = arranged(entries, Wish())
        model.show(lines)
        assert model.lines == lines
        for key, index in kept.items():
            if index.isValid():
                assert model.lines[index.row()].key == key
        kept = {
            line.key: QPersistentModelIndex(model.index(row, 0)) for row, line in enumerate(lines)
        }


@pytest.mark.usefixtures("qapp")
def test_a_change_of_one_finding_tells_qt_of_its_row_alone() -> None:
    from dataclasses import replace

    entries = entries_of(MIXED)
    model = FindingModel()
    model.show(arranged(entries, Wish()))
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda top, bottom: told.append((top.row(), bottom.row())))
    changed = (MIXED[0], replace(MIXED[1], message="只剩一句"), *MIXED[2:])
    model.show(arranged(entries_of(changed, entries), Wish()))
    assert told == [(1, 1)]
    assert model.data(model.index(1, MESSAGE)) == "只剩一句"


@pytest.mark.usefixtures("qapp")
def test_a_line_is_spoken_whole() -> None:
    model = FindingModel()
    model.show(arranged(entries_of(MIXED), Wish()))
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(0, CODE), role) == "错误，2 条，已展开"
    assert model.data(model.index(1, CODE), role) == (
        "错误，Q02 规则Q02，县医院，村医补助，项目概况，项目设立必要性 没有填写"
    )
