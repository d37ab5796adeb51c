"""Examples of the tie-outs between the computed tables: one figure is wrong."""

from budgetdesk.domain.records import Origin, RevenueLine, Source
from tests.checks.department_building import (
    BUREAU,
    CENTRE,
    SOUND_LINES,
    added,
    booked,
    both,
    department,
)
from tests.checks.example import Examples, Fails

FIGURE = "tables.figure"
SOUND = department()
# Every source, nature and origin; negative corrections; money booked on a 类 and a 款.
MIXED = department(
    [
        *SOUND_LINES,
        booked(BUREAU, "21208", 50_000, project="征地补偿", source=Source.FUND),
        booked(BUREAU, "2120899", 54_000, project="征地", source=Source.FUND,
               origin=Origin.CARRYOVER),
        booked(CENTRE, "223", 20_000, project="改革", source=Source.STATE_CAPITAL),
        booked(CENTRE, "2100401", 8_000, "30217", "50502", source=Source.UNIT_FUNDS),
        booked(CENTRE, "2100401", -3_000, "30201", "50502", source=Source.SPECIAL_ACCOUNT,
               origin=Origin.CARRYOVER),
        booked(CENTRE, "", 1_000, project="无科目"),
        booked(CENTRE, "2100408", 9_000, "30231", "50502", project="下乡车辆"),
    ],
    revenue=[RevenueLine(BUREAU, Source.FUND, "10301", 5_000_000, "政府性基金收入")],
)  # fmt: skip


def wrong(
    table: str,
    row: str,
    column: str,
    *values: str,
    yuan: int = 300,
    says: str = "不等",
    last: bool = False,
) -> Fails:
    """The sound department with 300 元 too much in one figure."""
    spoil = added(table, row, column, yuan, last=last)
    return Fails(department(spoil=spoil), FIGURE, says, values=values)


FAILING = {
    "X01": wrong("t01", "本年收入合计", "income_amount", "131.91 万元", "131.88 万元"),
    "X02": wrong("t01", "收入总计", "income_amount", "132.61 万元", "132.58 万元"),
    "X03": wrong("t01", "210", "expenditure_total", says="各类支出之和"),
    "X04": wrong("t01", "210", "expenditure_total", says="十、卫生健康支出"),
    "X05": wrong("t01", "支出总计", "expenditure_total"),
    "X06": wrong("t01", "支出总计", "expenditure_total", "132.58 万元", "132.61 万元"),
    "X07": wrong("t01", "本年支出合计", "current_year", says="当年预算安排合计"),
    "X08": wrong("t01", "本年支出合计", "carryover", "0.73 万元", "0.70 万元"),
    "X09": wrong("t02", "2100101", "total", says="2100101 行政运行"),
    "X10": wrong("t02", "2100101", "total", says="21001"),
    "X11": wrong("t03", "合计", "project", says="表3 项目支出合计与各类之和"),
    "X12": wrong("t02", "合计", "carryover", says="表2 上年结转合计"),
    "X13": wrong("t02", "合计", "general_public_budget"),
    "X14": wrong("t03", "2100401", "total", "42.03 万元", "42.00 万元"),
    "X15": wrong("t03", "2100401", "basic", "42.00 万元", "42.03 万元"),
    "X16": wrong("t03", "208", "total", "9.63 万元", "9.60 万元"),
    "X17": wrong("t04", "上年财政拨款结转", "income_amount", "0.73 万元", "0.70 万元"),
    "X18": wrong("t04", "支出总计", "expenditure_total", says="三项预算之和"),
    "X19": wrong("t04", "支出总计", "expenditure_total", says="表4 收入总计与表4 支出总计"),
    "X20": wrong("t04", "一、一般公共预算", "income_amount", says="表1 一、一般公共预算"),
    "X21": wrong("t05", "合计", "total", says="一般公共预算支出合计"),
    "X22": wrong("t08", "合计", "total", "0.00 万元", "0.03 万元"),
    "X23": wrong("t04", "一、一般公共预算", "income_amount", says="表5 合计"),
    "X24": wrong("t06", "合计", "total", "116.40 万元", "116.43 万元"),
    "X25": wrong("t12", "永和县卫生健康和体育局", "general_public_budget"),
    "X26": wrong("t05", "2100401", "total", yuan=30_000, says="大于"),
    "X27": wrong("t13", "永和县卫生健康和体育局", "total", says="表12合计加表13合计"),
    "X28": wrong("t06", "30201/50201", "total", says="人员经费加公用经费"),
    "X29": wrong("t06", "合计", "personnel", says="各类之和"),
    "X32": wrong("t08", "合计", "basic", says="基本支出加项目支出"),
    "X33": wrong("t09", "合计", "basic", says="基本支出加项目支出"),
    "X34": wrong("t10", "合计", "general_public_budget", says="三项预算之和"),
    "X35": wrong("t10", "②公务用车运行维护费", "total", yuan=-10_000, says="小于"),
    "X36": wrong("t10", "②公务用车运行维护费", "total", "1.83 万元", "1.80 万元"),
    "X37": wrong("t11", "部门合计", "general_public_budget", says="三项预算之和"),
    "X38": wrong("t12", "永和县疾病预防控制中心", "total", says="各来源之和"),
    "X52": wrong("t07", "合计", "total", says="表7有数据，却注明无数据"),
    "X56": wrong("t03", "合计", "project", says="各单位明细之和"),
}
MORE = {
    "X03": wrong("t01", "本年支出合计", "carryover"),
    "X10": wrong("t05", "2100101", "basic", says="表5 21001"),
    "X16": wrong("t01", "210", "expenditure_total", says="十、卫生健康支出"),
    "X28": Fails(
        department(
            spoil=both(
                added("t06", "30201/50201", "personnel", 30_000),
                added("t06", "30201/50201", "public", -30_000),
            )
        ),
        FIGURE,
        "不应列入人员经费",
        values=("3.00 万元", "0.00 万元"),
    ),
    "X29": wrong("t06", "30101/50101", "total", says="工资福利支出"),
    "X37": Fails(
        department(
            spoil=both(
                added("t11", "部门合计", "general_public_budget", 300),
                added("t11", "部门合计", "total", 300),
                added("t11", BUREAU.name, "general_public_budget", 300),
                added("t11", BUREAU.name, "total", 300),
            )
        ),
        FIGURE,
        "表6 502、503 的公用经费",
    ),
    "X38": Fails(
        department(
            spoil=both(
                added("t12", "老年村医退养补助", "general_public_budget", 300),
                added("t12", "老年村医退养补助", "total", 300),
                added("t12", BUREAU.name, "total", 300, last=True),
                added("t12", BUREAU.name, "general_public_budget", 300, last=True),
                added("t12", BUREAU.name, "total", 300),
            )
        ),
        FIGURE,
        "各来源之和",
    ),
}
EXAMPLES: dict[str, Examples] = {
    code: Examples(
        failing=(first, *(MORE[code],)) if code in MORE else (first,), passing=(SOUND, MIXED)
    )
    for code, first in FAILING.items()
}
