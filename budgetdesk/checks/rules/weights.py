"""分值 of the indicators of a target form, where the form set asks for them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from budgetdesk.checks.case import ProjectCase
from budgetdesk.checks.finding import Found, Severity
from budgetdesk.checks.rule import OWN_FIELDS, rule

_PATH = "indicators.annual"
_WEIGHT = "weight"


@rule(
    "Q46",
    "指标权重合计不对",
    Severity.ERROR,
    reads=("indicators", OWN_FIELDS),
    checks="目标表有权重（分值）栏的，年度各条的权重都大于零，合计 90 分，预算执行率另有 10 分；"
    "都没填的不查。",
    why="权重随目标批复，自评时不再改，合计不对就无法计分。",
    source="财预〔2021〕101号",
    failing="三条指标 50、30、20，合计 100 分",
    passing="三条指标 50、30、10，合计 90 分",
    limits={"points": 90},
)
def weights_sum(case: ProjectCase, limits: Mapping[str, int]) -> Iterator[Found]:
    """The points of the year's indicators are above zero and sum to what is left of a hundred."""
    path = f"{_PATH}.{_WEIGHT}"
    if path not in case.declaration.fields or not case.shows(path):
        return
    rows = [row for row in case.reckoned.listed(_PATH) if row.value("name")]
    told = [(row, weight) for row in rows if isinstance(weight := row.value(_WEIGHT), Decimal)]
    if not told:
        return
    for row, weight in told:
        if weight <= 0:
            yield Found(case.ref(path, row.held.id), f"权重是 {weight:f}，应大于零。")
    total = sum((weight for _, weight in told), Decimal())
    if total != limits["points"]:
        message = f"年度指标的权重合计 {total:f} 分，应为 {limits['points']} 分。"
        yield Found(case.ref(path, told[0][0].held.id), message)
