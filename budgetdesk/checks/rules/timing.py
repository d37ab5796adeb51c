"""Time: what lies outside the project's years, and what the halves say of one year."""

import re
from collections.abc import Iterator

from budgetdesk.checks.case import ProjectCase
from budgetdesk.checks.finding import Found, Severity
from budgetdesk.checks.indicator_case import IndicatorCase
from budgetdesk.checks.language.measures import is_money, is_standard, says_standard, yuan
from budgetdesk.checks.periods import LONG, project_years
from budgetdesk.checks.rule import rule
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.moment import Moment
from budgetdesk.domain.records import Horizon
from budgetdesk.domain.target import TargetKind
from budgetdesk.domain.text import half_width, shorten


@rule(
    "Q19",
    "时间超出项目期",
    Severity.ERROR,
    reads=("indicators", "period", "name", "overview", "plan", "goals"),
    checks="指标的日期要落在项目期内，时长（年、月、天）不超过项目期，名称不写往年；跨年的起止时间要写明止于哪一年。",
    why="指标的时间要落在预算年度和项目期内。",
    source="财预〔2015〕88号：相应匹配",
    failing="1年期项目：资金支出时效 → ≤2年",
    passing="1年期项目：项目完成时间 → 2024年12月底前",
)
def within_period(case: ProjectCase) -> Iterator[Found]:
    """Dates overlap the project's years and lengths do not exceed its period.

    No indicator is dated before them, and a span that ends in another year says in which.
    """
    yield from _open_spans(case)
    yield from _dated_before(case)
    if not case.shows("period"):
        return
    first = case.office.fiscal_year
    years = max(project_years(case.project.period), 1)
    for row in case.told:
        target = row.target
        if target.kind is TargetKind.DATE or (
            target.kind is TargetKind.PERIOD and row.level2 == "时效"
        ):
            if _outside(target.first, target.last, first, first + years - 1):
                span = f"{first}年" if years == 1 else f"{first}年至{first + years - 1}年"
                yield Found(row.target_ref, f"{row.shown}不在项目期（{span}）内。")
        elif row.level2 == "时效" and _lasts_longer(row, years):
            values = (("指标值", target.text.strip()), ("项目期", case.project.period or ""))
            yield Found(row.target_ref, f"{row.shown}长于项目期。", values)


_DAYS = {"年": 365, "个月": 31, "月": 31, "天": 1, "日": 1}
_OF_DURATION = re.compile(r"周期|工期|期限|时长|年限|建设期|服务期|实施期")


def _lasts_longer(row: IndicatorCase, years: int) -> bool:
    """Whether a time is longer than the project; months only where a length is asked."""
    target = row.target
    days = _DAYS.get(target.unit, 0) * (target.number or 0)
    asked = target.unit == "年" or bool(_OF_DURATION.search(row.name))
    return asked and days > 372 * years


def _outside(begin: Moment | None, end: Moment | None, first: int, last: int) -> bool:
    begins = begin.year if begin else None
    ends = end.year if end else None
    # A span whose first half bears no year (…至2023年3月) is judged by its end alone.
    too_early = ends is not None and ends < first
    too_late = begins is not None and begins > last
    return too_early or too_late


_SPAN = re.compile(
    r"(?<![0-9])20[0-9]{2}年\s?([0-9]{1,2})月(?:[0-9]{1,2}日)?\s?起?(?:至|到|[-—~～－–]{1,2})\s?"
    r"([0-9]{1,2})月(?!以)"
)


def _open_spans(case: ProjectCase) -> Iterator[Found]:
    """2023年11月至3月: the end is in another year, which is not said. One a form."""
    told = [(row.target_ref, row.indicator.target) for row in case.told]
    texts = [(ref, text) for ref, text in case.texts if ref.path in _SPOKEN]
    for ref, text in (*told, *texts):
        for span in _SPAN.finditer(half_width(text)) if "月" in text else ():
            if int(span[2]) < int(span[1]):
                message = f"{field_of(ref).label} 的“{span[0]}”没有写明止于哪一年。"
                yield Found(ref, message, severity=Severity.EXPLAIN)
                return


_SPOKEN = ("overview", "plan", "goals.annual")
_YEAR_NAMED = re.compile(
    r"(?<![0-9〔\[(（【])(20[0-9]{2})年(?!度?(?:结转|欠|以来|起|底?以前|及以前))"
)


def _dated_before(case: ProjectCase) -> Iterator[Found]:
    """An indicator named after a year before the project, which bears no such year itself."""
    first = case.office.fiscal_year
    for row in case.told:
        found = _YEAR_NAMED.search(half_width(row.name)) if "年" in row.name else None
        if found and int(found[1]) < first and found[1] not in half_width(case.project.name):
            message = f"指标“{shorten(row.name)}”是 {found[1]}年 的，早于项目（{first}年）。"
            yield Found(row.name_ref, message, severity=Severity.EXPLAIN)


@rule(
    "Q54",
    "两期的数不相称",
    Severity.EXPLAIN,
    reads=("funding", "period", "indicators"),
    checks="每人每年的标准等按年计的值、1年期项目的值，两期应相同；项目期几年、长期的，实施期资金应大于一年的资金。",
    why="按年计的标准不因期限变化，不同就要说明；管几年的项目只有一年的钱，总额就没有填对。",
    source="财预〔2015〕88号：年度绩效目标是中长期目标的分解",
    failing="3年期项目：实施期资金 100万元，年度资金 100万元",
    passing="3年期项目：实施期资金 300万元，年度资金 100万元",
)
def halves_fit(case: ProjectCase) -> Iterator[Found]:
    """Standards per year are the same in both halves; several years have more money than one."""
    yield from _money_of_one_year(case)
    one_year = _is_of_one_year(case)
    for row in case.of(Horizon.ANNUAL):
        whole = case.whole_of(row)
        if whole is None or not (one_year or (_per_year(row) and _per_year(whole))):
            continue
        ours, theirs = row.target, whole.target
        if ours.base_unit == theirs.base_unit and ours.value != theirs.value:
            values = (("年度", ours.text.strip()), ("实施期", theirs.text.strip()))
            why = "按年计" if _per_year(row) else "只管一年"
            yield Found(row.target_ref, f"“{shorten(row.name)}”{why}，两期的值却不同。", values)


def _is_of_one_year(case: ProjectCase) -> bool:
    """Whether both halves are of the same year, by the period and by the money."""
    same = case.total(Horizon.IMPLEMENTATION) == case.total()
    return same and case.shows("period") and project_years(case.project.period) == 1


def _per_year(row: IndicatorCase) -> bool:
    target = row.target
    yearly = "/年" in target.unit or target.unit.startswith("年/") or _YEARLY.search(row.name)
    standard = is_standard(target) or (is_money(target) and says_standard(row.name))
    return target.value is not None and (bool(yearly) or standard)


_YEARLY = re.compile(r"每年|年均|^年(?![度末底终初限龄内级检报份])")


def _money_of_one_year(case: ProjectCase) -> Iterator[Found]:
    years = project_years(case.project.period)
    whole, annual = case.total(Horizon.IMPLEMENTATION), case.total()
    shown = case.shows("period", "funding.implementation.total", "funding.annual.total")
    if years < 2 or not annual or whole != annual or not shown:
        return
    lasts = "长期开展" if years == LONG else f"管 {years} 年"
    values = (("实施期", yuan(whole)), ("年度", yuan(annual)))
    ref = case.ref("funding.implementation.total")
    yield Found(ref, f"项目{lasts}，实施期资金却等于一年的资金。", values)
