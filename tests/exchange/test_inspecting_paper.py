"""公开检查 of Word and PDF files: the program's own are clean, and persons are found anywhere."""

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document
from reportlab.pdfgen.canvas import Canvas

from budgetdesk.domain.file_kinds import WORD
from budgetdesk.exchange.inspecting_paper import inspect_paper
from tests.exchange.sealed.conftest import run

_ORDINARY = (
    "收入预算5,808.72万元，财预〔2021〕101号，编码141032210000000012345，监督电话0357-7520000。"
)


def _table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text


def _in_runs(document: Any) -> None:
    paragraph = document.add_paragraph()
    for part in ("电话138", "0013", "8000"):
        paragraph.add_run(part).bold = part == "0013"


def _over_lines(document: Any) -> None:
    document.add_paragraph("联系138 0013")
    document.add_paragraph("8000")


def _hidden(document: Any) -> None:
    document.add_paragraph().add_run("负责人：张三").font.hidden = True


def _in_head(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "经办人：张小三"


def _writer(document: Any) -> None:
    document.core_properties.author = "张三"


INTO: dict[str, Callable[[Any], None]] = {
    "runs": _in_runs,
    "lines": _over_lines,
    "hidden": _hidden,
    "head": _in_head,
    "writer": _writer,
    "column": lambda it: _table(it, [["姓名", "岗位"], ["高明远", "保洁"]]),
    "label": lambda it: _table(it, [["联系电话", "7520001"]]),
    "account": lambda it: _table(it, [["收款账号", "04510123456789"]]),
}


def _written(path: Path, into: Callable[[Any], None]) -> Path:
    document = Document()
    document.add_paragraph(_ORDINARY)
    document.core_properties.author = "永和县财政局"
    into(document)
    document.save(str(path))
    return path


@pytest.mark.parametrize("where", INTO)
def test_persons_are_found_wherever_they_stand(where: str, tmp_path: Path) -> None:
    assert inspect_paper(_written(tmp_path / "公开.docx", INTO[where]), WORD).persons


def test_ordinary_text_and_forms_below_one_another_name_nobody(tmp_path: Path) -> None:
    def forms(document: Any) -> None:
        for _ in range(2):
            _table(document, [["项目属性", "一次性"], ["负责人：", "经办人："]])
            _table(document, [["主管部门及代码", "202"], ["负责人", "备注"]])

    assert inspect_paper(_written(tmp_path / "公开.docx", forms), WORD).persons == ()


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_what_the_program_publishes_is_clean(
    suffix: str, tmp_path: Path, put_sample: Callable[[Path], Path]
) -> None:
    put_sample(tmp_path / "示例.budget")
    kind = f"--{suffix[1:]}"
    wish = ("--to", tmp_path / "公开", kind, "--mask", "--without", "forms")
    assert run("disclose", tmp_path / "示例.budget", *wish)[0] == 0
    [path] = (tmp_path / "公开").iterdir()
    assert run("inspect", path)[0] == 0


@pytest.mark.parametrize(("author", "code"), [("张小三", 1), ("openpyxl", 0), ("永和县财政局", 0)])
def test_whoever_made_a_pdf_is_looked_at(author: str, code: int, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.setAuthor(author)
    canvas.drawString(100, 700, "Budget 2024: 5,808.72")
    canvas.save()
    assert run("inspect", tmp_path / "a.pdf")[0] == code


def test_what_a_pdf_carries_unseen_is_told(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.new_attachment("说明.txt").set_data(b"x")
    document.save(tmp_path / "a.pdf")
    code, _, err = run("inspect", tmp_path / "a.pdf")
    assert code == 2  # a page without text says nothing that could be looked through
    assert err


def test_what_grows_beyond_measure_is_not_laid_out(tmp_path: Path) -> None:
    path = _written(tmp_path / "公开.docx", lambda _: None)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/header9.xml", " " * (201 * 2**20))
    code, _, err = run("inspect", path)
    assert code == 2
    assert "过大" in err


def test_a_document_is_known_by_its_content(tmp_path: Path) -> None:
    path = _written(tmp_path / "公开.docx", INTO["runs"])
    renamed = path.rename(tmp_path / "公开.xlsx")
    assert run("inspect", renamed)[0] == 1
