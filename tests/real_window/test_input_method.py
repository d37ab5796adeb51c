"""Chinese is typed through a real fcitx, in whose desktops `QT_IM_MODULE=fcitx` is exported."""

import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.real_window.pinyin import EXPORTED, pinyin_is_on, running_fcitx
from tests.real_window.screen import Screen, eventually, program
from tests.real_window.uses import NEXT_FORM

pytestmark = pytest.mark.proof


@pytest.fixture
def fcitx(desktop: Screen) -> Iterator[None]:
    with running_fcitx(desktop):
        yield


def names(book: Path) -> list[str]:
    with closing(sqlite3.connect(f"{book.as_uri()}?mode=ro", uri=True)) as read:
        return [row[0] for row in read.execute("SELECT name FROM project")]


@pytest.fixture(params=["with ibus' daemon in the path", "without it"])
def search_path(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where programs are found; Qt's plug-in looks there for ibus' daemon, fcitx or not."""
    folder = tmp_path / "bin"
    folder.mkdir()
    if "without" not in request.param:
        (folder / "ibus-daemon").symlink_to(shutil.which("true") or "/bin/true")
    return str(folder)


def test_pinyin_becomes_characters_in_a_cell(
    desktop: Screen, book: Path, fcitx: None, search_path: str
) -> None:
    with program(desktop, "open", str(book), **EXPORTED, PATH=search_path) as running:
        type_name(desktop, book)
        assert running.end(signal.SIGTERM) == 0, running.said()


def test_so_it_does_without_the_side_that_speaks_as_ibus(desktop: Screen, book: Path) -> None:
    """As fcitx 4, which never had it: keys go over the program's own bridge."""
    alone = running_fcitx(desktop, "--disable=ibusfrontend")
    with alone, program(desktop, "open", str(book), **EXPORTED) as running:
        type_name(desktop, book)
        assert running.end(signal.SIGTERM) == 0, running.said()


def test_it_is_reached_when_it_starts_after_the_program(desktop: Screen, book: Path) -> None:
    with program(desktop, "open", str(book), **EXPORTED) as running:
        time.sleep(2)
        with running_fcitx(desktop, "--disable=ibusfrontend"):
            type_name(desktop, book)
        desktop.press("F2")
        desktop.type_text("x")
        desktop.press("Tab")
        eventually(lambda: any(name.endswith("x") for name in names(book)), what="a letter")
        assert running.end(signal.SIGTERM) == 0, running.said()


def type_name(desktop: Screen, book: Path) -> None:
    """Type 你好 for the first project's name, in pinyin."""
    desktop.press(NEXT_FORM)
    time.sleep(3)
    desktop.press("ctrl+Home")
    eventually(lambda: pinyin_is_on(desktop), what="pinyin")
    for key in (*"nihao", "space"):
        desktop.press(key)
        time.sleep(0.2)
    desktop.press("Tab")
    eventually(lambda: "你好" in names(book), what="the name in Chinese")
    desktop.press("shift+Tab")
