"""Values for an indicator: told in the form's own texts, or moved on from the year before."""

import re

from budgetdesk.domain.records import Project
from budgetdesk.domain.text import fold
from budgetdesk.suggestions.past import texts_of

_NUMBER = r"\d[\d,]*(?:\.\d+)?(?:万|亿)?"
_UNIT = (
    "人次|人|户|名|家|个|台|套|辆|场|期|次|份|公里|千米|平方米|亩|吨|件|元/人/月|元/人/年|万元|元|%"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|[-./]\d)")
_ENDINGS = re.compile(r"(?:数量|人数|人次|户数|个数|数|率|标准|总额|金额|规模)$")
_SAID_WHOLE = re.compile(r"率|满意度|及时|时间|期限|日期")
_COUNTS = {"人数": "人|名", "人次": "人次", "户数": "户", "数量": _UNIT, "个数": "个"}


def told_value(name: str, project: Project) -> str:
    """The one number that the form's texts say beside what an indicator counts; "" if none.

    Two different numbers beside the same noun tell nothing: the clerk decides.
    """
    folded = fold(name)
    noun = _ENDINGS.sub("", folded)
    if len(noun) < 2 or _SAID_WHOLE.search(folded):
        return ""
    units = next((it for ending, it in _COUNTS.items() if folded.endswith(ending)), _UNIT)
    beside = re.compile(rf"{re.escape(noun)}(?:共有?|约|共计|人数)?({_NUMBER})余?({units})"
                        rf"|({_NUMBER})余?({units}){re.escape(noun)}")  # fmt: skip
    found = {
        "".join(match.group(1, 2) if match.group(1) else match.group(3, 4))
        for text in map(fold, texts_of(project))
        for match in beside.finditer(text)
    }
    return found.pop() if len(found) == 1 else ""


def year_on(target: str, years: int) -> str:
    """A target with its years moved on by so many."""
    return _YEAR.sub(lambda year: str(int(year[1]) + years), target)
