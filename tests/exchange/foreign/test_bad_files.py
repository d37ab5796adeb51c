"""What cannot be read is refused with one sentence, and the book stays as it was."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.read import projects
from budgetdesk.domain.progress import Cancelled
from budgetdesk.exchange.faults import AllRefused, ImportFault
from budgetdesk.exchange.foreign.sources import read_grids
from budgetdesk.exchange.importing import import_files
from tests.exchange.foreign.conftest import PLAIN

Write = Callable[[str, object], Path]
State = Callable[[Book], Any]
_STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(**members: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return data.getvalue()


def word(body: str) -> bytes:
    return packed(word__document_xml=f"<w:document {_W}><w:body>{body}</w:body></w:document>")


def blank_pdf() -> bytes:
    from pypdfium2 import PdfDocument

    data = io.BytesIO()
    document = PdfDocument.new()
    document.new_page(595, 842)
    document.save(data)
    document.close()
    return data.getvalue()


BAD: dict[str, tuple[str, bytes, str]] = {
    "scanned": ("扫描.pdf", blank_pdf(), "没有文字层"),
    "no pdf": ("坏.pdf", b"%PDF-1.7 broken", "不是完整的 PDF"),
    "no word": ("坏.docx", b"PK\x03\x04 broken", "不是完整的 Word"),
    "old word": ("旧.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "另存为 .docx"),
    "locked word": (
        "锁.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "密码",
    ),
    "entities": (
        "实体.docx",
        packed(word__document_xml=f'<!DOCTYPE a [<!ENTITY b "c">]><w:a {_W}/>'),
        "另存为",
    ),
    "deep": ("深.docx", word("<w:sdt>" * 400 + "</w:sdt>" * 400), "不是完整的 Word"),
    "no form": ("通知.docx", word("<w:p><w:r><w:t>关于开会的通知</w:t></w:r></w:p>"), "没有找到"),
    "no office's page": ("页.html", "<p>没有表</p>".encode(), "没有找到"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_in_one_sentence(
    case: str, book: Book, write: Write, state: State
) -> None:
    name, data, told = BAD[case]
    before = state(book)
    with pytest.raises(ImportFault) as fault:
        import_files(book, [write(name, data)])
    sentence = str(fault.value)
    assert name in sentence
    assert told in sentence
    assert state(book) == before


def test_hundreds_of_tables_show_progress_and_can_be_stopped(
    book: Book, write: Write, state: State
) -> None:
    cell = "<w:tc><w:p><w:r><w:t>项目名称</w:t></w:r></w:p></w:tc>"
    path = write("多.docx", word(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>" * 400))
    seen: list[tuple[int, int]] = []

    def watch(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 150:
            raise Cancelled

    before = state(book)
    with pytest.raises(Cancelled):
        import_files(book, [path], progress=watch)
    assert seen[-1] == (150, 400)
    assert state(book) == before


def test_deleted_words_hidden_words_and_moved_words_are_not_read(book: Book, write: Write) -> None:
    run = "<w:r>{}<w:t>{}</w:t></w:r>"
    shown, hidden = run.format("", "补助"), run.format("<w:rPr><w:vanish/></w:rPr>", "密")
    moved = f"<w:moveFrom>{run.format('', '移走')}</w:moveFrom>"
    cells = [run.format("", "项目名称"), f"<w:ins>{shown}</w:ins>{hidden}{moved}"]
    cells += [run.format("", "实施单位"), run.format("", "某单位")]
    row = "".join(f"<w:tc><w:p>{cell}</w:p></w:tc>" for cell in cells)
    path = write("改.docx", word(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"))
    import_files(book, [path])
    assert [tuple(it) for it in book.rows("SELECT name FROM project")] == [("补助",)]


_DELETED = (
    "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>项目名称</w:t></w:r></w:p></w:tc></w:tr>"
)
_RUN = "<w:r><w:t>补</w:t></w:r>"
_MATHS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


@pytest.mark.parametrize(
    ("run", "read"),
    [
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>≥5</w:t></w:r>', "≥5"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>5</w:t></w:r>', "≥5"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:t>是</w:t></w:r>', "√是"),
        ('<w:r><w:sym w:font="Signs" w:char="x"/><w:t>5</w:t></w:r>', "5"),
        (f"<m:oMath {_MATHS}><m:r><m:t>≥5</m:t></m:r></m:oMath>", "≥5"),
        ("<w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>7月</w:t></w:r>", "1-7月"),
        (f"<w:r><w:ruby><w:rt>{_RUN}</w:rt><w:rubyBase>{_RUN}</w:rubyBase></w:ruby></w:r>", "补"),
    ],
)
def test_signs_of_a_document_are_read_as_they_look(run: str, read: str, write: Write) -> None:
    row = f"<w:tr><w:tc><w:p>{run}</w:p></w:tc></w:tr>"
    for strict in (False, True):
        data = word(f"<w:tbl>{row}{_DELETED}</w:tbl>")
        if strict:
            body = f"<w:document {_STRICT}><w:body><w:tbl>{row}</w:tbl></w:body></w:document>"
            data = packed(word__document_xml=body)
        (grid,) = read_grids(write("字.docx", data))
        assert [it.text for it in grid.cells] == [read]


def test_a_form_of_no_office_is_told_what_the_book_lacks(book: Book, write: Write) -> None:
    cells = ("项目名称", "补助", "立项依据", "会议纪要")
    row = "".join(f"<w:tc><w:p><w:r><w:t>{it}</w:t></w:r></w:p></w:tc>" for it in cells)
    path = write("表.docx", word(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"))
    with pytest.raises(ImportFault, match="账套中也还没有单位"):
        import_files(book, [path])


def good_page(folder: Path) -> Path:
    """A form as a web page, of an office that makes its own department."""
    rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in PLAIN)
    page = folder / "好.html"
    page.write_text("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>", "utf-8")
    return page


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_among_several_is_told_and_the_others_go_on(
    bad: str, book: Book, folder: Path
) -> None:
    name, content, reason = BAD[bad]
    (folder / name).write_bytes(content)
    report = import_files(book, [folder / name, good_page(folder)])
    assert [file.path.name for file in report.files] == ["好.html"]
    (told,) = report.refused
    assert name in told
    assert reason in told
    assert told in next(report.sentences())
    assert [it.name for it in projects(book)] == ["老年食堂补助"]
    book.undo()
    assert not projects(book), "one step"


def test_of_several_bad_files_each_has_its_sentence(book: Book, folder: Path, state: State) -> None:
    before, paths = state(book), []
    for name, content, _ in (BAD["scanned"], BAD["no word"]):
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    with pytest.raises(AllRefused) as refusal:
        import_files(book, paths)
    assert [line.partition("」")[0] for line in str(refusal.value).splitlines()] == [
        "「扫描.pdf",
        "「坏.docx",
    ]
    assert state(book) == before


def test_what_belongs_together_is_not_imported_by_half(
    book: Book, folder: Path, state: State
) -> None:
    (folder / "坏.json").write_text("{}", "utf-8")
    before = state(book)
    with pytest.raises(ImportFault, match=r"坏\.json"):
        import_files(book, [good_page(folder), folder / "坏.json"])
    assert state(book) == before
