"""Money: totals and their parts, horizons against each other, forms against the ledger."""

from collections.abc import Iterator, Mapping

from budgetdesk.book.overall import ROUNDING
from budgetdesk.checks.case import CONTENT, BookCase, OverallCase, ProjectCase
from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.document_text import DOCUMENT, remarked
from budgetdesk.checks.finding import Fix, Found, SetField, Severity, TakeLedger
from budgetdesk.checks.language.measures import yuan
from budgetdesk.checks.rule import Scope, rule
from budgetdesk.checks.tie import TIE_OUT
from budgetdesk.dictionary.base import fields_of
from budgetdesk.domain.fields import HORIZON_LABELS, PAYER_LABELS, value_of
from budgetdesk.domain.money import wan_text, yuan_text
from budgetdesk.domain.records import Funding, Horizon, Payer, RecordKind

FEN_A_WAN = 1_000_000


@rule(
    "Q40",
    "资金为零，或资金大而指标少",
    Severity.EXPLAIN,
    reads=("funding.annual", "indicators"),
    checks="年度资金不能为零；资金达到规定数额的，指标不能太少。",
    why="没有钱的项目不必填表；钱多的项目要说得更细。",
    source="财预〔2015〕88号 绩效目标审核：资金匹配性",
    failing="年度资金 600万元，指标 4 条",
    passing="年度资金 600万元，指标 8 条",
    limits={"large_wan": 500, "least": 5},
)
def money_worth_form(case: ProjectCase, limits: Mapping[str, int]) -> Iterator[Found]:
    """The annual money is not 0, and large money has at least `least` indicators."""
    total, count = case.total(), len(case.of(Horizon.ANNUAL))
    if total == 0 or (total is None and case.indicators):
        yield Found(case.ref("funding.annual.total"), "年度资金总额为零或没有填写。")
    elif total and total >= limits["large_wan"] * FEN_A_WAN and 0 < count < limits["least"]:
        message = f"年度资金 {yuan(total)}，指标只有 {count} 条。"
        yield Found(case.ref("funding.annual.total"), message)


@rule(
    "X41",
    "资金总额不等于各来源之和",
    Severity.ERROR,
    reads=("funding",),
    checks="各期资金总额等于各来源之和，一分不差；表上没有来源的不查。",
    why="总额由各资金来源相加得出。",
    source=TIE_OUT,
    failing="总额 50,400，市县（区）财政资金 50,000，其余为 0",
    passing="总额 50,400，市县（区）财政资金 50,400",
)
def sources_sum(case: ProjectCase) -> Iterator[Found]:
    """Exact in 分; a form with one amount only has no sources to add up."""
    for horizon in Horizon:
        funding = case.project.funding.of(horizon)
        parts = _parts(funding)
        if funding is None or not parts or (funding.total or 0) in _sums(case, horizon, funding):
            continue
        ref = case.ref(f"funding.{horizon}.total")
        yield Found(
            ref,
            f"{HORIZON_LABELS[horizon]}资金总额与各来源合计不等。",
            (("资金总额", yuan(funding.total or 0)), ("各来源合计", yuan(sum(parts)))),
            case.cure("按来源合计改总额", SetField(ref, yuan_text(sum(parts)))),
        )


def _sums(case: ProjectCase, horizon: Horizon, funding: Funding) -> Iterator[int]:
    """What the sources come to: all of them, and those that the form shows."""
    yield sum(_parts(funding))
    shown = [it for it in Payer if case.shows(f"funding.{horizon}.{it}")]
    yield sum(funding.of(it) or 0 for it in shown) if shown else (funding.total or 0)


def _parts(funding: Funding | None) -> list[int]:
    if funding is None:
        return []
    return [amount for payer in Payer if (amount := funding.of(payer)) is not None]


@rule(
    "X42",
    "年度资金与实施期资金不符",
    Severity.ERROR,
    reads=("funding", "attribute"),
    checks="各来源和总额年度都不大于实施期；一次性项目两期总额相等，一分不差。",
    why="年度是实施期的一部分；一次性项目当年结束，两者相等。",
    source=TIE_OUT,
    failing="一次性项目：实施期 70,000,000，年度 60,000,000",
    passing="一次性项目：实施期与年度都是 60,000,000",
)
def annual_within_whole(case: ProjectCase) -> Iterator[Found]:
    """Each source and the total: annual ≤ 实施期; one-off projects: equal. Exact in 分."""
    whole, annual = case.project.funding.implementation, case.project.funding.annual
    if whole is None:
        return
    for path, label in (("total", "资金总额"), *((p.value, PAYER_LABELS[p]) for p in Payer)):
        part, all_years = getattr(annual, path), getattr(whole, path)
        both = case.shows(f"funding.annual.{path}", f"funding.implementation.{path}")
        if both and (part or 0) > (all_years or 0):
            yield Found(
                case.ref(f"funding.annual.{path}"),
                f"{label}：年度大于实施期。",
                (("年度", yuan(part or 0)), ("实施期", yuan(all_years or 0))),
            )
    one_off = case.project.attribute.startswith("一次性")
    totals = case.shows("funding.annual.total", "funding.implementation.total")
    if one_off and totals and (annual.total or 0) < (whole.total or 0):
        yield Found(
            case.ref("funding.annual.total"),
            "一次性项目的年度资金应等于实施期资金。",
            (("年度", yuan(annual.total or 0)), ("实施期", yuan(whole.total or 0))),
        )


@rule(
    "X39",
    "预算明细与绩效目标表不对应",
    Severity.EXPLAIN,
    reads=("ledger", "name", *CONTENT),
    checks="预算明细中有金额的项目都填了绩效目标表，填了表的项目在预算明细中都有（只看有明细的单位）。",
    why="列入预算的项目都要有绩效目标表，“全覆盖”要经得起核对。",
    source=TIE_OUT,
    failing="预算明细有项目 28.17 万元，绩效目标表未填",
    passing="每个项目既在预算明细中，也有绩效目标表",
    scopes=(Scope.BOOK,),
)
def every_project_has_form(case: BookCase) -> Iterator[Found]:
    """Projects of the ledger have forms; forms of a unit in the ledger stand in it."""
    booked, planned = case.ledger.booked, case.ledger.units
    for project in case.projects if planned else ():
        amount = booked.get(project.project.id)
        if amount and project.unfilled:
            message = f"预算明细安排 {wan_text(amount)} 万元，没有绩效目标表。"
            yield Found(project.content_ref, message)
        elif amount is None and not project.unfilled and project.project.unit.id in planned:
            yield Found(project.ref("name"), "预算明细中没有这个项目。")


@rule(
    "X40",
    "项目资金与预算明细不等",
    Severity.ERROR,
    reads=("ledger", "funding.annual"),
    checks="绩效目标表的年度资金总额与预算明细当年金额按0.01万元相等。",
    why="绩效目标表的年度资金就是预算表里这个项目的金额。",
    source=TIE_OUT,
    failing="绩效目标表 6.44 万元，预算明细 10.08 万元",
    passing="两处都是 6.44 万元",
    scopes=(Scope.BOOK,),
)
def form_equals_ledger(case: BookCase) -> Iterator[Found]:
    """年度资金总额 = the project's ledger lines of the year, both rounded to 0.01 万元."""
    booked_this_year = case.ledger.booked_this_year
    for project in case.projects:
        booked, total = booked_this_year.get(project.project.id), project.total()
        if None in (booked, total) or booked == total or _wan(booked) == _wan(total):
            continue
        yield Found(
            project.ref("funding.annual.total"),
            "年度资金总额与预算明细中本项目的金额不等。",
            (("年度资金总额", yuan(total or 0)), ("预算明细", yuan(booked or 0))),
        )


def _wan(fen: int | None) -> str:
    return wan_text(fen or 0)


_WITH_FORM = ("其他运转", "特定目标")


@rule(
    "X51",
    "绩效目标表的范围与预算不符",
    Severity.EXPLAIN,
    reads=DOCUMENT,
    checks="填表的项目属于其他运转类或特定目标类；各项目年度资金合计不超过预算明细的项目支出；"
    "改写过的绩效情况说明中，项目个数与报表一致。",
    why="绩效目标表只填其他运转类和特定目标类项目，金额不超过项目支出。",
    source=TIE_OUT,
    failing="人员类项目填了绩效目标表",
    passing="填表的都是其他运转类、特定目标类项目",
    scopes=(Scope.BOOK, Scope.DEPARTMENT),
)
def forms_in_scope(case: BookCase | DepartmentCase) -> Iterator[Found]:
    """Categories given are 其他运转类 or 特定目标类; all forms together ≤ project spending.

    Numbers of projects told in a department's document are the tables'.
    """
    if isinstance(case, DepartmentCase):
        yield from remarked(case, "X51")
    else:
        yield from _beyond_scope(case)


def _beyond_scope(case: BookCase) -> Iterator[Found]:
    for project in case.projects:
        category = project.project.category
        if category and not any(kind in category for kind in _WITH_FORM) and not project.unfilled:
            message = f"{category}项目不填绩效目标表。"
            yield Found(project.ref("name"), message, (("项目类别", category),))
    spending = case.ledger.project_spending
    listed = [p for p in case.projects if p.project.unit.id in case.ledger.units]
    planned = sum(project.total() or 0 for project in listed)
    if planned > spending:
        yield Found(
            listed[0].ref("funding.annual.total"),
            "各项目年度资金合计大于预算明细的项目支出。",
            (("绩效目标表合计", yuan(planned)), ("项目支出", yuan(spending))),
        )


_SOURCE_TOTAL, _DIRECTION_TOTAL = "by_source.total", "by_direction.total"


def _superseded(case: OverallCase, path: str, label: str) -> Iterator[Found]:
    """An amount that was filled in and is not what the ledger says, the tolerance 0.005 万元."""
    filled_in = value_of(case.overall, f"filled_in.{path}")
    booked = value_of(case.overall, path)
    if not isinstance(filled_in, int) or not isinstance(booked, int):
        return
    if abs(filled_in - booked) > ROUNDING:
        ref = case.ref(path)
        yield Found(
            ref,
            f"{label}：填报数与预算明细不等，表上已是预算明细的数。",
            (("填报", f"{wan_text(filled_in)} 万元"), ("预算明细", f"{wan_text(booked)} 万元")),
            Fix("按预算明细", (TakeLedger(ref),)),
        )


@rule(
    "X43",
    "整体表资金合计不平",
    Severity.ERROR,
    reads=("by_source", "by_direction", "ledger"),
    checks="整体表按来源合计等于按方向合计；有预算明细的，表上的数由明细算出，填报的合计与它相等，容许万元进位误差0.005万元。",
    why="按来源、按方向划分的是同一笔钱，都等于本年收入合计。",
    source=TIE_OUT,
    failing="按来源合计 5460.41，按方向合计 5406.41",
    passing="两个合计都是 5460.41，与预算明细一致",
    scopes=(Scope.OVERALL,),
)
def overall_totals(case: OverallCase) -> Iterator[Found]:
    """按来源合计 = 按方向合计 = this year's ledger (without carry-over); 0.005 万元 of rounding."""
    if case.overall.funding_computed:
        yield from _superseded(case, _SOURCE_TOTAL, "按资金来源合计")
        yield from _superseded(case, _DIRECTION_TOTAL, "按资金方向合计")
        return
    by_source, by_direction = case.overall.by_source.total, case.overall.by_direction.total
    if None not in (by_source, by_direction) and by_source != by_direction:
        yield Found(
            case.ref(_DIRECTION_TOTAL),
            "按资金来源合计与按资金方向合计不等。",
            (
                ("按来源", f"{wan_text(by_source or 0)} 万元"),
                ("按方向", f"{wan_text(by_direction or 0)} 万元"),
            ),
        )


_PARTS = tuple(
    path
    for path in fields_of(RecordKind.OVERALL)
    if path.startswith(("by_source.", "by_direction."))
    and path not in (_SOURCE_TOTAL, _DIRECTION_TOTAL)
)


@rule(
    "X44",
    "整体表分项与预算不等",
    Severity.ERROR,
    reads=("by_source", "by_direction", "ledger"),
    checks="有预算明细的，整体表填报的各项资金、基本支出、项目支出与预算明细相等，容许误差0.005万元。",
    why="整体绩效目标的资金来自预算表，不能另填一套。",
    source=TIE_OUT,
    failing="整体表基本支出 3253.17，预算明细 3250.00",
    passing="整体表基本支出、项目支出与预算明细一致",
    scopes=(Scope.OVERALL,),
)
def overall_parts(case: OverallCase) -> Iterator[Found]:
    """Each source, 基本 and 项目 equal this year's ledger; tolerance 0.005 万元 for rounding."""
    for path in _PARTS:
        yield from _superseded(case, path, fields_of(RecordKind.OVERALL)[path].label)


@rule(
    "X45",
    "整体表人数不符",
    Severity.EXPLAIN,
    reads=("actual_staff", "staff_on_quota", "other_staff", "approved_staffing"),
    checks="整体表实际在职等于在编加其他，在编不超过核定编制。",
    why="实际在职人数由在编和其他人员组成，在编一般不超过核定编制。",
    source=TIE_OUT,
    failing="核定编制 8，在编 18",
    passing="核定编制 20，在编 18，其他 2，在职 20",
    scopes=(Scope.OVERALL,),
)
def staff_adds_up(case: OverallCase) -> Iterator[Found]:
    """在职 = 在编 + 其他; 在编 ≤ 核定编制."""
    form = case.overall
    counted = (form.staff_on_quota or 0) + (form.other_staff or 0)
    parts = case.shows("staff_on_quota", "other_staff")
    if parts and form.actual_staff is not None and form.actual_staff != counted:
        values = (("实际在职", f"{form.actual_staff} 人"), ("在编加其他", f"{counted} 人"))
        yield Found(case.ref("actual_staff"), "实际在职人数不等于在编加其他人员。", values)
    quota, on_quota = form.approved_staffing, form.staff_on_quota
    if quota is not None and on_quota is not None and on_quota > quota:
        values = (("在编", f"{on_quota} 人"), ("核定编制", f"{quota} 人"))
        yield Found(case.ref("staff_on_quota"), "在编人数超过核定编制。", values)
