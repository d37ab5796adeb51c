"""Names of persons in a field that asks for them."""

import re
from collections.abc import Iterator

from budgetdesk.domain.persons.words import (
    DEGREES,
    RANKS,
    SURNAMES,
)

HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f〇]"
# 张三, 欧阳小明, 买买提·艾力.
_NAME = rf"(?:{HAN}{{2,4}}|{HAN}{{1,8}}(?:[·•・‧]{HAN}{{1,8}}){{1,3}})"

_DOT = re.compile("[·•・‧]")
_SEPARATORS = re.compile(r"[、，,;；/／|｜\\&+\n\r\t。：:]+|\s{2,}")
_WORDS_BETWEEN = re.compile(rf"(?<={HAN}{HAN})(?:以及|[和及与暨])(?={HAN}{HAN})")
# What stands around a name in a field: 联系张三, 张三等, 张三负责.
_AROUND = re.compile(
    rf"^(?:请?联[系络]人?|请?找|由)(?={HAN}{{2}})|(?<={HAN}{HAN})(?:等人?|负责|兼任?)$"
)
_BETWEEN = frozenset("和及与或暨并")
_BRACKETED = re.compile(r"[（(〔\[【［{<《〈]([^）)〕\]】］}>》〉]*)[）)〕\]】］}>》〉]")
_NO_NAME = re.compile(rf"[^{HAN[1:-1]}·•・‧A-Za-z\s.'-]+")

# 李　　明: two signs that stand apart, as long as three.
_SPACED = re.compile(rf"(?<!{HAN})({HAN})[^\S\n\t]{{2,4}}({HAN})(?!{HAN})")

_JOINT = re.compile(rf"(?<={HAN})[-.']+(?={HAN})")

RANK = (
    rf"(?:(?:{'|'.join(DEGREES)}){{0,3}}"
    rf"(?:{'|'.join(sorted(RANKS, key=len, reverse=True))}))"
)
_IS_RANK = re.compile(f"(?:{RANK})+")
_RANK_BEFORE = re.compile(rf"^(?:{RANK})+(?=.)")
_RANK_BEHIND = re.compile(rf"(?<=.)(?:{RANK})+$")

OFFICE = re.compile(
    r"(?:科|股|室|局|处|站|办|院|所|队|部|委|厅|组|馆|中心|公司|医院|学校|小学|中学|幼儿园|单位|机关|政府|"
    r"体育|超市|药店|药房|诊所|集团|银行|合作社|商行|经营部|建设|科技|文化|传媒|工程|建筑|物业|园林|农业|实业|贸易|"
    r".家.?[村庄坪沟寨屯镇店湾坡集山岭塬梁峁洼]|..[村镇乡县]|..小区|支部|人员|职工|干部|村民|农户|"
    r"乡镇|街道|各|负责|管理|工作|领导|机构|协会|企业|用户|群众|代表|成员|同上|待定|[不未]填|无|空|见附件|附后|本人|全体)$"
)
_NOT_NAMES = re.compile(
    r"^(?:联[系络]|[由为是各本该无待未按县市省区乡镇村其及的在对已与][\s\S]*|财政.*|[年月日时分]+)$"
    r"|某$|某某|^某|的|甲方|乙方|^制.人$|签[字章名]|盖章|姓名|日期|电话|手机"
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
    bare = _SPACED.sub(r"\1 \2", _BRACKETED.sub("、", field))
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


def is_name(name: str) -> bool:
    """Whether what stands in a field of persons is a name, and no office or remark."""
    if re.fullmatch(r"[A-Za-z][A-Za-z .'-]{3,}", name):
        return True
    if not re.fullmatch(_NAME, name) or _NOT_NAMES.search(name):
        return False
    if OFFICE.search(name):
        return len(name) <= 3 and name[0] in SURNAMES and not name.endswith("中心")
    return True


def pattern_of(name: str) -> str:
    """A pattern of the name with whatever blanks between its signs."""
    gap = r"[\s\u200b-\u200f\u2060\ufeff\u00ad]{0,3}"
    signs = (_DOT.pattern if _DOT.match(sign) else re.escape(sign) for sign in name)
    return gap.join(sign for sign in signs if sign != r"\ ")
