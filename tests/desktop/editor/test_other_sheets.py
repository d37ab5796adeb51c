"""Whichever sheet a view shows after another one, the current place and selection lie in it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.editor.grid import GridPlace
from budgetdesk.desktop.editor.sheet_state import SheetState
from budgetdesk.desktop.editor.sheet_view import SheetView
from budgetdesk.forms.sheet import Cell, Role, Row, Sheet, Style

sizes = st.tuples(st.integers(0, 9), st.integers(1, 6))
places = st.builds(GridPlace, st.integers(0, 8), st.integers(0, 5))


def sheet(size: tuple[int, int]) -> Sheet:
    rows, columns = size
    cells = (
        Cell(row, column, f"{row}/{column}", Style("label"), Role.LABEL)
        for row in range(rows)
        for column in range(columns)
    )
    return Sheet("表", "", "", (1.0,) * columns, (Row(),) * rows, tuple(cells))


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(before=sizes, after=sizes, place=places, corner=places)
def test_another_sheet_is_painted_with_what_was_chosen(
    before: tuple[int, int],
    after: tuple[int, int],
    place: GridPlace,
    corner: GridPlace,
    qtbot: QtBot,
) -> None:
    view = SheetView(SheetState(sheet(before)))
    qtbot.addWidget(view)
    view.state.point_at(view.grid.nearest(place))
    view.state.extend_to(view.grid.nearest(corner))
    view.show()
    view.show_sheet(sheet(after))
    for it in (view.place, view.corner):
        assert it == view.grid.nearest(it)
    assert not view.grab().isNull()
    assert view.selects_range is (view.current is not None and view.place != view.corner)


@pytest.mark.parametrize("place", [GridPlace(0, 0), GridPlace(4, 2)])
def test_a_place_within_stays(place: GridPlace) -> None:
    state = SheetState(sheet((9, 6)))
    state.point_at(place)
    state.lay_out(sheet((5, 3)))
    assert state.place == state.corner == place
