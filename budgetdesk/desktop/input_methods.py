"""Which input method Qt is to use on Linux, where Chinese is typed through one.

The desktops of UOS, deepin and Kylin export `QT_IM_MODULE=fcitx`. PySide6 brings no such plug-in,
and Qt then goes without any. It does bring ibus', and fcitx speaks its protocol as well.
"""

import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path

_LIST = "QT_IM_MODULES"  # Qt's list, first to last; where it is set, it alone holds
_ONE = "QT_IM_MODULE"
_PORTAL = "IBUS_USE_PORTAL"


def name_input_methods(environment: MutableMapping[str, str], system: str = sys.platform) -> None:
    """Let Qt try the desktop's own input method, then fcitx and ibus; before the QApplication.

    Args:
        environment: read and changed; what the user set in Qt's own list stays.
        system: as `sys.platform`. Windows and macOS lose their own input methods by such a list.
    """
    chosen = environment.get(_ONE, "")
    if not system.startswith("linux") or environment.get(_LIST) or chosen == "none":
        return
    # The compositor's own way, which a list without it shuts out.
    native = ["wayland"] if environment.get("WAYLAND_DISPLAY") else []
    names = [*([chosen] if chosen else []), *native, "fcitx", "ibus"]
    environment[_LIST] = ";".join(dict.fromkeys(names))
    if names_fcitx(environment):
        _reach_fcitx(environment)


def names_fcitx(environment: Mapping[str, str]) -> bool:
    """Whether the desktop types through fcitx."""
    return any("fcitx" in environment.get(name, "") for name in (_ONE, "XMODIFIERS"))


def has_fcitx(plugins: Path) -> bool:
    """Whether Qt has a plug-in of its own for it: where a distribution's Qt is used."""
    return any((plugins / "platforminputcontexts").glob("*fcitx*"))


def _reach_fcitx(environment: MutableMapping[str, str]) -> None:
    """Without ibus' daemon Qt's plug-in stands aside, unless it is to ask the portal: fcitx's."""
    from shutil import which

    if _PORTAL not in environment and which("ibus-daemon", path=environment.get("PATH")) is None:
        environment[_PORTAL] = "1"
