"""What a cell of the workbook holds, character by character and 分 by 分."""

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from budgetdesk.domain.fields import Field, FieldRef, Kind
from budgetdesk.domain.money import LARGEST, wan_text
from budgetdesk.domain.records import RecordKind
from budgetdesk.domain.text import clean
from budgetdesk.forms.parts import VALUE
from budgetdesk.forms.sheet import Cell, Role, Sheet
from budgetdesk.output.excel import TextTooLong, workbook_bytes
from budgetdesk.output.excel.texts import CELL_LIMIT, worksheet_names
from tests.output.small_sheets import AMOUNT, TARGET, amount_sheet, field, sheet_of, text_sheet


def _read(sheet: Sheet) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes([sheet], "表"))).active


def _calamine(sheet: Sheet) -> list[list[Any]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(workbook_bytes([sheet], "表")))
    return list(workbook.get_sheet_by_index(0).to_python(skip_empty_area=False))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://example.invalid","点这里")',
        "=cmd|'/c calc'!A0",
        "+86",
        "-5",
        "@SUM(A1)",
        "＝1",
        "'=1",
        "\t=1",
        "1e5",
        "2024-01",
        "034001",
        "TRUE",
        "#REF!",
        "≥95%",
        "<b>&amp;</b>",
        " 前后有空格 ",
        "　　缩进",
        "_x0041_",
        "一\n\n二",
        "😀𠮷",
    ],
)
def test_text_stays_text(text: str) -> None:
    sheet = text_sheet(text)
    cell = _read(sheet)["B2"]
    assert cell.data_type in {"s", "inlineStr"}
    if text != "_x0041_":  # openpyxl doesn't read such sequences back as Excel does
        assert cell.value == text
    assert _calamine(sheet)[1][1] == text


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@a", "＝1"])
def test_what_looks_like_a_formula_stays_text_when_it_is_edited(text: str) -> None:
    assert _read(text_sheet(text))["B2"].quotePrefix
    assert not _read(text_sheet("年初预算"))["B2"].quotePrefix


def test_short_inputs_are_text_cells_so_that_excel_makes_no_dates_of_them() -> None:
    target = Cell(1, 1, "", TARGET, Role.INPUT, field=field("indicators.annual.target"))
    assert _read(sheet_of(target))["B2"].number_format == "@"
    # Older Excel shows long text cells as ####.
    assert _read(text_sheet("概况"))["B2"].number_format == "General"


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_no_character_is_lost(text: str) -> None:
    sheet = text_sheet(f"前{text}后")
    assert _calamine(sheet)[1][1] == clean(f"前{text}后")


@pytest.mark.parametrize("junk", ["\x00", "\x01", "\x0b", "\x1f", "\ud800", "\ufffe", "\x7f"])
def test_what_no_file_can_hold_neither_fails_nor_takes_its_neighbours(junk: str) -> None:
    assert _calamine(text_sheet(f"前{junk}后"))[1][1] in {"前后", "前\n后"}


@given(st.integers(-LARGEST, LARGEST), st.booleans())
def test_amounts_are_stored_exactly(fen: int, thousands: bool) -> None:
    cell = _read(amount_sheet(fen, thousands=thousands))["B2"]
    assert cell.data_type == "n"
    assert Decimal(repr(cell.value)) * 100 == fen


def test_the_stored_digits_are_the_amount() -> None:
    cells = [
        _read(amount_sheet(28228533, 5040000, 50, 0, thousands=True))[f"B{n}"] for n in range(2, 6)
    ]
    assert [cell.value for cell in cells] == [282285.33, 50400, 0.5, 0]
    assert [cell.number_format for cell in cells] == [
        "#,##0.00_ ",
        "#,##0_ ",
        "#,##0.0_ ",
        "#,##0_ ",
    ]


def test_a_blank_amount_is_a_blank_cell() -> None:
    cell = _read(amount_sheet(None))["B2"]
    assert cell.value is None
    assert not cell.protection.locked


def test_typed_fen_show_in_a_cell_of_whole_yuan() -> None:
    worksheet = _read(amount_sheet(5040000, 28228533))
    [(area, [rule])] = [
        (str(a.sqref), rules) for a, rules in worksheet.conditional_formatting._cf_rules.items()
    ]
    assert area == "B2"
    assert rule.formula == ["B2<>ROUND(B2,0)"]
    assert rule.dxf.numFmt.formatCode == "0.00_ "


@given(st.integers(-LARGEST, LARGEST))
def test_amounts_in_wan_keep_the_exact_value_and_show_two_decimals(fen: int) -> None:
    ref = FieldRef(RecordKind.OVERALL, 1, "by_source.total")
    cell = Cell(1, 0, wan_text(fen), AMOUNT, Role.COMPUTED, field=ref, number=fen)
    written = _read(sheet_of(cell))["A2"]
    assert Decimal(repr(written.value)) * 1_000_000 == fen
    assert written.number_format == "0.00_ "


def test_a_number_that_says_something_else_is_written_as_its_text() -> None:
    cell = Cell(1, 0, "约 5 万元", AMOUNT, Role.COMPUTED, number=5_000_000)
    assert _read(sheet_of(cell))["A2"].value == "约 5 万元"


def test_counts_are_numbers_but_codes_are_not() -> None:
    ref = FieldRef(RecordKind.OVERALL, 1, "approved_staffing")
    count = Cell(1, 0, "125", TARGET, Role.INPUT, field=ref)
    code = Cell(1, 1, "034001", TARGET, Role.LOCKED, field=field("unit.department.code"))
    worksheet = _read(sheet_of(count, code))
    assert worksheet["A2"].value == 125
    assert worksheet["B2"].value == "034001"


@pytest.mark.parametrize(
    ("kind", "part", "text", "value", "shown"),
    [
        (Kind.DECIMAL, "", "20", 20, "0"),
        (Kind.DECIMAL, "", "-2.25", -2.25, "0.00"),
        (Kind.DECIMAL, "", "0", 0, "0"),
        (Kind.DECIMAL, "", "", None, "General"),
        (Kind.TARGET, VALUE, "2331", 2331, "@"),
        (Kind.TARGET, VALUE, "12.50", "12.50", "@"),  # to come back as it was typed
        (Kind.TARGET, VALUE, "007", "007", "@"),
        (Kind.TARGET, VALUE, "1,200", "1,200", "@"),
        (Kind.TARGET, VALUE, "-0", "-0", "@"),
        (Kind.TARGET, VALUE, "1234567890123456", "1234567890123456", "@"),
        (Kind.TARGET, VALUE, "长期", "长期", "@"),
        (Kind.TARGET, "", "20", "20", "@"),
        (Kind.LINE, "", "20", "20", "@"),
    ],
)
def test_numbers_without_sign_and_unit_can_be_summed(
    kind: Kind, part: str, text: str, value: object, shown: str
) -> None:
    declared = Field("indicators.annual.own", "栏", kind)
    ref = FieldRef(RecordKind.PROJECT, 1, declared.path, 1, declared=declared, part=part)
    written = _read(sheet_of(Cell(1, 0, text, TARGET, Role.INPUT, field=ref)))["A2"]
    assert (written.value, written.number_format) == (value, shown)


def test_the_longest_text_is_written_and_a_longer_one_is_refused_by_name() -> None:
    assert _calamine(text_sheet("字" * CELL_LIMIT))[1][1] == "字" * CELL_LIMIT
    with pytest.raises(TextTooLong, match="“某项目”的“项目概况”有 32,768 个字"):
        workbook_bytes([text_sheet("字" * (CELL_LIMIT + 1))], "表")
    with pytest.raises(TextTooLong):
        workbook_bytes([text_sheet("😀" * (CELL_LIMIT // 2 + 1))], "表")


def test_long_choice_lists_stand_on_a_hidden_worksheet() -> None:
    long = tuple(f"第{number}类项目，含逗号" for number in range(60))
    comma = ("甲,乙", "丙")
    cells = [
        Cell(row, 1, "", TARGET, Role.INPUT, field=field("category"), choices=choices)
        for row, choices in enumerate((long, comma, ("甲", "乙")), 1)
    ]
    workbook = openpyxl.load_workbook(io.BytesIO(workbook_bytes([sheet_of(*cells)], "表")))
    assert workbook["选项"].sheet_state == "hidden"
    assert [cell.value for cell in workbook["选项"]["A"]] == list(long)
    sources = [rule.formula1 for rule in workbook.worksheets[0].data_validations.dataValidation]
    assert sources == ["'选项'!$A$1:$A$60", "'选项'!$B$1:$B$2", '"甲,乙"']


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["甲", "甲", "甲"], ["甲", "甲(2)", "甲(3)"]),
        (["A", "a"], ["A", "a(2)"]),
        (["[2024]年/第1期:*?\\"], ["2024 年 第1期"]),
        (["'引号'", "", "  "], ["引号", "表2", "表3"]),
        (["History", "目录"], ["History_", "目录(2)"]),
        (["长" * 40, "长" * 40], ["长" * 31, "长" * 28 + "(2)"]),
        (["😀" * 20], ["😀" * 15]),
        (["一\n二"], ["一 二"]),
    ],
)
def test_worksheet_names_are_such_as_excel_accepts(wanted: list[str], names: list[str]) -> None:
    assert worksheet_names(wanted, taken=("目录",)) == names


@given(st.lists(st.text(max_size=40), max_size=8))
def test_worksheet_names_differ_and_are_short(wanted: list[str]) -> None:
    names = worksheet_names(wanted, taken=("目录",))
    assert len({name.casefold() for name in names} | {"目录"}) == len(wanted) + 1
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("' ") == name


def test_forms_of_the_same_name_are_all_written() -> None:
    sheets = [text_sheet("一"), text_sheet("二"), text_sheet("三", name="目录")]
    workbook = openpyxl.load_workbook(io.BytesIO(workbook_bytes(sheets, "表")))
    assert workbook.sheetnames == ["目录", "某项目", "某项目(2)", "目录(2)"]
    assert [workbook[name]["B2"].value for name in workbook.sheetnames[1:]] == ["一", "二", "三"]


def test_a_workbook_needs_a_sheet() -> None:
    with pytest.raises(ValueError, match="at least one sheet"):
        workbook_bytes([], "表")
