"""Do the numbers in the texts agree with the money and the indicators."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from budgetdesk.checks.case import CONTENT, ProjectCase
from budgetdesk.checks.finding import Found, Severity
from budgetdesk.checks.indicator_case import IndicatorCase
from budgetdesk.checks.language.counted import Count, counter, counts_in
from budgetdesk.checks.language.events import event_asked, events_in, quarter_twice
from budgetdesk.checks.language.measures import yuan
from budgetdesk.checks.language.pairing import subject
from budgetdesk.checks.language.reckoning import components, itemised, of_an_item
from budgetdesk.checks.rule import rule
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.numerals import DIGITS
from budgetdesk.domain.quantities import (
    PERIODS_IN_YEAR,
    Quantity,
    amounts,
    quantities,
    yearly,
)
from budgetdesk.domain.records import Horizon
from budgetdesk.domain.target import Operator, TargetKind
from budgetdesk.domain.text import half_width, shorten

CLARITY = "财预〔2015〕88号 绩效目标审核：明确清晰性"
MATCH = "财预〔2015〕88号 绩效目标审核：资金匹配性"


@rule(
    "Q38",
    "文字中的金额与资金不符",
    Severity.EXPLAIN,
    reads=("overview", "goals", "funding"),
    checks="概况和年度目标中的总额、分项合计、人数×标准应与资金相符；有“约”的不算，能确定时才提。",
    why="概况、目标里写的总额或分项要与安排的资金一致。",
    source=MATCH,
    failing="2.52万元＋5万元＋12万元 = 19.52万元，年度资金 14.52万元",
    passing="7.08万元＋3.5万元＋10万元 = 20.58万元，年度资金 20.58万元",
)
def amounts_agree(case: ProjectCase) -> Iterator[Found]:
    """A stated total, items that should add up, and numbers × standards give the money.

    Silent when the text states the annual or the 实施期 total itself, and when rough words (约)
    stand before the numbers.
    """
    total = case.total()
    if not total:
        return
    accepted = {amount for h in case.horizons if (amount := case.total(h))}
    texts = {"overview": case.project.overview, "goals.annual": case.project.goals.annual}
    for path, text in texts.items():
        wrong = _reckoned(text, total, accepted)
        if wrong is not None:
            label, fen = wrong
            ref = case.ref(path)
            yield Found(
                ref,
                f"{field_of(ref).label} 中的{label} {yuan(fen)} 与年度资金 {yuan(total)} 不符。",
                ((label, yuan(fen)), ("年度资金", yuan(total))),
            )
            return


def _reckoned(text: str, total: int, accepted: set[int]) -> tuple[str, int] | None:
    if (parts := components(text, total)) is not None and parts not in accepted:
        return "人数×标准合计", parts
    if (items := itemised(text, total)) is not None and items not in accepted:
        return "分项合计", items
    stated = _stated_total(text, total, accepted)
    return None if stated is None else ("总额", stated)


def _stated_total(text: str, total: int, accepted: set[int]) -> int | None:
    """The grand total a text states, when it states no amount that is the project's own."""
    plain = amounts(text)
    said = half_width(text)
    own = any(_same(q, amount) for q in plain for amount in accepted)
    grand = [q for q in plain if q.grand and not q.rough and not q.limit]
    totals = [q.fen for q in grand if q.fen and not of_an_item(said, q, plain)]
    if own or not totals:
        return None
    greatest = max(totals)
    near = total <= greatest * 2 and greatest <= total * 2
    return greatest if near else None


def _same(quantity: Quantity, fen: int) -> bool:
    """Whether an amount is the given one, rounding of what was written allowed (0.005 万元)."""
    return quantity.fen is not None and abs(quantity.fen - fen) <= 5_000


# No form has more; it bounds the work on one that does.
_MOST_ROWS = 40


@rule(
    "Q39",
    "数字前后不符",
    Severity.EXPLAIN,
    reads=(*CONTENT, "funding.annual"),
    checks="概况、年度目标中的数量与说同一件事的数量指标一致；各段文字中的每人标准一致；“四项合计”前列出四个金额；"
    "各段和指标写的开工、竣工、完成时间一致，同一季度不写两次。",
    why="同一件事在文字和指标里只能有一个数。",
    source=CLARITY,
    failing="概况写征地 171.86亩，指标写 ≥70亩",
    passing="概况和指标都写 15 名患者",
)
def numbers_agree(case: ProjectCase) -> Iterator[Found]:
    """A count in the texts equals the indicator of the same thing; standards agree across texts.

    Items said to be summed up (四项合计) are as many as stand before, and works begin and end once.
    """
    rows = list(islice(filter(_counts, case.of(Horizon.ANNUAL)), _MOST_ROWS))
    for path in ("overview", "goals.annual", "plan", "necessity"):
        text = str(value_of(case.project, path))
        for row, count in _same_things(rows, text):
            if Fraction(row.target.value or 0) == count.value or _allowed(row, count):
                continue
            if ("万" in row.target.unit) != ("万" in half_width(text)[count.start : count.end]):
                continue  # two units of one thing: Q51
            ref, target = case.ref(path), row.indicator.target.strip()
            label, shown = field_of(ref).label, f"{float(count.value):g}{count.unit}"
            message = f"{label} 写 {shown}，指标“{shorten(row.name)}”写“{target}”。"
            yield Found(ref, message, ((label, shown), ("指标值", target)))
            return
    yield from _standards_disagree(case)
    yield from _miscounted(case)
    yield from _times_disagree(case)


def _counts(row: IndicatorCase) -> bool:
    target = row.target
    money_or_rate = target.percent or target.base_unit.startswith("元")
    return row.level2 == "数量" and target.value is not None and not money_or_rate


def _same_things(rows: list[IndicatorCase], text: str) -> Iterator[tuple[IndicatorCase, Quantity]]:
    """Each quantity indicator with the one count in a text that speaks of the same thing.

    They share the unit, and no other count or indicator of that unit shares as many words.
    """
    counts = counts_in(text)
    for row in rows:
        unit = counter(row.target.base_unit)
        same = [count for count in counts if count.unit == unit]
        scores = sorted((count.alike(row) for count in same), reverse=True)
        if not scores or (len(scores) > 1 and scores[0] == scores[1]):
            continue
        best = next(count for count in same if count.alike(row) == scores[0])
        rivals = [r for r in rows if counter(r.target.base_unit) == unit and r is not row]
        lonely = len(same) == 1 and not rivals
        beaten = any(best.alike(rival) >= scores[0] for rival in rivals)
        enough = scores[0] >= (1 if lonely else 2) or (lonely and _may_be_meant(row, best))
        if enough and not beaten and not best.quantity.rough:
            yield row, best.quantity


_IN_ANY_NAME = frozenset(
    "数量个人名户项次的和与及年度全县市区共计保障补助发放完成实施资金标准实际预计等"
)


def _may_be_meant(row: IndicatorCase, count: Count) -> bool:
    """Whether the noun right behind or before a number shares a character with a name.

    A name that says nothing but that something is counted (发放户数) means a number near its own.
    """
    value = Fraction(row.target.value or 0)
    if not subject(row.name) and value < 2 * count.quantity.value < 4 * value:
        return True
    beside = (count.after[:_NOUN] or "") + count.before[-_NOUN:]
    return bool((frozenset(row.name) & frozenset(beside)) - _IN_ANY_NAME)


_NOUN = 4


def _allowed(row: IndicatorCase, count: Quantity) -> bool:
    """≥70 is kept by 72; a count of twice the floor and more contradicts it."""
    floor = row.target.value
    if floor is None or row.target.operator is not Operator.AT_LEAST:
        return False
    return floor <= count.value <= 2 * floor


def _standards_disagree(case: ProjectCase) -> Iterator[Found]:
    """One standard per head in one paragraph, another in a second: 1200元 and 900元 per person."""
    seen: dict[tuple[str, ...], tuple[FieldRef, Quantity]] = {}
    for ref, text in case.texts:
        standards = [q for q in quantities(text) if q.is_money and q.per and not q.rough]
        if len(standards) != 1:
            continue
        heads = tuple(per for per in standards[0].per if per not in PERIODS_IN_YEAR)
        first_ref, first = seen.setdefault(heads, (ref, standards[0]))
        if heads and yearly(first) != yearly(standards[0]):
            mine, other = field_of(ref).label, field_of(first_ref).label
            message = (
                f"{mine} 写{_standard_text(standards[0])}，{other} 写{_standard_text(first)}。"
            )
            yield Found(ref, message)
            return


def _standard_text(standard: Quantity) -> str:
    return f"每{'每'.join(standard.per)} {float(standard.value):g}元"


_ITEMS_SAID = re.compile(r"([二两三四五六七八九])项(?:合计|共计|总计)")


def _miscounted(case: ProjectCase) -> Iterator[Found]:
    """四项合计 behind six amounts that make the money: one finding in the overview."""
    text, total = case.project.overview, case.total()
    said = _ITEMS_SAID.search(half_width(text))
    if said is None:
        return
    items = [q.value for q in amounts(text) if q.start < said.start()]
    if total and len(items) != DIGITS[said[1]] and sum(items) * 100 == total:
        message = f"项目概况 写“{said[0]}”，前面却列了 {len(items)} 个金额。"
        yield Found(case.ref("overview"), message, severity=Severity.NOTICE)


def _times_disagree(case: ProjectCase) -> Iterator[Found]:
    """Works that end in one month here and in another there; a quarter that heads two items."""
    first = dict(_times_asked(case))
    for ref, text in case.texts:
        label = field_of(ref).label
        if quarter := quarter_twice(text):
            yield Found(ref, f"{label} 中“{quarter}”写了两次。")
            return
        for what, month in events_in(text).items():
            known_ref, known = first.setdefault(what, (ref, month))
            if known != month:
                message = f"{label} 写{month}{what}，{field_of(known_ref).label} 写{known}{what}。"
                yield Found(ref, message)
                return


def _times_asked(case: ProjectCase) -> Iterator[tuple[str, tuple[FieldRef, str]]]:
    """When works begin or end by their indicators."""
    for row in case.of(Horizon.ANNUAL):
        when = row.target.last if row.target.kind is TargetKind.DATE else None
        if (what := event_asked(row.name)) and when and when.year and when.month:
            yield what, (row.target_ref, f"{when.year}年{when.month}月")
