"""效益指标: what good comes of it."""

import re
from collections.abc import Iterator

from budgetdesk.checks.case import FormCase, ProjectCase
from budgetdesk.checks.finding import Fix, Found, Severity
from budgetdesk.checks.indicator_case import IndicatorCase
from budgetdesk.checks.language.direction import capped_good, grows_worse, shrinks
from budgetdesk.checks.language.likeness import bare as bare_text
from budgetdesk.checks.language.words import only_lasting, says_no_degree
from budgetdesk.checks.rule import Scope, rule
from budgetdesk.domain.fields import HORIZON_LABELS
from budgetdesk.domain.indicator_tree import Slot, bare
from budgetdesk.domain.text import shorten

BOTH_FORMS = (Scope.PROJECT, Scope.OVERALL)
TREE = "财预〔2015〕88号：效益指标"


@rule(
    "Q30",
    "效益只写动词或方向相反",
    Severity.EXPLAIN,
    reads=("indicators",),
    checks="效益的值不能只是一个动词、“不断提升”一类的话或名称里已有的话；差距、负担等不能提高，越多越好的不写≤。",
    why="“提高”“促进”没有说到什么程度，无法考核；差距、负担应当缩小，不能提高。",
    source="财预〔2015〕88号：指向明确",
    failing="家庭发展能力 → 提高",
    passing="家庭发展能力 → 人均年收入增加 600元",
    scopes=BOTH_FORMS,
)
def benefit_says_how(case: FormCase) -> Iterator[Found]:
    """A benefit's target says how much, and what is bad shall not grow.

    Of a target that only says that something lasts, Q33 tells.
    """
    for row in case.in_level1("效益"):
        if grows_worse(row.name, row.indicator.target):
            yield Found(row.target_ref, f"{row.shown}方向相反，应当缩小或降低。")
        elif capped_good(row.name, row.target):
            yield Found(row.target_ref, f"{row.shown}方向相反，越多越好的指标应写“≥”。")
        elif _says_nothing(row):
            message = f"指标值只写“{shorten(row.indicator.target)}”，没有程度。"
            yield Found(row.target_ref, message)


def _says_nothing(row: IndicatorCase) -> bool:
    """Whether a value leaves the degree open; a gap that closes, and what lasts, are left alone."""
    text = row.indicator.target
    if shrinks(row.name, text) or (row.level2 == "可持续影响" and only_lasting(text)):
        return False
    return says_no_degree(text, row.name)


@rule(
    "Q31",
    "没有效益指标",
    Severity.ERROR,
    reads=("indicators",),
    checks="各期至少有一条效益指标；满意度归在效益下的套表，满意度指标也算。",
    why="花钱要见效果，效益指标至少要有一条。",
    source=TREE,
    failing="经济、社会、生态、可持续影响都空白",
    passing="社会效益指标 有一条",
)
def has_benefit(case: ProjectCase) -> Iterator[Found]:
    """Each horizon has at least one benefit."""
    if not case.indicators:
        return
    slot = next(case.office.slots_of("效益"), None)
    filled = {row.horizon for row in case.indicators if bare(row.indicator.level1) == "效益"}
    lacking = [horizon for horizon in case.horizons if horizon not in filled]
    if slot and lacking:
        where = "、".join(HORIZON_LABELS[horizon] for horizon in lacking)
        yield Found(case.slot_ref(slot, lacking[-1]), f"{where}没有填写任何效益指标。")


@rule(
    "Q32",
    "效益重复产出或放错位置",
    Severity.NOTICE,
    reads=("indicators",),
    checks="效益不重复产出，满意度放在满意度指标，生态效益说的是生态。",
    why="效益写产出带来的变化，不能把产出再写一遍；满意度有自己的位置。",
    source=TREE,
    failing="社会效益指标：职工满意度",
    passing="满意度指标：职工满意度",
    scopes=BOTH_FORMS,
)
def benefit_in_place(case: FormCase) -> Iterator[Found]:
    """A benefit repeats no output of its horizon and stands under a fitting level 2."""
    outputs = {
        (row.horizon, bare_text(row.name))
        for row in case.indicators
        if row.level1 == "产出" and row.name
    }
    satisfaction = next(case.office.slots_of("满意度"), None)
    for row in case.in_level1("效益"):
        if "满意" in row.name:
            message = f"“{shorten(row.name)}”是满意度，不应放在{row.indicator.level2}。"
            yield Found(row.name_ref, message, fix=_move(row, satisfaction))
        elif row.level2.startswith("生态") and _NOT_ECOLOGY.search(row.name):
            message = f"“{shorten(row.name)}”说的不是生态，不应放在{row.indicator.level2}。"
            yield Found(row.name_ref, message)
        elif (row.horizon, bare_text(row.name)) in outputs:
            yield Found(row.name_ref, f"“{shorten(row.name)}”在产出指标中已有。")


_NOT_ECOLOGY = re.compile(
    r"^(?!.*(?:生态|环境|环保|污染|排放|绿|水(?!平)|空气|能耗|节能)).*(?:社会|稳定|就业|可持续|收入|群众|工作)"
)


def _move(row: IndicatorCase, slot: Slot | None) -> Fix | None:
    if slot is None:
        return None
    return Fix("移到满意度指标", row.refile(slot))


@rule(
    "Q33",
    "可持续影响只写“中长期”",
    Severity.NOTICE,
    reads=("indicators",),
    checks="可持续影响的值不能只写“中长期”“持续”等。",
    why="“中长期”“持续”没有说明影响什么、靠什么保持。",
    source=TREE,
    failing="项目可持续性 → 中长期",
    passing="长效管理制度 → 建立村医退养补助动态调整机制",
    scopes=BOTH_FORMS,
)
def lasting_how(case: FormCase) -> Iterator[Found]:
    """可持续影响 says more than that it lasts."""
    for row in case.in_level2("可持续影响"):
        if only_lasting(row.indicator.target):
            message = f"“{shorten(row.name)}”只写“{row.indicator.target.strip()}”。"
            yield Found(row.target_ref, message)
