"""A second start with the open book brings the first window before the others, and ends."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.real_window.screen import Screen, eventually, program

pytestmark = pytest.mark.proof


def test_the_first_window_comes_forward(desktop: Screen, book: Path) -> None:
    with program(desktop, "open", str(book)) as running:
        title = running.title
        other = subprocess.Popen(["xmessage", "in front"], env=desktop.environment)
        try:
            eventually(lambda: running.title != title, what="another window in front")
            second = [sys.executable, "-m", "budgetdesk", str(book)]
            done = subprocess.run(second, env=desktop.environment, check=False, timeout=60)
            assert done.returncode == 0
            eventually(lambda: running.title == title, what="the first window in front")
        finally:
            other.kill()
            other.wait()
        assert running.alive
