"""Published documents read again: what a real reviewer remarked on two of them is found."""

import json
import zipfile
from pathlib import Path

import pytest

from budgetdesk.cli import main
from budgetdesk.exchange.document_check import check_document, document_json, document_lines
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.read_document import DocumentPage, paragraphs, read_document

# Document, rule, part of the sentence: 17 of the 18 remarks. The one that is left is a
# page whose text the PDF holds but does not show.
REMARKED = (
    ("dept", "N09", "整页没有内容"),
    ("dept", "N07", "共 4 处"),
    ("dept", "N08", "末尾没有句号"),
    ("dept", "N08", "支出。。"),
    ("dept", "X47", "43269.3→3845.49 万元应是减少"),
    ("dept", "N06", "应是“卫生健康支出”"),
    ("dept", "N05", "先写 208.8 万元，后写 201.50 万元"),
    ("dept", "N08", "优秀调解案例”活动"),
    ("unit", "N03", "增加（减少）"),
    ("unit", "X47", "1690.69→1434.89 万元应是减少 15.13%"),
    ("unit", "N05", "先写 56.12 万元，后写 57.8 万元"),
    ("unit", "N05", "先写 207 万元，后写 170.03 万元"),
    ("unit", "X47", "241.76→170.03"),
    ("unit", "N06", "应是“卫生健康支出”"),
    ("unit", "X15", "行政运行：合计 14,348,853.34"),
    ("unit", "X23", "行政运行：合计 14,348,853.34"),
    ("unit", "N04", "主要原因是。"),
    ("unit", "X50", "2026年部门预算"),
)


def pdf(shared: Path, name: str) -> Path:
    return shared / "documents" / "pdf" / f"putuo-{name}.pdf"


@pytest.mark.parametrize(("name", "code", "words"), REMARKED)
def test_what_the_reviewer_remarked_is_found(
    shared: Path, name: str, code: str, words: str
) -> None:
    remarks = check_document(pdf(shared, f"sifa-2026-{name}"))
    assert [it for it in remarks if it.code == code and words in it.sentence]


def test_little_else_is_said_of_these_documents(shared: Path) -> None:
    found = [len(check_document(pdf(shared, f"sifa-2026-{name}"))) for name in ("dept", "unit")]
    assert found == [11, 11]
    # Of another office's: 348.52→352.67 is not 0.53 %, and a number without 〔〕.
    other = check_document(pdf(shared, "wanli-2024-dept"))
    assert [it.code for it in other] == ["X47", "N08"]


def word(path: Path, *lines: str, row: tuple[str, ...] = ()) -> Path:
    """A Word document of paragraphs, and of one row of a table."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row)
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" if row else ""
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(
            "word/document.xml", f"<w:document {space}><w:body>{body}{table}</w:body></w:document>"
        )
    return path


def test_a_word_document_is_read_too(tmp_path: Path) -> None:
    file = word(
        tmp_path / "公开.docx",
        "永和县2026年部门预算",
        "一、部门预算编制说明",
        "收入支出增加（减少）的主要原因是业务量增加。",
        "2026年部门支出预算总表",
        "功能分类科目名称 合计 基本支出 项目支出",
        row=("204 06 01", "行政运行", "10.00", "10.00", "5.00"),
    )
    remarks = check_document(file)
    assert [it.code for it in remarks] == ["N03", "X15"]
    assert list(document_lines(file, remarks))[-1] == "共 2 条。"
    content = json.loads(document_json(remarks))
    assert [it["severity"] for it in content["findings"]] == ["explain", "error"]


def test_lines_that_only_the_paper_broke_are_joined() -> None:
    lines = (
        "一、收入预算9628.22万元，比上年增加793.14万元；事业收入0万",
        "元；其他收入0万元。",
        "主要原因是工作量增加",
        "二、支出预算",
    )
    joined = list(paragraphs(DocumentPage(1, lines)))
    assert joined == [lines[0] + lines[1], *lines[2:]]


@pytest.mark.parametrize("name", ["坏.pdf", "坏.docx"])
def test_what_is_no_document_is_refused_with_its_name(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"nothing of the kind")
    with pytest.raises(ImportFault, match="打不开"):
        read_document(file)


@pytest.mark.parametrize("content", [b"<!DOCTYPE a><a/>", b"<a>" + b" " * 300_000_000])
def test_a_hostile_document_is_refused_before_it_is_laid_out(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "公开.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", content)
    with pytest.raises(ImportFault, match=r"公开\.docx"):
        read_document(file)


def test_the_command_line_checks_a_document(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(pdf(shared, "sifa-2026-unit"))]) == 1
    out = capsys.readouterr().out
    assert "需说明 N04 第21页：“主要原因是。”没有写完。" in out
    assert out.splitlines()[-1] == "共 11 条。"
