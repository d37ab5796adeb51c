"""Which characters the bundled faces can print: what `resources/fonts/characters.txt` lists."""

import unicodedata
from functools import lru_cache

from budgetdesk.assets import resource


@lru_cache(maxsize=4096)
def is_invisible(char: str) -> bool:
    """Whether a character only steers (line ends, joiners, byte order marks): it needs no glyph."""
    return char in "\u2028\u2029" or unicodedata.category(char) in {"Cc", "Cf"} or _varies(char)


def _varies(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


@lru_cache(maxsize=1)
def printable_characters() -> frozenset[str]:
    """Every character with a glyph in the face of the text."""
    lines = resource("fonts", "characters.txt").read_text("ascii").split()
    spans = ([int(end, 16) for end in line.split("-")] for line in lines)
    return frozenset(chr(code) for span in spans for code in range(span[0], span[-1] + 1))


@lru_cache(maxsize=16384)
def unprintable(text: str) -> tuple[str, ...]:
    """The characters of a text that would stay off the paper, each once."""
    if text.isascii():
        return ()
    strange = set(text) - printable_characters()
    return tuple(char for char in dict.fromkeys(text) if char in strange and not is_invisible(char))


def spans_of(codes: set[int]) -> str:
    """Code points as the lines of that file: `4E00-9FA5`."""
    ends = sorted(code for code in codes if code - 1 not in codes or code + 1 not in codes)
    lines, start = [], None
    for code in ends:
        if start is None:
            start = code
        if code + 1 not in codes:
            lines.append(f"{start:04X}" if start == code else f"{start:04X}-{code:04X}")
            start = None
    return "\n".join(lines) + "\n"
