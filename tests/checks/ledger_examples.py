"""Examples of the rules on the ledger and the overall form."""

from budgetdesk.checks.finding import Severity
from budgetdesk.domain.overall_funding import OverallByDirection, OverallBySource, OverallFunding
from budgetdesk.domain.records import Funding, Origin, PerHorizon
from tests.checks.building import (
    OTHER_UNIT,
    book,
    case,
    funding,
    goals,
    line,
    overall,
    totals,
)
from tests.checks.example import Examples, Fails
from tests.checks.narrative_examples import drafts, own

TOTAL = "funding.annual.total"
WAN = 1_000_000


def both(total: int | None, **parts: int | None) -> PerHorizon[Funding]:
    return PerHorizon(funding(total, **parts), funding(total, **parts))


def by_source(total: int, general: int) -> OverallBySource:
    return OverallBySource(total=total, general=general)


def by_direction(total: int, basic: int, project: int) -> OverallByDirection:
    return OverallByDirection(total=total, basic=basic, project=project)


def filled_in(
    source: OverallBySource | None = None, direction: OverallByDirection | None = None
) -> OverallFunding:
    return OverallFunding(source or OverallBySource(), direction or OverallByDirection())


ONE_WAN = by_direction(WAN, 0, WAN)

EXAMPLES: dict[str, Examples] = {
    "X41": Examples(
        failing=(
            Fails(
                case(funding=PerHorizon(funding(3), funding(3, local=2, own=2))),
                TOTAL,
                fix="4",
                values=("3 元", "4 元"),
            ),
            Fails(
                case(
                    funding=PerHorizon(
                        funding(3), funding(None, local=0, own=0, other=0, central=1)
                    )
                ),
                TOTAL,
                fix="1",
                values=("0 元", "1 元"),
            ),
            Fails(
                case(funding=PerHorizon(funding(50_400), funding(50_400, local=50_000, own=0))),
                TOTAL,
                "合计不等",
                "50000",
            ),
            Fails(
                case(funding=PerHorizon(funding(None, local=3, central=4), funding(50_400))),
                "funding.implementation.total",
                fix="7",
            ),
        ),
        passing=(
            case(funding=PerHorizon(funding(None, local=0), funding(None, local=0))),
            case(),
            case(funding=both(50_400, central=400, local=50_000)),
            case(funding=both(50_400, central=None)),
            case(funding=PerHorizon(None, funding(50_400))),
        ),
    ),
    "X42": Examples(
        failing=(
            Fails(
                case(
                    funding=PerHorizon(
                        funding(None, local=None, own=None), funding(None, local=1, own=None)
                    )
                ),
                "funding.annual.local",
                values=("1 元", "0 元"),
            ),
            Fails(
                case(
                    funding=PerHorizon(
                        funding(9, local=5, own=4), funding(7, local=3, own=4, central=None)
                    ),
                    attribute="一次性",
                ),
                TOTAL,
                values=("7 元", "9 元"),
            ),
            Fails(
                case(funding=PerHorizon(funding(2, local=None, own=2), funding(2, local=1, own=1))),
                "funding.annual.local",
                values=("1 元", "0 元"),
            ),
            Fails(
                case(funding=PerHorizon(funding(1), funding(None))), TOTAL, values=("0 元", "1 元")
            ),
            Fails(case(funding=totals(70_000_000, 60_000_000)), TOTAL, "一次性"),
            Fails(
                case(funding=PerHorizon(funding(200, local=200), funding(200, local=100, own=100))),
                "funding.annual.own",
                "单位自筹",
            ),
        ),
        passing=(
            case(funding=totals(7, 7), attribute="一次性"),
            case(),
            case(funding=totals(70_000_000, 60_000_000), attribute="经常性项目（长期开展）"),
            case(funding=PerHorizon(None, funding(1))),
            case(funding=totals(None, 0)),
        ),
    ),
    "X39": Examples(
        failing=(
            Fails(
                book(
                    case(
                        total=281_700,
                        overview="",
                        basis="",
                        necessity="",
                        safeguards="",
                        plan="",
                        goals=goals("", ""),
                        indicators=PerHorizon((), ()),
                    ),
                    lines=[line(1, 281_700)],
                ),
                "overview",
                "28.17 万元",
            ),
            Fails(book(case(), case(), lines=[line(1, 100_800)]), "name", "没有这个项目"),
        ),
        passing=(
            book(case(), lines=[line(1, 100_800)]),
            book(case()),
            book(case(), lines=[line(7, 100_800, unit=OTHER_UNIT)]),
        ),
    ),
    "X40": Examples(
        failing=(
            Fails(
                book(case(total=3), case(), lines=[line(1, 3), line(2, 5)]),
                TOTAL,
                values=("100,800 元", "5 元"),
            ),
            Fails(book(case(), lines=[line(1, 200_000)]), TOTAL),
            Fails(book(case(), lines=[line(1, 64_400)]), TOTAL, "不等"),
            Fails(book(case(), lines=[line(1, 100_745)]), TOTAL),
        ),
        passing=(
            book(case(total=None), case(), lines=[line(1, 5), line(2, 100_800)]),
            book(case(), lines=[line(1, 100_000), line(1, 800)]),
            book(case(), lines=[line(1, 100_755)]),
            book(case(), lines=[line(1, 64_400, origin=Origin.CARRYOVER)]),
            book(case(total=None), lines=[line(1, 64_400)]),
        ),
    ),
    "X51": Examples(
        failing=(
            Fails(
                book(case(), case(total=0), lines=[line(1, 100_799)]),
                TOTAL,
                values=("100,800 元", "100,799 元"),
            ),
            Fails(book(case(category="人员类"), lines=[line(1, 100_800)]), "name", "不填"),
            Fails(book(case(), lines=[line(1, 100_799)]), TOTAL, "大于预算明细"),
            Fails(
                own("项目绩效", "2个", "3个"),
                "paragraphs.text",
                "3个与报表不符",
                fix=drafts()["项目绩效"],
                severity=Severity.ERROR,
                values=("3个", "2个"),
            ),
        ),
        passing=(
            book(case(), case(total=None), lines=[line(1, 100_800)]),
            book(case(category="特定目标类"), lines=[line(1, 100_800)]),
            book(case(category="其他运转类项目")),
            own("项目绩效", text="2024年纳入绩效管理的项目共2个。"),
            book(case(), lines=[line(2, 5, unit=OTHER_UNIT)]),
        ),
    ),
    "X43": Examples(
        failing=(
            Fails(
                overall(filled_in=None, by_direction=by_direction(99 * WAN, 60 * WAN, 40 * WAN)),
                "by_direction.total",
                "不等",
                values=("100.00 万元", "99.00 万元"),
            ),
            Fails(
                overall(filled_in=None, by_direction=by_direction(101 * WAN, 60 * WAN, 40 * WAN)),
                "by_direction.total",
                "不等",
            ),
            Fails(
                overall(filled_in=filled_in(by_source(WAN, WAN))),
                "by_source.total",
                "按资金来源合计：填报数与预算明细不等",
                values=("1.00 万元", "100.00 万元"),
                fix="预算明细",
            ),
            Fails(
                overall(filled_in=filled_in(by_source(100 * WAN + 5_001, 0))),
                "by_source.total",
                fix="预算明细",
            ),
            Fails(
                overall(filled_in=filled_in(direction=by_direction(100 * WAN - 5_001, 0, 0))),
                "by_direction.total",
                fix="预算明细",
            ),
            Fails(overall(filled_in=filled_in(by_source(0, 0))), "by_source.total", fix="预算明细"),
        ),
        passing=(
            overall(),
            overall(filled_in=None),
            overall(filled_in=filled_in(by_source(100 * WAN + 5_000, 0))),
            overall(filled_in=filled_in(by_source(100 * WAN - 5_000, 0))),
            overall(filled_in=None, by_source=OverallBySource(), by_direction=OverallByDirection()),
            overall(filled_in=None, by_source=by_source(WAN, WAN), by_direction=ONE_WAN),
        ),
    ),
    "X44": Examples(
        failing=(
            Fails(
                overall(filled_in=filled_in(direction=by_direction(0, 50 * WAN, 40 * WAN))),
                "by_direction.basic",
                "基本支出",
                values=("50.00 万元", "60.00 万元"),
                fix="预算明细",
            ),
            Fails(
                overall(filled_in=filled_in(direction=by_direction(0, 60 * WAN, 40 * WAN - 5_001))),
                "by_direction.project",
                "项目支出",
                fix="预算明细",
            ),
            Fails(
                overall(filled_in=filled_in(by_source(0, 90 * WAN))),
                "by_source.general",
                fix="预算明细",
            ),
            Fails(
                overall(filled_in=filled_in(OverallBySource(social_insurance=WAN))),
                "by_source.social_insurance",
                "社会保险",
                fix="预算明细",
            ),
        ),
        passing=(
            overall(),
            overall(filled_in=filled_in(direction=by_direction(0, 60 * WAN, 40 * WAN - 5_000))),
            overall(filled_in=filled_in(OverallBySource(fund=0))),
            overall(filled_in=None, by_direction=by_direction(100 * WAN, 50 * WAN, 40 * WAN)),
        ),
    ),
    "X45": Examples(
        failing=(
            Fails(
                overall(actual_staff=3, staff_on_quota=None, other_staff=2),
                "actual_staff",
                values=("3 人", "2 人"),
            ),
            Fails(
                overall(actual_staff=3, staff_on_quota=2, other_staff=None),
                "actual_staff",
                values=("3 人", "2 人"),
            ),
            Fails(overall(approved_staffing=8), "staff_on_quota", values=("18 人", "8 人")),
            Fails(overall(approved_staffing=17), "staff_on_quota", "超过"),
            Fails(overall(other_staff=3), "actual_staff", "不等于"),
        ),
        passing=(
            overall(),
            overall(approved_staffing=18),
            overall(approved_staffing=None),
            overall(actual_staff=None, other_staff=None),
        ),
    ),
}
