"""Puts the program with its Python into one folder: `python packaging/folder.py RUNTIME TARGET`.

RUNTIME is what runtime.sh made. The wheels are installed for the oldest system served, Qt is cut
down to what the program's imports need, and what asks for a newer C library is refused.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import qt_parts
from glibc import is_program, newest_glibc

ROOT = Path(__file__).resolve().parents[1]
PAPERS = ("THIRD-PARTY.md", "LICENSE")
GLIBC = 28  # of 2.28: UOS 20, Kylin V10
_PYTHON = "python3.11"
# What of Python itself nothing here asks for.
_UNUSED = (
    *("test", "idlelib", "tkinter", "turtledemo", "ensurepip", "lib2to3", "pydoc_data", "venv"),
    *("config-3.11-x86_64-linux-gnu", "site-packages/bin", "site-packages/pip"),
)  # fmt: skip
_GPL_FONT = "site-packages/reportlab/fonts/DarkGarden*"  # nobody asks for it
# No system of UOS 20's or Kylin V10's age brings the first, some name the second otherwise; what
# they need in turn Qt 5 brings everywhere.
_OF_SCREEN = ("libxcb-cursor.so.0", "libxcb-util.so.1")
_START = f"""#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
exec "$here/python/bin/{_PYTHON}" -I -m budgetdesk "$@"
"""


def main(runtime: Path, target: Path) -> None:
    """Make the folder anew.

    Raises:
        SystemExit: where a file asks for a newer C library than GLIBC.
    """
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(runtime, target / "python", symlinks=True)
    library = target / "python" / "lib" / _PYTHON
    install(library / "site-packages", platforms())
    _cut_python(target / "python", library)
    qt_parts.cut(library / "site-packages" / "PySide6", ROOT / "budgetdesk")
    _bring_of_screen(library / "site-packages" / "PySide6" / "Qt" / "lib")
    unpack_support(target / "python" / "bin" / _PYTHON)
    compile_modules(target / "python" / "bin" / _PYTHON, library)
    (target / "budgetdesk").write_text(_START)
    (target / "budgetdesk").chmod(0o755)
    for name in PAPERS:
        shutil.copy(ROOT / name, target)
    _bring_licences(target / "python", target / "licences")
    _refuse_newer(target)


def platforms() -> tuple[str, ...]:
    """The names of wheels that the oldest system takes."""
    machine = sysconfig.get_platform().removeprefix("linux-")
    old = (f"manylinux{name}_{machine}" for name in ("2014", "2010", "1"))
    return (*(f"manylinux_2_{minor}_{machine}" for minor in range(GLIBC, 4, -1)), *old)


def install(target: Path, names: tuple[str, ...]) -> None:
    """Put the program and what it needs into a folder, as wheels of the platforms named."""
    pip = [sys.executable, "-m", "pip"]
    with tempfile.TemporaryDirectory() as wheels:
        own = [*pip, "wheel", "--quiet", "--no-deps", "-w", wheels, str(ROOT)]
        subprocess.run(own, check=True)
        wheel = str(next(Path(wheels).iterdir()))
        wish = [wheel, "--target", str(target), "--python-version", "3.11", "--only-binary=:all:"]
        asked = [part for name in names for part in ("--platform", name)]
        said = [*pip, "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
        subprocess.run([*said, *wish, *asked], check=True)


def unpack_support(python: Path) -> None:
    """Have PySide6 lay its own modules beside itself, to be compiled once like all others.

    As a wheel it has them within a library, and compiles them at each start: 15 ms.
    """
    command = [str(python), "-I", "-c", "import PySide6.QtCore"]
    subprocess.run(command, check=True, env={**os.environ, "SBK_EMBED": "0"})


def compile_modules(python: Path, library: Path) -> None:
    """Compile all modules once, never held against their sources again: they don't change."""
    for path in library.rglob("__pycache__"):
        shutil.rmtree(path)
    said = ["-m", "compileall", "-q", "-j", "2", "--invalidation-mode", "unchecked-hash"]
    subprocess.run([str(python), "-I", *said, str(library)], check=True)


def _cut_python(python: Path, library: Path) -> None:
    for name in _UNUSED:
        path = library / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for path in (*library.glob(_GPL_FONT), *library.glob("site-packages/*/tests")):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name in ("include", "share", "lib/pkgconfig"):
        shutil.rmtree(python / name, ignore_errors=True)
    for path in (*(python / "bin").iterdir(), *(python / "lib").glob("*.so")):
        if path.name != _PYTHON:
            path.unlink()


def _bring_of_screen(place: Path) -> None:
    told = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True)
    for name in _OF_SCREEN:
        found = re.search(rf"{re.escape(name)} .*=> (/\S+)", told.stdout)
        if found is None:
            raise SystemExit(f"缺少 {name}，请先安装：apt-get install libxcb-cursor0")
        shutil.copy(found[1], place / name)


def _bring_licences(python: Path, target: Path) -> None:
    """Texts of what was compiled or copied here; third_party.py brings those of the wheels."""
    texts = {
        "python": python / "lib" / _PYTHON / "LICENSE.txt",
        "libffi": python / "LICENSE.libffi",
        "libxcb-cursor": Path("/usr/share/doc/libxcb-cursor0/copyright"),
        "libxcb-util": Path("/usr/share/doc/libxcb-util1/copyright"),
    }
    for name, path in texts.items():
        (target / name).mkdir(parents=True)
        shutil.copy(path, target / name)


def _refuse_newer(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if is_program(path) and newest_glibc([path]) > (2, GLIBC):
            needed = ".".join(map(str, newest_glibc([path])))
            raise SystemExit(f"{path.relative_to(folder)} 需要 glibc {needed}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
