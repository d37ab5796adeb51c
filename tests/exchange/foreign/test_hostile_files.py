"""Files from strangers: each is read or refused in one sentence, and the others come in."""

import io
import random
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from budgetdesk.book.book import Book
from budgetdesk.book.read import projects
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.foreign.sources import read_grids
from budgetdesk.exchange.importing import import_files
from tests.exchange.foreign.large_files import WRITERS
from tests.exchange.foreign.saved_again import saved_again
from tests.exchange.foreign.test_bad_files import good_page

Spoil = Callable[[bytes], bytes]
_MAIN = {
    "表.xlsx": "xl/worksheets/sheet1.xml",
    "表.ods": "content.xml",
    "表.docx": "word/document.xml",
}
_BOMB = 150 * 2**20


def part_of(name: str, spoil: Spoil) -> Spoil:
    """Spoil the part of a packed file that holds its cells; others stay."""

    def spoilt(data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            for it in old.infolist():
                held = old.read(it)
                held = spoil(held) if it.filename == _MAIN[name] else held
                new.writestr(it, held, it.compress_type)
        return out.getvalue()

    return spoilt


def with_part(path: str, content: bytes) -> Spoil:
    """With another part beside those of the file."""

    def added(data: bytes) -> bytes:
        out = io.BytesIO(data)
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(path, content)
        return out.getvalue()

    return added


def cut(share: float) -> Spoil:
    return lambda data: data[: int(len(data) * share)]


def garbled(seed: int) -> Spoil:
    def spoil(data: bytes) -> bytes:
        drawn, spoilt = random.Random(seed), bytearray(data)
        for _ in range(1 + len(data) // 200):
            spoilt[drawn.randrange(len(data))] = drawn.randrange(256)
        return bytes(spoilt)

    return spoil


def after_declaration(text: str) -> Spoil:
    """Put something behind the XML declaration."""

    def spoil(data: bytes) -> bytes:
        head, end, rest = data.partition(b"?>")
        return head + end + text.encode() + rest if end else text.encode() + data

    return spoil


def replaced(old: str, new: str) -> Spoil:
    def spoil(data: bytes) -> bytes:
        assert old.encode() in data, old
        return data.replace(old.encode(), new.encode(), 1)

    return spoil


ANY: dict[str, Spoil] = {
    "blank": lambda _: b"",
    "a quarter": cut(0.25),
    "a half": cut(0.5),
    "all but the end": cut(0.97),
    **{f"garbled {seed}": garbled(seed) for seed in range(4)},
}
ENTITIES = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
PACKED: dict[str, Spoil] = {
    "entities": after_declaration(ENTITIES),
    "an entity from outside": after_declaration(OUTSIDE),
    "a bomb": lambda data: data + b" " * _BOMB,
    "another character set": after_declaration('<?xml version="1.0" encoding="utf-7"?>'),
}
LINK = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
BESIDE: dict[str, Spoil] = {
    "a macro": with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(4000)),
    "a link": with_part("xl/externalLinks/_rels/externalLink1.xml.rels", LINK),
    "a way out": with_part("../../outside.txt", b"outside"),
    "a bomb beside": with_part("word/media/image1.png", bytes(_BOMB)),
}
FAR = '<c r="XFD1" t="inlineStr"><is><t>x</t></is></c>'
SPAN = '<w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr><w:p/></w:tc>'
OF_KIND: dict[str, dict[str, Spoil]] = {
    "表.xlsx": {
        "a far column": part_of("表.xlsx", replaced("</row>", f"{FAR}</row>")),
        "merged to the end": part_of(
            "表.xlsx", replaced("</sheetData>", '</sheetData><mergeCells count="1">'
            '<mergeCell ref="A1:XFD1048576"/></mergeCells>')),
        "columns to the end hidden": part_of(
            "表.xlsx", replaced("<sheetData>", '<cols><col min="1" max="99999" hidden="1"/></cols>'
            "<sheetData>")),
    },
    "表.ods": {
        "ten thousand columns": part_of("表.ods", replaced(
            "<table:table-cell>", '<table:table-cell table:number-columns-repeated="10000">')),
        "a million rows": part_of("表.ods", replaced(
            "<table:table-row>", '<table:table-row table:number-rows-repeated="1000000">')),
        "a span without end": part_of("表.ods", replaced(
            "<table:table-cell>", '<table:table-cell table:number-rows-spanned="99999999" '
            'table:number-columns-spanned="99999999">')),
        "blanks without end": part_of("表.ods", replaced(
            "<text:p>", '<text:p><text:s text:c="999999999"/>')),
        "hidden columns without end": part_of("表.ods", replaced(
            "<table:table-row>", '<table:table-column table:visibility="collapse" '
            'table:number-columns-repeated="999999999"/><table:table-row>')),
        "a number that is none": part_of("表.ods", replaced(
            "<text:p>", '<text:p><text:s text:c="x"/>')),
    },
    "表.docx": {
        "ten thousand columns": part_of("表.docx", replaced("</w:tr>", SPAN * 10_000 + "</w:tr>")),
        "tables within tables": part_of("表.docx", replaced(
            "<w:tc>", "<w:tc><w:tbl><w:tr><w:tc>" * 90 + "</w:tc></w:tr></w:tbl>" * 90)),
        "a span that is none": part_of("表.docx", replaced(
            "<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="-3"/></w:tcPr>')),
    },
    "表.html": {
        "a span without end": replaced("<td>", '<td rowspan="999999999" colspan="999999999">'),
        "ten thousand columns": replaced("<td>", "<td>x</td>" * 10_000 + "<td>"),
        "deep": replaced("<td>", "<td>" + "<table><tr><td>" * 3000),
        "a script": replaced("<table>", "<script>alert('<td>')</script><table>"),
    },
    "表.pdf": {
        "a wrong xref": lambda data: data.replace(b"startxref\n", b"startxref\n9"),
        "no xref": lambda data: data[: data.rindex(b"xref")],
        "pages within themselves": lambda data: data.replace(b"/Type /Page\n", b"/Type /Pages\n"),
        "a huge page": lambda data: data.replace(b"[ 0 0 595", b"[ 0 0 999999999"),
        "a script": lambda data: data.replace(
            b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>"
        ),
    },
}  # fmt: skip
Case = tuple[str, str, Spoil]
QUICK: list[Case] = [
    *((name, how, spoil) for name, more in OF_KIND.items() for how, spoil in more.items()),
    *((name, how, ANY[how]) for name in WRITERS for how in ("garbled 0", "all but the end")),
    *((name, how, part_of(name, PACKED[how])) for name in _MAIN for how in PACKED
      if how != "a bomb"),
]  # fmt: skip
SLOW: list[Case] = [
    *((name, how, spoil) for name in WRITERS for how, spoil in ANY.items()),
    *((name, "a bomb", part_of(name, PACKED["a bomb"])) for name in _MAIN),
    *((name, how, spoil) for name in _MAIN for how, spoil in BESIDE.items()),
]


def _params(cases: list[Case], *marks: pytest.MarkDecorator) -> Iterator[object]:
    for name, how, spoil in cases:
        yield pytest.param(name, spoil, id=f"{name} {how}", marks=marks)


@pytest.mark.parametrize(("name", "spoil"), [*_params(QUICK), *_params(SLOW, pytest.mark.proof)])
def test_a_strangers_file_is_read_or_refused_and_the_others_come_in(
    name: str, spoil: Spoil, book: Book, folder: Path
) -> None:
    path, good = folder / name, good_page(folder)
    WRITERS[name](path, 1)
    path.write_bytes(spoil(path.read_bytes()))
    at_rest = {*folder.iterdir()}
    report = import_files(book, [path, good])
    assert good in [it.path for it in report.files]
    assert len(report.files) + len(report.refused) == 2
    assert all(name in it and "\n" not in it for it in report.refused)
    assert "老年食堂补助" in [it.name for it in projects(book)]
    assert {it for it in folder.iterdir() if it.suffix != ".budget-wal"} <= at_rest | {book.path}


@pytest.mark.proof
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_old_workbook_that_was_cut_or_garbled_is_read_or_refused(tmp_path: Path) -> None:
    """However its reader ends: it panics on some."""
    WRITERS["表.xlsx"](tmp_path / "表.xlsx", 1)
    whole = saved_again(tmp_path / "表.xlsx", "xls", tmp_path).read_bytes()
    path, told = tmp_path / "坏.xls", []
    for seed in range(90):
        drawn = random.Random(seed)
        spoil = cut(drawn.random()) if seed % 3 == 0 else garbled(seed)
        path.write_bytes(spoil(whole))
        try:
            read_grids(path)
        except ImportFault as fault:
            told.append(str(fault))
    assert len(told) > 30
    assert all(path.name in it for it in told)


def locked_pdf() -> bytes:
    data = io.BytesIO()
    canvas = Canvas(data, encrypt="secret")
    canvas.drawString(40, 700, "x")
    canvas.save()
    return data.getvalue()


LOCKED = {
    "锁.pdf": locked_pdf(),
    "锁.xlsx": b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
}


@pytest.mark.parametrize("name", LOCKED)
def test_a_file_with_a_password_says_so(name: str, book: Book, folder: Path) -> None:
    (folder / name).write_bytes(LOCKED[name])
    report = import_files(book, [folder / name, good_page(folder)])
    (told,) = report.refused
    assert told == f"「{name}」：文件加了密码，请取消密码后再导入。"
    assert [it.name for it in projects(book)] == ["老年食堂补助"]
