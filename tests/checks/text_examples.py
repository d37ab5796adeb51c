"""Examples of the rules on texts, names and the office."""

from typing import Any

from budgetdesk.checks.finding import Severity
from budgetdesk.domain.disclosure import OwnParagraph
from budgetdesk.domain.records import Department, PerHorizon, Unit
from tests.checks.building import (
    DEPARTMENT,
    SOUND_GOALS,
    SOUND_TEXTS,
    UNIT,
    book,
    case,
    goals,
    office,
    overall,
    put,
)
from tests.checks.department_building import department
from tests.checks.example import Examples, Fails

EMPTY: dict[str, Any] = dict.fromkeys(SOUND_TEXTS, "") | {
    "goals": PerHorizon("", ""),
    "indicators": PerHorizon((), ()),
}
HINT = Severity.NOTICE
ERROR = Severity.ERROR
EXPLAIN = Severity.EXPLAIN
N20 = "为退养村医按月发放生活补助做好保障服务工"
N19 = N20[:-1]
SECTION = Unit("永和县医疗集团", Department("903", "社保股", 1), id=1)
NO_CODE = Unit("永和县医疗集团", Department("20", "永和县卫生健康和体育局", 1), id=1)
SAME_CODE = Unit("永和县医疗集团", Department("202", "永和县教育局", 2), id=1)
TWIN = Unit("永和县医疗集团", DEPARTMENT, id=1), Unit("山西省永和县“医疗集团”", DEPARTMENT, id=2)
ID_NUMBER = "11010519491231002X"
LONG = "县财政安排专项资金，用于为全县四十二名退养村医按月发放生活补助，保障他们的基本生活"

# What the indicators of the sound form say as one sentence.
DRAFT = (
    "退养村医人数42人，补助发放准确率达到100%，2024年12月31日前补助发放完成，"
    "退养补助标准控制在2400元/人/年以内，退养村医生活困难户数减少5户，"
    "补助标准调整办法每年12月核定一次，退养村医满意度达到90%以上。"
)
EXAMPLES: dict[str, Examples] = {
    "Q01": Examples(
        failing=(
            Fails(case(plan=""), "plan", "项目实施计划"),
            Fails(case(plan=" \n"), "plan"),
            Fails(case(name=" "), "name", "项目名称"),
            Fails(
                case(goals=goals("", SOUND_GOALS[1])), "goals.implementation", "实施期目标", DRAFT
            ),
            Fails(case(goals=goals(SOUND_GOALS[0], "")), "goals.annual", "年度目标", DRAFT),
            Fails(case(**EMPTY), "overview", "尚未填写"),
            Fails(overall(duties="职责", strategic_goal="目标"), "annual_goal", "年度绩效目标"),
        ),
        passing=(
            case(),
            overall(),
            overall(duties="职责", strategic_goal="目标", annual_goal="目标"),
            case(goals=PerHorizon(None, SOUND_GOALS[1]), indicators=PerHorizon(None, ())),
        ),
    ),
    "Q02": Examples(
        failing=(
            Fails(case(phone=""), "phone", "联系电话 没有填写"),
            Fails(case(responsible="", handler=" "), "responsible", "负责人、经办人"),
        ),
        passing=(case(), case(**EMPTY, responsible="", handler="", phone="")),
    ),
    "Q03": Examples(
        failing=(
            Fails(
                book(
                    case(
                        basis="《关于提前下达基本公共卫生服务补助资金的通知》（晋财社〔2023〕322号）"
                    ),
                    case(
                        basis="《关于提前下达基本公共卫生服务补助资金的通知》（晋财社〔2023〕322号）、《重大动物疫病强制免疫实施方案》（晋财社〔2023〕322号）、《农村危房改造实施办法》（晋财社〔2023〕322号）"
                    ),
                ),
                "basis",
                "同一文号",
            ),
            Fails(case(basis="年初预算"), "basis", "文件名称"),
            Fails(
                book(
                    case(
                        basis="《关于提前下达基本公共卫生服务补助资金的通知》（晋财社〔2023〕322号）"
                    ),
                    case(basis="《重大动物疫病强制免疫实施方案》晋财社(2023)322号"),
                ),
                "basis",
                "同一文号",
            ),
        ),
        passing=(
            case(basis="永政发〔2023〕12号"),
            case(basis="永政发(2023) 第 12 号"),
            case(basis="《实施方案》"),
            case(basis="县长办公会议纪要"),
            case(basis=""),
            book(
                case(
                    basis="《关于提前下达2024年基本公共卫生服务补助资金预算的通知》（晋财社〔2023〕322号）"
                ),
                case(
                    basis="《山西省财政厅关于提前下达2024年基本公共卫生服务补助资金的通知》晋财社[2023]322号"
                ),
            ),
            book(
                case(basis="《关于提前下达基本公共卫生服务补助资金的通知》（晋财社〔2023〕322号）"),
                case(basis="《重大动物疫病强制免疫实施方案》（晋财社〔2023〕323号）"),
                case(basis="《重大动物疫病强制免疫实施方案》（晋财农〔2023〕322号）"),
            ),
        ),
    ),
    "Q04": Examples(
        failing=(
            Fails(case(necessity=SOUND_TEXTS["overview"]), "necessity", "项目概况"),
            Fails(case(necessity=SOUND_TEXTS["overview"].replace("，", " ,")), "necessity"),
            Fails(case(basis=LONG, necessity=LONG), "necessity", "立项依据"),
        ),
        passing=(case(), case(necessity="", overview=""), case(necessity=LONG)),
    ),
    "Q05": Examples(
        failing=(
            Fails(case(goals=goals(LONG, LONG), period="3年"), "goals.annual", severity=EXPLAIN),
            Fails(case(goals=goals(LONG, LONG), period="2024-2026年"), "goals.annual"),
            Fails(case(goals=goals(LONG, LONG), period="18个月"), "goals.annual"),
            Fails(case(plan=SOUND_GOALS[1]), "goals.annual", "项目实施计划"),
        ),
        passing=(
            case(),
            case(goals=PerHorizon(None, LONG)),
            case(goals=goals("", ""), plan=""),
            case(goals=goals(LONG, LONG)),
            case(goals=goals(LONG, LONG), period="一年"),
            case(goals=goals(LONG, LONG), period="12个月"),
            case(goals=goals(LONG, LONG), period="2024年1月-2024年12月"),
        ),
    ),
    "Q06": Examples(
        failing=tuple(
            Fails(
                case(goals=goals(annual=text)), "goals.annual", fix=f"{text.rstrip('。')}。{DRAFT}"
            )
            for text in (
                "及时按月发放退养村医生活补助",
                "2024年度按政策发放补助",
                "一、按政策发放。2、及时足额。",
                "按《办法》（永政发〔2023〕12号）发放",
            )
        ),
        passing=(
            case(),
            case(goals=goals(annual="为四十二名村医发放")),
            case(goals=goals(annual="建成三个站")),
            case(goals=goals(annual="发放率1.5倍")),
            case(goals=goals(annual="")),
        ),
    ),
    "Q07": Examples(
        failing=(
            Fails(case(overview="补"), "overview", "1 字"),
            Fails(case(overview=N19), "overview", "19 字"),
            Fails(case(necessity=f" {N19}\n"), "necessity"),
            Fails(case(goals=goals(annual="发放12次")), "goals.annual"),
        ),
        passing=(case(overview=N20), case(overview="")),
    ),
    "Q08": Examples(
        failing=(
            Fails(case(overview="项目由XX单位实施，保障退养村医生活"), "overview", "XX"),
            Fails(case(plan="待填写"), "plan", "待填写"),
            Fails(case(safeguards="/"), "safeguards"),
            Fails(case(necessity="（略）"), "necessity"),
            Fails(case(overview="项目概况："), "overview", "栏目名称"),
            Fails(case(plan="于2024年 月发放"), "plan", "年 月"),
            Fails(case(put("数量", "数量指标的个数", "8个")), "indicators.annual.name", "套用"),
            Fails(case(put("数量", "2898", "8个")), "indicators.annual.name", "只有数字"),
            Fails(case(put("数量", "某某人数", "8个")), "indicators.annual.name", "某某"),
            Fails(case(put("时效", "发放时间", "2024.1年 月")), "indicators.annual.target", "残留"),
            Fails(case(put("数量", "村医人数", "指标值")), "indicators.annual.target", "指标值"),
            Fails(overall(rows=[("数量", "带来的数量指标", "3个")]), "indicators.name", "套用"),
        ),
        passing=(
            case(),
            case(overview="由A×B两段组成，无一人漏发，2024年1月起每年底结算"),
            case(put("时效", "发放时间", "2024年1月底")),
            overall(),
        ),
    ),
    "Q36": Examples(
        failing=(
            Fails(case(plan="资金由临汾市洪洞县财政局拨付"), "plan", "“洪洞县”"),
            Fails(
                case(goals=PerHorizon("推动武汉科技大学成果转化8项", "为42名村医发放补助")),
                "goals.implementation",
                "武汉科技大学",
            ),
            Fails(
                case(goals=goals(annual="推动武汉科技大学科技成果转化8项")),
                "goals.annual",
                "武汉科技大学",
            ),
            Fails(case(safeguards="坡头乡各村日常经费开支按规定"), "safeguards", "坡头乡"),
            Fails(case(plan="资金由临汾市洪洞县财政局拨付"), "plan", "洪洞县"),
        ),
        passing=(
            case(),
            case(basis="《武汉科技大学章程》武汉科技大学"),
            case(
                plan="由永和县财政局拨付，全县卫生院发放，报临汾市和我县备案，深化县级改革，按全省各县做法"
            ),
            case(overview="资助大学生42人，按《武汉科技大学章程》办理"),
            case(unit=Unit("武汉科技大学", DEPARTMENT, id=1), plan="武汉科技大学组织实施"),
        ),
    ),
    "Q37": Examples(
        failing=(
            Fails(case(plan="2025年6月发放", period=""), "plan", "2025年"),
            Fails(case(goals=goals(annual="2023年12月底前发放42人")), "goals.annual", "2023年"),
            Fails(case(plan="2025年6月发放"), "plan", "2025年"),
        ),
        passing=(
            case(plan="2024年6月发放", period=""),
            case(plan="截至上年末即2023年底42人"),
            case(goals=goals(annual="2024年12月底前发放42人")),
            case(plan="截至2023年底42人，2024年发放"),
            case(plan="《2023年方案》（永政发〔2022〕1号）"),
            case(plan="2025年6月发放", period="2年"),
            case(plan="2023年的残保金", name="2023年-2024年残疾人保障金"),
        ),
    ),
    "Q41": Examples(
        failing=(
            Fails(case(overview=f"{LONG}，项目周期为两年。"), "overview", "实施 2 年"),
            Fails(case(overview=f"{LONG}，服务期3年。"), "overview", "实施 3 年"),
            Fails(case(period="2年"), "period", "一次性"),
            Fails(case(attribute="经常性项目（长期开展）", period="1年"), "period", "经常性"),
            Fails(case(overview=f"{LONG}，暂定实施三年。"), "overview", "实施 3 年"),
        ),
        passing=(
            case(period=""),
            case(period="", attribute="经常性项目（长期开展）"),
            case(period="", overview=f"{LONG}，暂定实施三年。"),
            case(overview=f"{LONG}，项目实施一年。"),
            case(),
            case(attribute="经常性项目（长期开展）", period="2年"),
            case(attribute="经常性项目（长期开展）", period="长期"),
            case(period=None),
            case(overview=f"{LONG}，项目实施1年。"),
        ),
    ),
    "Q43": Examples(
        failing=(
            Fails(
                case(
                    unit=UNIT,
                    around=office(
                        UNIT, departments=(DEPARTMENT, Department("201", DEPARTMENT.name, 2))
                    ),
                ),
                "unit.department.name",
                "不一致",
            ),
            Fails(
                case(
                    unit=UNIT,
                    around=office(
                        UNIT, departments=(DEPARTMENT, Department("203", DEPARTMENT.name, 2))
                    ),
                ),
                "unit.department.name",
                "不一致",
            ),
            Fails(
                case(
                    unit=UNIT,
                    around=office(
                        UNIT, departments=(DEPARTMENT, Department("202", "永和县人社局", 2))
                    ),
                ),
                "unit.department.name",
                "不一致",
            ),
            Fails(case(unit=NO_CODE), "unit.department.name", "三位或六位"),
            Fails(case(unit=SECTION, around=office(SECTION)), "unit.department.name", "内设机构"),
            Fails(case(unit=SAME_CODE, around=office(SAME_CODE)), "unit.department.name", "不一致"),
            Fails(
                case(unit=TWIN[1], around=office(*TWIN)),
                "unit.name",
                "同一单位",
                fix="1",
                severity=EXPLAIN,
            ),
        ),
        passing=(
            case(
                unit=UNIT,
                around=office(
                    UNIT,
                    departments=(
                        DEPARTMENT,
                        Department("201", "永和县人社局", 2),
                        Department("203", "永和县医保局", 3),
                    ),
                ),
            ),
            case(
                unit=TWIN[1],
                around=office(
                    Unit(TWIN[0].name, Department("203", "永和县医保局", 3), id=5), TWIN[1]
                ),
            ),
            case(
                unit=TWIN[1],
                around=office(
                    Unit(TWIN[0].name, Department("201", "永和县医保局", 0), id=5), TWIN[1]
                ),
            ),
            case(
                unit=TWIN[1],
                around=office(
                    Unit("永和县妇幼院", DEPARTMENT, id=1),
                    Unit("永和县疾控", DEPARTMENT, id=7),
                    TWIN[1],
                ),
            ),
            case(),
            case(unit=TWIN[0], around=office(*TWIN)),
            case(
                unit=Unit("甲", Department("034001", "晋城市城区教育局", 1), id=1),
                around=office(UNIT, departments=(Department("034001", "晋城市城区教育局", 1),)),
            ),
            case(
                unit=Unit("甲", Department("101", "永和县委办公室", 1), id=1),
                around=office(UNIT, departments=(Department("101", "永和县委办公室", 1),)),
            ),
        ),
    ),
    "Q44": Examples(
        failing=(
            Fails(case(phone="0357-75"), "phone", "0357-75"),
            Fails(case(phone="12345678901"), "phone"),
            Fails(case(phone="0357-7520000、75a"), "phone", "75a"),
        ),
        passing=(
            case(phone="0357-7520000"),
            case(phone="03577520000"),
            case(phone="7520000"),
            case(phone="0357—7520000，13900000000"),
            case(phone="６２２１"),
            case(phone=""),
        ),
    ),
    "Q45": Examples(
        failing=(
            Fails(case(plan="由𠮷家庄卫生院实施"), "plan", "“𠮷”（U+20BB7）打印不出"),
            Fails(case(overview="按时发放😀"), "overview", "U+1F600"),
            Fails(case(handler="𠮷祥"), "handler", "打印不出"),
            Fails(
                case(put("数量", "村医", "一批"), put("质量", "准确率", "不低于９０％")),
                "indicators.annual.target",
                fix="≥90%",
                safe=True,
            ),
            Fails(
                case(plan="按月发放。。年底核对"),
                "plan",
                "标点重复",
                "按月发放。年底核对",
                safe=True,
            ),
            Fails(
                case(plan="按月发放，。年底核对"),
                "plan",
                "标点重复",
                "按月发放。年底核对",
                safe=True,
            ),
            Fails(case(plan="发放（2024年)补助"), "plan", "括号", "发放（2024年）补助", safe=True),
            Fails(case(plan="发放(2024年）补助"), "plan", "括号", "发放（2024年）补助", safe=True),
            Fails(
                case(plan="按月发放<br>年底核对"), "plan", "网页", "按月发放\n年底核对", safe=True
            ),
            Fails(case(plan="按月发放 \n"), "plan", "首尾", "按月发放", safe=True),
            Fails(
                case(plan="为全县四十二名退养村医按月发\n放补助"),
                "plan",
                "句中有换行",
                "为全县四十二名退养村医按月发放补助",
                safe=True,
            ),
            Fails(case(plan="筛高标准"), "plan", "提高", "提高标准", safe=True),
            Fails(case(plan="发放（2024年补助"), "plan", "不成对"),
            Fails(case(name="村医补助（2024年"), "name", "不成对"),
            Fails(
                case(put("数量", "退养\n村医人数", "42人")),
                "indicators.annual.name",
                "换行",
                "退养村医人数",
                safe=True,
            ),
            Fails(
                case(put("质量", "准确率", "不低于９０％")),
                "indicators.annual.target",
                "≥90%",
                "≥90%",
                safe=True,
            ),
            Fails(
                case(put("质量", "准确率", "90%以上")),
                "indicators.annual.target",
                "≥90%",
                "≥90%",
                safe=True,
            ),
            Fails(
                case(put("数量", "人数", "４２人")),
                "indicators.annual.target",
                "42人",
                "42人",
                safe=True,
            ),
            Fails(
                overall(rows=[("数量", "人数", "不少于3人")]),
                "indicators.target",
                "≥3人",
                "≥3人",
                safe=True,
            ),
        ),
        passing=(
            case(put("社会效益", "收入", "提高不低于１０％")),
            case(),
            case(plan="一、核定名单\n二、按月发放；\n三、年底核对"),
            case(plan="　　按月发放。\n　　年底核对。"),
            case(plan="1) 核定；2) 发放（每月）；一）核对"),
            case(put("质量", "准确率", ">90%")),
            case(put("质量", "准确率", "较上年提高")),
            overall(),
        ),
    ),
    "Q47": Examples(
        failing=(
            Fails(case(overview=f"{LONG}，联系人13900000000"), "overview", "手机号码"),
            Fails(case(plan=f"户主{ID_NUMBER}"), "plan", "身份证号码"),
            Fails(case(basis="秘密★一年"), "basis", "涉密"),
            Fails(case(plan="分管领导：张小三"), "plan", "“张小三”的姓名"),
            Fails(overall(duties="联系电话0357-7520000"), "duties", "电话号码"),
            Fails(
                case(put("数量", "联系139 0000 0000", "1人")), "indicators.annual.name", "手机号码"
            ),
            Fails(
                department(entries={"duties": "咨询电话13900000000"}),
                "entries.duties",
                "部门职责 中有手机号码",
            ),
            Fails(
                department(
                    paragraphs=(OwnParagraph("其他", "由经办人乙解释。", ""),), projects=(case(),)
                ),
                "paragraphs.text",
                "“经办人乙”的姓名",
            ),
        ),
        passing=(
            case(),
            case(overview=f"{LONG}，资金13900000000元，编号110105194912310021"),
            case(plan="做好保密工作，12900000000"),
            case(plan="分管领导：待定，负责人：财务科，咨询电话0357-7520000"),
            overall(),
            department(
                entries={"duties": "做好保密工作。", "last_total": 13900000000}, projects=(case(),)
            ),
        ),
    ),
}
