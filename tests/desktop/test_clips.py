"""What can't be pasted is told, also where the program that copied it doesn't answer."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

import budgetdesk
from budgetdesk.desktop.clips import NO_TEXT, text_to_paste

SILENT = "没有响应"


class SilentOwner:
    """A clipboard whose owner hangs: the system waits, then hands out nothing."""

    def __init__(self, clock: list[float]) -> None:
        self._clock = clock

    def mimeData(self) -> QMimeData:
        self._clock[0] += 5
        return QMimeData()


@pytest.fixture
def said() -> list[str]:
    return []


def test_a_text_is_handed_out_and_nothing_said(qtbot: QtBot, said: list[str]) -> None:
    QGuiApplication.clipboard().setText("甲\t乙")
    data = text_to_paste(said.append)
    assert data is not None
    assert (data.text(), said) == ("甲\t乙", [])


def test_a_clipboard_without_a_text_is_told(qtbot: QtBot, said: list[str]) -> None:
    data = QMimeData()
    data.setData("application/x-other", b"1")
    QGuiApplication.clipboard().setMimeData(data)
    assert text_to_paste(said.append) is None
    assert said == [NO_TEXT]


def test_an_owner_that_hangs_is_told(
    qtbot: QtBot, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]
    owner = SilentOwner(clock)
    with monkeypatch.context() as patch:
        patch.setattr("budgetdesk.desktop.clips.time.monotonic", lambda: clock[0])
        patch.setattr("budgetdesk.desktop.clips.QGuiApplication.clipboard", lambda: owner)
        assert text_to_paste(said.append) is None
    assert len(said) == 1
    assert SILENT in said[0]


def test_the_clipboard_is_read_in_one_place() -> None:
    root = Path(budgetdesk.__file__).parent
    reading = [
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        for told in [path.read_text(encoding="utf-8")]
        if "clipboard().mimeData()" in told or "clipboard().text()" in told
    ]
    assert reading == ["desktop/clips.py"]
