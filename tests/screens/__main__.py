"""Draws the scenes, each look in a process of its own, into docs/screens/.

`python -m tests.screens FOLDER` draws every scene on every screen, light and dark, to be looked at.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.screens.scenes import ALL, MAIN

_FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screens"


@dataclass(frozen=True)
class Look:
    """A screen and a scheme. Width and height are logical pixels."""

    name: str
    width: int
    height: int
    scale: str
    dark: bool
    scenes: tuple[str, ...]


_PAGES = ("form", "preview", "overview", "life-line")
LOOKS = (
    Look("1366-light", 1366, 768, "1", dark=False, scenes=ALL),
    Look("1366-dark", 1366, 768, "1", dark=True, scenes=MAIN),
    Look("1920-light", 1280, 720, "1.5", dark=False, scenes=MAIN),
    Look("1920-dark", 1280, 720, "1.5", dark=True, scenes=_PAGES),
)


_BAR = 28  # logical pixels: the title bar of the window
# Logical pixels within a title bar; the third is 1366×768 at 150 %.
_SCREENS = (
    ("1366x768", 1366, 740, "1"),
    ("1024x700", 1024, 672, "1"),
    ("1366x768-150", 911, 484, "1.5"),
    ("1920x1080", 1920, 1050, "1"),
)
EVERY = tuple(
    Look(f"{name}-{'dark' if dark else 'light'}", width, height, scale, dark, ALL)
    for name, width, height, scale in _SCREENS
    for dark in (False, True)
)


def main(arguments: Sequence[str]) -> int:
    """Draw the looks of the documents, or every one into a folder; the exit code."""
    folder = Path(arguments[0]) if arguments else _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for old in _FOLDER.glob("*.png") if folder == _FOLDER else ():
        old.unlink()
    for look in EVERY if arguments else LOOKS:
        with tempfile.TemporaryDirectory() as home:
            _draw(look, folder, home)
    total = sum(path.stat().st_size for path in folder.glob("*.png"))
    print(f"{len(list(folder.glob('*.png')))} 张图片，共 {total / 1_000_000:.1f} MB：{folder}")
    return 0


def _screen(look: Look, home: str) -> Path:
    """What the offscreen platform reads: a screen that has room for the window and no more."""
    scale = float(look.scale)
    size = {"width": round(look.width * scale), "height": round((look.height + _BAR) * scale)}
    screen = {"name": look.name, "x": 0, "y": 0, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    path = Path(home) / "screen.json"
    path.write_text(json.dumps({"screens": [screen | size]}), encoding="utf-8")
    return path


def _draw(look: Look, folder: Path, home: str) -> None:
    environment = os.environ | {
        "QT_QPA_PLATFORM": f"offscreen:configfile={_screen(look, home)}",
        "QT_SCALE_FACTOR": look.scale,
        "QT_LOGGING_RULES": "qt.qpa.*=false;*.debug=false",
        "HOME": home,
        "XDG_CONFIG_HOME": home,
        **dict.fromkeys(("LOGNAME", "USER", "USERNAME"), "王会计"),
    }
    command = [sys.executable, "-m", "tests.screens.draw", str(folder.absolute()), look.name]
    command += [str(look.width), str(look.height), "dark" if look.dark else "light", *look.scenes]
    subprocess.run(command, env=environment, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
