"""Which slot indicators without a level are likely of, by the words offices use in their names."""

import re
from collections.abc import Sequence

from budgetdesk.domain.indicator_tree import Slot, bare

# In this order: 补助标准达标率 is of quality, 满意度 of satisfaction whatever else is said.
_WORDS = tuple(
    (level2, re.compile(words))
    for level2, words in (
        ("服务对象满意度", "满意"),
        ("可持续影响", "可持续|长效|长期|持续"),
        ("时效", "及时|时间|时限|按时|按期|按月|按季|按年|进度|工期"),
        ("质量", "合格|准确|达标|完好|通过率|优良|质量|符合率|足额|规范|验收"),
        ("成本", "成本|标准|单价|控制数|预算数|造价|费用"),
        ("生态效益", "生态|环境|污染|绿化|排放|垃圾|水质|节能"),
        ("经济效益", "经济|增收|收入|产值|利润|税收|节约"),
        ("社会效益", "社会|稳定|就业|保障|改善|提升|提高|知晓|意识"),
        ("数量", "人数|户数|数量|次数|批次|个数|面积|里程|场次|期数|份数|台数|套数|人次|数$"),
    )
)
_TOLD, _OTHERWISE, _BLANK_OF_ITS_OWN, _LEFT_OUT = 4, -4, 2, -1


def slot_told(name: str, slots: Sequence[Slot]) -> int | None:
    """The number of the slot that a name's words tell; None where they tell none of these."""
    for level2, words in _WORDS:
        if words.search(name):
            found = [n for n, slot in enumerate(slots) if level2 in bare(slot.level2)]
            return found[0] if found else None
    return None


def slots_by_words(names: Sequence[str], slots: Sequence[Slot]) -> list[int] | None:
    """The likeliest slot of each row of a list that lies in the form's order.

    None where the words of half of the rows or more tell nothing, or all tell the same slot. A
    blank row is rather a slot that is not used.
    """
    told = [slot_told(name, slots) if name.strip() else None for name in names]
    known = [slot for slot in told if slot is not None]
    if len(set(known)) < 2 or len(known) * 2 <= sum(bool(name.strip()) for name in names):
        return None
    scores = [[0] * len(slots) for _ in names]
    origins = [[0] * len(slots) for _ in names]
    for row, name in enumerate(names):
        for slot in range(len(slots)):
            before, origin = _best_before(scores[row - 1], slot, name) if row else (-slot, slot)
            scores[row][slot] = before + _fit(told[row], slot)
            origins[row][slot] = origin
    return _traced(scores, origins)


def _fit(told: int | None, slot: int) -> int:
    if told is None:
        return 0
    return _TOLD if told == slot else _OTHERWISE


def _best_before(scores: Sequence[int], slot: int, name: str) -> tuple[int, int]:
    """The best way to come to a slot from the row above, and that row's slot."""
    ways = []
    for above in range(slot + 1):
        new = _BLANK_OF_ITS_OWN if not name.strip() and above < slot else 0
        ways.append((scores[above] + new + _LEFT_OUT * max(slot - above - 1, 0), above))
    return max(ways)


def _traced(scores: Sequence[Sequence[int]], origins: Sequence[Sequence[int]]) -> list[int]:
    slot = max(range(len(scores[-1])), key=scores[-1].__getitem__)
    found = [slot]
    for row in range(len(scores) - 1, 0, -1):
        slot = origins[row][slot]
        found.append(slot)
    return found[::-1]
