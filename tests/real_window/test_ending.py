"""However the program is used and however it is ended, it ends in order: code 0, lock released."""

import itertools
import signal
import time
from pathlib import Path

import pytest

from budgetdesk.book.lock import lock_path
from tests.real_window.journal_replay import tells
from tests.real_window.screen import Ending, Screen, program
from tests.real_window.uses import NEXT_FORM, USES, Use, typed

pytestmark = pytest.mark.proof

SIGNALS: tuple[Ending, ...] = (signal.SIGTERM, signal.SIGHUP)
WAYS: tuple[Ending, ...] = ("ctrl+q", *SIGNALS, "alt+F4")
_TIMES = 200
_WORDS = "a name that was being typed"


def _starts() -> list[tuple[Use, Ending]]:
    """So many starts as are to be shown, every use with every way that it can be ended in."""
    every = [(use, way) for way in WAYS for use in USES if way in SIGNALS or not use.waits]
    return list(itertools.islice(itertools.cycle(every), _TIMES))


@pytest.mark.parametrize(
    ("use", "way"),
    [
        pytest.param(use, way, id=f"{number}: {use.name}, {getattr(way, 'name', way)}")
        for number, (use, way) in enumerate(_starts(), 1)
    ],
)
def test_it_ends_with_code_0(desktop: Screen, book: Path, use: Use, way: Ending) -> None:
    with program(desktop, "open", str(book)) as running:
        use.do(running)
        code = running.end(way)
        assert (code, _complaints(running.said())) == (0, [])
    assert not lock_path(book).exists()


def _complaints(said: str) -> list[str]:
    """What Python or Qt says of a fault; not the reader's questions that Qt cannot answer."""
    signs = ("Traceback", "Fatal Python error", "QObject::", "QThread", "Error:")
    return [line for line in said.splitlines() if any(sign in line for sign in signs)]


@pytest.mark.parametrize("way", SIGNALS)
def test_what_is_being_typed_is_written(desktop: Screen, book: Path, way: Ending) -> None:
    """As a session ends: nobody is asked, and the cell is not left first."""
    with program(desktop, "open", str(book)) as running:
        typed(_WORDS, NEXT_FORM, 1.0, "ctrl+Home")(running)
        time.sleep(1)
        assert running.end(way) == 0, running.said()
    assert tells(book, _WORDS)
