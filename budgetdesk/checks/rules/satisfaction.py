"""满意度指标: who is asked, and how satisfied they shall be."""

import re
from collections.abc import Iterator, Mapping

from budgetdesk.checks.case import FormCase, ProjectCase
from budgetdesk.checks.finding import Found, Severity
from budgetdesk.checks.rule import Scope, rule
from budgetdesk.checks.rules.completeness import missing_slot
from budgetdesk.domain.indicator_tree import bare
from budgetdesk.domain.target import TargetKind
from budgetdesk.domain.text import fold, shorten

BOTH_FORMS = (Scope.PROJECT, Scope.OVERALL)
TREE = "财预〔2015〕88号：满意度指标"


@rule(
    "Q27",
    "满意度缺失或没有比率",
    Severity.ERROR,
    reads=("indicators",),
    checks="要有满意度指标，值为带“≥”的百分比。",
    why="有服务对象的项目要设满意度，并写成带“≥”的百分比。",
    source=TREE,
    failing="服务对象满意度 → 提高",
    passing="受益群众满意度 → ≥90%",
)
def satisfaction_rate(case: ProjectCase) -> Iterator[Found]:
    """There is a satisfaction indicator, a percentage with an operator."""
    if not case.indicators:
        return
    for slot in case.office.slots_of("满意度"):
        yield from missing_slot(case, slot)
    for row in case.in_level1("满意度"):
        target = row.target
        if target.kind is TargetKind.BLANK:
            continue
        if not target.percent:
            message = f"{row.shown}不是百分比。"
            yield Found(row.target_ref, message, severity=Severity.EXPLAIN)
        elif target.operator is None and target.number is not None and target.number < 100:
            fix = case.cure("加上“≥”", *row.retarget(f"≥{target.number:f}%"))
            message = f"{row.shown}没有“≥”。"
            yield Found(row.target_ref, message, fix=fix, severity=Severity.EXPLAIN)


@rule(
    "Q28",
    "满意度过低或要求100%",
    Severity.NOTICE,
    reads=("indicators",),
    checks="满意度不低于规定的百分比，也不要求100%。",
    why="满意度低于80%难以通过，100%难以证明。",
    source="各地绩效目标审核口径",
    failing="患者满意度 → 100%",
    passing="患者满意度 → ≥90%",
    scopes=BOTH_FORMS,
    limits={"least_percent": 80},
)
def satisfaction_provable(case: FormCase, limits: Mapping[str, int]) -> Iterator[Found]:
    """The rate lies between `least_percent` and 100 %."""
    for row in case.in_level1("满意度"):
        number = row.target.number
        if not row.target.percent or number is None:
            continue
        if number < limits["least_percent"]:
            message = f"满意度“{shorten(row.target.text)}”低于 {limits['least_percent']}%。"
            yield Found(row.target_ref, message)
        elif number == 100:
            message = f"“{shorten(row.name)}”要求 100%，难以证明，一般写 ≥90% 或 ≥95%。"
            yield Found(row.target_ref, message)


_ASKS = re.compile(r"满意|评价|好评|认可|评分|投诉")
# Names printed in a narrow cell lose their end.
_MAY_BE_CUT = 11
_ITSELF = re.compile(r"^(?:本单位|我单位|本部门|本局|我局|本院|自身)")


@rule(
    "Q29",
    "满意度对象不明",
    Severity.NOTICE,
    reads=("indicators",),
    checks="满意度要写明问谁，不能由本单位评自己，名称要说明是满意度。",
    why="满意度要写明问谁：学生、患者、受益群众；不能由本单位评自己。",
    source=TREE,
    failing="本单位满意度",
    passing="退养村医满意度",
    scopes=BOTH_FORMS,
)
def satisfied_whom(case: FormCase) -> Iterator[Found]:
    """The group asked is named and is not the unit itself."""
    for row in case.in_level1("满意度"):
        name = fold(row.name)
        if _ITSELF.match(name):
            yield Found(row.name_ref, f"“{shorten(row.name)}”是自己评自己，应由服务对象评价。")
        elif bare(name).removeprefix("服务对象").rstrip("率的") in ("满意度", "满意"):
            yield Found(row.name_ref, "满意度没有写明服务对象是谁。")
        elif not _ASKS.search(name) and len(name) < _MAY_BE_CUT:
            message = f"“{shorten(row.name)}”没有说明衡量的是满意度。"
            yield Found(row.name_ref, message)
