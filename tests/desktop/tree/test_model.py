"""The Qt model over the outline, watched by Qt's own model tester."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.tree.model import COUNT_ROLE, OutlineModel
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.domain.form_marks import Fullness

Shape = dict[int, dict[int, list[int]]]  # department → unit → projects, by id


def nodes(shape: Shape, names: dict[int, str] | None = None) -> list[Node]:
    departments = []
    for department_id, units in shape.items():
        department = Node(Level.DEPARTMENT, department_id, f"部门{department_id}")
        children = []
        for unit_id, projects in units.items():
            unit = Node(Level.UNIT, unit_id, f"单位{unit_id}")
            unit.adopt([_project(project_id, names or {}) for project_id in projects])
            children.append(unit)
        department.adopt(children)
        departments.append(department)
    return departments


def _project(project_id: int, names: dict[int, str]) -> Node:
    name = names.get(project_id, f"项目{project_id}")
    return Node(Level.PROJECT, project_id, name, fullness=Fullness.DRAFT)


def indicators(project_id: int) -> list[Node]:
    return [
        Node(Level.INDICATOR, project_id * 100 + row, f"指标{row}", detail="≥95%", expandable=False)
        for row in range(3)
    ]


def known(model: OutlineModel, index: QModelIndex | QPersistentModelIndex) -> Node:
    node = model.node(index)
    assert node is not None
    return node


def shape_of(model: OutlineModel) -> Shape:
    """What the model shows, read through Qt's indexes only."""
    return {
        known(model, department).id: {
            known(model, unit).id: [known(model, p).id for p in rows(model, unit)]
            for unit in rows(model, department)
        }
        for department in rows(model, QModelIndex())
    }


def rows(model: OutlineModel, parent: QModelIndex) -> list[QModelIndex]:
    return [model.index(row, 0, parent) for row in range(model.rowCount(parent))]


SHAPE: Shape = {1: {1: [1, 2, 3], 2: [4]}, 2: {3: [], 4: [5, 6]}}


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[OutlineModel]:
    model = OutlineModel(indicators)
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    model.set_departments(nodes(SHAPE))
    yield model
    del tester


def index(model: OutlineModel, level: Level, node_id: int) -> QModelIndex:
    node = model.find(level, node_id)
    assert node is not None
    return model.index_of(node)


def test_the_model_shows_the_book(model: OutlineModel) -> None:
    assert shape_of(model) == SHAPE


def test_indicators_are_read_when_first_needed(model: OutlineModel) -> None:
    asked: list[int] = []

    def ask(project_id: int) -> list[Node]:
        asked.append(project_id)
        return indicators(project_id)

    model = OutlineModel(ask)
    model.set_departments(nodes(SHAPE))
    project = index(model, Level.PROJECT, 2)
    assert model.hasChildren(project)
    assert asked == []
    assert [model.data(i) for i in rows(model, project)] == ["指标0", "指标1", "指标2"]
    assert model.parent(rows(model, project)[1]) == project
    assert asked == [2]


def test_counts_stand_at_the_right(model: OutlineModel) -> None:
    assert model.data(index(model, Level.DEPARTMENT, 1), COUNT_ROLE) == "4"
    assert model.data(index(model, Level.UNIT, 1), COUNT_ROLE) == "3"


def test_a_new_name_is_told_as_a_change(model: OutlineModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.dataChanged):
        model.set_departments(nodes(SHAPE, {5: "新名"}))
    assert model.data(index(model, Level.PROJECT, 5)) == "新名"


shapes = st.permutations(range(1, 9)).flatmap(
    lambda ids: st.tuples(
        st.just(ids), st.integers(0, 8), st.integers(0, 8), st.permutations([1, 2, 3])
    )
)


def _shape(drawn: tuple[list[int], int, int, list[int]]) -> Shape:
    ids, one, two, units = drawn
    low, high = sorted((one, two))
    parts = [list(ids[:low]), list(ids[low:high]), list(ids[high : high + 2])]
    filled = dict(zip(units, parts, strict=True))
    split = one % 3
    return {
        1: {unit: filled[unit] for unit in units[:split]},
        2: {unit: filled[unit] for unit in units[split:]},
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(before=shapes, after=shapes)
def test_any_book_becomes_any_other(
    model: OutlineModel,
    before: tuple[list[int], int, int, list[int]],
    after: tuple[list[int], int, int, list[int]],
) -> None:
    model.set_departments(nodes(_shape(before)))
    kept = [
        (i, known(model, i).id, known(model, i.parent()).id)
        for d in rows(model, QModelIndex())
        for u in rows(model, d)
        for i in map(QPersistentModelIndex, rows(model, u))
    ]
    model.set_departments(nodes(_shape(after)))
    assert shape_of(model) == _shape(after)
    for persistent, node_id, unit_id in kept:
        if persistent.isValid():
            assert known(model, persistent).id == node_id
            assert known(model, persistent.parent()).id == unit_id


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(before=st.lists(shapes, min_size=2, max_size=2), data=st.data())
def test_projects_of_some_units_become_any_others(
    model: OutlineModel, before: list[tuple[list[int], int, int, list[int]]], data: st.DataObject
) -> None:
    first, other = map(_shape, before)
    model.set_departments(nodes(first))
    placed = {unit: projects for units in other.values() for unit, projects in units.items()}
    after = {it: {unit: placed[unit] for unit in units} for it, units in first.items()}
    was = {unit: projects for units in first.values() for unit, projects in units.items()}
    differing = {unit for unit, projects in placed.items() if projects != was[unit]}
    more = data.draw(st.sets(st.sampled_from([*placed])))
    fresh = {unit.id: unit.children or [] for it in nodes(after) for unit in it.children or ()}
    model.set_projects({unit: fresh[unit] for unit in differing | more})
    assert shape_of(model) == after
    assert model.units_of({5}) == {unit for unit, projects in placed.items() if 5 in projects}


def test_a_filter_and_its_end(model: OutlineModel) -> None:
    assert model.set_query("项目5") == 1
    assert shape_of(model) == {2: {4: [5]}}
    model.set_departments(nodes({1: {1: [5, 7]}}))
    assert shape_of(model) == {1: {1: [5]}}
    model.set_query("")
    assert shape_of(model) == {1: {1: [5, 7]}}


def drag(model: OutlineModel, level: Level, node_id: int) -> QMimeData:
    return model.mimeData([index(model, level, node_id)])


@pytest.mark.parametrize(
    ("dragged", "unit", "row", "expected"),
    [
        (1, 1, 3, (1, 1, 3)),  # to the end of its own unit
        (3, 1, 0, (3, 1, 0)),  # to its start
        (1, 1, 2, (1, 1, 2)),  # one place down: before the line that is there
        (1, 2, -1, (1, 2, 1)),  # dropped on another unit
        (5, 3, 0, (5, 3, 0)),  # into an empty unit
    ],
)
def test_dropping_asks_for_a_move(
    model: OutlineModel, dragged: int, unit: int, row: int, expected: tuple[int, int, int]
) -> None:
    wanted: list[tuple[int, int, int]] = []
    model.move_wanted.connect(lambda nodes, unit, at: wanted.append((nodes[0].id, unit.id, at)))
    data = drag(model, Level.PROJECT, dragged)
    target = index(model, Level.UNIT, unit)
    assert model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, target)
    assert wanted == [expected]
    assert shape_of(model) == SHAPE, "only the book moves lines"


@pytest.mark.parametrize("row", [0, 1])
def test_dropping_where_it_stands_asks_for_nothing(model: OutlineModel, row: int) -> None:
    wanted: list[object] = []
    model.move_wanted.connect(lambda *move: wanted.append(move))
    data, target = drag(model, Level.PROJECT, 1), index(model, Level.UNIT, 1)
    model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, target)
    assert wanted == []


def test_a_project_goes_into_units_only(model: OutlineModel) -> None:
    data = drag(model, Level.PROJECT, 1)
    for level, node_id in ((Level.DEPARTMENT, 2), (Level.PROJECT, 5)):
        target = index(model, level, node_id)
        assert not model.canDropMimeData(data, Qt.DropAction.MoveAction, 0, 0, target)
        assert not model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, target)


def test_nothing_is_dragged_while_filtered(model: OutlineModel) -> None:
    model.set_query("项目")
    assert not model.flags(index(model, Level.PROJECT, 1)) & Qt.ItemFlag.ItemIsDragEnabled


def test_a_rename_is_asked_for_and_blank_names_are_not(model: OutlineModel) -> None:
    wanted: list[tuple[int, str]] = []
    model.rename_wanted.connect(lambda node, name: wanted.append((node.id, name)))
    project = index(model, Level.PROJECT, 2)
    assert model.setData(project, " 新名 ")
    assert not model.setData(project, "  ")
    assert not model.setData(project, "项目2")
    assert wanted == [(2, "新名")]


def test_a_hundred_thousand_projects_show(qtbot: QtBot) -> None:
    from budgetdesk.desktop.tree.view import OutlineView

    model = OutlineModel(indicators)
    model.set_departments(
        nodes(
            {
                d: {d * 100 + u: list(range(u * 100, u * 100 + 100)) for u in range(100)}
                for d in range(1, 11)
            }
        )
    )
    view = OutlineView(model)
    qtbot.addWidget(view)
    view.show()
    view.expand_first()
    assert view.filter("项目99") == 10 * (1 + 10 + 100)
    assert view.current() is not None
