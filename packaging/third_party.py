"""Writes THIRD-PARTY.md, what the program brings along and under which licences.

`python packaging/third_party.py [FOLDER]`; with a folder the licences' own texts are put there.
"""

import re
import shutil
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "THIRD-PARTY.md"
_OWN = "budgetdesk"
_OF_BUILDING = {"pip"}  # named by sqlite-utils for its plug-ins; not brought along
_HOMES = {"homepage", "home", "source", "repository", "source code", "code", "documentation"}
_HEAD = """# 第三方软件

本页由 `python packaging/third_party.py` 生成，请不要直接修改。程序本身以
[木兰宽松许可证第2版](LICENSE)发布。
Qt 以 LGPL-3.0 使用，是单独的动态库，可以换成自己编译的。安装包中另有 Python（PSF-2.0）及其用到的
zlib（Zlib）、libffi（MIT）、Expat（MIT）、SQLite（公有领域），以及 libxcb-cursor、libxcb-util
（X11）。

| 组件 | 许可证 | 主页 |
|---|---|---|
"""


def page() -> str:
    """The page as it should stand."""
    lines = [f"| {it.name} | {_licence(it)} | {_home(it)} |" for it in brought_along()]
    files = [f"| `{path.relative_to(ROOT)}` | {_first_line(path)} | |" for path in _own_licences()]
    return _HEAD + "\n".join([*lines, *files]) + "\n"


def brought_along() -> list[Distribution]:
    """Every distribution that the program needs to run, by name."""
    found: dict[str, Distribution] = {}
    waiting = [_OWN]
    while waiting:
        for text in distribution(waiting.pop()).requires or ():
            wish = Requirement(text)
            name = re.sub(r"[-_.]+", "-", wish.name).lower()
            if name in found or name in _OF_BUILDING or not _holds(wish):
                continue
            found[name] = distribution(wish.name)
            waiting.append(wish.name)
    return [found[name] for name in sorted(found)]


def copy_licences(folder: Path) -> None:
    """Put the texts of all licences below a folder, one folder a component."""
    for it in brought_along():
        for file in it.files or ():
            name = file.name.lower()
            if name.startswith(("licen", "copying", "notice")) and ".dist-info" in str(file):
                target = folder / it.name / file.name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(str(file.locate()), target)
    for path in _own_licences():
        target = folder / path.parent.name / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)


def _holds(wish: Requirement) -> bool:
    """Whether it is needed on Linux without any extra."""
    if wish.marker is not None and not wish.marker.evaluate({"extra": "", "sys_platform": "linux"}):
        return False
    try:
        distribution(wish.name)
    except PackageNotFoundError:
        raise SystemExit(f"{wish.name} 没有安装") from None
    return True


def _licence(it: Distribution) -> str:
    told = it.metadata.get("License-Expression") or it.metadata.get("License") or ""
    line = told.splitlines()[0].partition("(")[0].strip() if told else ""
    if line:
        return line
    kinds = [kind for kind in it.metadata.get_all("Classifier") or () if kind.startswith("License")]
    return kinds[0].rpartition(" :: ")[2] if kinds else "见其安装文件"


def _home(it: Distribution) -> str:
    if it.metadata.get("Home-page"):
        return str(it.metadata["Home-page"])
    urls = [text.partition(", ") for text in it.metadata.get_all("Project-URL") or ()]
    return next((url for label, _, url in urls if label.lower() in _HOMES), "")


def _own_licences() -> list[Path]:
    """The licences of what lies in `resources/`."""
    return sorted(
        path
        for path in (ROOT / "resources").rglob("*")
        if re.search(r"LICENSE|OFL", path.name) and path.is_file()
    )


def _first_line(path: Path) -> str:
    lines = [line.strip(" #") for line in path.read_text("utf-8").splitlines()]
    named = (line for line in lines if re.search("licen[cs]e", line, re.IGNORECASE))
    return next(named, next((line for line in lines if line), ""))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        copy_licences(Path(sys.argv[1]))
    else:
        PAGE.write_text(page(), encoding="utf-8")
