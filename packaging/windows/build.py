"""The setup for Windows: `python packaging/windows/build.py FOLDER TARGET`, run on Linux.

Python for Windows isn't in any registry: a person puts python.org's embeddable archive, whose
name and sum stand here, beside this script. All else are wheels.
"""

import hashlib
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import folder as linux  # noqa: E402
import qt_parts  # noqa: E402

from budgetdesk import __version__  # noqa: E402
from budgetdesk.assets import resource  # noqa: E402

ARCHIVE = "python-3.11.9-embed-amd64.zip"
_SUM = "009d6bf7e3b2ddca3d784fa09f90fe54336d5b60f0e0f305c37f400bf83cfd3b"
_SIZES = (16, 24, 32, 48, 64, 256)  # of the icon, in pixels
_COMMAND = '@"%~dp0python\\python.exe" -m budgetdesk %*\r\n'
_PATHS = "python311.zip\n.\n..\\site\n"  # where this Python looks, and nowhere else


def main(target: Path, setup: Path) -> None:
    """Make the folder anew, and of it the setup."""
    archive = checked(HERE / ARCHIVE)
    shutil.rmtree(target, ignore_errors=True)
    with zipfile.ZipFile(archive) as python:
        python.extractall(target / "python")
    (target / "python" / "python311._pth").write_text(_PATHS)
    linux.install(target / "site", ("win_amd64",))
    qt_parts.cut(target / "site" / "PySide6", linux.ROOT / "budgetdesk")
    linux.compile_modules(Path(sys.executable), target / "site")
    (target / "budgetdesk.cmd").write_text(_COMMAND, newline="")
    (target / "licences" / "python").mkdir(parents=True)
    shutil.move(target / "python" / "LICENSE.txt", target / "licences" / "python")
    for name in linux.PAPERS:
        shutil.copy(linux.ROOT / name, target)
    write_icon(target / "budgetdesk.ico")
    _pack(target, setup)


def checked(archive: Path) -> Path:
    """The archive, when it is there and is what it should be.

    Raises:
        SystemExit: with a sentence of what to put where.
    """
    where = f"请从 python.org 下载 {ARCHIVE}，放入 {archive.parent}"
    if not archive.is_file():
        raise SystemExit(f"缺少 Windows 的 Python：{where}")
    if hashlib.sha256(archive.read_bytes()).hexdigest() != _SUM:
        raise SystemExit(f"{ARCHIVE} 与校验码不符，可能没有下载完整：{where}")
    return archive


def write_icon(path: Path) -> None:
    """The program's icon in all sizes that Windows asks for."""
    from PIL import Image
    from PySide6.QtCore import QBuffer
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    picture = QImage(max(_SIZES), max(_SIZES), QImage.Format.Format_ARGB32)
    picture.fill(0)
    with QPainter(picture) as painter:
        QSvgRenderer(str(resource("icons", "budgetdesk.svg"))).render(painter)
    png = QBuffer()
    picture.save(png, "PNG")
    from io import BytesIO

    with Image.open(BytesIO(png.data().data())) as image:
        image.save(path, sizes=[(size, size) for size in _SIZES])


def _pack(folder: Path, setup: Path) -> None:
    setup.parent.mkdir(parents=True, exist_ok=True)
    told = {
        "VERSION": __version__,
        "FOLDER": folder.resolve(),
        "TARGET": setup.resolve(),
        "ICON": folder.resolve() / "budgetdesk.ico",
    }
    words = [f"-D{name}={value}" for name, value in told.items()]
    said = ["makensis", "-V2", "-INPUTCHARSET", "UTF8", *words, str(HERE / "setup.nsi")]
    subprocess.run(said, check=True)
    print(f"{setup}（{setup.stat().st_size / 1e6:.0f} MB）")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
