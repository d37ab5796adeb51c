"""File names in Chinese that Windows, UOS and a USB stick all take."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from budgetdesk.domain.text import clean

# What Windows forbids, as the full-width sign that reads the same.
_FULL_WIDTH = str.maketrans('<>:"/\\|?*', "＜＞：”／＼｜？＊")
_BREAKS = re.compile(r"\s*\n\s*|\t")
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_RESERVED = re.compile(
    r"(?:CON|CONIN\$|CONOUT\$|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE
)
# Linux takes 255 bytes: 70 Chinese characters leave room for a number and a suffix.
_LONGEST = 210  # bytes in UTF-8


def safe_name(name: str) -> str:
    """`name` as the name of a file without suffix; 未命名 where nothing is left of it."""
    tidy = _BREAKS.sub(" ", _UNSEEN.sub("", clean(unicodedata.normalize("NFC", name))))
    plain = _cut(tidy.translate(_FULL_WIDTH), _LONGEST) or "未命名"
    return f"_{plain}" if _RESERVED.match(plain) else plain


def distinct(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """The names, without suffixes, so that no two are one to any file system.

    The second of a name gets （2）: Windows and macOS take no note of case, macOS of composition.
    """
    used = {_key(name) for name in taken}
    found = []
    for name in names:
        candidate, number = name, 1
        while _key(candidate) in used:
            number += 1
            mark = f"（{number}）"
            candidate = _cut(name, _LONGEST - len(mark.encode())) + mark
        used.add(_key(candidate))
        found.append(candidate)
    return found


def free_path(folder: Path, name: str) -> Path:
    """The path of a workbook in a folder, under the name or, where one has it, under the next.

    What was given out is not written over: taken back and made again, it has the same number.
    """
    taken = [it.stem for it in folder.iterdir() if it.suffix.lower() == ".xlsx"]
    [free] = distinct([safe_name(name)], taken)
    return folder / f"{free}.xlsx"


def _cut(name: str, size: int) -> str:
    return name.encode()[:size].decode(errors="ignore").strip(" \u3000.")


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
