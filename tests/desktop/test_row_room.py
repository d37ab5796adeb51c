"""No row of a list, tree or table is cut in height or lies on another, no dialog is too large."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QListView, QTableView, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from tests.screens.room import beyond_the_screen, faults_of_rows, told_elsewhere
from tests.screens.scenes import ALL

_SCENES = ("codes", "passing-on", "check-settings", "ledger", "existing", "restore")


@pytest.mark.parametrize("scale", ["1", "1.25"])
def test_rows_and_dialogs_of_some_scenes_have_room(tmp_path: Path, scale: str) -> None:
    """On a screen of 1366×768; `make proof` plays every scene on a real one."""
    assert set(_SCENES) <= set(ALL)
    config = tmp_path / "screen.json"
    screen = {"name": "small", "x": 0, "y": 0, "width": 1366, "height": 768}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    config.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    environment = os.environ | {
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "QT_SCALE_FACTOR": scale,
        "HOME": str(tmp_path),
    }
    assert told_elsewhere(_SCENES, environment, 300) == (0, "")


def model_of(*texts: str) -> QStandardItemModel:
    model = QStandardItemModel()
    for text in texts:
        model.appendRow(QStandardItem(text))
    return model


def test_a_row_that_is_too_low_is_found(qtbot: QtBot) -> None:
    table, model = QTableView(), model_of("甲", "乙")
    qtbot.addWidget(table)
    table.setModel(model)
    table.show()
    assert list(faults_of_rows(table)) == []
    table.verticalHeader().setMinimumSectionSize(4)
    table.setRowHeight(1, table.fontMetrics().height() - 3)
    [fault] = faults_of_rows(table)
    assert "'乙'" in fault


def cut_list() -> QListView:
    view = QListView()
    view.setGridSize(QSize(200, view.fontMetrics().height() + 2))
    return view


def cut_tree() -> QTreeView:
    view = QTreeView()
    view.setUniformRowHeights(True)
    return view


@pytest.mark.parametrize(("whole", "cut"), [(QListView, cut_list), (QTreeView, cut_tree)])
def test_a_row_of_several_lines_that_is_cut_is_found(
    qtbot: QtBot, whole: Callable[[], QListView], cut: Callable[[], QListView]
) -> None:
    faults = []
    for view in (whole(), cut()):
        qtbot.addWidget(view)
        view.setModel(model_of("甲", "乙\n乙\n乙", "丙"))
        view.show()
        faults.append([*faults_of_rows(view)])
    assert faults[0] == []
    assert any("乙" in fault for fault in faults[1])


def test_rows_that_lie_on_each_other_are_found(qtbot: QtBot) -> None:
    class Crowded(QListView):
        def visualRect(self, index: object) -> QRect:
            return super().visualRect(index).adjusted(0, -4, 0, 4)  # type: ignore[arg-type]

    view, model = Crowded(), model_of("甲", "乙")
    qtbot.addWidget(view)
    view.setModel(model)
    view.show()
    assert any("lies on it" in fault for fault in faults_of_rows(view))


@pytest.mark.parametrize("kind", [QDialog, QWidget])
def test_a_window_larger_than_the_screen_is_found(qtbot: QtBot, kind: type[QWidget]) -> None:
    window = kind()
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    window.resize(room.width() // 2, room.height() // 2)
    assert list(beyond_the_screen(window)) == []
    window.resize(room)
    assert len(list(beyond_the_screen(window))) == 1
