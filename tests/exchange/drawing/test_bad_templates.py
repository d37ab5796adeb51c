"""Templates that cannot be drawn, or only in part: one sentence that names the place."""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from budgetdesk import cli
from budgetdesk.exchange.drawing.drawing import draw
from budgetdesk.exchange.faults import ImportFault
from tests.exchange.drawing.scoring import TEMPLATES

_COUNTY = TEMPLATES / "county-application-2027.xlsx"


def _wide(path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "申报表"
    for column in range(1, 501):
        book.worksheets[0].cell(3, column).value = f"第{column}列"
    book.save(path)


def _empty(path: Path) -> None:
    Workbook().save(path)


def _numbers(path: Path) -> None:
    book = Workbook()
    for row in range(1, 6):
        book.worksheets[0].cell(row, 1).value = row
    book.save(path)


def _old(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))


def _locked(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))


def _text(path: Path) -> None:
    path.write_text("项目名称,\n", encoding="utf-8")


def _cut(path: Path) -> None:
    path.write_bytes(_COUNTY.read_bytes()[:3000])


def _bomb(path: Path) -> None:
    """The template with a picture that unpacks to much more than it may (the limit is lowered)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out, zipfile.ZipFile(_COUNTY) as file:
        for each in file.infolist():
            out.writestr(each.filename, file.read(each))
        out.writestr("xl/media/image1.bin", bytes(12 * 1024 * 1024))


def _merged_over_all(path: Path) -> None:
    """A merged range over the whole sheet, which would make as many cells when it is read."""
    with zipfile.ZipFile(path, "w") as out, zipfile.ZipFile(_COUNTY) as file:
        for each in file.infolist():
            content = file.read(each)
            if each.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b'ref="B3:F3"', b'ref="B3:XFD1048576"')
            out.writestr(each.filename, content)


_REFUSED: dict[Callable[[Path], None], tuple[str, ...]] = {
    _wide: ("申报表", "SF3", "500 列"),
    _empty: ("没有表",),
    _numbers: ("A1", "标签"),
    _old: (".xls", "另存为 .xlsx"),
    _locked: ("密码",),
    _text: (".xlsx",),
    _cut: ("不是完整的表格文件",),
    _bomb: ("过大",),
    _merged_over_all: ("B3:XFD1048576",),
}


@pytest.mark.parametrize("make", _REFUSED, ids=lambda make: make.__name__.strip("_"))
def test_what_cannot_be_drawn_is_refused_in_a_sentence(
    make: Callable[[Path], None],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("budgetdesk.exchange.spreadsheet._UNPACKED", 10 * 1024 * 1024)
    template, sets = tmp_path / "模板.xlsx", tmp_path / "套表"
    make(template)
    assert cli.main(["forms", "draw", str(template), "--set", "a", "--to", str(sets)]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "模板.xlsx" in told
    assert all(word in told for word in _REFUSED[make])
    assert not sets.exists() or os.listdir(sets) == []  # noqa: PTH208 - hidden ones as well


def _changed(tmp_path: Path, change: Callable[[Workbook], None]) -> Path:
    book = load_workbook(_COUNTY)
    change(book)
    book.save(tmp_path / "模板.xlsx")
    return tmp_path / "模板.xlsx"


def test_a_formula_is_told_and_its_cell_drawn(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book.worksheets[0]["B8"] = "=SUM(C8:F8)"

    form = draw(_changed(tmp_path, change))[0]
    assert [cell for cell, reason in form.unknown if "公式" in reason] == ["B8"]
    assert {cell.box.place: cell.computed for cell in form.cells}["B8"]


def test_hidden_columns_and_rows_amid_the_form_are_not_there(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.insert_rows(26)
        sheet["A26"], sheet["B26"] = "内部标识", "请勿改动"
        sheet.row_dimensions[26].hidden = True

    plain, form = draw(_COUNTY)[0], draw(_changed(tmp_path, change))[0]
    assert [cell.path for cell in form.cells] == [cell.path for cell in plain.cells]
    assert "内部标识" not in {box.text for box in form.page.template.boxes}


def test_a_second_form_below_is_told(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book.worksheets[0]
        sheet["A27"] = "项目支出绩效自评表"
        sheet.merge_cells("A27:F27")
        sheet["A28"] = "自评得分"

    form = draw(_changed(tmp_path, change))[0]
    assert [cell for cell, reason in form.unknown if "另一张表" in reason] == ["A27"]
    assert len(form.cells) == 45


def test_two_sheets_are_two_forms_of_one_set(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book.copy_worksheet(book.worksheets[0])
        sheet.title = "第二张"

    path = _changed(tmp_path, change)
    assert [form.page.template.sheet for form in draw(path)] == ["项目支出绩效目标申报表", "第二张"]
    call = ["forms", "draw", str(path), "--set", "two", "--to", str(tmp_path / "套表")]
    assert cli.main(call) == 0


def test_merged_chaos_is_drawn_in_part_or_refused(tmp_path: Path) -> None:
    for number in range(5):
        book = load_workbook(_COUNTY)
        sheet = book.worksheets[0]
        for span in list(sheet.merged_cells.ranges)[number::5]:
            sheet.unmerge_cells(str(span))
        for row in range(3 + number, 22, 6):
            for span in list(sheet.merged_cells.ranges):
                if span.min_row <= row + 1 and span.max_row >= row:
                    sheet.unmerge_cells(str(span))
            sheet.merge_cells(start_row=row, end_row=row + 1, start_column=2, end_column=5)
        book.save(tmp_path / "模板.xlsx")
        sets = tmp_path / f"套表{number}"
        call = ["forms", "draw", str(tmp_path / "模板.xlsx"), "--set", "a", "--to", str(sets)]
        code = cli.main(call)
        there = sorted(path.name for path in sets.iterdir()) if sets.exists() else []
        assert there == ([] if code == 2 else ["a"])


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "套表").write_text("这里是文件")
    call = ["forms", "draw", str(_COUNTY), "--set", "a", "--to", str(tmp_path / "套表")]
    assert cli.main(call) == 2
    assert "套表" in capsys.readouterr().err


def test_a_template_is_never_run(tmp_path: Path) -> None:
    """An entity that would grow without end is not unfolded."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as out, zipfile.ZipFile(_COUNTY) as file:
        for each in file.infolist():
            content = file.read(each)
            if each.filename == "xl/workbook.xml":
                laughs = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
                content = laughs + content
            out.writestr(each.filename, content)
    (tmp_path / "模板.xlsx").write_bytes(data.getvalue())
    with pytest.raises(ImportFault, match="不是完整的表格文件"):
        draw(tmp_path / "模板.xlsx")
