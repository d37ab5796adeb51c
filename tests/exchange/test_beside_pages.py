"""公开检查 of a PDF looks at remarks, fields, links, properties and text beside the page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from budgetdesk.domain.file_kinds import PDF
from budgetdesk.exchange.inspecting_paper import inspect_paper

PHONE = "13903571234"
_BOX = (100, 600, 200, 650)
_XMP = (
    '99 0 obj\n<</Type/Metadata>>stream\n<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator><rdf:Seq>'
    "<rdf:li>张小三</rdf:li></rdf:Seq></dc:creator></x:xmpmeta>\nendstream\nendobj\n%%EOF\n"
)
INTO: dict[str, Callable[[Canvas], object]] = {
    "remark": lambda it: it.textAnnotation(PHONE, Rect=list(_BOX)),
    "link": lambda it: it.linkURL("mailto:zhang@163.com", _BOX),
    "field": lambda it: it.acroForm.textfield(name="a", value=PHONE, x=100, y=500),
    "beside the page": lambda it: it.drawString(100, 2000, PHONE),
    "folder": lambda it: it.setTitle(r"C:\Users\zhangxs\a.docx"),
}


def _written(path: Path, into: Callable[[Canvas], object] | None = None) -> Path:
    canvas = Canvas(str(path), pageCompression=0)
    canvas.drawString(100, 700, "Budget 2024: 5,808.72")
    canvas.setAuthor("微软用户")
    if into:
        into(canvas)
    canvas.save()
    return path


def test_a_pdf_of_nobody_is_clean(tmp_path: Path) -> None:
    assert inspect_paper(_written(tmp_path / "a.pdf"), PDF).is_clean


@pytest.mark.parametrize("where", INTO)
def test_persons_are_found_beside_the_text(where: str, tmp_path: Path) -> None:
    assert inspect_paper(_written(tmp_path / "a.pdf", INTO[where]), PDF).persons


def test_properties_as_xml_are_looked_at(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.pdf")
    path.write_bytes(path.read_bytes().replace(b"%%EOF", b"") + _XMP.encode())
    assert inspect_paper(path, PDF).persons
