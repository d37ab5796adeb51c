"""What every test of the window stands on: no real home, no real settings, no box that waits."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.app import leave_clipboard
from budgetdesk.desktop.ask import Telling
from budgetdesk.desktop.palette import DARK, LIGHT, Palette
from budgetdesk.desktop.theme import theme

if TYPE_CHECKING:
    from budgetdesk.desktop.window.main_window import MainWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))


@pytest.fixture(autouse=True)
def _nothing_is_left_behind() -> Iterator[None]:
    """Windows go at their test's end: no event loop runs then that would delete them by itself,
    and each one left makes every later change of colours or styles slower.

    Neither must Qt be left with what Python made: offscreen it is freed after Python has ended.
    """
    yield
    if QGuiApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        leave_clipboard("offscreen")


class UnexpectedBoxError(AssertionError):
    """The window asked something that the test did not expect."""


@pytest.fixture(autouse=True)
def _no_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    from budgetdesk.desktop import ask

    def refuse(*arguments: object, **_: object) -> None:
        raise UnexpectedBoxError(arguments)

    for name in ("tell", "ask_open", "ask_one", "ask_save", "ask_folder", "run"):
        monkeypatch.setattr(ask, name, refuse)


class Answers:
    """What the user answers to the window's questions; a question without an answer fails."""

    def __init__(self) -> None:
        self.told: list[Telling] = []
        self.choices: list[str] = []  # the buttons to press, one a box; "" presses the last
        self.paths: list[Path | tuple[Path, ...] | None] = []  # what file dialogs give
        self.dialogs: list[Callable[[QDialog], bool]] = []  # fills a dialog in; accept or not

    def tell(self, parent: object, telling: Telling, buttons: tuple[str, ...] = ("知道了",)) -> str:
        self.told.append(telling)
        choice = self.choices.pop(0) if self.choices else ""
        assert choice in ("", *buttons)
        return choice or buttons[-1]

    def give(self, *_: object) -> object:
        return self.paths.pop(0)

    def run(self, dialog: QDialog) -> bool:
        accepted = self.dialogs.pop(0)(dialog)
        dialog.deleteLater()
        return accepted


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch, _no_boxes: None) -> Answers:
    from budgetdesk.desktop import ask

    answers = Answers()
    monkeypatch.setattr(ask, "tell", answers.tell)
    monkeypatch.setattr(ask, "run", answers.run)
    for name in ("ask_open", "ask_one", "ask_save", "ask_folder"):
        monkeypatch.setattr(ask, name, answers.give)
    return answers


@pytest.fixture
def book_path(sample_book: Path, tmp_path: Path) -> Path:
    """A copy of the sample for one test."""
    return Path(shutil.copy(sample_book, tmp_path / "示例 账套.budget"))


MakeWindow = Callable[[], "MainWindow"]


@pytest.fixture
def _no_check_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a test lasts until the whole book is checked must not hang on the machine's speed."""
    monkeypatch.setattr("budgetdesk.desktop.window.review._FIRST", 3_600_000)


@pytest.fixture
def make_window(qtbot: QtBot, tmp_path: Path, _no_check_by_itself: None) -> Iterator[MakeWindow]:
    """Makes windows that share one file of settings, with background work done at once."""
    from budgetdesk.desktop.jobs import ImmediateRunner, Jobs
    from budgetdesk.desktop.settings import Settings
    from budgetdesk.desktop.theme import theme
    from budgetdesk.desktop.window.main_window import MainWindow

    theme()
    made: list[MainWindow] = []

    def make() -> MainWindow:
        window = MainWindow(Settings(tmp_path / "settings.json"), Jobs(runner=ImmediateRunner()))
        window.resize(1366, 768)
        qtbot.addWidget(window)
        made.append(window)
        window.show()
        return window

    yield make
    for window in made:
        window.books.abandon()


@pytest.fixture
def window(make_window: MakeWindow, book_path: Path) -> "MainWindow":
    """The window with a copy of the sample open."""
    window = make_window()
    assert window.books.open(book_path)
    window._meet_forms()  # which the window does by itself, a little later
    return window


@pytest.fixture
def threaded(qtbot: QtBot, tmp_path: Path, book_path: Path) -> "MainWindow":
    """A window whose work really runs in the background."""
    from budgetdesk.desktop.jobs import Jobs
    from budgetdesk.desktop.settings import Settings
    from budgetdesk.desktop.window.main_window import MainWindow

    window = MainWindow(Settings(tmp_path / "settings.json"), Jobs())
    qtbot.addWidget(window, before_close_func=lambda w: w.books.abandon())
    window.show()
    assert window.books.open(book_path)
    return window


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def palette(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Palette]:
    """The colours of either scheme, in force."""
    before = theme().palette
    theme().use(request.param)
    yield request.param
    theme().use(before)
