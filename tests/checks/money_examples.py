"""Examples of the rules on money and on numbers in texts."""

from budgetdesk.checks.finding import Severity
from budgetdesk.domain.records import (
    PerHorizon,
)
from tests.checks.building import (
    ANNUAL,
    SOUND_GOALS,
    add,
    case,
    drop,
    goals,
    only,
    overall,
    put,
    totals,
)
from tests.checks.example import Examples, Fails

TARGET, NAME = "indicators.annual.target", "indicators.annual.name"
TOTAL = "funding.annual.total"
HINT, EXPLAIN = Severity.NOTICE, Severity.EXPLAIN


def text(words: str) -> str:
    return f"为保障退养村医的基本生活，{words}"


REPEATED = put("成本", "项目资金额", "≤100800元")
HOUSEHOLDS = put("数量", "参保户数", "274459户")

EXAMPLES: dict[str, Examples] = {
    "Q20": Examples(
        failing=(
            Fails(case(drop("成本")), NAME, "100,800 元"),
            Fails(case(drop("成本", half=ANNUAL)), NAME, "年度有资金"),
        ),
        passing=(
            case(),
            case(drop("成本"), total=0),
            case(indicators=PerHorizon((), ())),
        ),
    ),
    "Q21": Examples(
        failing=(
            Fails(case(put("成本", "成本不超过预算金额", "不超")), TARGET, "没有金额或标准"),
            Fails(case(put("成本", "年内落实", "年内")), TARGET),
            Fails(overall(rows=[("成本", "成本控制", "成本控制达到最优。")]), "indicators.target"),
        ),
        passing=(
            case(),
            case(put("成本", "成本", "")),
            case(put("成本", "成本", "每人１０元上下")),
            case(put("成本", "取消药品加成补助比例", "30%")),
            overall(),
        ),
    ),
    "Q22": Examples(
        failing=(
            Fails(
                case(put("成本", "标准", "≤1元/人"), add("成本", "总成本", "≤12万元", half=ANNUAL)),
                TARGET,
                "大于年度",
                values=("120,000 元", "100,800 元"),
            ),
            Fails(
                case(put("成本", "总成本", "≤999元", half=ANNUAL), funding=totals(2_000, 1_000)),
                TARGET,
                "少 1 元",
                severity=HINT,
                values=("999 元", "1,000 元"),
            ),
            Fails(
                case(put("成本", "总成本", "≤999元"), funding=totals(999, 1_000)),
                TARGET,
                "少 1 元",
                severity=HINT,
            ),
            Fails(case(put("成本", "总成本", "≤12万元", half=ANNUAL)), TARGET, "大于年度资金总额"),
            Fails(case(put("成本", "总成本", "≤100802元", half=ANNUAL)), TARGET, "大于"),
            Fails(
                case(put("成本", "总成本", "≤100799元", half=ANNUAL)),
                TARGET,
                "少 1 元",
                severity=HINT,
            ),
            Fails(
                case(put("成本", "总成本", "≤100700元", half=ANNUAL)),
                TARGET,
                "少 100 元",
                severity=HINT,
            ),
        ),
        passing=(
            case(put("成本", "总成本", "≤998.99元", half=ANNUAL), funding=totals(2_000, 1_000)),
            case(put("成本", "甲", "≤100799元"), add("成本", "乙", "≤3元/人")),
            case(drop("成本")),
            case(),
            case(REPEATED),
            case(put("成本", "总成本", "≤100801元")),
            case(put("成本", "总成本", "≤10.09万元")),
            case(put("成本", "总成本", "≤100699元")),
            case(put("成本", "总成本", "100799元")),
            case(put("成本", "总成本", "≤100799元"), add("成本", "另一项", "≤1元")),
            case(put("成本", "工资标准", "≤11万元")),
            case(put("成本", "人均补助", "≤11万元/人")),
        ),
    ),
    "Q23": Examples(
        failing=(
            Fails(case(add("成本", "项目资金额", "78000元")), TARGET, fix="≤78000元"),
            Fails(case(put("成本", "项目资金额", "78000元")), TARGET, "≤78000元", "≤78000元"),
            Fails(case(put("成本", "项目资金额", "≥7.8万元")), TARGET, fix="≤7.8万元"),
            Fails(overall(rows=[("成本", "总成本", ">3元")]), "indicators.target", fix="≤3元"),
        ),
        passing=(
            case(),
            case(put("成本", "项目资金额", "=78000元")),
            case(put("成本", "项目资金额", "<78000元")),
            case(put("成本", "工资标准", "2400元")),
            case(put("数量", "补助金额", "2400元")),
            overall(),
        ),
    ),
    "Q24": Examples(
        failing=(Fails(case(REPEATED), TARGET, "没有单位成本"),),
        passing=(
            case(REPEATED, add("成本", "另一项", "≤5元")),
            case(put("成本", "另一项", "≤5元"), add("成本", "项目资金额", "≤100800元")),
            case(),
            case(REPEATED, add("成本", "单价", "≤2400元/人")),
            case(REPEATED, add("数量", "退养补助标准", "2400元/人/年")),
            case(put("成本", "项目资金额", "≤100801元")),
            case(put("成本", "项目资金额", "≤0元"), total=0),
        ),
    ),
    "Q25": Examples(
        failing=(
            Fails(
                case(put("数量", "人数", "106人"), put("成本", "标准", "≤1元/人"), total=100),
                TARGET,
                severity=EXPLAIN,
            ),
            Fails(
                case(
                    put("数量", "甲村医", "1人"),
                    add("数量", "乙护士", "3人"),
                    put("成本", "甲村医标准", "5元/人"),
                    add("成本", "乙护士标准", "5元/人"),
                    total=10,
                ),
                TARGET,
                "20 元",
                row="甲村医",
            ),
            Fails(case(total=99_800), TARGET, severity=HINT, values=("100,800 元", "99,800 元")),
            Fails(case(total=101_819), TARGET, severity=HINT),
            Fails(
                case(put("成本", "退养补助标准", "2400元/人/年"), total=100_799),
                TARGET,
                severity=HINT,
            ),
            Fails(case(total=33_600), TARGET, "100,800"),
            Fails(case(total=302_400), TARGET, "100,800"),
            Fails(case(total=64_400), TARGET, "42人 × 2400元/人/年 = 100,800 元"),
            Fails(case(total=99_000), TARGET, "100,800", severity=HINT),
            Fails(case(put("成本", "补助标准", "200元/人/月"), total=95_000), TARGET, "× 12"),
            Fails(
                case(put("成本", "补助标准", "200元/人/月"), total=96_000), TARGET, severity=HINT
            ),
            Fails(
                case(
                    HOUSEHOLDS, put("成本", "平均补助个体户保费金额", "≤30元/人"), total=5_072_219
                ),
                TARGET,
                "8,233,770",
            ),
            Fails(
                case(put("成本", "奖励", "50月/人"), total=24_000), TARGET, "25,200", severity=HINT
            ),
            Fails(
                case(
                    put("数量", "培训", "53000人"),
                    put("成本", "每人每年配套标准", "91.4元"),
                    total=4_920_000,
                ),
                TARGET,
                "4,844,200",
                severity=HINT,
            ),
        ),
        passing=(
            case(put("数量", "人数", "101人"), put("成本", "标准", "≤1元/人"), total=100),
            case(total=33_599),
            case(total=302_401),
            case(total=99_802),
            case(
                put("数量", "加装电梯", "40部"), put("成本", "单价", "10万元/部"), total=4_000_000
            ),
            case(),
            case(
                put("数量", "加装电梯", "40部"), put("成本", "单价", "≤10万元/部"), total=4_000_000
            ),
            case(total=101_818),
            case(total=400_000),
            case(total=33_000),
            case(add("成本", "其他成本", "≤5万元"), total=64_400),
            case(put("数量", "村医人数", "42人"), add("数量", "护士人数", "10人"), total=64_400),
            case(put("成本", "补助标准", "约2400元/人"), total=64_400),
            case(put("数量", "村医人数", "≥98%"), total=64_400),
            case(total=0),
            case(total=None),
        ),
    ),
    "Q26": Examples(
        failing=(
            Fails(case(put("成本", "工资标准", "34776人/年")), TARGET, "不是金额"),
            Fails(
                case(put("成本", "见习补贴", "1188/人/月")), TARGET, "缺少金额单位", "1188元/人/月"
            ),
            Fails(case(put("质量", "奖励", "50月/人")), TARGET, "缺少金额单位", "50元/月/人"),
            Fails(
                case(put("成本", "建站支出", "≥50000元\\站")),
                TARGET,
                "写法不对",
                "≥50000元/站",
                safe=True,
            ),
            Fails(case(put("成本", "保险", "815元、年、人")), TARGET, "写法不对"),
            Fails(case(put("数量", "村医人数", "42")), TARGET, "没有计量单位"),
            Fails(case(put("成本", "平均补助个体户保费", "≤30元/人")), TARGET, "名称说的是户"),
            Fails(case(put("成本", "标准", "990元/人、1980/人")), TARGET, "缺少金额单位"),
            Fails(case(put("成本", "成本", "5万元元")), TARGET, "混在一起"),
            Fails(overall(rows=[("成本", "成本", "30天")]), "indicators.target", "不是金额"),
        ),
        passing=(
            case(),
            case(put("质量", "师生比", "1.5")),
            case(put("成本", "节约率", "5%")),
            case(put("成本", "户均人数补助", "≤30元/人")),
            case(put("时效", "时限", "≤30天")),
            overall(),
        ),
    ),
    "Q38": Examples(
        failing=(
            Fails(case(overview=text("所需资金共计100850.01元。")), "overview", "总额"),
            Fails(
                case(overview=text("所需资金共计20.16万元。")),
                "overview",
                "总额 201,600",
                values=("201,600 元", "100,800 元"),
            ),
            Fails(case(overview=text("所需资金共计5.04万元。")), "overview", "总额 50,400"),
            Fails(case(overview=text("所需资金共计100851元。")), "overview", "总额"),
            Fails(
                case(overview=text("安排2.52万元、5万元和12万元。"), total=145_200),
                "overview",
                "分项合计 195,200 元",
            ),
            Fails(
                case(
                    overview=text("独生子女582人每人每年600元，伤残家庭13人每人每年1200元。"),
                    total=300_000,
                ),
                "overview",
                "人数×标准合计 364,800 元",
            ),
            Fails(
                case(overview=text("所需资金共计2824.1748万元。"), total=20_000_000),
                "overview",
                "总额 28,241,748 元",
            ),
            Fails(case(goals=goals(annual="发放补助，总计12万元。")), "goals.annual", "总额"),
            Fails(
                case(overview=text("计5万元，计3万元，计3万元。")), "overview", "分项合计 110,000"
            ),
        ),
        passing=(
            case(overview=text("所需资金共计20.17万元。")),
            case(overview=text("所需资金共计5.03万元。")),
            case(overview=text("所需资金共计100850元。")),
            case(overview=text("三项合计为100,800元。")),
            case(overview=text("五项合计：甲50,000元，乙50,800元。")),
            case(),
            case(overview=text("安排7.08万元、3.5万元和10万元。"), total=205_800),
            case(overview=text("安排2.52万元、5万元和约12万元。"), total=145_200),
            case(
                overview=text("安排2.52万元、5万元和12万元，共计19.52万元，其中县级14.52万元。"),
                total=145_200,
            ),
            case(overview=text("所需资金共计2824.1748万元。"), total=10_000_000),
            case(overview=text("所需资金共计10.08万元。")),
            case(overview=text("所需资金共计10.0804万元。")),
            case(overview=text("所需资金不超过共计12万元。")),
            case(overview=text("甲50,000元，乙50,000元，丙800元，三项合计为100,800元。")),
            case(
                overview=text("甲60,000元，乙50,000元，丙800元，两项合计为110,800元。"),
                total=110_801,
            ),
            case(total=None, overview=text("所需资金共计12万元。")),
        ),
    ),
    "Q39": Examples(
        failing=(
            Fails(
                case(overview=text("甲50,000元，乙50,800元，三项合计为100,800元。")),
                "overview",
                "“三项合计”",
                severity=HINT,
            ),
            Fails(
                case(overview=text("甲50,000元，乙50,000元，丙800元，两项合计为100,800元。")),
                "overview",
                "3 个金额",
                severity=HINT,
            ),
            Fails(
                case(
                    put("数量", "培训村医人数", "50人"),
                    overview=text("春季培训村医40名，返聘护士30名。"),
                ),
                "overview",
                "40名",
            ),
            Fails(
                case(
                    plan="每人900元，共计5000元。",
                    necessity=text("每人每年1200元。"),
                    overview=text(""),
                ),
                "plan",
                "900元",
            ),
            Fails(
                case(
                    put("数量", "建站数量", "2个"),
                    add("数量", "培训村医人数", "50人"),
                    overview=text("建站二处，培训村医40名。"),
                ),
                "overview",
                "40名",
            ),
            Fails(
                case(
                    put("数量", "返聘村医人数", "50人"),
                    add("数量", "培训护士人数", "20人"),
                    overview=text("返聘村医40名，培训护士20名。"),
                ),
                "overview",
                "40名",
                values=("40名", "50人"),
            ),
            Fails(
                case(
                    put("数量", "返聘村医人数", "20人"),
                    add("数量", "培训护士人数", "20人"),
                    overview=text("返聘村医20名，培训护士30名。"),
                ),
                "overview",
                "30名",
            ),
            Fails(
                case(put("数量", "村医人数", "≥40人"), overview=text("为81名村医发放。")),
                "overview",
                "81名",
            ),
            Fails(
                case(put("数量", "村医人数", "≤50人"), overview=text("为40名村医发放。")),
                "overview",
                "40名",
            ),
            Fails(
                case(plan="每人1300元。", necessity=text("每人每年1200元。"), overview=text("")),
                "plan",
                "1300元",
            ),
            Fails(
                case(put("数量", "预计征地面积", "≥70亩"), overview=text("征地171.86亩。")),
                "overview",
                "171.86亩",
            ),
            Fails(
                case(put("数量", "培训村医人数", "50人"), overview=text("培训村医40名。")),
                "overview",
                "40名",
            ),
            Fails(
                case(goals=goals(annual="补助退养村医41人，无一人漏发。")), "goals.annual", "41人"
            ),
            Fails(
                case(put("数量", "培训村医人数", "≥40人"), overview=text("培训村医39人。")),
                "overview",
                "39人",
            ),
            Fails(
                case(
                    plan="按每人900元发放监护经费。",
                    necessity=text("每人每年1200元。"),
                    overview=text(""),
                ),
                "plan",
                "每人 900元",
            ),
        ),
        passing=(
            case(overview=text("三项合计为100,800元。")),
            case(overview=text("五项合计：甲50,000元，乙50,800元。")),
            case(overview=text("甲50,000元，乙50,000元，丙800元，三项合计为100,800元。")),
            case(overview=text("甲50,000元，乙50,000元，丙900元，两项合计为100,900元。")),
            case(
                put("数量", "培训村医人数", "50人"),
                overview=text("春季培训村医40名，秋季培训村医30名。"),
            ),
            case(
                put("数量", "甲培训人数", "50人"),
                add("数量", "培训乙人数", "30人"),
                overview=text("甲培训乙40名。"),
            ),
            case(
                put("数量", "村人数", "50人"),
                add("数量", "无关人数", "7人"),
                overview=text("村里40名。"),
            ),
            case(put("数量", "村医人数", "≥40人"), overview=text("为60名村医发放。")),
            case(put("数量", "村医人数", "0人"), overview=text("为0名村医发放。")),
            case(put("数量", "村医人数", "50人"), overview=text("建筑面积村医用房40平方米。")),
            case(
                put("数量", "甲乙人数", "50人"),
                add("数量", "甲丙人数", "20人"),
                overview=text("甲乙甲丙40名。"),
            ),
            case(
                put("质量", "返聘村医人数", "50人"),
                put("数量", "站点", "2个"),
                overview=text("返聘村医40名。"),
            ),
            case(put("数量", "村医人数", "≥40人"), overview=text("为40名村医发放。")),
            case(
                plan="每人1300元，另有每人500元。",
                necessity=text("每人每年1200元。"),
                overview=text(""),
            ),
            case(plan="每户1300元。", necessity=text("每人每年1200元。"), overview=text("")),
            case(),
            case(put("数量", "培训村医人数", "≥40人"), overview=text("培训村医80人。")),
            case(put("数量", "培训村医人数", "50人"), overview=text("培训村医约40名。")),
            case(put("数量", "培训村医人数", "50人"), overview=text("建设卫生室40个。")),
            case(put("数量", "培训村医人数", "50人"), overview=text("有村医40名，返聘村医10名。")),
            case(put("数量", "村医覆盖率", "90%"), overview=text("村医覆盖率85%。")),
            case(
                plan="按每人每月100元发放监护经费。",
                necessity=text("每人每年1200元。"),
                overview=text(""),
            ),
            case(goals=goals(*SOUND_GOALS)),
        ),
    ),
    "Q40": Examples(
        failing=(
            Fails(case(drop("时效", "成本", "社会效益"), total=5_000_001), TOTAL, "4 条"),
            Fails(case(only(("数量", "人数", "3人")), total=9_000_000), TOTAL, "1 条"),
            Fails(case(total=0), TOTAL, "为零"),
            Fails(case(total=None), TOTAL, "没有填写"),
            Fails(case(drop("时效", "成本", "社会效益"), total=5_000_000), TOTAL, "4 条"),
        ),
        passing=(
            case(total=9_000_000),
            case(),
            case(drop("时效", "成本", "社会效益"), total=4_999_999),
            case(drop("时效", "成本"), total=5_000_000),
            case(total=None, indicators=PerHorizon((), ())),
            case(total=6_000_000, indicators=PerHorizon((), ())),
        ),
    ),
}
