"""Do the parts of a form, and the forms of a book, agree with each other."""

import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from budgetdesk.checks.case import BookCase, IndicatorCase, ProjectCase
from budgetdesk.checks.finding import Fix, Found, SetField, Severity
from budgetdesk.checks.language.documents import without_documents
from budgetdesk.checks.language.likeness import bare, fingerprint
from budgetdesk.checks.language.measures import yuan
from budgetdesk.checks.language.pairing import subject
from budgetdesk.checks.language.quantities import (
    PERIODS_IN_YEAR,
    Quantity,
    amounts,
    quantities,
    yearly,
)
from budgetdesk.checks.language.reckoning import components, itemised
from budgetdesk.checks.rule import Scope, rule
from budgetdesk.domain.fields import FieldRef, field_of
from budgetdesk.domain.records import Horizon
from budgetdesk.domain.target import Operator
from budgetdesk.domain.text import half_width, shorten

CLARITY = "财预〔2015〕88号 绩效目标审核：明确清晰性"
MATCH = "财预〔2015〕88号 绩效目标审核：资金匹配性"
_FEW = 4


@rule(
    "Q35",
    "整套指标与另一项目相同",
    Severity.EXPLAIN,
    reads=("indicators", "funding.annual"),
    why="不同的项目、不同的金额，不会有完全相同的指标和值。",
    source="财预〔2015〕88号 绩效目标审核：指标科学性",
    failing="两个项目资金不同，12 条指标一字不差",
    passing="各项目的指标写各自的数量和标准",
    scopes=(Scope.BOOK,),
)
def own_indicators(case: BookCase) -> Iterator[Found]:
    """No two projects of a unit with different money share a whole set of indicators."""
    first: dict[tuple[int, str], ProjectCase] = {}
    for project in case.projects:
        rows = project.of(Horizon.ANNUAL)
        if len(rows) < _FEW:
            continue
        other = first.setdefault((project.project.unit.id, indicators_print(project)), project)
        if other is not project and other.total() != project.total():
            message = f"全部指标和值与「{shorten(other.project.name)}」相同，金额却不同。"
            yield Found(rows[0].name_ref, message)


def indicators_print(project: ProjectCase) -> str:
    """The fingerprint of a project's annual indicators, computed once for each case."""
    kept: str | None = project.__dict__.get("_indicators_print")
    if kept is None:
        rows = project.of(Horizon.ANNUAL)
        kept = fingerprint(tuple(f"{r.level2}|{r.name}|{r.indicator.target}" for r in rows))
        project.__dict__["_indicators_print"] = kept
    return kept


_SCHOOL = re.compile(r"([\u4e00-\u9fff]{2}(?:科技|师范|理工|工业|农业|医科|交通|财经)?大学)(?!生)")
_VILLAGES = re.compile(
    r"([\u4e00-\u9fff]{2}[乡镇])(?:各村|人民政府|政府)[^，。；]{0,8}(?:经费|开支)"
)


@rule(
    "Q36",
    "出现无关单位的名称",
    Severity.EXPLAIN,
    reads=("overview", "necessity", "safeguards", "plan", "goals", "unit"),
    why="别的地区或单位的名称，说明文字是从别处抄来的。",
    source=CLARITY,
    failing="县产业集聚区的项目，目标写“推动武汉科技大学科技成果转化”",
    passing="只出现本地区、本单位和文件发布机关的名称",
)
def only_known_names(case: ProjectCase) -> Iterator[Found]:
    """No university and no township's running costs that are not the unit's own are named."""
    known = case.project.name + case.project.unit.name + case.project.unit.department.name
    for ref, text in case.texts():
        plain = without_documents(text)
        found = _VILLAGES.search(plain) or (None if "教育" in known else _SCHOOL.search(plain))
        if found and ref.path != "basis" and found[1] not in known:
            message = f"{field_of(ref).label} 中出现“{found[1]}”，与本项目的单位无关。"
            yield Found(ref, message)


@rule(
    "Q38",
    "文字中的金额与资金不符",
    Severity.EXPLAIN,
    reads=("overview", "goals", "funding"),
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
    own = any(_same(q, amount) for q in plain for amount in accepted)
    totals = [q.fen for q in plain if q.grand and not q.rough and not q.limit and q.fen]
    if own or not totals:
        return None
    grand = max(totals)
    near = total <= grand * 2 and grand <= total * 2
    return grand if near else None


def _same(quantity: Quantity, fen: int) -> bool:
    """Whether an amount is the given one, rounding of what was written allowed (0.005 万元)."""
    return quantity.fen is not None and abs(quantity.fen - fen) <= 5_000


_PEOPLE = {"名": "人", "位": "人"}


@rule(
    "Q39",
    "文字与指标的数字不符",
    Severity.EXPLAIN,
    reads=("overview", "goals.annual", "necessity", "plan", "indicators"),
    why="同一件事在文字和指标里只能有一个数。",
    source=CLARITY,
    failing="概况写征地 171.86亩，指标写 ≥70亩",
    passing="概况和指标都写 15 名患者",
)
def numbers_agree(case: ProjectCase) -> Iterator[Found]:
    """A count in the texts equals the indicator of the same thing; standards agree across texts."""
    texts = {"overview": case.project.overview, "goals.annual": case.project.goals.annual}
    rows = [row for row in case.of(Horizon.ANNUAL) if _counts(row)]
    for path, text in texts.items():
        for row, count in _same_things(rows, text):
            if Fraction(row.target.value or 0) == count.value or _allowed(row, count):
                continue
            ref, target = case.ref(path), row.indicator.target.strip()
            label, shown = field_of(ref).label, f"{float(count.value):g}{count.unit}"
            message = f"{label} 写 {shown}，指标“{shorten(row.name)}”写“{target}”。"
            yield Found(ref, message, ((label, shown), ("指标值", target)))
            return
    yield from _standards_disagree(case)


def _counts(row: IndicatorCase) -> bool:
    target = row.target
    money_or_rate = target.percent or target.base_unit.startswith("元")
    return row.level2 == "数量" and target.value is not None and not money_or_rate


def _unit(unit: str) -> str:
    return _PEOPLE.get(unit, unit)


def _same_things(rows: list[IndicatorCase], text: str) -> Iterator[tuple[IndicatorCase, Quantity]]:
    """Each quantity indicator with the one count in a text that speaks of the same thing.

    They share the unit, and no other count or indicator of that unit shares as many words.
    """
    plain = half_width(text)
    for row in rows:
        unit = _unit(row.target.base_unit)
        counts = [q for q in quantities(text) if _unit(q.unit) == unit]
        scored = sorted(((_alike(row, q, plain), q.start, q) for q in counts), reverse=True)
        rivals = [r for r in rows if _unit(r.target.base_unit) == unit and r is not row]
        if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
            continue
        score, _, best = scored[0]
        lonely = len(scored) == 1 and not rivals
        beaten = any(_alike(rival, best, plain) >= score for rival in rivals)
        if score >= (1 if lonely else 2) and not beaten and not best.rough:
            yield row, best


def _alike(row: IndicatorCase, count: Quantity, plain: str) -> int:
    before = _CLAUSE_END.split(plain[max(0, count.start - 12) : count.start])[-1]
    after = _CLAUSE_END.split(plain[count.end : count.end + 12])[0]
    return len(subject(row.name) & (subject(before) | subject(after)))


_CLAUSE_END = re.compile(r"[,，。；;、:：()（）]")


def _allowed(row: IndicatorCase, count: Quantity) -> bool:
    """≥70 is kept by 72; a count of twice the floor and more contradicts it."""
    floor = row.target.value
    if floor is None or row.target.operator is not Operator.AT_LEAST:
        return False
    return floor <= count.value <= 2 * floor


def _standards_disagree(case: ProjectCase) -> Iterator[Found]:
    """One standard per head in one paragraph, another in a second: 1200元 and 900元 per person."""
    seen: dict[tuple[str, ...], tuple[FieldRef, Quantity]] = {}
    for ref, text in case.texts():
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


@rule(
    "Q42",
    "年度指标与实施期指标不对应",
    Severity.EXPLAIN,
    reads=("indicators",),
    why="年度指标是实施期指标在当年的部分，不能多出来，也不能高于实施期。",
    source="财预〔2015〕88号：年度绩效目标是中长期目标的分解",
    failing="年度有“小升规企业户数”，实施期没有",
    passing="年度每条指标在实施期都有",
)
def annual_from_whole(case: ProjectCase) -> Iterator[Found]:
    """Each annual indicator stands in the 实施期 half under the same level 2."""
    whole, annual = case.of(Horizon.IMPLEMENTATION), case.of(Horizon.ANNUAL)
    if not whole or not annual:
        return
    yield from _cut_names(case)
    named: dict[str, list[IndicatorCase]] = defaultdict(list)
    for row in whole:
        named[row.level2].append(row)
    for row in annual:
        whole_name = bare(case.whole_name(row))
        twin = next((w for w in named[row.level2] if bare(w.name) == whole_name), None)
        if twin is None and row.name:
            message = f"年度指标“{shorten(row.name)}”在实施期{row.indicator.level2}中没有。"
            yield Found(row.name_ref, message)
        elif (
            twin is not None and not row.indicator.target.strip() and twin.indicator.target.strip()
        ):
            fix = Fix("照实施期填写", (SetField(row.target_ref, twin.indicator.target),))
            yield Found(row.target_ref, f"年度指标“{shorten(row.name)}”没有值，实施期有。", fix=fix)
        elif twin is not None and _beyond(row, twin):
            values = (
                ("年度", row.indicator.target.strip()),
                ("实施期", twin.indicator.target.strip()),
            )
            yield Found(row.target_ref, f"“{shorten(row.name)}”的年度值好于实施期值。", values)


def _cut_names(case: ProjectCase) -> Iterator[Found]:
    """One finding for all annual names that print cut short; the 实施期 half has them whole."""
    cut = [row for row in case.of(Horizon.ANNUAL) if case.whole_name(row) != row.name]
    if not cut:
        return
    edits = tuple(SetField(row.name_ref, case.whole_name(row)) for row in cut)
    whole = shorten(case.whole_name(cut[0]))
    message = f"{len(cut)} 条年度指标的名称没有写完，如“{cut[0].name}”，实施期是“{whole}”。"
    fix = Fix("照实施期补全名称", edits, safe=True)
    yield Found(cut[0].name_ref, message, fix=fix, severity=Severity.NOTICE)


def _beyond(row: IndicatorCase, twin: IndicatorCase) -> bool:
    ours, theirs = row.target, twin.target
    if ours.value is None or theirs.value is None or ours.base_unit != theirs.base_unit:
        return False
    if ours.operator is not theirs.operator:
        return False
    if ours.operator is Operator.AT_LEAST or (ours.operator is None and row.level2 == "数量"):
        return ours.value > theirs.value
    return ours.operator is Operator.AT_MOST and row.is_cost and ours.value > theirs.value
