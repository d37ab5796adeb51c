"""Puts the program with its Python into one folder.

`python packaging/folder.py RUNTIME TARGET ARCHITECTURE`: RUNTIME is what runtime.sh made,
ARCHITECTURE one of Debian's names in machines.py, this machine's or not. The wheels are installed
for the oldest system served, Qt is cut down to what the program's imports need, and what asks for
a newer C library is refused.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import qt_parts
from debian import architecture_here, unpack
from glibc import is_program, machine_of, newest_glibc
from machines import MACHINES, Machine
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
PAPERS = ("THIRD-PARTY.md", "LICENSE")
_PYTHON = "python3.11"
# What of Python itself nothing here asks for.
_UNUSED = (
    *("test", "idlelib", "tkinter", "turtledemo", "ensurepip", "lib2to3", "pydoc_data", "venv"),
    *("site-packages/bin", "site-packages/pip"),
)  # fmt: skip
_GPL_FONT = "site-packages/reportlab/fonts/DarkGarden*"  # nobody asks for it
# No system of UOS 20's or Kylin V10's age brings the first, some name the second otherwise; what
# they need in turn Qt 5 brings everywhere.
_OF_SCREEN = {"libxcb-cursor0": "libxcb-cursor.so.0", "libxcb-util1": "libxcb-util.so.1"}
_START = f"""#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
exec "$here/python/bin/{_PYTHON}" -I -m budgetdesk "$@"
"""


def main(runtime: Path, target: Path, architecture: str) -> None:
    """Make the folder anew.

    Raises:
        SystemExit: where a file is another machine's, or asks for a newer C library than its
            systems have.
    """
    machine, here = MACHINES[architecture], architecture == architecture_here()
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(runtime, target / "python", symlinks=True)
    python, library = target / "python" / "bin" / _PYTHON, target / "python" / "lib" / _PYTHON
    packages = library / "site-packages"
    install(packages, platforms(machine), machine.qt)
    _cut_python(target / "python", library)
    qt_parts.cut(packages / "PySide6", ROOT / "budgetdesk")
    if here:
        unpack_support(python)
    else:
        _bring_support(packages)
    compile_modules(python if here else Path(sys.executable), library)
    (target / "budgetdesk").write_text(_START)
    (target / "budgetdesk").chmod(0o755)
    for name in PAPERS:
        shutil.copy(ROOT / name, target)
    _bring_licence("python", library / "LICENSE.txt", target / "licences")
    _bring_licence("libffi", target / "python" / "LICENSE.libffi", target / "licences")
    with tempfile.TemporaryDirectory() as foreign:
        root = Path("/") if here else unpack(_OF_SCREEN, architecture, Path(foreign))
        _bring_of_screen(root, machine, packages / "PySide6/Qt/lib", target / "licences")
    _refuse_unfit(target, machine)


def platforms(machine: Machine) -> tuple[str, ...]:
    """The names of wheels that the oldest system takes."""
    old = (f"manylinux{name}_{machine.name}" for name in ("2014", "2010", "1"))
    return (
        *(f"manylinux_2_{minor}_{machine.name}" for minor in range(machine.wheels, 4, -1)),
        *old,
    )


def install(target: Path, names: tuple[str, ...], qt: str = "") -> None:
    """Put the program and what it needs into a folder, as wheels of the platforms named.

    Args:
        target: the folder.
        names: of the platforms.
        qt: the requirement in place of the program's own, where its own has no wheel.
    """
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    asked = [part for name in names for part in ("--platform", name)]
    said = [*pip, "install", "--quiet", "--upgrade", "--no-warn-conflicts", "--no-compile"]
    wish = ["--target", str(target), "--python-version", "3.11", "--only-binary=:all:", *asked]
    with tempfile.TemporaryDirectory() as wheels:
        own = [*pip, "wheel", "--quiet", "--no-deps", "-w", wheels, str(ROOT)]
        subprocess.run(own, check=True)
        wheel = str(next(Path(wheels).iterdir()))
        for wanted in ([wheel, "--no-deps"], needed_with(qt)) if qt else ([wheel],):
            subprocess.run([*said, *wanted, *wish], check=True)


def needed_with(qt: str) -> list[str]:
    """What pyproject.toml says that the program needs on Linux, with another Qt."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = map(Requirement, project["dependencies"])
    kept = [it for it in needed if it.name.lower() != Requirement(qt).name.lower()]
    linux = {"sys_platform": "linux", "extra": ""}
    return [
        f"{it.name}{it.specifier}" for it in kept if not it.marker or it.marker.evaluate(linux)
    ] + [qt]


def unpack_support(python: Path) -> None:
    """Have PySide6 lay its own modules beside itself, to be compiled once like all others.

    As a wheel it has them within a library, and compiles them at each start: 15 ms.
    """
    command = [str(python), "-I", "-c", "import PySide6.QtCore"]
    subprocess.run(command, check=True, env={**os.environ, "SBK_EMBED": "0"})


def _bring_support(packages: Path) -> None:
    """The same for a machine that is not this one, by the same version for this one."""
    [told] = packages.glob("shiboken6-*.dist-info")
    version = told.name.removeprefix("shiboken6-").removesuffix(".dist-info")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-warn-conflicts"]
    with tempfile.TemporaryDirectory() as same:
        wish = ["--no-compile", "--target", same, f"PySide6-Essentials=={version}"]
        subprocess.run([*pip, *wish], check=True)
        seen = f"import sys; sys.path.insert(0, {same!r}); import PySide6.QtCore"
        command = [sys.executable, "-I", "-S", "-c", seen]
        subprocess.run(command, check=True, env={**os.environ, "SBK_EMBED": "0"})
        place = "shiboken6/files.dir"
        shutil.copytree(Path(same) / place, packages / place)


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
    for path in (
        *library.glob("config-3.11-*"),
        *library.glob(_GPL_FONT),
        *library.glob("site-packages/*/tests"),
    ):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name in ("include", "share", "lib/pkgconfig"):
        shutil.rmtree(python / name, ignore_errors=True)
    for path in (*(python / "bin").iterdir(), *(python / "lib").glob("*.so")):
        if path.name != _PYTHON:
            path.unlink()


def _bring_of_screen(root: Path, machine: Machine, place: Path, licences: Path) -> None:
    for package, name in _OF_SCREEN.items():
        library = root / f"usr/lib/{machine.name}-linux-gnu" / name
        if not library.exists():
            raise SystemExit(f"缺少 {name}，请先安装：apt-get install {package}")
        shutil.copy(library, place / name)
        text = root / "usr/share/doc" / package / "copyright"
        _bring_licence(package.rstrip("01"), text, licences)


def _bring_licence(name: str, text: Path, target: Path) -> None:
    """The text of what was compiled or copied here; third_party.py brings those of the wheels."""
    (target / name).mkdir(parents=True)
    shutil.copy(text, target / name)


def _refuse_unfit(folder: Path, machine: Machine) -> None:
    for path in sorted(filter(is_program, folder.rglob("*"))):
        if machine_of(path) != machine.elf:
            raise SystemExit(f"{path.relative_to(folder)} 不是 {machine.name} 的程序")
        if newest_glibc([path]) > (2, machine.glibc):
            needed = ".".join(map(str, newest_glibc([path])))
            raise SystemExit(f"{path.relative_to(folder)} 需要 glibc {needed}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
