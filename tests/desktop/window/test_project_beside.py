"""The next and the previous project are those that the tree shows, across units."""

import pytest

from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.window.steps import desk_of


@pytest.mark.parametrize("filtered", ["", "医", "没有这样的项目"])
@pytest.mark.parametrize("offset", [-1, 1])
def test_it_is_the_one_beside_in_the_tree(window: MainWindow, filtered: str, offset: int) -> None:
    desk = desk_of(window)
    departments = desk.view.outline.root.shown
    every = [project.id for it in departments for unit in it.shown for project in unit.shown]
    desk.view.outline.set_query(filtered)
    shown = [project.id for it in departments for unit in it.shown for project in unit.shown]
    for project in every[::3]:
        desk.tabs.open_project(project, stay=False)
        place = shown.index(project) + offset if project in shown else 0
        beside = shown[place] if 0 <= place < len(shown) else None
        assert desk.commands.project_beside(offset) == beside
