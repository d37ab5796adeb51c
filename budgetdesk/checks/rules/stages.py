"""Forms of the later stages, held against each other: what no rule of one record can see."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from budgetdesk.checks.case import BookCase, ProjectCase
from budgetdesk.checks.finding import Found, Severity
from budgetdesk.checks.language.measures import yuan
from budgetdesk.checks.record_case import DeclaredCase
from budgetdesk.checks.rule import OWN_FIELDS, Scope, rule
from budgetdesk.checks.rules.funds import FEN_A_WAN
from budgetdesk.dictionary.standing import is_below_project
from budgetdesk.domain.exact import EXACT, plain_text
from budgetdesk.domain.records import Department

_EVALUATION, _SCORE = "self_evaluation", "total_score"
_EX_ANTE = "ex_ante"
_NEW = ("新增", "新设", "新立")
_FEWEST = 2  # projects that have an average


@rule(
    "S27",
    "部门自评平均分过高",
    Severity.NOTICE,
    reads=("department", "unit", OWN_FIELDS),
    checks="一个部门两个以上项目已自评的，平均分低于规定的分数。",
    why="自评几乎全是满分，多半是目标定得过低或打分不严，复核时会抽查。",
    source="财预〔2018〕10号；各地自评复核口径",
    failing="部门 3 个项目自评 100、99、98 分，平均 99 分",
    passing="部门 3 个项目自评 100、95、90 分，平均 95 分",
    scopes=(Scope.BOOK,),
    limits={"average_points": 98},
)
def scores_are_not_all_full(case: BookCase, limits: Mapping[str, int]) -> Iterator[Found]:
    """The scores of a department's projects are below a limit on the average."""
    scored: dict[Department, list[tuple[DeclaredCase, Decimal]]] = defaultdict(list)
    for one in case.stages.get(_EVALUATION, ()):
        score = _score(one)
        if score is not None and is_below_project(one.declaration):
            scored[one.stored.department].append((one, score))
    for department, found in scored.items():
        total, number = sum((score for _, score in found), Decimal()), len(found)
        if number >= _FEWEST and total >= limits["average_points"] * number:
            mean = plain_text(EXACT.divide(total, Decimal(number)), 2)
            told = f"「{department.name}」{number} 个项目自评平均 {mean} 分，请复核指标值和打分。"
            yield Found(found[0][0].ref(_SCORE), told)


def _score(case: DeclaredCase) -> Decimal | None:
    """总分 of a form whose every score stands."""
    if _SCORE not in case.declaration.fields or not case.reckoned.value("grade"):
        return None
    score = case.reckoned.value(_SCORE)
    return score if isinstance(score, Decimal) else None


@rule(
    "P04",
    "应做事前绩效评估的项目没有评估",
    Severity.EXPLAIN,
    reads=("name", "attribute", "funding.annual", OWN_FIELDS),
    checks="表上写明新增、新设的项目，年度资金达到规定数额的都有事前绩效评估表；规定的数额各地不同，在审核设置中修改。",
    why="没有事前评估的新增项目不得安排预算。",
    source="各地事前绩效评估办法",
    failing="新增项目 600 万元，没有事前绩效评估表",
    passing="新增项目 600 万元，有事前绩效评估表",
    scopes=(Scope.BOOK,),
    limits={"large_wan": 500},
)
def evaluated_before(case: BookCase, limits: Mapping[str, int]) -> Iterator[Found]:
    """Every new project of a sum has its 事前绩效评估, where the set has that form."""
    if not case.office.form_set.has_form(_EX_ANTE):
        return
    least = limits["large_wan"] * FEN_A_WAN
    evaluated = {one.stored.above.id for one in case.stages.get(_EX_ANTE, ())}
    for project in case.projects:
        total = project.total()
        if total is None or total < least or project.project.id in evaluated:
            continue
        if _is_new(project):
            told = f"新增项目年度资金 {yuan(total)}，没有事前绩效评估表。"
            path = "funding.annual.total"
            yield Found(project.ref(path if project.shows(path) else "name"), told)


def _is_new(project: ProjectCase) -> bool:
    """Whether a choice on the form says so: 项目属性, or one that the form set asks for."""
    return any(word in choice for choice in project.choices for word in _NEW)
