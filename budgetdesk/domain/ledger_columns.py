"""The columns of the ledger (预算明细) and of revenue by code, and the words of their lists."""

from collections.abc import Mapping
from enum import StrEnum

from budgetdesk.domain.records import Nature, Origin, Source, UnitKind


class LedgerField(StrEnum):
    """What a ledger line says, in the order of the grid; the value names the record's attribute."""

    UNIT = "unit"
    FUNCTION_CODE = "function_code"
    NATURE = "nature"
    PROJECT = "project"
    AMOUNT = "amount"  # not last: on a small screen the grid's end is out of sight
    DEPARTMENT_ECONOMIC = "department_economic"
    GOVERNMENT_ECONOMIC = "government_economic"
    SOURCE = "source"
    ORIGIN = "origin"


LABELS: Mapping[LedgerField, str] = {
    LedgerField.UNIT: "单位",
    LedgerField.FUNCTION_CODE: "功能科目",
    LedgerField.NATURE: "支出性质",
    LedgerField.PROJECT: "项目名称",
    LedgerField.DEPARTMENT_ECONOMIC: "部门经济科目",
    LedgerField.GOVERNMENT_ECONOMIC: "政府经济科目",
    LedgerField.SOURCE: "资金来源",
    LedgerField.ORIGIN: "资金年度",
    LedgerField.AMOUNT: "金额（元）",
}


class RevenueField(StrEnum):
    """What a revenue line says, in the order of the grid; the value is the attribute."""

    UNIT = "unit"
    SOURCE = "source"
    REVENUE_CODE = "revenue_code"
    AMOUNT = "amount"


REVENUE_LABELS: Mapping[RevenueField, str] = {
    RevenueField.UNIT: "单位",
    RevenueField.SOURCE: "资金来源",
    RevenueField.REVENUE_CODE: "收入科目",
    RevenueField.AMOUNT: "金额（元）",
}
NATURES: Mapping[Nature, str] = {Nature.BASIC: "基本支出", Nature.PROJECT: "项目支出"}
SOURCES: Mapping[Source, str] = {
    Source.GENERAL: "一般公共预算",
    Source.FUND: "政府性基金预算",
    Source.STATE_CAPITAL: "国有资本经营预算",
    Source.SPECIAL_ACCOUNT: "财政专户管理资金",
    Source.UNIT_FUNDS: "单位资金",
}
# Only this revenue is entered by code: 表七 and 表九 ask for it.
REVENUE_SOURCES: Mapping[Source, str] = {
    source: SOURCES[source] for source in (Source.FUND, Source.STATE_CAPITAL)
}
UNIT_KINDS: Mapping[UnitKind, str] = {
    UnitKind.ADMINISTRATIVE: "行政单位",
    UnitKind.CIVIL_SERVICE_LIKE: "参公单位",
    UnitKind.INSTITUTION: "事业单位",
}
ORIGINS: Mapping[Origin, str] = {Origin.CURRENT: "当年", Origin.CARRYOVER: "上年结转"}
