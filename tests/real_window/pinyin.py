"""A real fcitx with pinyin on a desktop that exports it."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.real_window.screen import Screen, end_process, eventually

EXPORTED = {"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx"}
_PROFILE = """
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=keyboard-us
[Groups/0/Items/1]
Name=pinyin
[GroupOrder]
0=Default
"""


@contextmanager
def running_fcitx(desktop: Screen, *options: str) -> Iterator[None]:
    """fcitx, until the end."""
    settings = Path(desktop.environment["XDG_CONFIG_HOME"], "fcitx5")
    settings.mkdir(exist_ok=True)
    (settings / "profile").write_text(_PROFILE)
    daemon = subprocess.Popen(
        ["fcitx5", "--keep", *options],
        env=desktop.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        eventually(lambda: desktop.run("fcitx5-remote").strip(), what="fcitx")
        yield
    finally:
        end_process(daemon)


def pinyin_is_on(desktop: Screen) -> bool:
    """Turn pinyin on; whether it is."""
    desktop.run("fcitx5-remote", "-o")
    return desktop.run("fcitx5-remote", "-n").strip() == "pinyin"
