"""What every test of the window stands on: no real home, no real settings, no box that waits."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))


class UnexpectedBoxError(AssertionError):
    """The window asked something that the test did not expect."""


@pytest.fixture(autouse=True)
def _no_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    from budgetdesk.desktop import ask

    def refuse(*arguments: object, **_: object) -> None:
        raise UnexpectedBoxError(arguments)

    for name in ("tell", "ask_open", "ask_one", "ask_save", "ask_folder", "run"):
        monkeypatch.setattr(ask, name, refuse)
