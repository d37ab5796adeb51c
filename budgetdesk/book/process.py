"""Which process on which machine: enough to tell a living one from one that is gone."""

import getpass
import os
import sys
from contextlib import suppress
from datetime import datetime
from functools import cache
from pathlib import Path

_PROC = Path("/proc")
_ENDED = ("Z", "X", "x")  # field 3 of proc(5): killed, its parent has not asked after it yet


def machine_name() -> str:
    """The machine's name, as its user knows it."""
    if sys.platform == "win32":
        import platform  # a hundredth of the start, which the others need not pay

        return platform.node() or "?"
    return os.uname().nodename or "?"


def machine_id() -> str:
    """What tells this machine from another of the same name; its name where nothing does."""
    if sys.platform == "win32":
        return _windows_machine_id()
    for file in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        try:
            return file.read_text("ascii").strip() or machine_name()
        except OSError:
            continue
    return machine_name()


@cache
def network_address() -> str:
    """The address of a network card of this machine; "" where none can be told for sure."""
    if sys.platform == "win32":
        import uuid

        node = uuid.getnode()
        return "" if node >> 40 & 1 else f"{node:012x}"  # the bit says: made up
    cards = Path("/sys/class/net")
    found: list[str] = []
    with suppress(OSError):
        # Not the loop, a bridge or a tunnel: those have no device.
        real = (card for card in cards.iterdir() if (card / "device").exists())
        found += [(card / "address").read_text("ascii").strip() for card in real]
    return min(found, default="")


def boot_of(mark: str) -> str:
    """Which run of the machine a start mark is of, so that a power cut can be told."""
    return mark.partition("/")[0]


def user_name() -> str:
    """The user of the operating system; "" where the account has no name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def owner_and_start(process: int) -> tuple[str, str]:
    """Whose process it is, and since when in local time as ISO text; "?" where that isn't told."""
    try:
        import pwd

        status = (_PROC / str(process)).stat()
        since = datetime.fromtimestamp(status.st_ctime).astimezone()
        return pwd.getpwuid(status.st_uid).pw_name, since.isoformat(timespec="seconds")
    except (ImportError, KeyError, OSError):
        return "?", "?"


def start_mark(process: int) -> str | None:
    """A text that a process keeps for life and no later process of its number has.

    None when there is no such process; "" when it lives but its start can't be told.
    """
    if sys.platform == "win32":
        return _windows_start(process)
    try:
        stat = (_PROC / str(process) / "stat").read_text("utf-8", "replace")
        fields = stat.rpartition(")")[2].split()  # the name before may hold blanks and brackets
        if fields[0] in _ENDED:
            return None
        boot = (_PROC / "sys/kernel/random/boot_id").read_text("ascii").strip()
        # Field 22 of proc(5), counted after the name: the start in ticks since the boot.
        return f"{boot}/{fields[19]}"
    except OSError:
        return "" if _lives(process) else None


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


if sys.platform == "win32":  # pragma: no cover - measured on Linux
    import ctypes
    import winreg
    from ctypes import wintypes

    _QUERY = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
    _STILL_ACTIVE = 259

    def _windows_machine_id() -> str:
        try:
            with winreg.OpenKey(
                winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography"
            ) as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return machine_name()

    def _windows_start(process: int) -> str | None:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = kernel.OpenProcess(_QUERY, False, process)
        if not handle:
            # 87 (invalid parameter): no such process; anything else: not ours to look at.
            return None if ctypes.get_last_error() == 87 else ""
        try:
            code = wintypes.DWORD()
            if (
                kernel.GetExitCodeProcess(wintypes.HANDLE(handle), ctypes.byref(code))
                and code.value != _STILL_ACTIVE
            ):
                return None
            times = [wintypes.FILETIME() for _ in range(4)]
            if not kernel.GetProcessTimes(wintypes.HANDLE(handle), *map(ctypes.byref, times)):
                return ""
            return f"{times[0].dwHighDateTime}.{times[0].dwLowDateTime}"
        finally:
            kernel.CloseHandle(wintypes.HANDLE(handle))
