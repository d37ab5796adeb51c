"""The window comes up on the screen that there is; where there is none that is said in words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from budgetdesk.desktop.platforms import name_platforms

X11, WAYLAND = {"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-0"}


@pytest.mark.parametrize(
    ("chosen", "screens", "tried"),
    [
        ("dxcb", X11, "dxcb;xcb"),
        ("dxcb;xcb", X11, "dxcb;xcb"),
        ("wayland", X11, "wayland;xcb"),
        ("wayland", WAYLAND, "wayland"),
        ("xcb", X11 | WAYLAND, "xcb;wayland"),
        ("ukui", X11 | WAYLAND, "ukui;wayland;xcb"),
        ("offscreen", {}, "offscreen"),
    ],
)
def test_there_is_a_way_back_to_the_screen(
    chosen: str, screens: dict[str, str], tried: str
) -> None:
    environment = {"QT_QPA_PLATFORM": chosen} | screens
    name_platforms(environment, "linux")
    assert environment["QT_QPA_PLATFORM"] == tried


@pytest.mark.parametrize(
    ("before", "system"), [(X11, "linux"), ({"QT_QPA_PLATFORM": "windows"}, "win32")]
)
def test_what_qt_finds_by_itself_is_left_to_it(before: dict[str, str], system: str) -> None:
    environment = dict(before)
    name_platforms(environment, system)
    assert environment == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="platforms of Linux")
@pytest.mark.parametrize(
    "screens",
    [{"DISPLAY": ":2147"}, {"QT_QPA_PLATFORM": "dxcb"}, {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ""}],
)
def test_a_screen_out_of_reach_is_told_and_aborts_nothing(
    book_path: Path, screens: dict[str, str]
) -> None:
    names = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    clean = {name: value for name, value in os.environ.items() if name not in names}
    done = subprocess.run(
        [sys.executable, "-m", "budgetdesk", "open", str(book_path)],
        env=clean | screens,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert "窗口无法打开：连接不上图形界面" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="closed descriptors of POSIX")
def test_it_starts_with_nothing_to_read_from_or_write_to(book_path: Path, tmp_path: Path) -> None:
    """As a desktop may start it: the descriptors 0 to 2 are closed, and fall to other files."""
    command = f'exec "{sys.executable}" -m budgetdesk open "$0" <&- >&- 2>&-'
    program = subprocess.Popen(
        ["sh", "-c", command, str(book_path)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)},
    )
    with pytest.raises(subprocess.TimeoutExpired):
        program.wait(3)
    program.terminate()
    assert program.wait(30) == 0


def test_it_has_its_own_style_whatever_the_system_asks_for() -> None:
    code = (
        "from budgetdesk.desktop.platforms import start_qt\n"
        "application = start_qt()\n"
        "print(application.style().name(), application.arguments())\n"
    )
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_STYLE_OVERRIDE": "Windows"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "fusion ['-c']"
