"""A text made plain, sign by sign: what stands where is the same in both."""

import re
import unicodedata
from functools import lru_cache

_DASHES = "‐‑‒–—―−－﹣─~～"
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九幺", "0012345678" + "91")
_HAN_NUMBER = re.compile(r"[〇零一二三四五六七八九幺](?:[-\s]?[〇零一二三四五六七八九幺]){9,18}")


def plain(text: str) -> str:
    """`text` in half width with one kind of dash and ASCII digits; as long as it was.

    Numbers spelled in ten and more Chinese digits are in ASCII ones, too (一三九…).
    """
    if text.isascii():
        return text
    folded = "".join(map(_plain_sign, text))
    return _HAN_NUMBER.sub(lambda found: found[0].translate(_HAN_DIGITS), folded)


@lru_cache(maxsize=8192)
def _plain_sign(sign: str) -> str:
    if sign in _DASHES:
        return "-"
    if unicodedata.category(sign) == "Nd":
        return str(unicodedata.digit(sign))
    folded = unicodedata.normalize("NFKC", sign)
    return folded if len(folded) == 1 else sign
