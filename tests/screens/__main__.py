"""Draws every scene in every look, each look in a process of its own, into docs/screens/."""

import os
import subprocess
import sys
import tempfile
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


LOOKS = (
    Look("1366-light", 1366, 768, "1", dark=False, scenes=ALL),
    Look("1366-dark", 1366, 768, "1", dark=True, scenes=MAIN),
    Look("1920-light", 1280, 720, "1.5", dark=False, scenes=MAIN),
    Look("1920-dark", 1280, 720, "1.5", dark=True, scenes=("form", "preview")),
)


def main() -> int:
    """Draw everything; the exit code."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    for old in _FOLDER.glob("*.png"):
        old.unlink()
    for look in LOOKS:
        with tempfile.TemporaryDirectory() as home:
            _draw(look, home)
    total = sum(path.stat().st_size for path in _FOLDER.glob("*.png"))
    print(f"{len(list(_FOLDER.glob('*.png')))} 张图片，共 {total / 1_000_000:.1f} MB：{_FOLDER}")
    return 0


def _draw(look: Look, home: str) -> None:
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": look.scale,
        "QT_LOGGING_RULES": "qt.qpa.*=false;*.debug=false",
        "HOME": home,
        "XDG_CONFIG_HOME": home,
        **dict.fromkeys(("LOGNAME", "USER", "USERNAME"), "王会计"),
    }
    command = [sys.executable, "-m", "tests.screens.draw", str(_FOLDER), look.name]
    command += [str(look.width), str(look.height), "dark" if look.dark else "light", *look.scenes]
    subprocess.run(command, env=environment, check=True)


if __name__ == "__main__":
    sys.exit(main())
