"""Slips of the keyboard and the clipboard, and how they are set right."""

import re
from collections.abc import Iterator
from functools import lru_cache

from budgetdesk.checks.language.likeness import bare
from budgetdesk.domain.text import one_line

_BREAK_TAG = re.compile(r"<br\s*/?>|&nbsp;?", re.IGNORECASE)
# The same stop twice, in any width (,，), and stops that exclude each other.
_DOUBLED = re.compile(
    r"([。，、；：？])\1+|[,，]{2,}|[,，、；;：:][。；;]|，、|、，|。[，,、]|[。.]{2}(?!\.)(?<!\.\.\.)"
)
_BLANKS = " \t\r\n\u3000"
_MIXED_PAIR = re.compile(r"（([^（）()]*)\)|\(([^（）()]*)）")
_BREAK = re.compile(r"\r\n|\r|\n")
_WIDE = str.maketrans(",;:.", "，；：。")
# One correction can lay another bare: ，，。 becomes ，。 and then 。
_ROUNDS = 20
# A line this long that ends in the middle of a sentence was broken by where it was copied from.
_FULL_LINE = 12
_GOES_ON = re.compile(r"[\u4e00-\u9fff，、][\u4e00-\u9fff，。；：、]")
_ITEM = re.compile(
    r"[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）、.．]|第[一二三四五六七八九十]|[①-⑩]"
)
_PAIRS = {"（": "）", "(": ")", "《": "》", "〔": "〕", "【": "】", "“": "”", "‘": "’"}

# A point behind Chinese that ends a sentence; 1. and 3.5 have a number before it.
_POINT = re.compile(r"(?<=[\u4e00-\u9fff）》”])[.．](?=\s*$|\s*[\u4e00-\u9fff])")
_HAN = "\u4e00-\u9fff"
_NUMBER_BRACKETS = re.compile(
    rf"(?<=[{_HAN}])(?P<gap>\s?)[\[【(（［]((?:19|20)\d\d)[\]】)）］](?P<number>\s?第?\s?\d{{1,5}}\s?号)"
)
# 永政发2023年12号: behind the last sign of an office, so that 2024年3号楼 is none.
_NO_BRACKETS = re.compile(
    r"(?<=[发函字办规财社预教农建综])\s?((?:19|20)\d\d)\s?年?\s?(?=\d{1,5}\s?号)"
)
_REVERSED = re.compile(r"^[^“”]*”[^“”]*“|^[^‘’]*’[^‘’]*‘")
_SHORT_YEAR = re.compile(
    r"(?<![0-9.,年第近])(?:2[0-9]{2}年(?=[0-9度初末底中春秋夏冬])|20[0-9]年(?![以间来])|20[0-9]{3}年)"
)
_LETTER_IN_NUMBER = re.compile(r"[0-9][oOlI][0-9]")
_POINT_AT_END = re.compile(r"[0-9]\.(?=\s?[元万亿人户个项%％])")
# Two characters over again (发放发放，), not where the second begins another word (管理管理员).
_TWICE = re.compile(r"([\u4e00-\u9fff]{2})\1(?=[，。；、,;0-9为]|$)")
_SLIPS_OF_SENTENCE = (
    (_REVERSED, "引号左右颠倒"),
    (_SHORT_YEAR, "年份不是四位数"),
    (_LETTER_IN_NUMBER, "数字中混有字母"),
    (_POINT_AT_END, "小数点后没有数字"),
)
NO_STOP = "末尾没有句号"
_SENTENCE = 15
_HAS_STOPS = re.compile(r"[，。,]")
_ENDS = re.compile(r"[。！？!?；;…：:）)”’》.]$")
_NUMBERED = re.compile(
    r"(?:^|[。；;：:，\n）)\s])(?:([0-9]{1,2}|[一二三四五六七八九十]{1,2})[、．.](?![0-9])"
    r"|([一二三四五六七八九十])是|第([一二三四五六七八九十])[、，]|[（(]([一二三四五六七八九十]{1,2}|[0-9]{1,2})[）)])"
    r"|([①-⑳])"
)

# 1) and 一） have no opening half; （一） has.
_LIST_NUMBER = re.compile(r"(?<![\dA-Za-z(（])(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）]")

# Whole phrases only, so that nothing right is touched.
_SLIPS = {
    "筛高": "提高",
    "没人每年": "每人每年",
    "没人每月": "每人每月",
    "全限范围": "全县范围",
    "帐户": "账户",
    "帐套": "账套",
    "既使": "即使",
    "按步就班": "按部就班",
    "再接再励": "再接再厉",
    "做为": "作为",
}
_SLIP = re.compile("|".join(_SLIPS))


@lru_cache(maxsize=16384)
def typing_faults(text: str, *, cell: bool = False) -> tuple[str, ...]:
    """What is wrong with how a text is typed, in words; () when nothing is.

    `cell` marks a text of one line (a name, a target), where every line break is wrong.
    """
    faults = [
        (_BREAK_TAG.search(text), "有网页换行符 <br>"),
        (_DOUBLED.search(text), "标点重复"),
        (_MIXED_PAIR.search(text), "括号一半全角一半半角"),
        (_POINT.search(text), "句号写成“.”"),
        (_NUMBER_BRACKETS.search(text) or _NO_BRACKETS.search(text), "文号的年份没有用〔〕"),
        (_trimmed(text) != text, "首尾有空格或换行"),
        (_joined(text, cell=cell) != text.replace("\r", ""), "句中有换行"),
    ]
    found = [words for wrong, words in faults if wrong]
    if not any("括号" in words for words in found) and not balanced(text):
        found.append("括号或引号不成对")
    found += [f"“{slip}”应为“{_SLIPS[slip]}”" for slip in dict.fromkeys(_SLIP.findall(text))]
    return tuple(found)


@lru_cache(maxsize=16384)
def unfinished(text: str, *, cell: bool = False) -> tuple[str, ...]:
    """What only a person can set right: how a sentence ends, which number an item bears."""
    return tuple(_unfinished(text, cell=cell))


def _unfinished(text: str, *, cell: bool) -> Iterator[str]:
    yield from (words for slip, words in _SLIPS_OF_SENTENCE if slip.search(text))
    if doubled := _TWICE.search(text):
        yield f"“{doubled[1]}”写了两遍"
    plain = "" if cell else text.rstrip()
    if plain.endswith(("，", ",", "、")):
        yield "末尾是逗号，话没有说完"
    elif plain.endswith((";", "；")):
        yield "末尾是分号，话没有说完"
    elif len(plain) >= _SENTENCE and _HAS_STOPS.search(plain) and not _ENDS.search(plain):
        yield NO_STOP
    if number := _item_twice(plain):
        yield f"序号“{number}”写了两次"


def _item_twice(text: str) -> str:
    """The number of an item that follows itself: 1、…；2、…；2、…."""
    before: tuple[int | None, str] = (None, "")
    for found in _NUMBERED.finditer(text):
        number = (found.lastindex, found[found.lastindex or 0])
        if number == before:
            return number[1]
        before = number
    return ""


def with_stop(text: str) -> str:
    """A paragraph with the full stop at its end, where no other sign ends it."""
    kept = text.rstrip().rstrip("，,、；;")
    return kept if kept.endswith(("。", "！", "？", "!", "?")) else kept + "。"


def tidied(text: str, *, cell: bool = False) -> str:
    """`text` set right where that is certain; an unpaired bracket stays for the clerk."""
    for _ in range(_ROUNDS):
        before, text = text, _tidied_once(text, cell=cell)
        if text == before:
            break
    return text


def said(text: str) -> str:
    """What a text says, however it is typed: without tags, blanks and punctuation, slips set right.

    Two texts that differ in what `tidied` sets right, and in nothing else, say the same.
    """
    return bare(_SLIP.sub(lambda match: _SLIPS[match[0]], _BREAK_TAG.sub("\n", text)))


def _tidied_once(text: str, *, cell: bool) -> str:
    plain = _joined(_BREAK.sub("\n", _BREAK_TAG.sub("\n", text)), cell=cell)
    plain = _DOUBLED.sub(_one_stop, plain)
    plain = _POINT.sub("" if cell else "。", plain)
    plain = _NUMBER_BRACKETS.sub(r"\g<gap>〔\2〕\g<number>", plain)
    plain = _NO_BRACKETS.sub(r"〔\1〕", plain)
    plain = _MIXED_PAIR.sub(lambda m: f"（{m[1] if m[1] is not None else m[2]}）", plain)
    return _trimmed(_SLIP.sub(lambda match: _SLIPS[match[0]], plain))


def _one_stop(match: re.Match[str]) -> str:
    """Of stops in a row the strongest: 。 before ； before ，."""
    stops = match[0].translate(_WIDE)
    return next(stop for stop in "。；：，、？" if stop in stops)


def _trimmed(text: str) -> str:
    """`text` without blanks at its ends; an indent of ideographic blanks is right."""
    return text.rstrip(_BLANKS).lstrip(" \t\r\n")


def _joined(text: str, *, cell: bool) -> str:
    """`text` with its lines joined where a break tears a sentence apart."""
    if "\n" not in text:
        return text
    if cell:
        return one_line(text)
    pieces: list[str] = []
    before = ""
    for number, line in enumerate(text.replace("\r", "").split("\n")):
        if number and _torn(before.rstrip(), line.lstrip()):
            pieces[-1], line = pieces[-1].rstrip(), line.lstrip()
        elif number:
            pieces.append("\n")
        pieces.append(line)
        before = line
    return "".join(pieces)


def _torn(before: str, after: str) -> bool:
    """Whether a sentence goes on behind a break: not behind a heading, nor before an item."""
    if len(before) < _FULL_LINE or not _GOES_ON.fullmatch(before[-1] + after[:1]):
        return False
    return not _ITEM.match(after) and not _ITEM.match(before[:8])


def balanced(text: str) -> bool:
    """Whether every bracket and quote has its other half, list numbers like 1) aside."""
    plain = _LIST_NUMBER.sub("", text)
    pairs = all(plain.count(left) == plain.count(right) for left, right in _PAIRS.items())
    return pairs and plain.count('"') % 2 == 0
