"""Values for an indicator that are told in the form's own texts."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from budgetdesk.domain.numerals import NUMBER
from budgetdesk.domain.records import Project
from budgetdesk.domain.text import fold
from budgetdesk.suggestions.past import texts_of

_NUMBER = rf"(?<![0-9]){NUMBER}(?:万|亿)?"
_UNITS = (
    "人次", "人", "户", "名", "家", "个", "台", "套", "辆", "场", "期", "次", "份", "公里", "千米",
    "平方米", "亩", "吨", "件", "元/人/月", "元/人/年", "万元", "元", "%",
)  # fmt: skip
_AMOUNT = re.compile(f"({_NUMBER})余?({'|'.join(sorted(_UNITS, key=len, reverse=True))})")
_ENDINGS = re.compile(r"(?:数量|人数|人次|户数|个数|数|率|标准|总额|金额|规模)$")
_SAID_WHOLE = re.compile(r"率|满意度|及时|时间|期限|日期")
_COUNTS = {"人数": ("人", "名"), "人次": ("人次",), "户数": ("户",), "个数": ("个",)}
_BETWEEN = ("", "共有", "共", "约", "共计", "人数")


class Counted(NamedTuple):
    """A number with its unit in a text, and what stands before and behind it."""

    before: str
    number: str
    unit: str
    behind: str

    def counts(self, noun: str) -> bool:
        """Whether it stands beside a noun."""
        ends = any(self.before.endswith(noun + word) for word in _BETWEEN)
        return ends or self.behind.startswith(noun)


def counted_in(project: Project) -> Sequence[Counted]:
    """All numbers with a unit in the form's texts."""
    return [
        Counted(text[: match.start()], match[1], match[2], text[match.end() :])
        for text in map(fold, texts_of(project))
        for match in _AMOUNT.finditer(text)
    ]


def told_value(name: str, amounts: Iterable[Counted]) -> str:
    """The one number that the texts say beside what an indicator counts; "" if none.

    Two different numbers beside the same noun tell nothing: the clerk decides.
    """
    folded = fold(name)
    noun = _ENDINGS.sub("", folded)
    if len(noun) < 2 or _SAID_WHOLE.search(folded):
        return ""
    units = next((it for ending, it in _COUNTS.items() if folded.endswith(ending)), _UNITS)
    told = {it.number + it.unit for it in amounts if it.unit in units and it.counts(noun)}
    return told.pop() if len(told) == 1 else ""
