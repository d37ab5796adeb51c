"""The narrative: the published figures where they are right, the right ones where they weren't."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.assets import resource
from budgetdesk.book.book import Book
from budgetdesk.book.disclosure import keep_paragraph, put_disclosure_entry
from budgetdesk.book.read import departments
from budgetdesk.dictionary.entries import ENTRIES
from budgetdesk.disclosure import document as composing
from budgetdesk.disclosure.document import Document, Heading
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.disclosure.template import TemplateError, load_template
from budgetdesk.domain.disclosure import OwnParagraph
from budgetdesk.exchange.disclosing import disclosure_documents
from tests.disclosure.conftest import Published, sections_of

NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
# Published wrongly: the increase is the whole, and four projects have no form.
WRONG = {"increase_over_last_year", "published_count", "published_amount", "published_pct"}


def numbers_in(text: str) -> set[Decimal]:
    return {Decimal(found.replace(",", "")) for found in NUMBER.findall(text)}


def figures_of(content: dict[str, Any]) -> Iterator[tuple[str, Decimal]]:
    for key, value in content.items():
        if isinstance(value, dict):
            yield from figures_of(value)
        elif isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?", value) and key not in WRONG:
            yield key, Decimal(value)


def paragraph_of(document: Document, key: str) -> Paragraph:
    (found,) = (it for it in document.parts if isinstance(it, Paragraph) and it.key == key)
    return found


def text_of(book: Book, key: str) -> str:
    ((_, document),) = disclosure_documents(book)
    return paragraph_of(document, key).text


def tell(book: Book, **values: str | int | None) -> None:
    with book.step("填写") as step:
        for key, value in values.items():
            put_disclosure_entry(step, departments(book)[0].id, key, value)


def test_the_twelve_sections_state_the_published_figures(published: Published) -> None:
    sections = sections_of(published.document)
    checked = 0
    for title, content in published.narrative.items():
        if not isinstance(content, dict):
            continue
        (text,) = (text for heading, text in sections.items() if heading == title)
        stated = numbers_in(text)
        for key, figure in figures_of(content):
            assert figure in stated, (title, key, figure)
            checked += 1
    print(f"{checked} published figures stated")
    assert checked > 60


def test_what_was_published_wrongly_is_right(published: Published) -> None:
    growth = paragraph_of(published.document, "一般公共规模").text
    assert "比上年增加49.28万元，增长0.91%" in growth
    forms = paragraph_of(published.document, "绩效公开").text
    assert "62个、金额2,150.94万元，占本年项目支出的97.45%" in forms
    devices = paragraph_of(published.document, "设备").text
    assert "通用设备0台（套）" in devices
    assert "专用设备0台（套）" in devices
    whole = "".join(sections_of(published.document).values())
    assert "。。" not in whole
    assert "增加5,460.41" not in whole


def test_the_items_are_those_of_the_table(published: Published) -> None:
    section = published.narrative["六、一般公共预算基本支出情况说明"]
    for key, name in (("人员经费", "personnel_items"), ("公用经费", "public_items")):
        text = paragraph_of(published.document, key).text
        items = re.split("[、和]", re.split("包括", text)[1].rstrip("。"))
        # 其他商品和服务支出 has 和 in its name.
        assert set("".join(items)) == set("".join(section[name]).replace("和", ""))


def test_nothing_waits_in_the_published_document(published: Published) -> None:
    assert published.document.untold == ()


def test_everything_that_nobody_told_is_named(own_sample: Book) -> None:
    tell(own_sample, **dict.fromkeys(ENTRIES))
    ((_, document),) = disclosure_documents(own_sample)
    optional = {"公开主体", "公开日期", "其他说明"}
    expected = {
        entry.label for key, entry in ENTRIES.items() if not key.startswith("reason")
    } - optional
    assert set(document.untold) == expected


def test_a_reason_that_lacks_is_asked_for(own_sample: Book) -> None:
    tell(own_sample, reason_operating=None)
    assert text_of(own_sample, "机关运行经费").endswith(
        "主要原因是【待填：机关运行经费变动原因】。"
    )
    tell(own_sample, last_operating=20_395_000)
    assert text_of(own_sample, "机关运行经费").endswith("20.40万元，与上年持平。")


def test_typed_text_may_name_figures(own_sample: Book) -> None:
    tell(own_sample, reason_total="结转了{上年结转}，另有{没有的}")
    assert "结转了348.31万元，另有{没有的}。" in text_of(own_sample, "收入变动")


def test_a_unit_speaks_of_itself_as_a_unit(own_sample: Book) -> None:
    tell(own_sample, scope="单位")
    ((_, document),) = disclosure_documents(own_sample)
    assert document.title == "2024年度单位预算公开"
    headings = [part.text for part in document.parts if isinstance(part, Heading)]
    assert "一、本单位职责" in headings
    told = "".join(headings) + paragraph_of(document, "整体绩效").text
    assert "部门" not in told


def test_an_empty_entry_for_other_remarks_says_so(own_sample: Book) -> None:
    assert text_of(own_sample, "其他") == "没有需要另外说明的事项。"
    tell(own_sample, other="本年没有调整预算。")
    assert text_of(own_sample, "其他") == "本年没有调整预算。"


def test_a_rewritten_paragraph_is_kept_and_grows_stale(own_sample: Book) -> None:
    department = departments(own_sample)[0]
    drafted = text_of(own_sample, "政府采购")
    with own_sample.step("改写 政府采购") as step:
        keep_paragraph(step, department.id, OwnParagraph("政府采购", "全部为服务。", drafted))
    ((_, document),) = disclosure_documents(own_sample)
    paragraph = paragraph_of(document, "政府采购")
    assert (paragraph.text, paragraph.own, paragraph.stale) == ("全部为服务。", True, False)
    tell(own_sample, purchase_goods=5_000_000)
    ((_, document),) = disclosure_documents(own_sample)
    paragraph = paragraph_of(document, "政府采购")
    assert (paragraph.text, paragraph.stale) == ("全部为服务。", True)
    assert "货物5.00万元" in paragraph.drafted


def test_without_administrative_units_there_is_no_operating_fund(own_sample: Book) -> None:
    with own_sample.step("改类型") as step:
        for row_id, code in own_sample.rows(
            "SELECT id, government_economic FROM ledger_line WHERE nature = 'basic'"
        ):
            changed = {"50201": "50502", "50101": "50501"}.get(code, code)
            replaced = "50502" if code and code.startswith("502") else changed
            step.update("ledger_line", row_id, {"government_economic": replaced})
        for (row_id,) in own_sample.rows("SELECT id FROM unit"):
            step.update("unit", row_id, {"kind": "institution"})
    assert "不安排机关运行经费" in text_of(own_sample, "机关运行经费")


def test_the_template_refuses_what_it_does_not_know(tmp_path: Path) -> None:
    path = tmp_path / "模板.md"
    path.write_text("# 第一部分\n没有名称的段落\n", "utf-8")
    with pytest.raises(TemplateError, match="第 2 行"):
        load_template(path)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("@甲 共{没有的}万元。", "没有「没有的」这一项"),
        ("@甲 ?没有的 共{收入总计}。", "没有「没有的」这一项"),
        ("## {没有的}", "没有「没有的」这一项"),
        ("[[没有的图]]", "没有「没有的图」这一部分"),
    ],
)
def test_a_template_that_asks_for_what_nobody_knows_is_refused(
    sample: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, reason: str
) -> None:
    path = tmp_path / "模板.md"
    path.write_text(line, "utf-8")
    lines = load_template(path)
    monkeypatch.setattr(composing, "load_template", lambda: lines)
    with pytest.raises(TemplateError, match=reason):
        disclosure_documents(sample)


def test_no_sentence_is_a_published_one(published: Published) -> None:
    """Prescribed headings and names recur; runs of running text don't."""
    told = "".join(
        str(it.get("text", "")) for it in published.narrative.values() if isinstance(it, dict)
    )
    theirs = runs(told)
    ours = [
        line.split(" ", 1)[1]
        for line in resource("disclosure", "document.md").read_text("utf-8").splitlines()
        if line.startswith("@")
    ]
    for line in ours:
        for piece in re.split(r"\{[^{}]*\}", line):
            assert not runs(piece) & theirs, piece


def runs(text: str, length: int = 12) -> set[str]:
    letters = re.sub(r"[^\w]", "", text)
    return {letters[start : start + length] for start in range(len(letters) - length + 1)}
