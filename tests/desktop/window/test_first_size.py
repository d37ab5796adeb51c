"""The first window lies on the screen with its frame; one that somebody sized stays as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QScreen
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.settings import Settings
from budgetdesk.desktop.window.main_window import MainWindow

Make = Callable[[], MainWindow]


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Make:
    """Windows as the program makes them, with one file of settings."""

    def window() -> MainWindow:
        made = MainWindow(Settings(tmp_path / "settings.json"))
        qtbot.addWidget(made)
        return made

    return window


@pytest.mark.parametrize("room", [QRect(0, 0, 1366, 768), QRect(60, 30, 1280, 690)])
def test_the_first_window_lies_on_the_screen_with_its_frame(
    qtbot: QtBot, make: Make, monkeypatch: pytest.MonkeyPatch, room: QRect
) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: QRect(room))
    window = make()
    window.show()
    assert window.frameGeometry() != window.geometry()  # it has a frame
    qtbot.waitUntil(lambda: room.contains(window.frameGeometry()), timeout=2000)
    assert window.height() > room.height() - 60


@pytest.mark.parametrize(
    ("platform", "height", "maximised"),
    [("wayland", 768, True), ("wayland", 1080, False), ("xcb", 768, False)],
)
def test_where_panels_are_not_told_a_low_screen_is_left_to_the_desktop(
    make: Make, monkeypatch: pytest.MonkeyPatch, platform: str, height: int, maximised: bool
) -> None:
    room = QRect(0, 0, 1920, height)
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: QRect(room))
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: platform)
    assert make().isMaximized() == maximised


def test_a_size_that_was_chosen_is_kept(qtbot: QtBot, make: Make) -> None:
    first = make()
    first.show()
    first.resize(1400, 900)
    qtbot.wait(200)
    assert (first.width(), first.height()) == (1400, 900)
    first.resize(700, 640)
    first.close()
    window = make()
    window.show()
    qtbot.wait(200)
    assert (window.width(), window.height()) == (700, 640)
