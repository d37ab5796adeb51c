"""Names of persons: in a field that asks for them, and in running text."""

import re
from collections.abc import Iterable, Iterator

from budgetdesk.domain.persons.words import (
    COMPOUND_SURNAMES,
    DEGREES,
    HEADS,
    LABELS,
    RANKS,
    RARER_SURNAMES,
    SURNAMES,
)

_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f〇]"
# 张三, 欧阳小明, 买买提·艾力.
_NAME = rf"(?:{_HAN}{{2,4}}|{_HAN}{{1,8}}(?:[·•・‧]{_HAN}{{1,8}}){{1,3}})"

_DOT = re.compile("[·•・‧]")
_SEPARATORS = re.compile(r"[、，,;；/／|｜\\&+\n\r\t。：:]+|\s{2,}")
_WORDS_BETWEEN = re.compile(rf"(?<={_HAN}{_HAN})(?:以及|[和及与暨])(?={_HAN}{_HAN})")
# What stands around a name in a field: 联系张三, 张三等, 张三负责.
_AROUND = re.compile(
    rf"^(?:请?联[系络]人?|请?找|由)(?={_HAN}{{2}})|(?<={_HAN}{_HAN})(?:等人?|负责|兼任?)$"
)
_BETWEEN = frozenset("和及与或暨并")
_BRACKETED = re.compile(r"[（(〔\[【［{<《〈]([^）)〕\]】］}>》〉]*)[）)〕\]】］}>》〉]")
_NO_NAME = re.compile(rf"[^{_HAN[1:-1]}·•・‧A-Za-z\s.'-]+")

_JOINT = re.compile(rf"(?<={_HAN})[-.']+(?={_HAN})")

_RANK = (
    rf"(?:(?:{'|'.join(DEGREES)}){{0,3}}"
    rf"(?:{'|'.join(sorted(RANKS, key=len, reverse=True))}))"
)
_IS_RANK = re.compile(f"(?:{_RANK})+")
_RANK_BEFORE = re.compile(rf"^(?:{_RANK})+(?=.)")
_RANK_BEHIND = re.compile(rf"(?<=.)(?:{_RANK})+$")

_OFFICE = re.compile(
    r"(?:科|股|室|局|处|站|办|院|所|队|部|委|厅|组|中心|公司|医院|学校|单位|机关|政府|人员|职工|干部|村民|"
    r"乡镇|街道|各|负责|管理|工作|领导|机构|协会|企业|用户|群众|代表|成员|同上|待定|无|空|见附件|附后|本人|全体)$"
)
_NOT_NAMES = re.compile(
    r"^(?:联[系络]|[由为是各本该无待未按县市省区乡镇村其及的在对已与][\s\S]*|财政.*|[年月日时分]+)$"
    r"|某$|某某|^某|的|甲方|乙方|签字|盖章|签名|姓名|日期|电话|手机"
)


def names_in(field: str) -> Iterator[str]:
    """The names of persons in a field that asks for them, without titles and brackets."""
    for part in _parts(field):
        for name in _joined(part):
            if is_name(name):
                yield name
                yield from _beside_dots(name)


def _parts(field: str) -> Iterator[str]:
    bracketed = _BRACKETED.findall(field)
    bare = _BRACKETED.sub("、", field)
    for text in (bare, *bracketed):
        for piece in _SEPARATORS.split(text):
            for part in _WORDS_BETWEEN.split(_NO_NAME.sub(" ", piece)):
                yield _JOINT.sub(" ", part).strip()


def _beside_dots(name: str) -> Iterator[str]:
    """A dot stands within one name (买买提·艾力), and by some hands between two (张三·李四)."""
    parts = _DOT.split(name)
    if len(parts) > 1 and all(part[:1] in SURNAMES and len(part) in (2, 3) for part in parts):
        yield from parts


def _joined(part: str) -> Iterator[str]:
    """The names in what blanks separate: 张 三 is one, 张三 李四 are two."""
    words = [word for word in part.split() if word not in _BETWEEN]
    if all(re.fullmatch(r"[A-Za-z.'-]+", word) for word in words):
        yield " ".join(words)
        return
    waiting = ""
    for word in words:
        bare = without_rank(_AROUND.sub("", word))
        if len(bare) == 1 and bare != word:
            yield word  # 张局长: the title is part of what he is called
        elif len(bare) == 1 and not waiting:
            waiting = bare
        else:
            yield waiting + bare
            waiting = ""


def without_rank(word: str) -> str:
    """A name without the titles before and behind it (局长张三, 李四主任医师)."""
    before = None
    while word != before:
        before = word
        word = "" if _IS_RANK.fullmatch(word) else _RANK_BEHIND.sub("", _RANK_BEFORE.sub("", word))
    return word


def _begins_as_one(name: str) -> bool:
    return name[0] in SURNAMES | RARER_SURNAMES or name.startswith(COMPOUND_SURNAMES)


def is_name(name: str) -> bool:
    """Whether what stands in a field of persons is a name, and no office or remark."""
    if re.fullmatch(r"[A-Za-z][A-Za-z .'-]{3,}", name):
        return True
    if not re.fullmatch(_NAME, name) or _NOT_NAMES.search(name):
        return False
    if _OFFICE.search(name):
        return len(name) <= 3 and name[0] in SURNAMES and not name.endswith("中心")
    return True


# Running text


def _any_of(words: Iterable[str]) -> str:
    """Any of the words, also with blanks between its signs (负 责 人)."""
    blanks = r"[^\S\n]{0,2}"
    return f"(?:{'|'.join(blanks.join(word) for word in words)})"


_NO_HAN_NEXT = r"(?![\u3400-\u4dbf\u4e00-\u9fff])"
_SURNAME = rf"(?:{'|'.join(COMPOUND_SURNAMES)}|[{''.join(sorted(SURNAMES))}])"
_WORD = re.compile(
    f"(?P<label>{_any_of(LABELS)})|{_any_of(sorted({*HEADS, *RANKS}, key=len, reverse=True))}"
)
_LIST = re.compile(
    r"(?:签字|签名|签章|姓名)?\s?(?:[（(][^）)]{0,12}[）)])?\s?[：:]\s*([^。；;！!？?\n：:]{1,40})"
)
_AND_ONE = rf"[和及与](?:{_RANK}|{_SURNAME})"
_NEXT = re.compile(
    rf"(?:为|是|姓名)?[^\S\n]{{0,2}}((?:{_SURNAME}){_HAN}{{1,2}}?)"
    rf"(?:{_NO_HAN_NEXT}|(?={_AND_ONE}|{_RANK}|负责|带队|牵头|签字|审核|具体|联系|电话|手机))"
)
_NEXT_RARER = re.compile(
    rf"[^\S\n]{{0,2}}([{''.join(sorted(RARER_SURNAMES))}]{_HAN}{{2}})(?:{_NO_HAN_NEXT}|(?={_RANK}))"
)
_AND = re.compile(rf"[、/和及与]\s?((?:{_SURNAME}){_HAN}{{1,2}}?)(?:{_NO_HAN_NEXT}|(?={_RANK}))")
_APART = re.compile(rf"[^\S\n]{{1,4}}({_HAN}{{2,3}}){_NO_HAN_NEXT}")
_BEFORE = re.compile(
    rf"(?:^|[^\u3400-\u4dbf\u4e00-\u9fff]|[由向请经和与及找是])((?:{_SURNAME}){_HAN}{{1,2}}?)"
    rf"(?:{'|'.join(DEGREES)}){{0,3}}$"
)
_LONGEST_BEFORE = 12
_MEETING = re.compile(".?[会议班]")


_IS_LABEL = re.compile(
    rf"(?:主管|分管|项目|单位|部门|财务|具体|主要)?{_any_of(LABELS)}(?:签字|签名|签章|姓名)?[：:]?"
)


def is_label(text: str) -> bool:
    """Whether a cell says that the name of a person stands in the next one."""
    return bool(_IS_LABEL.fullmatch(text.strip()))


def told_names(text: str) -> Iterator[tuple[int, int]]:
    """Where a text names a person by a label or a title (负责人：张三, 局长李四)."""
    for word in _WORD.finditer(text):
        if listed := _LIST.match(text, word.end()):
            yield from _listed(text, *listed.span(1), sure=word["label"] is None)
        for found in _beside(text, word):
            if is_name(found[1]) and not _OFFICE.search(found[1]):
                yield found.span(1)


def _beside(text: str, word: re.Match[str]) -> Iterator[re.Match[str]]:
    """What may be a name right behind or before a label or title."""
    behind = _NEXT.match(text, word.end()) or _NEXT_RARER.match(text, word.end())
    while behind:
        yield behind
        behind = _AND.match(text, behind.end())
    is_label = word["label"] is not None and word[0] != "领导"
    if is_label and (apart := _APART.match(text, word.end())):
        yield apart
    if is_label or _MEETING.match(text, word.end()):
        return
    if before := _BEFORE.search(text, max(0, word.start() - _LONGEST_BEFORE), word.start()):
        yield before


def _listed(text: str, start: int, end: int, *, sure: bool) -> Iterator[tuple[int, int]]:
    """The names in the list that follows a label, as far as it is one of names.

    With `sure` those alone that begin with a surname.
    """
    for piece in re.finditer(r"[^、，,/／\s（(）)]+(?: [^、，,/／\s（(）)])?", text[start:end]):
        names = [name for name in names_in(piece[0]) if not sure or _begins_as_one(name)]
        if not names:
            if piece.start() == 0:
                return
            continue
        begin = start + piece.start()
        for name in names:
            for at in re.finditer(pattern_of(name), piece[0]):
                yield begin + at.start(), begin + at.end()


def pattern_of(name: str) -> str:
    """A pattern of the name with whatever blanks between its signs."""
    gap = r"[\s\u200b-\u200f\u2060\ufeff\u00ad]{0,3}"
    signs = (_DOT.pattern if _DOT.match(sign) else re.escape(sign) for sign in name)
    return gap.join(sign for sign in signs if sign != r"\ ")
