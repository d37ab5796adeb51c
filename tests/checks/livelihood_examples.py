"""Examples of the rules on the published list of 民生领域重大事项."""

from dataclasses import replace

from budgetdesk.checks.case import BookCase, ProjectCase
from budgetdesk.checks.finding import Severity
from budgetdesk.domain.livelihood import ListedProject
from budgetdesk.domain.records import Department, Funding, PerHorizon, Unit
from tests.checks.building import DEPARTMENT, OTHER_UNIT, UNIT, book, case, drop, office
from tests.checks.example import Examples, Fails

NAME = "老年村医退养补助"
CODED = Unit(UNIT.name, DEPARTMENT, "202003", id=1)
ROW = ListedProject("202003", UNIT.name, NAME, 100_800 * 100, id=7)
LOOKS_ELSEWHERE = ListedProject("303001", "永和县教育局", "学前教育公用经费", 451_560_000, id=8)
EDUCATION = Department("303", "永和县教育局", 2)
NOWHERE = replace(LOOKS_ELSEWHERE, unit="无此单位", unit_code="9")
COUNTY = office(departments=(DEPARTMENT, EDUCATION))
LEVELS = ("数量", "质量", "时效", "成本", "社会效益", "可持续影响", "服务对象满意度")
BLANK = case(
    drop(*LEVELS), overview="", basis="", necessity="", safeguards="", plan="",
    goals=PerHorizon("", ""), funding=PerHorizon(Funding(), Funding()),
)  # fmt: skip


def listed(*cases: ProjectCase, **fields: object) -> BookCase:
    """A book of cases that holds the list of one row against them."""
    return book(*cases, listed=[replace(ROW, **fields)])  # type: ignore[arg-type]


def coded(code: str | None) -> ProjectCase:
    return case(unit=Unit(UNIT.name, DEPARTMENT, code, id=1))


EXAMPLES: dict[str, Examples] = {
    "M01": Examples(
        failing=(
            Fails(listed(BLANK), "overview", "还没有填写"),
            Fails(
                listed(case(), project="乡镇卫生院公用经费", amount=5_00),
                "listed.project",
                "第 1 项「乡镇卫生院公用经费」没有绩效目标表",
                values=("202003-永和县医疗集团", "5 元"),
            ),
            Fails(book(case(), listed=[ROW, LOOKS_ELSEWHERE], around=COUNTY), "listed.project"),
            Fails(book(case(), listed=[ROW, NOWHERE], around=COUNTY), "listed.project"),
        ),
        passing=(
            listed(case()),
            book(case()),
            # A department's own book says nothing of the other departments' projects.
            book(case(), listed=[ROW, LOOKS_ELSEWHERE]),
            listed(case(), project="老年村医退养补助资金"),
        ),
    ),
    "M02": Examples(
        failing=(
            Fails(listed(case(), case(name="健康素养促进", livelihood=True)), "name", "清单 1 项"),
        ),
        passing=(
            book(case(livelihood=True)),
            listed(case(livelihood=True), case(name="健康素养促进")),
        ),
    ),
    "M03": Examples(
        failing=(
            Fails(
                listed(case(), project="老年村医退养补助经费"),
                "name",
                "不一致",
                fix="老年村医退养补助经费",
                values=("老年村医退养补助经费", NAME),
            ),
            Fails(
                listed(case(name="老年村医（退养补助）"), project="老年村医(退养补助)"),
                "name",
                "写法不同",
                fix="老年村医(退养补助)",
                safe=True,
                severity=Severity.NOTICE,
            ),
            # The name that the list has is another project's already: nothing to take over.
            Fails(
                book(
                    case(unit=CODED),
                    case(unit=CODED, name="老年村医退养补助经费", total=3),
                    listed=[
                        replace(ROW, project="老年村医退养补助经费", amount=300),
                        replace(ROW, unit="永和县医共体", project="老年村医退养补助经费"),
                    ],
                ),
                "name",
            ),
        ),
        passing=(listed(case()), listed(case(), project="健康素养促进", amount=1), book(case())),
    ),
    "M04": Examples(
        failing=(
            Fails(
                listed(case(), unit=OTHER_UNIT.name),
                "unit.name",
                "预算单位不一致",
                fix="2",
                values=("202003-永和县疾病预防控制中心", "永和县医疗集团"),
            ),
            Fails(listed(case(), unit="永和县人民医院"), "unit.name"),
            Fails(
                listed(coded("202004")),
                "unit.name",
                "编码",
                values=("202003-永和县医疗集团", "202004-永和县医疗集团"),
            ),
            Fails(listed(coded(None), unit_code="303001"), "unit.name", "编码"),
        ),
        passing=(
            listed(coded("202003")), listed(coded(None)), listed(coded("202004"), unit_code=""),
            book(case()),
        ),
    ),
    "M05": Examples(
        failing=(
            Fails(
                listed(case(), amount=100_800_01),
                "funding.annual.total",
                values=("100,800.01 元", "100,800 元"),
            ),
            Fails(listed(case(), amount=None), "funding.annual.total"),
        ),
        passing=(listed(case()), listed(BLANK), book(case())),
    ),
}  # fmt: skip
