"""Every sentence of the narrative is true of its ledger, as a reader of the lines reckons it.

The facts are added up here from the ledger lines, not through the tables or figures that the
narrative is made from.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

import pytest

from budgetdesk.book.book import Book
from budgetdesk.disclosure.charts import Chart
from budgetdesk.disclosure.document import Document
from budgetdesk.domain.catalogue import CatalogueKind, load_catalogue
from budgetdesk.domain.records import LedgerLine, Nature, Origin, Source, UnitKind
from budgetdesk.exchange.disclosing import disclosure_documents
from tests.disclosure.counties import COUNTIES, REASONS, WAN, County, lines_of

APPROPRIATED = (Source.GENERAL, Source.FUND, Source.STATE_CAPITAL)
SOURCES = {
    "一般公共预算拨款收入": Source.GENERAL,
    "政府性基金预算拨款收入": Source.FUND,
    "国有资本经营预算拨款收入": Source.STATE_CAPITAL,
    "财政专户管理资金收入": Source.SPECIAL_ACCOUNT,
    "单位资金": Source.UNIT_FUNDS,
}
OFFICIAL = {
    "因公出国（境）费": ("30212", "abroad"),
    "公务接待费": ("30217", "reception"),
    "公务用车购置费": ("31013", "vehicle_purchase"),
    "公务用车运行维护费": ("30231", "vehicle_operation"),
}
AMOUNT = r"(-?[\d,]+(?:\.\d+)?)万元"
Check = Callable[[LedgerLine], bool]


def shown(fen: int) -> Decimal:
    return (Decimal(fen) / WAN).quantize(Decimal("0.01"), ROUND_HALF_UP)


def told(fen: int) -> str:
    return f"{shown(fen):,}万元" if shown(fen) else "0万元"


@dataclass(frozen=True)
class Reading:
    """A county's document with its ledger lines."""

    county: County
    document: Document
    lines: tuple[LedgerLine, ...]

    def text(self, key: str) -> str:
        (one,) = [it.text for it in self.document.paragraphs if it.key == key]
        return one

    def sum(self, *checks: Check) -> int:
        return sum(line.amount for line in self.lines if all(check(line) for check in checks))

    def last(self, key: str) -> int:
        return self.county.last[f"last_{key}"] * WAN

    @cached_property
    def kinds(self) -> set[UnitKind | None]:
        return set(self.county.kinds)


def current(line: LedgerLine) -> bool:
    return line.origin is Origin.CURRENT


def granted(line: LedgerLine) -> bool:
    return line.source in APPROPRIATED


def general(line: LedgerLine) -> bool:
    return line.source is Source.GENERAL


def basic(line: LedgerLine) -> bool:
    return line.nature is Nature.BASIC


def wages(line: LedgerLine) -> bool:
    return (line.department_economic or "")[:3] in ("301", "303")


def of_source(source: Source) -> Check:
    return lambda line: line.source is source


def of_economic(code: str) -> Check:
    return lambda line: line.department_economic == code


@pytest.fixture(scope="module", params=COUNTIES)
def reading(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reading:
    county = COUNTIES[request.param]
    book = county.build(tmp_path_factory.mktemp("县") / "账.budget")
    with book:
        return read(county, book)


def read(county: County, book: Book) -> Reading:
    ((_, document),) = disclosure_documents(book)
    return Reading(county, document, lines_of(book))


def says_change(text: str, now: int, before: int, reason: str) -> None:
    """A change is told as the reader reckons it from the two printed amounts."""
    difference = shown(now) - shown(before)
    if not difference:
        assert "与上年持平" in text
        assert "原因" not in text
        return
    word, grown = ("增加", "增长") if difference > 0 else ("减少", "下降")
    assert f"比上年{word}{abs(difference):,}万元" in text
    rates = re.findall(r"(?:增长|下降)(不足)?([\d.]+)%", text)
    if shown(before) > 0:
        ((less, rate),) = rates
        exact = abs(difference) / shown(before) * 100
        assert grown in text
        assert exact < Decimal("0.005") if less else abs(Decimal(rate) - exact) <= Decimal("0.005")
    else:
        assert rates == []
        assert ("上年没有安排" in text) is (shown(before) == 0)
    assert reason in text


def shares_in(text: str) -> Iterator[tuple[str, Decimal, str]]:
    for name, amount, share in re.findall(rf"([^：；，]+?){AMOUNT}(?:，占([^；。]+))?", text):
        yield name, Decimal(amount.replace(",", "")), share


def says_parts(text: str, parts: dict[str, int], whole: int) -> None:
    """Every part stands with its amount; shares are right, and none where they mean nothing."""
    found = {name: (amount, share) for name, amount, share in shares_in(text)}
    assert {name: amount for name, (amount, _) in found.items()} == {
        name: shown(amount) for name, amount in parts.items()
    }
    meaningful = shown(whole) > 0 and all(amount >= 0 for amount in parts.values())
    for name, (amount, share) in found.items():
        if not meaningful:
            assert share == ""
        elif share == "不足0.01%":
            assert 0 < Decimal(parts[name]) / whole < Decimal("0.00005")
        elif share:
            exact = Decimal(parts[name]) / whole * 100
            assert share.endswith("%")
            assert abs(Decimal(share[:-1]) - exact) <= Decimal("0.005")
            assert amount or share == "0%"


def test_units_are_those_of_the_ledger(reading: Reading) -> None:
    spending = {line.unit.name for line in reading.lines}
    names = [name for name in reading.county.unit_names if name in spending]
    text = reading.text("预算单位")
    assert f"{reading.county.year}年编入{reading.county.name}" in text
    assert f"的单位有{len(names)}个，即" in text
    rest = text.partition("，即")[2]
    assert all(name in rest for name in names)
    assert not [it for it in reading.county.unit_names if it not in spending and it in rest]


def test_income_and_spending(reading: Reading) -> None:
    whole, now = reading.sum(), reading.sum(current)
    for key, first, second in (
        ("收入变动", "本年收入", "上年结转"),
        ("支出变动", "当年预算安排", "上年结转安排"),
    ):
        text = reading.text(key)
        assert f"总计{told(whole)}，其中{first}{told(now)}、{second}{told(whole - now)}" in text
        says_change(text, whole, reading.last("total"), REASONS["reason_total"])


def test_what_income_consists_of(reading: Reading) -> None:
    parts = {name: reading.sum(current, of_source(it)) for name, it in SOURCES.items()}
    parts["上年结转"] = reading.sum() - reading.sum(current)
    text = reading.text("收入构成").partition("构成：")[2]
    says_parts(text, parts, reading.sum())
    kinds = {"基本支出": reading.sum(basic), "项目支出": reading.sum() - reading.sum(basic)}
    says_parts(reading.text("支出构成").partition("两类：")[2], kinds, reading.sum())


def test_granted_money(reading: Reading) -> None:
    text = reading.text("财政拨款收入")
    assert f"均为{told(reading.sum(granted))}。" in text
    for name, source in list(SOURCES.items())[:3]:
        assert name.removesuffix("收入") + told(reading.sum(of_source(source))) in text
    assert f"当年拨款收入{told(reading.sum(granted, current))}" in text
    carried = reading.sum(granted) - reading.sum(granted, current)
    assert f"上年结转收入{told(carried)}" in text


def classes(reading: Reading, *checks: Check) -> dict[str, int]:
    names = load_catalogue(CatalogueKind.FUNCTION, reading.county.year)
    sums: Counter[str] = Counter()
    for line in reading.lines:
        if all(check(line) for check in checks):
            sums[names.name_of(line.function_code[:3]) or ""] += line.amount
    return {name: amount for name, amount in sums.items() if amount}


def test_what_money_is_for(reading: Reading) -> None:
    granted_for = classes(reading, granted)
    text = reading.text("财政拨款支出")
    if granted_for:
        says_parts(text.partition("用途为：")[2], granted_for, 0)
    else:
        assert text == "没有安排财政拨款支出。"
    whole = reading.sum(general, current)
    general_for = classes(reading, general, current)
    text = reading.text("一般公共结构")
    if general_for:
        assert f"上述{told(whole)}用于：" in text
        says_parts(text.partition("用于：")[2], general_for, whole)
    else:
        assert text == "没有安排一般公共预算当年拨款支出。"
    charts = [it for it in reading.document.parts if isinstance(it, Chart)]
    for chart in charts:
        assert any(bar.amount for bar in chart.bars)
        assert all("占" not in bar.label for bar in chart.bars if bar.amount < 0)


def test_general_budget(reading: Reading) -> None:
    whole = reading.sum(general, current)
    text = reading.text("一般公共规模")
    assert f"安排支出{told(whole)}，" in text
    says_change(text, whole, reading.last("general"), REASONS["reason_general"])
    now = (general, current, basic)
    assert f"合计{told(reading.sum(*now))}。" in reading.text("基本支出")
    personnel = reading.sum(*now, wages)
    assert f"人员经费{told(personnel)}" in reading.text("人员经费")
    assert f"公用经费{told(reading.sum(*now) - personnel)}" in reading.text("公用经费")
    assert ("包括" in reading.text("人员经费")) is bool(personnel)


def test_official_expenses(reading: Reading) -> None:
    amounts = {
        key: reading.sum(granted, current, of_economic(code)) for code, key in OFFICIAL.values()
    }
    before = {key: reading.last(key) for key in amounts}
    whole, whole_before = sum(amounts.values()), sum(before.values())
    text = reading.text("三公合计")
    assert f"“三公”经费{told(whole)}，" in text
    says_change(text, whole, whole_before, "")
    change = shown(whole) - shown(whole_before)
    for key, amount in amounts.items():
        own = shown(amount) - shown(before[key])
        same_way = own * change > 0
        against = (key, change > 0) in {("reception", True), ("vehicle_operation", False)}
        assert (REASONS[f"reason_{key}"] in text) is (same_way and not against), key
    parts = reading.text("三公分项").removeprefix("分项情况：").rstrip("。").split("；")
    for part, (name, (_, key)) in zip(parts, OFFICIAL.items(), strict=True):
        assert part.startswith(f"{name}{told(amounts[key])}，")
        says_change(part, amounts[key], before[key], REASONS[f"reason_{key}"])


def test_running_costs_of_offices(reading: Reading) -> None:
    def of_offices(line: LedgerLine) -> bool:
        return (line.government_economic or "")[:3] in ("502", "503") and not wages(line)

    checks = (basic, current, granted, of_offices)
    amount, before = reading.sum(*checks), reading.last("operating")
    owners = {line.unit.name for line in reading.lines if all(it(line) for it in checks)}
    text = reading.text("机关运行经费")
    offices = reading.kinds & {UnitKind.ADMINISTRATIVE, UnitKind.CIVIL_SERVICE_LIKE}
    denied = "没有行政单位" in text or "不是行政单位" in text
    assert denied is (reading.kinds == {UnitKind.INSTITUTION} and not owners)
    if owners or offices:
        assert f"用财政拨款安排{told(amount)}，" in text
        assert all(owner in text for owner in owners)
        says_change(text, amount, before, REASONS["reason_operating"])
    elif denied:
        assert "不安排机关运行经费" in text
    else:
        assert f"{reading.county.year}年没有安排机关运行经费" in text
    if not owners and not offices:
        assert ("比上年减少" in text) is (before > 0)


def test_performance(reading: Reading) -> None:
    projects = {
        (line.unit.id, line.project): 0
        for line in reading.lines
        if current(line) and not basic(line)
    }
    text = reading.text("项目绩效")
    if projects:
        spending = reading.sum(current) - reading.sum(current, basic)
        assert f"项目有{len(projects)}个、金额{told(spending)}" in text
    else:
        assert text == f"{reading.county.year}年当年预算没有安排项目支出。"
    assert reading.text("整体绩效") == f"{reading.county.year}年没有编报整体支出绩效目标。"
    assert reading.text("绩效公开") == "本次没有公开项目绩效目标。"


def test_purchases(reading: Reading) -> None:
    text = reading.text("政府采购")
    assert "共9.00万元" in text
    assert text.count("3.00万元") == 3


def test_one_spelling_of_every_figure(reading: Reading) -> None:
    whole = "\n".join(it.text for it in reading.document.paragraphs)
    for wrong in ("-0万元", "占-", "【待填", "{"):
        assert wrong not in whole, wrong
    assert re.findall(r"(?<![\d.,])(?:100\.00%|0\.00%|-?0\.00万元)", whole) == []
    assert re.findall(r"占(?:1\d\d|[2-9]\d\d)\.\d\d%", whole) == []
    years = {int(it) for it in re.findall(r"(20\d\d)年", whole.replace("大数据2024中心", ""))}
    assert years <= {reading.county.year, reading.county.year - 1}
    assert not re.search(r"[，；。]{2}|：。|为。|：；", whole)
    other = "本部门" if reading.county.scope == "单位" else "本单位"
    assert other not in whole
