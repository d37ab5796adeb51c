"""A screen reader walks through the open window; neither it nor AT-SPI's presence ends it."""

import random
import signal
import sqlite3
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from tests.real_window.screen import Program, Screen, eventually, program
from tests.real_window.uses import NEXT_FORM, USES, Use

pytestmark = pytest.mark.proof

_EDITS = 12
_MINUTES = 3.0


def edits_in(book: Path) -> int:
    """How many changes of cells stand in the file, while the program has it open."""
    with closing(sqlite3.connect(f"{book.as_uri()}?mode=ro", uri=True)) as read:
        found: int = read.execute("SELECT count(*) FROM step WHERE name LIKE '修改%'").fetchone()[0]
    return found


def has_edits(book: Path, wanted: int) -> bool:
    """Whether so many changes have come to the file."""
    return edits_in(book) >= wanted


def open_amounts(running: Program) -> None:
    """Open the first project's form and go to its first amount."""
    running.screen.press(NEXT_FORM)
    time.sleep(3)
    running.screen.press("ctrl+Home", "Down", "Down", "Down", "Down")


def edit(running: Program, number: int) -> None:
    """Type a number over the current cell and go on to the next one."""
    running.screen.type_text(f"{number}")
    running.screen.press("Tab")


@pytest.mark.parametrize("time_", range(5))
def test_it_survives_edits_a_reader_and_being_ended(
    desktop: Screen, book: Path, time_: int
) -> None:
    with program(desktop, "open", str(book)) as running:
        open_amounts(running)
        for number in range(1, _EDITS + 1):
            edit(running, number + 10)
            eventually(partial(has_edits, book, number), what=f"edit {number}")
        met = running.read_aloud()["met"]
        for role in ("frame", "tree", "table cell", "menu item", "page tab"):
            assert met.get(role, 0) > 0, met
        assert running.end(signal.SIGTERM) == 0, running.said()
    assert edits_in(book) == _EDITS


@pytest.mark.parametrize("use", USES, ids=lambda use: use.name)
def test_every_page_and_box_is_read(desktop: Screen, book: Path, use: Use) -> None:
    with program(desktop, "open", str(book)) as running:
        use.do(running)
        time.sleep(0.5)
        read = running.read_aloud()
        assert read["met"].get("table cell", 0) > 0
        assert read["nameless"] == {}
        assert running.end(signal.SIGTERM) == 0, running.said()


def test_what_happens_is_said_by_the_reader(desktop: Screen, book: Path) -> None:
    with program(desktop, "open", str(book)) as running:
        running.read_aloud()  # from now on a reader is known to be there
        listener = running.listen(seconds=20)
        assert listener.stdout is not None
        assert listener.stdout.readline() == "listening\n"
        running.screen.press("F5")
        time.sleep(10)
        running.screen.press("ctrl+s")
        said = listener.communicate(timeout=60)[0].splitlines()
        assert any(line.startswith("审核完成：错误 ") for line in said), said
        assert "已自动保存" in said
        assert running.end(signal.SIGTERM) == 0, running.said()


_KEYS = (
    *("Tab", "Return", "Up", "Down", "Left", "Right", "shift+Down", "shift+Right", "Escape"),
    *("Delete", "F2", "ctrl+c", "ctrl+v", "ctrl+x", "ctrl+d", "ctrl+z", "ctrl+y", "ctrl+Return"),
    *("alt+Up", "alt+Down", "ctrl+Next", "ctrl+Prior", "ctrl+Tab", "ctrl+l", "ctrl+t", "ctrl+g"),
    *("ctrl+shift+p", "ctrl+f", "F5", "F6", "F8", "F10", "Prior", "Next", "Home", "End", "F1"),
    *("ctrl+w", "ctrl+alt+1", "ctrl+alt+2", "ctrl+alt+3", "ctrl+m", "ctrl+a", "Menu"),
)


@pytest.mark.parametrize("seed", [1, 2])
def test_minutes_of_random_driving_with_a_reader(desktop: Screen, book: Path, seed: int) -> None:
    """Keys, words and clicks in any order, with a reader walking in between."""
    chance = random.Random(seed)
    end = time.monotonic() + _MINUTES * 60
    with program(desktop, "open", str(book)) as running:
        running.screen.press(NEXT_FORM)
        while time.monotonic() < end:
            for _ in range(12):
                drive(running, chance)
            running.screen.press("Escape", "Escape", "Escape")
            running.read_aloud()
        assert running.end(signal.SIGTERM) == 0, running.said()
    with Book.open(book):
        pass


def drive(running: Program, chance: random.Random) -> None:
    """One thing that a hand may do."""
    kind = chance.randrange(10)
    if kind < 6:
        running.screen.press(*chance.choices(_KEYS, k=4))
    elif kind < 8:
        running.screen.type_text(chance.choice(("12", "abc", "3.5", "=1")))
    else:
        running.screen.click(chance.randrange(20, 1250), chance.randrange(130, 740))
    assert running.alive, running.said()


def test_a_reader_holds_cells_of_forms_that_close(desktop: Screen, book: Path) -> None:
    """It walks on while tabs are opened, forms laid out anew and closed under it."""
    with program(desktop, "open", str(book)) as running:
        rounds, reader = 0, running.start_reading(times=3)
        while reader.poll() is None and rounds < 60:
            running.screen.press(NEXT_FORM)
            time.sleep(0.3)
            edit(running, rounds)
            running.screen.press("ctrl+z", "ctrl+w")
            rounds += 1
            assert running.alive, running.said()
        reader.communicate(timeout=200)
        assert (reader.returncode, running.alive) == (0, True), running.said()
        assert running.end(signal.SIGTERM) == 0, running.said()
