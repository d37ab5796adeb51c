"""What the program itself writes is right by construction, whatever the ledger (X46-X50, X54)."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.disclosure import put_disclosure_entry
from budgetdesk.book.read import departments, ledger
from budgetdesk.dictionary.entries import ENTRIES, PURCHASES, VEHICLE_USES
from budgetdesk.disclosure import statements
from budgetdesk.disclosure.document import Document, Heading
from budgetdesk.disclosure.narrative import OFFICIAL_NAMES, Paragraph
from budgetdesk.disclosure.proofreading import proofread
from budgetdesk.disclosure.remarks import Known, known_of
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import LedgerLine, Nature, Origin, Source
from budgetdesk.exchange.disclosing import disclosure_documents
from budgetdesk.tables.compute import DepartmentTables, compute_tables
from budgetdesk.tables.table import RowKind
from tests.disclosure.test_ledgers import fill, mixed

WAN = 1_000_000
SIZES = (1, 3, 8, 40, 200, 1500)
YEAR = 2024


@dataclass(frozen=True)
class Case:
    """One department's document with the lines and tables it was made from."""

    document: Document
    lines: Sequence[LedgerLine]
    tables: DepartmentTables
    entries: dict[str, str | int]

    def text(self, key: str) -> str:
        (told,) = (it.text for it in self.document.paragraphs if it.key == key)
        return told

    def amounts(self, key: str) -> dict[str, Decimal]:
        found = statements.amounts(self.text(key), self.document.department)
        return {it.label: it.value for it in found}

    def sum(self, **wanted: object) -> int:
        return sum(
            line.amount
            for line in self.lines
            if all(getattr(line, name) == value for name, value in wanted.items())
        )


@pytest.fixture(scope="module", params=SIZES)
def cases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    path = tmp_path_factory.mktemp("任意明细") / "账.budget"
    choose = random.Random(request.param)
    with Book.create(path, BookInfo("yonghe-2024", YEAR, "账")) as book:
        fill(book, mixed(request.param))
        told = {it.id: told_of(choose) for it in departments(book)}
        with book.step("填写") as step:
            for owner, entries in told.items():
                for key, value in entries.items():
                    put_disclosure_entry(step, owner, key, value)
        documents = {owner.id: document for owner, document in disclosure_documents(book)}
        return [
            Case(
                documents[it.department.id],
                [line for line in ledger(book) if line.unit.department.id == it.department.id],
                it,
                told[it.department.id],
            )
            for it in compute_tables(book)
        ]


def told_of(choose: random.Random) -> dict[str, str | int]:
    """Every entry, last year's amounts zero, huge, small or just like that."""
    entries: dict[str, str | int] = {}
    for key, entry in ENTRIES.items():
        if entry.kind is Kind.MONEY_WAN:
            entries[key] = choose.choice((0, 0, WAN, choose.randrange(10**9), 10**12))
        elif entry.kind is Kind.COUNT:
            entries[key] = choose.randrange(40)
        elif key not in ("scope", "published_on", "assets_on"):
            entries[key] = f"{entry.label}如此"
    return entries | {"assets_on": "2023年12月31日", "published_on": "2024年4月18日"}


def wan(fen: int) -> Decimal:
    return (Decimal(fen) / WAN).quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_amounts_are_those_of_the_ledger(cases: list[Case]) -> None:
    for case in cases:
        current, carried = case.sum(origin=Origin.CURRENT), case.sum(origin=Origin.CARRYOVER)
        income = case.amounts("收入变动")
        assert income["收入"] == wan(current + carried)
        assert income["本年收入"] == wan(current)
        assert income["上年结转"] == wan(carried)
        kinds = case.amounts("支出构成")
        assert kinds["基本支出"] == wan(case.sum(nature=Nature.BASIC))
        assert kinds["项目支出"] == wan(case.sum(nature=Nature.PROJECT))
        sources = case.amounts("收入构成")
        names = ("一般公共预算拨款收入", "政府性基金预算拨款收入", "国有资本经营预算拨款收入",
                 "财政专户管理资金收入", "单位资金")  # fmt: skip
        for source, name in zip(Source, names, strict=True):
            assert sources[name] == wan(case.sum(source=source, origin=Origin.CURRENT))
        general = case.sum(source=Source.GENERAL, origin=Origin.CURRENT)
        assert wan(general) in case.amounts("一般公共规模").values()


def test_amounts_are_those_of_the_tables(cases: list[Case]) -> None:
    for case in cases:
        economic, official = case.tables["t06"], case.tables["t10"]
        assert case.amounts("人员经费")["人员经费"] == wan(economic.sum_of("personnel"))
        assert case.amounts("公用经费")["公用经费"] == wan(economic.sum_of("public"))
        parts = case.amounts("三公分项")
        rows = ("abroad", "reception", "purchase", "running")
        for row, name in zip(rows, OFFICIAL_NAMES.values(), strict=True):
            label = name.rpartition("）")[2] or name
            assert parts[label] == wan(official.sum_of("total", code=row)), name


def test_shares_add_up_to_the_whole(cases: list[Case]) -> None:
    added = 0
    for case in cases:
        for key in ("收入构成", "支出构成", "一般公共结构"):
            told = list(statements.shares(case.text(key)))
            if any(amount < 0 for amount in statements.amounts_anywhere(case.text(key))) or not any(
                amount for amount, _ in told
            ):
                continue  # shares of what is below zero are not told
            assert abs(sum((share.value for _, share in told), Decimal()) - 100) <= Decimal(
                "0.02"
            ), key
            added += 1
    assert added or len(cases[0].lines) < 200


def test_changes_are_this_year_less_last_year(cases: list[Case]) -> None:
    for case in cases:
        now = {
            "total": (case.sum(), "收入变动"),
            "general": (case.sum(source=Source.GENERAL, origin=Origin.CURRENT), "一般公共规模"),
        }
        for end, (amount, key) in now.items():
            before = case.entries[f"last_{end}"]
            assert isinstance(before, int)
            difference = wan(amount) - wan(before)
            told = statements.changes(case.text(key))
            if not difference:
                assert "与上年持平" in case.text(key)
                assert not told
                continue
            (change,) = told
            assert change.facts == (difference > 0, abs(difference))
            assert "主要原因是" in case.text(key)
            if wan(before) <= 0:
                assert change.percent is None
            elif change.percent:
                exact = abs(difference) / wan(before) * 100
                assert abs(change.percent.value - exact) <= Decimal("0.005")


def test_lists_of_items_are_the_rows_of_table_six(cases: list[Case]) -> None:
    for case in cases:
        table = case.tables["t06"]
        for key, column in (("人员经费", "personnel"), ("公用经费", "public")):
            names = {
                str(row.cells[table.column("department_economic")])
                for row in table.rows
                if row.kind is RowKind.DETAIL and table.figure(row, column)
            }
            listed = case.text(key).partition("包括")[2].rstrip("。")
            assert set(re.split("[、和]", listed)) - {""} == {
                part for name in names for part in re.split("[、和]", name)
            }


def test_purchases_and_vehicles_add_up(cases: list[Case]) -> None:
    for case in cases:
        whole, *parts = statements.amounts_anywhere(case.text("政府采购"))
        assert len(parts) == len(PURCHASES)
        assert whole == wan(sum(int(case.entries[key]) for key in PURCHASES))
        quota, in_use, *uses = (it.value for it in statements.counts(case.text("车辆")))
        assert len(uses) == len(VEHICLE_USES)
        assert quota == case.entries["vehicle_quota"]
        assert in_use == sum(uses)


def test_every_year_is_this_one_or_the_last(cases: list[Case]) -> None:
    for case in cases:
        headings = [it.text for it in case.document.parts if isinstance(it, Heading)]
        titles = [sheet.name for sheet in case.document.sheets if sheet.name.startswith("表")]
        assert len(titles) == 13
        for text in (case.document.title, *headings, *titles):
            assert {int(it.value) for it in statements.years(text)} <= {YEAR}
        for paragraph in case.document.paragraphs:
            assert {int(it.value) for it in statements.years(paragraph.text)} <= {YEAR, YEAR - 1}


# What the rules say of it


def known(case: Case) -> Known:
    return known_of(
        [it.drafted for it in case.document.paragraphs],
        year=YEAR,
        scope="部门",
        name=case.document.department,
    )


def test_what_the_program_writes_passes_its_own_rules(cases: list[Case]) -> None:
    for case in cases:
        own = [replace(it, text=f"{it.text} ") for it in case.document.paragraphs]
        assert proofread(own, known(case)) == ()


def test_a_figure_changed_in_any_paragraph_is_found(cases: list[Case]) -> None:
    choose = random.Random(7)
    for case in cases:
        right = known(case)
        for paragraph in case.document.paragraphs:
            for spoilt in spoilt_figures(paragraph, choose):
                assert proofread([spoilt], right), (paragraph.key, spoilt.text)


def spoilt_figures(paragraph: Paragraph, choose: random.Random) -> Iterator[Paragraph]:
    """The paragraph with one amount, share or count another one."""
    found = [
        *statements.amounts(paragraph.text),
        *(change.amount for change in statements.changes(paragraph.text)),
        *statements.percents(paragraph.text),
        *(it for it in statements.counts(paragraph.text) if it.unit != "个"),
    ]
    if paragraph.key in ("职责", "机构设置", "预算单位", "购买服务目录", "其他"):
        return
    for stated in choose.sample(found, min(3, len(found))):
        other = f"{stated.value + Decimal('77.13') if '.' in stated.text else stated.value + 77}"
        yield replace(paragraph, text=statements.replaced(paragraph.text, stated, other))
