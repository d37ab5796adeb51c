"""The headings of budgets, 一体化 exports and offices' own lists, each known for what it names."""

import pytest

from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.records import Department, Unit
from budgetdesk.exchange.line_tables.recognising import recognise

BUREAU = Department("202", "永和县卫生健康和体育局", id=1)
TERMS = LedgerTerms(2024, (Unit(BUREAU.name, BUREAU, "202001", id=1),))
OTHERS = {
    "unit": "单位",
    "function_code": "科目编码",
    "project": "项目名称",
    "amount": "金额（元）",
}
CELLS = {
    "unit": BUREAU.name,
    "function_code": "2100408",
    "nature": "项目支出",
    "project": "甲",
    "department_economic": "30201",
    "government_economic": "50201",
    "source": "一般公共预算",
    "origin": "当年",
    "amount": "125000",
}
HEADINGS = {
    "unit": """
        单位 单位名称 预算单位 预算单位名称 预算单位编码 单位编码 用款单位 实施单位 项目实施单位
        项目单位 主管部门及单位 部门（单位） 部门/单位 填报单位 单位代码 资金使用单位 单位全称
        二级预算单位 主管单位 基层单位 部门名称 预算部门 单位（部门） 执行单位 承担单位 单位简称
        部门（单位）名称 预算单位代码及名称 单位编码及名称 单位编码-名称
    """,
    "function_code": """
        功能科目 功能科目编码 功能分类科目 功能分类科目编码 支出功能分类科目
        支出功能分类科目编码 支出功能分类 功能分类 科目编码 科目代码 科目 预算科目 预算科目编码
        支出科目 功能分类编码 支出功能科目 支出功能分类代码 功能科目代码 功能科目编码及名称
        科目编码（名称） 科目（编码+名称） 支出功能分类科目（类款项） 政府收支分类科目
        功能分类科目编码-名称 支出功能 项级科目 项级功能科目 功能科目（项级）
        支出功能分类科目名称 功能分类科目名称 功能科目名称 科目名称
    """,
    "nature": """
        支出性质 支出类型 支出类别 项目类别 项目类型 经费类型 支出分类 预算项目类别 项目大类
        经费性质 支出结构 项目性质 支出类型名称 项目类别名称 预算项目类型 基本/项目
        基本支出/项目支出 资金用途类型 项目分类 支出项目类别 支出大类 项目级别
    """,
    "project": """
        项目名称 项目 预算项目 预算项目名称 支出项目 支出项目名称 二级项目名称 专项名称 项目全称
        部门预算项目名称 具体项目 明细项目 资金名称 项目内容 支出内容 项目（名称） 三级项目名称
        项目编码及名称 事项 支出事项 项目/事项 项目名称及内容 经费名称 资金用途 用途
    """,
    "department_economic": """
        部门经济科目 部门经济分类 部门支出经济分类科目 部门预算支出经济分类科目
        部门预算支出经济分类科目编码 部门经济分类科目 部门预算经济分类 经济分类 经济科目
        支出经济分类 经济分类科目编码 部门经济科目编码 部门预算经济科目 经济科目编码
        部门预算支出经济分类 部门经济分类编码 支出经济分类科目（部门）
        部门预算支出经济分类款级科目 部门支出经济分类 部门经济分类款 部门经济分类科目名称
    """,
    "government_economic": """
        政府经济科目 政府经济分类 政府支出经济分类科目 政府预算支出经济分类科目
        政府预算支出经济分类科目编码 政府经济分类科目编码 政府预算经济分类 政府预算支出经济分类
        政府支出经济分类 政府经济科目编码 支出经济分类科目（政府） 政府经济分类名称
    """,
    "source": """
        资金来源 资金性质 资金性质名称 资金性质编码 资金类型 资金来源名称 资金渠道 资金来源渠道
        经费来源 预算来源 资金属性 财政资金性质 预算类型 资金类别 收入来源 指标来源类型 拨款类型
        项目资金来源 资金种类 经费渠道 资金性质（来源） 预算性质 支付资金性质
    """,
    "origin": """
        资金年度 当年/结转 结转标志 是否结转 资金年度性质 年度来源 指标年度 上年结转标志
        是否上年结转 当年或结转 资金所属年度 本年/结转 预算年度类型 结转类型
    """,
    "amount": """
        金额 金额（元） 预算金额 预算数 年初预算数 本年预算数 2024年预算数 2024年预算
        2024年度预算 2024年 预算安排数 安排金额 资金金额 项目金额 合计 总计 总金额 预算总额
        年初预算 本年预算 批复数 下达金额 分配金额 预算合计 资金总额 本年预算安排 安排数
        资金安排 预算资金 拟安排资金 批复金额 核定预算数 部门预算数 预算额度 支出预算 支出金额
        本年支出预算 年度预算数 项目预算 项目预算金额 支出预算数 申请金额 年度资金总额
        下达预算数 2024年金额 2024年安排 年初预算金额 全年预算数 指标金额 资金数额 项目资金
        2024年部门预算 预算建议数 一上预算数 二上预算数 控制数 额度
    """,
}


@pytest.mark.parametrize("field", HEADINGS)
def test_headings_are_known(field: str) -> None:
    others = {name: heading for name, heading in OTHERS.items() if name != field}
    row = [CELLS[field], *(CELLS[name] for name in others)]
    unknown = [
        heading
        for heading in HEADINGS[field].split()
        if recognise([[heading, *others.values()], row], TERMS).meanings[0].field != field
    ]
    assert unknown == []
