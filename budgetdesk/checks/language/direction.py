"""Which way is better: targets that point the wrong way for what they measure."""

import re

from budgetdesk.domain.target import Operator, Target

_BAD = re.compile(
    r"差距|差异|负担|死亡率|发病率|事故|投诉|(?<!治理)(?<!防治)污染|能耗|浪费|流失率|违规|逾期"
)
_LESS_OF_BAD = re.compile(r"减轻|降低|减少|缩小|下降|控制|防治|治理|处理|处置|化解|办结|回访|整改")
_GROWS = re.compile(r"提高|提升|增加|扩大|上升|增强|拉大")
# What is surely wanted as much as can be; a ceiling on spending (培训次数 ≤2次) is no such thing.
_GOOD = re.compile(r"突破|合格|达标|完成率|覆盖率|及时率|到位率|满意|参保率|就业率|知晓率|增收")
_CEILING = (Operator.AT_MOST, Operator.LESS)


def grows_worse(name: str, target: str) -> bool:
    """Whether something bad shall grow: 公共卫生差距 → 不断提高."""
    return bool(_BAD.search(name) and not _LESS_OF_BAD.search(name) and _GROWS.search(target))


def capped_good(name: str, target: Target) -> bool:
    """Whether something good is given a ceiling: 突破一批技术瓶颈 → ≤10项."""
    return target.operator in _CEILING and bool(_GOOD.search(name)) and not _BAD.search(name)
