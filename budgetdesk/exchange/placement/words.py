"""What forms of different offices call the same: labels, headings and levels of indicators."""

import re
from enum import StrEnum
from functools import lru_cache

from budgetdesk.domain.indicator_tree import NEW_TREE, OLD_TREE, Slot, bare
from budgetdesk.domain.target_parts import with_plain_sign
from budgetdesk.domain.text import fold
from budgetdesk.exchange.heading_units import without_unit

_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|[(]?[0-9一二三四五六七八九十]+[)]?[.、]?)")
_TITLE = re.compile(
    r".*(?:绩效目标|绩效)(?:申报)?表(?:\(.*\))?|\(?\d{4}\)?年度?\)?|\(\d{4}\)年度|单位:(?:[十百千]?万|[百千亿])?元|返回目录"
)
_UNIT = re.compile(r"\((?:单位:)?(?:人民币)?(?:[十百千]?万|[百千亿])?元\)")


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """A label for comparing: folded, without its numbering, colon, 其中 and unit of money."""
    key = _UNIT.sub("", fold(text)).rstrip(":").removeprefix("其中:").removeprefix("其中")
    return _NUMBERED.sub("", key) or key


def is_title(text: str) -> bool:
    """Whether a text heads a form: its title, its year, its unit of money."""
    return bool(_TITLE.fullmatch(fold(text)))


class ColumnRole(StrEnum):
    """What a column of a list of indicators holds."""

    LEVEL1 = "level1"
    LEVEL2 = "level2"
    NAME = "name"
    SIGN = "sign"
    VALUE = "value"
    MEASURE = "measure"


_HEADINGS = {
    ColumnRole.LEVEL1: "一级指标 一级 指标类别 指标类型 一级指标名称",
    ColumnRole.LEVEL2: "二级指标 二级 二级指标名称",
    ColumnRole.NAME: "三级指标 三级 三级指标名称 指标名称 指标内容 绩效指标名称 具体指标 "
    "三级指标内容",
    ColumnRole.SIGN: "指标性质 计算符号 运算符号 符号 指标符号 计算方式 运算符",
    ColumnRole.VALUE: "指标值 年度指标值 目标值 指标目标值 年初指标值 实施期指标值 中期指标值 "
    "绩效指标值 年度目标值 计划指标值 预期指标值 值 绩效目标值 指标值及单位 "
    "指标值(包含数字及文字描述)",
    ColumnRole.MEASURE: "度量单位 计量单位 单位 指标单位 指标值单位 度量",
}
_MARKS = "*※★☆●◆▲△"  # what must be filled in
_BY_HEADING = {word: column for column, words in _HEADINGS.items() for word in words.split()}


def heading(text: str) -> ColumnRole | None:
    """What a heading says its column holds; marks before it and a unit behind it say no more."""
    return _BY_HEADING.get(without_unit(text).rstrip(":").strip(_MARKS))


def heads_all(text: str) -> bool:
    """Whether a text stands beside a whole list and heads none of its columns."""
    return fold(text) in {"绩效指标", "年度绩效指标", "序号", "总体目标", "绩效目标"}


_SIGNS = frozenset("≥≤><=≧≦＞＜＝") | {
    ">=", "<=", "定性", "大于等于", "小于等于", "大于", "小于", "等于", "不低于", "不高于",
    "不少于", "不超过", "无",
}  # fmt: skip
_MEANINGS = {
    ">=": "≥", "<=": "≤", "≧": "≥", "≦": "≤", "大于等于": "≥", "小于等于": "≤", "大于": ">",
    "小于": "<", "等于": "=", "定性": "", "无": "", "＝": "=", "＞": ">", "＜": "<",
}  # fmt: skip
_NOT_A_MEASURE = re.compile(r"[0-9。；，,;≥≤]|.{9,}")


def is_sign(text: str) -> bool:
    """Whether a text is an operator, or says that the value is in words."""
    return fold(text) in _SIGNS or with_plain_sign(f"{text.strip()}1") != f"{text.strip()}1"


def may_be_measure(text: str) -> bool:
    """Whether a text may be the unit that a value is measured in."""
    return bool(text.strip()) and not _NOT_A_MEASURE.search(fold(text))


def joined_target(sign: str, value: str, measure: str) -> str:
    """One target of an operator, a value and a unit that stood apart."""
    folded = fold(sign)
    mark = _MEANINGS.get(folded, folded)
    unit = measure.strip()
    if not value.strip():
        return ""
    held = value.strip()
    if held.startswith(tuple(_SIGNS)):
        mark = ""
    words = folded == "定性" and not any(map(str.isdigit, held))
    if fold(unit) in {"", "无", "/", "-"} or held.endswith(unit) or words:
        unit = ""
    return with_plain_sign(f"{mark}{held}{unit}") if mark else f"{held}{unit}"


# What stands around the name of a level and is no part of it: （一）产出指标（50分）, ①数量指标.
_BEFORE_LEVEL = re.compile(
    r"^(?:指标\s*)?(?:[（(](?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})[)）][、.．]?"
    r"|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})[、.．:：]|[①-⑳])\s*"
)
_BEHIND_LEVEL = re.compile(
    r"\s*[（(]\s*(?:权重|分值|满分|共)?\s*[:：]?\s*[0-9.]+\s*[分%％]?\s*[)）]$"
    r"|\s*(?:权重|分值|满分|共)?\s*[:：]?\s*[0-9.]+\s*[分%％]$"
)


@lru_cache(maxsize=4096)
def plain_level(text: str) -> str:
    """The name of a level of indicators without what counts it and without its points."""
    name = _BEHIND_LEVEL.sub("", text.strip())
    return _BEFORE_LEVEL.sub("", name) or name


# Levels of indicators. What other regions and 财预〔2021〕101号 call them, by the word that tells.
_LEVEL1 = {bare(name) for tree in (OLD_TREE, NEW_TREE) for name in tree.level1_names}
_LEVEL1_TOO = {"产出", "效益", "满意度", "成本", "效果", "服务对象满意度", "项目效益", "项目产出"}
_TELLING = (
    ("满意", "服务对象满意度"),
    ("可持续", "可持续影响"),
    ("经济成本", "经济成本"),
    ("社会成本", "社会成本"),
    ("生态环境成本", "生态环境成本"),
    ("环境成本", "生态环境成本"),
    ("成本", "成本"),
    ("生态", "生态效益"),
    ("环境", "生态效益"),
    ("经济", "经济效益"),
    ("社会", "社会效益"),
    ("数量", "数量"),
    ("质量", "质量"),
    ("时效", "时效"),
)
# Other words for a level 2 that no name of an indicator is made of.
_LEVEL2_TOO = frozenset(
    "满意度 服务对象满意度 受益对象满意度 社会公众满意度 群众满意度 社会公众或服务对象满意度 "
    "服务对象或受益对象满意度 "
    "可持续影响 可持续发展 可持续性 可持续发展影响 经济成本 社会成本 生态环境成本 生态成本 "
    "环境成本 成本 生态效益 环境效益 生态环境效益 生态 经济效益 经济 社会效益 社会 "
    "产出数量 产出质量 产出时效 产出成本 "
    "数量 质量 时效 数量类 质量类 时效类 成本类".split()
)
_INSTEAD = {
    "经济成本": ("成本",),
    "社会成本": ("成本",),
    "生态环境成本": ("成本",),
    "成本": ("经济成本",),
}


def names_level1(text: str) -> bool:
    """Whether a text is a name of level 1, of this or another region's form."""
    name = bare(plain_level(text))
    return name in _LEVEL1 or name in _LEVEL1_TOO


def names_level2(text: str, slots: list[Slot]) -> bool:
    """Whether a text is a name of level 2: of the form, or a word for one elsewhere."""
    name = bare(plain_level(text))
    return name in _LEVEL2_TOO or any(bare(slot.level2) == name for slot in slots)


def find_slot(level1: str, level2: str, slots: list[Slot]) -> tuple[Slot, bool] | None:
    """The form's slot for two names as another form writes them, and whether they are its own.

    None where the form has no such slot.
    """
    above, name = bare(plain_level(level1)), bare(plain_level(level2))
    if not name:
        below = [slot for slot in slots if bare(slot.level1) == above]
        return (below[0], False) if len(below) == 1 else None
    same = [slot for slot in slots if bare(slot.level2) == name]
    for slot in same:
        if not above or bare(slot.level1) == above:
            return slot, True
    if same:
        return same[0], not above
    meant = next((name_meant for word, name_meant in _TELLING if word in name), "")
    for wanted in (meant, *_INSTEAD.get(meant, ())):
        for slot in slots:
            if wanted and bare(slot.level2) == wanted:
                return slot, False
    return None
