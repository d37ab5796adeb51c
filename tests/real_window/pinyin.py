"""Real input methods with pinyin on a desktop that exports them."""

import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
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
_IBUS = ("ibus-daemon", "--panel=disable", "--emoji-extension=disable")
_LIBPINYIN = "libpinyin"


@dataclass(frozen=True, slots=True)
class InputMethod:
    """One that types Chinese: what its desktops export, its daemon, and its switch.

    `running` lasts until its end; `switch` turns pinyin on or off and says whether it is on.
    """

    exported: Mapping[str, str]
    running: Callable[[Screen], AbstractContextManager[None]]
    switch: Callable[[Screen, bool], bool]


@contextmanager
def running_fcitx(desktop: Screen, *options: str) -> Iterator[None]:
    """fcitx, until the end."""
    settings = Path(desktop.environment["XDG_CONFIG_HOME"], "fcitx5")
    settings.mkdir(exist_ok=True)
    (settings / "profile").write_text(_PROFILE)
    with _daemon(desktop, "fcitx5", "--keep", *options):
        eventually(lambda: desktop.run("fcitx5-remote").strip(), what="fcitx")
        yield


def pinyin_is_on(desktop: Screen) -> bool:
    """Turn fcitx' pinyin on; whether it is."""
    return _switch_fcitx(desktop, True)


def _switch_fcitx(desktop: Screen, on: bool) -> bool:
    desktop.run("fcitx5-remote", "-o" if on else "-c")
    return on and desktop.run("fcitx5-remote", "-n").strip() == "pinyin"


@contextmanager
def running_ibus(desktop: Screen) -> Iterator[None]:
    """ibus, until the end."""
    with _daemon(desktop, *_IBUS):
        eventually(lambda: _switch_ibus(desktop, True), what="ibus with libpinyin")
        yield


def _switch_ibus(desktop: Screen, on: bool) -> bool:
    desktop.run("ibus", "engine", _LIBPINYIN if on else "xkb:us::eng")
    return on and desktop.run("ibus", "engine").strip() == _LIBPINYIN


@contextmanager
def _daemon(desktop: Screen, *command: str) -> Iterator[None]:
    daemon = subprocess.Popen(
        command,
        env=desktop.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        end_process(daemon)


FCITX = InputMethod(EXPORTED, running_fcitx, _switch_fcitx)
IBUS = InputMethod({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=ibus"}, running_ibus, _switch_ibus)
