"""The setup for Windows under wine: what it puts where, whom it refuses, what it leaves behind.

The program's place is taken by a small one that notes how it was called; Windows' own Python is in
no registry.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real_window.screen import end_process, eventually, x_server

pytestmark = pytest.mark.proof

_WINE = Path("/usr/lib/wine/wine64")
_SCRIPT = Path(__file__).parents[2] / "packaging" / "windows" / "setup.nsi"
_ICON = "/usr/share/nsis/Contrib/Graphics/Icons/modern-install.ico"
_STAND_IN = r"""Unicode true
Target amd64-unicode
OutFile "${TARGET}"
SilentInstall silent
RequestExecutionLevel user
Section
  FileOpen $0 "C:\said.txt" a
  FileSeek $0 0 END
  FileWrite $0 "$CMDLINE$\n"
  FileClose $0
  StrCpy $1 $CMDLINE "" -4
  StrCmp $1 "hold" 0 +2
  Sleep 60000
SectionEnd
"""
_LISTED = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\budgetdesk"


def make(script: Path, target: Path, **told: object) -> None:
    words = [f"-D{name}={value}" for name, value in {"TARGET": target, **told}.items()]
    command = ["makensis", "-V1", "-INPUTCHARSET", "UTF8", *words, str(script)]
    subprocess.run(command, check=True)


class Windows:
    """A Windows of wine's with the setup on it."""

    def __init__(self, home: Path, display: str) -> None:
        self.drive = home / "prefix" / "drive_c"
        self.setup = home / "budgetdesk-setup.exe"
        self.folder = home / "folder"
        self._environment = os.environ | {
            "WINEPREFIX": str(home / "prefix"),
            "WINEDEBUG": "-all",
            "LC_ALL": "C.UTF-8",  # or names lose their Chinese on the way
            "HOME": str(home),
            "DISPLAY": display,
        }
        self._make_setup(home)
        self.run("wineboot", "--init")

    @property
    def installed(self) -> Path:
        """Where the setup puts the program."""
        (user,) = (self.drive / "users").glob("[!P]*")
        return user / "AppData/Local/Programs/budgetdesk"

    def run(self, *command: str) -> int:
        """The code that a program ends with."""
        return self.start(*command).wait(200)

    def start(self, *command: str) -> "subprocess.Popen[bytes]":
        quiet = subprocess.DEVNULL
        words = [str(_WINE), *command]
        return subprocess.Popen(words, env=self._environment, stdout=quiet, stderr=quiet)

    def said(self) -> list[str]:
        """The program's arguments, call by call."""
        said = self.drive / "said.txt"
        lines = said.read_text().splitlines() if said.exists() else []
        return [line.partition('" ')[2].strip() for line in lines]

    def end(self) -> None:
        server = _WINE.with_name("wineserver")
        subprocess.run([server, "-k"], env=self._environment, check=False)

    def _make_setup(self, home: Path) -> None:
        script = home / "stand-in.nsi"
        script.write_text(_STAND_IN)
        for name in ("python.exe", "pythonw.exe"):
            (self.folder / "python").mkdir(parents=True, exist_ok=True)
            make(script, self.folder / "python" / name)
        for place in ("site/budgetdesk/表.txt", "licences/a.txt", "budgetdesk.ico", "LICENSE"):
            (self.folder / place).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / place).write_text(place)
        make(_SCRIPT, self.setup, VERSION="1.2", FOLDER=self.folder, ICON=_ICON)


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    if not _WINE.exists() or shutil.which("makensis") is None:
        pytest.fail("not installed: wine64 nsis (see `make proof`)")
    with x_server() as display:
        made = Windows(tmp_path_factory.mktemp("windows"), display)
        yield made
        made.end()


def files(folder: Path) -> set[str]:
    return {str(it.relative_to(folder)) for it in folder.rglob("*") if it.is_file()}


@pytest.mark.timeout(600)
def test_it_installs_refuses_replaces_and_goes(windows: Windows) -> None:
    leave_a_foreign_folder_alone(windows)
    install(windows)
    for name in ("pythonw.exe", "python.exe"):
        touch_nothing_while_it_runs(windows, name)
    books = replace(windows)
    go(windows, books)
    find_its_folder_again(windows)


def leave_a_foreign_folder_alone(windows: Windows) -> None:
    foreign = windows.installed / "site" / "mine.txt"
    foreign.parent.mkdir(parents=True)
    foreign.write_text("of another program")
    assert windows.run(str(windows.setup), "/S") == 3
    assert files(windows.installed) == {"site/mine.txt"}
    shutil.rmtree(windows.installed)


def install(windows: Windows) -> None:
    assert windows.run(str(windows.setup), "/S") == 0
    assert files(windows.installed) == files(windows.folder) | {"uninstall.exe"}
    assert windows.said() == ["-m budgetdesk associate"]
    assert windows.run("reg", "query", _LISTED) == 0
    assert list(windows.drive.rglob("预算台.lnk"))


def touch_nothing_while_it_runs(windows: Windows, name: str) -> None:
    said = [*windows.said(), "hold"]
    holding = windows.start(str(windows.installed / "python" / name), "hold")
    eventually(lambda: windows.said() == said, what=name)
    assert windows.run(str(windows.setup), "/S") == 2
    windows.run(str(windows.installed / "uninstall.exe"), "/S")
    time.sleep(5)  # it goes on from a copy of itself
    assert files(windows.installed) == files(windows.folder) | {"uninstall.exe"}
    assert windows.said() == said, "what a double click opens is as before"
    end_process(holding)
    windows.run("taskkill", "/f", "/im", name)


def replace(windows: Windows) -> set[str]:
    """Install over an earlier version, with books beside it; the books."""
    books = {"我的 账套.budget", "备份/earlier.budget"}
    (windows.installed / "备份").mkdir()
    for place in (*books, "site/of-an-earlier-version.py"):
        (windows.installed / place).write_text(place)
    assert windows.run(str(windows.setup), "/S") == 0
    assert files(windows.installed) == files(windows.folder) | {"uninstall.exe"} | books
    return books


def go(windows: Windows, books: set[str]) -> None:
    windows.run(str(windows.installed / "uninstall.exe"), "/S")
    eventually(lambda: files(windows.installed) == books, 60, "only the books are left")
    eventually(lambda: windows.run("reg", "query", _LISTED) != 0, what="no longer listed")
    assert windows.said()[-1] == "-m budgetdesk associate --remove"
    assert not list(windows.drive.rglob("预算台.lnk"))


def find_its_folder_again(windows: Windows) -> None:
    """A folder that the user chose; the next version goes there too."""
    chosen = windows.drive / "预算台"
    assert windows.run(str(windows.setup), "/S", r"/D=C:\预算台") == 0
    assert files(chosen) == files(windows.folder) | {"uninstall.exe"}
    (chosen / "site" / "of-an-earlier-version.py").touch()
    assert windows.run(str(windows.setup), "/S") == 0
    assert files(chosen) == files(windows.folder) | {"uninstall.exe"}
