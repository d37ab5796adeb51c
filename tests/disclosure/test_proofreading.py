"""Rewritten paragraphs held against the figures: each published fault is found, right ones pass."""

from dataclasses import replace

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.disclosure import keep_paragraph
from budgetdesk.book.read import departments
from budgetdesk.disclosure.document import Document
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.disclosure.proofreading import Known, known_of, proofread
from budgetdesk.domain.disclosure import OwnParagraph
from budgetdesk.exchange.disclosing import disclosure_documents

DRAFT = "用于5,460.41万元，比上年增加49.28万元，增长0.91%，主要原因是专项增加。"


@pytest.fixture
def known() -> Known:
    return known_of([DRAFT, "上年5,411.13万元"], year=2024, scope="部门")


def remarks(text: str, known: Known, *, stale: bool = False) -> list[str]:
    paragraph = Paragraph("一般公共规模", text, DRAFT, stale=stale)
    return [remark.sentence for remark in proofread([paragraph], known)]


@pytest.mark.parametrize(
    "text",
    [
        "2024年当年支出5460.41万元，比2023年增加49.28万元，原因是专项增加。",
        "按晋财社〔2022〕18号和《2021年办法》执行。",
        "增长０.91%。",
        "比上年增加49.28万元，增长0.910%，主要原因是提前下达。",
    ],
)
def test_what_agrees_passes(known: Known, text: str) -> None:
    assert remarks(text, known) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("支出5,460.14万元。", "5,460.14万元与表中的数都不相同，请核对。"),
        ("占9.10%。", "9.10%与按表计算的比例都不相同，请核对。"),
        (
            "当年支出5,460.41万元，比上年增加5460.41万元，原因是专项。",
            "增减额5460.41万元等于本年的数，请核对上年数。",
        ),
        ("2022年支出5460.41万元。", "2022年不是本年度或上年度，请核对。"),
        ("本单位支出5460.41万元。", "本文件公开的是部门预算，“本单位”请改为“本部门”。"),
        ("支出比上年增加49.28万元。", "有增减变动，请说明原因。"),
    ],
)
def test_what_does_not_agree_is_told(known: Known, text: str, sentence: str) -> None:
    assert remarks(text, known) == [sentence]


def test_changed_figures_are_told(known: Known) -> None:
    assert remarks("专项增加。", known, stale=True) == ["改写以后数据有变动，请核对。"]


def test_the_programs_own_paragraphs_need_no_proof(document: Document, known: Known) -> None:
    paragraphs = [part for part in document.parts if isinstance(part, Paragraph)]
    assert proofread(paragraphs, replace(known, year=1999)) == ()
    assert document.remarks == ()


def test_every_drafted_paragraph_would_pass_as_a_persons(document: Document) -> None:
    """What the program itself says is never found fault with."""
    drafted = [part for part in document.parts if isinstance(part, Paragraph)]
    known = known_of([it.drafted for it in drafted], year=2024, scope="部门")
    own = [replace(it, drafted="") for it in drafted if it.key != "购买服务目录"]
    assert proofread(own, known) == ()


def test_the_document_carries_the_remarks(own_sample: Book) -> None:
    department = departments(own_sample)[0]
    with own_sample.step("改写") as step:
        keep_paragraph(step, department.id, OwnParagraph("政府采购", "采购预算156.61万元。", ""))
    ((_, document),) = disclosure_documents(own_sample)
    assert [remark.sentence for remark in document.remarks] == [
        "改写以后数据有变动，请核对。",
        "156.61万元与表中的数都不相同，请核对。",
    ]
