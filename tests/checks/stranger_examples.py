"""Examples in other offices' words: what a reader sees there as well, and must pass over there."""

from typing import Any

from budgetdesk.checks.finding import Severity
from tests.checks.building import ANNUAL, IMPLEMENTATION, Change, add, case, put
from tests.checks.example import Case, Examples, Fails

TARGET = "indicators.annual.target"
REGULAR = "经常性项目（长期开展）"
PATROL = "对辖区内120公里农村公路进行日常养护，清理边沟、修补坑槽、补植行道树。"
TOTAL = put("成本", "总成本", "≤100000元")


def _rows(*changes: tuple[Change, ...], total: int) -> tuple[Fails, ...]:
    return tuple(Fails(case(*change, total=total), TARGET) for change in changes)


def _only(path: str, text: str) -> dict[str, Any]:
    return {path: text}


def _texts(path: str, *texts: str) -> tuple[Fails, ...]:
    return tuple(Fails(case(**_only(path, text)), path) for text in texts)


def _right(path: str, *texts: str) -> tuple[Case, ...]:
    return tuple(case(**_only(path, text)) for text in texts)


def _costs(*wan: int) -> tuple[Change, ...]:
    """Costs of so many 万元, one beside the other."""
    first, *others = ((f"第{n}项", f"≤{amount}万元") for n, amount in enumerate(wan, 1))
    return (put("成本", *first), *(add("成本", *other) for other in others))


def _under(level2: str, pairs: tuple[str, ...]) -> tuple[Change, ...]:
    """An indicator below a level 2 for each `name→target`."""
    named = (pair.partition("→") for pair in pairs)
    return tuple(put(level2, name, target) for name, _, target in named)


def _benefits(*pairs: str) -> tuple[Change, ...]:
    return _under("社会效益", pairs)


def _qualities(*pairs: str) -> tuple[Change, ...]:
    return _under("质量", pairs)


EXAMPLES: dict[str, Examples] = {
    "Q03": Examples(
        failing=_texts(
            "basis",
            "区财政局关于批复区教育局2024年部门预算的通知",
            "《关于提前下达2024年部门预算控制数的通知》",
            "部门预算二上批复",
            "县十七届人大四次会议审议通过的2024年财政预算（草案）",
        ),
        passing=_right(
            "basis",
            "《中华人民共和国义务教育法》、年初预算批复",
            "县委办公室会议纪要〔2023〕8号，年初预算",
            "《党政机关办公用房管理办法》，部门预算",
            "国务院令第721号，年初预算",
        ),
    ),
    "Q04": Examples(
        failing=(
            Fails(
                case(overview=f"一、{PATROL}二、安排资金30万元。", necessity=f"二、{PATROL}"),
                "necessity",
                "整段抄自",
            ),
            *_texts("plan", case().project.overview + "分四个季度考核。"),
        ),
        passing=(case(overview=PATROL, plan="一季度清理边沟，二季度修补坑槽，三季度补植树木。"),),
    ),
    "Q07": Examples(
        failing=_texts(
            "safeguards",
            "制定了完善的管理制度，做到有章可循，确保资金使用规范。",
            "成立领导小组，明确责任分工，严格按照财务管理制度执行，确保专款专用。",
            "加强项目全过程管理，确保项目按计划实施，取得实效。",
        ),
        passing=_right(
            "safeguards",
            "雇用第三方对14个乡镇的保洁质量按月打分，按得分付款。",
            "实行报账制，乡镇凭发票和验收单到县局报账。",
        ),
    ),
    "Q19": Examples(
        failing=(
            Fails(
                case(overview="服务期自2024年9月1日起至8月31日止，由中标单位保洁。"),
                "overview",
                severity=Severity.EXPLAIN,
            ),
            *_rows(
                (put("时效", "服务期限", "18个月"),),
                (put("时效", "工期", "≤400天"),),
                (put("时效", "任务完成时间", "2022年年底"),),
                total=100_800,
            ),
        ),
        passing=(
            case(put("时效", "服务期限", "12个月")),
            case(put("时效", "资金拨付时限", "400天")),
            case(plan="2024年11月至次年3月供暖。"),
        ),
    ),
    "Q25": Examples(
        failing=(
            *_rows(
                (put("数量", "环卫工人数", "45人"), put("成本", "环卫工工资", "2200元/月")),
                (put("数量", "保洁员", "35人"), put("成本", "保洁员月工资", "1500元")),
                total=900_000,
            ),
            Fails(
                case(TOTAL, overview="聘用协管员10名，月工资1800元。", total=100_000),
                "overview",
                "21,600 元 × 10",
            ),
            Fails(
                case(TOTAL, plan="资助贫困学生150名，每生每学期补助500元。", total=100_000), "plan"
            ),
        ),
        passing=(
            case(
                put("数量", "保洁员", "35人"),
                put("成本", "保洁员月工资", "1500元"),
                total=630_000,
            ),
            case(TOTAL, overview="资助贫困学生100名，每生每学期补助500元。", total=100_000),
            case(TOTAL, overview="资助贫困学生100名，每生每学期补助500元。", total=350_000),
            case(TOTAL, overview="资助贫困学生100名，每生每学期补助500元。", total=28_000),
        ),
    ),
    "Q30": Examples(
        failing=tuple(
            Fails(case(change), TARGET, "没有程度")
            for change in _benefits(
                "社会和谐稳定→维护社会和谐稳定",
                "政府公信力→有力增强",
                "教育教学水平→较上年提升",
                "农民收入→增加农民收入",
                "人居环境→明显好转",
                "生态效益→改善生态环境",
                "就业→促进就业增收",
            )
        ),
        passing=tuple(
            case(change)
            for change in _benefits(
                "服务机制→建立长效管护机制",
                "空气质量→稳定达标",
                "群众上访→不发生",
                "农药使用量→零增长",
                "管理规范化→规范",
                "财政收入→增加到3亿元",
                "群众收入→高于全省平均水平",
            )
        ),
    ),
    "Q39": Examples(
        failing=(
            Fails(
                case(put("数量", "抽检批次", "600批次"), overview="全年抽检500批次。"), "overview"
            ),
            Fails(
                case(put("时效", "项目完成时间", "2024年10月底"), plan="项目2024年12月底完成。"),
                "plan",
                "2024年10月完成",
            ),
            Fails(case(put("数量", "发放户数", "100户"), overview="共计51户。"), "overview"),
            Fails(case(put("数量", "发放户数", "100户"), overview="共计199户。"), "overview"),
        ),
        passing=(
            case(put("数量", "发放户数", "100户"), overview="共计50户。"),
            case(put("数量", "发放户数", "100户"), overview="共计200户。"),
            case(
                put("数量", "购置电脑", "20台"),
                add("数量", "购置打印机", "3台"),
                overview="采购台式电脑机25台。",
            ),
            case(put("时效", "竣工时间", "2024年10月底"), plan="摸底2024年3月完成。"),
            case(put("时效", "项目完成时间", "2024年12月"), plan="项目2024年12月底完成。"),
        ),
    ),
    "Q41": Examples(
        failing=tuple(
            Fails(case(attribute=REGULAR, period=None, overview=text), "overview")
            for text in (
                "县医院综合楼于2022年底竣工投入使用，现支付剩余工程款。",
                "该道路工程于2022年6月通过验收，现拨付尾款。",
            )
        ),
        passing=(),
    ),
    "Q45": Examples(
        failing=_texts(
            "overview",
            "202年为全县42名村医发放补助。",
            "20024年为全县42名村医发放补助，保障生活。",
            "2O24年发放津贴320人，每人50元。",
            "一是核定；二是公示；二是发放。",
            "（一）核定。（二）公示。（二）发放。",
            "①核定名单；②公示；②发放。",
            "补助金额为2400.元，按月发放。",
            "发放对象对象为320名老人，每人50元。",
            "为全县42名村医按月发放补助；",
        ),
        passing=_right(
            "overview",
            "一、摸底。（一）入户；（二）核对。二、公示。（一）张榜。",
            "1.摸底：（1）入户；（2）核对。2.公示：（1）张榜。",
            "近200年历史的古建筑，修缮2座。",
            "慰问慰问对象320人，每人50元。",
            "补助3.5万元，分两次发放。",
        ),
    ),
    "Q47": Examples(
        failing=_texts(
            "safeguards",
            "由副局长赵志强分管。",
            "联络员：何静，电话见通讯录。",
            "由校长陈国庆总负责",
        ),
        passing=_right(
            "safeguards",
            "由财政、水务部门负责",
            "由高级工程师负责验收",
            "由张家庄村、李家沟村负责管护",
        ),
    ),
    "Q49": Examples(
        failing=_rows(
            (put("成本", "每公里养护成本", "15万元"),),
            (put("成本", "每名学生补助", "2.1万元"),),
            (put("成本", "户均改厕补助", "1.5万元"),),
            total=12_000,
        ),
        passing=(
            case(put("数量", "亩均产值", "≥15万元/亩"), total=100_000),
            case(put("成本", "每年租金", "15万元"), total=100_000),
            case(put("成本", "每次演出费用", "8000元"), total=10_000),
        ),
    ),
    "Q50": Examples(
        failing=(
            # Both are rounded to 10,000 元, so that 20,000 元 more may be meant.
            Fails(case(*_costs(6, 5), total=89_999), TARGET, "6万元 + 5万元 ="),
            Fails(case(*_costs(2, 2, 2, 2), total=30_000), TARGET, "2万元 + 2万元 = 80,000 元"),
            Fails(case(*_costs(2, 2, 2, 2, 2), total=30_000), TARGET, "2万元 + … = 100,000 元"),
            *_texts(
                "overview",
                "共有干部职工56人：在职30人，退休30人。",
                "购置设备15台，包括打印机8台、电脑9台。",
                "全镇35个村（其中重点村12个，一般村25个）。",
                "完成五方面任务：1.宣传；2.巡查；3.执法；4.考核。",
                "人员经费12万元，公用经费5万元，两项合计18万元。",
                "省级资金60万元，县级资金30万元，共计100万元。",
                "项目总投资1200万元（建安费900万元，设备费200万元，其他费200万元）。",
                "低保对象1200户，其中城市低保300户、农村低保1000户。",
            ),
        ),
        passing=(
            *_right(
                "overview",
                "共有干部职工60人：在职30人，退休30人。",
                "教师120名，其中女教师85名，党员教师60名。",
                "购买服务单价3万元，服务5次，共计15万元。",
                "2024年安排60万元，2025年安排40万元，共计100万元，其中中央80万元，省级20万元。",
                "总投资500万元，已支付300万元，本年安排100万元，共计支付400万元。",
                "全县有12个乡镇：第二项工作：1.道路；2.桥梁；3.管网。",
            ),
            case(*_costs(6, 5), total=90_000),
        ),
    ),
    "Q51": Examples(
        failing=(
            Fails(case(put("数量", "粮食储备量", "500吨"), overview="粮食储备5万公斤。"), TARGET),
        ),
        passing=(
            case(put("数量", "粮食储备量", "50吨"), overview="粮食储备5万公斤。"),
            case(
                put("数量", "管网长度", "3.5公里"),
                plan="改造供热管网3500米，其中主管网1200米。",
            ),
        ),
    ),
    "Q52": Examples(
        failing=_rows(
            (put("成本", "每户补贴", "100800元"), put("数量", "补贴户数", "60户")),
            (put("数量", "服务对象数", "8万元"),),
            (put("数量", "培训班次数", "3.6万元"),),
            total=100_800,
        ),
        passing=(case(put("数量", "发放补助总额数", "100800元")),),
    ),
    "Q53": Examples(
        failing=(
            *tuple(
                Fails(case(change), TARGET, "方向相反")
                for change in (
                    *_qualities(
                        "工程返工率→≥2%",
                        "设施破损率→≥3%",
                        "漏报率→≥1%",
                        "资料归档率→≤95%",
                        "培训出勤率→≤95%",
                        "验收通过率→≤100%",
                    ),
                    *_benefits("森林火灾受害率→≥0.9‰", "安全生产事故→≥2起", "拖欠工资案件数→≥3件"),
                    put("服务对象满意度", "群众满意度", "≤90%"),
                )
            ),
            Fails(case(put("质量", "资产负债率", "≤2")), TARGET, "没有“%”"),
        ),
        passing=tuple(
            case(change)
            for change in _qualities(
                "无害化处理率→≥95%",
                "复垦率→≥90%",
                "返乡创业率→≥5%",
                "漏洞修复率→≥95%",
                "死亡病例报告率→≥95%",
                "信访案件受理数→≥90件",
                "化肥使用率→≤90%",
                "床位使用率→≤93%",
                "资产负债率→≤95%",
                "资产负债率→≤1",
            )
        ),
    ),
    "Q54": Examples(
        failing=(
            Fails(
                case(
                    put("成本", "每亩补助标准", "500元", ANNUAL),
                    put("成本", "每亩补助标准", "450元", IMPLEMENTATION),
                ),
                TARGET,
                "按年计",
            ),
            Fails(
                case(
                    put("质量", "验收合格率", "95%", ANNUAL),
                    put("质量", "验收合格率", "98%", IMPLEMENTATION),
                ),
                TARGET,
                "只管一年",
            ),
        ),
        passing=(),
    ),
}
