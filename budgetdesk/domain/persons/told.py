"""Names of persons in running text: beside a label, a title or a number, in lists and columns."""

import re
from collections.abc import Callable, Iterable, Iterator

from budgetdesk.domain.persons.likely import (
    ANY,
    DOTTED,
    MONEY,
    NO_HAN_NEXT,
    RARER,
    SPACED,
    SURNAME,
    USUAL,
    is_likely,
    is_place,
    is_surely,
    places,
)
from budgetdesk.domain.persons.names import HAN, OFFICE, RANK, is_name, names_in, pattern_of
from budgetdesk.domain.persons.words import CROWDS, DEEDS, DEGREES, HEADS, LABELS, RANKS

Span = tuple[int, int]


def _any_of(*kinds: Iterable[str]) -> str:
    """Any of the words, of the first kind first, also with blanks between signs (负 责 人).

    Each begins with a sign of its own, so that a search passes quickly by what begins none.
    """
    blanks = r"[^\S\n]{0,2}"
    words = [word for kind in kinds for word in sorted(kind, key=len, reverse=True)]
    return "|".join(blanks.join(word) for word in words)


_KINDS = (LABELS, HEADS, RANKS, CROWDS, DEEDS)
_WORD = re.compile(_any_of(*_KINDS))


def _kind_of(word: re.Match[str]) -> tuple[str, ...]:
    """Which of the lists it stands in; 领导 is a title at most."""
    said = "".join(word[0].split())
    if said == "领导":
        return RANKS
    return next(kind for kind in _KINDS if said in kind)


_SIGNED = r"(?:签字|签名|签章|盖章|姓名|名单)"
_IS_LABEL = re.compile(
    rf"(?:主管|分管|项目|单位|部门|财务|具体|主要|科室|业务)?(?:{_any_of(LABELS)}){_SIGNED}?[：:]?"
)
# Whatever word for somebody: 学生姓名, 低保户, 帮扶责任人（签字）, 被征地农户, 优抚对象.
_IS_HEADING = re.compile(
    rf"{_IS_LABEL.pattern}|{_any_of(HEADS)}"
    rf"|{HAN}{{0,6}}(?:姓\s{{0,4}}名|名字|名单|[人者户员生属主师长]|对象|职工|干部|家庭|[村居农]民)(?:[（(]?{_SIGNED}[）)]?)?"
)


def is_label(text: str) -> bool:
    """Whether a cell says that the name of a person stands in the next one."""
    return bool(_IS_LABEL.fullmatch(text.strip()))


def is_heading(text: str) -> bool:
    """Whether a cell may head a column of names."""
    return bool(_IS_HEADING.fullmatch(text.strip()))


def told_names(text: str) -> Iterator[Span]:
    """Where a text names a person by a label or a title (负责人：张三, 局长李四)."""
    for word in _WORD.finditer(text):
        if listed := _LIST.match(text, word.end()):
            test = is_name if _kind_of(word) is LABELS else is_likely
            yield from _listed(text, listed.span(1), test)
        yield from _beside(text, word)
    for holder in _HOLDER.finditer(text):
        if listed := _LIST.match(text, holder.end()):
            yield from _listed(text, listed.span(1), is_surely)
    yield from _in_charge(text)
    yield from _in_columns(text)


# Lists behind a colon

# 联系人及电话：, 经办人员：, 负责人1：, 负责人一栏：
_GOES_BEFORE_COLON = (
    r"(?:员|[0-9０-９①-⑨一二三四五]|一栏|栏)?"
    r"(?:[及和与、/／]?(?:联系|手机|办公)?(?:电话|手机|方式)(?:号码|号)?|如下)?"
)
_LIST = re.compile(
    rf"{_SIGNED}?{_GOES_BEFORE_COLON}\s?(?:[（(][^）)]{{0,12}}[）)])?\s?[：:=＝]\s*([^。；;！!？?\n：:]{{1,120}})"
)
# Whatever word for somebody: 获救助者：, 独生子女户：, 公益岗：.
_HOLDER = re.compile(
    rf"{HAN}(?:[人者户员生属主岗]|对象|家庭|儿童|军人)(?=(?:姓名|名单)?(?:如下)?\s?[：:])"
)
_SIGN = r"[^、，,/／\s（(）)]"
# Two signs stand apart to be as long as three (李　明).
_PIECE = re.compile(rf"[A-Za-z'-]+(?: [A-Za-z'-]+)+|{_SIGN}+(?:[^\S\n]{{1,3}}{_SIGN}(?!{_SIGN}))?")


def _listed(text: str, place: Span, is_one: Callable[[str], bool]) -> Iterator[Span]:
    """The names in the list that follows a label, as far as it is one of such names."""
    for piece in _PIECE.finditer(text, *place):
        names = [name for name in names_in(piece[0]) if is_one(name)]
        if not names and piece.start() == place[0]:
            return
        for name in names:
            for at in re.finditer(pattern_of(name), piece[0]):
                yield piece.start() + at.start(), piece.start() + at.end()


# Names beside a word

_DEED = (
    r"总?负责|带队|牵头|签字|审核|具体|联系|电话|手机|身份证"
    r"|等(?!级)|领取|享受|病故|任|分管|主抓|包联|主持|组织|统筹|同志"
)
_GOES_ON = rf"(?:{NO_HAN_NEXT}|(?=[和及与](?:{RANK}|{SURNAME})|{RANK}|{_DEED}))"
_BLANK = r"[^\S\n]{0,4}"
_BRACKET = r"(?:[（(][^）)\n]{0,12}[）)])?"
# What stands between a label and the name, where it is no colon.
_JOINT = (
    rf"{_BLANK}(?:[（(]{_SIGNED}[）)])?{_SIGNED}?{_BLANK}"
    rf"(?:为|是|系|由|[-—–－/／|｜（(【\[]{{1,2}}|\n)?{_BLANK}"
)
_BEHIND_LABEL = re.compile(rf"{_JOINT}({ANY}){_GOES_ON}")
_BEHIND_TITLE = re.compile(
    rf"(?:为|是|姓名|[（(—-]{{1,2}})?[^\S\n]{{0,2}}(?:({USUAL})|({RARER}{HAN}{{2}})){_GOES_ON}"
)
_BEHIND_DEED = re.compile(rf"(?:[^\S\n]{{1,4}}|[（(/／])({USUAL}){NO_HAN_NEXT}")
_NUMBER = "[一二三四五六七八九十两]"
_FOR = rf"(?={MONEY}|每[月年人]|[0-9]|等(?:[0-9]|{_NUMBER})|{_NUMBER}{{1,3}}[户名人位])"
_BEHIND_CROWD = re.compile(
    rf"(?:({DOTTED}|{SURNAME}{HAN}{{2}}|{RARER}{HAN}{{2}})|[（(]({USUAL}))(?:{_GOES_ON}|{_FOR})"
)
_BEHIND = {
    LABELS: _BEHIND_LABEL, HEADS: _BEHIND_LABEL, RANKS: _BEHIND_TITLE, DEEDS: _BEHIND_DEED,
    CROWDS: _BEHIND_CROWD,
}  # fmt: skip
_APART = re.compile(rf"[^\S\n]{{1,4}}({HAN}{{2,3}}){NO_HAN_NEXT}")
_AND = re.compile(
    rf"(?:{RANK})?{_BRACKET}(?:[、/／和及与]|[，,；;](?={USUAL}{NO_HAN_NEXT})){_BLANK}({USUAL}|{RARER}{HAN}{{2}})"
    rf"(?:{NO_HAN_NEXT}|(?={RANK})|{_FOR})"
)
_LEAD = rf"(?:^|[^{HAN[1:-1]}]|[由向请经和与及找是])"
_APART_FROM_TITLE = r"(?:[（(][^（()）\n]{0,8}?|[^\S\n]{1,3}|[-—]{1,2})?"
_BEFORE = re.compile(
    rf"{_LEAD}({DOTTED}|{SURNAME}{HAN}{{1,2}}?|{SPACED}|{RARER}{HAN}{{2}})"
    rf"{_APART_FROM_TITLE}(?:{'|'.join(DEGREES)}){{0,3}}$"
)
_LONGEST_BEFORE = 24
_CLOSED = re.compile(r"\s?[）)]")  # 李明（负责人）
_MEETING = re.compile(".?[会议班]")


def _beside(text: str, word: re.Match[str]) -> Iterator[Span]:
    """What may be a name right behind or before a label or title."""
    kind = _kind_of(word)
    behind = _BEHIND[kind].match(text, word.end())
    while behind:
        group = behind.lastindex or 1
        if not is_likely(behind[group]):
            break
        yield behind.span(group)
        behind = _AND.match(text, behind.end())
    if kind is LABELS:
        apart = _APART.match(text, word.end())
        if apart and is_name(apart[1]) and not OFFICE.search(apart[1]):
            yield apart.span(1)
    if kind is LABELS and not _CLOSED.match(text, word.end()):
        return
    if kind not in (CROWDS, DEEDS) and not _MEETING.match(text, word.end()):
        yield from _before(text, word.start())


# 由张三负责: three characters, or two with 同志; an office has a longer name or none of a person.
_CHARGE = (
    r"(?:同志)?(?:具体|全面|牵头|总体|主要|直接|统一|共同|分别|亲自)?"
    r"(?:负责|牵头|主抓|分管|主管|包联|包抓|统筹|总负责|经手|经办|承办|保管|签字|签收|领取|代领|垫付"
    r"|兼任|担任|主持|带队)"
)
_IN_CHARGE = re.compile(rf"由((?:{SURNAME}|{RARER}){HAN}{{2}}|{SURNAME}{HAN}){_CHARGE}")
_CALLED_SO = rf"(?:{SURNAME}|{RARER}){HAN}{{1,2}}"
_SEVERAL = re.compile(rf"由((?:{_CALLED_SO}[、和及与]){{1,5}}{_CALLED_SO}){_CHARGE}")
_EACH = re.compile(r"[^、和及与]+")


def _in_charge(text: str) -> Iterator[Span]:
    """Who is said to do something, without a title: 由张三负责, 由张三、李四负责."""
    yield from (found.span(1) for found in _IN_CHARGE.finditer(text) if is_surely(found[1]))
    for several in _SEVERAL.finditer(text):
        names = [*_EACH.finditer(text, *several.span(1))]
        if all(is_surely(name[0]) for name in names):
            yield from (name.span() for name in names)


def _before(text: str, end: int) -> Iterator[Span]:
    found = _BEFORE.search(text, max(0, end - _LONGEST_BEFORE), end)
    if not found or found[1] in places() or is_place(found[1], text[found.end(1)]):
        return
    if is_likely(found[1]):
        yield found.span(1)


# Names beside a number by which the person is reached

_CALLED = r"(?:(?:联系)?(?:电话|手机|方式)|身份证|微信)?(?:号码|号)?[\s：:为是]{0,3}[（(+]?$"
_BEFORE_NUMBER = re.compile(
    rf"(?:{_LEAD}|联系)({ANY})(?:{RANK})?{_BRACKET}[\s，,：:（(、\-—]{{0,3}}{_CALLED}"
)
_BEHIND_NUMBER = re.compile(rf"[\s，,（(：:]{{1,3}}({ANY})(?:{NO_HAN_NEXT}|(?={RANK}))")


def names_at(text: str, start: int, end: int) -> Iterator[Span]:
    """The name of the person whose number stands between two places of a text."""
    for found in (
        _BEFORE_NUMBER.search(text, max(0, start - 30), start),
        _BEHIND_NUMBER.match(text, end),
    ):
        if found and is_likely(found[1]):
            yield found.span(1)


# Names in a column of a table that was pasted into a text

_CELL = re.compile(r"[^\t|｜]+")


def _in_columns(text: str) -> Iterator[Span]:
    if "\n" not in text or not re.search(r"[\t|｜]", text):
        return
    named: set[int] = set()
    width = 0
    for line in re.finditer(r"[^\n]+", text):
        cells = [*_CELL.finditer(text, *line.span())]
        headed = {at for at, cell in enumerate(cells) if _IS_HEADING.fullmatch(cell[0].strip())}
        if headed or len(cells) != width:
            named, width = headed, len(cells)
            continue
        yield from (cell.span() for at, cell in enumerate(cells) if at in named and _names(cell[0]))


def _names(cell: str) -> bool:
    """Whether a cell holds names and little else."""
    names = [*names_in(cell)]
    return bool(names) and is_likely(names[0]) and 2 * sum(map(len, names)) >= len(cell.strip())
