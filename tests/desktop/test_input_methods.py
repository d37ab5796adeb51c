"""Qt is told of an input method that it has, wherever the desktop names one that it lacks."""

import os
import subprocess
import sys

import pytest

from budgetdesk.desktop.input_methods import name_input_methods

FCITX = {"QT_IM_MODULE": "fcitx"}
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}


@pytest.mark.parametrize(
    ("before", "tried"),
    [
        ({}, "fcitx;ibus"),
        (FCITX, "fcitx;ibus"),
        (FCITX | {"QT_IM_MODULES": ""}, "fcitx;ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, "fcitx5;fcitx;ibus"),
        ({"QT_IM_MODULE": "ibus"}, "ibus;fcitx"),
        ({"QT_IM_MODULE": "xim"}, "xim;fcitx;ibus"),  # which Qt 6 has no more
        (WAYLAND, "wayland;fcitx;ibus"),
        (WAYLAND | FCITX, "fcitx;wayland;ibus"),
    ],
)
def test_fcitx_and_ibus_are_tried(before: dict[str, str], tried: str) -> None:
    environment = dict(before)
    name_input_methods(environment, "linux")
    assert environment["QT_IM_MODULES"] == tried


@pytest.mark.parametrize(
    ("before", "system"),
    [
        ({"QT_IM_MODULES": "wayland"}, "linux"),  # the user's own list
        ({"QT_IM_MODULE": "none"}, "linux"),
        ({}, "win32"),  # a list would keep Windows' own input method out
        (FCITX, "win32"),
        ({}, "darwin"),
    ],
)
def test_what_is_settled_stays(before: dict[str, str], system: str) -> None:
    environment = dict(before)
    name_input_methods(environment, system)
    assert environment == before


@pytest.mark.parametrize(
    ("before", "portal"),
    [
        (FCITX | {"PATH": ""}, "1"),
        ({"XMODIFIERS": "@im=fcitx", "PATH": ""}, "1"),
        (FCITX | {"PATH": "", "IBUS_USE_PORTAL": "0"}, "0"),
        ({"QT_IM_MODULE": "ibus", "PATH": ""}, None),
    ],
)
def test_fcitx_is_reached_without_ibus_being_installed(
    before: dict[str, str], portal: str | None
) -> None:
    environment = dict(before)
    name_input_methods(environment, "linux")
    assert environment.get("IBUS_USE_PORTAL") == portal


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="input methods of Linux")
def test_the_program_says_it_before_qt_starts() -> None:
    code = (
        "import os\n"
        "from PySide6 import QtWidgets\n"
        "class Application(QtWidgets.QApplication):\n"
        "    def __init__(self, arguments):\n"
        "        print(os.environ['QT_IM_MODULES'])\n"
        "        super().__init__(arguments)\n"
        "QtWidgets.QApplication = Application\n"
        "from budgetdesk.desktop.app import make_application\n"
        "application = make_application()\n"
    )
    environment = os.environ | FCITX | {"QT_QPA_PLATFORM": "offscreen"}
    for name in ("QT_IM_MODULES", "WAYLAND_DISPLAY"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "fcitx;ibus"
