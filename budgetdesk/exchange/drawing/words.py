"""What the words of a template say: labels, prompts typed into blanks, marks, kinds of values."""

import re
from functools import lru_cache
from typing import NamedTuple

from budgetdesk.domain.text import fold
from budgetdesk.exchange.measures import is_note as is_note_of_measure

_UNIT = re.compile(r"\(?(?:金额)?(?:单位:?)?(?P<unit>万元|千元|元)\)?")
_UNIT_IN_BRACKETS = re.compile(
    r"\((?:金额)?(?:单位:?)?(?:(?:[十百千]?万|[百千亿])?元|%|人|个|字数不限)\)"
)
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十0-9]+\)|[0-9]+[、.])"
)
_INCLUDED = re.compile(r"^其中:?")
_MARKED = re.compile(r"^[*※★☆●◆▲△#]+|(?<=.)[*※★☆]+$")  # must be filled in: *项目名称
# What a label says about filling it in, and no part of its name: 主管部门（公章）.
_ASIDE = re.compile(
    r"\((?:公章|盖章|签章|签字|签名|章|必填|选填|(?:限|不超过)?[0-9]+字(?:以内|左右)?)\)$"
)
_OF_YEAR = re.compile(r"20[0-9]{2}年度?")
_LONGEST_NAME = 16  # characters
_POINTS_BEHIND = re.compile(r"\([0-9]+(?:\.[0-9]+)?分?\)$|\(权重[^)]*\)$")
_CONSTANT = re.compile(r"[-—–/\\×]+|[0-9]+(?:\.[0-9]+)?%?|\([ABC]\)|[ABC]")
_ZERO = re.compile(r"0(?:\.0+)?%?")
_BOXES = re.compile(r"[□☐☑■√✓]\s*(?P<choice>[^□☐☑■√✓\s]+)")
_PROMPTS = (
    # Samples of rows: 指标1：, 1., ……, XX
    r"(?:指标|三级指标|内容|任务|项目|事项|措施|目标|明细|支出)?[0-9一二三四五六七八九十][:、.]?",
    r"(?:\.{2,}|…+|_{2,}|\*{2,}|-{3,}|·{2,})",
    r".*(?:[XＸxｘ×]{2,}|…|\.{3,}|_{2,}).*",
    # What is to be done: 请填写…, 如：…, 在此输入
    r"\(?(?:请|在此|此处|点击|双击|输入|录入|选填|必填|自动|系统|填写|填列|填入|如:|例:|例如|示例|样例|示范).*",
    r"\(?(?:如|按|根据|依据|简述|简要|概括|说明|写明|列明|指)[^:]{3,}",
    r".*(?:请填|请写|请选|填写|填列|填入|字以内|字左右|个字|不超过[0-9]+字|下拉|自动生成|自动计算|自动带出|同上|不填|必填|选填).*",
    r"\((?:必填|选填|盖章|签字|签章|公章|手填|空|略|文字|数字|金额|日期|文本)\)",
    # Dates with room: 年 月 日
    r"[0-9X]{0,4}年[0-9X]{0,2}(?:月(?:[0-9X]{0,2}日?)?)?(?:[-至到~].*)?",
    r"[^0-9]{0,2}[0-9]+(?:\.[0-9]+)?(?:万元|元|%|人|个|次|项|天)",
    r"(?:≥|≤|>|<|=).*",
)  # fmt: skip
_PROMPT = re.compile("|".join(f"(?:{one})" for one in _PROMPTS))
_GROUPED = re.compile(r"按.{2,8}(?:划分|分类|分列|构成|分)(?:\(.*\))?")
_FILLED_BY = re.compile(
    r"填(?:报|表|写)(?:人|单位|日期|时间|部门|科室)(?:姓名|名称|及.{2,4}|\(.*\))?:?"
)
_HEAD_LABEL = re.compile(
    r"(?:(?:填[报表]|编[制报]|申[报请]|报送|制表|项目|预算)(?:单位|部门|日期|时间)(?:名称)?"
    r"|(?:单位|部门)名称)"
    r"(?:\((?:盖章|公章|签章|章)\))?:"
)
_TITLE = re.compile(
    r".*(?:表|目标|报告|书)(?:\([^)]*\)){0,3}"
    r"|\(?[0-9xX_ ]{0,4}年?度?\)?(?:年度)?|附[件表]?[0-9一二三四五六七八九十\-:]*"
)
_YEAR = re.compile(r"\(?(?:[0-9XＸ_]{4}|[XＸ_]{0,3})\)?年?度?\)?")


YES_NO = ("是", "否")
"""What a field whose name asks 是否… offers."""


_KEPT = 4096  # labels of a form, each of which is asked for hundreds of times


class GuessedKind(NamedTuple):
    """The kind of a new field, and which words gave it away."""

    kind: str
    sure: bool


@lru_cache(_KEPT)
def core_of(text: str) -> str:
    """A label as a name: one line, without numbering, 其中, colon, unit of money, points."""
    name = _MARKED.sub("", fold(text).rstrip(":")).rstrip(":")
    name = _ASIDE.sub("", _UNIT_IN_BRACKETS.sub("", name)).rstrip(":")
    name = _INCLUDED.sub("", name)
    if len(shorter := _NUMBERING.sub("", name)) > 1:
        name = _INCLUDED.sub("", shorter)
    return _POINTS_BEHIND.sub("", name).rstrip(":") or fold(text)


def without_brackets(core: str) -> str:
    """A label without the explanation behind it: 指标值（包含数字及文字描述）."""
    return re.sub(r"(?<=.)\([^()]*\)$", "", core)


def printed_core(text: str) -> str:
    """The same, with the brackets and marks of a Chinese page."""
    return core_of(text).translate(str.maketrans("():,", "（）：，"))


def unit_in(text: str) -> str:
    """The unit of money that a text names, "" for none: 万元, 元."""
    found = [it["unit"] for it in _UNIT.finditer(fold(text))]
    return found[0] if found and found[0] != "千元" else ""


def says_unit(text: str) -> bool:
    """Whether a text says nothing but the unit of money: 单位：万元."""
    return is_note_of_measure(fold(text))


def is_constant(text: str) -> bool:
    """Whether a text is printed in the place of a value: —, 10, 100."""
    folded = fold(text)
    return bool(_CONSTANT.fullmatch(folded)) and not _ZERO.fullmatch(folded)


def is_dash(text: str) -> bool:
    """Whether a text stands where nothing is: —."""
    return is_constant(text) and not any(map(str.isalnum, text))


def is_number(text: str) -> bool:
    """Whether a text is a number alone."""
    return bool(re.fullmatch(r"[0-9]+(?:\.[0-9]+)?%?", fold(text)))


def is_prompt(text: str) -> bool:
    """Whether a text is typed into a blank to tell what belongs there, and is no label."""
    folded = _ASIDE.sub("", fold(text)) or fold(text)
    if _FILLED_BY.fullmatch(folded) or _GROUPED.fullmatch(folded):
        return False
    return bool(_ZERO.fullmatch(folded) or _PROMPT.fullmatch(folded) or boxes_in(text))


def is_head_label(text: str) -> bool:
    """Whether a text stands above a form before what it is about: 填报单位： and the like."""
    return bool(_HEAD_LABEL.fullmatch(fold(text)))


def is_signed(text: str) -> bool:
    """Whether a text stands before a signature below a form: 填报人： and the like."""
    named = guess_kind(text, wide=False).kind in ("person", "phone", "date")
    return is_head_label(text) or (fold(text).endswith(":") and named)


def is_sentence(text: str) -> bool:
    """Whether a printed text explains in a sentence what is asked, and names nothing."""
    folded = fold(text)
    return len(folded) > _LONGEST_NAME and bool(re.search(r"[。;!?,]", folded))


def is_grouping(text: str) -> bool:
    """Whether a text says how the amounts below it are grouped: 按资金来源划分."""
    return bool(_GROUPED.fullmatch(fold(text)))


def outright(text: str) -> str:
    """What a text in braces says of its cell: `{项目名称}`; "" where it says nothing."""
    found = re.fullmatch(r"\{(?P<said>[^{}=]+)\}", text.strip())
    return found["said"].strip() if found else ""


def boxes_in(text: str) -> tuple[str, ...]:
    """The choices that stand behind boxes: □是 □否."""
    found = tuple(it["choice"].strip("、,，;；()（）") for it in _BOXES.finditer(text))
    return found if len(found) > 1 else ()


def is_year_line(text: str) -> bool:
    """Whether a text tells only the year: （2027年度）."""
    folded = fold(text)
    return "年" in folded and bool(_YEAR.fullmatch(folded))


def names_year(text: str) -> bool:
    """Whether a text is a year, as the row or column of a year is headed: 2027年."""
    return bool(_OF_YEAR.fullmatch(fold(text)))


def is_title(text: str) -> bool:
    """Whether a text may head a form."""
    return bool(_TITLE.fullmatch(fold(text)))


def is_note(text: str) -> bool:
    """Whether a text explains the form below it."""
    return bool(
        re.match(r"\(?(?:备?注|说明|填[报表写]说明|填写要求)[0-9]?[:.、]|注[0-9]", fold(text))
    )


def points_in(text: str) -> str:
    """The points that a level's cell tells behind its name: 产出指标（50分）; "" for none."""
    found = re.search(r"\((?P<points>[0-9]+(?:\.[0-9]+)?)分\)$", fold(text))
    return found["points"] if found else ""


def _ends(words: str) -> str:
    return f"(?:{'|'.join(words.split())})$"


def _has(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_NAMED = _ends(
    "性质 类型 类别 方式 来源 方向 科目 名称 单位 部门 渠道 进度 编码 代码 层级 级次 标准"
)
_TOLD = _ends("用途 内容 绩效 效益 管理 备注")  # in few words or many, as there is room
# What a label ends with or holds, the kind that it lets expect, and whether that is sure.
_KINDS: tuple[tuple[str, str, bool], ...] = (
    (r"^(?:是否|有无)", "choice", True),
    (r"(?<![及和与、])(?:电话|手机|联系方式|传真)号?码?$", "phone", True),
    (
        "(?!.*(?:意见|建议|情况|说明)$)"
        + _has(
            "负责人 联系人 经办人 填报人 填表人 责任人 领导 姓名 法人 审核人 制表人 复核人 评价人 "
            "签字 签名 财务人员"
        ),
        "person",
        True,
    ),
    (_ends("率 支出进度 执行进度 支付进度 占比 比例 比重 百分比 完成比"), "percent", True),
    (_ends("权重 分值 得分 分数 评分 系数 总分 扣分 自评分 标准分 满分"), "decimal(2)", True),
    (
        _has("起止 起讫 始末 实施期限 项目周期 执行期限 实施周期 建设周期 建设期 执行期 期间"),
        "period",
        True,
    ),
    (_ends("月份 年月 截止月"), "month", True),
    (_ends("日期 时间"), "date", True),
    (_ends("指标值 目标值 完成值 实现值 实际值 计划值"), "target", True),
    (
        _ends(
            "意见 建议 事项 原因 理由 依据 必要性 可行性 合理性 过程 措施 说明 概述 概况 简介 情况 "
            "分析 问题 结论 目标 职责 职能 方案 办法 制度 描述 评述 总结 论证 做法 经验 成效 "
            "风险"
        ),
        "paragraph",
        True,
    ),
    (_has("依据 必要性 可行性 措施 原因 目标 概况"), "paragraph", False),
    (_NAMED, "line", False),
    (_TOLD, "paragraph", False),
    (
        _has(
            "金额 总额 资金 经费 投资 造价 预算 拨款 补助 补贴 结余 结转 支出 收入 合计 小计 总计 "
            "基金 决算 执行数 预算数 安排数 拨付数 支付数 到位数 下达数 费用 费 自筹 贷款 债券 "
            "单价 增减 本年申请"
        ),
        "money",
        True,
    ),
    (_ends("人数 个数 次数 户数 台数 件数 数量 人次 总数 编制数 [^分]数"), "count", True),
    (_ends("内容 计划 成果 效益 效果 保障 条件 影响 安排 任务 范围 对象"), "paragraph", False),
)
_COMPUTED = re.compile(
    r"(?:合计|小计|总计|总额|总分|总得分|差额|差异|偏离度|增减(?:额|数|率|变动)?)$"
)
_RATE = re.compile(r"(?:执行率|完成率|支付率|支出进度|执行进度|预算完成率|资金使用率|到位率)$")


def guess_kind(label: str, *, wide: bool) -> GuessedKind:
    """The kind that a label lets expect; `wide` says that there is room for a paragraph."""
    name = without_brackets(core_of(label))
    for pattern, kind, sure in _KINDS:
        if re.search(pattern, name):
            if kind == "paragraph" and not sure and not wide:
                return GuessedKind("line", sure=False)
            return GuessedKind(kind, sure)
    return GuessedKind("line", sure=False)


def sounds_computed(label: str) -> bool:
    """Whether a label promises a sum, a difference or a rate of what stands beside it."""
    name = without_brackets(core_of(label))
    return bool(_COMPUTED.search(name) or _RATE.search(name))


def sounds_like_label(text: str) -> bool:
    """Whether a text that no form has yet is worded as labels are."""
    folded = fold(text)
    if (
        len(core_of(text)) > _LONGEST_NAME
        or re.search(r"[。;；!?]", folded)
        or folded.count(",") > 1
    ):
        return False
    return (
        folded.endswith(":")
        or any(sure and re.search(pattern, core_of(text)) for pattern, _, sure in _KINDS)
        or bool(re.search(f"{_NAMED}|{_TOLD}", core_of(text)))
    )


_RECORDS = (
    (r"整体.*目标审核|目标审核.*整体", "overall_target_review"),
    (r"整体.*(?:自评|评价)|(?:自评|评价).*整体", "overall_self_evaluation"),
    (r"目标审核", "target_review"),
    (r"自评|绩效评价|评价表|评分表", "self_evaluation"),
    (r"监控|跟踪|执行情况", "monitoring"),
    (r"调整", "adjustment"),
    (r"事前|评估", "ex_ante"),
    (r"(?:整体|部门|单位).*(?:支出)?.*绩效目标.*|整体", "overall"),
)
_OF_PROJECTS = tuple(it for it in _RECORDS if it[1] in (
    "target_review", "self_evaluation", "monitoring", "adjustment", "ex_ante",
))  # fmt: skip


def record_in(title: str) -> str:
    """The record kind that a title names, "" where it names none."""
    folded = fold(title)
    if "项目" in folded and not re.search(r"整体", folded):
        named = [kind for pattern, kind in _OF_PROJECTS if re.search(pattern, folded)]
        return named[0] if named else "project"
    return next((kind for pattern, kind in _RECORDS if re.search(pattern, folded)), "")
