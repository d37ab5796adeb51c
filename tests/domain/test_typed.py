import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.fields import Kind
from budgetdesk.domain.money import LARGEST
from budgetdesk.domain.typed import TypedError, parse_typed, show_value

TEXT_KINDS = (Kind.LINE, Kind.CHOICE, Kind.PARAGRAPH, Kind.TARGET)
NUMBER_KINDS = (Kind.MONEY, Kind.MONEY_WAN, Kind.COUNT)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.MONEY, "507.22万元", 507_220_000),
        (Kind.MONEY_WAN, "5460.41", 5_460_410_000),
        (Kind.COUNT, "１８", 18),
        (Kind.COUNT, "1,200", 1200),
        (Kind.COUNT, "18人", 18),
        (Kind.COUNT, "0", 0),
        (Kind.LINE, " 永和县\n医疗集团 ", "永和县医疗集团"),
        (Kind.CHOICE, "1年\r\n", "1年"),
        (Kind.PARAGRAPH, "　　第一段\r\n第二段\r\n", "　　第一段\n第二段"),
        (Kind.TARGET, " ≥９０％\n", " ≥９０％"),
    ],
)
def test_what_is_typed_becomes_the_fields_value(kind: Kind, text: str, value: object) -> None:
    assert parse_typed(kind, text) == value


@pytest.mark.parametrize("kind", NUMBER_KINDS)
@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_a_blank_number_is_none(kind: Kind, text: str) -> None:
    assert parse_typed(kind, text) is None


@pytest.mark.parametrize("kind", TEXT_KINDS)
def test_a_blank_text_is_empty(kind: Kind) -> None:
    assert parse_typed(kind, "") == ""
    assert show_value(kind, None) == ""


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.MONEY, "约五万"),
        (Kind.MONEY, "1,23"),
        (Kind.MONEY_WAN, "五"),
        (Kind.COUNT, "-1"),
        (Kind.COUNT, "1.5"),
        (Kind.COUNT, "十八"),
        (Kind.COUNT, "1,23"),
        (Kind.COUNT, "9" * 30),
    ],
)
def test_what_does_not_suit_is_refused_in_one_sentence(kind: Kind, text: str) -> None:
    with pytest.raises(TypedError, match=r"^「.*」.*。$"):
        parse_typed(kind, text)


@given(st.sampled_from(NUMBER_KINDS), st.integers(min_value=0, max_value=10**9 - 1))
def test_every_number_shown_for_editing_reads_back(kind: Kind, value: int) -> None:
    assert parse_typed(kind, show_value(kind, value)) == value


@given(
    st.sampled_from((Kind.MONEY, Kind.MONEY_WAN)),
    st.integers(min_value=-LARGEST, max_value=LARGEST),
)
def test_every_amount_shown_for_editing_reads_back(kind: Kind, fen: int) -> None:
    assert parse_typed(kind, show_value(kind, fen)) == fen


@given(st.sampled_from(TEXT_KINDS), st.text())
def test_a_text_left_unchanged_stays_the_same(kind: Kind, typed: str) -> None:
    value = parse_typed(kind, typed)
    assert isinstance(value, str)
    if not value.endswith("\n"):
        assert parse_typed(kind, show_value(kind, value)) == value
