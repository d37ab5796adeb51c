"""公开检查 of a Word file looks into fields, boxes, descriptions, choices and every part."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from docx import Document

from budgetdesk.domain.file_kinds import WORD
from budgetdesk.exchange.inspecting_paper import inspect_paper
from budgetdesk.exchange.sealed.inspecting import Inspection

PHONE = "13903571234"
_NAME = "经办人：张小三"
_LINE = f"<w:p><w:r><w:t>{_NAME}</w:t></w:r></w:p>"
BODIES = {
    "text box": f"<w:p><w:r><w:pict><w:txbxContent>{_LINE}</w:txbxContent></w:pict></w:r></w:p>",
    "field": '<w:p><w:r><w:instrText>HYPERLINK "mailto:zh</w:instrText></w:r>'
    '<w:r><w:instrText>ang@163.com"</w:instrText></w:r></w:p>',
    "simple field": f'<w:p><w:fldSimple w:instr="AUTHOR {_NAME}"/></w:p>',
    "control": f'<w:sdt><w:sdtPr><w:alias w:val="{_NAME}"/></w:sdtPr></w:sdt>',
    "choice": f'<w:sdt><w:sdtPr><w:listItem w:value="{PHONE}"/></w:sdtPr></w:sdt>',
    "within a control": f"<w:sdt><w:sdtContent>{_LINE}</w:sdtContent></w:sdt>",
    "description": f'<w:p><w:r><wp:docPr id="1" name="图" descr="{_NAME}"/></w:r></w:p>',
    "caption": f'<w:p><w:tblCaption w:val="{_NAME}"/></w:p>',
    "bookmark": '<w:p><w:bookmarkStart w:id="5" w:name="联系人张小三"/></w:p>',
    "tip": f'<w:p><w:hyperlink w:tooltip="{PHONE}"/></w:p>',
    "formula": f"<w:p><m:oMath><m:r><m:t>电话{PHONE}</m:t></m:r></m:oMath></w:p>",
    "watermark": f'<w:p><w:r><v:textpath string="{_NAME}"/></w:r></w:p>',
    "deleted": f"<w:p><w:del><w:r><w:delText>{_NAME}</w:delText></w:r></w:del></w:p>",
}
PARTS = {
    "word/footnotes.xml": f"<w:footnotes>{_LINE}</w:footnotes>",
    "word/people.xml": '<w15:person w15:author="张小三"/>',
    "word/glossary/document.xml": f"<w:document>{_LINE}</w:document>",
    "word/diagrams/data1.xml": f"<a:p><a:r><a:t>{_NAME}</a:t></a:r></a:p>",
    "word/charts/chart1.xml": f"<c:v>王小英{PHONE}</c:v>",
    "customXml/item9.xml": f"<a>{_NAME}</a>",
    "word/_rels/a.xml.rels": r'<a Target="file:///C:\Users\zhangxs\Normal.dotm"/>',
}


def _inspected(path: Path, body: str = "", parts: Mapping[str, str] | None = None) -> Inspection:
    document = Document()
    document.add_paragraph("收入预算5,808.72万元，财预〔2021〕101号，监督电话0357-7520000。")
    document.core_properties.author = "永和县财政局"
    document.save(str(path))
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    main = held["word/document.xml"]
    held["word/document.xml"] = main.replace(b"<w:sectPr", f"{body}<w:sectPr".encode(), 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)
        for name, said in (parts or {}).items():
            archive.writestr(name, said)
    return inspect_paper(path, WORD)


def test_a_file_of_nobody_names_nobody(tmp_path: Path) -> None:
    assert _inspected(tmp_path / "a.docx").persons == ()


@pytest.mark.parametrize("where", BODIES)
def test_persons_are_found_in_whatever_stands_in_the_body(where: str, tmp_path: Path) -> None:
    assert _inspected(tmp_path / "a.docx", BODIES[where]).persons


@pytest.mark.parametrize("part", PARTS)
def test_persons_are_found_in_whatever_part(part: str, tmp_path: Path) -> None:
    assert _inspected(tmp_path / "a.docx", parts={part: PARTS[part]}).persons


def test_a_chunk_that_word_reads_in_is_told(tmp_path: Path) -> None:
    found = _inspected(tmp_path / "a.docx", parts={"word/afchunk.htm": "<p>x</p>"})
    assert "嵌入的文件" in found.extras


@pytest.mark.parametrize("lines", [["王小英", "李二娃", "张三牛"], ["水利", "交通", "农业"]])
def test_names_line_by_line_are_a_list(lines: list[str], tmp_path: Path) -> None:
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    assert len(_inspected(tmp_path / "a.docx", body).persons) == 3 * (lines[0] == "王小英")
