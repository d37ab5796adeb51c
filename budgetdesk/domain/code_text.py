"""Codes as offices and programs write them: parted, with a name, with what Excel adds or loses.

`2100408`, `210 04 08`, `210.04.08`, `2,100,408`, `2100408.0`, `'2100408`, `="2100408"`,
`2.100408E+06`, `[2100408]基本公共卫生服务`, `基本公共卫生服务（2100408）` are all one code. What
may have lost a digit (`2.1E+06`, `301.1`) is refused rather than guessed at.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from budgetdesk.domain.text import shorten, visible
from budgetdesk.domain.typed import TypedError

_BRACKETS = str.maketrans("【】〔〕〖〗{}()<>《》", "[][][][][][][]")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－﹣─"), "-")
_PARTING = r" ,.\-/_·、\\|:;"
_AROUND = re.compile(r"[='\"‘’“”`「」]+")
_SCIENTIFIC = re.compile(r"([0-9])(?:\.([0-9]+))?[eE]\+?([0-9]{1,2})")
_THOUSANDS = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?: [0-9]{3})+)(?:\.0*)?")
_DECIMALS = re.compile(r"([0-9]{3,})\.0*")
_PARTED = re.compile(rf"([0-9]{{3,}})((?:[{_PARTING}]+[0-9]{{1,9}})+)(?![0-9])(.*)", re.DOTALL)
_BEFORE = re.compile(r"(?:\[([0-9]+)\]|([0-9]+)(?![0-9A-Za-z,%]|\.[0-9]))(.*)", re.DOTALL)
_BEHIND = re.compile(r"(.*[^0-9\[.,\-])(?:\[([0-9]{3,9})\]|[ \-_:|/]*([0-9]{5,9}))", re.DOTALL)
_LEVEL_WORDS = re.compile(r"(?<=[0-9])[类款项](?![一-鿿])")  # 210类04款08项
_RUN = re.compile(r"(?<![0-9.,])[0-9]{3,9}(?![0-9.,%])")
# A code before or behind a word: `1-一般公共预算`, `[11]…`, `…（11）`.
_WORD_CODE = re.compile(rf"^(?:\[[0-9A-Z.]+\]|[0-9][0-9A-Z.]*)[{_PARTING}]*|\[[0-9]+\]$")
_PROJECT_CODE = re.compile(
    rf"\[[0-9]{{4}}[0-9A-Za-z]{{6,}}\][{_PARTING}]*"
    rf"|[0-9]{{6}}[0-9A-Za-z]{{4,}}(?:[{_PARTING}]+|(?=[^\x00-\x7f]))"
)
_ORDINAL = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.]|\[[一二三四五六七八九十0-9]+\]|[0-9]{1,2}[、.])"
)


class CodeText(NamedTuple):
    """A code and what stands beside it; either may be ""."""

    code: str
    name: str


def tidy_code(text: str) -> str:
    """`text` in half width, with one kind of brackets and dashes, without Excel's marks of text."""
    tidy = visible(text).strip()
    if tidy.isdigit():
        return tidy
    tidy = tidy.translate(_BRACKETS).translate(_DASHES)
    return _AROUND.sub("", tidy).strip() if tidy[:1] in "='\"‘“`「" else tidy


def code_and_name(text: str, lengths: Sequence[int]) -> CodeText:
    """The code that a text says, with the name beside it; no code where it is a name alone.

    Args:
        text: what stands in the cell.
        lengths: of the codes that there are; a code before a name is given whatever its length.

    Raises:
        TypedError: digits of the code may be lost.
    """
    tidy = _LEVEL_WORDS.sub(" ", tidy_code(text)).strip()
    if tidy.isascii() and tidy.isdigit():
        return CodeText(tidy, "")
    number = _from_number(tidy, lengths)
    if number:
        return CodeText(number, "")
    found = _parted(tidy, lengths) or _outlined(tidy, lengths)
    return found or _before(tidy) or _behind(tidy, lengths) or CodeText("", tidy)


def word_without_code(folded: str) -> str:
    """A folded word without the code before or behind it: `1-一般公共预算`, `一般公共预算[11]`."""
    return _WORD_CODE.sub("", folded.translate(_BRACKETS)) or folded


def name_without_code(text: str) -> str:
    """A unit's name without a code (of any kind) before or behind it, or an ordinal."""
    tidy = _ORDINAL.sub("", tidy_code(text))
    return _WORD_CODE.sub("", tidy).strip()


def code_beside_name(text: str) -> str:
    """The code of `202001-永和县…` or `永和县…（202001）`; "" where there is none."""
    tidy = tidy_code(text)
    found = re.match(r"\[?([0-9]+)\]?", tidy) or re.search(r"\[([0-9]+)\]$", tidy)
    return found[1] if found else ""


def project_without_code(text: str) -> str:
    """A project's name without the long code of 一体化 before it."""
    if text.isascii() or not text[:2].strip("[【［(（").isdigit():
        return text
    tidy = tidy_code(text)
    found = _PROJECT_CODE.match(tidy)
    return text[len(text.rstrip()) - len(tidy[found.end() :]) :].strip() if found else text


def _from_number(tidy: str, lengths: Sequence[int]) -> str:
    """The code that Excel took for a number; "" where the text is no number."""
    if found := _SCIENTIFIC.fullmatch(tidy):
        digits = found[1] + (found[2] or "")
        if len(digits) != int(found[3]) + 1:
            raise TypedError(
                f"「{shorten(tidy)}」不是科目编码：科学计数法丢了后面的数字，请改为完整的编码。"
            )
        return digits
    if found := _THOUSANDS.fullmatch(tidy):
        digits = re.sub("[, ]", "", found[1])
        return digits if len(digits) in lengths else ""
    found = _DECIMALS.fullmatch(tidy)
    return found[1] if found and len(found[1]) in lengths else ""


def _parted(tidy: str, lengths: Sequence[int]) -> CodeText | None:
    """A code in parts, `210 04 08` or `210-21004-2100408`, and what stands behind it."""
    found = _PARTED.fullmatch(tidy)
    if not found:
        return None
    code, name = found[1], found[3]
    parts = re.findall(r"[0-9]+", found[2])
    if re.fullmatch(r"[0-9]+\.[0-9]", tidy):
        raise TypedError(f"「{shorten(tidy)}」可能丢了末尾的 0，请改为完整的编码。")
    if name and any(len(part) == 1 for part in parts):
        return None  # 301 3人
    for part in parts:
        if len(part) > 2:
            if not part.startswith(code):
                return None
            code = part
        else:
            code += part.zfill(2)
    return CodeText(code, _name(name)) if len(code) in lengths else None


def _outlined(tidy: str, lengths: Sequence[int]) -> CodeText | None:
    """The last code of `210卫生健康支出-21004公共卫生-2100408基本公共卫生服务`."""
    runs = list(_RUN.finditer(tidy))
    if len(runs) < 2 or not all(len(run[0]) in lengths for run in runs):
        return None
    if not all(low[0].startswith(up[0]) for up, low in pairwise(runs)):
        return None
    return CodeText(runs[-1][0], _name(tidy[runs[-1].end() :]))


def _before(tidy: str) -> CodeText | None:
    found = _BEFORE.fullmatch(tidy)
    return CodeText(found[1] or found[2], _name(found[3])) if found else None


def _behind(tidy: str, lengths: Sequence[int]) -> CodeText | None:
    found = _BEHIND.fullmatch(tidy)
    code = (found[2] or found[3]) if found else ""
    return CodeText(code, _name(found[1])) if found and len(code) in lengths else None


def _name(text: str) -> str:
    """A name as it stands beside a code: a name's own brackets stay whole."""
    name = text.strip(" -—_:：.、|/\\")
    return name.replace("[", "（").replace("]", "）")
