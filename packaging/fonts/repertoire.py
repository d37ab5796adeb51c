"""Which characters the bundled faces hold."""

from collections.abc import Iterable, Iterator
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_FORMS = _HERE.parent.parent / "forms"

# Signs beyond GBK that clerks type, or paste from Word, web pages and PDF files; radicals are what
# many PDF files give instead of the character itself (⼯ for 工).
_SIGN_BLOCKS = (
    (0x00A0, 0x017F),  # Latin: ± ² ³ · × ½ é ü
    (0x2000, 0x206F),  # dashes, bullets, ‰ ′ ″
    (0x2070, 0x209F),  # superscripts, subscripts
    (0x20A0, 0x20CF),  # currencies
    (0x2100, 0x218F),  # ℃ № ™ Ⅰ
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # ≈ ≤ ≥ ∑
    (0x2460, 0x24FF),  # ① ⑴ ⒈
    (0x2500, 0x27BF),  # lines, ■ ▲ ☆ ✓
    (0x2E80, 0x2FD5),  # radicals
    (0x3000, 0x303F),  # 、 。 《》 〔〕
    (0x3200, 0x33FF),  # ㈠ ㎡ ㎥
    (0xFB00, 0xFB06),  # ﬁ, as PDF files give it
    (0xFE10, 0xFE6F),  # ﹝﹞
    (0xFF01, 0xFF65),  # full-width ASCII
    (0xFFE0, 0xFFE6),  # ￥
)
_ASCII = range(0x20, 0x7F)


def text_characters() -> set[int]:
    """Code points of the text face: GBK, 通用规范汉字表, and the signs above."""
    return {
        *_ASCII,
        *_two_byte_gbk(range(0x81, 0xFF), range(0x40, 0xFF)),
        *_listed_characters(),
        *_signs(),
        *_template_characters(),
    }


def bold_characters() -> set[int]:
    """Code points of the bold face: GB2312 with its signs, 通用规范汉字表, the templates."""
    return {
        *_ASCII,
        *_two_byte_gbk(range(0xA1, 0xF8), range(0xA1, 0xFF)),
        *_listed_characters(),
        *_template_characters(),
    }


def _two_byte_gbk(leads: Iterable[int], trails: Iterable[int]) -> Iterator[int]:
    # The `gb2312` codec lacks —, so both repertoires are cut out of `gbk`.
    pairs = (bytes((lead, trail)) for lead in leads for trail in list(trails))
    texts = (pair.decode("gbk", errors="ignore") for pair in pairs)
    return (ord(text) for text in texts if len(text) == 1)


def _listed_characters() -> Iterator[int]:
    """The characters of 通用规范汉字表 (State Council, 2013) that GB2312 lacks."""
    text = (_HERE / "common-characters.txt").read_text(encoding="utf-8")
    return (ord(char) for line in text.splitlines() if line[:1] != "#" for char in line)


def _signs() -> Iterator[int]:
    return (code for first, last in _SIGN_BLOCKS for code in range(first, last + 1))


def _template_characters() -> Iterator[int]:
    for path in _FORMS.rglob("*.toml"):
        yield from (ord(char) for char in path.read_text(encoding="utf-8") if char.isprintable())
