"""File names in Chinese that Windows, UOS and a USB stick all take."""

import re

from budgetdesk.domain.text import clean

# What Windows forbids, as the full-width sign that reads the same.
_FULL_WIDTH = str.maketrans('<>:"/\\|?*', "＜＞：”／＼｜？＊")
_BREAKS = re.compile(r"\s*\n\s*|\t")
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(?:\.|$)", re.IGNORECASE)
# Linux takes 255 bytes: 70 Chinese characters leave room for a number and a suffix.
_LONGEST = 210  # bytes in UTF-8


def safe_name(name: str) -> str:
    """`name` as the name of a file without suffix; 未命名 where nothing is left of it."""
    tidy = _BREAKS.sub(" ", clean(name)).translate(_FULL_WIDTH)
    short = tidy.encode()[:_LONGEST].decode(errors="ignore")
    plain = short.strip(" \u3000.") or "未命名"
    return f"_{plain}" if _RESERVED.match(plain) else plain
