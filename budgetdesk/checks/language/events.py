"""When something is said to begin or end in running text."""

import re
from functools import lru_cache

from budgetdesk.domain.text import half_width

_EVENT = re.compile(
    r"(开工|竣工|完工|启动|开始|结束|完成|验收)(?:时间|日期)?(?:为|是|：|:|，|,|于|在)?\s?"
    r"(20[0-9]{2})年\s?([0-9]{1,2})月|(20[0-9]{2})年\s?([0-9]{1,2})月(?:[0-9]{1,2}日|底|份)?(?:前|之前)?(?:全面|全部)?(开工|竣工|完工)"
)


# The whole is done, not one step of it.
_ALL_DONE = re.compile(
    r"(?:项目|工程|全部|全面)[^。；;，,]{0,6}?(20[0-9]{2})年\s?([0-9]{1,2})月(?:[0-9]{1,2}日|底)?(?:之?前)?"
    r"(?:全部|全面)?完成(?=[，。；;,]|$)"
)


@lru_cache(maxsize=4096)
def events_in(text: str) -> dict[str, str]:
    """The month in which works begin or end, as a text says it, where it says one."""
    found: dict[str, set[str]] = {}
    for match in _EVENT.finditer(half_width(text)):
        what, year, month = match[1] or match[6], match[2] or match[4], match[3] or match[5]
        found.setdefault(_AS_ONE.get(what, what), set()).add(f"{year}年{int(month)}月")
    for done in _ALL_DONE.finditer(half_width(text)):
        found.setdefault("完成", set()).add(f"{done[1]}年{int(done[2])}月")
    return {what: months.pop() for what, months in found.items() if len(months) == 1}


def event_asked(name: str) -> str:
    """What an indicator asks the time of (竣工日期), as `events_in` names it; "" where none."""
    asked = _ASKED.fullmatch(name)
    return _AS_ONE.get(asked[1], asked[1]) if asked else ""


_ASKED = re.compile(
    r"(?:项目|工程|建设|工程建设|项目建设)?(开工|竣工|完工|完成)(?:时间|时限|日期|期限|及时性)"
)
_AS_ONE = {"完工": "竣工", "启动": "开工", "开始": "开工", "结束": "竣工"}

_QUARTER = re.compile(r"(?:^|[。；;\n]|[0-9一二三四][、.．)）])\s?(第?[一二三四1-4]季度)[：:，,]?")


@lru_cache(maxsize=4096)
def quarter_twice(text: str) -> str:
    """The quarter that heads two items of a plan (一季度：…；一季度：…); "" where none does."""
    heads = [found[1] for found in _QUARTER.finditer(text)]
    return next((head for place, head in enumerate(heads) if head in heads[:place]), "")
