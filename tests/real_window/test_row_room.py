"""On a real screen of 1366×768 every row of every page and dialog has room, and every dialog."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.real_window.screen import Screen
from tests.screens.scenes import ALL

pytestmark = pytest.mark.proof

_REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("scale", ["1", "1.25"])
def test_rows_and_dialogs_have_room(desktop: Screen, tmp_path: Path, scale: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.screens.room", *ALL],
        env=desktop.environment | {"QT_SCALE_FACTOR": scale, "HOME": str(tmp_path)},
        cwd=_REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        timeout=1800,
    )
    assert (done.returncode, done.stdout) == (0, "")
