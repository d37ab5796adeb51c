"""On a real screen of 1366×768 every row of every page and dialog has room, and every dialog."""

from pathlib import Path

import pytest

from tests.real_window.screen import Screen
from tests.screens.room import told_elsewhere
from tests.screens.scenes import ALL

pytestmark = pytest.mark.proof


@pytest.mark.parametrize("scale", ["1", "1.25"])
def test_rows_and_dialogs_have_room(desktop: Screen, tmp_path: Path, scale: str) -> None:
    environment = desktop.environment | {"QT_SCALE_FACTOR": scale, "HOME": str(tmp_path)}
    assert told_elsewhere(ALL, environment, 1800) == (0, "")
