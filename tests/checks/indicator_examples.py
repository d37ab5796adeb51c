"""Examples of the rules on indicators."""

from budgetdesk.checks.finding import Severity
from budgetdesk.domain.records import PerHorizon
from tests.checks.building import (
    ANNUAL,
    IMPLEMENTATION,
    OTHER_UNIT,
    add,
    case,
    drop,
    of_unit,
    only,
    overall,
    put,
)
from tests.checks.example import Examples, Fails

NAME, TARGET = "indicators.annual.name", "indicators.annual.target"
WHOLE_NAME = "indicators.implementation.name"
HINT, ERROR, EXPLAIN = Severity.NOTICE, Severity.ERROR, Severity.EXPLAIN
FOUR = (
    ("数量", "村医人数", "42人"),
    ("质量", "准确率", "100%"),
    ("社会效益", "困难户数", "减少5户"),
    ("服务对象满意度", "村医满意度", "≥90%"),
)
WORDS = [("社会效益", f"第{n}项效果", "显著") for n in "一二三四五"]

EXAMPLES: dict[str, Examples] = {
    "Q09": Examples(
        failing=(
            Fails(case(put("社会效益", "社会效益指标", "减少5户")), NAME),
            Fails(case(put("成本", "成本指标", "≤2400元/人/年")), NAME, "同名"),
            Fails(case(put("数量", "数量", "42人")), NAME),
            Fails(overall(rows=[("质量", "质量指标", "100%")]), "indicators.name"),
        ),
        passing=(case(), case(put("服务对象满意度", "服务对象满意度", "≥90%")), overall()),
    ),
    "Q10": Examples(
        failing=(
            Fails(case(put("时效", "发放时间", " ")), TARGET, "没有指标值"),
            Fails(case(put("时效", "", "2024年12月")), NAME, "没有三级指标名称"),
            Fails(case(put("数量", "村医人数≥42人", "")), TARGET, fix="≥42人", safe=True),
            Fails(case(put("成本", "总成本：≤10.5万元", "")), TARGET, fix="总成本", safe=True),
            Fails(overall(rows=[("数量", "人数", "")]), "indicators.target"),
        ),
        passing=(case(), case(add("数量", " ", "")), overall()),
    ),
    "Q11": Examples(
        failing=(
            Fails(case(drop("时效")), NAME, "实施期、年度没有填写时效指标"),
            Fails(case(drop("数量", half=IMPLEMENTATION)), WHOLE_NAME, "实施期没有"),
            Fails(case(drop("质量", half=ANNUAL)), NAME, "年度没有"),
            Fails(case(indicators=PerHorizon((), ())), NAME, "没有填写任何"),
        ),
        passing=(case(drop("社会效益")), case(), case(drop("成本", "社会效益", "服务对象满意度"))),
    ),
    "Q12": Examples(
        failing=(
            Fails(case(only(*FOUR)), NAME, row="村医人数"),
            Fails(case(only(FOUR[0])), NAME, "1 条"),
            Fails(case(only(*FOUR)), NAME, "4 条"),
        ),
        passing=(
            case(only(*FOUR, *WORDS)),
            case(only(*FOUR, ("时效", "时间", "12月"))),
            case(indicators=PerHorizon((), ())),
        ),
    ),
    "Q13": Examples(
        failing=(
            Fails(case(add("数量", "退养村医人数", "40人")), NAME, "重复出现。"),
            Fails(case(add("质量", "退养村医 人数。", "40人")), NAME, "另一条在数量指标"),
            Fails(
                overall(rows=[("数量", "人数", "1人"), ("数量", "人数", "2人")]), "indicators.name"
            ),
        ),
        passing=(case(), case(add("社会效益", "退养村医人数", "42人")), overall()),
    ),
    "Q14": Examples(
        failing=(
            Fails(
                case(put("数量", "村医人数", ""), add("数量", "护士", "及时")), TARGET, "没有数字"
            ),
            Fails(case(put("数量", "符合发放条件的人数", "≥98%")), TARGET, "百分比"),
            Fails(case(put("数量", "卫生监督协管", "提高")), TARGET, "没有数字"),
            Fails(overall(rows=[("数量", "符合条件的保障人数", "100%")]), "indicators.target"),
        ),
        passing=(
            case(),
            case(put("数量", "村医人数", "42")),
            case(put("数量", "村医人数", "全县42名")),
            case(put("数量", "标准", "2400元/人")),
            case(put("数量", "村医人数", "")),
            overall(),
        ),
    ),
    "Q15": Examples(
        failing=(
            Fails(
                case(put("数量", "退养补助标准", "2400元/人/年")), TARGET, "成本指标", "成本指标"
            ),
            Fails(case(put("数量", "补助金额", "10.08万元")), TARGET, "成本指标", "成本指标"),
            Fails(overall(rows=[("数量", "补助金额", "3元")]), "indicators.target", fix="成本指标"),
        ),
        passing=(case(), case(put("数量", "人次", "4.2万人次")), overall()),
    ),
    "Q16": Examples(
        failing=(
            Fails(
                case(put("社会效益", "村民合格率", "≤90%"), put("数量", "合格率", "≤90%")),
                TARGET,
                "方向相反",
            ),
            Fails(case(put("质量", "工资发放", "2898%")), TARGET, "超过 100%", severity=ERROR),
            Fails(case(put("社会效益", "参保率", "101%")), TARGET, "超过", severity=ERROR),
            Fails(case(put("质量", "足额发放", "34776元")), TARGET, "没有可判断的标准"),
            Fails(case(put("质量", "村医就业率", "提高")), TARGET),
            Fails(case(put("质量", "突破一批技术瓶颈", "≤10项")), TARGET, "方向相反"),
            Fails(case(put("数量", "疫苗接种覆盖率", "<90%")), TARGET, "方向相反"),
            Fails(case(put("成本", "成本节约率", "≥0%")), TARGET, "总是成立"),
            Fails(overall(rows=[("质量", "质量", "及时")]), "indicators.target"),
        ),
        passing=(
            case(),
            case(put("质量", "合格率", "100%")),
            case(put("社会效益", "比上年增长率", "120%")),
            case(put("质量", "冷库温度", "≤-15℃")),
            case(put("质量", "工程质量", "合格")),
            case(put("质量", "差错率", "≤1%")),
            case(put("质量", "验收合格投诉次数", "≤1次/年")),
            case(put("社会效益", "事故发生率", "0%")),
            case(put("质量", "准确率", "")),
            overall(),
        ),
    ),
    "Q17": Examples(
        failing=(
            Fails(
                case(put("质量", "资金发放及时率", "≥100%")), TARGET, "应写 100%", "100%", safe=True
            ),
            Fails(case(put("质量", "足额发放", ">100%")), TARGET, fix="100%", safe=True),
            Fails(
                overall(rows=[("质量", "合格率", "≥100%")]),
                "indicators.target",
                fix="100%",
                safe=True,
            ),
        ),
        passing=(
            case(put("质量", "合格率", "≥101%")),
            case(),
            case(put("质量", "合格率", "≥99%")),
            case(put("质量", "合格率", "≤100%")),
            case(put("质量", "合格率", "100%")),
            case(put("社会效益", "收入增长", "≥100%")),
            overall(),
        ),
    ),
    "Q18": Examples(
        failing=(
            Fails(
                case(put("时效", "绩效公开", ""), add("时效", "拨付及时性", "及时")),
                TARGET,
                fix="≤2024年12月31日",
            ),
            Fails(case(put("时效", "拨付及时性", "及时")), TARGET, "没有日期", "≤2024年12月31日"),
            Fails(case(put("时效", "完成时间", "年内完成")), TARGET, fix="≤2024年12月31日"),
            Fails(case(put("时效", "政策知晓率", "≥90%")), NAME, "不应放在时效指标"),
            Fails(case(put("时效", "工资及社保", "≥100元")), TARGET, "不是日期或期限"),
            Fails(
                overall(rows=[("时效", "资金使用", "及时")]),
                "indicators.target",
                fix="≤2024年12月31日",
            ),
        ),
        passing=(
            case(put("时效", "项目完成率", "≥90%")),
            case(),
            case(put("时效", "发放及时率", "100%")),
            case(put("时效", "时限", "≤30日")),
            case(put("时效", "保险时效", "保险有效一年期")),
            case(put("时效", "按时发放", "每月按时发放")),
            case(put("时效", "及时性", "")),
            case(put("时效", "知晓及时率", "≥90%")),
            overall(),
        ),
    ),
    "Q19": Examples(
        failing=(
            Fails(case(put("时效", "时限", "2年"), period=""), TARGET, "长于", values=("2年", "")),
            Fails(case(put("时效", "资金支出时效", "≤2年")), TARGET, values=("≤2年", "1年")),
            Fails(case(put("时效", "资金支出时效", "≤2年")), TARGET, "长于项目期"),
            Fails(case(put("时效", "完成时间", "2023年12月")), TARGET, "不在项目期（2024年）"),
            Fails(case(put("时效", "完成时间", "2025年1月")), TARGET, "不在项目期"),
            Fails(case(put("时效", "完成时间", "2027年"), period="3年"), TARGET, "2024年至2026年"),
        ),
        passing=(
            case(put("时效", "时限", "0.5年"), period="2年"),
            case(put("时效", "时限", "≤30日")),
            case(put("时效", "时限", "≤1年"), period=""),
            case(),
            case(put("时效", "时效", "≤1年")),
            case(put("时效", "时效", "≤2年"), period="2年"),
            case(put("时效", "完成时间", "2026年"), period="3年"),
            case(put("时效", "工期", "2023年5月-2024年5月")),
            case(put("时效", "工期", "2024年5月-2025年5月")),
            case(put("数量", "使用年限", "3年")),
        ),
    ),
    "Q27": Examples(
        failing=(
            Fails(
                case(
                    put("服务对象满意度", "甲满意度", ""), add("服务对象满意度", "乙满意度", "好")
                ),
                TARGET,
                "不是百分比",
                severity=EXPLAIN,
            ),
            Fails(
                case(put("服务对象满意度", "村医满意度", "99.5%")),
                TARGET,
                fix="≥99.5%",
                severity=EXPLAIN,
            ),
            Fails(case(drop("服务对象满意度")), NAME, "没有填写服务对象满意度"),
            Fails(case(drop("服务对象满意度", half=IMPLEMENTATION)), WHOLE_NAME, "实施期没有"),
            Fails(
                case(put("服务对象满意度", "村医满意度", "提高")),
                TARGET,
                "不是百分比",
                severity=EXPLAIN,
            ),
            Fails(
                case(put("服务对象满意度", "村医满意度", "90%")),
                TARGET,
                "没有“≥”",
                "≥90%",
                severity=EXPLAIN,
            ),
        ),
        passing=(
            case(put("服务对象满意度", "村医满意度", "101%")),
            case(),
            case(put("服务对象满意度", "村医满意度", "100%")),
            case(put("服务对象满意度", "村医满意度", "")),
            case(indicators=PerHorizon((), ())),
        ),
    ),
    "Q28": Examples(
        failing=(
            Fails(
                case(
                    put("服务对象满意度", "甲满意度", "好"),
                    add("服务对象满意度", "乙满意度", "≥79%"),
                ),
                TARGET,
                "低于",
            ),
            Fails(case(put("服务对象满意度", "村医满意度", "≥79%")), TARGET, "低于 80%"),
            Fails(case(put("服务对象满意度", "村医满意度", "100%")), TARGET, "难以证明"),
            Fails(overall(rows=[("服务对象满意度", "群众满意度", "≥10%")]), "indicators.target"),
        ),
        passing=(
            case(put("服务对象满意度", "村医满意度", "101%")),
            case(put("服务对象满意度", "村医满意度", "80%~90%")),
            case(put("服务对象满意度", "村医满意度", "5分")),
            case(),
            case(put("服务对象满意度", "村医满意度", "≥80%")),
            case(put("服务对象满意度", "村医满意度", "≥99%")),
            case(put("服务对象满意度", "村医满意度", "提高")),
            overall(),
        ),
    ),
    "Q29": Examples(
        failing=(
            Fails(case(put("服务对象满意度", "县单位人员对车辆态度", "≥95%")), NAME, "没有说明"),
            Fails(case(put("服务对象满意度", "本单位满意度", "≥90%")), NAME, "自己评自己"),
            Fails(case(put("服务对象满意度", "服务对象满意度", "≥90%")), NAME, "是谁"),
            Fails(case(put("服务对象满意度", "满意率", "≥90%")), NAME, "是谁"),
            Fails(case(put("服务对象满意度", "单位人员对车辆态度", "≥95%")), NAME, "没有说明"),
            Fails(overall(rows=[("服务对象满意度", "满意度", "≥90%")]), "indicators.name"),
        ),
        passing=(
            case(put("服务对象满意度", "县直单位人员对车辆态度", "≥95%")),
            case(),
            case(put("服务对象满意度", "患者好评率", "≥90%")),
            case(put("服务对象满意度", "领取养老保险人员对资金到", "≥95%")),
            overall(),
        ),
    ),
    "Q30": Examples(
        failing=(
            Fails(case(put("社会效益", "家庭发展能力", "提高。")), TARGET, "没有程度"),
            Fails(case(put("社会效益", "城乡居民公共卫生差距", "不断提高")), TARGET, "应当缩小"),
            Fails(case(put("社会效益", "村民就业率", "≤90%")), TARGET, "应写“≥”"),
            Fails(overall(rows=[("社会效益", "社会稳定", "促进")]), "indicators.target"),
        ),
        passing=(
            case(),
            case(put("社会效益", "公共卫生差距", "不断缩小")),
            case(put("社会效益", "减轻家庭负担", "提高减免比例10%")),
            case(put("社会效益", "用车规范性", "规范")),
            case(put("社会效益", "家庭收入", "提高600元")),
            case(put("质量", "服务能力", "提高")),
            overall(),
        ),
    ),
    "Q31": Examples(
        failing=(
            Fails(case(drop("社会效益", "可持续影响")), NAME, "实施期、年度没有填写任何效益"),
            Fails(
                case(drop("社会效益", "可持续影响", half=IMPLEMENTATION)), WHOLE_NAME, "实施期没有"
            ),
        ),
        passing=(case(), case(drop("社会效益")), case(indicators=PerHorizon((), ()))),
    ),
    "Q32": Examples(
        failing=(
            Fails(
                case(put("社会效益", "职工满意度", "≥90%")), NAME, "是满意度", "服务对象满意度指标"
            ),
            Fails(case(put("生态效益", "社会稳定水平", "稳定")), NAME, "说的不是生态"),
            Fails(case(put("社会效益", "补助发放 准确率", "100%")), NAME, "产出指标中已有"),
            Fails(
                overall(rows=[("社会效益", "患者满意", "≥90%")]),
                "indicators.name",
                fix="服务对象满意度指标",
            ),
        ),
        passing=(
            case(put("服务对象满意度", "补助发放准确率", "100%")),
            case(),
            case(put("生态效益", "地下水水质", "稳定")),
            overall(),
        ),
    ),
    "Q33": Examples(
        failing=(
            Fails(case(put("可持续影响", "项目可持续性", "中长期")), TARGET, "中长期"),
            Fails(overall(rows=[("可持续影响", "可持续性", "持续")]), "indicators.target"),
        ),
        passing=(case(), case(put("社会效益", "影响", "长期")), overall()),
    ),
    "Q34": Examples(
        failing=(
            Fails(case(only(*FOUR, *WORDS)), TARGET, row="第一项效果"),
            Fails(case(only(*FOUR[:2], *WORDS[:3])), TARGET, "5 条年度指标中有 3 条"),
            Fails(case(only(*FOUR, *WORDS)), TARGET, "9 条年度指标中有 5 条"),
        ),
        passing=(
            case(),
            case(only(*FOUR, *WORDS[:4])),
            case(only(*FOUR[:2], *WORDS[:2], ("社会效益", "空", ""))),
        ),
    ),
    "Q35": Examples(
        failing=(
            Fails(of_unit(case(), case(total=50_000)), NAME, row="退养村医人数"),
            Fails(of_unit(case(), case()), NAME, "重复填报", row="退养村医人数"),
            Fails(of_unit(case(name="甲"), case(name="乙")), NAME, "与「甲」全部相同"),
            Fails(of_unit(case(total=50_000), case()), NAME),
            Fails(
                of_unit(
                    case(),
                    case(
                        put("成本", "甲", "≤1元/人"), put("社会效益", "乙", "减少1户"), total=50_000
                    ),
                ),
                NAME,
                "多数",
            ),
            Fails(of_unit(case(only(*FOUR[:3])), case(), case(total=50_000)), NAME, "全部指标和值"),
            Fails(
                of_unit(case(only(*FOUR)), case(only(*FOUR), total=50_000)), NAME, "全部指标和值"
            ),
            Fails(of_unit(case(), case(total=50_000)), NAME, "全部指标和值"),
            Fails(
                of_unit(case(), case(put("成本", "退养补助标准", "≤1200元/人/年"), total=50_400)),
                NAME,
                "数量指标和多数指标名称",
            ),
        ),
        passing=(
            of_unit(
                case(),
                case(
                    put("成本", "甲", "≤1元/人"),
                    put("社会效益", "乙", "减少1户"),
                    put("质量", "丙", "1%"),
                    total=50_000,
                ),
            ),
            of_unit(case(), case(overview="为村医发放生活补助")),
            of_unit(case(), case(unit=OTHER_UNIT)),
            of_unit(case(), case(put("数量", "退养村医人数", "21人"), total=50_400)),
            of_unit(case(only(*FOUR[:3])), case(only(*FOUR[:3]), total=50_400)),
            of_unit(
                case(drop("数量")),
                case(drop("数量"), put("成本", "退养补助标准", "≤1200元/人/年"), total=50_400),
            ),
            of_unit(
                case(),
                case(
                    put("质量", "甲", "1%"),
                    put("时效", "乙", "6月"),
                    put("成本", "丙", "≤1元/人"),
                    total=50_400,
                ),
            ),
        ),
    ),
    "Q42": Examples(
        failing=(
            Fails(
                case(
                    put("社会效益", "退养村医生活", "减少5户", half=ANNUAL),
                    put("数量", "退养村医人", "42人", half=ANNUAL),
                ),
                NAME,
                "2 条年度指标的名称没有写完，如“退养村医人”，实施期是“退养村医人数”",
                fix="退养村医人数",
                severity=HINT,
                row="退养村医人",
            ),
            Fails(
                case(
                    put("数量", "退养村医人数", "≥43人", half=ANNUAL),
                    put("数量", "退养村医人数", "≥42人", half=IMPLEMENTATION),
                ),
                TARGET,
                "好于",
            ),
            Fails(case(add("数量", "小升规企业户数", "3户", half=ANNUAL)), NAME, "没有"),
            Fails(
                case(put("时效", "补助发放完成时间", "", half=ANNUAL)),
                TARGET,
                "没有值",
                fix="≤2024年12月31日",
            ),
            Fails(case(put("数量", "退养村医人数", "43人", half=ANNUAL)), TARGET, "好于"),
            Fails(
                case(
                    put("质量", "补助发放准确率", "≥99%"),
                    put("质量", "补助发放准确率", "≥98%", half=IMPLEMENTATION),
                ),
                TARGET,
                "好于",
            ),
            Fails(case(put("成本", "退养补助标准", "≤2401元/人/年", half=ANNUAL)), TARGET, "好于"),
            Fails(
                case(put("社会效益", "退养村医生活", "减少5户", half=ANNUAL)),
                NAME,
                "没有写完",
                fix="退养村医生活困难户数",
                severity=HINT,
            ),
        ),
        passing=(
            case(
                put("质量", "补助发放准确率", "99%", half=IMPLEMENTATION),
                put("质量", "补助发放准确率", "100%", half=ANNUAL),
            ),
            case(put("成本", "退养补助标准", "≤2399元/人/年", half=ANNUAL)),
            case(put("数量", "退养村医人数", "多人", half=ANNUAL)),
            case(put("数量", "退养村医人数", "多人", half=IMPLEMENTATION)),
            case(put("数量", "退养村医人数", "≥43人", half=ANNUAL)),
            case(put("数量", "退养村医人数", "43人次", half=ANNUAL)),
            case(),
            case(put("数量", "退养村医人数", "41人", half=ANNUAL)),
            case(
                put("质量", "补助发放准确率", "≥97%"),
                put("质量", "补助发放准确率", "≥98%", half=IMPLEMENTATION),
            ),
            case(put("数量", "退养村医人数", "43户", half=ANNUAL)),
            case(add("数量", "小升规企业户数", "3户", half=IMPLEMENTATION)),
            case(
                put("社会效益", "退养村医生活（县城）", "减少5户", half=IMPLEMENTATION),
                put("社会效益", "退养村医生活（县城）", "减少5户", half=ANNUAL),
            ),
            case(indicators=PerHorizon(None, case().project.indicators.annual)),
        ),
    ),
}
