"""Comparing and tidying Chinese office text: widths, brackets, quotes, blanks, line breaks."""

import re
from contextlib import suppress
from functools import lru_cache

from budgetdesk.domain.late_pattern import late_pattern

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BRACKETS = str.maketrans("〔〕【】［］﹝﹞[]{}｛｝〖〗", "()()()()()()()()")
_QUOTES = dict.fromkeys(map(ord, "“”„‟＂「」『』﹁﹂"), '"')
_SINGLE_QUOTES = dict.fromkeys(map(ord, "‘’‚‛＇"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－﹣─"), "-")
_COLONS = dict.fromkeys(map(ord, "∶﹕︰"), ":")
_FOLDED = _FULL_WIDTH | _BRACKETS | _QUOTES | _SINGLE_QUOTES | _DASHES | _COLONS
# Characters that only steer: direction marks of copied numbers, joiners, marks of byte order.
_STEERING = r"\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_STEERS = late_pattern(f"[{_STEERING}]+")
_INVISIBLE = late_pattern(rf"[\s{_STEERING}]+")
_LINE_BREAKS = late_pattern(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# What neither XML (and so Excel) nor UTF-8 can hold: control characters, lone surrogates.
_UNSTORABLE = late_pattern(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BREAK_OR_TAB = late_pattern(r"[\t\r\n\x85\u2028\u2029]")
_BLANKS_AND_BREAKS = late_pattern(r"[ \t\u3000]*\n[\s\u3000]*")


# A file name that was not UTF-8: its bytes that are none, and those that look like other letters.
_ODD = "\udc80-\udcff"
NAME_BYTES = late_pattern(f"[{_ODD}][{_ODD}\x80-\u07ff@-~]*")


@lru_cache(maxsize=8192)  # many rules read the same texts
def half_width(text: str) -> str:
    """`text` with full-width ASCII (`５，％＞`) and the ideographic blank in half width."""
    return text.translate(_FULL_WIDTH).replace("\u3000", " ")


def readable(text: str) -> str:
    """`text` with the bytes of a file name that was not UTF-8 as the Chinese they most likely are.

    For showing alone: the file is found by the name as it came.
    """
    return NAME_BYTES.sub(_read_bytes, text)


def _read_bytes(found: re.Match[str]) -> str:
    raw = found[0].encode("utf-8", "surrogateescape")
    for encoding in ("utf-8", "gb18030"):  # a machine without a locale takes UTF-8 for bytes too
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return raw.decode("gb18030", "replace")


def visible(text: str) -> str:
    """`text` in half width without what only steers, every kind of blank as an ordinary one."""
    if text.isascii() and text.isprintable():
        return text
    return re.sub(r"\s", " ", _STEERS.sub("", half_width(text)))


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """`text` for comparing: one width, one kind of bracket, quote and dash, no blanks.

    《》 stay themselves: they name a document. Case is kept.
    """
    return _INVISIBLE.sub("", text.translate(_FOLDED))


def fold_name(text: str) -> str:
    """The name of a project, unit or department for comparing: folded, without case or quotes."""
    return fold(text).replace('"', "").casefold()


def clean(text: str) -> str:
    """`text` with every line break as one newline and without what no file format can hold."""
    if text.isprintable():  # nearly every text: no break, nothing that can't be held
        return text
    return _UNSTORABLE.sub("", _LINE_BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """`text` on one line: a break between Chinese vanishes, between Latin words becomes a blank.

    What only steers and is never seen would make two names of one.
    """
    stripped = _STEERS.sub("", clean(text)).strip()
    return _BLANKS_AND_BREAKS.sub(_joint, stripped).replace("\t", " ")


def _joint(found: re.Match[str]) -> str:
    before, after = found.string[found.start() - 1], found.string[found.end()]
    return " " if before.isascii() and after.isascii() else ""


def decode_text(data: bytes) -> str:
    """The text of a file from Excel, WPS or another program.

    UTF-8 with or without mark, UTF-16 with or without mark (Excel's "Unicode text"), GB18030.

    Raises:
        UnicodeDecodeError: it is none of them.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        return _decode_wide(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _decode_wide(data: bytes) -> str:
    """UTF-16 in the order of bytes that gives lines of text without control characters."""
    marks = {b"\xff\xfe": ("utf-16-le",), b"\xfe\xff": ("utf-16-be",)}
    for encoding in marks.get(data[:2], ("utf-16-le", "utf-16-be")):
        try:
            text = data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        is_text = _BREAK_OR_TAB.search(text) or text.startswith("<")  # a page on one line
        if is_text and not _UNSTORABLE.search(text):
            return text
    raise UnicodeDecodeError("utf-16", data, 0, len(data), "no text")


def shorten(text: str, length: int = 20) -> str:
    """`text` on one line for quoting in a sentence, at most `length` characters and an ellipsis."""
    line = one_line(text[: length * 4])
    return line if len(line) <= length and len(text) <= length * 4 else line[:length] + "…"
