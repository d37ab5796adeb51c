"""Files by what they are, whatever they are called; lists saved as text, in any order."""

import csv
import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.read import projects
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files
from tests.exchange.foreign import kinds_of_files as files
from tests.exchange.foreign.conftest import Read
from tests.exchange.foreign.office_habits import NAME, plain

WRITERS: dict[str, Callable[[Path], None]] = {
    "xlsx": lambda path: files.workbook(path, {"表": plain()}),
    "docx": lambda path: files.word(path, plain()),
    "pdf": lambda path: files.pdf(path, plain()),
}


@pytest.mark.parametrize("written", WRITERS)
@pytest.mark.parametrize("called", ["表.xls", "表.docx", "表.pdf", "表", "表.bak", "表.csv"])
def test_a_file_is_read_whatever_it_is_called(
    written: str, called: str, book: Book, folder: Path
) -> None:
    path = folder / f"来.{written}"
    WRITERS[written](path)
    shutil.move(path, folder / called)
    import_files(book, [folder / called])
    assert [it.name for it in projects(book)] == [NAME]


def packed(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


BAD: dict[str, tuple[bytes, str]] = {
    "材料.zip": (packed("目标表/饮水.xlsx"), "是压缩文件，请解压"),
    "材料.xlsx": (packed("饮水.xlsx"), "是压缩文件，请解压"),
    "材料.rar": (b"Rar!\x1a\x07\x00", "是压缩文件，请解压"),
    "图.png": (b"\x89PNG\r\n\x1a\n", "是图片，读不出内容"),
    "图.pdf": (b"\xff\xd8\xff\xe0", "是图片，读不出内容"),
    "表.rtf": (b"{\\rtf1 x}", "另存为 .docx"),
    "表.odt": (b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text", "另存为 .docx"),
    "表.xlsb": (packed("xl/workbook.bin"), "另存为 .xlsx"),
    "表.ofd": (packed("OFD.xml"), "导出为 PDF"),
    "表.jio": (b"\xd0\xcf\x11\xe0" + bytes(600), "另存为 .xlsx 或 .docx"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_says_what_it_is(name: str, book: Book, folder: Path) -> None:
    content, told = BAD[name]
    (folder / name).write_bytes(content)
    with pytest.raises(ImportFault, match=told):
        import_files(book, [folder / name])


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_a_form_saved_as_text_is_read(encoding: str, book: Book, folder: Path) -> None:
    rows = [["" if cell in "><^" else cell for cell in row] for row in plain()]
    with (folder / "表.csv").open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    import_files(book, [folder / "表.csv"])
    (found,) = projects(book)
    assert (found.name, len(found.indicators.annual)) == (NAME, 8)


HEADS = ["预算单位", "项目名称", "预算数（万元）", "一级指标", "二级指标", "三级指标", "指标值"]
ROWS = [
    ["养老中心", f"{place}食堂", "12.5", "产出指标", kind, name, target]
    for place in ("城东", "城西")
    for kind, name, target in (("数量指标", "食堂数量", "≥2个"), ("质量指标", "达标率", "100%"))
]
SUM = ["", "小计", "12.5", "", "", "", ""]
WHOLE = ["", "合计", "25", "", "", "", ""]


@pytest.mark.parametrize(
    "order", [(0, 1, 2, 3, 4, 5, 6), (5, 6, 4, 3, 1, 2, 0), (3, 4, 5, 6, 1, 0, 2)]
)
@pytest.mark.parametrize("dashed", [True, False])
def test_a_list_is_read_in_any_order_and_its_sums_are_no_projects(
    order: tuple[int, ...], read: Read, *, dashed: bool
) -> None:
    heads = [f"绩效指标-{it}" if dashed and "指标" in it else it for it in HEADS]
    table = [heads, *ROWS[:2], SUM, *ROWS[2:], SUM, WHOLE]
    found = read([[row[it] for it in order] for row in table])
    assert [it.name for it in found.projects] == ["城东食堂", "城西食堂"]
    for project in found.projects:
        assert project.fields["funding.annual.total"].text == "12.5万元"
        assert [(it.level1, it.level2, it.name, it.target) for it in project.rows] == [
            ("产出指标", "数量指标", "食堂数量", "≥2个"),
            ("产出指标", "质量指标", "达标率", "100%"),
        ]
