"""No text, however odd, makes a rule raise, loop or take long."""

import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetdesk.checks.booked import Ledger
from budgetdesk.checks.case import BookCase, OverallCase, ProjectCase, UnitCase
from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.finding import SetField
from budgetdesk.checks.language.spelling import tidied, typing_faults
from budgetdesk.checks.places import order_within
from budgetdesk.checks.rule import RULES, Scope
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.disclosure import OwnParagraph
from budgetdesk.domain.records import (
    Funding,
    Indicator,
    LedgerLine,
    Nature,
    Origin,
    PerHorizon,
    Project,
    RevenueLine,
    Source,
)
from budgetdesk.domain.text import clean
from budgetdesk.domain.typed import parse_typed
from tests.checks.building import form_set, line, office, overall, project
from tests.checks.department_building import UNITS, department
from tests.checks.example import Case
from tests.checks.record_building import adjustment

SLOTS = [(slot.level1, slot.level2) for slot in form_set().tree.slots()]
# What the rules look for, so that generated texts come near their patterns.
PIECES = (
    "《 》 〔2023〕12号 永政发 [ ] （ ) ( ） 【 “ ” 每人每年 每 人均 共计 合计 总计 约 "
    "不超过 计 2400 10.08 "
    "1,234,567.89 万元 元 亿 元/人/月 元\\站 月/人 人 户 亩 % ％ ≥ ≤ ＞ 100% 0% 2898% "
    "及时 提高 差距 满意度 "
    "2023年 2024年12月 年 月 2022年11月-2023年3月 ≤2年 XX 某某 指标值 数量指标 <br> "
    "&nbsp; 。。 ，。 \n \r\n "
    "\u3000 \t 一、 1) ① 武汉科技大学 坡头乡 各村 临汾市洪洞县 三项合计 实施三年 13900000000 "
    "11010519491231002X 秘密★ 筛高 没人每年 无 / — 中长期 \u200b \ud7ff \U00020000 é ٣ ² 　１２"
).split(" ")
ODD = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=14).map("".join)
LONG = st.tuples(ODD, st.integers(1, 60)).map(lambda part: (part[0] * part[1])[:2_000])
TEXT = ODD | LONG
AMOUNT = st.none() | st.integers(0, 10**14)
FUNDING = st.builds(
    Funding, total=AMOUNT, central=AMOUNT, provincial=AMOUNT, local=AMOUNT, own=AMOUNT, other=AMOUNT
)
ROWS = st.lists(
    st.builds(
        lambda slot, name, target: Indicator(slot[0], slot[1], name, target),
        st.sampled_from(SLOTS), ODD, ODD,
    ),
    max_size=8,
)  # fmt: skip


def numbered(rows: list[Indicator], first: int) -> tuple[Indicator, ...]:
    return tuple(replace(row, id=first + place) for place, row in enumerate(rows))


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """A project of which everything is odd."""
    whole, annual = draw(ROWS), draw(ROWS)
    long = draw(st.booleans())

    def text() -> str:
        return clean(draw(TEXT))

    return project(
        name=text(),
        attribute=draw(st.sampled_from(["一次性项目（1年结束）", "经常性项目（长期开展）", ""])),
        period=draw(st.sampled_from(["1年", "3年", "长期", "", None, "99年", "0年"])),
        category=draw(st.sampled_from(["", "人员类", "特定目标类"])),
        funding=PerHorizon(draw(FUNDING) if long else None, draw(FUNDING)),
        overview=text(), basis=text(), necessity=text(), safeguards=text(), plan=text(),
        goals=PerHorizon(text() if long else None, text()),
        indicators=PerHorizon(numbered(whole, 1) if long else None, numbered(annual, 50)),
        phone=text(),
    )  # fmt: skip


def run_everything(made: Project) -> None:
    case = ProjectCase(made, office())
    twin = ProjectCase(replace(made, id=2, name=made.name + "二"), office())
    ledger = Ledger((line(1, 5), line(2, 7)))
    rows = made.indicators.annual
    cases: dict[str, Case] = {
        Scope.PROJECT: case,
        Scope.UNIT: UnitCase(office(), (case, twin)),
        Scope.BOOK: BookCase(office(), (case, twin), ledger),
        Scope.OVERALL: OverallCase(replace(overall().overall, indicators=rows), office()),
        Scope.DEPARTMENT: oddly_told(case),
        Scope.RECORD: adjustment(),
    }
    for rule in RULES.values():
        for scope in rule.scopes:
            for found in rule.run(cases[scope], rule.limits):
                assert found.message.endswith("。")
                edits = found.fix.edits if found.fix else ()
                for edit in edits:
                    if isinstance(edit, SetField):
                        parse_typed(field_of(edit.ref).kind, edit.text)


def oddly_told(case: ProjectCase) -> DepartmentCase:
    """A department that says odd things where a project does."""
    made = case.project
    told: dict[str, str | int | None] = {
        "duties": made.overview,
        "reason_total": made.basis,
        "office_area": made.phone,
    }
    told |= {"last_total": case.total(), "last_general": 0, "vehicle_other": 3}
    keys = [paragraph.key for paragraph in department().document.paragraphs]
    texts = dict(zip(keys[:: max(1, len(keys) // 4)], (made.plan, made.safeguards), strict=False))
    return department(
        entries={key: value for key, value in told.items() if value not in ("", None)},
        paragraphs=[OwnParagraph(key, text, made.name) for key, text in texts.items() if text],
        projects=[case],
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(projects())
def test_no_project_makes_a_rule_raise(made: Project) -> None:
    run_everything(made)


@pytest.mark.proof
@settings(max_examples=8_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(projects())
def test_no_project_of_100_000_values_makes_a_rule_raise(made: Project) -> None:
    """Each project draws over a dozen texts and up to sixteen indicators with two texts each."""
    run_everything(made)


@settings(max_examples=300, deadline=None)
@given(TEXT.map(clean), st.booleans())
def test_tidying_is_done_once(text: str, cell: bool) -> None:
    clean_text = tidied(text, cell=cell)
    assert tidied(clean_text, cell=cell) == clean_text
    left = typing_faults(clean_text, cell=cell)
    assert [fault for fault in left if "不成对" not in fault] == []


CODE = st.sampled_from(
    ("", "210", "21004", "2100408", "2", "21004089", "甲", "未填", "30201", "502")
)
LINES = st.lists(
    st.builds(
        LedgerLine,
        st.sampled_from(UNITS),
        CODE | ODD.map(clean),
        st.sampled_from(Nature),
        st.sampled_from(Source),
        st.sampled_from(Origin),
        st.integers(-(10**14), 10**14),
        st.none() | ODD.map(clean),
        st.none() | CODE,
        st.none() | CODE,
    ),
    max_size=6,
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(LINES, st.lists(CODE, max_size=3))
def test_no_ledger_makes_a_rule_raise(lines: list[LedgerLine], codes: list[str]) -> None:
    revenue = [
        RevenueLine(UNITS[0], source, code, 700, code[:2])
        for code, source in zip(codes, (Source.FUND, Source.STATE_CAPITAL) * 2, strict=False)
    ]
    case = department(lines, revenue=revenue, overall=overall())
    for rule in RULES.values():
        if Scope.DEPARTMENT in rule.scopes:
            for found in rule.run(case, rule.limits):
                assert found.message.endswith("。")
                assert order_within(found.ref, case)


REPEATED = (
    *PIECES, "1", "每人", "每个", "，", "中", "中\n", " \n", "年 月", "1年", "1、", "0.", "1元/人",
    "/人/月", "第1", "大学", "乡", "1-", "138 ", "一", "《《", "》》", "《》", "((", "a", "_", "-",
)  # fmt: skip


def longest_run(piece: str, length: int) -> tuple[float, str]:
    """The slowest rule on a project whose texts are a piece over and over: seconds, code."""
    text = (piece * (length // len(piece) + 1))[:length]
    rows = tuple(
        Indicator(*slot, text[:1_000], text[:60], number) for number, slot in enumerate(SLOTS, 1)
    )
    made = project(
        overview=text, basis=f"{text}甲", necessity=f"{text}乙", safeguards=text, plan=text,
        goals=PerHorizon(f"{text}丙", text), indicators=PerHorizon(rows, rows), phone=text,
    )  # fmt: skip
    case = ProjectCase(made, office())
    times = []
    for rule in RULES.values():
        if Scope.PROJECT in rule.scopes:
            begin = time.process_time()
            rule.run(case, rule.limits)
            times.append((time.process_time() - begin, rule.code))
    return max(times)


@pytest.mark.parametrize("piece", [p for p in REPEATED if p], ids=ascii)
def test_twice_the_text_takes_about_twice_the_time(piece: str) -> None:
    """A quadratic pattern takes 16 times as long for four times the text."""
    assert any(_grows_evenly(piece) for _ in range(3))


def _grows_evenly(piece: str) -> bool:
    short, long = longest_run(piece, 3_000)[0], longest_run(piece, 12_000)[0]
    return long < 9 * short + 0.02


@pytest.mark.proof
@pytest.mark.parametrize("piece", [*filter(None, REPEATED), "12-", "86-", "62-"], ids=ascii)
def test_no_rule_takes_50_ms_on_5_000_characters_a_field(piece: str) -> None:
    seconds, code = min(longest_run(piece, 5_000) for _ in range(3))
    assert seconds < 0.05, code
