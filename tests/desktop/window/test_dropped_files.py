"""Files dropped on the window are taken as copies, and what is no file keeps nobody waiting."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from budgetdesk.desktop.window.dropping import dropped
from budgetdesk.desktop.window.main_window import MainWindow

Action = Qt.DropAction
ALL = Action.CopyAction | Action.MoveAction | Action.LinkAction
_BUTTON, _KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.mark.parametrize(
    ("offered", "taken"),
    [
        (ALL, Action.CopyAction),
        (Action.CopyAction, Action.CopyAction),
        (Action.MoveAction | Action.LinkAction, Action.LinkAction),
        (Action.MoveAction, None),
    ],
)
def test_nobody_is_told_that_a_dropped_file_was_moved(
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    offered: Action,
    taken: Action | None,
) -> None:
    monkeypatch.setattr(window, "_take_dropped", lambda what: None)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "表.xlsx"))])
    at = QPointF(9, 9)
    over = QDragEnterEvent(at.toPoint(), offered, data, _BUTTON, _KEYS)
    window.dragEnterEvent(over)
    fallen = QDropEvent(at, offered, data, _BUTTON, _KEYS)
    window.dropEvent(fallen)
    for event in (over, fallen):
        assert event.isAccepted() is (taken is not None)
        assert taken in (None, event.dropAction())


def a_pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def a_device(_path: Path) -> Path:
    return Path("/dev/zero")


def a_folder(path: Path) -> Path:
    path.mkdir()
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("make", [a_pipe, a_device, a_folder])
def test_what_is_no_file_is_sorted_without_being_read(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path / "表.xlsx")
    assert dropped([QUrl.fromLocalFile(str(path))]).files == (path,)
