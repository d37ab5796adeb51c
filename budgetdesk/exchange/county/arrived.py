"""A 汇总上报 that came: register and sums of a county, kept beside the units received from it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from budgetdesk.book.book import Book
from budgetdesk.book.setting import put_setting
from budgetdesk.domain.money import wan_text
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.sealed.county_report import CountyReport, ReportBelow, as_plain, from_plain
from budgetdesk.exchange.sealed.envelope import Header, SendingOffice
from budgetdesk.exchange.sealed.nested import county_told
from budgetdesk.exchange.sealed.opening import Opened
from budgetdesk.exchange.sealed.receipt import Receipt, ReceiptOutcome, ReceivedChange
from budgetdesk.exchange.sealed.untaken import untaken

_KEY = "county_report."


@dataclass(frozen=True, slots=True)
class ArrivedCounty:
    """What a county told last; `known` are the ids of this 汇总上报 and of those before."""

    office: SendingOffice
    version: int
    made_at: str
    made_by: str
    known: tuple[str, ...]
    report: CountyReport

    @property
    def below(self) -> ReportBelow:
        """What is told of it further up."""
        return ReportBelow(self.office, self.version, self.made_at, self.report)

    def sentence(self) -> str:
        """How the county stands, in words."""
        parts = [f"{self.office.name}第 {self.version} 版汇总上报"]
        parts += [
            f"{self.report.passed_on} 个单位附表",
            f"审核数 {wan_text(self.report.allowed)} 万元",
        ]
        for name, units in (("未报", self.report.unsent), ("只有登记", self.report.unready)):
            if units:
                more = "等" if units[3:] else ""
                parts.append(f"{name} {len(units)} 个（{'、'.join(units[:3])}{more}）")
        return "，".join(parts)


@dataclass(frozen=True, slots=True)
class CountyPlan:
    """What a 汇总上报 would bring beside its packages; `receipt` tells it."""

    receipt: Receipt
    county: ArrivedCounty


def plan_county(book: Book, opened: Opened, supposed: Sequence[CountyPlan] = ()) -> CountyPlan:
    """What the register and the sums of a 汇总上报 are for a book, as if those had been taken.

    Raises:
        DamagedPackage: they can't be read.
    """
    header = opened.envelope.header
    county = _arrived(header, county_told(opened))
    told = (*arrived_counties(book), *(it.county for it in supposed))
    before = {it.office.code: it for it in told}.get(header.region.code)
    found, outcome = ReceivedChange.COLLECTED, ReceiptOutcome.TAKEN
    if before is not None and header.package_id in before.known:
        is_last = header.package_id == before.known[-1]
        found = ReceivedChange.DUPLICATE if is_last else ReceivedChange.SUPERSEDED
        outcome = ReceiptOutcome.NOTHING
    ends = {ReceivedChange.DUPLICATE: "，已收过", ReceivedChange.SUPERSEDED: "，已有更新的版本"}
    sentence = f"「{opened.path.name}」：{county.sentence()}{ends.get(found, '')}。"
    warnings = tuple(_warnings(opened, before))
    label = opened.envelope.label
    receipt = Receipt(opened.path, (found,), outcome, sentence, label, warnings=warnings)
    return CountyPlan(receipt, county)


def _arrived(header: Header, report: CountyReport) -> ArrivedCounty:
    known = (*header.chain, header.package_id)
    made = (header.version, header.made_at, header.made_by)
    return ArrivedCounty(header.region, *made, known, report)


def _warnings(opened: Opened, before: ArrivedCounty | None) -> Iterator[str]:
    yield from untaken(opened)
    header = opened.envelope.header
    is_new = before is not None and header.package_id not in before.known
    if before is not None and is_new and before.known[-1] not in header.chain:
        yield f"不是接着第 {before.version} 版汇总的，可能出自县里的另一个账套，请与县里核实。"


def take_county(book: Book, plan: CountyPlan) -> Receipt:
    """Keep the register and the sums, in one step, in place of what the county told before."""
    if plan.receipt.outcome is ReceiptOutcome.TAKEN:
        county = plan.county
        name = f"收数 {shorten(county.office.name, 30)}汇总上报 第 {county.version} 版"
        with book.step(name) as step:
            told = json.dumps(_plain(county), ensure_ascii=False)
            put_setting(step, _KEY + county.office.code, told)
    return plan.receipt


def _plain(county: ArrivedCounty) -> dict[str, Any]:
    return {**asdict(county), "report": as_plain(county.report)}


def arrived_counties(book: Book) -> list[ArrivedCounty]:
    """What each county told last, by code."""
    rows = book.rows("SELECT value FROM setting WHERE key GLOB ? ORDER BY key", (f"{_KEY}*",))
    return [_kept(json.loads(told)) for (told,) in rows if told]


def _kept(told: dict[str, Any]) -> ArrivedCounty:
    return ArrivedCounty(
        SendingOffice(**told["office"]),
        told["version"],
        told["made_at"],
        told["made_by"],
        tuple(told["known"]),
        from_plain(told["report"]),
    )


def county_content(county: ArrivedCounty) -> dict[str, Any]:
    """A county for programs; docs/packages.md says what the keys mean."""
    plain = _plain(county)
    return {key: plain[key] for key in ("office", "version", "made_at", "made_by", "report")}
