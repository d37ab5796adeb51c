"""F1 in a box that holds the window back: the manual comes over it, is read, and goes again."""

import time
from functools import partial
from pathlib import Path

import pytest

from tests.real_window.screen import Program, Screen, eventually, program

pytestmark = pytest.mark.proof


def test_the_manual_opens_over_a_box_and_leads_back(desktop: Screen, book: Path) -> None:
    with program(desktop, "open", str(book)) as running:
        whole = running.title
        for keys in ("ctrl+n", "ctrl+o", "ctrl+e"):
            desktop.press(keys)
            eventually(lambda: running.title not in ("", whole), what=f"the box of {keys}")
            box = running.title
            desktop.press("F1")
            eventually(lambda: running.title == "使用手册", what=f"the manual over {box}")
            desktop.press("Next", "Next")
            time.sleep(0.2)
            desktop.press("Escape")
            eventually(partial(is_front, running, box), what=f"{box} again")
            desktop.press("Escape")
            eventually(lambda: running.title == whole, what="the window again")
        assert running.end("ctrl+q") == 0, running.said()
        assert running.said() == ""


def is_front(running: Program, title: str) -> bool:
    """Whether the window with that title has the focus."""
    return running.title == title
