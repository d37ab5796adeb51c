"""A double click on a book opens it: what the desktop is told of the program and its files."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from budgetdesk.assets import resource
from budgetdesk.commands.console import DONE, refuse
from budgetdesk.domain.file_kinds import BOOK

_MIME = "application/x-budgetdesk"
ICON = "icons/hicolor/scalable/apps/budgetdesk.svg"  # below a data folder
_RESERVED = '"`$\\'  # of the Desktop Entry Specification, within quotes
_CLASSES = "Software\\Classes\\"  # below the user's part of the registry
_WINDOWS_KEY = "budgetdesk.book"
# Programs that renew what desktops have read; without them it holds from the next login on.
_RENEWING = (
    ("update-mime-database", "mime"),
    ("update-desktop-database", "applications"),
    ("gtk-update-icon-cache", "icons/hicolor"),
)

_ENTRY = """[Desktop Entry]
Type=Application
Name=budgetdesk
Name[zh_CN]=预算台
Comment=Budget and performance forms of county offices
Comment[zh_CN]=县级预算部门、单位离线填报预算绩效表
Exec={command} %f
Icon=budgetdesk
Terminal=false
Categories=Office;Finance;
MimeType={mime};
StartupNotify=true
StartupWMClass=budgetdesk
"""
_TYPE = """<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{mime}">
    <comment>budgetdesk book</comment>
    <comment xml:lang="zh_CN">预算台账套</comment>
    <sub-class-of type="application/vnd.sqlite3"/>
    <icon name="budgetdesk"/>
    <glob pattern="*{suffix}" weight="80"/>
  </mime-type>
</mime-info>
"""


def add_associate(parser: argparse.ArgumentParser) -> None:
    """The command `associate`."""
    parser.description = f"双击 *{BOOK.suffix} 即用本程序打开，菜单中也列出本程序；只影响当前用户。"
    parser.add_argument("--remove", action="store_true", help="取消关联")


def associate(wish: argparse.Namespace) -> int:
    """Tell the user's desktop which program opens books, or take that back; the exit code."""
    if sys.platform == "win32":
        _tell_windows(remove=wish.remove)
    elif sys.platform.startswith("linux"):
        _tell_linux(data_home(), remove=wish.remove)
    else:
        return refuse("这个系统请在“打开方式”中选择本程序。")
    done = "已取消关联。" if wish.remove else f"已关联：双击 *{BOOK.suffix} 即可打开。"
    print(done)
    return DONE


def data_home() -> Path:
    """The user's folder of what desktops read."""
    named = os.environ.get("XDG_DATA_HOME", "")
    return Path(named) if named else Path.home() / ".local" / "share"


def desktop_files(command: tuple[str, ...]) -> dict[str, str]:
    """What desktops read, by its place below a data folder; `command` starts the program."""
    written = " ".join(quoted(part) for part in command)
    return {
        "applications/budgetdesk.desktop": _ENTRY.format(command=written, mime=_MIME),
        "mime/packages/budgetdesk.xml": _TYPE.format(mime=_MIME, suffix=BOOK.suffix),
    }


def quoted(part: str) -> str:
    """An argument in the Exec line of a desktop entry: quoted, and escaped as a string besides."""
    inner = "".join(f"\\{sign}" if sign in _RESERVED else sign for sign in part)
    return '"' + inner.replace("\\", "\\\\").replace("%", "%%") + '"'


def own_command() -> tuple[str, ...]:
    """What starts this program again: its own file, or Python with its name."""
    started = Path(sys.argv[0]).absolute()
    if started.name.startswith("budgetdesk") and os.access(started, os.X_OK):
        return (str(started), "open")
    return (str(_windowed(Path(sys.executable))), "-m", "budgetdesk", "open")


def _windowed(python: Path) -> Path:
    """On Windows the Python beside it that opens no terminal."""
    other = python.with_name("pythonw.exe")
    return other if sys.platform == "win32" and other.is_file() else python


def _tell_linux(home: Path, *, remove: bool) -> None:
    import subprocess

    icon = home / ICON
    files = {home / place: text for place, text in desktop_files(own_command()).items()}
    if remove:
        for path in (*files, icon):
            path.unlink(missing_ok=True)
    else:
        for path, text in files.items():
            _write(path, os.fsencode(text))
        _write(icon, resource("icons", "budgetdesk.svg").read_bytes())
    for command in _renewing(home):
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - fixed programs


def _write(path: Path, content: bytes) -> None:
    from budgetdesk.output.files import replacing

    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def _renewing(home: Path) -> Iterator[tuple[str, str]]:
    import shutil

    for name, folder in _RENEWING:
        program = shutil.which(name)
        if program is not None and (home / folder).is_dir():
            yield program, str(home / folder)


def _tell_windows(*, remove: bool) -> None:
    if sys.platform == "win32":
        import winreg

        user = winreg.HKEY_CURRENT_USER
        if remove:
            for tail in ("\\shell\\open\\command", "\\shell\\open", "\\shell", "\\DefaultIcon", ""):
                with suppress(FileNotFoundError):  # not told, or taken back already
                    winreg.DeleteKey(user, f"{_CLASSES}{_WINDOWS_KEY}{tail}")
            with suppress(FileNotFoundError):
                _leave_suffix()
        else:
            for key, value in _windows_keys().items():
                winreg.SetValue(user, f"{_CLASSES}{key}", winreg.REG_SZ, value)


def _windows_keys() -> dict[str, str]:
    """What Windows is told of the program and its files, by the keys below the user's classes."""
    icon = Path(sys.executable).parents[1] / "budgetdesk.ico"  # where the setup lays it
    keys = {
        BOOK.suffix: _WINDOWS_KEY,
        _WINDOWS_KEY: "预算台账套",
        f"{_WINDOWS_KEY}\\shell\\open\\command": " ".join(
            f'"{part}"' for part in (*own_command(), "%1")
        ),
    }
    return keys | ({f"{_WINDOWS_KEY}\\DefaultIcon": str(icon)} if icon.is_file() else {})


def _leave_suffix() -> None:
    """Open the files with nothing, unless another program took them over meanwhile."""
    if sys.platform == "win32":
        import winreg

        user, key = winreg.HKEY_CURRENT_USER, f"{_CLASSES}{BOOK.suffix}"
        if winreg.QueryValue(user, key) != _WINDOWS_KEY:
            return
        try:
            winreg.DeleteKey(user, key)
        except PermissionError:  # Windows keeps lists of its own below it
            winreg.SetValue(user, key, winreg.REG_SZ, "")
