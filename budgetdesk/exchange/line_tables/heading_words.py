"""The headings of budget tables, 一体化 exports and offices' own lists: what each names.

Patterns are held against a heading that is folded and without its unit of measure. Of two columns
that name the same part of a line, the one with the higher place in its list counts.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from budgetdesk.domain.ledger_columns import LedgerField, RevenueField
from budgetdesk.domain.records import Source

Patterns = Sequence[re.Pattern[str]]


def _all(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_CODE = "(?:编码|代码|编号|码|号)"
_OWNER = "承办|责任|牵头"
_OWNER += (
    "|预算|实施|项目|填报|所属|用款|使用|资金使用|执行|申报|基层|二级|三级|编制|承担|申请|具体"
)
_UNIT = _all(
    rf"(?:{_OWNER})*单位(?:名称|全称|简称)?|unit|agency",
    rf"(?:{_OWNER})*单位{_CODE}?(?:[/及和、\-(]*名称\)?)?",
    rf"(?:{_OWNER})*单位{_CODE}",
    r"(?:主管|预算|一级)?(?:部门|单位)(?:[(/及、和-]*(?:单位|部门)\)?)(?:名称)?",
    r"(?:主管|预算|一级)?(?:部门|单位)(?:名称)?|主管单位(?:名称)?|机构名称|用款部门",
    rf"(?:主管|预算|一级)?部门{_CODE}(?:[/及和、-]*名称)?",
)
_KEPT = rf"(?:{_CODE}(?:[/及和、\-(]*名称\)?)?)?"
_SOURCE = _all(
    r"(?:财政|项目|预算)?(?:资金|经费)(?:来源|性质)(?:名称|类型|类别)?|source",
    rf"(?:财政|项目|预算)?(?:资金|经费)(?:来源|性质){_CODE}(?:[/及和、-]*名称)?",
    r"(?:资金|经费|预算|拨款)(?:类型|类别|种类|属性|渠道|性质|来源)(?:名称)?|收入来源|支出来源",
    r"预算(?:体系|级次类型)",
)
_FUNCTION = _all(
    rf"(?:预算|一般)?(?:支出)?功能(?:科目)?(?:分类)?(?:支出)?(?:科目)?(?:{_CODE})?|function(?:_code)?",
    rf"(?:支出)?功能(?:分类)?(?:科目)?{_KEPT}|(?:支出)?(?:预算|支出|功能)?科目{_KEPT}",
    r"政府(?:支出|收支)(?:功能)?分类(?:科目)?(?:编码)?|支出功能分类科目|类款项|(?:支出)?功能(?:分类)?科目名称(?:及|和|/|、)编码|支出科目|(?:类级|款级|项级)?科目",
)
_FUNCTION_NAMES = _all(
    r"(?:支出)?功能(?:科目)?(?:分类)?(?:科目)?名称|(?:预算|支出|功能)?科目名称|(?:项级)?科目(?:全称)",
)
_NATURE = _all(
    r"(?:支出|经费)(?:性质|类型|类别|分类|种类|属性|结构|大类)(?:名称)?|nature|基本/?项目(?:支出)?",
    r"(?:预算|部门预算|支出)?项目(?:类型|类别|性质|大类|分类)(?:名称)?|预算支出(?:类型|性质)",
    r"项目(?:类型|类别)(?:编码|代码)(?:[/及和、-]*名称)|支出类",
)
_PROJECT = _all(
    r"(?:预算|支出|部门预算|专项|二级|明细|具体|子)*项目名称(?:及内容)?|project",
    r"(?:预算|部门预算|二级|三级|明细|具体|子)*项目(?:全称|简称)?|专项名称|项目[(/及、]*用途\)?",
    rf"项目{_CODE}?[/及和、\-(]*名称\)?|(?:支出)?(?:项目|事项)(?:及|/|、|和)?(?:支出)?内容|支出事项",
    r"(?:项目/)?事项|[一三]级项目(?:名称)?|资金(?:项目)?名称|支出项目(?:名称)?|资金用途|用途|支出内容|经费名称",
)
_DEPARTMENT = _all(
    r"(?:支出)?经济分类(?:科目)?\(部门(?:预算)?\)",
    rf"部门(?:预算)?(?:支出)?经济(?:科目)?(?:分类)?(?:科目)?(?:{_CODE})?|department_economic",
    rf"部门(?:预算)?(?:支出)?经济(?:分类)?(?:科目)?{_KEPT}",
    rf"(?:预算)?(?:支出)?经济(?:科目)?(?:分类)?(?:科目)?{_KEPT}",
)
_DEPARTMENT_NAMES = _all(
    r"部门(?:预算)?(?:支出)?经济(?:分类)?(?:科目)?名称|(?:支出)?经济(?:分类)?(?:科目)?名称",
)
_GOVERNMENT = _all(
    r"(?:支出)?经济分类(?:科目)?\(政府(?:预算)?\)",
    rf"政府(?:预算)?(?:支出)?经济(?:科目)?(?:分类)?(?:科目)?(?:{_CODE})?|government_economic",
    rf"政府(?:预算)?(?:支出)?经济(?:分类)?(?:科目)?{_KEPT}",
)
_GOVERNMENT_NAMES = _all(r"政府(?:预算)?(?:支出)?经济(?:分类)?(?:科目)?名称")
_ORIGIN = _all(
    r"资金年度(?:类型|属性)?|(?:指标|来源|资金所属|资金来源|指标来源)年度|(?:当年|本年)/?(?:上年)?结转|(?:上年)?结转(?:标志|与否|标识|类型)|origin",
    r"(?:资金|预算|指标)(?:年度)(?:性质|来源|类型)|年度(?:来源|性质|类型)|指标来源|预算来源年度",
    r"是否(?:为|属于|属)?(?:上年|以前年度)?结转(?:结余)?(?:资金)?|(?:上年)?结转结余标[志识]",
)
_REVENUE_CODE = _all(
    rf"收入(?:预算)?(?:分类)?科目(?:{_CODE})?|收入{_CODE}|revenue_code",
    rf"(?:收入)?(?:预算)?(?:分类)?科目{_KEPT}|(?:非税)?收入(?:项目){_CODE}",
)
_REVENUE_NAMES = _all(r"(?:收入)?(?:分类)?科目名称|收入(?:项目)?名称|name|收入项目")

SPENDING: Mapping[StrEnum, Patterns] = {
    LedgerField.UNIT: _UNIT,
    LedgerField.NATURE: _NATURE,
    LedgerField.PROJECT: _PROJECT,
    LedgerField.DEPARTMENT_ECONOMIC: _DEPARTMENT,
    LedgerField.GOVERNMENT_ECONOMIC: _GOVERNMENT,
    LedgerField.FUNCTION_CODE: _FUNCTION,
    LedgerField.SOURCE: _SOURCE,
    LedgerField.ORIGIN: _ORIGIN,
}
SPENDING_NAMES: Mapping[StrEnum, Patterns] = {
    LedgerField.FUNCTION_CODE: _FUNCTION_NAMES,
    LedgerField.DEPARTMENT_ECONOMIC: _DEPARTMENT_NAMES,
    LedgerField.GOVERNMENT_ECONOMIC: _GOVERNMENT_NAMES,
}
INCOME: Mapping[StrEnum, Patterns] = {
    RevenueField.UNIT: _UNIT,
    RevenueField.SOURCE: _SOURCE,
    RevenueField.REVENUE_CODE: _REVENUE_CODE,
}
INCOME_NAMES: Mapping[StrEnum, Patterns] = {RevenueField.REVENUE_CODE: _REVENUE_NAMES}

# The parts of a code in columns of their own.
LEVEL = re.compile(r"(.*?)(类|款|项|目)(?:级)?(?:科目)?(?:编码|代码)?$")
LEVELS = {"类": 1, "款": 2, "项": 3, "目": 4}

LOWER_LEVEL = re.compile(r"(?:^|[(·]|编码|代码|科目)(?:款|项|目)级?\)?$")

# What may be left out of a heading that is not known with it: （类款项）, 款级.
BESIDES = re.compile(r"\([^()]*\)|[类款项目]级|(?<=经济分类)[类款项]$")

# Amounts.
SUM = re.compile(r"(?:金额)?(?:合计|总计|小计|共计|总额|总金额|合计数|合计金额|预算合计|总数|总和)")
LAST_YEAR = re.compile(r"(?:上年|去年|上一年|前年)(?!.*结)")
YEAR = re.compile(r"(20[0-9]{2})年?度?")
# Columns of amounts beside the budget: what became of it, or what it was worked out from.
BESIDE = re.compile(
    r"执行|决算|完成|支付|拨付|下达数|已下达|累计|实际|余额|可用|进度|增减|增长|变动|差额|[%％]|比重|占比"
    r"|调整|追加|调增|调减|调剂|标准|单价|数量|人数|绩效|采购|核减|审减|上报数|申报数|测算|中期|以后年度"
)
NOT_MONEY = re.compile(f"{BESIDE.pattern}|电话|年度|年份|日期|时间|编码|编号|代码|备注|说明|依据")
PLAIN = re.compile(
    r"(?:其中:?)?(?:年初|本年度?|当年度?|全年|本级|部门|人民币|总|年度|本次|此次|拟)*"
    r"(?:预算|资金|支出|收入|安排|批复|核定|分配|下达|补助|计划|项目|建议|控制|申请|审核|财政|指标|投资|经费"
    r"|核批|申报|拨款|预计|审定|评审|入库|二上|一上|二下|一下|送审|认定|测算后)*(?:金额|数额|数|额|总额|额度|规模|资金额|金)"
    r"|(?:本年|当年|年初|部门|年度|全年)*(?:度)?预算(?:安排|支出|资金)?|(?:本年|年度)?(?:支出|项目|收入|资金)预算|[一二][上下](?:预算|控制)?(?:数|金额)?|(?:经费|费用|资金)(?:预算)?|费用(?:金额|合计)?|预算批复数|资金安排|安排资金|预算安排"
    r"|(?:本年|当年)(?:度|数|收入|支出|安排)?|(?:全年|全部|本年|当年|年度)?(?:预算|资金|经费|费用|支出|收入)?"
    r"(?:合计|总计|共计|总额)(?:数|金额)?|amount(?:_yuan)?|拟?安排(?:资金)?|年初安排|批复预算|资金规模|补助资金|下达资金|(?:项目|预算)?资金",
    re.IGNORECASE,
)
STAGES = ("一上", "一下", "二上", "二下")  # of a budget: each replaces the one before
THIS_YEAR = re.compile(r"本年|当年|年初|年度")

# Rows at the foot that are no content: who made the table and when, pages, remarks.
_SIGNED = (
    "填表|制表|编制|审核|复核|打印|填报|经办|负责|联系|单位负责|财务负责|分管领导|部门负责|主要负责"
)
FOOT = re.compile(
    rf"(?:注|备注|说明|附注|填表说明)[0-9]*(?:[:.、].*)?|(?:{_SIGNED})(?:人|时间|日期|电话|单位|人电话)?:.*"
    rf"|(?:{_SIGNED})(?:人|时间|日期|电话)|(?:日期|时间|电话|单位盖章|盖章|\(盖章\)|制表):?.*"
    r"|第[0-9]+页.*|共[0-9]+页.*"
)

# The words of a title that say of which source a table is.
TITLES: Mapping[Source, str] = {
    Source.GENERAL: "一般公共预算",
    Source.FUND: "政府性基金",
    Source.STATE_CAPITAL: "国有资本经营",
    Source.SPECIAL_ACCOUNT: "财政专户",
    Source.UNIT_FUNDS: "单位资金|自有资金",
}

# A column of years: whose budget a row is.
BUDGET_YEAR = re.compile(r"(?:预算|项目|会计|所属)?(?:年度|年份)")

# Headings that are understood and say nothing a line needs.
IDLE = re.compile(r"序号|编号|行次|no\.?|栏次|行号", re.IGNORECASE)
