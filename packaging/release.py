"""What is given out: `python packaging/release.py check`, before, and `… gather`, after building.

Puts the wheel, the folder as an archive, the changes of this version and the third-party list
beside the .deb in dist/, with their checksums.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from budgetdesk import __version__

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
_FOLDER = ROOT / "build" / "folder" / "budgetdesk"
_SUMS = "SHA256SUMS"


def amiss(status: str, changelog: str) -> str:
    """Why nothing can be given out now; "" when all is well.

    Args:
        status: what `git status --porcelain` says.
        changelog: the text of CHANGELOG.md.
    """
    if status.strip():
        return "还有没有提交的修改，请先提交：\n" + status
    if not re.search(rf"(?m)^## {re.escape(__version__)} \(\d{{4}}-\d\d-\d\d\)$", changelog):
        return f"CHANGELOG.md 中没有“## {__version__} (日期)”这一节，请先写上发布日期。"
    return ""


def notes(changelog: str) -> str:
    """The section of this version."""
    sections = re.split(r"(?m)^(?=## )", changelog)
    return next(it for it in sections if it.startswith(f"## {__version__} "))


def checksums(folder: Path) -> str:
    """A line for each file, as `sha256sum -c` reads them."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != _SUMS)
    return "".join(f"{hashlib.sha256(it.read_bytes()).hexdigest()}  {it.name}\n" for it in files)


def check() -> None:
    """End with a sentence where nothing can be given out."""
    asked = ["git", "status", "--porcelain"]
    status = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    if why := amiss(status, (ROOT / "CHANGELOG.md").read_text("utf-8")):
        raise SystemExit(why)


def gather() -> None:
    """Make the rest, and the checksums of all."""
    wheel = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(DIST), "."]
    subprocess.run(wheel, cwd=ROOT, check=True)
    with tarfile.open(DIST / f"budgetdesk-{__version__}-linux.tar.xz", "w:xz") as archive:
        archive.add(_FOLDER, "budgetdesk")
    text = notes((ROOT / "CHANGELOG.md").read_text("utf-8"))
    (DIST / "CHANGES.md").write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "THIRD-PARTY.md", DIST)
    (DIST / _SUMS).write_text(checksums(DIST), encoding="utf-8")
    print((DIST / _SUMS).read_text("utf-8"), end="")


if __name__ == "__main__":
    {"check": check, "gather": gather}[sys.argv[1]]()
