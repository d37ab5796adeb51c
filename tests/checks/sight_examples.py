"""Examples of what a reader sees at a glance: shares, measures, directions, years, persons."""

from budgetdesk.checks.finding import Severity
from tests.checks.building import ANNUAL, IMPLEMENTATION, add, case, goals, only, put, totals
from tests.checks.example import Examples, Fails

TARGET = "indicators.annual.target"
REGULAR = "经常性项目（长期开展）"

EXAMPLES: dict[str, Examples] = {
    "Q49": Examples(
        failing=(
            Fails(case(put("成本", "设备单价", "≤50万元/台"), total=300_000), TARGET, "一件就超过"),
            Fails(case(put("成本", "采购单价", "50万元"), total=300_000), TARGET),
            Fails(case(put("数量", "补助标准", "100801元/户")), TARGET),
            Fails(
                case(put("成本", "每亩补偿标准", "0.9万元"), total=8_000),
                TARGET,
                values=("9,000 元", "8,000 元"),
            ),
        ),
        passing=(
            case(put("成本", "设备单价", "≤5万元/台"), total=300_000),
            case(put("成本", "年运行费", "≤200万元/年")),
            case(put("经济效益", "每户增收", "≥20万元/户")),
            case(put("成本", "补助标准", "100800元/户")),
        ),
    ),
    "Q50": Examples(
        failing=(
            Fails(
                case(
                    put("成本", "培训费", "≤6万元"),
                    add("成本", "设备费", "≤7万元"),
                    total=100_000,
                ),
                TARGET,
                "大于年度资金",
                values=("130,000 元", "100,000 元"),
            ),
            Fails(
                case(
                    put("成本", "供热补贴", "60000元"),
                    add("数量", "取暖费金额", "50000元"),
                    total=100_000,
                ),
                TARGET,
            ),
            Fails(case(overview="设备小计3万元，培训小计4万元，合计8万元。"), "overview"),
            Fails(
                case(overview="专职网格员765人（其中区镇26名，村社区749名）。"),
                "overview",
                "775 名",
            ),
            Fails(
                case(overview="专职网格员765名网格员，其中：区镇26名，村社区749名。"), "overview"
            ),
            Fails(case(plan="总投资500万元，其中：省级600万元。"), "plan", "大于它所属"),
            Fails(case(plan="以下四项工作：1、核定；2、公示；3、发放。"), "plan", "3 项"),
            Fails(case(plan="分三个阶段：一是准备，二是实施。"), "plan", "2 项"),
            Fails(case(safeguards="以下三项措施：（1）公示；（2）抽查。"), "safeguards", "2 项"),
        ),
        passing=(
            case(put("成本", "培训费", "≤3万元"), add("成本", "设备费", "≤7万元"), total=100_000),
            case(
                only(
                    ("成本", "培训费", "3万元"),
                    ("成本", "设备费", "4万元"),
                    ("成本", "两项小计", "7万元"),
                ),
                total=100_000,
            ),
            case(put("数量", "发放金额", "6万元"), put("成本", "发放成本", "6万元"), total=100_000),
            case(overview="设备小计3万元，培训小计5万元，合计8万元。"),
            case(overview="专职网格员765人（其中区镇16名，村社区749名）。"),
            case(overview="约4.7万余人（其中：小学人数3.68万人，初中1.03万人）。"),
            case(overview="发放工资408人，其中普通人员342人，副书记66人，委员276人，大中专生66人。"),
            case(plan="做好以下三项工作：1、核定；2、公示；3、发放。"),
            case(overview="全县有12个乡镇，其中脱贫村18个，易地搬迁点7个。"),
        ),
    ),
    "Q51": Examples(
        failing=(
            Fails(
                case(
                    overview="站厂征地面积171.86亩，用于新建处理厂。",
                    necessity="站厂征地面积为214573.7平方米。",
                ),
                "necessity",
                "换算后不等",
                values=("214573.7平方米", "171.86亩"),
            ),
            Fails(
                case(put("数量", "硬化道路长度", "3500米"), overview="硬化道路5.3公里，宽4米。"),
                TARGET,
            ),
            Fails(case(put("数量", "造林面积", "200公顷"), overview="完成造林2000亩。"), TARGET),
            Fails(case(put("数量", "清运垃圾", "3万吨"), overview="全年清运垃圾3000吨。"), TARGET),
            Fails(case(put("数量", "服务群众人数", "5万人"), overview="服务群众5000人。"), TARGET),
        ),
        passing=(
            case(
                overview="站厂征地面积171.86亩，平整后占地75.94亩。",
                necessity="平整占地50658平方米，站厂征地面积为114573.7平方米。",
            ),
            case(put("数量", "硬化道路长度", "5300米"), overview="硬化道路5.3公里，铺管2000米。"),
            case(put("数量", "造林面积", "200公顷"), overview="完成造林约2000亩。"),
            case(overview="为4.7万名学生提供教材，其中小学生3.68万人。"),
        ),
    ),
    "Q52": Examples(
        failing=(
            Fails(case(put("成本", "补助标准", "100800元")), TARGET, "年度资金总额"),
            Fails(case(put("成本", "维护费用", "10.08万元/辆")), TARGET),
            Fails(case(put("数量", "补助人数", "10.08万元")), TARGET, "是金额"),
            Fails(case(put("数量", "补助人数", "100800人")), TARGET, "相同"),
        ),
        passing=(
            case(),
            case(put("成本", "工资标准", "100800元/人/年"), put("数量", "聘用人数", "1人")),
            case(put("成本", "补助总成本", "≤100800元")),
            case(put("数量", "发放补助金额", "100800元")),
        ),
    ),
    "Q53": Examples(
        failing=(
            Fails(case(put("社会效益", "返贫发生率", "≥3%")), TARGET, "应写“≤”"),
            Fails(
                case(put("社会效益", "上门闹访量", "≥3件"), overview="通过项目减少上门闹访量。"),
                TARGET,
                "应写“≤”",
            ),
            Fails(case(put("质量", "资金发放率", "≤90%")), TARGET, "应写“≥”"),
            Fails(
                case(put("社会效益", "村民识字率", "≤40%"), necessity="提高村民识字率很有必要。"),
                TARGET,
                "应写“≥”",
            ),
            Fails(case(put("质量", "项目完成率", "≥30%")), TARGET, "太低"),
            Fails(case(put("质量", "资产负债率", "≤60")), TARGET, "没有“%”"),
        ),
        passing=(
            case(put("社会效益", "返贫发生率", "≤1%")),
            case(put("社会效益", "事故隐患整改率", "≥90%")),
            case(put("社会效益", "降低事故发生率", "≥5%")),
            case(put("数量", "培训次数", "≤2次"), overview="控制培训次数，提高培训质量。"),
            case(put("质量", "项目完成率", "≥95%")),
            case(put("质量", "项目完成率", "≥30%", ANNUAL), put("质量", "项目完成率", "100%",
                 IMPLEMENTATION), period="3年", attribute=REGULAR),
            case(put("质量", "抗体监测合格率", "≥70%")),
            case(put("质量", "投入产出比", "≤1.5")),
        ),
    ),
    "Q54": Examples(
        failing=(
            Fails(
                case(period="99年", attribute=REGULAR),
                "funding.implementation.total",
                "长期开展",
            ),
            Fails(case(period="3年", attribute=REGULAR), "funding.implementation.total", "3 年"),
            Fails(
                case(put("成本", "退养补助标准", "≤2000元/人/年", ANNUAL)),
                TARGET,
                "两期的值却不同",
                values=("≤2000元/人/年", "≤2400元/人/年"),
            ),
            Fails(
                case(
                    put("数量", "培训场次", "4次/年", ANNUAL),
                    put("数量", "培训场次", "6次/年", IMPLEMENTATION),
                ),
                TARGET,
            ),
        ),
        passing=(
            case(),
            case(period="3年", attribute=REGULAR, funding=totals(302_400, 100_800)),
            case(
                put("数量", "培训场次", "4次", ANNUAL),
                put("数量", "培训场次", "12次", IMPLEMENTATION),
                period="3年",
                funding=totals(302_400, 100_800),
            ),
            case(put("成本", "退养补助标准", "≤0.24万元/人/年", ANNUAL)),
        ),
    ),
}  # fmt: skip

MORE: dict[str, Examples] = {
    "Q19": Examples(
        failing=(
            Fails(
                case(plan="2023年11月至3月供热。"), "plan", "没有写明", severity=Severity.EXPLAIN
            ),
            Fails(
                case(put("时效", "供热时间", "2024年11月-3月")),
                TARGET,
                "止于哪一年",
                severity=Severity.EXPLAIN,
            ),
            Fails(case(put("质量", "验收时间", "2023年6月")), TARGET, "不在项目期"),
            Fails(
                case(put("数量", "2022年底在册村医", "42人")),
                "indicators.annual.name",
                "早于项目",
                severity=Severity.EXPLAIN,
            ),
        ),
        passing=(
            case(plan="2024年1月至12月发放。"),
            case(plan="2023年11月至2024年3月供热。"),
            case(put("数量", "2023年取暖费", "42人"), name="2023年取暖费补助"),
            case(put("数量", "2024年村医", "42人")),
        ),
    ),
    "Q24": Examples(
        failing=(),
        passing=(
            case(put("成本", "项目总成本", "≤100800元"), put("数量", "每辆车费用", "2400元")),
        ),
    ),
    "Q25": Examples(
        failing=(
            Fails(
                case(
                    put("数量", "资助学生", "120人"),
                    put("成本", "补助标准", "≤1000元/生/年"),
                    total=200_000,
                ),
                TARGET,
                "120,000 元",
            ),
            Fails(
                case(
                    put("数量", "行政村数", "98个"),
                    put("成本", "村级经费标准", "2000元/村"),
                    total=300_000,
                ),
                TARGET,
            ),
            Fails(case(add("成本", "培训费", "≤1万元"), total=64_400), TARGET, "100,800 元"),
            Fails(case(put("成本", "补助标准", "2400~3000元/人/年"), total=64_400), TARGET),
            Fails(
                case(
                    put("成本", "项目总成本", "≤64400元"),
                    overview="为42名村医每人每月发放补助200元。",
                    total=64_400,
                ),
                "overview",
                "2,400 元 × 42",
            ),
            Fails(
                case(
                    put("成本", "项目总成本", "≤64400元"),
                    overview="发放生活补助。",
                    plan="每人每月发放补助200元。",
                    total=64_400,
                ),
                "plan",
            ),
        ),
        passing=(
            case(add("成本", "培训费", "≤1万元"), total=110_800),
            case(put("成本", "补助标准", "2400~3000元/人/年"), total=110_800),
            case(
                put("成本", "项目总成本", "≤64400元"),
                overview="为42名村医每人每月发放补助200元，县级承担一部分，市级配套。",
                total=64_400,
            ),
            case(put("成本", "项目总成本", "≤100800元"), overview="为42名村医每人每月发放200元。"),
        ),
    ),
    "Q30": Examples(
        failing=(
            Fails(case(put("社会效益", "村医生活水平", "不断提升")), TARGET, "没有程度"),
            Fails(case(put("社会效益", "居民就医环境", "有效优化")), TARGET),
            Fails(case(put("经济效益", "带动产业发展", "效果显著")), TARGET),
            Fails(case(put("社会效益", "保障村医基本生活", "保障")), TARGET),
            Fails(case(put("可持续影响", "建立健全长效机制", "建立健全长效机制")), TARGET),
            Fails(case(put("社会效益", "提高出行方便", "有效提高出行方便")), TARGET),
        ),
        passing=(
            case(put("社会效益", "村医生活水平", "提高10%")),
            case(put("社会效益", "村医收入", "不低于上年水平")),
            case(put("可持续影响", "持续性", "持续")),
            case(put("社会效益", "村医生活水平", "每户有固定收入来源")),
        ),
    ),
    "Q39": Examples(
        failing=(
            Fails(
                case(put("数量", "安装路灯", "120盏"), overview="在县城主街安装灯具150盏。"),
                "overview",
                "150盏",
            ),
            Fails(case(put("数量", "培训人次", "300人次"), plan="全年培训200人次。"), "plan"),
            Fails(
                case(plan="一季度：核定；二季度：发放；二季度：核对。"), "plan", "“二季度”写了两次"
            ),
            Fails(
                case(overview="项目2024年10月竣工。", plan="2024年12月竣工。"),
                "plan",
                "2024年12月竣工",
            ),
        ),
        passing=(
            case(put("数量", "安装路灯", "120盏"), overview="在县城主街安装灯具120盏。"),
            case(plan="一季度：核定；二季度：发放；三季度：核对。"),
            case(put("数量", "发放人数", "300人"), plan="配备管理人员3人，按月发放。"),
            case(overview="项目2024年3月开工，2024年10月竣工。", plan="2024年10月底竣工。"),
        ),
    ),
    "Q41": Examples(
        failing=(
            Fails(
                case(
                    attribute=REGULAR,
                    period=None,
                    overview="芝河大桥改造工程已于2023年10月竣工验收，支付剩余工程款。",
                ),
                "overview",
                "已经完工",
            ),
            Fails(case(attribute=REGULAR, period="3年", name="文化广场建设工程尾款"), "name"),
            Fails(
                case(attribute=REGULAR, period=None, plan="校舍修缮已全部完工，六月底前付款。"),
                "plan",
            ),
        ),
        passing=(
            case(attribute=REGULAR, period=None, overview="污水处理设施已建成，每年运行费30万元。"),
            case(attribute=REGULAR, period=None, goals=goals(annual="完成道路建设3公里。")),
            case(name="文化广场建设工程尾款"),
        ),
    ),
    "Q47": Examples(
        failing=(
            Fails(case(safeguards="由王建国负责组织实施"), "safeguards", "“王建国”"),
            Fails(case(safeguards="由张伟同志牵头"), "safeguards", "“张伟”"),
            Fails(case(plan="主管领导：王建国，联系人见表。"), "plan", "“王建国”"),
        ),
        passing=tuple(
            case(safeguards=f"由{who}负责")
            for who in ("高新区", "水利站", "左权县", "程序员", "马家沟", "施工方", "单位主要")
        ),
    ),
}
