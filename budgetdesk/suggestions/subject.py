"""What a project is about, in words that can stand in a pattern's slots."""

import re
from collections import Counter
from collections.abc import Iterator

from budgetdesk.domain.numerals import NUMBER
from budgetdesk.domain.records import Project
from budgetdesk.domain.text import fold
from budgetdesk.suggestions.past import texts_of

_WORDS = r"[\u4e00-\u9fff]"
# What a project's name says beside its subject: years, where money comes from, what it is called.
_BESIDE = re.compile(
    r"\(.*?\)|《.*?》|〔.*?〕|20\d\d年?度?|关于|提前下达|下达|第.批|中央|省级|市级|县级|区级|财政|预算内"
    r"|专项|资金|经费|项目|补助|补贴|奖补|配套|[0-9.]+"
)
_COUNT = rf"(?<![0-9]){NUMBER}余?(?:人|户|名|位|家)"
# A group ends in the word for those who belong to it; without one a run of words has no end.
_GROUP = (
    rf"{_WORDS}{{0,12}}?(?:家庭|人员|对象|父母|群众|居民|农户|农民|村民|学生|教师|教职工|职工|干部"
    "|老人|老年人|儿童|妇女|患者|病人|残疾人|村医|医生|军人|党员|企业|人口|人群|新生儿|孕妇|人才)"
)
_COUNTED = re.compile(rf"(?<!每){_COUNT}({_GROUP})")
_COUNTED_BEFORE = re.compile(rf"({_GROUP})(?:共有?|约|共计|总数|合计)?{_COUNT}")
_RECEIVED = re.compile(rf"(?:为|对|给|向)({_GROUP})(?:发放|提供|给予|进行|实施|补助)")
_BOUGHT = re.compile(rf"(?:购置|采购|购买|配备)了?({_WORDS}{{2,6}}?)(?=\d|，|,|。|、|等|$)")
_NO_SUBJECT = re.compile(
    r"^(?:的|和|及|其中|共|约|每|按|为|对|给|在|由|经|将|等)|(?:的|和|及|共|约|每)$"
)
_RECEIVERS = ("对象", "人员", "人群", "服务")


def subject_of(project: Project) -> str:
    """The project's name without years and money; the whole name where nothing is left."""
    name = fold(project.name)
    return _BESIDE.sub("", name).strip("-—、的") or name


def receivers(project: Project) -> tuple[str, ...]:
    """Those for whom money is spent, as the texts count them, the likeliest first."""
    told: Counter[str] = Counter()
    for text in map(fold, texts_of(project)):
        told.update(word for word in _told_in(text) if not _NO_SUBJECT.search(word))
    return tuple(word for word, _ in told.most_common(2))


def _told_in(text: str) -> Iterator[str]:
    for pattern in (_COUNTED, _COUNTED_BEFORE, _RECEIVED):
        yield from pattern.findall(text)


def goods(project: Project) -> tuple[str, ...]:
    """What is bought, as the texts name it behind the verb."""
    found = (word for text in map(fold, texts_of(project)) for word in _BOUGHT.findall(text))
    return tuple(dict.fromkeys(word for word in found if not _NO_SUBJECT.search(word)))


def word_for(slot: str, project: Project) -> str:
    """The word of a project that stands in a slot of a pattern."""
    if slot in _RECEIVERS:
        return next(iter(receivers(project)), subject_of(project))
    if slot == "设备":
        return next(iter(goods(project)), subject_of(project))
    return subject_of(project)
