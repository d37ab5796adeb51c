"""Makes a .deb of the program's folder: `python packaging/deb.py FOLDER TARGET ARCHITECTURE`.

The folder brings its Python and Qt, but not the C library nor what every desktop has of X: the
package asks for them, by the names that this machine has them under: they are the same on all.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from glibc import is_program, newest_glibc

from budgetdesk import __version__
from budgetdesk.assets import resource
from budgetdesk.commands.association import ICON, desktop_files

_HOME = "opt/budgetdesk"
# Plug-ins that fit where their system is and are passed over where it isn't.
_OPTIONAL = ("platformthemes", "printsupport", "wayland", "Wayland", "WlShell")
_OLDER_NAMES = {"libgcc-s1": "libgcc1"}  # before Debian 11
_CONTROL = """Package: budgetdesk
Version: {version}
Architecture: {architecture}
Maintainer: budgetdesk maintainers <budgetdesk@localhost>
Installed-Size: {size}
Depends: {needed}
Recommends: {wanted}
Section: office
Priority: optional
Description: budget and performance forms of county offices, offline
 预算台：县级预算部门、单位离线填报预算绩效表。
"""


def main(folder: Path, target: Path, architecture: str) -> None:
    """Write the package for an architecture that Debian names so."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        shutil.copytree(folder, root / _HOME, symlinks=True)
        _tell_desktop(root)
        (root / "usr/bin").mkdir(parents=True)
        (root / "usr/bin/budgetdesk").symlink_to(f"/{_HOME}/budgetdesk")
        (root / "DEBIAN").mkdir()
        (root / "DEBIAN/control").write_text(_control(root, architecture), encoding="utf-8")
        root.chmod(0o755)
        command = [
            "dpkg-deb",
            "--root-owner-group",
            "-Zxz",
            "-z3",
            "--build",
            str(root),
            str(target),
        ]
        subprocess.run(command, check=True)
    print(f"{target}（{target.stat().st_size / 1e6:.0f} MB），需要 glibc {_glibc(folder)}")


def _tell_desktop(root: Path) -> None:
    share = root / "usr/share"
    for place, text in desktop_files((f"/{_HOME}/budgetdesk", "open")).items():
        (share / place).parent.mkdir(parents=True, exist_ok=True)
        (share / place).write_text(text, encoding="utf-8")
    (share / ICON).parent.mkdir(parents=True)
    shutil.copy(resource("icons", "budgetdesk.svg"), share / ICON)


def _control(root: Path, architecture: str) -> str:
    size = sum(path.lstat().st_size for path in root.rglob("*") if path.is_file()) // 1024
    folder = root / _HOME
    needed, wanted = _libraries(folder)
    return _CONTROL.format(
        version=__version__,
        architecture=architecture,
        size=size,
        needed=", ".join((f"libc6 (>= {_glibc(folder)})", *map(_either, needed))),
        wanted=", ".join(wanted),
    )


def _libraries(folder: Path) -> tuple[list[str], list[str]]:
    """Debian's packages that the folder's programs are linked with: all need, some plug-ins do."""
    programs = [path for path in folder.rglob("*") if is_program(path)]
    brought = {path.name for path in folder.rglob("*.so*")}
    optional = [path for path in programs if any(name in str(path) for name in _OPTIONAL)]
    needed = _packages(_linked(set(programs) - set(optional)) - brought)
    return sorted(needed), sorted(_packages(_linked(set(optional)) - brought) - needed)


def _either(name: str) -> str:
    return f"{name} | {_OLDER_NAMES[name]}" if name in _OLDER_NAMES else name


def _linked(programs: set[Path]) -> set[str]:
    if not programs:
        return set()
    asked = ["readelf", "--dynamic", *map(str, programs)]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    named = set(re.findall(r"\(NEEDED\).*\[(.*)\]", said))
    return {name for name in named if not name.startswith("ld-linux")}  # each machine's, of libc6


def _packages(libraries: set[str]) -> set[str]:
    """The packages that bring them here; the C library is asked for by its version."""
    if not libraries:
        return set()
    asked = ["dpkg-query", "--search", *(f"*/{name}" for name in libraries)]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    found = re.findall(r"(?m)^([\w.+-]+?)(?:t64)?(?::\w+)?: .*/(.*)$", said)
    if missing := libraries - {name for _, name in found}:
        raise SystemExit(f"这台机器没有 {'、'.join(sorted(missing))}，请先装上带它的软件包。")
    return {package for package, _ in found} - {"libc6"}


def _glibc(folder: Path) -> str:
    programs = (path for path in folder.rglob("*") if is_program(path))
    return ".".join(map(str, newest_glibc(programs)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
