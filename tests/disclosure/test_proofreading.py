"""Rewritten paragraphs held against the figures: each published fault is found, right ones pass."""

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.disclosure import keep_paragraph
from budgetdesk.book.read import departments
from budgetdesk.disclosure.document import Document
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.disclosure.proofreading import proofread
from budgetdesk.disclosure.remarks import Known, Remark, known_of
from budgetdesk.domain.disclosure import OwnParagraph
from budgetdesk.exchange.disclosing import disclosure_documents
from tests.disclosure.conftest import Published

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
    (remark,) = document.remarks
    assert remark.sentence == "156.61万元与表中的数都不相同，请核对。"


# The published narrative as if a person had written it


def found_in(published: Published, title: str, key: str, text: str = "") -> list[Remark]:
    """What is said of a published section, or a sentence of it, in the place of a paragraph."""
    paragraphs = published.document.paragraphs
    known = known_of(
        [it.drafted for it in paragraphs],
        year=2024,
        scope="部门",
        name=published.document.department,
        items={key: items_in(paragraphs, key) for key in ("人员经费", "公用经费")},
    )
    (section,) = (
        content for name, content in published.narrative.items() if name.startswith(title)
    )
    assert not text or text in section["text"]
    (place,) = (it for it in paragraphs if it.key == key)
    return list(proofread([replace(place, text=text or section["text"])], known))


def items_in(paragraphs: Sequence[Paragraph], key: str) -> tuple[str, ...]:
    (told,) = (it.drafted for it in paragraphs if it.key == key)
    listed, _, last = told.rstrip("。").partition("包括")[2].rpartition("和")
    # 其他商品和服务支出 has an 和 of its own.
    if key == "公用经费":
        listed, last = listed.rpartition("和")[0], f"{listed.rpartition('和')[2]}和{last}"
    return (*listed.split("、"), last)


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("一、", "收入变动"),
        ("二、", "收入构成"),
        ("三、", "支出构成"),
        ("四、", "财政拨款收入"),
        ("六、", "人员经费"),
        ("七、", "三公分项"),
        ("八、", "机关运行经费"),
        ("九、", "政府采购"),
        ("十二、", "其他"),
    ],
)
def test_what_was_published_rightly_passes(published: Published, title: str, key: str) -> None:
    assert found_in(published, title, key) == []


def test_the_published_increase_that_repeats_the_whole_is_found(published: Published) -> None:
    told = "2024年度永和县卫生健康和体育局一般公共预算当年支出5,460.41万元,比上年增加5460.41万元。"
    whole, reason = found_in(published, "五、", "一般公共规模", told)
    assert whole.code == reason.code == "X47"
    assert whole.sentence == "增减额5460.41万元等于本年的数，请核对上年数。"
    assert whole.mended == told.replace("增加5460.41万元", "增加49.28万元")
    assert reason.sentence == "有增减变动，请说明原因。"
    assert [it.code for it in found_in(published, "五、", "一般公共结构")] == ["X47", "X47"]


def test_the_published_device_named_twice_is_found(published: Published) -> None:
    (remark,) = found_in(published, "十一、", "设备")
    assert (remark.code, remark.cure) == ("X49", "改为专用设备")
    assert remark.mended.count("通用设备") == remark.mended.count("专用设备") == 1
    assert remark.mended.index("50万元") < remark.mended.index("通用设备")


def test_the_published_hundred_percent_of_forms_is_found(published: Published) -> None:
    told = "公开项目绩效目标66个，涉及项目金额2,207.24万元，占部门（单位）项目支出总额的100%。"
    found = found_in(published, "十、", "绩效公开", told)
    assert {it.code for it in found} == {"X48", "X51"}
    assert [it.code for it in found_in(published, "十、", "整体绩效")] == ["X48"]


@pytest.mark.parametrize("number", range(1, 14))
def test_the_published_contents_with_last_years_tables_are_found(
    published: Published, shared: Path, number: int
) -> None:
    printed = (shared / "documents/yonghe-2024-disclosure.txt").read_text("utf-8")
    lines = re.findall(r"^表[一二三四五六七八九十]+(2023年\S+?)\.*\s*\d+$", printed, re.MULTILINE)
    assert len(lines) == 13
    (place,) = (it for it in published.document.paragraphs if it.key == "报表说明")
    known = known_of([place.drafted], year=2024, scope="部门")
    (remark,) = proofread([replace(place, text=lines[number - 1])], known)
    assert remark.code == "X50"
    assert remark.certain
    assert remark.mended == lines[number - 1].replace("2023", "2024")


# However long


@pytest.mark.parametrize(
    "piece",
    "1|1,|1.|1万元|增加1万元，|占|1万元，占|比上年|人员经费|《|2022年|2023年预算|主要原因是|中| |"
    "通用设备|3辆|人员经费包括|〔2023|、|本单位".split("|"),
)
def test_four_times_the_text_takes_about_four_times_the_time(known: Known, piece: str) -> None:
    """A quadratic pattern takes 16 times as long."""
    assert any(grows_evenly(piece, known) for _ in range(3))


def grows_evenly(piece: str, known: Known) -> bool:
    short, long = (seconds_for(piece, known, length) for length in (4_000, 16_000))
    return long < 9 * short + 0.02


def seconds_for(piece: str, known: Known, length: int) -> float:
    text = (piece * length)[:length]
    own = Paragraph("人员经费", text, DRAFT)
    begin = time.process_time()
    proofread([own], replace(known, items={"人员经费": ("基本工资", "奖金")}))
    return time.process_time() - begin
