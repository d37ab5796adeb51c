"""Makes a .deb of the program's folder: `python packaging/deb.py FOLDER TARGET`.

The folder brings its Python and Qt, but not the C library nor what every desktop has of X: the
package asks for them.
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
_SYSTEM = Path(__file__).with_name("system-packages.sh")  # names what Qt needs
_BROUGHT = "libxcb-cursor0"  # lies in the folder
_CONTROL = """Package: budgetdesk
Version: {version}
Architecture: {architecture}
Maintainer: budgetdesk maintainers <budgetdesk@localhost>
Installed-Size: {size}
Depends: {needed}
Section: office
Priority: optional
Description: budget and performance forms of county offices, offline
 预算台：县级预算部门、单位离线填报预算绩效表。
"""


def main(folder: Path, target: Path) -> None:
    """Write the package."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        shutil.copytree(folder, root / _HOME, symlinks=True)
        _tell_desktop(root)
        (root / "usr/bin").mkdir(parents=True)
        (root / "usr/bin/budgetdesk").symlink_to(f"/{_HOME}/budgetdesk")
        (root / "DEBIAN").mkdir()
        (root / "DEBIAN/control").write_text(_control(root), encoding="utf-8")
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


def _control(root: Path) -> str:
    size = sum(path.lstat().st_size for path in root.rglob("*") if path.is_file()) // 1024
    asked = ["dpkg", "--print-architecture"]
    architecture = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    needed = ", ".join((f"libc6 (>= {_glibc(root / _HOME)})", *_libraries()))
    return _CONTROL.format(version=__version__, architecture=architecture, size=size, needed=needed)


def _libraries() -> list[str]:
    """Debian's packages that Qt needs, from where the project's own set-up has them."""
    lists = re.findall(r'(?m)^(?:QT|SCREEN)="(.*)"$', _SYSTEM.read_text("utf-8"))
    return [name for names in lists for name in names.split() if name != _BROUGHT]


def _glibc(folder: Path) -> str:
    programs = (path for path in folder.rglob("*") if is_program(path))
    return ".".join(map(str, newest_glibc(programs)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
