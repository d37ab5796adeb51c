"""A clerk's way under Wayland: all that goes over the compositor there."""

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from budgetdesk.book.lock import lock_path
from tests.real_window.compositor import Compositor, compositor
from tests.real_window.journal_replay import reading, tells
from tests.real_window.screen import Program, eventually, program
from tests.real_window.uses import NEXT_FORM, USES, Use

pytestmark = pytest.mark.proof

_OF_QT = "qt.qpa.wayland.textinput: "  # what Qt says of every box that closes
_PAPER = (800, 250)  # a point of the form where no cell is


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Compositor]:
    with compositor(tmp_path_factory.mktemp("wayland")) as made:
        yield made


def names(book: Path) -> list[str]:
    with closing(reading(book)) as read:
        return [row[0] for row in read.execute("SELECT name FROM project")]


def complaints(running: Program) -> list[str]:
    return [line for line in running.said().splitlines() if not line.startswith(_OF_QT)]


def on_first_name(desktop: Compositor) -> None:
    """Stand on the first project's name."""
    desktop.press(NEXT_FORM)
    time.sleep(2)
    desktop.press("ctrl+Home")
    eventually(lambda: desktop.hands.composes, what="a field for the input method")


def test_a_clerks_way(desktop: Compositor, book: Path) -> None:
    with program(desktop, "open", str(book)) as running:
        on_first_name(desktop)
        compose(desktop, book)
        use_the_clipboard(desktop, book)
        use_boxes_and_menus(desktop, running)
        start_again(desktop, running, book)
        assert running.end(signal.SIGTERM) == 0, running.said()
        assert complaints(running) == []
    assert not lock_path(book).exists()
    with closing(sqlite3.connect(book)) as read:
        assert read.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def compose(desktop: Compositor, book: Path) -> None:
    """Chinese over the compositor's input method; a click takes what is not finished."""
    hands = desktop.hands
    hands.compose("ni hao")
    time.sleep(0.2)
    hands.commit("你好")
    desktop.press("Tab")
    eventually(lambda: "你好" in names(book), what="the name in Chinese")
    desktop.press("shift+Tab")
    hands.compose("wei wan")
    time.sleep(0.3)
    before = hands.restarts()
    desktop.click(*_PAPER)
    eventually(lambda: "wei wan" in names(book), what="what was not finished")
    eventually(lambda: hands.restarts() > before, what="the input method to forget it")


def use_the_clipboard(desktop: Compositor, book: Path) -> None:
    desktop.press("ctrl+Home", "ctrl+c")
    eventually(lambda: desktop.clipboard() == "wei wan", what="the name on the clipboard")
    desktop.copy("他处复制")
    desktop.press("ctrl+v")
    eventually(lambda: "他处复制" in names(book), what="the name from the clipboard")


def use_boxes_and_menus(desktop: Compositor, running: Program) -> None:
    """Each comes over the window, has the focus, and gives it back."""
    whole = running.title
    for keys in ("ctrl+e", "ctrl+i", "ctrl+h", "ctrl+n"):
        desktop.press(keys)
        eventually(lambda: running.title not in ("", whole), what=f"the box of {keys}")
        time.sleep(0.3)
        desktop.press("Escape")
        eventually(lambda: running.title == whole, what="the window again")
    for keys in ("alt+f", "Right", "Down", "Escape", "Escape"):
        desktop.press(keys)
        time.sleep(0.2)
    desktop.click(*_PAPER, button=3)
    time.sleep(0.3)
    desktop.press("Escape")
    assert running.alive, running.said()


def start_again(desktop: Compositor, running: Program, book: Path) -> None:
    """A second start brings the window before the others, though the desktop gave it no token."""
    whole = running.title
    other = subprocess.Popen([sys.executable, "-c", _OTHER], env=desktop.environment)
    try:
        eventually(lambda: running.title == "another", what="another window in front")
        second = [sys.executable, "-m", "budgetdesk", str(book)]
        assert (
            subprocess.run(second, env=desktop.environment, check=False, timeout=60).returncode == 0
        )
        eventually(lambda: running.title == whole, what="the first window in front")
    finally:
        other.kill()
        other.wait()


_OTHER = """from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel(windowTitle="another")
label.show()
application.exec()"""


@pytest.mark.parametrize("use", USES, ids=lambda use: use.name)
def test_it_ends_in_order(desktop: Compositor, book: Path, use: Use) -> None:
    with program(desktop, "open", str(book)) as running:
        use.do(running)
        assert running.end(signal.SIGTERM) == 0, running.said()
        assert complaints(running) == []
    assert not lock_path(book).exists()


def test_what_is_under_composition_is_written_at_the_end(desktop: Compositor, book: Path) -> None:
    with program(desktop, "open", str(book)) as running:
        on_first_name(desktop)
        desktop.hands.compose("zhong jian")
        time.sleep(0.3)
        assert running.end(signal.SIGTERM) == 0, running.said()
    assert tells(book, "zhong jian")
