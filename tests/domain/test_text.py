import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.text import (
    clean,
    decode_text,
    fold,
    fold_name,
    half_width,
    one_line,
    shorten,
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("一次性项目（1年结束）", "一次性项目(1年结束)"),
        ("晋财社〔2023〕３２２号", "晋财社【2023】322号"),
        ("服务对象 满意度", "服务对象\u3000满意度\n"),
        ("2023年—2024年", "2023年-2024年"),
        ("“惠商保”", '"惠商保"'),
        ("ＡＢ，；：？", "AB,;:?"),
        ("\ufeff项目\u200b", "项目"),
    ],
)
def test_widths_brackets_quotes_and_blanks_do_not_count(left: str, right: str) -> None:
    assert fold(left) == fold(right)


def test_document_brackets_and_case_count_when_folding() -> None:
    assert fold("《办法》") == "《办法》"
    assert fold("A") != fold("a")


def test_names_match_without_quotes_and_case() -> None:
    assert fold_name("…“惠商保”（ＡB）") == fold_name("…惠商保(ab)")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(half_width(text)) == fold(text)
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_cleaning_keeps_every_visible_character(text: str) -> None:
    visible = text.replace("\ufffe", "").replace("\uffff", "")
    assert clean(text) == visible.replace("\u2028", "\n").replace("\u2029", "\n")


def test_cleaning_makes_every_break_one_newline_and_drops_what_no_file_holds() -> None:
    assert clean("a\r\nb\rc\vd\x0ce\u2028f\x00\x07\ud800\tg") == "a\nb\nc\nd\ne\nf\tg"


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("永和县\n医疗集团", "永和县医疗集团"),
        ("永和县\r\n　医疗集团\r\n", "永和县医疗集团"),
        ("Word one\nword two", "Word one word two"),
        ("  名称\t一 ", "名称 一"),
        ("\n\n", ""),
    ],
)
def test_one_line(typed: str, line: str) -> None:
    assert one_line(typed) == line


@given(st.text())
def test_one_line_has_no_break_and_settles(text: str) -> None:
    line = one_line(text)
    assert not set(line) & set("\n\r\t\v\f\u2028")
    assert one_line(line) == line


@given(st.text(), st.integers(min_value=1, max_value=30))
def test_a_quotation_stays_short(text: str, length: int) -> None:
    assert len(shorten(text, length)) <= length + 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_files_of_excel_and_wps_are_read(encoding: str) -> None:
    assert decode_text("单位,金额\n永和县㛃".encode(encoding)) == "单位,金额\n永和县㛃"


def test_a_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(UnicodeDecodeError):
        decode_text(b"\xff\xfe\x00\x81")
