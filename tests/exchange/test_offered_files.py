"""What a file dialog lists is read in each of its kinds; of an old file is told what to do."""

import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.read import units
from budgetdesk.domain import file_kinds
from budgetdesk.domain.file_kinds import CEILINGS, CODE_LISTS, EXCEL, LIBRARIES, PAYMENTS, Offer
from budgetdesk.exchange.code_lists import code_lists
from budgetdesk.exchange.downward.ceiling_file import read_ceilings
from budgetdesk.exchange.drawing.drawing import draw
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.foreign.sources import read_grids
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.indicator_library import read_indicator_library
from budgetdesk.exchange.payments.reading import read_payments
from budgetdesk.exchange.spreadsheet import read_sheets
from tests.exchange.foreign.saved_again import saved_again

Rows = Sequence[Sequence[str | float]]
_CODES: Rows = [
    ["编码", "名称"],
    [201, "一般公共服务支出"],
    [20101, "人大事务"],
    [2010101, "行政运行"],
]
_CEILINGS: Rows = [["单位", "一般公共预算"], ["永和县医疗集团", 1500000.25]]
_PAYMENTS: Rows = [
    ["项目名称", "支付金额", "支付日期"],
    ["老年村医退养补助", 1234.56, "2024-03-05"],
]
_LIBRARY: Rows = [["二级指标", "三级指标", "指标值"], ["数量指标", "培训人次", "≥100人次"]]


def _codes(path: Path, _: Book) -> object:
    return [dict(it.names) for it in code_lists(read_sheets(path), path.stem)]


def _imported(path: Path, book: Book) -> object:
    return [
        it.removeprefix(path.name) for it in import_files(book, [path], dry_run=True).sentences()
    ]


def _ceilings(path: Path, book: Book) -> object:
    return read_ceilings(path, units(book))


def _payments(path: Path, _: Book) -> object:
    return [(it.project, it.amount, it.date) for it in read_payments(path, 2024).payments]


def _library(path: Path, _: Book) -> object:
    return [
        (row.place, row.name, row.target) for it in read_indicator_library(path) for row in it.rows
    ]


_READ: dict[str, tuple[Offer, Rows, Callable[[Path, Book], object]]] = {
    "codes": (CODE_LISTS, _CODES, _codes),
    "codes, imported": (CODE_LISTS, _CODES, _imported),
    "ceilings": (CEILINGS, _CEILINGS, _ceilings),
    "payments": (PAYMENTS, _PAYMENTS, _payments),
    "library": (LIBRARIES, _LIBRARY, _library),
}
_OLD = {suffix for kind in file_kinds.FILE_KINDS for suffix in kind.old}
_BY_OFFICE = (".xls", ".et")  # what only an office program writes
_CASES = [
    (name, suffix)
    for name, (offer, _, _) in _READ.items()
    for kind in offer.kinds
    for suffix in kind.suffixes
    if kind is not file_kinds.WORD
]


@pytest.fixture
def book(sample_book: Path, tmp_path: Path) -> Iterator[Book]:
    with Book.open(Path(shutil.copy(sample_book, tmp_path / "账套.budget"))) as opened:
        yield opened


def written(path: Path, rows: Rows) -> Path:
    """Rows as a file of the kind that its suffix says."""
    if path.suffix == ".ods":
        _write_open(path, rows)
    elif path.suffix in EXCEL.suffixes:
        from openpyxl import Workbook

        workbook = Workbook()
        for row in rows:
            workbook.worksheets[0].append(list(row))
        workbook.save(path)
    else:
        between = "," if path.suffix == ".csv" else "\t"
        path.write_text("\n".join(between.join(map(str, row)) for row in rows), encoding="utf-8")
    return path


def _write_open(path: Path, rows: Rows) -> None:
    lines = "".join(
        f"<table:table-row>{''.join(map(_open_cell, row))}</table:table-row>" for row in rows
    )
    names = "".join(
        f' xmlns:{it}="urn:oasis:names:tc:opendocument:xmlns:{it}:1.0"'
        for it in ("office", "table", "text")
    )
    content = f'<table:table table:name="表">{lines}</table:table>'
    content = f"<office:document-content{names}>{content}</office:document-content>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")


def _open_cell(value: str | float) -> str:
    told = "" if isinstance(value, str) else f' office:value-type="float" office:value="{value}"'
    return f"<table:table-cell{told}><text:p>{escape(str(value))}</text:p></table:table-cell>"


@pytest.mark.parametrize(("name", "suffix"), [it for it in _CASES if it[1] not in _BY_OFFICE])
def test_every_kind_that_is_offered_says_the_same(
    book: Book, tmp_path: Path, name: str, suffix: str
) -> None:
    _, rows, read = _READ[name]
    wanted = read(written(tmp_path / "表.xlsx", rows), book)
    assert wanted
    assert read(written(tmp_path / f"表{suffix}", rows), book) == wanted


@pytest.mark.proof
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", _READ)
def test_files_of_an_office_program_say_the_same(book: Book, tmp_path: Path, name: str) -> None:
    _, rows, read = _READ[name]
    path = written(tmp_path / "表.xlsx", rows)
    wanted = read(path, book)
    for form in ("xls", "ods"):
        again = saved_again(path, form, tmp_path)
        assert read(again, book) == wanted
        if form == "xls":
            assert read(again.rename(again.with_suffix(".et")), book) == wanted


@pytest.mark.parametrize("suffix", sorted(_OLD))
def test_an_old_file_is_refused_with_what_to_do(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"旧{suffix}"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    with pytest.raises(ImportFault, match=r"另存为 \.docx"):
        read_grids(path)


@pytest.mark.parametrize("suffix", [".xls", ".et", ".ods"])
def test_a_template_of_another_kind_is_refused_with_what_to_do(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"表{suffix}"
    if suffix == ".ods":
        written(path, _CODES)
    else:
        path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    with pytest.raises(ImportFault, match=r"另存为 \.xlsx"):
        draw(path)
