"""A clerk's random work: no crash, no leak, nothing that was written lost, killed once or not.

What is done comes from a seed, and stands in a log beside the book. `BUDGETDESK_CLERK_MINUTES`
(usually 10) and `BUDGETDESK_CLERK_ACTIONS` (0) say how long it goes on at least (actions are
spread over the minutes; without their number one follows at once on the other),
`BUDGETDESK_CLERK_SEED` (1) where chance begins, `BUDGETDESK_CLERK_TYPES` (ibus) through which
input method Chinese is typed, ibus or fcitx.

No leak is told thus: memory is read with all tabs closed and one form in front, the first time when
half of the work is done and every page and box was opened, so that what is loaded once is loaded,
and again at the end.
"""

import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from tests.book.content import require_sound
from tests.locks import locked_files
from tests.real_window import journal_replay
from tests.real_window.clerk import Clerk, complaints
from tests.real_window.pinyin import FCITX, IBUS
from tests.real_window.screen import Program, Screen, program

pytestmark = [pytest.mark.proof, pytest.mark.timeout(0)]  # as long as it is asked to

_MINUTES = float(os.environ.get("BUDGETDESK_CLERK_MINUTES", "10"))
_ACTIONS = int(os.environ.get("BUDGETDESK_CLERK_ACTIONS", "0"))
_SEED = int(os.environ.get("BUDGETDESK_CLERK_SEED", "1"))

_CHINESE = {"ibus": IBUS, "fcitx": FCITX}[os.environ.get("BUDGETDESK_CLERK_TYPES", "ibus")]

_WARM = 0.25  # of the work, until it is killed; and the same after it is started again
_TIDY = 40  # actions, until the desk is cleared and something is surely written
_LEAK = 50  # MB


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the work: how many minutes and actions it takes at least."""

    minutes: float
    actions: int

    def over(self, started: float, done: int) -> bool:
        """Whether it is done."""
        return time.monotonic() - started > self.minutes * 60 and done >= self.actions

    def until_next(self, started: float, done: int) -> float:
        """Seconds until another action is due; none where no number of them was asked for."""
        due = self.minutes * 60 * done / self.actions if self.actions else 0.0
        return max(0.0, started + due - time.monotonic())


@pytest.fixture
def chinese(desktop: Screen) -> Iterator[None]:
    """Pinyin, and a desktop that wants to hear of everything for a reader."""
    told = "string:org.a11y.Status string:IsEnabled variant:boolean:true"
    setting = "--dest=org.a11y.Bus /org/a11y/bus org.freedesktop.DBus.Properties.Set"
    desktop.run("dbus-send", "--session", "--print-reply", *setting.split(), *told.split())
    with _CHINESE.running(desktop):
        yield


@contextmanager
def heard(desktop: Screen, book: Path) -> Iterator[Program]:
    """The program, and somebody who listens to what it announces."""
    with program(desktop, "open", str(book), **_CHINESE.exported) as running:
        listener = running.listen(seconds=24 * 3600)
        try:
            yield running
        finally:
            listener.kill()
            listener.communicate()


def test_an_hour_of_random_work(desktop: Screen, book: Path, chinese: None) -> None:
    before = Path(shutil.copy(book, book.with_suffix(".before")))
    chance = random.Random(_SEED)
    with book.with_suffix(".log").open("w", encoding="utf-8") as log:
        print(f"the log: {log.name}")
        with heard(desktop, book) as running:
            clerk = Clerk(running, book, chance, log, _CHINESE)
            work(clerk, _part(_WARM))
            written = journal_replay.steps(book)
            assert running.end(signal.SIGKILL) == -signal.SIGKILL
            assert complaints(running) == []
        with heard(desktop, book) as running:
            assert journal_replay.steps(book)[: len(written)] == written
            again = Clerk(running, book, chance, log, _CHINESE)
            again.look_round()
            work(again, _part(_WARM))
            warm = resting(again)
            work(again, _part(1 - 2 * _WARM))
            grown = resting(again) - warm
            again.settle()
            assert running.end("ctrl+q") == 0, running.said()
            assert complaints(running) == []
    require_nothing_lost(before, book, clerk.sure + again.sure)
    print(f"{clerk.done + again.done} actions, {warm:.0f} MB and {grown:+.0f}")
    assert grown < _LEAK


def _part(share: float) -> Span:
    return Span(_MINUTES * share, round(_ACTIONS * share))


def work(clerk: Clerk, span: Span) -> None:
    """Do this and that, something sure now and then."""
    started, done = time.monotonic(), clerk.done
    while not span.over(started, clerk.done - done):
        for _ in range(_TIDY):
            clerk.act()
            time.sleep(span.until_next(started, clerk.done - done))
        clerk.write_surely()
        require_locked(clerk)
        clerk.note(f"    {memory(clerk.running):.0f} MB")


def resting(clerk: Clerk) -> float:
    """MB that the program takes with all tabs closed and one form in front.

    A cell that holds what is refused keeps its tab open until it is given up.
    """
    clerk.settle()
    clerk.pinyin(False)
    for _ in range(45):
        clerk.press("Escape", "Escape", "ctrl+w")
    clerk.write_surely()
    time.sleep(5)
    clerk.note(f"resting: {memory(clerk.running):.0f} MB")
    return memory(clerk.running)


def memory(running: Program) -> float:
    """Resident memory in MB."""
    status = Path(f"/proc/{running.process.pid}/status").read_text()
    [line] = (line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def require_locked(clerk: Clerk) -> None:
    """SQLite still holds the book and the index of its log, whatever else opened and closed them.

    Without its locks they are cut off by the next program that reads the book.
    """
    book = clerk.book
    held = locked_files(clerk.running.process.pid, book.parent)
    assert {book.name, f"{book.name}-shm"} <= held, "the program lost its locks"


def require_nothing_lost(before: Path, book: Path, sure: list[str]) -> None:
    """The book is sound, holds what its journal says, and the journal all that was seen in it."""
    missing = [words for words in sure if not journal_replay.tells(book, words)]
    assert missing == []
    assert journal_replay.replayed(before, book) == journal_replay.data_of(book)
    with Book.open(book) as opened:
        assert not opened.read_only
        require_sound(opened)
