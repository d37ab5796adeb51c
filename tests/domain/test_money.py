import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.money import (
    LARGEST,
    MoneyError,
    exact_wan_text,
    exchange_text,
    parse_wan,
    parse_yuan,
    wan_text,
    with_thousands,
    yuan_text,
)
from budgetdesk.domain.text import visible

amounts = st.integers(min_value=-LARGEST, max_value=LARGEST)
FULL_WIDTH = str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("5,072,219", 507_221_900),
        ("５０７２２１９", 507_221_900),
        ("５，０７２，２１９．５", 507_221_950),
        ("507.22万元", 507_220_000),
        ("507.22 万", 507_220_000),
        ("1亿元", 10_000_000_000),
        ("0.5亿", 5_000_000_000),
        ("2千元", 200_000),
        ("3百万元", 300_000_000),
        ("-3.5", -350),
        ("－3.5", -350),
        ("−3.5元", -350),
        ("+3.5", 350),
        ("¥300", 30_000),
        ("￥ 300.00 元", 30_000),
        ("1,000元整", 100_000),
        ("3。5", 350),
        (".5", 50),
        ("5.", 500),
        ("0", 0),
        ("-0", 0),
        ("007", 700),
        ("1155870.000", 115_587_000),
        ("0.123456万元", 123_456),
        ("  282285.33\n", 28_228_533),
        ("\u00a012\u00a0", 1_200),
        ("9999999999999.99", LARGEST),
    ],
)
def test_what_clerks_type_and_paste(text: str, fen: int) -> None:
    assert parse_yuan(text) == fen


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\t\n", "\u00a0"])
def test_blank_is_no_amount_and_no_zero(text: str) -> None:
    assert parse_yuan(text) is None
    assert parse_wan(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1,23", "千分位"),
        ("1234,567", "千分位"),
        ("1,2345.6", "千分位"),
        ("1.234", "不足一分"),
        ("0.0000001万元", "不足一分"),
        ("（300）", "负数请写减号"),
        ("(300)", "负数请写减号"),
        ("1.68E+08", "科学计数法"),
        ("10000000000000", "十万亿"),
        ("100万亿", "不是金额"),
        ("12万3", "不是金额"),
        ("1亿2000万元", "不是金额"),
        ("-", "不是金额"),
        (".", "不是金额"),
        ("—", "不是金额"),
        ("1 000", "不是金额"),
        ("五百元", "不是金额"),
        ("300元/人", "不是金额"),
        ("100\n200", "不是金额"),
        ("$300", "不是金额"),
        ("NaN", "不是金额"),
        ("٣", "不是金额"),
        ("²", "不是金额"),
        ("--3", "不是金额"),
        ("1..2", "不是金额"),
        ("9" * 5000, "不是金额"),
    ],
)
def test_a_doubtful_amount_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(MoneyError, match=reason) as refusal:
        parse_yuan(text)
    assert len(str(refusal.value)) < 80
    assert "\n" not in str(refusal.value)


def test_wan_is_the_unit_of_the_overall_form_unless_another_is_named() -> None:
    assert parse_wan("5460.41") == 5_460_410_000
    assert parse_wan("5460.41万元") == 5_460_410_000
    assert parse_wan("500元") == 50_000


@pytest.mark.parametrize(
    ("fen", "plain", "grouped"),
    [
        (None, "", ""),
        (0, "0", "0"),
        (5_040_000, "50400", "50,400"),
        (28_228_533, "282285.33", "282,285.33"),
        (50, "0.5", "0.5"),
        (5, "0.05", "0.05"),
        (-50, "-0.5", "-0.5"),
        (-123_456_700, "-1234567", "-1,234,567"),
    ],
)
def test_yuan_shows_decimals_only_when_there_are_any(
    fen: int | None, plain: str, grouped: str
) -> None:
    assert yuan_text(fen) == plain
    assert yuan_text(fen, thousands=True) == grouped


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (None, ""),
        (0, "0.00"),
        (5_460_410_000, "5460.41"),
        (5_460_415_000, "5460.42"),
        (5_460_414_999, "5460.41"),
        (4_999, "0.00"),
        (5_000, "0.01"),
        (-4_999, "0.00"),
        (-5_000, "-0.01"),
        (99_995_000, "100.00"),
    ],
)
def test_wan_rounds_half_up_away_from_zero(fen: int | None, text: str) -> None:
    assert wan_text(fen) == text


@given(amounts)
def test_every_amount_survives_being_written_and_read(fen: int) -> None:
    assert parse_yuan(yuan_text(fen)) == fen
    assert parse_yuan(yuan_text(fen, thousands=True)) == fen
    assert parse_yuan(yuan_text(fen, thousands=True).translate(FULL_WIDTH)) == fen
    assert parse_yuan(f"{exact_wan_text(fen)}万元") == fen
    assert parse_wan(exact_wan_text(fen)) == fen
    assert parse_yuan(exchange_text(fen) or "") == fen


@given(amounts.map(lambda fen: fen // 10))
def test_rounded_wan_is_never_further_than_half_a_unit(fen: int) -> None:
    rounded = parse_wan(wan_text(fen))
    assert rounded is not None
    assert abs(rounded - fen) <= 5_000


@given(st.text())
def test_any_text_is_an_amount_or_a_plain_refusal(text: str) -> None:
    try:
        outcome: int | str | None = parse_yuan(text)
    except MoneyError as refusal:
        outcome = str(refusal)
    if isinstance(outcome, str):
        assert outcome.endswith("。")
    else:
        said = visible(text).strip().lstrip("='").strip('"')  # marks of a number kept as text
        assert (outcome is None) == (not said.strip())


@given(
    st.from_regex(r"[-+（(]?[0-9０-９,，.。 ]{0,12}(万|亿|千|元|万元|亿元)?[)）]?", fullmatch=True)
)
def test_what_is_accepted_reads_back_the_same(text: str) -> None:
    try:
        fen = parse_yuan(text)
    except MoneyError:
        return
    assert parse_yuan(yuan_text(fen)) == fen


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("叁佰肆拾伍万陆仟柒佰元整", 345_670_000),
        ("人民币壹亿零伍拾万元正", 10_050_000_000),
        ("拾万元整", 10_000_000),
        ("壹仟零叁圆伍角", 100_350),
        ("贰元零捌分", 208),
    ],
)
def test_an_amount_in_capitals_is_read(text: str, fen: int) -> None:
    assert parse_wan(text) == fen, "元, whatever else is counted in"


@pytest.mark.parametrize("text", ["叁肆元", "拾佰元", "叁佰", "元整", "零拾元", "叁佰万"])
def test_capitals_that_are_no_number_are_refused(text: str) -> None:
    with pytest.raises(MoneyError):
        parse_yuan(text)


@pytest.mark.parametrize(
    ("plain", "shown"),
    [
        ("150000", "150,000"),
        ("-1234.50", "-1,234.50"),
        ("0", "0"),
        ("999", "999"),
        ("", ""),
        ("-", "-"),
        ("约5000", "约5000"),
        ("1.2.3", "1.2.3"),
        ("12个", "12个"),
    ],
)
def test_thousands_are_set_apart_in_amounts_alone(plain: str, shown: str) -> None:
    assert with_thousands(plain) == shown
