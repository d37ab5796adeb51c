"""Whether a basis is nothing but the budget that it shall be the basis of."""

import re
from collections.abc import Iterable
from functools import lru_cache

from budgetdesk.checks.language.documents import document_numbers
from budgetdesk.checks.language.likeness import bare
from budgetdesk.domain.text import fold, half_width

_GROUND = re.compile(
    r"会议|纪要|批复|批示|指示|决定|决议|条例|通知|方案|规划|办法|意见|合同|协议|规定|令第|法第"
)
# What sentences about a budget are made of; whatever else stands in one is another matter.
_OF_BUDGET = re.compile(
    r"第?[一二三四五六七八九十0-9]+届|人大常?委?会?第?[一二三四五六七八九十0-9]+次会议|控制数|[一二][上下]"
    r"|立项依据|根据|依据|按照|列入|纳入|关于|对于|下达|批复|批准|批转|转发|印发|下发|上报|安排|编制|审批|核定"
    r"|人大|人代会|人民代表大会|常委会|审议|通过|财政[局厅部]?|人民政府|政府|政策|一般公共|公共|收支"
    r"|年初|年度|本年|当年|部门|单位|立项|项目|支出|资金|经费|指标|计划|总|[本省市县区级乡镇]"
    r"|预算|通知|文件|方案|草案|情况|报告|[0-9年度的对及和与由经之初第号]"
)
# The 部门预算 of whatever office is the budget, where nothing else is named with it.
_ELSE = re.compile(r"条例|办法|规划|意见|会议|纪要|决定|决议|合同|协议|规定|制度|准则|法》?$|方案")
_SIGN = 3  # signs of an office: 永财预 in 年初预算永财预〔2024〕1号
_PART = re.compile(r"[，,。；;、\n（）()]+")
_TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")


def only_the_budget(text: str, own: Iterable[str]) -> bool:
    """Whether a text names the budget, and nothing else that a project could rest upon.

    `own` are the names of the region, the unit and its department, which say nothing here. A
    document number belongs to the title beside it; one of a county's 财预 is that of the budget.
    """
    return "预算" in text and all(_is_of_budget(part, own) for part in _named(text))


def names_another_ground(text: str) -> bool:
    """Whether a text without titles or numbers names a decision, a rule or a meeting."""
    return bool(_GROUND.search(text))


@lru_cache(maxsize=4096)
def _named(text: str) -> tuple[str, ...]:
    """What a text names: its titles, and what stands between them, numbers left out."""
    plain = half_width(text)
    for number in reversed(document_numbers(plain)):
        if "预" in number.office[-_SIGN:] or _stands_by_title(plain, number.start):
            plain = plain[: number.start] + "，" + plain[number.end :]
    titles = [title[0].strip("《》") for title in _TITLE.finditer(plain)]
    rest = _TITLE.sub("，", plain)
    return (*titles, *(part for part in _PART.split(rest) if bare(part)))


def _stands_by_title(text: str, start: int) -> bool:
    return text[:start].rstrip(" (（").endswith("》")


def _is_of_budget(part: str, own: Iterable[str]) -> bool:
    said = fold(part)
    if "部门预算" in said and not _ELSE.search(said):
        return True
    for name in sorted(own, key=len, reverse=True):
        said = said.replace(fold(name), "")
    return not bare(_OF_BUDGET.sub("", said))
