"""Documents of other books: each form set, several departments, any ledger."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.edit import add_department, add_ledger_line, add_revenue_line, add_unit
from budgetdesk.book.read import units
from budgetdesk.disclosure.document import Heading
from budgetdesk.disclosure.figures import Figures, figures_of
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.domain.records import (
    Department,
    LedgerLine,
    Nature,
    Origin,
    RevenueLine,
    Source,
    Unit,
    UnitKind,
)
from budgetdesk.exchange.disclosing import disclosure_documents
from budgetdesk.forms.loader import form_set_ids
from budgetdesk.output.disclosure.pdf import disclosure_pdf_bytes
from budgetdesk.output.disclosure.word.writing import write_disclosure_docx
from budgetdesk.tables.compute import compute_tables

CODES = ("2080505", "2100101", "2100402", "2210201", "2130299")
BASIC = (("30101", "50101"), ("30201", "50201"), ("30302", "50905"), ("30231", "50208"))


def fill(book: Book, lines: Sequence[tuple[Source, Origin, Nature, int]]) -> None:
    """Two departments with two units each; the lines go round."""
    choose = random.Random(len(lines))
    with book.step("准备") as step:
        for code in ("202", "301"):
            owner = Department(code, f"永和县第{code}局")
            owner = replace(owner, id=add_department(step, owner))
            add_unit(step, Unit(owner.name, owner, kind=UnitKind.ADMINISTRATIVE))
            add_unit(step, Unit(f"{code}服务中心", owner, kind=UnitKind.INSTITUTION))
    owned = units(book)
    with book.step("明细") as step:
        for place, (source, origin, nature, amount) in enumerate(lines):
            economic = choose.choice(BASIC) if nature is Nature.BASIC else (None, None)
            line = LedgerLine(
                unit=owned[place % len(owned)],
                function_code=choose.choice(CODES),
                nature=nature,
                source=source,
                origin=origin,
                amount=amount,
                project=None if nature is Nature.BASIC else f"项目{place}",
                department_economic=economic[0],
                government_economic=economic[1],
            )
            add_ledger_line(step, line)


def mixed(count: int) -> list[tuple[Source, Origin, Nature, int]]:
    """Lines of every kind, some of them corrections below zero."""
    choose = random.Random(count)
    return [
        (
            choose.choice(list(Source)),
            choose.choice(list(Origin)),
            choose.choice(list(Nature)),
            choose.choice((-1, 1, 1, 1)) * choose.randrange(10**9),
        )
        for _ in range(count)
    ]


LEDGERS = {
    "one line": [(Source.GENERAL, Origin.CURRENT, Nature.BASIC, 5_000_000)],
    "only carried over": [(Source.FUND, Origin.CARRYOVER, Nature.PROJECT, 5_400_000)],
    "nothing in all": [
        (Source.GENERAL, Origin.CURRENT, Nature.PROJECT, sign * 700) for sign in (1, 1, 1, 1, -1)
    ],
    "below zero": [(Source.UNIT_FUNDS, Origin.CURRENT, Nature.PROJECT, -1_234_567)],
    "mixed": mixed(40),
    "many": mixed(400),
}


def figures(book: Book) -> list[Figures]:
    year = book.info.fiscal_year
    return [figures_of(it, (), year=year, units=("甲",)) for it in compute_tables(book)]


@pytest.mark.parametrize("name", LEDGERS)
def test_any_ledger_makes_a_document(tmp_path: Path, name: str) -> None:
    with Book.create(tmp_path / "账.budget", BookInfo("yonghe-2024", 2024, "账")) as book:
        fill(book, LEDGERS[name])
        documents = disclosure_documents(book)
        assert documents
        for department, document in documents:
            assert disclosure_pdf_bytes(document).startswith(b"%PDF")
            write_disclosure_docx(tmp_path / f"{department.code}.docx", document)
        sums = figures(book)
        lines = LEDGERS[name]
        assert sum(it.total for it in sums) == sum(line[-1] for line in lines)
        for it in sums:
            assert it.basic + it.project == it.total
            assert it.current_basic + it.current_project == it.current_total
            assert sum(amount for _, amount in it.fiscal_classes) == it.fiscal_total
            classes = sum(amount for _, amount in it.general_classes)
            assert classes == it.current[Source.GENERAL]


@pytest.mark.parametrize("form_set", form_set_ids())
def test_every_form_set_makes_a_document(tmp_path: Path, form_set: str) -> None:
    with Book.create(tmp_path / "账.budget", BookInfo(form_set, 2025, "账")) as book:
        fill(book, mixed(12))
        documents = disclosure_documents(book)
        assert [department.code for department, _ in documents] == ["202", "301"]
        for department, document in documents:
            told = "".join(it.text for it in document.parts if isinstance(it, Paragraph))
            other = {"202": "301", "301": "202"}[department.code]
            assert f"第{other}局" not in told
            assert "2025年没有编报整体支出绩效目标。" in told
            headings = [it.text for it in document.parts if isinstance(it, Heading)]
            assert "第三部分 2025年度部门预算情况说明" in headings


def test_a_department_without_ledger_lines_has_no_document(tmp_path: Path) -> None:
    with Book.create(tmp_path / "账.budget", BookInfo("yonghe-2024", 2024, "账")) as book:
        fill(book, LEDGERS["one line"])
        other = next(unit for unit in units(book) if unit.department.code == "301")
        with book.step("收入") as step:
            add_revenue_line(step, RevenueLine(other, Source.FUND, "1030148", 5_000))
        assert len(compute_tables(book)) == 2
        assert [it.code for it, _ in disclosure_documents(book)] == ["202"]


def test_without_forms_none_is_said_to_be_enclosed(tmp_path: Path) -> None:
    with Book.create(tmp_path / "账.budget", BookInfo("yonghe-2024", 2024, "账")) as book:
        fill(book, mixed(40))
        for _, document in disclosure_documents(book):
            (told,) = (it.text for it in document.paragraphs if it.key == "绩效公开")
            assert told == "本次没有公开项目绩效目标。"
