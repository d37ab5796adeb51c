"""Examples of what was copied, of a basis that is none, of phrases, and of how texts end."""

from typing import Any

from budgetdesk.checks.case import ProjectCase
from budgetdesk.domain.records import Unit
from tests.checks.building import (
    DEPARTMENT,
    SOUND_GOALS,
    SOUND_TEXTS,
    UNIT,
    case,
    goals,
    of_unit,
    put,
)
from tests.checks.example import Examples, Fails

ROAD = "五月完成招标，六月至九月铺设路基和沥青路面，十月由县交通局组织验收并移交乡镇养护管理。"
OTHER = Unit("永和县疾病预防控制中心", DEPARTMENT, id=2)


def written(name: str, *, unit: Unit = UNIT, **texts: str) -> ProjectCase:
    """A project that says nothing but what is given."""
    blank: dict[str, Any] = {"overview": "", "necessity": "", "plan": "", "goal": ""} | texts
    goal = goals(annual=blank.pop("goal"))
    return case(name=name, unit=unit, goals=goal, basis=f"《{name}管理办法》", **blank)


PAVED = written("芝河镇道路硬化工程", plan=ROAD)

EXAMPLES: dict[str, Examples] = {
    "Q48": Examples(
        failing=(
            Fails(
                of_unit(PAVED, written("征地补偿款", plan=ROAD)), "plan", "「芝河镇道路硬化工程」"
            ),
            Fails(
                of_unit(written("城乡低保金", overview=ROAD), written("护理补贴", overview=ROAD)),
                "overview",
                "项目概况",
            ),
            Fails(
                of_unit(written("城乡低保金", goal=ROAD), PAVED, written("护理补贴", goal=ROAD)),
                "goals.annual",
            ),
            Fails(
                of_unit(
                    written("城乡低保金", necessity=ROAD),
                    written("护理补贴", necessity=ROAD.replace("，", " ，")),
                ),
                "necessity",
            ),
        ),
        passing=(
            of_unit(PAVED, written("征地补偿款", plan=ROAD, unit=OTHER)),
            of_unit(PAVED, written("2024年芝河镇道路硬化工程（二期）", plan=ROAD)),
            of_unit(PAVED, written("征地补偿款", overview=ROAD)),
            of_unit(
                written("基本公共卫生补助（中央）", goal=ROAD),
                written("2024年基本公共卫生补助（省级）", goal=ROAD),
            ),
            of_unit(
                written("甲项", plan="五月招标，十月验收。"),
                written("乙项", plan="五月招标，十月验收。"),
            ),
        ),
    ),
}

MORE: dict[str, Examples] = {
    "Q03": Examples(
        failing=tuple(
            Fails(case(basis=basis), "basis", "只有预算本身")
            for basis in (
                "《关于下达2024年部门预算的批复》",
                "《关于下达2023年年初预算的批复》年初预算",
                "年初预算（《关于下达2023年立项预算的批复》）",
                "关于下达2023年初预算的批复，年初预算。",
                "永财预〔2024〕1号 年初预算",
                "《永和县财政局关于批复2024年部门预算的通知》（永财〔2024〕9号）",
                "根据永和县卫生健康和体育局2024年部门预算批复",
                "永和县人大批准的2024年县本级预算",
            )
        ),
        passing=tuple(
            case(basis=basis)
            for basis in (
                "《关于下达2024年部门预算的批复》、《山西省乡村医生条例》",
                "年初预算，永政办发〔2023〕12号",
                "年初预算；县政府第35次常务会议纪要",
                "《关于提前下达2024年中央财政基本公共卫生服务补助资金预算的通知》（晋财社〔2023〕322号）",
                "《中华人民共和国预算法》",
                "年初预算，根据县长办公会议决定",
                "年初预算晋财社〔2023〕322号",
            )
        ),
    ),
    "Q04": Examples(
        failing=(
            Fails(case(plan=SOUND_TEXTS["overview"]), "plan", "项目概况 相同"),
            Fails(case(safeguards=SOUND_TEXTS["basis"]), "safeguards", "立项依据"),
            Fails(case(goals=goals(annual=SOUND_TEXTS["necessity"])), "goals.annual", "必要性"),
            Fails(
                case(overview=f"{SOUND_TEXTS['overview']}{SOUND_TEXTS['safeguards']}"),
                "safeguards",
                "整段抄自 项目概况",
            ),
            Fails(
                case(goals=goals(annual=f"{SOUND_TEXTS['plan']}年底核对。")),
                "goals.annual",
                "整段抄入了 项目实施计划",
            ),
            Fails(
                case(goals=goals(SOUND_TEXTS["necessity"], SOUND_TEXTS["necessity"])),
                "goals.annual",
            ),
        ),
        passing=(
            case(plan="按月发放。", safeguards="按月发放。"),
            case(overview=f"{SOUND_TEXTS['overview']}依据{SOUND_TEXTS['basis']}。"),
            case(goals=goals(SOUND_GOALS[0], SOUND_GOALS[0])),
        ),
    ),
    "Q07": Examples(
        failing=(
            Fails(case(plan="2024年"), "plan", "项目实施计划 只有 5 字"),
            Fails(case(safeguards="专人专管，严格按照规章制度办理"), "safeguards", "15 字"),
            Fails(
                case(safeguards="依法合规，科学使用，合理分配，公开透明，专款专用。"),
                "safeguards",
                "套话",
            ),
            Fails(case(plan="资金拨付到位后，及时足额拨付，积极完成目标任务。"), "plan", "套话"),
        ),
        passing=(
            case(safeguards="《村医管理办法》"),
            case(safeguards="永政发〔2023〕1号"),
            case(basis="县长办公会议纪要"),
            case(safeguards="严格按照规定管理资金，名单由三级核对并公示"),
        ),
    ),
    "Q45": Examples(
        failing=(
            Fails(case(plan="”按月发放“补助"), "plan", "左右颠倒"),
            Fails(case(plan='"按月发放补助'), "plan", "不成对"),
            Fails(case(plan="按月发放,，年底核对。"), "plan", "标点重复", "按月发放，年底核对。",
                  safe=True),
            Fails(case(plan="按月发放.年底核对。"), "plan", "写成“.”", "按月发放。年底核对。"),
            Fails(case(name="村医补助."), "name", "写成“.”", "村医补助"),
            Fails(case(plan="核定名单并公示七天，二月起打卡发放"), "plan", "末尾没有句号",
                  "核定名单并公示七天，二月起打卡发放。"),
            Fails(case(safeguards="工程质量终身责任制，"), "safeguards", "末尾是逗号"),
            Fails(case(plan="1、核定名单；2、公示；2、发放。"), "plan", "序号“2”写了两次"),
            Fails(case(plan="于204年6月发放。"), "plan", "不是四位数"),
            Fails(case(basis="永政发2023年12号"), "basis", "没有用〔〕", "永政发〔2023〕12号"),
            Fails(case(basis="永政发2023 12号"), "basis", "没有用〔〕", "永政发〔2023〕12号",
                  safe=True),
            Fails(case(basis="永政发【2023】12号"), "basis", "没有用〔〕", "永政发〔2023〕12号",
                  safe=True),
            Fails(case(plan="项目实施计划：一月公示。"), "plan", "写了栏目名称", "一月公示。"),
            Fails(case(plan="实施计划：一月核定名单。"), "plan", "写了栏目名称", "一月核定名单。"),
        ),
        passing=(
            case(plan="“按月”发放‘足额’补助，标准3.5元，分1.2万元两次。"),
            case(plan="1、核定；2、公示；3、发放。1、春季；2、秋季。"),
            case(basis="《办法》（永政发〔2023〕12号），公告2017年第12号", plan="工期230年内"),
            case(basis="永政发〔2023〕12号，永政办发〔2024〕1号"),
            case(plan="一月核定名单", safeguards="合同制、监理制、法人负责制"),
            case(put("数量", "村医", "42人"), plan="保障对象：退养村医，每月10日前发放。"),
        ),
    ),
}  # fmt: skip
