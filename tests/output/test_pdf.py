"""The PDF holds every character of every field, with embedded faces, the same bytes each time."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from budgetdesk.domain.progress import Cancelled
from budgetdesk.forms.sheet import Cell, Role, Sheet
from budgetdesk.output.drawing import PagePen
from budgetdesk.output.files import OutputError
from budgetdesk.output.glyphs import MissingGlyph
from budgetdesk.output.pdf import pdf_bytes, write_pdf
from budgetdesk.output.typesetting.fitting import fit
from budgetdesk.output.typesetting.page import A4_PORTRAIT
from budgetdesk.output.typesetting.pagination import paginate
from tests.output.published import all_published_sheets, published_overall
from tests.output.small_sheets import LABEL, PARAGRAPH, TITLE, field, sheet_of, text_sheet

LINE_END_HYPHEN = "\ufffe"  # what pdfium makes of a hyphen at a line's end
FOOT = re.compile(r"第\d+页共\d+页")


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()


def page_texts(data: bytes) -> list[str]:
    """The text of each page without blanks and line ends."""
    with opened(data) as document:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            found = text_page.get_text_range().replace(LINE_END_HYPHEN, "-")
            texts.append("".join(found.split()))
            text_page.close()
            page.close()
    return texts


def bookmarks(data: bytes) -> list[tuple[int, str, int]]:
    """Level, title and page (from 0) of each bookmark."""
    with opened(data) as document:
        return [
            (mark.level, mark.get_title(), mark.get_dest().get_index())
            for mark in document.get_toc()
        ]


def solid(text: str) -> str:
    return "".join(text.split())


def characters(cells: list[Cell]) -> Counter[str]:
    return Counter("".join(solid(cell.text) for cell in cells))


def check_text(sheet: Sheet, pages: list[str]) -> None:
    """Every field whole and once; labels at least once."""
    body = [FOOT.sub("", page) for page in pages]
    fields = [cell for cell in sheet.cells if cell.role not in {Role.LABEL, Role.TITLE}]
    heads = [cell for cell in sheet.cells if cell.role in {Role.LABEL, Role.TITLE}]
    found = Counter("".join(body))
    if len(pages) == 1:
        assert found == characters(list(sheet.cells))
    missing = characters(list(sheet.cells)) - found
    assert not missing
    repeated = found - characters(list(sheet.cells))
    assert set(repeated) <= set("（续）(续)︵续︶").union(*(cell.text for cell in heads))
    for cell in fields:
        assert solid(cell.text) in body[0] or len(pages) > 1


def test_every_character_of_the_published_forms(shared: Path) -> None:
    sheets = [*all_published_sheets(shared), published_overall(shared)]
    data = pdf_bytes(sheets, "绩效目标表")
    texts = page_texts(data)
    starts = [page for level, _, page in bookmarks(data) if level == 1]
    assert len(starts) == len(sheets)
    for sheet, start, end in zip(sheets, starts, [*starts[1:], len(texts)], strict=True):
        check_text(sheet, texts[start:end])
        count = end - start
        for number in range(count):
            assert texts[start + number].endswith(f"第{number + 1}页共{count}页")


def test_a_document_that_is_sent_as_one_is_numbered_through(tmp_path: Path) -> None:
    sheets = [text_sheet("短"), text_sheet("保障资金落实到位；" * 400), text_sheet("短")]
    path = tmp_path / "上报.pdf"
    write_pdf(path, sheets, "上报", foot="校验码 AB12")
    texts = page_texts(path.read_bytes())
    count = len(texts)
    assert count > len(sheets)
    for number, text in enumerate(texts, start=1):
        assert text.endswith(f"第{number}页共{count}页校验码AB12")
    begins = [page for level, _, page in bookmarks(path.read_bytes()) if level]
    assert begins == [0, 1, count - 1]


def test_same_sheets_give_the_same_bytes() -> None:
    sheet = text_sheet("按照《预算法》执行，资金5,072,219.00元。" * 40)
    assert pdf_bytes([sheet], "某表") == pdf_bytes([sheet], "某表")
    assert pdf_bytes([sheet], "某表") != pdf_bytes([sheet], "另一表")


def test_long_text_is_whole_over_its_pages() -> None:
    text = "".join(f"第{number}项，保障资金{number * 7919:,}元；" for number in range(260))[:5000]
    texts = page_texts(pdf_bytes([text_sheet(text)], "某表"))
    assert len(texts) >= 2
    body = "".join(FOOT.sub("", page).replace("某表", "") for page in texts)
    body = body.replace("内容（续）", "").replace("内容", "")
    assert body == solid(text)


@pytest.mark.parametrize(
    "text",
    [
        "—— ……“惠商保”‘四个不摘’",
        "﹝2021﹞7号〔2021〕",
        "㎡㎥℃‰≥≤≠①⑴Ⅳ№",
        "⼯⼈䶮𬱖",
        "it's fine",
        "１２３ａｂｃ",
    ],
)
def test_signs_are_found_again_in_the_text(text: str) -> None:
    (page,) = page_texts(pdf_bytes([text_sheet(text)], "某表"))
    assert solid(text) in page


def test_steering_characters_and_tabs_do_not_show() -> None:
    (page,) = page_texts(pdf_bytes([text_sheet("前\u200b后\ufeff\u00ad一\t二\r\n三")], "某表"))
    assert "前后一二三" in page


def test_faces_are_embedded_in_part_and_nothing_else_is_named() -> None:
    data = pdf_bytes([text_sheet("预算绩效")], "某表")
    assert b"Helvetica" not in data
    assert len(re.findall(rb"/FontFile2", data)) == 2
    names = set(re.findall(rb"/BaseFont /([A-Z]{6})\+(BudgetdeskSong-\w+)", data))
    assert {name for _, name in names} == {b"BudgetdeskSong-Regular", b"BudgetdeskSong-Bold"}
    assert len(data) < 40_000


def test_a_bold_title_borrows_rare_characters() -> None:
    sheet = sheet_of(Cell(1, 0, "冇氹村䶮", replace(TITLE, border=True), Role.TITLE, columns=4))
    (page,) = page_texts(pdf_bytes([sheet], "某表"))
    assert "冇氹村䶮" in page


def test_pages_are_a4_and_their_lines_black() -> None:
    with opened(
        pdf_bytes([text_sheet("预算"), replace(text_sheet("乙"), landscape=True)], "某")
    ) as it:
        upright, lying = (page.get_size() for page in it)
        assert upright == pytest.approx((A4_PORTRAIT.width, A4_PORTRAIT.height), abs=0.1)
        assert lying == pytest.approx((A4_PORTRAIT.height, A4_PORTRAIT.width), abs=0.1)
        picture = it[0].render(scale=2).to_pil().convert("L")
        darkest, brightest = picture.getextrema()
        assert darkest < 40
        assert brightest == 255


def test_nothing_is_drawn_in_the_margins_but_the_page_number(shared: Path) -> None:
    sheets = all_published_sheets(shared)[:3]
    margin = A4_PORTRAIT.margin
    with opened(pdf_bytes(sheets, "某")) as document:
        for page in document:
            for found in page.get_objects():
                left, bottom, right, top = found.get_bounds()
                assert left >= margin - 1.1
                assert right <= A4_PORTRAIT.width - margin + 1.1
                if found.type == pdfium.FPDF_PAGEOBJ_TEXT and top < margin:
                    continue
                assert bottom >= margin - 1.1
                assert top <= A4_PORTRAIT.height - margin + 1.1


def test_texts_stand_inside_their_cells(shared: Path) -> None:
    """The ink of a page, seen as a reader of the file sees it, crosses no border."""
    sheet = all_published_sheets(shared)[0]
    with opened(pdf_bytes([sheet], "某")) as document:
        for page in document:
            objects = list(page.get_objects())
            rules = [it.get_bounds() for it in objects if it.type == pdfium.FPDF_PAGEOBJ_PATH]
            texts = [it.get_bounds() for it in objects if it.type == pdfium.FPDF_PAGEOBJ_TEXT]
            assert rules
            assert len(texts) > 40
            frame = rules[-1]
            inside = [it for it in texts if it[1] >= frame[1] and it[3] <= frame[3]]
            assert len(inside) > 30
            assert all(it[0] >= frame[0] and it[2] <= frame[2] for it in inside)


def test_bookmarks_are_grouped_by_unit() -> None:
    sheets = [
        replace(text_sheet("一", name="甲项目"), group="第一单位"),
        replace(text_sheet("二", name="乙项目"), group="第一单位"),
        replace(text_sheet("三", name="丙项目"), group="第二单位"),
    ]
    data = pdf_bytes(sheets, "某表")
    assert bookmarks(data) == [
        (0, "第一单位", 0),
        (1, "甲项目", 0),
        (1, "乙项目", 1),
        (0, "第二单位", 2),
        (1, "丙项目", 2),
    ]
    with opened(data) as document:
        assert document.get_metadata_value("Title") == "某表"
        assert document.get_metadata_value("Creator") == "budgetdesk"


def test_one_unit_is_the_author() -> None:
    with opened(pdf_bytes([text_sheet("一")], "某表")) as document:
        assert document.get_metadata_value("Author") == "某单位"


def test_sheets_without_a_group_are_bookmarked_at_the_top() -> None:
    sheets = [replace(text_sheet("一", name="表一"), group="")]
    assert bookmarks(pdf_bytes(sheets, "某表")) == [(0, "表一", 0)]


def test_a_missing_glyph_is_named_with_its_cell_and_nothing_is_written(tmp_path: Path) -> None:
    target = tmp_path / "表.pdf"
    target.write_bytes(b"old")
    sheets = [text_sheet("好😀的", name="甲项目"), text_sheet("무", "basis", name="乙项目")]
    with pytest.raises(MissingGlyph) as caught:
        write_pdf(target, sheets, "某表")
    assert isinstance(caught.value, OutputError)
    assert str(caught.value) == (
        "打印字库中没有“甲项目”的“项目概况”中的“😀”（U+1F600）、"
        "“乙项目”的“立项依据”中的“무”（U+BB34），请改用其他字后再导出。"
    )
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_many_missing_glyphs_are_counted() -> None:
    with pytest.raises(MissingGlyph, match=r"等 5 处，请改用其他字后再导出。$") as caught:
        pdf_bytes([text_sheet("무궁화꽃😀")], "某表")
    assert [fault.char for fault in caught.value.faults] == list("무궁화꽃😀")


def test_a_missing_glyph_in_a_label_names_the_label() -> None:
    sheet = sheet_of(Cell(1, 0, "绩效😀", LABEL, Role.LABEL), Cell(1, 1, "", PARAGRAPH, Role.INPUT))
    with pytest.raises(MissingGlyph, match="“某项目”的“绩效😀”中的“😀”"):
        pdf_bytes([sheet], "某表")


def test_progress_tells_each_form_and_can_stop(tmp_path: Path) -> None:
    target = tmp_path / "表.pdf"
    target.write_bytes(b"old")
    calls: list[tuple[int, int]] = []

    def stop_at_two(done: int, total: int) -> None:
        calls.append((done, total))
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_pdf(target, [text_sheet("一")] * 5, "某表", progress=stop_at_two)
    assert calls == [(1, 5), (2, 5)]
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_sheets_may_come_from_a_generator(tmp_path: Path) -> None:
    calls: list[tuple[int, int]] = []
    sheets = (text_sheet(str(number)) for number in range(3))
    write_pdf(tmp_path / "表.pdf", sheets, "某表", progress=lambda *it: calls.append(it))
    assert calls == [(1, 1), (2, 2), (3, 3)]
    assert len(page_texts((tmp_path / "表.pdf").read_bytes())) == 3


def test_no_sheets_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one"):
        write_pdf(tmp_path / "表.pdf", [], "某表")
    assert list(tmp_path.iterdir()) == []


def test_a_blank_form_is_printed() -> None:
    sheet = sheet_of(Cell(1, 0, "", PARAGRAPH, Role.INPUT, field=field("overview")))
    (page,) = page_texts(pdf_bytes([sheet], "某表"))
    assert page == "某表第1页共1页"


def test_lines_of_a_wide_paragraph_end_at_the_same_edge() -> None:
    text = "按照上级部门安排，资金200元用于村级公共服务中心建设，年底前全部拨付到位" * 8
    with opened(pdf_bytes([text_sheet(text)], "某")) as document:
        texts = [it for it in document[0].get_objects() if it.type == pdfium.FPDF_PAGEOBJ_TEXT]
        lines = [it.get_bounds() for it in texts if it.get_bounds()[2] - it.get_bounds()[0] > 200]
    assert len(lines) > 5
    rights = [right for _, _, right, _ in lines[:-1]]
    assert max(rights) - min(rights) < 4.5  # the ink of a sign at the end may stand back a little


def test_blocks_of_cells_have_outlines_of_their_own() -> None:
    bare = replace(PARAGRAPH, border=False)
    sheet = sheet_of(
        *(Cell(row, 0, "甲", PARAGRAPH, Role.INPUT, columns=4) for row in (1, 2)),
        Cell(3, 0, "单位：元", bare, Role.INPUT, columns=4),
        Cell(4, 0, "乙", PARAGRAPH, Role.INPUT, columns=4),
    )
    (page,) = paginate(fit(sheet))
    stream = PagePen().stream(page)
    outlines = stream.split("1.0 w")[1].split("S")[0]
    assert outlines.count(" re") == 2


def test_a_sheet_without_borders_draws_no_lines() -> None:
    (page,) = paginate(fit(sheet_of()))
    assert " re" not in PagePen().stream(page)


def test_blank_lines_that_were_typed_are_kept() -> None:
    (page,) = paginate(fit(text_sheet("一\n\n\n二")))
    shown = [it.text for it in page.cells if it.cell.text.startswith("一")]
    assert len(shown[0].lines) == 4
    assert PagePen().stream(page).count("Tj") == 5  # title, label, 一, 二, page number
