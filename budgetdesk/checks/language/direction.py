"""Which way is better: targets that point the wrong way for what they measure."""

import re
from functools import lru_cache

from budgetdesk.domain.target import Operator, Target

_BAD = re.compile(
    r"差距|差异|负担|死亡率|发病率|事故|投诉|(?<!治理)(?<!防治)污染|能耗|浪费|流失率|违规|逾期"
)
_LESS_OF_BAD = re.compile(r"减轻|降低|减少|缩小|下降|控制|防治|治理|处理|处置|化解|办结|回访|整改")
_GROWS = re.compile(r"提高|提升|增加|扩大|上升|增强|拉大")
# What is surely wanted as much as can be; a ceiling on spending (培训次数 ≤2次) is no such thing.
_GOOD = re.compile(r"突破|合格|达标|完成率|覆盖率|及时率|到位率|满意|参保率|就业率|知晓率|增收")
_CEILING = (Operator.AT_MOST, Operator.LESS)
_FLOOR = (Operator.AT_LEAST, Operator.MORE)


def grows_worse(name: str, target: str) -> bool:
    """Whether something bad shall grow: 公共卫生差距 → 不断提高."""
    return bool(_BAD.search(name) and not _LESS_OF_BAD.search(name) and _GROWS.search(target))


def shrinks(name: str, target: str) -> bool:
    """Whether something bad shall become less: 公共卫生差距 → 不断缩小."""
    way = _LESS_OF_BAD.search(target)
    return bool(_BAD.search(name) and way and way[0] != target.strip())


def capped_good(name: str, target: Target) -> bool:
    """Whether something good is given a ceiling: 突破一批技术瓶颈 → ≤10项."""
    return target.operator in _CEILING and bool(_GOOD.search(name)) and not _BAD.search(name)


# What a form itself says shall become less, or more: 降低返贫率, 事故发生率下降, 提高亩产.
_THING = r"([\u4e00-\u9fff]{2,8})"
_LESSENED = re.compile(
    rf"(?:减少|降低|减轻|缩小|遏制|防止|杜绝|避免|压减|压降|缓解|防范|消除)(?:了|各类|全县|全市|全区)?{_THING}"
    r"|([\u4e00-\u9fff]{2,6}[率量数])(?:明显|持续|逐年|逐步|不断|显著|有所)?(?:下降|降低|减少)"
)
_INCREASED = re.compile(
    rf"(?:提高|提升|增加|扩大|增强|壮大)(?:了|全县|全市|全区)?{_THING}"
    r"|([\u4e00-\u9fff]{2,6}[率量数])(?:明显|持续|逐年|逐步|不断|显著|有所)?(?:上升|提高|提升|增长)"
)
# Wherever they are told of, nobody wants more of these.
_HARM = re.compile(
    r"(?:发生|发案|死亡|发病|致残|返贫|辍学|失业|流失|空置|闲置|失败|差错|误差|超标|不良|负债|事故|投诉|上访|信访|违法|犯罪"
    r"|违规|逾期|拖欠|损失|贫困|排放|能耗|延误|污染|伤亡|破损|漏损|故障|违[规约纪章])"
    r"(?:发生)?(?:率|量|数|次数|人数|起数|件数|案件|[\u4e00-\u9fff]{0,4}案件数)|(?:事故|伤亡|疫情)$"
)
# One harm in a rate, whatever it is called: 返工率, 受害率, 破损率; 无害化 and 复耕 are none.
_HARM_RATE = re.compile(
    r"(?:(?<!无)[害损伤亡死误错漏违欠弃滞](?!愈|后)[\u4e00-\u9fff]?|返[工修贫]|退[货学件保]|失[业学信败联访真]|复发|空[置挂])"
    r"(?:发生)?率$"
)
_MEASURED = re.compile(r"[率量数度次额]$|次数$|人数$|起数$|件数$")
_LESSENING = re.compile(
    r"减|降|缩小|杜绝|防范|避免|预防|遏制|控制|防治?|治理|处理|处置|处罚|化解|办结|办理|回访|整改|消除|查处|打击|侦破|破案|救|结案|调解|监测|排查|检查|回收|受理|接待|登记|识别|报告|查找|发现"
)


@lru_cache(maxsize=1024)
def _things(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(found[1] or found[2] for found in pattern.finditer(text))


def floor_under_harm(name: str, target: Target, told: str) -> bool:
    """Whether at least so much is asked of what harms: 返贫率 → ≥5%.

    What harms is told by its name, and by the form's own verbs (降低返贫率): `told` is all it says.
    """
    if target.operator not in _FLOOR or _lessens(name):
        return False
    return _harms(name) or _is_told(name, _LESSENED, told)


@lru_cache(maxsize=4096)
def _lessens(name: str) -> bool:
    return bool(_LESSENING.search(name))


@lru_cache(maxsize=4096)
def _harms(name: str) -> bool:
    return bool(_HARM.search(name) or _HARM_RATE.search(name))


def ceiling_on_good(name: str, target: Target, told: str) -> bool:
    """Whether at most so much is asked of what is wanted: 合作社带动农户率 → ≤90%.

    Rates of over a half that harm nobody are wanted, and what the form itself wants to raise. What
    `capped_good` tells of is left to it.
    """
    if target.operator not in _CEILING or capped_good(name, target):
        return False
    if _harms(name) or _BAD.search(name) or _lessens(name):
        return False
    return _wanted_rate(name, target) or _is_told(name, _INCREASED, told)


def _wanted_rate(name: str, target: Target) -> bool:
    """A rate that harms nobody and may be nearly whole; less of it does for a few (资产负债率)."""
    if not target.percent or not name.endswith("率") or _SPARED.search(name):
        return False
    least = _HALF if _WANTED.search(name) else _NEARLY_ALL
    return (target.number or 0) > least


_HALF, _NEARLY_ALL = 50, 90
_WANTED = re.compile(
    r"(?:发放|合规|准确|使用|利用|保障|参与|带动|落实|投保|验收|正常|完好|入学|巩固|支付|拨付|执行|转化|存活|成活"
    r"|优良|普及|入户|建档|管理|接种|签约|公开|归档|归集|通过|响应|服务|上线|开通|配备|保存)率$"
)
_SPARED = re.compile(
    r"负债|负担|占|消耗|能耗|化肥|农药|农膜|排放|含水|床位|病床|超|费用|成本|杠杆|自付|报销|费率|税率|利率|汇率"
)


def _is_told(name: str, pattern: re.Pattern[str], told: str) -> bool:
    """Whether the texts use such a verb of what a name measures, the whole of it."""
    if not _MEASURED.search(name):
        return False
    return any(thing.startswith(name) for thing in _things(pattern, told))
