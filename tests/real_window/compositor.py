"""The desktop of `screen.py` under Wayland: sway without a screen, driven by hands of our own."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.real_window.hands import Hands
from tests.real_window.screen import (
    Screen,
    ScreenError,
    eventually,
    own_environment,
    session_bus,
    start,
)

_NEEDED = ("sway", "swaymsg", "setpriv", "wl-copy", "wl-paste", "dbus-daemon")
_SIZE = (1366, 768)
_SETTINGS = f"""xwayland disable
output HEADLESS-1 resolution {_SIZE[0]}x{_SIZE[1]} position 0 0
focus_on_window_activation smart
"""
_WITHOUT_SCREEN = {
    "WLR_BACKENDS": "headless",
    "WLR_RENDERER": "pixman",
    "WLR_LIBINPUT_NO_DEVICES": "1",
}
_NOBODY = 65534  # whom sway may run as: as root it refuses


class Compositor(Screen):
    """A running sway."""

    def __init__(self, environment: Mapping[str, str], folder: Path, hands: Hands) -> None:
        super().__init__(environment, folder)
        self.hands = hands

    def press(self, *keys: str) -> None:
        """Press and let go of keys."""
        for key in keys:
            self.hands.press(key)

    def type_text(self, text: str) -> None:
        """Type small letters and digits."""
        self.press(*text)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click at a point of the screen."""
        self.hands.click(x, y, button)

    def window_of(self, process: int) -> str:
        """The window that a process shows, by sway's number; "" while it shows none."""
        return next((str(it["id"]) for it in self._windows() if it["pid"] == process), "")

    def activate(self, window: str) -> None:
        """Give a window the focus."""
        self.run("swaymsg", "--quiet", f"[con_id={window}] focus")

    def title(self) -> str:
        """What stands over the window that has the focus."""
        return next((it["name"] or "" for it in self._windows() if it["focused"]), "")

    def copy(self, text: str) -> None:
        """Lay a text on the clipboard."""
        self.give(text, "wl-copy", "--type", "text/plain;charset=utf-8")

    def clipboard(self, target: str = "text/plain;charset=utf-8") -> str:
        """What lies on the clipboard, asked for by another program."""
        return self.run("timeout", "10", "wl-paste", "--no-newline", "--type", target)

    def _windows(self) -> list[dict[str, Any]]:
        told = self.run("swaymsg", "--raw", "--type", "get_tree")
        waiting: list[dict[str, Any]] = [json.loads(told)] if told else []
        found = []
        while waiting:
            node = waiting.pop()
            waiting += [*node["nodes"], *node["floating_nodes"]]
            found += [node] if "pid" in node else []
        return found


@contextmanager
def compositor(folder: Path) -> Iterator[Compositor]:
    """A desktop under Wayland with its home in `folder`, taken down at the end.

    Raises:
        ScreenError: a program it needs is not installed.
    """
    missing = [name for name in _NEEDED if shutil.which(name) is None]
    if missing:
        raise ScreenError(f"not installed: {' '.join(missing)} (see `make proof`)")
    environment = own_environment(folder) | {"QT_QPA_PLATFORM": "wayland"}
    with ExitStack() as stack:
        environment["DBUS_SESSION_BUS_ADDRESS"] = session_bus(stack, environment)
        own = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        _start_sway(stack, environment, own)
        display = eventually(lambda: _socket(own, "wayland-*"), what="sway")
        environment["WAYLAND_DISPLAY"] = display
        environment["SWAYSOCK"] = eventually(lambda: _socket(own, "sway-ipc.*"), what="sway")
        hands = Hands(Path(display), _SIZE)
        stack.callback(hands.close)
        yield Compositor(environment, folder, hands)


def _start_sway(stack: ExitStack, environment: Mapping[str, str], own: Path) -> None:
    settings = own / "settings"
    settings.write_text(_SETTINGS)
    command = ["sway", "--config", str(settings)]
    if os.geteuid() == 0:
        for path in (own, settings):
            os.chown(path, _NOBODY, _NOBODY)
        ids = [f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"]
        command = ["setpriv", *ids, *command]
    of_its_own = {"HOME": str(own), "XDG_RUNTIME_DIR": str(own)}
    start(stack, {"PATH": environment["PATH"], **of_its_own, **_WITHOUT_SCREEN}, *command)


def _socket(folder: Path, pattern: str) -> str:
    return next((str(path) for path in folder.glob(pattern) if path.is_socket()), "")
