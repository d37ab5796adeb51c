"""A reader asks every field for every word, sentence and line, at every kind of place."""

import json
import subprocess
import sys

import pytest

from tests.real_window.lines import TEXTS
from tests.real_window.screen import READER, Screen, end_process

pytestmark = pytest.mark.proof


def test_no_question_hangs_the_program(desktop: Screen) -> None:
    """Qt's own line edits never answer for a word at their end, nor for one of Chinese."""
    asked = subprocess.Popen(
        [sys.executable, "-X", "faulthandler", "-m", "tests.real_window.lines"],
        env=desktop.environment,
    )
    try:
        read = subprocess.run(
            [*READER, str(asked.pid)], env=desktop.environment, capture_output=True, timeout=100
        )
        said = json.loads(read.stdout)
        assert said["met"]["text"] >= 3 * len(TEXTS)
        assert said["met"]["spin button"] == 3
        assert not [why for why in said["refused"] if "reply" in why], said["refused"]
        assert asked.poll() is None
    finally:
        end_process(asked)
