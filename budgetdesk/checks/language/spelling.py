"""Slips of the keyboard and the clipboard, and how they are set right."""

import re
from functools import lru_cache

_BREAK_TAG = re.compile(r"<br\s*/?>|&nbsp;?", re.IGNORECASE)
_DOUBLED = re.compile(r"([。，、；：？！])\1+|，。|。，|、。|；。|，、")
_EDGE_BLANKS = re.compile(r"^[ \t\r\n]+|[ \t\r\n\u3000]+$")
_MIXED_PAIR = re.compile(r"（([^（）()]*)\)|\(([^（）()]*)）")
_BREAK = re.compile(r"\r\n|\r|\n")
_CHINESE = r"[\u4e00-\u9fff，。；：、]"
_LOOSE_BREAK = re.compile(rf"(?<={_CHINESE})\s*\n\s*(?={_CHINESE})")
_PAIRS = {"（": "）", "(": ")", "《": "》", "〔": "〕", "【": "】", "“": "”"}

# 1) and 一） have no opening half; （一） has.
_LIST_NUMBER = re.compile(r"(?<![\d(（])(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）]")

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
def typing_faults(text: str) -> tuple[str, ...]:
    """What is wrong with how a text is typed, in words; () when nothing is."""
    faults = [
        (_BREAK_TAG.search(text), "有网页换行符 <br>"),
        (_DOUBLED.search(text), "标点重复"),
        (_MIXED_PAIR.search(text), "括号一半全角一半半角"),
        (_EDGE_BLANKS.search(text), "首尾有空格或换行"),
        (_LOOSE_BREAK.search(text), "句中有换行"),
    ]
    found = [words for match, words in faults if match]
    if not any("括号" in words for words in found) and not balanced(text):
        found.append("括号或引号不成对")
    found += [f"“{slip}”应为“{_SLIPS[slip]}”" for slip in dict.fromkeys(_SLIP.findall(text))]
    return tuple(found)


def tidied(text: str) -> str:
    """`text` set right where that is certain; an unpaired bracket stays for the clerk."""
    plain = _BREAK_TAG.sub("\n", text)
    plain = _LOOSE_BREAK.sub("", _BREAK.sub("\n", plain))
    plain = _DOUBLED.sub(lambda match: match[1] or "。", plain)
    plain = _MIXED_PAIR.sub(lambda m: f"（{m[1] if m[1] is not None else m[2]}）", plain)
    plain = _SLIP.sub(lambda match: _SLIPS[match[0]], plain)
    return _EDGE_BLANKS.sub("", plain)


def balanced(text: str) -> bool:
    """Whether every bracket and quote has its other half, list numbers like 1) aside."""
    plain = _LIST_NUMBER.sub("", text)
    return all(plain.count(left) == plain.count(right) for left, right in _PAIRS.items())
