"""Examples of the rules that hold forms of the later stages against each other."""

from dataclasses import replace

from budgetdesk.checks.case import BookCase
from budgetdesk.checks.record_case import DeclaredCase
from budgetdesk.domain.records import DeclaredRecord, DeclaredRow, Funding, PerHorizon, Project
from tests.checks.building import OTHER_UNIT, book, case, office, project
from tests.checks.example import Examples, Fails


def _scored(*scores: str) -> BookCase:
    """A book whose projects have scored so many points each, two units taking turns."""
    cases = [
        case(unit=OTHER_UNIT if number % 2 else project().unit) for number in range(len(scores))
    ]
    made = book(*cases)
    return replace(
        made,
        stages={
            "self_evaluation": tuple(
                _evaluation(one.project, score)
                for one, score in zip(made.projects, scores, strict=True)
            )
        },
    )


def _evaluation(above: Project, score: str) -> DeclaredCase:
    row = DeclaredRow(
        {"target": "≥100人", "actual": "100人", "weight": "90", "manual_score": score}, "产出指标"
    )
    said = {"project": above, "full_total": 100, "executed_total": 100, "indicators": (row,)}
    return DeclaredCase(DeclaredRecord("self_evaluation", above, said, id=above.id), office())


def _new(wan: int, attribute: str = "新增项目", *, evaluated: bool = False) -> BookCase:
    total = Funding(total=wan * 1_000_000, local=wan * 1_000_000)
    made = book(case(funding=PerHorizon(Funding(), total), attribute=attribute))
    above = made.projects[0].project
    record = DeclaredRecord("ex_ante", above, {"project": above}, id=1)
    stages = {"ex_ante": (DeclaredCase(record, office()),)} if evaluated else {}
    return replace(made, stages=stages, office=office())


EXAMPLES: dict[str, Examples] = {
    "S27": Examples(
        failing=(
            Fails(_scored("90", "89", "88"), "total_score", "3 个项目自评平均 99 分"),
            Fails(_scored("88", "88"), "total_score", "平均 98 分"),
        ),
        passing=(
            _scored("88", "87.99"),
            _scored("90"),  # of one project there is no average
            _scored(),
        ),
    ),
    "P04": Examples(
        failing=(
            Fails(_new(600), "funding.annual.total", "新增项目年度资金 6,000,000 元"),
            Fails(_new(500), "funding.annual.total"),
        ),
        passing=(
            _new(499),
            _new(600, evaluated=True),
            _new(600, "延续项目"),
            _new(600, "一次性项目（1年结束）"),
        ),
    ),
}
