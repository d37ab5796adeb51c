"""What is likely the name of a person by itself, and no word, office or place."""

import re
from functools import cache

from budgetdesk.domain.divisions import load_divisions
from budgetdesk.domain.persons.names import HAN, OFFICE, is_name
from budgetdesk.domain.persons.words import (
    COMMON_WORDS,
    COMPOUND_SURNAMES,
    RANKS,
    RARER_SURNAMES,
    SURNAMES,
)

NO_HAN_NEXT = rf"(?!{HAN})"
DOT = "[·•・‧]"
DOTTED = rf"{HAN}{{1,8}}(?:{DOT}{HAN}{{1,6}}){{1,3}}"
SURNAME = rf"(?:{'|'.join(COMPOUND_SURNAMES)}|[{''.join(sorted(SURNAMES))}])"
RARER = f"[{''.join(sorted(RARER_SURNAMES))}]"
FIRST = f"[{''.join(sorted(SURNAMES | RARER_SURNAMES | {it[0] for it in COMPOUND_SURNAMES}))}]"
SPACED = rf"{SURNAME}[^\S\n]{{1,3}}{HAN}"
# As short as what stands behind allows.
USUAL = rf"(?:{DOTTED}|{SURNAME}{HAN}{{1,2}}?|{SPACED})"
ANY = rf"(?:{DOTTED}|{SURNAME}{HAN}{{1,2}}?|{SPACED}|{RARER}{HAN}{{1,2}}?)"

# What is paid for somebody: it ends a name.
MONEY = (
    "(?:补助|补贴|补偿|资助|救助|抚恤|慰问|医疗|医药费|住院|生活费|生活补|工资|薪酬|退养|丧葬|取暖费"
    "|病故|因病|死亡|一次性|劳务费|奖励|奖金|遗属|工伤"
    "|护理费|课时费|讲课费|代理费|进修费|报酬|家庭|家[购养种中])"
)


def is_likely(name: str) -> bool:
    """Whether it is a name by itself: it begins with a surname, and is no word, office or place."""
    name = "".join(name.split())
    is_division = name[-1] in "省市区县旗州" and name in places()
    if not is_name(name) or OFFICE.search(name) or is_division:
        return False
    if re.fullmatch(DOTTED, name):
        return True
    if name[1:] in RANKS:
        return False
    is_usual = name[0] in SURNAMES or name[0] in RARER_SURNAMES
    is_single = is_usual and len(name) <= 3 and name[:2] not in COMMON_WORDS
    return is_single or name.startswith(COMPOUND_SURNAMES)


def is_surely(name: str) -> bool:
    """Whether it is likely a name wherever it stands: a whole one, or behind a frequent surname."""
    whole = len("".join(name.split())) > 2 or name[0] in SURNAMES
    return whole and is_likely(name) and name not in places() and not is_place(name, " ")


def is_place(name: str, behind: str) -> bool:
    """Whether a village, town or quarter is named by it (王庄镇镇长, 钟楼社区主任, 王庄 支书)."""
    if not re.match(HAN, behind):
        return name[-1] in "庄村坪沟寨屯镇乡湾坡"
    ends_as_one = len(name) == 2 or name[-1] in "庄村坪沟寨屯镇乡湾坡社新城园景校"
    return behind in "镇乡村县市区" and ends_as_one


@cache
def places() -> frozenset[str]:
    """Counties and cities, which many a title stands behind (洪洞县长)."""
    names = {each.name for each in load_divisions().values()}
    return frozenset(names | {name[:-1] for name in names if len(name) > 2})
