"""Cuts Qt down to what the program's imports need."""

import re
from collections.abc import Iterable
from pathlib import Path

# Kinds of plug-ins that a desktop program meets, and which of them.
_PLUGINS = (
    *("iconengines/*", "imageformats/*qjpeg*", "imageformats/*qsvg*", "printsupport/*", "styles/*"),
    *("platforminputcontexts/*compose*", "platforminputcontexts/*ibus*", "platformthemes/*"),
    *("platforms/*xcb*", "platforms/*wayland*", "platforms/*offscreen*", "platforms/qwindows*"),
    *("wayland-*-client/*", "wayland-shell-integration/*", "xcbglintegrations/*"),
)
_TRANSLATIONS = "qt*_zh_CN.qm"
_IMPORT = re.compile(r"(?m)^\s*from PySide6\.(\w+) import")
# Not begun within a word: the long ones of ARM's libraries would be gone through once a letter.
_LIBRARY = re.compile(rb"(?<![\w+-])[\w+-]+\.(?:abi3\.)?(?:so(?:\.\d+)*|dll)", re.IGNORECASE)


def cut(pyside: Path, program: Path) -> None:
    """Remove what neither the program's modules nor Qt's plug-ins for desktops ask for.

    Args:
        pyside: the folder of the installed library, of any platform.
        program: the program's sources, whose imports tell what is needed.
    """
    kept = _needed(pyside, program)
    for path in sorted(pyside.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in kept:
            path.unlink()


def modules(program: Path) -> set[str]:
    """Qt's modules that a program's sources import."""
    texts = (path.read_text("utf-8") for path in program.rglob("*.py"))
    return {name for text in texts for name in _IMPORT.findall(text)}


def _needed(pyside: Path, program: Path) -> set[Path]:
    qt = pyside / "Qt" if (pyside / "Qt").is_dir() else pyside  # beside all else on Windows
    files = [path for path in pyside.rglob("*") if path.is_file()]
    begun = {path for name in modules(program) for path in pyside.glob(f"{name}.*")}
    begun |= {path for pattern in _PLUGINS for path in (qt / "plugins").glob(pattern)}
    kept = _closure(begun, {path.name.lower(): path for path in files})
    kept = {path for path in kept if path.suffix != ".pyi"}
    kept |= set((qt / "translations").glob(_TRANSLATIONS))
    return kept | {path for path in files if path.suffix == ".py" and path.parent == pyside}


def _closure(begun: Iterable[Path], libraries: dict[str, Path]) -> set[Path]:
    """The files, and the libraries of the same folder that they name, and theirs."""
    kept: set[Path] = set()
    waiting = list(begun)
    while waiting:
        path = waiting.pop()
        if path not in kept:
            kept.add(path)
            named = {name.decode().lower() for name in _LIBRARY.findall(path.read_bytes())}
            waiting += [libraries[name] for name in named if name in libraries]
    return kept
